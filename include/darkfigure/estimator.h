/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_ESTIMATOR_H
#define DARKFIGURE_ESTIMATOR_H

/* The registered estimators (models/estimators.def). All of this is constant, static and readable from any thread. */

#include <darkfigure/captures.h>
#include <darkfigure/status.h>

DARK_PUBLIC_BEGIN

typedef struct dark_estimator dark_estimator;

/* An option that `--set NAME=VALUE` changes. */
typedef enum dark_option_type { DARK_OPTION_REAL, DARK_OPTION_WHOLE, DARK_OPTION_CHOICE } dark_option_type;

typedef struct dark_option {
  const char *name;
  dark_option_type type;
  double initial;      /* for a choice: the index of the word */
  double least, most;  /* inclusive; for real and whole numbers */
  const char *choices; /* words separated by '|'; for a choice */
  const char *help;    /* one line, no final stop */
} dark_option;

/* Estimators in the order of models/estimators.def. NULL beyond the end. */
const dark_estimator *dark_estimator_at(size_t index);
/* By name, or NULL, also for NULL. "auto" is not an estimator but a rule; see dark_method_choose. */
const dark_estimator *dark_estimator_find(const char *name);
/* The registered name (or "auto") nearest to a mistyped one, or NULL. */
const char *dark_estimator_nearest(const char *name);

/* Of no estimator (NULL) all of these are NULL or 0. */
const char *dark_estimator_name(const dark_estimator *estimator);
/* What it assumes, in one plain sentence; when to use it; the source (author, year). */
const char *dark_estimator_assumption(const dark_estimator *estimator);
const char *dark_estimator_advice(const dark_estimator *estimator);
const char *dark_estimator_source(const dark_estimator *estimator);
/* How many lists it takes. */
unsigned dark_estimator_min_lists(const dark_estimator *estimator);
unsigned dark_estimator_max_lists(const dark_estimator *estimator);
/* 1: for one list with counts of captures (captures.h), 0: for several lists. */
int dark_estimator_is_one_list(const dark_estimator *estimator);
/* Whether it takes data of this form: counts of captures that are these (captures.h), or for NULL several lists. Some methods for lists need
   only on how many of them people are, and with a number of occasions take counts of captures as well. */
int dark_estimator_takes_captures(const dark_estimator *estimator, const dark_captures *captures);
/* [*n_options] options for --set; owned by the estimator; NULL where n_options is. */
const dark_option *dark_estimator_options(const dark_estimator *estimator, size_t *n_options);

/* 1: honours odds ratios, forced interactions and xi (dark_dependence, plan.h). */
int dark_estimator_takes_dependence(const dark_estimator *estimator);

/* What `auto` chooses for a table of `n_lists` lists: two, chapman (independence where dependence is supposed, see plan.h); three to six, mixture; up to 16,
   stepwise (there the exact search may outgrow its default budget in resampled tables); more, mth-chao. *max_order (may be NULL) receives the order, 0 where the method has none. Never NULL. */
const char *dark_method_choose(size_t n_lists, unsigned *max_order);
/* The same for one list with counts of captures: chao-regression. */
const char *dark_method_choose_one_list(void);

DARK_PUBLIC_END

#endif
