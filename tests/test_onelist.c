/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list with counts of captures: families by hand and by differences, estimators against singleRcapture, and what they refuse. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>

#include "numeric/stream.h"
#include "onelist/family.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

static const char immigrants[] = DARK_DATA "/netherlands-immigrants.csv";

static const dark__family *const families[] = {&dark__ztpoisson_family,
                                               &dark__ztgeom_family,
                                               &dark__ztnegbin_family,
                                               &dark__chao_regression_family,
                                               &dark__zelterman_regression_family,
                                               &dark__oiztpoisson_family,
                                               &dark__oiztgeom_family,
                                               &dark__log_series_family};
enum { N_FAMILIES = sizeof families / sizeof families[0] };

/* ---- reading */

/* `covariates` separated by commas, at most four; NULL for none. */
static dark_status read_captures(dark_table **out, const char *path, const char *column, const char *covariates,
                                 dark_error *err) {
  char text[128] = "";
  const char *names[4];
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  options.count_of_captures = column;
  options.covariates = names;
  if (covariates != NULL) snprintf(text, sizeof text, "%s", covariates);
  for (char *save = NULL, *name = strtok_r(text, ",", &save); name != NULL; name = strtok_r(NULL, ",", &save))
    names[options.n_covariates++] = name;
  return dark_table_read_csv(out, path, &options, err);
}

static dark_table *captures_of_text(const char *text, const char *covariates) {
  char path[32];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  write_file(path, text);
  const dark_status status = read_captures(&table, path, "y", covariates, &err);
  unlink(path);
  assert_ok(status, err);
  return table;
}

static void assert_refused(const char *text, const char *covariates, dark_status expected, const char *says) {
  char path[32];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  write_file(path, text);
  const dark_status status = read_captures(&table, path, "y", covariates, &err);
  unlink(path);
  assert_int_equal(status, expected);
  assert_null(table);
  if (strstr(err.message, says) == NULL) fail_msg("'%s' does not say '%s'", err.message, says);
}

/* Estimate of a method; *se and *log_lik as well when asked for. */
static dark_estimate estimate_of(const dark_table *table, const char *method, double *se, double *log_lik) {
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = plan_for(table, method, 0, NULL, NULL);
  const dark_estimate estimate = *dark_plan_estimate(plan, 0);
  if (estimate.reason == DARK_N_REASONS && se != NULL) {
    dark_explanation explanation;
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    *se = explanation.se;
    if (log_lik != NULL) *log_lik = explanation.log_lik;
    dark_explanation_clear(&explanation);
  }
  dark_plan_free(plan);
  return estimate;
}

/* ---- families */

/* Both parts of the likelihood of a person. */
static dark__likelihood likelihood_at(const dark__family *family, double y, double eta, double extra) {
  const dark__extra with = dark__extra_at(extra);
  const double person = 1;
  dark__likelihood at;
  family->likelihood(&at, y, eta, &with);
  if (family->add_counts != NULL) family->add_counts(&at, &y, &person, 1, &with);
  return at;
}

static double value_at(const dark__family *family, double y, double eta, double extra) {
  return likelihood_at(family, y, eta, extra).value;
}

