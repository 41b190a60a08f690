/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mh-normal and mth-normal: against the likelihood spelt out cell by cell and maximised by other means, against reference values (and where
   these are wrong), at the boundary, and on populations drawn under the model. */

#include <math.h>
#include <string.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_multimin.h>

#include "closed/random_effect.h"
#include "numeric/stream.h"
#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

/* ---- the likelihood, spelt out */

/* Log-likelihood of cells [2^t] with N, beta and sigma, by adaptive integration over a person's z; at[0] = log hidden, then beta for each list
   or one for all, then sigma. */
typedef struct direct {
  const double *cells;
  unsigned t;
  int lists_differ;
  const double *at;
  uint32_t cell;
  double total;
} direct;

static double integrand(double z, void *of) {
  const direct *d = of;
  const double sigma = d->at[d->lists_differ ? d->t + 1 : 2];
  double product = exp(-z * z / 2) / sqrt(2 * M_PI);
  for (unsigned j = 0; j < d->t; j++) {
    const double p = 1 / (1 + exp(-d->at[d->lists_differ ? j + 1 : 1] - sigma * z));
    product *= (d->cell >> j) & 1 ? p : 1 - p;
  }
  return product;
}

/* With the 20 nodes of the estimator. */
static double probability(direct *d, uint32_t cell, const dark__nodes *nodes) {
  double sum = 0;
  d->cell = cell;
  for (int q = 0; q < DARK__EFFECT_NODES; q++)
    sum += nodes->weights[q] * integrand(nodes->z[q], d) * sqrt(2 * M_PI) * exp(nodes->z[q] * nodes->z[q] / 2);
  return sum;
}

typedef struct job {
  direct d;
  dark__nodes nodes;
} job;

static double minus_log_lik(const gsl_vector *x, void *context) {
  job *of = context;
  of->d.at = x->data;
  const double unseen = probability(&of->d, 0, &of->nodes), total = exp(x->data[0]) / unseen;
  double sum = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << of->d.t; cell++) {
    const double mean = total * probability(&of->d, cell, &of->nodes);
    sum += mean - (of->d.cells[cell] > 0 ? of->d.cells[cell] * log(mean) : 0);
  }
  return isfinite(sum) ? sum : 1e100;
}

/* By simplex, from a start; returns the hidden number. */
static double maximise(job *of, const double *start, size_t n) {
  gsl_multimin_function function = {minus_log_lik, n, of};
  gsl_multimin_fminimizer *minimiser = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, n);
  gsl_vector *x = gsl_vector_alloc(n), *size = gsl_vector_alloc(n);
  memcpy(x->data, start, n * sizeof *start);
  for (int round = 0; round < 3; round++) {
    gsl_vector_set_all(size, 0.3);
    gsl_multimin_fminimizer_set(minimiser, &function, x, size);
    for (int i = 0; i < 5000 && gsl_multimin_fminimizer_size(minimiser) > 1e-10; i++)
      if (gsl_multimin_fminimizer_iterate(minimiser) != 0) break;
    gsl_vector_memcpy(x, gsl_multimin_fminimizer_x(minimiser));
  }
  const double hidden = exp(gsl_vector_get(x, 0));
  gsl_vector_free(x);
  gsl_vector_free(size);
  gsl_multimin_fminimizer_free(minimiser);
  return hidden;
}

/* Observed information by differences, as the delta method wants it: variance of log hidden. */
static double variance_of_level(job *of, const double *at, size_t n) {
  double hessian[8][8] = {{0}}, x[8] = {0};
  gsl_vector_view view = gsl_vector_view_array(x, n);
  const double h = 1e-3;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++) {
      double corners[2][2];
      for (int a = 0; a < 2; a++)
        for (int b = 0; b < 2; b++) {
          memcpy(x, at, n * sizeof *at);
          x[i] += a ? h : -h;
          x[j] += b ? h : -h;
          corners[a][b] = minus_log_lik(&view.vector, of);
        }
      hessian[i][j] = (corners[1][1] - corners[1][0] - corners[0][1] + corners[0][0]) / (4 * h * h);
    }
  /* Element (0, 0) of the inverse is 1 over what elimination from below leaves of the first pivot. */
  for (size_t k = n; k-- > 1;)
    for (size_t i = 0; i < k; i++)
      for (size_t j = 0; j < k; j++) hessian[i][j] -= hessian[i][k] * hessian[k][j] / hessian[k][k];
  return 1 / hessian[0][0];
}

