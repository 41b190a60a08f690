/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_ESTIMATOR_H
#define DARK__ESTIMATOR_ESTIMATOR_H

/* The contract every estimator fulfils. To add one: a file in models/ that defines `const dark_estimator dark__<name>_estimator`,
   one line in models/estimators.def, a test file, a paragraph in the manual. */

#include <stdbool.h>

#include <darkfigure/captures.h>
#include <darkfigure/plan.h>

#include "lattice/dependence.h"
#include "lattice/model_name.h"

/* What an estimator sees of the data: one stratum, lists that caught nobody left out. Borrowed; outlives every plan made from it. */
typedef struct dark__problem {
  unsigned n_lists;
  const dark_record *records; /* [n_records] sorted by history, bits = lists of this problem; counts may be 0 */
  size_t n_records;
  double n_observed;
  dark__naming naming;           /* names and input places of the problem's lists */
  dark__naming whole;            /* the same for all lists of the table, which a --model speaks of */
  const unsigned *in_whole;      /* [n_lists] where each list of the problem stands in `whole` */
  const dark__dependence *given; /* between the lists of the problem; NULL: nothing */
  const dark_captures *captures; /* of one-list data, which histories then refer to; NULL: lists */
} dark__problem;

/* What the user asked of it, checked against the estimator's option table. */
typedef struct dark__config {
  const char *model;     /* NULL: none given */
  unsigned max_order;    /* 0: the estimator's default */
  const double *options; /* [n_options] in the order of the option table; a choice is the index of its word */
  const void *variant;   /* the estimator's own */
} dark__config;

/* What reports, and tests of recovery, must know of an estimator. */
enum {
  DARK__EQUAL_LISTS = 1, /* assumes that lists are equally likely to catch */
  DARK__ONE_SIDED = 2,   /* people who do not differ lie on the boundary of its parameters, so that estimates then err upwards */
  DARK__LOWER_BOUND = 4  /* estimates a lower bound: that it lies below another one says nothing */
};

/* A constant struct per estimator. Slots that say "may be NULL" are optional: absent means not offered. A plan is immutable and shared
   by threads; a workspace belongs to one thread. */
struct dark_estimator {
  const char *name, *assumption, *advice, *source;
  unsigned min_lists, max_lists;
  const dark_option *options;
  size_t n_options;
  int takes_model; /* a --model is needed */
  int takes_max_order;
  int takes_dependence; /* honours problem->given in all it does: refused otherwise where something is given */
  int is_one_list;      /* takes counts of captures instead of lists */
  int needs_order;      /* list order means time: refused unless settings->ordered; problem->naming.positions gives the order */
  unsigned traits;      /* bits DARK__EQUAL_LISTS ... */
  const void *variant;  /* constants that tell the members of a family apart, handed to plan_new in the config; may be NULL */

  /* Everything derived once from the observed table, estimate included. Errors: any status. */
  dark_status (*plan_new)(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err);
  void (*plan_free)(void *plan);
  /* May be NULL for an estimator that needs no memory. */
  dark_status (*workspace_new)(void **workspace, const void *plan, dark_error *err);
  void (*workspace_free)(void *workspace);
  /* Any number of tables: weights [n], each [n_records of the problem] and of somebody. Of out [n], `hidden` and `model` or `reason` are filled in,
     `total` by the caller. A table that is not solved has no estimate, for the reason DARK_REASON_NOT_CONVERGED; it does not stop the others, and
     every table has the same bits whatever comes with it. Pure. See estimator/tables.h. Errors: DARK_ENOMEM, DARK_ELIMIT. */
  dark_status (*estimate)(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                          dark_error *err);
  /* May be NULL: no models, no orders. */
  void (*model_name)(char *buffer, size_t size, const void *plan, dark_model_id model);
  unsigned (*max_order)(const void *plan);
  /* May be NULL. `observed`: the estimate on the observed table, which exists. */
  dark_status (*explain)(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);
  /* May be NULL: no catalogue of models. */
  dark_status (*rank)(dark_candidate **candidates, size_t *n_candidates, const void *plan, size_t n, double within,
                      dark_error *err);
  /* Of the models that `rank` gives: its name, and its bound on the observed table, where it has an estimate. May be NULL where rank is. */
  void (*candidate_name)(char *buffer, size_t size, const void *plan, dark_model_id model);
  dark_status (*candidate_bound)(dark_bound *out, const void *plan, dark_model_id model, dark_error *err);
  /* Intervals that need no replicates, beside the log-normal one, which `explain` gives: bits 1 << dark_interval_type of what
     `interval` offers. *out is empty and has its level; limits of the total, reasons, and type unless there is none are filled in. */
  unsigned intervals;
  dark_status (*interval)(dark_interval *out, const void *plan, const dark_estimate *observed, dark_interval_type type,
                          double level, dark_error *err);
  /* May be NULL: percentile. The interval to use when nobody says. */
  dark_interval_type (*usual_interval)(const void *plan);
};

/* Whether the estimator has intervals of this type, and DARK_EUSAGE naming those that it has. NULL offers none. */
bool dark__estimator_offers(const dark_estimator *estimator, dark_interval_type type);
dark_status dark__fail_not_offered(const dark_estimator *estimator, dark_interval_type wanted, dark_error *err);

/* dark_method_choose, but for a method that honours dependence where some is given. */
const char *dark__method_choose(size_t n_lists, bool is_dependence_given, unsigned *max_order);

/* No estimate, for a reason. */
static inline void dark__estimate_fails(dark_estimate *out, dark_reason reason) {
  *out = (dark_estimate){.total = __builtin_nan(""), .hidden = __builtin_nan(""), .reason = reason};
}

/* `hidden` people under a model. */
static inline void dark__estimate_succeeds(dark_estimate *out, double hidden, dark_model_id model) {
  *out = (dark_estimate){.hidden = hidden, .model = model, .reason = DARK_N_REASONS};
}

/* Fill values [n_options] with defaults, then with the "NAME=VALUE" pairs. Errors: DARK_EUSAGE, naming the option and its values. */
DARK_MUST_CHECK dark_status dark__options_read(double *values, const dark_estimator *estimator, const char *const *set,
                                               size_t n_set, dark_error *err);

#endif
