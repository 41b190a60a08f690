/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mb and mbh, which take the order of lists for time: by hand, against reference values (and where these are wrong), negative estimates, and
   populations that learn. */

#include <math.h>
#include <string.h>

#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

/* u = 60, 20: q = 1/3, N = 60/(1 - 1/3) = 90 and 10 are hidden. 10 of 60 chances led to a recapture. With two occasions the fit is exact, and
   the delta method on N = u1^2/(u1 - u2): dN/du1 = u1 (u1 - 2 u2)/d^2 = 0.75, dN/du2 = u1^2/d^2 = 2.25, d = 40:
   variance 0.75^2 x 60 + 2.25^2 x 20 - 90 = 45. */
static void mb_by_hand(void **state) {
  (void)state;
  answer of = ask_text(2, "10:50 01:20 11:10", "mb", NULL);
  assert_close(of.estimate.hidden, 10, 1e-12, 0);
  assert_close(of.se, sqrt(45), 1e-10, 0);
  assert_close(term_of(&of, "intercept")->coefficient, log(10), 1e-11, 0);
  assert_close(term_of(&of, "first capture")->coefficient, log(2), 1e-11, 0);
  assert_close(term_of(&of, "recapture")->coefficient, log(0.2), 1e-12, 0);
  assert_close(term_of(&of, "recapture")->se, sqrt(1 / 10.0 + 1 / 50.0), 1e-12, 0);
  assert_close(of.explanation.deviance, 0, 0, 1e-9);
  assert_int_equal(of.explanation.df, 0);
  answer_clear(&of);
}

/* Everybody is taken out when caught: nobody is on two lists, and the estimate is that of the same first captures. */
static void removal_needs_no_recaptures(void **state) {
  (void)state;
  answer of = ask_text(2, "10:60 01:20", "mb", NULL);
  assert_close(of.estimate.hidden, 10, 1e-12, 0);
  assert_close(of.se, sqrt(45), 1e-10, 0);
  assert_true(isinf(term_of(&of, "recapture")->coefficient));
  answer_clear(&of);
  assert_close(total_of(3, "100:50 010:24 001:12", "mbh", NULL), 98, 1e-11, 0);
}

static void as_many_new_people_every_time_set_no_limit(void **state) {
  static const char *const rising[] = {"100:10 010:20 001:30", "100:20 010:20 001:20"};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    answer of = ask_text(3, rising[i], "mb", NULL);
    assert_int_equal(of.estimate.reason, DARK_REASON_NEGATIVE);
    answer_clear(&of);
  }
  answer other = ask_text(3, rising[0], "m0", NULL);
  assert_int_equal(other.estimate.reason, DARK_REASON_NO_OVERLAP);
  answer_clear(&other);
}

/* u = 50, 24, 12: the first stands by itself, q = 1/2, N = 50 + 24/(1 - 1/2) = 98. */
static void mbh_by_hand(void **state) {
  (void)state;
  answer of = ask_text(3, "100:20 110:14 101:9 111:7 010:15 011:9 001:12", "mbh", NULL);
  assert_close(of.estimate.hidden, 12, 1e-11, 0);
  assert_close(term_of(&of, "first occasion")->coefficient, log(50.0 / 48), 1e-11, 0);
  assert_close(term_of(&of, "first capture")->coefficient, 0, 0, 1e-10);
  /* 50 people had two chances and 24 one, 14 + 9 + 2 x 7 + 9 = 46 of these 124 were taken. */
  assert_close(term_of(&of, "recapture")->coefficient, log(46.0 / 78), 1e-12, 0);
  answer_clear(&of);
}

/* u = 60, 20, 10 become 62, 19, 9: the mean of i - 1 is 37/90 = (q + 2q^2)/(1 + q + q^2), that is 143 q^2 + 53 q - 37 = 0. */
static void mb_bc_by_hand(void **state) {
  const double q = (-53 + sqrt(53.0 * 53 + 4 * 143 * 37)) / (2 * 143), people = 90 / (1 + q + q * q) / (1 - q);
  (void)state;
  assert_close(total_of(3, "100:50 110:10 010:15 011:5 001:10", "mb-bc", NULL), people, 1e-10, 0);
}

/* u = 40, 10, 0 become 42, 9, 0, not -1: the mean of i - 1 is 9/51, that is 31 q^2 + 14 q - 3 = 0, and 1 + q + q^2 times 1 - q is 1 - q^3. */
static void nobody_is_taken_from_an_occasion_without_new_people(void **state) {
  const double q = (-14 + sqrt(14.0 * 14 + 4 * 31 * 3)) / (2 * 31);
  (void)state;
  assert_close(total_of(3, "100:25 110:10 101:5 010:10", "mb-bc", NULL), 51 / (1 - q * q * q), 1e-10, 0);
}

/* ---- order */

static void the_order_of_the_columns_counts(void **state) {
  (void)state;
  answer forward = ask_text(3, "100:50 110:10 010:15 011:5 001:10", "mb", NULL);
  answer backward = ask_text(3, "001:50 011:10 010:15 110:5 100:10", "mb", NULL);
  assert_int_equal(forward.estimate.reason, DARK_N_REASONS);
  assert_int_equal(backward.estimate.reason, DARK_REASON_NEGATIVE);
  answer_clear(&forward);
  answer_clear(&backward);
}