/* Central differences; the errors are of size 1e-4^2 and 1e-16 / 1e-4^2. */
static void derivatives_of_likelihoods_are_right(void **state) {
  static const double ys[] = {1, 2, 3, 7}, etas[] = {-4, -1, 0.3, 1.5}, extras[] = {-1.5, 0, 0.8};
  const double h = 1e-4;
  (void)state;
  for (size_t f = 0; f < N_FAMILIES; f++)
    for (size_t i = 0; i < (size_t)4 * 4 * 3; i++) {
      const dark__family *family = families[f];
      const double y = ys[i % 4], eta = etas[i / 4 % 4], extra = extras[i / 16];
      const dark__likelihood at = likelihood_at(family, y, eta, extra);
      const double up = value_at(family, y, eta + h, extra), down = value_at(family, y, eta - h, extra);
      assert_close(at.eta, (up - down) / (2 * h), 1e-6, 1e-6);
      assert_close(at.eta_eta, (up - 2 * at.value + down) / (h * h), 1e-5, 1e-5);
      if (family->extra_name == NULL) continue;
      const double more = value_at(family, y, eta, extra + h), less = value_at(family, y, eta, extra - h);
      assert_close(at.extra, (more - less) / (2 * h), 1e-6, 1e-6);
      assert_close(at.extra_extra, (more - 2 * at.value + less) / (h * h), 1e-5, 1e-5);
      const double corners = value_at(family, y, eta + h, extra + h) - value_at(family, y, eta + h, extra - h) -
                             value_at(family, y, eta - h, extra + h) + value_at(family, y, eta - h, extra - h);
      assert_close(at.eta_extra, corners / (4 * h * h), 1e-5, 1e-5);
    }
}

static void derivatives_of_contributions_are_right(void **state) {
  static const double etas[] = {-3, -0.5, 1.2};
  const double h = 1e-5, extra = 0.4;
  (void)state;
  for (size_t f = 0; f < N_FAMILIES; f++)
    for (size_t i = 0; i < 3 && families[f]->contribution != NULL; i++)
      for (unsigned y = 1; y <= 3; y++) {
        dark__contribution at, up, down, more, less;
        const dark__extra here = dark__extra_at(extra), above = dark__extra_at(extra + h), below = dark__extra_at(extra - h);
        families[f]->contribution(&at, y, etas[i], &here);
        families[f]->contribution(&up, y, etas[i] + h, &here);
        families[f]->contribution(&down, y, etas[i] - h, &here);
        families[f]->contribution(&more, y, etas[i], &above);
        families[f]->contribution(&less, y, etas[i], &below);
        assert_close(at.eta, (up.value - down.value) / (2 * h), 1e-7, 1e-7);
        assert_close(at.extra, (more.value - less.value) / (2 * h), 1e-7, 1e-7);
        assert_true(at.value >= 1);
        assert_true(at.variance >= 0);
      }
}

/* The probabilities of 1, 2, 3, ... captures of somebody captured add up to 1. */
static void likelihoods_are_those_of_distributions(void **state) {
  (void)state;
  for (size_t f = 0; f < N_FAMILIES; f++) {
    double sum = 0;
    for (unsigned y = 1; y <= 400 && y <= families[f]->most_captures; y++) sum += exp(value_at(families[f], y, -0.2, -0.7));
    assert_close(sum, 1, 1e-12, 0);
  }
}

/* ---- estimators by hand */

/* ztgeom: the mean number of captures given one is 1 + lambda = (9 + 4 + 3) / 12, so lambda = 1/3 and N = n (1 + lambda) / lambda = 48. */
static void geometric_by_hand(void **state) {
  (void)state;
  dark_table *table = captures_of_text("y,n\n1,9\n2,2\n3,1\n", NULL);
  assert_close(estimate_of(table, "ztgeom", NULL, NULL).total, 48, 1e-12, 0);
  dark_table_free(table);
}

/* chao: n + f1^2 / (2 f2) = 12 + 81/4 = 32.25. zelterman: lambda = 2 f2 / f1 = 4/9, N = 12 / (1 - exp(-4/9)). */
static void lower_bounds_by_hand(void **state) {
  (void)state;
  dark_table *table = captures_of_text("y,n\n1,9\n2,2\n5,1\n", NULL);
  assert_close(estimate_of(table, "chao-regression", NULL, NULL).total, 32.25, 1e-12, 0);
  assert_close(estimate_of(table, "zelterman-regression", NULL, NULL).total, 12 / (1 - exp(-4.0 / 9)), 1e-12, 0);
  dark_table_free(table);
}