static void check_direct(const char *records, unsigned t, int lists_differ) {
  job of = {.d = {.t = t, .lists_differ = lists_differ}};
  double cells[32], at[8] = {0};
  dark_error err = DARK_ERROR_INIT;
  read_cells(cells, t, records);
  of.d.cells = cells;
  assert_ok(dark__nodes_make(&of.nodes, &err), err);
  answer result = ask_cells(t, cells, lists_differ ? "mth-normal" : "mh-normal", NULL);
  const size_t n = result.explanation.n_parameters;
  for (size_t i = 0; i < n; i++) at[i] = result.explanation.terms[i].coefficient;
  const double sigma = at[n - 1];
  assert_true(sigma > 0.2);
  gsl_vector_view view = gsl_vector_view_array(at, n);
  double factorials = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++) factorials += lgamma(cells[cell] + 1);
  assert_close(-minus_log_lik(&view.vector, &of) - factorials, result.explanation.log_lik, 1e-11, 0);
  const double start[8] = {at[0] + 0.1, at[1] - 0.1, at[2] + 0.1, at[3] - 0.1, at[4], at[5] + 0.1};
  assert_close(result.estimate.hidden, maximise(&of, start, n), 1e-5, 0);
  const double hidden = result.estimate.hidden;
  assert_close(result.se, sqrt(hidden + hidden * hidden * variance_of_level(&of, at, n)), 1e-4, 0);
  assert_close(result.explanation.terms[0].se, sqrt(variance_of_level(&of, at, n)), 1e-4, 0);
  answer_clear(&result);
}

static void the_maximum_is_that_of_the_likelihood_cell_by_cell(void **state) {
  (void)state;
  check_direct("1000:231 0100:225 0010:236 0001:230 1100:67 1010:58 1001:60 0110:71 0101:53 0011:62 1110:38 1101:32 1011:34 "
               "0111:33 1111:37",
               4, 0);
  check_direct("1000:431 0100:225 0010:136 0001:90 1100:107 1010:58 1001:40 0110:41 0101:33 0011:22 1110:38 1101:22 1011:14 "
               "0111:13 1111:17",
               4, 1);
  check_direct("100:300 010:200 001:100 110:60 101:50 011:40 111:50", 3, 1);
}

/* Twenty nodes are enough for a standard deviation of 1.5: probabilities agree with adaptive integration. */
static void the_nodes_integrate(void **state) {
  const double at[] = {0, -1, 1.5};
  job of = {.d = {.t = 4, .at = at}};
  dark_error err = DARK_ERROR_INIT;
  gsl_integration_workspace *room = gsl_integration_workspace_alloc(1000);
  (void)state;
  assert_ok(dark__nodes_make(&of.nodes, &err), err);
  for (uint32_t cell = 0; cell < 16; cell++) {
    double expected, error;
    gsl_function function = {integrand, &of.d};
    of.d.cell = cell;
    assert_int_equal(gsl_integration_qagi(&function, 0, 1e-12, 1000, room, &expected, &error), 0);
    assert_close(probability(&of.d, cell, &of.nodes), expected, 1e-4, 0);
  }
  gsl_integration_workspace_free(room);
}

/* ---- reference values */

/* The package's optimiser stops where the likelihood has 7 or 8 digits: estimates agree to a thousandth, and no deviance there is below ours. Its
   standard error is sqrt(h + h^2 v/2) where it should be sqrt(h + h^2 v), as if the Hessian of the deviance were that of minus the
   log-likelihood. On Korea and UKdat_5 (Mh) sigma is 0, and what the package has is where it stopped: its standard errors mean nothing. */
static void check_row(const frame *reference, size_t row, const char *method) {
  dark_table *table = published_table(frame_text(reference, row, "dataset"));
  answer of = ask(table, method, NULL);
  const double n = frame_number(reference, row, "n"), se = frame_number(reference, row, "stderr");
  const double hidden = frame_number(reference, row, "abundance") - n, deviance = frame_number(reference, row, "deviance");
  assert_close(of.estimate.total, n + hidden, 1e-3, 0);
  assert_true(of.explanation.deviance <= deviance + 1e-7);
  assert_close(of.explanation.deviance, deviance, 1e-5, 0);
  assert_int_equal(of.explanation.df, (int)frame_number(reference, row, "df"));
  assert_close(of.explanation.aic, frame_number(reference, row, "AIC"), 1e-5, 0);
  assert_close(of.explanation.bic, frame_number(reference, row, "BIC"), 1e-5, 0);
  if (term_of(&of, "standard deviation")->coefficient > 0) assert_close(of.se, sqrt(hidden + 2 * (se * se - hidden)), 1e-2, 0);
  answer_clear(&of);
  dark_table_free(table);
}

static void reference_values_are_met_as_far_as_they_go(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedpCI.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const int is_mh = frame_is(&reference, row, "label", "Mh Normal"), is_mth = frame_is(&reference, row, "label", "Mth Normal");
    if (!is_mh && !is_mth) continue;
    check_row(&reference, row, is_mh ? "mh-normal" : "mth-normal");
    n_met++;
  }
  assert_int_equal(n_met, 9);
  frame_clear(&reference);
}

/* ---- the boundary */