static void nothing_is_estimated_unless_the_order_is_vouched_for(void **state) {
  static const char *const methods[] = {"mb", "mbh", "mb-bc", "mbh-bc"};
  (void)state;
  dark_table *table = published_table("hare");
  for (size_t i = 0; i < 4; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_plan *plan = NULL;
    settings.method = methods[i];
    assert_int_equal(dark_plan_new(&plan, table, &settings, &err), DARK_EUSAGE);
    assert_null(plan);
    assert_non_null(strstr(err.message, methods[i]));
    assert_non_null(strstr(err.message, "--ordered"));
  }
  dark_table_free(table);
}

/* ---- reference values */

/* The gradient of N for mbh has a term too little in the package: the derivative in its fourth coefficient, log odds of recapture, lacks
   (t - 1) c (N - u_1). N does not depend on recaptures, so that se^2 should be less by the square of that times the variance of the log odds. */
static double published_mbh_error(const answer *of, double before, double t) {
  const dark_term *again = term_of(of, "recapture");
  const double c = 1 / (1 + exp(-again->coefficient)), lacking = (t - 1) * c * (of->estimate.total - before);
  return sqrt(of->se * of->se + lacking * lacking * again->se * again->se);
}

static double first_captures(const dark_table *table) {
  size_t n;
  const dark_record *records = dark_table_records(table, 0, &n);
  double sum = 0;
  for (size_t list = 0; list < dark_table_n_lists(table); list++)
    for (size_t i = 0; dark_table_list_position(table, list) == 0 && i < n; i++)
      sum += (records[i].history >> list) & 1 ? records[i].count : 0;
  return sum;
}

static void check_row(const frame *reference, size_t row, const char *method) {
  dark_table *table = published_table(frame_text(reference, row, "dataset"));
  answer of = ask(table, method, NULL);
  if (frame_number(reference, row, "abundance") < frame_number(reference, row, "n")) {
    assert_int_equal(of.estimate.reason, DARK_REASON_NEGATIVE); /* -3,763 and 76 of 123 in the package */
  } else {
    const double error =
        strcmp(method, "mbh") == 0 ? published_mbh_error(&of, first_captures(table), (double)dark_table_n_lists(table)) : of.se;
    assert_close(of.estimate.total, frame_number(reference, row, "abundance"), 1e-6, 0);
    assert_close(error, frame_number(reference, row, "stderr"), 1e-6, 0);
    assert_close(of.explanation.deviance, frame_number(reference, row, "deviance"), 1e-9, 0);
    assert_int_equal(of.explanation.df, (int)frame_number(reference, row, "df"));
    assert_close(of.explanation.aic, frame_number(reference, row, "AIC"), 1e-9, 0);
    assert_close(of.explanation.bic, frame_number(reference, row, "BIC"), 1e-9, 0);
  }
  answer_clear(&of);
  dark_table_free(table);
}

static void reference_values_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedp_tight.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const int is_mb = frame_is(&reference, row, "model", "Mb"), is_mbh = frame_is(&reference, row, "model", "Mbh");
    if (!is_mb && !is_mbh) continue;
    check_row(&reference, row, is_mb ? "mb" : "mbh");
    n_met++;
  }
  assert_int_equal(n_met, 10);
  frame_clear(&reference);
}

/* Standard errors of the package are those of the last step but one here. */
static void corrected_reference_values_are_met(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/closedp_bc.csv");
  for (size_t row = 0; row < reference.n_rows; row++) {
    const int is_mb = frame_is(&reference, row, "model", "Mb"), is_mbh = frame_is(&reference, row, "model", "Mbh");
    if (!is_mb && !is_mbh) continue;
    dark_table *table = published_table(frame_text(&reference, row, "dataset"));
    answer of = ask(table, is_mb ? "mb-bc" : "mbh-bc", NULL);
    if (frame_number(&reference, row, "abundance") < 0) {
      assert_int_equal(of.estimate.reason, DARK_REASON_NEGATIVE);
    } else {
      assert_close(of.estimate.total, frame_number(&reference, row, "abundance"), 1e-6, 0);
      assert_close(of.se, frame_number(&reference, row, "stderr"), 1e-5, 0);
    }
    answer_clear(&of);
    dark_table_free(table);
    n_met++;
  }
  assert_int_equal(n_met, 8);
  frame_clear(&reference);
}

/* Seber 1982, p. 107: 948 caught, then 254 new ones: 948^2/694. */
static void two_occasions_of_seber(void **state) {
  (void)state;
  answer of = ask_text(2, "10:781 01:254 11:167", "mb", NULL);
  assert_close(of.estimate.total, 1294.96253602306, 1e-13, 0);
  assert_close(of.se, 17.3330614891071, 1e-6, 0); /* the package's last step but one */
  answer_clear(&of);
}

/* ---- no estimate */

