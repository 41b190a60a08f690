/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_FORMULA_H
#define DARK__CLOSED_FORMULA_H

/* Estimators that are a formula in the counts of a table: all that one has to give is the formula. */

#include "closed/tally.h"

/* What a formula says of a table. */
typedef struct dark__formula_value {
  double hidden;
  double variance;    /* of the hidden number; NaN where none is known */
  dark_reason reason; /* DARK_N_REASONS, or why there is no estimate */
} dark__formula_value;

/* Evaluate at a table of `problem`: weights [n_records]; option [n_options] as in dark__config. Pure. */
typedef dark__formula_value dark__formula(const dark__problem *problem, const double *weights, const double *options);

/* There is none, for a reason. */
static inline dark__formula_value dark__formula_fails(dark_reason reason) {
  return (dark__formula_value){__builtin_nan(""), __builtin_nan(""), reason};
}

/* Slots of the estimator contract; config->variant is a dark__formula *const *. For parametric resampling a formula fits the table itself, with
   the hidden people in its empty cell. */
dark_status dark__formula_plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err);
void dark__formula_plan_free(void *plan);
dark_status dark__formula_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                   dark_error *err);
dark_status dark__formula_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err);

#define DARK__FORMULA_SLOTS                                                                                     \
  .plan_new = dark__formula_plan_new, .plan_free = dark__formula_plan_free, .estimate = dark__formula_estimate, \
  .explain = dark__formula_explain

#endif
