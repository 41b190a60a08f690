/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_STRATA_H
#define DARK__MODELS_JOINT_STRATA_H

/* The strata of a plan as the engine of joint models sees them, and tables of them. */

#include <stdbool.h>

#include "estimator/estimator.h"
#include "joint/design/strata.h"
#include "joint/formula/formula.h"
#include "models/joint/rule.h"

/* Categories, lists and strata of a group. The group of all strata thrown together has no categories. Owns its arrays, borrows names. */
typedef struct dark__joint_group {
  dark__joint_strata strata;
  dark__formula_names names;            /* of the lists of the group, and its categories */
  dark__formula_names spoken;           /* of the whole table: what a formula may speak of */
  const unsigned *in_whole;             /* [n_lists] where the group's lists stand among those; borrowed */
  const dark__problem *const *problems; /* [n_strata] borrowed */
  const size_t *starts;                 /* [n_strata + 1] of records in a table; borrowed */
  const char **categories;              /* of the table */
  size_t *n_levels;
  int64_t **scores; /* [n_categories] each [n_levels]; NULL: the levels are no whole numbers */
  uint32_t *levels;
  uint32_t *absent; /* [n_strata] lists that did not exist there; NULL: none */
  /* [n_strata] Of people of whom a category is missing: nobody is in such a stratum, whose lists are all absent, and its level stands behind those
     that effects have. NULL: none */
  bool *is_missing;
  double odds; /* among people of whom a category is missing, of a level; 0: as the model says */
  size_t odds_category;
  uint32_t odds_level;
  bool drops_missing;    /* those people are left out: no table has anybody there */
  dark__joint_rule rule; /* suppressed counts */
} dark__joint_group;

/* Zeroes first; dark__joint_group_clear also after a failure. The table has no more categories than a formula may have. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_group_make(dark__joint_group *out, const dark__problems *problems, dark_error *err);
/* Make room for lists that were absent; has_missing: and take missing values for no level. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_group_spread(dark__joint_group *group, const dark_table *table, bool has_missing,
                                                     dark_error *err);
/* The level of the table of those whose value is missing; the number of levels where there is none. */
size_t dark__joint_missing_level(const dark_table *table, size_t category);
/* Where a level of the table stands in a group: a missing value stands behind the others once the group was spread. */
size_t dark__joint_level_of(const dark__joint_group *group, const dark_table *table, size_t category, size_t level);
/* Whether a category of the table has missing values. */
bool dark__joint_has_missing(const dark_table *table);
/* Take over odds among people of whom a category is missing, after the group was spread. DARK_EUSAGE: no such category or value. */
DARK_MUST_CHECK dark_status dark__joint_group_shift(dark__joint_group *group, const dark_table *table,
                                                    const dark_missing_odds *odds, dark_error *err);
void dark__joint_group_clear(dark__joint_group *group);

/* Has the stratum people of whom a category is missing? */
static inline bool dark__joint_is_missing(const dark__joint_group *group, size_t x) {
  return group->is_missing != NULL && group->is_missing[x];
}

/* counts [n_strata x 2^t] of a table, weights [records of the group]. */
void dark__joint_group_count(double *counts, const dark__joint_group *group, const double *weights);

#endif