/* With one factor and nothing else, each of its values is a table of its own. */
static void factor_alone_equals_tables_apart(void **state) {
  static const char *const methods[] = {"chao-regression", "zelterman-regression", "ztpoisson", "ztgeom"};
  (void)state;
  dark_table *both = captures_of_text("y,n,g\n1,40,a\n2,9,a\n3,2,a\n1,25,b\n2,11,b\n4,3,b\n", "g");
  dark_table *a = captures_of_text("y,n\n1,40\n2,9\n3,2\n", NULL), *b = captures_of_text("y,n\n1,25\n2,11\n4,3\n", NULL);
  for (size_t m = 0; m < 4; m++)
    assert_close(estimate_of(both, methods[m], NULL, NULL).total,
                 estimate_of(a, methods[m], NULL, NULL).total + estimate_of(b, methods[m], NULL, NULL).total, 1e-10, 0);
  dark_table_free(both);
  dark_table_free(a);
  dark_table_free(b);
}

/* ---- reference values */

static const struct {
  const char *method, *reference;
} methods[] = {{"chao-regression", "chao"}, {"zelterman-regression", "zelterman"}, {"ztpoisson", "ztpoisson"},
               {"ztgeom", "ztgeom"},        {"oiztpoisson", "oiztpoisson"},        {"oiztgeom", "oiztgeom"}};

/* "~gender+age" to "gender,age"; NULL for "~1"; false for other formulas. */
static int covariates_of(char out[64], const char *formula) {
  snprintf(out, 64, "%s", formula + 1);
  for (char *c = out; *c != '\0'; c++)
    if (*c == '+') *c = ',';
  return strchr(formula, ' ') == NULL;
}

static void estimates_agree_with_singleRcapture(void **state) {
  frame reference;
  size_t n_compared = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/singleRcapture.csv");
  for (size_t r = 0; r < reference.n_rows; r++)
    for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
      char covariates[64];
      dark_table *table = NULL;
      dark_error err = DARK_ERROR_INIT;
      double se, log_lik;
      if (!frame_is(&reference, r, "model", methods[m].reference) ||
          !covariates_of(covariates, frame_text(&reference, r, "formula")))
        continue;
      assert_ok(read_captures(&table, immigrants, "capture", strcmp(covariates, "1") == 0 ? NULL : covariates, &err), err);
      const dark_estimate estimate = estimate_of(table, methods[m].method, &se, &log_lik);
      assert_close(estimate.total, frame_number(&reference, r, "N"), 1e-6, 0);
      assert_close(se, frame_number(&reference, r, "se"), 1e-4, 0);
      assert_close(log_lik, frame_number(&reference, r, "loglik"), 1e-8, 0);
      dark_table_free(table);
      n_compared++;
    }
  frame_clear(&reference);
  assert_true(n_compared >= 20);
}

/* The package returns 5.35e14 people with a likelihood below that of its own special case. The supremum is the logarithmic series, -875.622. */
static void negative_binomial_without_maximum_says_so(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  (void)state;
  assert_ok(read_captures(&table, immigrants, "capture", NULL, &err), err);
  assert_int_equal(estimate_of(table, "ztnegbin", NULL, NULL).reason, DARK_REASON_DISPERSION);
  dark_table_free(table);
}

/* ---- recovery and invariances */

/* `n` people with gamma distributed rates (dispersion 0: all the same) around `mean`, as CSV. */
static char *draw_people(unsigned n, double mean, double dispersion, uint64_t number) {
  enum { MOST = 64 };
  unsigned counts[MOST] = {0};
  dark__stream stream;
  dark__stream_start(&stream, 17, number);
  for (unsigned i = 0; i < n; i++) {
    const double rate = dispersion > 0 ? gsl_ran_gamma(&stream.rng, 1 / dispersion, mean * dispersion) : mean;
    const unsigned y = gsl_ran_poisson(&stream.rng, rate);
    counts[y < MOST ? y : MOST - 1]++;
  }
  char *text = malloc((size_t)MOST * 32);
  assert_non_null(text);
  int used = sprintf(text, "y,n\n");
  for (unsigned y = 1; y < MOST; y++)
    if (counts[y] > 0) used += sprintf(text + used, "%u,%u\n", y, counts[y]);
  return text;
}

