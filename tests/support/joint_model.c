/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/joint_model.h"

#include <stdlib.h>

#include "support/assert_close.h"
#include "support/published.h"

void joint_model_fit(joint_model *out, const joint_table *table, const char *formula, int is_saturated) {
  dark_error err = DARK_ERROR_INIT;
  *out = (joint_model){.table = table};
  joint_terms_of(&out->terms, table, formula);
  assert_ok(dark__joint_design_make(&out->design, &table->strata, &out->terms, is_saturated, &err), err);
  assert_ok(dark__joint_estimate_find(&out->estimate, &out->design, table->counts, &err), err);
}

void joint_model_clear(joint_model *of) {
  dark__joint_estimate_clear(&of->estimate);
  dark__joint_design_clear(&of->design);
  dark__joint_terms_clear(&of->terms);
}

static double *weights_of(const joint_model *of, const char *strata) {
  double *weights = calloc(of->table->strata.n_strata + 1, sizeof *weights);
  assert_non_null(weights);
  joint_table_weights(weights, of->table, strata);
  return weights;
}

double joint_observed(const joint_model *of, const char *strata) {
  double *weights = weights_of(of, strata), sum = 0;
  for (size_t x = 0; x < of->table->strata.n_strata; x++)
    for (size_t w = 0; w < dark__n_histories(&of->table->strata); w++)
      sum += weights[x] * of->table->counts[x * dark__n_histories(&of->table->strata) + w];
  free(weights);
  return sum;
}

double joint_hidden(const joint_model *of, const char *strata) {
  double *weights = weights_of(of, strata);
  const double sum = dark__hidden_sum(&of->estimate.hidden, weights);
  free(weights);
  return sum;
}

double joint_se(const joint_model *of, const char *strata, int with_people) {
  double *weights = weights_of(of, strata), *projected = calloc(of->design.n_columns + 1, sizeof *projected);
  assert_non_null(projected);
  dark__hidden_project(projected, &of->estimate.hidden, &of->estimate.fit, weights);
  const double variance = dark__hidden_covariance(&of->estimate.hidden, weights, projected, weights, projected, with_people);
  free(projected);
  free(weights);
  return sqrt(variance);
}
