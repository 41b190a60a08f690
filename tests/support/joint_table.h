/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_JOINT_TABLE_H
#define DARK_TESTS_JOINT_TABLE_H

/* Tables of tests/reference/covariates/tables for the joint model: strata are the full crossing of the levels that occur, sorted. */

#include "joint/design/design.h"
#include "joint/design/record.h"
#include "joint/formula/formula.h"
#include "support/frame.h"

enum { JOINT_MOST_NAMES = 16 };

typedef struct joint_table {
  frame file;
  const char *names[2 * JOINT_MOST_NAMES]; /* lists, then categories */
  char *words;                             /* what these point into */
  dark__formula_names formula_names;
  dark__joint_strata strata;
  size_t n_levels[DARK__MOST_JOINT_CATEGORIES];
  const char **level_names[DARK__MOST_JOINT_CATEGORIES];
  int64_t *scores[DARK__MOST_JOINT_CATEGORIES]; /* the levels as numbers, where all are */
  uint32_t *levels;                             /* [n_strata x n_categories] */
  uint32_t *absent;                             /* [n_strata] */
  double *counts;                               /* [n_strata x 2^t] people of whom everything is known */
  dark__joint_record *records;                  /* [n_records] the others */
  uint32_t *record_levels;
  size_t n_records;
  double n_people; /* both, without those on no list */
} joint_table;

/* Read a table with these columns, "S1 S2 S3" and "Region Age", and the counts in column `count`; other columns are summed over. Missing levels are
   left out with their people when only_complete. */
void joint_table_read(joint_table *out, const char *name, const char *lists, const char *categories, int only_complete);
void joint_table_clear(joint_table *of);

/* The stratum has the level that is named so ("Region", "GGC"). */
int joint_table_has(const joint_table *of, size_t stratum, const char *category, const char *level);

/* weights [n_strata]: 1 for the strata of "Region=GGC;Age=Old" (any order; "all": every one), else 0. */
void joint_table_weights(double *weights, const joint_table *of, const char *stratum);

/* Terms of a formula in the names of the table; the test fails when it is refused. */
void joint_terms_of(dark__joint_terms *out, const joint_table *of, const char *formula);

#endif
