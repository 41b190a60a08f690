/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_GROUP_H
#define DARK__ESTIMATOR_GROUP_H

/* A group of a plan: the strata that one estimator serves together, and what that derived from the observed table. */

#include "estimator/part.h"
#include "estimator/strata.h"

typedef struct dark__group {
  size_t n;
  size_t *parts, *starts;          /* as in dark__strata */
  const dark__problem **problems;  /* [n] */
  const dark_estimator *estimator; /* NULL: nothing can be estimated */
  double *options;
  void *plan;
} dark__group;

/* What groups are made for; the same for all of a plan. */
typedef struct dark__group_request {
  dark__part *parts; /* [n_parts of the plan] those of the group are made with it, and stay where they are */
  const dark_table *table;
  const dark__table_naming *whole;
  const dark__dependence *given; /* in table bits */
  const dark_settings *settings;
} dark__group_request;

/* Whether settings ask for an estimator that serves all strata together. */
bool dark__settings_join(const dark_settings *settings);

/* Zeroes first: make a group of these parts [n], n > 0, and the parts themselves. Errors: any status of the estimator's plan; the parts and
   the group are to be cleared in any case. */
DARK_MUST_CHECK dark_status dark__group_make(dark__group *group, const size_t *parts, size_t n,
                                             const dark__group_request *request, dark_error *err);
void dark__group_clear(dark__group *group);

#endif
