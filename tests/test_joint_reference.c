/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint models on published tables against R (tests/reference/covariates). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/joint_model.h"

static const double RTOL = 1e-8;

typedef struct source {
  const char *name, *file, *lists, *categories;
} source;

static const source SOURCES[] = {
    {"ScotPWID", "conting_ScotPWID", "S1 S2 S3 S4", "Region Gender Age"},
    {"simdat", "mse_simdat", "R1 R2 R3 R4", "X1 X2 X3 X4 Y"},
    {"simdat_X1Y", "mse_simdat", "R1 R2 R3 R4", "X1 Y"},
    {"impute_cc", "msei_impute", "A B C", "a b c"},
    {"lcaimp_cc", "msei_lcaimp", "A B C", "a b c"},
    {"NZage2013", "msei_NZage2013", "A B C D", "age"},
};
enum { N_SOURCES = sizeof SOURCES / sizeof *SOURCES };

static void read_source(joint_table *table, const char *name) {
  for (size_t i = 0; i < N_SOURCES; i++)
    if (strcmp(SOURCES[i].name, name) == 0) {
      joint_table_read(table, SOURCES[i].file, SOURCES[i].lists, SOURCES[i].categories, 1);
      return;
    }
  fail_msg("no table %s", name);
}

/* "ok:6 zero:2" of the statuses of the strata. */
static void assert_statuses(const joint_model *model, const char *expected) {
  for (dark__hidden_status status = DARK__HIDDEN_OK; status <= DARK__HIDDEN_NONID; status++) {
    const char *name = dark__hidden_status_name(status), *found = strstr(expected, name);
    size_t n = 0, n_expected = 0;
    for (size_t x = 0; x < model->table->strata.n_strata; x++) n += model->estimate.existence.hidden[x] == status;
    if (found != NULL) n_expected = found[strlen(name)] == ':' ? strtoul(found + strlen(name) + 1, NULL, 10) : n;
    if (found != NULL && found[strlen(name)] != ':') n_expected = model->table->strata.n_strata;
    assert_int_equal(n, n_expected);
  }
}

/* Log-likelihood of the table that is fitted exactly, without factorials. */
static double saturated(const joint_table *table) {
  double sum = 0;
  for (size_t c = 0; c < table->strata.n_strata << table->strata.n_lists; c++)
    if (table->counts[c] > 0) sum += table->counts[c] * log(table->counts[c]) - table->counts[c];
  return sum;
}

static double log_factorials(const joint_table *table) {
  double sum = 0;
  for (size_t c = 0; c < table->strata.n_strata << table->strata.n_lists; c++) sum += lgamma(table->counts[c] + 1);
  return sum;
}

static void assert_row(const frame *rows, size_t row, const joint_model *model) {
  const dark__joint_estimate *estimate = &model->estimate;
  assert_int_equal(model->design.n_columns, frame_number(rows, row, "p"));
  assert_int_equal(estimate->existence.n_face, frame_number(rows, row, "cells_on_face"));
  assert_int_equal(estimate->existence.rank, frame_number(rows, row, "p_face"));
  assert_int_equal(estimate->existence.exists, frame_is(rows, row, "mle_exists", "TRUE"));
  assert_statuses(model, frame_text(rows, row, "unobs_status"));
  const double log_lik = estimate->fit.log_lik - log_factorials(model->table);
  assert_close(log_lik, frame_number(rows, row, "logLik"), RTOL, 0);
  /* A deviance of 0 is a difference of log-likelihoods: their last digits. */
  const double deviance = 2 * (saturated(model->table) - estimate->fit.log_lik);
  assert_close(deviance, frame_number(rows, row, "deviance"), RTOL, 1e-15 * fabs(saturated(model->table)));
  const double total = model->table->n_people + joint_hidden(model, "all");
  if (frame_is(rows, row, "Nhat", "NA")) {
    assert_true(isnan(total));
    return;
  }
  if (frame_is(rows, row, "Nhat", "Inf")) {
    assert_true(isinf(total));
    return;
  }
  assert_close(total, frame_number(rows, row, "Nhat"), RTOL, 0);
  assert_close(joint_se(model, "all", 0), frame_number(rows, row, "se_delta"), RTOL, 1e-12);
  assert_close(joint_se(model, "all", 1), frame_number(rows, row, "se_total"), RTOL, 1e-12);
}

/* The statuses that occur in the strata are those that the row names. */
static void assert_stratum_statuses(const joint_model *model, const double *weights, const char *expected) {
  for (dark__hidden_status status = DARK__HIDDEN_OK; status <= DARK__HIDDEN_NONID; status++) {
    int occurs = 0;
    for (size_t x = 0; x < model->table->strata.n_strata; x++)
      if (weights[x] > 0) occurs |= model->estimate.existence.hidden[x] == status;
    assert_int_equal(occurs, strstr(expected, dark__hidden_status_name(status)) != NULL);
  }
}

