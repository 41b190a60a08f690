/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/formula.h"
#include "estimator/tables.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

typedef struct formula_plan {
  const dark__problem *problem;
  dark__formula *formula;
  const double *options;
} formula_plan;

dark_status dark__formula_plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  formula_plan *mine = malloc(sizeof *mine);
  *plan = mine;
  if (mine == NULL) return dark__fail_memory(err);
  *mine = (formula_plan){problem, *(dark__formula *const *)config->variant, config->options};
  return DARK_OK;
}

void dark__formula_plan_free(void *plan) { free(plan); }

static dark_status estimate_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  const formula_plan *mine = plan;
  const dark__formula_value value = mine->formula(mine->problem, weights, mine->options);
  (void)workspace;
  (void)err;
  if (value.reason != DARK_N_REASONS) dark__estimate_fails(out, value.reason);
  else dark__estimate_succeeds(out, value.hidden, (dark_model_id){{0, 0}});
  return DARK_OK;
}

dark_status dark__formula_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                                   dark_error *err) {
  return dark__estimate_each(estimate_one, out, plan, workspace, weights, n, err);
}

dark_status dark__formula_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const formula_plan *mine = plan;
  const dark__problem *problem = mine->problem;
  double *weights = dark__observed_weights(problem);
  const int has_cells = dark__problem_has_cells(problem);
  double *fitted = has_cells ? calloc((size_t)1 << problem->n_lists, sizeof *fitted) : NULL;
  if (weights == NULL || (fitted == NULL && has_cells)) {
    free(weights);
    free(fitted);
    return dark__fail_memory(err);
  }
  for (size_t i = 0; i < problem->n_records && has_cells; i++) fitted[problem->records[i].history] = weights[i];
  if (has_cells) fitted[0] = observed->hidden;
  const double variance = mine->formula(problem, weights, mine->options).variance;
  *out = (dark_explanation){.model = observed->model,
                            .se = variance >= 0 ? sqrt(variance) : NAN,
                            .fitted = fitted,
                            .n_candidates = 1,
                            .is_complete = 1};
  free(weights);
  return DARK_OK;
}