/* 40,000 people each; the estimate must lie within 4.5 of its own standard errors. */
static void known_populations_are_recovered(void **state) {
  static const struct {
    const char *method;
    double mean, dispersion;
  } truths[] = {{"ztpoisson", 0.7, 0},
                {"chao-regression", 0.7, 0},
                {"zelterman-regression", 0.7, 0},
                {"ztgeom", 0.9, 1},
                {"ztnegbin", 1.5, 0.5}};
  (void)state;
  for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
    double se = 0;
    char *text = draw_people(40000, truths[i].mean, truths[i].dispersion, i);
    dark_table *table = captures_of_text(text, NULL);
    const double total = estimate_of(table, truths[i].method, &se, NULL).total;
    assert_true(fabs(total - 40000) < 4.5 * se);
    assert_true(se < 4000);
    dark_table_free(table);
    free(text);
  }
}

/* Data on which counts vary less than Poisson: the negative binomial is the Poisson, and one-inflation is none. */
static void extra_parameters_that_the_data_do_not_want_vanish(void **state) {
  (void)state;
  dark_table *table = captures_of_text("y,n\n1,30\n2,50\n3,20\n", NULL);
  const double poisson = estimate_of(table, "ztpoisson", NULL, NULL).total;
  assert_close(estimate_of(table, "ztnegbin", NULL, NULL).total, poisson, 1e-12, 0);
  assert_close(estimate_of(table, "oiztpoisson", NULL, NULL).total, poisson, 1e-12, 0);
  dark_table_free(table);
}

static void order_of_rows_and_doubled_people_change_nothing_else(void **state) {
  (void)state;
  dark_table *one = captures_of_text("y,n,g,x\n1,40,a,0.5\n2,9,a,1\n3,2,b,2\n1,25,b,-1\n2,11,b,0.5\n", "g,x");
  dark_table *other = captures_of_text("x,y,g,n\n0.5,2,b,11\n-1,1,b,25\n2,3,b,2\n1,2,a,9\n0.5,1,a,40\n", "g,x");
  dark_table *twice = captures_of_text("y,n,g,x\n1,80,a,0.5\n2,18,a,1\n3,4,b,2\n1,50,b,-1\n2,22,b,0.5\n", "g,x");
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
    const dark_estimate a = estimate_of(one, methods[m].method, NULL, NULL),
                        b = estimate_of(other, methods[m].method, NULL, NULL),
                        c = estimate_of(twice, methods[m].method, NULL, NULL);
    assert_int_equal(a.reason, b.reason);
    assert_int_equal(a.reason, c.reason);
    if (a.reason != DARK_N_REASONS) continue;
    assert_memory_equal(&a.total, &b.total, sizeof a.total);
    assert_close(c.total, 2 * a.total, 1e-9, 0);
  }
  dark_table_free(one);
  dark_table_free(other);
  dark_table_free(twice);
}

/* ---- tables without an estimate, and bad input */

static void tables_that_cannot_be_estimated_say_why(void **state) {
  (void)state;
  static const struct {
    const char *text, *covariates, *method;
    dark_reason reason;
  } cases[] = {{"y,n\n1,12\n", NULL, "ztpoisson", DARK_REASON_SINGLE_COUNT},
               {"y,n\n3,12\n", NULL, "ztgeom", DARK_REASON_SINGLE_COUNT},
               {"y,n\n1,12\n3,2\n", NULL, "chao-regression", DARK_REASON_AT_INFINITY},
               {"y,n\n2,12\n3,2\n", NULL, "zelterman-regression", DARK_REASON_NOBODY_ONCE},
               {"y,n,g\n1,12,a\n2,5,b\n1,9,b\n", "g", "ztpoisson", DARK_REASON_AT_INFINITY},
               {"y,n\n1,0\n", NULL, "ztpoisson", DARK_REASON_NO_RECORDS}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dark_table *table = captures_of_text(cases[i].text, cases[i].covariates);
    const dark_estimate estimate = estimate_of(table, cases[i].method, NULL, NULL);
    assert_int_equal(estimate.reason, cases[i].reason);
    assert_true(isnan(estimate.total));
    dark_table_free(table);
  }
}

