/* SPDX-License-Identifier: GPL-3.0-or-later */
/* m0, mt, mh-* and mth-*: by hand, against reference values, where they have no maximum, and on populations drawn under them. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "closed/account.h"
#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

/* ---- by hand */

static void assert_answer(unsigned n_lists, const char *records, const char *method, const char *set, double hidden,
                          double variance) {
  answer of = ask_text(n_lists, records, method, set);
  assert_close(of.estimate.hidden, hidden, 1e-11, 0);
  assert_close(of.se, sqrt(variance), 1e-9, 0);
  answer_clear(&of);
}

/* Two lists, f1 = 60 and f2 = 10: log mu is straight in k through log(60/2) and log 10, so that hidden = 30^2/10 = 90. The variance of
   2 log 30 - log 10 is 4/60 + 1/10 = 1/6: se^2 = 90 + 90^2/6. mt is Lincoln-Petersen: 40 x 20/10 = 80, se^2 = 80 + 80^2 (1/40 + 1/20 + 1/10). */
static void two_lists_by_hand(void **state) {
  (void)state;
  assert_answer(2, "10:40 01:20 11:10", "m0", NULL, 90, 90 + 8100 / 6.0);
  assert_answer(2, "10:40 01:20 11:10", "mt", NULL, 80, 80 + 6400 * 0.175);
}

/* Three lists, f = 60, 30, 8: three numbers, three coefficients, log mu = log 20, log 10, log 8 at k = 1, 2, 3.
     darroch: a parabola, at 0 it is 3 log 20 - 3 log 10 + log 8: 8^2 = 64, variance 9/60 + 9/30 + 1/8 = 0.575
     poisson: tau = (l3 - 2 l2 + l1)/2, beta = l2 - l1 - 2 tau, the level l1 - beta - tau = 2.5 l1 - 2 l2 + 0.5 l3: hidden = 64/sqrt(1.6),
              variance 6.25/60 + 4/30 + 0.25/8
     chao:    eta_3 = log(8 x 20/10^2) > 0 is kept, and f1, f2 alone say 20^2/10 = 40, variance 4/60 + 1/30. */
static void three_lists_by_hand(void **state) {
  static const char records[] = "100:25 010:20 001:15 110:12 101:10 011:8 111:8";
  (void)state;
  assert_answer(3, records, "mh-darroch", NULL, 64, 64 + 64 * 64 * 0.575);
  const double poisson = 64 / sqrt(1.6);
  assert_answer(3, records, "mh-poisson", NULL, poisson, poisson + poisson * poisson * (6.25 / 60 + 4.0 / 30 + 0.25 / 8));
  assert_answer(3, records, "mh-poisson", "theta=2", poisson, poisson + poisson * poisson * (6.25 / 60 + 4.0 / 30 + 0.25 / 8));
  assert_answer(3, records, "mh-chao", NULL, 40, 40 + 1600 * 0.1);
}

/* The same f, and h through three points: solve for the level with h(k) as it is written. gamma: log(a) - log(a + k). */
static void parameters_change_the_shape(void **state) {
  static const char records[] = "100:25 010:20 001:15 110:12 101:10 011:8 111:8";
  static const struct {
    const char *method, *set;
    double parameter;
  } cases[] = {{"mh-gamma", NULL, 3.5},
               {"mh-gamma", "a=1", 1},
               {"mh-gamma", "a=20", 20},
               {"mh-poisson", "theta=1.5", 1.5},
               {"mh-poisson", "theta=4", 4}};
  const double l1 = log(20), l2 = log(10), l3 = log(8);
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double h[4];
    for (int k = 0; k <= 3; k++)
      h[k] = cases[i].method[3] == 'g' ? log(cases[i].parameter) - log(cases[i].parameter + k) : pow(cases[i].parameter, k) - 1;
    const double tau = (l3 - 2 * l2 + l1) / (h[3] - 2 * h[2] + h[1]), beta = l2 - l1 - tau * (h[2] - h[1]);
    answer of = ask_text(3, records, cases[i].method, cases[i].set);
    assert_close(of.estimate.hidden, exp(l1 - beta - tau * h[1]), 1e-10, 0);
    assert_close(term_of(&of, "heterogeneity")->coefficient, tau, 1e-10, 0);
    assert_close(term_of(&of, "each list")->coefficient, beta, 1e-9, 0);
    answer_clear(&of);
  }
}

/* ---- reference values */

static const char *const names[][2] = {
    {"M0", "m0"},
    {"Mt", "mt"},
    {"Mh Chao (LB)", "mh-chao"},
    {"Mh Poisson2", "mh-poisson"},
    {"Mh Darroch", "mh-darroch"},
    {"Mh Gamma3.5", "mh-gamma"},
    {"Mth Chao (LB)", "mth-chao"},
    {"Mth Poisson2", "mth-poisson"},
    {"Mth Darroch", "mth-darroch"},
    {"Mth Gamma3.5", "mth-gamma"},
};

static const char *method_called(const frame *reference, size_t row) {
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (frame_is(reference, row, "model", names[i][0])) return names[i][1];
  return NULL;
}

/* The reference fits were converged fully, but for Chao's: there the package fits again after a negative eta, to its usual tolerance, and
   standard errors are good to 1e-4 only. On Korea all etas are negative, and that fit is m0's to eight digits, its standard error
   6.42067 beside 6.42074. */