static void where_people_do_not_differ_the_plain_model_is_fitted(void **state) {
  static const struct {
    const char *table, *method, *plain;
  } cases[] = {{"Korea", "mh-normal", "m0"}, {"Korea", "mth-normal", "mt"}, {"UKdat_5", "mh-normal", "m0"}};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    dark_table *table = published_table(cases[i].table);
    answer normal = ask(table, cases[i].method, NULL), plain = ask(table, cases[i].plain, NULL);
    assert_close(normal.estimate.hidden, plain.estimate.hidden, 1e-12, 0);
    assert_close(normal.se, plain.se, 1e-12, 0);
    assert_close(normal.explanation.deviance, plain.explanation.deviance, 1e-9, 0);
    assert_int_equal(normal.explanation.n_parameters, plain.explanation.n_parameters + 1);
    assert_close(normal.explanation.aic, plain.explanation.aic + 2, 1e-10, 0);
    assert_true(term_of(&normal, "standard deviation")->coefficient == 0);
    assert_true(isnan(term_of(&normal, "standard deviation")->se));
    assert_true(normal.explanation.reasons == DARK_REASON_BIT(DARK_REASON_NO_HETEROGENEITY));
    assert_close(normal.explanation.terms[1].se, plain.explanation.terms[1].se, 1e-12, 0);
    answer_clear(&normal);
    answer_clear(&plain);
    dark_table_free(table);
  }
}

/* People on one list or on all, and nobody between: ever larger sigma fits ever better, to the last digit. */
static void a_sigma_that_grows_for_ever_is_no_estimate(void **state) {
  (void)state;
  assert_int_equal(reason_of(3, "100:34 010:19 001:46 111:59", "mh-normal", NULL), DARK_REASON_NO_MLE);
  assert_int_equal(reason_of(3, "100:5 010:1 001:5 111:2", "mh-normal", NULL), DARK_REASON_NO_MLE);
  assert_int_equal(reason_of(3, "100:7 010:9 110:4", "mth-normal", NULL), DARK_REASON_TOO_FEW_LISTS);
}

/* ---- what must hold */

static void counts_doubled_and_lists_reversed_double_the_estimate(void **state) {
  static const char *const methods[] = {"mh-normal", "mth-normal"};
  double cells[16], doubled[16];
  (void)state;
  read_cells(cells, 4,
             "1000:31 0100:25 0010:36 0001:30 1100:17 1010:8 1001:10 0110:21 0101:3 0011:12 1110:8 1101:2 1011:4 0111:3 1111:2");
  reverse_cells(doubled, cells, 4, 2);
  for (size_t i = 0; i < 2; i++) {
    answer one = ask_cells(4, cells, methods[i], NULL), two = ask_cells(4, doubled, methods[i], NULL);
    assert_close(two.estimate.hidden, 2 * one.estimate.hidden, 1e-9, 0);
    assert_close(two.se, sqrt(2) * one.se, 1e-8, 0);
    answer_clear(&one);
    answer_clear(&two);
  }
}

/* 50,000 people on five lists, log odds of sd 1. Over 100 tables the mean of log N-hat strays by four Monte Carlo errors at most, and these are below
   half a percent; the models without heterogeneity are far below. */
static void populations_that_differ_are_recovered(void **state) {
  static const double beta[] = {-1, -1.5, -2, -1, -1.5};
  enum { N_SAMPLES = TIMES(100, 15) };
  double means[32], sum = 0, squares = 0, naive = 0, spread = 0;
  dark_error err = DARK_ERROR_INIT;
  dark__nodes nodes;
  (void)state;
  assert_ok(dark__nodes_make(&nodes, &err), err);
  for (uint32_t cell = 0; cell < 32; cell++) {
    means[cell] = 0;
    for (int q = 0; q < DARK__EFFECT_NODES; q++) {
      double product = nodes.weights[q];
      for (int j = 0; j < 5; j++) {
        const double p = 1 / (1 + exp(-beta[j] - nodes.z[q]));
        product *= (cell >> j) & 1 ? p : 1 - p;
      }
      means[cell] += product;
    }
  }
  for (uint64_t i = 0; i < N_SAMPLES; i++) {
    double cells[32];
    draw_population(cells, means, 5, 50000, i);
    answer of = ask_cells(5, cells, "mth-normal", NULL), mt = ask_cells(5, cells, "mt", NULL);
    const double error = log(of.estimate.total / 50000);
    sum += error;
    squares += error * error;
    naive += log(mt.estimate.total / 50000);
    spread += term_of(&of, "standard deviation")->coefficient;
    answer_clear(&of);
    answer_clear(&mt);
  }
  const double mean = sum / N_SAMPLES, monte_carlo = sqrt((squares / N_SAMPLES - mean * mean) / N_SAMPLES);
  assert_true(fabs(mean) <= 4 * monte_carlo && monte_carlo < TIMES(0.005, 0.01));
  assert_close(spread / N_SAMPLES, 1, 0.02, 0);
  assert_true(naive / N_SAMPLES < -0.1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_maximum_is_that_of_the_likelihood_cell_by_cell),
      cmocka_unit_test(the_nodes_integrate),
      cmocka_unit_test(reference_values_are_met_as_far_as_they_go),
      cmocka_unit_test(where_people_do_not_differ_the_plain_model_is_fitted),
      cmocka_unit_test(a_sigma_that_grows_for_ever_is_no_estimate),
      cmocka_unit_test(counts_doubled_and_lists_reversed_double_the_estimate),
      cmocka_unit_test(populations_that_differ_are_recovered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