static void as_many_new_people_again_leave_no_estimate(void **state) {
  static const char *const records[] = {
      "10:10 11:20 01:30",                  /* 30, 30 */
      "100:10 110:10 010:10 011:10 001:20", /* 20, 20, 20 */
      "100:10 110:5 010:15 011:4 001:30",   /* more and more */
  };
  (void)state;
  assert_int_equal(reason_of(2, records[0], "mb", NULL), DARK_REASON_NEGATIVE);
  assert_int_equal(reason_of(3, records[1], "mb", NULL), DARK_REASON_NEGATIVE);
  assert_int_equal(reason_of(3, records[2], "mb", NULL), DARK_REASON_NEGATIVE);
  assert_int_equal(reason_of(3, records[2], "mbh", NULL), DARK_REASON_NEGATIVE);
  assert_int_equal(reason_of(3, records[1], "mb-bc", NULL), DARK_N_REASONS);
  assert_int_equal(reason_of(3, records[2], "mb-bc", NULL), DARK_REASON_NEGATIVE);
}

/* Nobody new after the second occasion: q = 0 lies at infinity. */
static void nobody_new_after_the_first_of_the_series_is_no_maximum(void **state) {
  (void)state;
  assert_int_equal(reason_of(3, "110:20 101:10 010:9 011:4", "mbh", NULL), DARK_REASON_NO_MLE);
}

/* ---- what must hold */

static void counts_doubled_double_the_estimate(void **state) {
  static const char *const methods[] = {"mb", "mbh"};
  (void)state;
  for (size_t i = 0; i < 2; i++) {
    answer one = ask_text(3, "100:20 110:14 101:9 111:7 010:15 011:9 001:12", methods[i], NULL);
    answer two = ask_text(3, "100:40 110:28 101:18 111:14 010:30 011:18 001:24", methods[i], NULL);
    assert_close(two.estimate.hidden, 2 * one.estimate.hidden, 1e-10, 0);
    assert_close(two.se, sqrt(2) * one.se, 1e-9, 0);
    answer_clear(&one);
    answer_clear(&two);
  }
}

/* 5,000 people; 30% of those not caught yet are caught on each of five occasions (half on the first, for mbh), 10% of the others. Over 200 tables the mean of
   log N-hat strays by four Monte Carlo errors, and these are below half a percent. Methods that ignore what capture does to people do not. */
static void recover(const char *method, double first, double tolerance) {
  enum { N_SAMPLES = TIMES(200, 25), N_LISTS = 5 };
  double means[32], sum = 0, squares = 0, naive = 0;
  for (uint32_t cell = 0; cell < 32; cell++) {
    means[cell] = 1;
    for (uint32_t j = 0, caught = 0; j < N_LISTS; j++) {
      const double p = caught ? 0.1 : j == 0 ? first : 0.3;
      means[cell] *= (cell >> j) & 1 ? p : 1 - p;
      caught |= (cell >> j) & 1;
    }
  }
  for (uint64_t i = 0; i < N_SAMPLES; i++) {
    double cells[32];
    draw_population(cells, means, N_LISTS, 5000, i);
    answer of = ask_cells(N_LISTS, cells, method, NULL), m0 = ask_cells(N_LISTS, cells, "m0", NULL);
    const double error = log(of.estimate.total / 5000);
    sum += error;
    squares += error * error;
    naive += log(m0.estimate.total / 5000);
    answer_clear(&of);
    answer_clear(&m0);
  }
  const double mean = sum / N_SAMPLES, monte_carlo = sqrt((squares / N_SAMPLES - mean * mean) / N_SAMPLES);
  assert_true(fabs(mean) <= 4 * monte_carlo && monte_carlo < tolerance);
  assert_true(naive / N_SAMPLES > 0.2);
}

static void populations_that_learn_are_recovered(void **state) {
  (void)state;
  recover("mb", 0.3, TIMES(0.005, 0.01));
  recover("mbh", 0.5, TIMES(0.005, 0.01));
  recover("mb-bc", 0.3, TIMES(0.005, 0.01));
  recover("mbh-bc", 0.5, TIMES(0.005, 0.01));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mb_by_hand),
      cmocka_unit_test(removal_needs_no_recaptures),
      cmocka_unit_test(as_many_new_people_every_time_set_no_limit),
      cmocka_unit_test(mbh_by_hand),
      cmocka_unit_test(mb_bc_by_hand),
      cmocka_unit_test(nobody_is_taken_from_an_occasion_without_new_people),
      cmocka_unit_test(the_order_of_the_columns_counts),
      cmocka_unit_test(nothing_is_estimated_unless_the_order_is_vouched_for),
      cmocka_unit_test(reference_values_are_met),
      cmocka_unit_test(corrected_reference_values_are_met),
      cmocka_unit_test(two_occasions_of_seber),
      cmocka_unit_test(as_many_new_people_again_leave_no_estimate),
      cmocka_unit_test(nobody_new_after_the_first_of_the_series_is_no_maximum),
      cmocka_unit_test(counts_doubled_double_the_estimate),
      cmocka_unit_test(populations_that_learn_are_recovered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