static void assert_stratum(const frame *rows, size_t row, const joint_model *model) {
  const char *stratum = frame_text(rows, row, "stratum");
  double *weights = calloc(model->table->strata.n_strata + 1, sizeof *weights);
  assert_non_null(weights);
  joint_table_weights(weights, model->table, stratum);
  assert_stratum_statuses(model, weights, frame_text(rows, row, "status"));
  free(weights);
  const double observed = joint_observed(model, stratum), total = observed + joint_hidden(model, stratum);
  assert_close(observed, frame_number(rows, row, "nobs"), 0, 0);
  if (frame_is(rows, row, "Nhat", "NA")) assert_true(isnan(total));
  else if (frame_is(rows, row, "Nhat", "Inf")) assert_true(isinf(total));
  else {
    assert_close(total, frame_number(rows, row, "Nhat"), RTOL, 0);
    assert_close(joint_se(model, stratum, 0), frame_number(rows, row, "se_delta"), RTOL, 1e-12);
    assert_close(joint_se(model, stratum, 1), frame_number(rows, row, "se_total"), RTOL, 1e-12);
  }
}

static void models_agree_with_r_in_total_and_strata(void **state) {
  (void)state;
  frame models, strata;
  size_t n_strata = 0;
  frame_read(&models, "covariates/joint.csv");
  frame_read(&strata, "covariates/joint_strata.csv");
  for (size_t row = 0; row < models.n_rows; row++) {
    joint_table table;
    joint_model model;
    read_source(&table, frame_text(&models, row, "dataset"));
    joint_model_fit(&model, &table, frame_text(&models, row, "formula"), 0);
    assert_row(&models, row, &model);
    for (size_t s = 0; s < strata.n_rows; s++) {
      if (!frame_is(&strata, s, "dataset", frame_text(&models, row, "dataset")) ||
          !frame_is(&strata, s, "model", frame_text(&models, row, "model")))
        continue;
      assert_stratum(&strata, s, &model);
      n_strata++;
    }
    joint_model_clear(&model);
    joint_table_clear(&table);
  }
  assert_int_equal(models.n_rows, 28);
  assert_int_equal(n_strata, strata.n_rows);
  frame_clear(&strata);
  frame_clear(&models);
}

/* "Freq ~ R1 + Y + R2:Y" as a formula of ours; with_quadratic: the year, Y, as polynomial of degree 2. */
static char *translate(const char *formula, int with_quadratic) {
  char *text = calloc(4 * strlen(formula) + 1, 1), *to = text;
  assert_non_null(text);
  assert_int_equal(strncmp(formula, "Freq ~ ", 7), 0);
  for (const char *from = formula + 7; *from != '\0'; from++) {
    if (*from == 'Y' && with_quadratic) to += sprintf(to, "poly(Y,2)");
    else *to++ = *from;
  }
  return text;
}

/* Where the estimate of the total is finite it agrees, though coefficients of R run away; where there is none R prints 1e15 or, once, 1,495. */
static void assert_step(const frame *steps, size_t row, const joint_model *model) {
  const joint_table *table = model->table;
  const double total = table->n_people + joint_hidden(model, "all"), in_r = frame_number(steps, row, "Nhat_tight");
  const double log_lik = model->estimate.fit.log_lik, p = frame_number(steps, row, "p");
  const double twice = 2 * (log_factorials(table) - log_lik);
  assert_int_equal(model->design.n_columns, p);
  assert_close(2 * (saturated(table) - log_lik), frame_number(steps, row, "deviance"), RTOL, 0);
  assert_close(twice + 2 * p, frame_number(steps, row, "AIC"), RTOL, 0);
  assert_close(twice + p * log(table->n_people), frame_number(steps, row, "BIC_n"), RTOL, 0);
  if (isfinite(total)) assert_close(total, in_r, RTOL, 0);
  else if (isinf(total)) assert_true(in_r > 1e12);
  else assert_true(frame_is(steps, row, "run", "dummy") && frame_is(steps, row, "step", "34"));
}

/* The package `mse` walks on through models without an estimate. Coefficients of its orthogonal polynomials are large by themselves; those of the other
   runs are above 20 only when they run away. */
static void steps_of_a_search_agree_where_they_have_an_estimate(void **state) {
  (void)state;
  frame steps;
  size_t n_finite = 0;
  frame_read(&steps, "covariates/search.csv");
  for (size_t row = 0; row < steps.n_rows; row++) {
    joint_table table;
    joint_model model;
    const int is_quadratic = frame_is(&steps, row, "run", "poly2");
    char *formula = translate(frame_text(&steps, row, "formula"), is_quadratic);
    read_source(&table, frame_text(&steps, row, "dataset"));
    joint_model_fit(&model, &table, formula, 0);
    if (!is_quadratic) assert_int_equal(model.estimate.existence.exists, frame_number(&steps, row, "max_abs_coef") <= 20);
    assert_step(&steps, row, &model);
    n_finite += isfinite(joint_hidden(&model, "all")) ? 1 : 0;
    free(formula);
    joint_model_clear(&model);
    joint_table_clear(&table);
  }
  assert_int_equal(steps.n_rows, 85);
  assert_int_equal(n_finite, 78);
  frame_clear(&steps);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_agree_with_r_in_total_and_strata),
      cmocka_unit_test(steps_of_a_search_agree_where_they_have_an_estimate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