static void bad_captures_are_refused_with_their_place(void **state) {
  (void)state;
  assert_refused("y,n\n1,5\n0,3\n", NULL, DARK_EDATA,
                 ":3:1: a one-digit number is a person without captures: people who were never captured");
  assert_refused("y,n\n1,5\n-1,3\n", NULL, DARK_EDATA, ":3:1: a negative number is not a whole number of captures");
  assert_refused("y,n\n1,5\n1.5,3\n", NULL, DARK_EDATA,
                 ":3:1: a number with a sign or fraction is not a whole number of captures");
  assert_refused("y,n\n1,5\nNA,3\n", NULL, DARK_EDATA, ":3:1: NA is a missing number of captures");
  assert_refused("y,n\n1,5\n1000001,3\n", NULL, DARK_EDATA, ":3:1: a seven-digit number is more than 1000000 captures");
  assert_refused("y,g\n1,a\n2,\n", "g", DARK_EDATA, ":3:2: an empty field is a missing value of a covariate (column g)");
  assert_refused("y,g\n1,a\n", "h", DARK_EUSAGE, "h");
  assert_refused("y,g\n1,a\n", "y", DARK_EUSAGE, "is named by --count-of-captures and by --covariates");
}

static void methods_for_lists_and_for_captures_do_not_mix(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_plan *plan = NULL;
  (void)state;
  dark_table *captures = captures_of_text("y,n\n1,9\n2,2\n", NULL), *lists = table_of_text(2, "10:5 01:4 11:3");
  settings.method = "bic";
  assert_int_equal(dark_plan_new(&plan, captures, &settings, &err), DARK_EUSAGE);
  settings.method = "ztpoisson";
  assert_int_equal(dark_plan_new(&plan, lists, &settings, &err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "--count-of-captures"));
  dark_table_free(captures);
  dark_table_free(lists);
}

/* Numbers stay numbers, words become factors with the first in order of bytes as reference. */
static void covariates_are_numbers_or_factors(void **state) {
  (void)state;
  dark_table *table = captures_of_text("y,a,b\n1,10,x\n2,9.5,w\n1,1e1,x\n", "a,b");
  const dark_captures *captures = dark_table_captures(table);
  assert_int_equal(captures->n_covariates, 2);
  assert_non_null(captures->covariates[0].numbers);
  assert_close(captures->covariates[0].numbers[0], 9.5, 0, 0);
  assert_null(captures->covariates[1].numbers);
  assert_string_equal(captures->covariates[1].values[0], "w");
  assert_int_equal(captures->n_sightings, 3);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(derivatives_of_likelihoods_are_right),
      cmocka_unit_test(derivatives_of_contributions_are_right),
      cmocka_unit_test(likelihoods_are_those_of_distributions),
      cmocka_unit_test(geometric_by_hand),
      cmocka_unit_test(lower_bounds_by_hand),
      cmocka_unit_test(factor_alone_equals_tables_apart),
      cmocka_unit_test(estimates_agree_with_singleRcapture),
      cmocka_unit_test(negative_binomial_without_maximum_says_so),
      cmocka_unit_test(known_populations_are_recovered),
      cmocka_unit_test(extra_parameters_that_the_data_do_not_want_vanish),
      cmocka_unit_test(order_of_rows_and_doubled_people_change_nothing_else),
      cmocka_unit_test(tables_that_cannot_be_estimated_say_why),
      cmocka_unit_test(bad_captures_are_refused_with_their_place),
      cmocka_unit_test(methods_for_lists_and_for_captures_do_not_mix),
      cmocka_unit_test(covariates_are_numbers_or_factors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
