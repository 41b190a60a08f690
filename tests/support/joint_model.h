/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_JOINT_MODEL_H
#define DARK_TESTS_JOINT_MODEL_H

/* One joint model on one table, in one call. */

#include "joint/fit/estimate.h"
#include "support/joint_table.h"

typedef struct joint_model {
  const joint_table *table;
  dark__joint_terms terms;
  dark__joint_design design;
  dark__joint_estimate estimate;
} joint_model;

/* With margins saturated or as the formula has them. Whatever goes wrong fails the test. */
void joint_model_fit(joint_model *out, const joint_table *table, const char *formula, int is_saturated);
void joint_model_clear(joint_model *of);

/* People observed in, hidden in and standard error for the strata of "Region=GGC;Age=Old" ("all"). */
double joint_observed(const joint_model *of, const char *strata);
double joint_hidden(const joint_model *of, const char *strata);
double joint_se(const joint_model *of, const char *strata, int with_people);

#endif