static void check_row(const frame *reference, size_t row, const char *method) {
  dark_table *table = published_table(frame_text(reference, row, "dataset"));
  answer of = ask(table, method, NULL);
  const double tolerance = strstr(method, "chao") != NULL ? 1e-4 : 1e-6;
  assert_close(of.estimate.total, frame_number(reference, row, "abundance"), 1e-8, 0);
  assert_close(of.se, frame_number(reference, row, "stderr"), tolerance, 0);
  assert_close(of.explanation.deviance, frame_number(reference, row, "deviance"), 1e-9, 0);
  assert_int_equal(of.explanation.df, (int)frame_number(reference, row, "df"));
  assert_close(of.explanation.aic, frame_number(reference, row, "AIC"), 1e-9, 0);
  assert_close(of.explanation.bic, frame_number(reference, row, "BIC"), 1e-9, 0);
  answer_clear(&of);
  dark_table_free(table);
}

static void reference_values_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedp_tight.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const char *method = method_called(&reference, row);
    if (method == NULL || !frame_is(&reference, row, "function_", "closedp.t")) continue;
    check_row(&reference, row, method);
    n_met++;
  }
  assert_int_equal(n_met, 10 + 9 + 9 + 10 + 10);
  frame_clear(&reference);
}

/* Columns of the design of the package: Intercept, beta or beta1..t, tau, eta3..t. */
static void name_term(char name[128], const char *param, const dark_table *table) {
  unsigned j;
  if (strcmp(param, "Intercept") == 0) strcpy(name, "intercept");
  else if (strcmp(param, "beta") == 0) strcpy(name, "each list");
  else if (strcmp(param, "tau") == 0) strcpy(name, "heterogeneity");
  else if (sscanf(param, "eta%u", &j) == 1) snprintf(name, 128, "each list beyond %u", j - 1);
  else if (sscanf(param, "beta%u", &j) == 1)
    for (size_t list = 0; list < dark_table_n_lists(table); list++)
      if (dark_table_list_position(table, list) == j - 1) snprintf(name, 128, "%s", dark_table_list_name(table, list));
}

static const char *short_names[][2] = {
    {"M0", "m0"},        {"Mt", "mt"},         {"MhC", "mh-chao"},      {"MhP", "mh-poisson"},   {"MhD", "mh-darroch"},
    {"MhG", "mh-gamma"}, {"MthC", "mth-chao"}, {"MthP", "mth-poisson"}, {"MthD", "mth-darroch"}, {"MthG", "mth-gamma"}};

static void reference_coefficients_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedp_coefs.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t i = 0; i < sizeof short_names / sizeof short_names[0]; i++) {
      if (!frame_is(&reference, row, "model", short_names[i][0]) || !frame_is(&reference, row, "function_", "closedp.t"))
        continue;
      char name[128] = "";
      dark_table *table = published_table(frame_text(&reference, row, "dataset"));
      answer of = ask(table, short_names[i][1], NULL);
      name_term(name, frame_text(&reference, row, "param"), table);
      assert_close(term_of(&of, name)->coefficient, frame_number(&reference, row, "estimate"), 1e-4, 1e-6);
      assert_close(term_of(&of, name)->se, frame_number(&reference, row, "stderr"), 1e-3, 0);
      assert_close(of.explanation.log_lik, frame_number(&reference, row, "loglik"), 1e-8, 0);
      answer_clear(&of);
      dark_table_free(table);
      n_met++;
    }
  assert_true(n_met > 150);
  frame_clear(&reference);
}

/* Bias of second order, from the engine itself: no report shows it, but the reason large_bias comes of it. */
static double bias_of(const dark_table *table, const dark__closed_model *model) {
  static dark__closed_fit fit;
  double covariances[DARK__MOST_COEFFICIENTS * DARK__MOST_COEFFICIENTS];
  dark__tally tally;
  size_t n;
  const dark_record *records = dark_table_records(table, 0, &n);
  double *weights = malloc((n + 1) * sizeof *weights);
  const unsigned n_lists = (unsigned)dark_table_n_lists(table);
  dark__problem problem = {.n_lists = n_lists, .n_occasions = n_lists, .records = records, .n_records = n};
  for (size_t i = 0; i < n; i++) weights[i] = records[i].count;
  dark__tally_count(&tally, &problem, weights);
  assert_int_equal(dark__closed_fit_tally(&fit, model, &tally, NULL), DARK_N_REASONS);
  dark__regression_covariances(covariances, &fit.regression, &fit.design);
  free(weights);
  return dark__closed_bias(&fit, covariances);
}

static void reference_biases_are_met(void **state) {
  static const struct {
    const char *name;
    dark__closed_model model;
  } models[] = {{"M0", {0, DARK__HETEROGENEITY_NONE, 0, 0}},
                {"Mt", {1, DARK__HETEROGENEITY_NONE, 0, 0}},
                {"Mh Poisson2", {0, DARK__HETEROGENEITY_POISSON, 2, 0}},
                {"Mth Poisson2", {1, DARK__HETEROGENEITY_POISSON, 2, 0}},
                {"Mh Gamma3.5", {0, DARK__HETEROGENEITY_GAMMA, 3.5, 0}},
                {"Mth Darroch", {1, DARK__HETEROGENEITY_DARROCH, 0, 0}}};
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedp_tight.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
      if (!frame_is(&reference, row, "model", models[i].name) || !frame_is(&reference, row, "function_", "closedp.t")) continue;
      dark_table *table = published_table(frame_text(&reference, row, "dataset"));
      assert_close(bias_of(table, &models[i].model), frame_number(&reference, row, "bias"), 1e-4, 1e-5);
      dark_table_free(table);
      n_met++;
    }
  assert_true(n_met >= 27);
  frame_clear(&reference);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_by_hand),
      cmocka_unit_test(three_lists_by_hand),
      cmocka_unit_test(parameters_change_the_shape),
      cmocka_unit_test(reference_values_are_met),
      cmocka_unit_test(reference_coefficients_are_met),
      cmocka_unit_test(reference_biases_are_met),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
