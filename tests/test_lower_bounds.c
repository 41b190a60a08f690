/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chao, chao-bc, mh-chao-bc and zelterman: by hand, against reference values, on tables where they have no answer. */

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/answer.h"
#include "support/assert_close.h"
#include "support/frame.h"
#include "support/published.h"
#include "support/tables.h"

/* f1 = 21, f2 = 6, f3 = 1, n = 28. */
static const char example[] = "100:10 010:6 001:5 110:3 101:1 011:2 111:1";

static void assert_answer(const char *records, const char *method, const char *set, double total, double variance) {
  answer of = ask_text(3, records, method, set);
  assert_close(of.estimate.total, total, 1e-14, 0);
  assert_close(of.se, sqrt(variance), 1e-13, 0);
  assert_close(of.explanation.fitted[0], of.estimate.hidden, 1e-15, 0);
  answer_clear(&of);
}

/* r = 21/6 = 3.5, A = 2/3. Without A: hidden 21^2/12 = 36.75, variance 6 (3.5^4/4 + 3.5^3 + 3.5^2/2) = 6 (37.515625 + 42.875 + 6.125).
   With A: hidden 24.5, variance 6 (4/9 x 37.515625 + 4/9 x 42.875 + 2/3 x 6.125). */
static void chao_by_hand(void **state) {
  (void)state;
  assert_answer(example, "chao", "finite=no", 64.75, 6 * (37.515625 + 42.875 + 6.125));
  assert_answer(example, "chao", NULL, 52.5, 6 * (4 * (37.515625 + 42.875) / 9 + 2 * 6.125 / 3));
  assert_answer(example, "chao", "finite=yes", 52.5, 6 * (4 * (37.515625 + 42.875) / 9 + 2 * 6.125 / 3));
}

/* hidden 21 x 20 / (2 x 7) = 30, and 20 with A. Variance 30 + 21 x 41^2 / (4 x 49) + 21^2 x 6 x 20^2 / (4 x 7^4), and with A
   20 + 4/9 of the other two; by Rivest and Levesque 20 + 4/9 x 21 x 20 (441 + 504 + 63 - 36 - 6) / (4 x 49 x 8). */
static void corrected_forms_by_hand(void **state) {
  const double by_f1 = 21.0 * 1681 / 196, by_f2 = 441.0 * 6 * 400 / 9604;
  (void)state;
  assert_answer(example, "chao-bc", "finite=no", 58, 30 + by_f1 + by_f2);
  assert_answer(example, "chao-bc", NULL, 48, 20 + 4 * (by_f1 + by_f2) / 9);
  assert_answer(example, "mh-chao-bc", NULL, 48, 20 + 4 * (420.0 * 966 / 1568) / 9);
}

/* lambda = 12/21 = 4/7: N = 28 / (1 - e), e = exp(-4/7); variance 28 e/(1-e)^2 + {28 e lambda/(1-e)^2}^2 (1/21 + 1/6).
   Three chances each: odds 2 x 6/(2 x 21) = 2/7, 1 - P = (7/9)^3 = 343/729, N = 28 x 729/386; t odds/(1 + odds) = 3 x 2/9 takes the place of
   lambda. */
static void zelterman_by_hand(void **state) {
  const double e = exp(-4.0 / 7), unseen = 343.0 / 729, spread = 1.0 / 21 + 1.0 / 6;
  (void)state;
  assert_answer(example, "zelterman", NULL, 28 / (1 - e),
                28 * e / pow(1 - e, 2) + pow(28 * e * 4 / 7 / pow(1 - e, 2), 2) * spread);
  assert_answer(example, "zelterman", "finite=yes", 28 * 729.0 / 386,
                28 * unseen / pow(1 - unseen, 2) + pow(28 * unseen * (2.0 / 3) / pow(1 - unseen, 2), 2) * spread);
}

/* ---- reference values */

static const struct {
  const char *label, *method, *set;
} labels[] = {
    {"Chao Mh LB uncorrected f1^2/2f2 (t=Inf)", "chao", "finite=no"},
    {"Chao 1987 (t=Inf) se f2(r^4/4+r^3+r^2/2)", "chao", "finite=no"},
    {"Chao 1989 with (t-1)/t", "chao", "finite=yes"},
    {"Chao bias-corrected (t=Inf)", "chao-bc", "finite=no"},
    {"Chao bias-corrected with (t-1)/t (Chao et al 2013 se)", "chao-bc", "finite=yes"},
    {"Rivest-Baillargeon bias-corrected with (t-1)/t (closedp.bc Mh Chao)", "mh-chao-bc", NULL},
    {"Zelterman", "zelterman", NULL},
};
enum { N_LABELS = sizeof labels / sizeof labels[0] };

/* The value of a row: N, a standard error, or a log-normal limit. */
static double value_of(const dark_table *table, size_t label, const char *quantity) {
  answer of = ask(table, labels[label].method, labels[label].set);
  const double hidden = of.estimate.hidden, ratio = of.se / hidden, z = 1.959963984540054;
  const double c = exp(z * sqrt(log1p(ratio * ratio)));
  answer_clear(&of);
  if (strcmp(quantity, "N") == 0) return of.estimate.total;
  if (strncmp(quantity, "se", 2) == 0) return of.se;
  if (strcmp(quantity, "chao_log_lo") == 0) return of.estimate.total - hidden + hidden / c;
  if (strcmp(quantity, "chao_log_hi") == 0) return of.estimate.total - hidden + hidden * c;
  return NAN; /* Wald limits and lambda are not offered */
}

static void reference_values_are_met_to_the_last_digits(void **state) {
  frame reference;
  size_t n_met = 0;
  (void)state;
  frame_read(&reference, "capture_recapture/simple.csv");
  for (size_t row = 0; row < reference.n_rows; row++)
    for (size_t l = 0; l < N_LABELS; l++) {
      if (!frame_is(&reference, row, "estimator", labels[l].label)) continue;
      dark_table *table = published_table(frame_text(&reference, row, "dataset"));
      const double value = value_of(table, l, frame_text(&reference, row, "quantity"));
      if (!isnan(value)) {
        assert_close(value, frame_number(&reference, row, "value"), 1e-12, 0);
        n_met++;
      }
      dark_table_free(table);
    }
  assert_int_equal(n_met, 8 + 54 * 4 / 6 + 42 * 4 / 6 + 48 * 4 / 6 + 2 * (54 * 4 / 6) + 2 * 9);
  frame_clear(&reference);
}

/* ---- no answer, and the smallest ones */

/* f2 = 0: nothing limits chao and zelterman; the corrected form has f1 (f1 - 1)/2 times 2/3. */
static void without_pairs_only_the_corrected_form_answers(void **state) {
  static const char nobody[] = "100:6 010:2 001:1 111:3";
  (void)state;
  assert_int_equal(reason_of(3, nobody, "chao", NULL), DARK_REASON_NO_PAIRS);
  assert_int_equal(reason_of(3, nobody, "zelterman", NULL), DARK_REASON_NO_PAIRS);
  assert_int_equal(reason_of(3, nobody, "zelterman", "finite=yes"), DARK_REASON_NO_PAIRS);
  assert_close(total_of(3, nobody, "chao-bc", NULL), 12 + 24, 1e-14, 0);
  assert_close(total_of(3, nobody, "mh-chao-bc", NULL), 12 + 24, 1e-14, 0);
}

static void without_people_on_one_list_nobody_is_hidden(void **state) {
  static const char *const methods[] = {"chao", "chao-bc", "mh-chao-bc", "zelterman"};
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    answer of = ask_text(3, "110:4 101:3 011:2 111:1", methods[i], NULL);
    assert_true(of.estimate.hidden == 0 && of.estimate.total == 10);
    assert_true(of.se == 0);
    answer_clear(&of);
  }
}

/* ---- what must hold */

static void counts_doubled_double_the_estimate(void **state) {
  static const char *const methods[] = {"chao", "zelterman"};
  double cells[8], doubled[8];
  (void)state;
  read_cells(cells, 3, example);
  reverse_cells(doubled, cells, 3, 2);
  for (size_t i = 0; i < 2; i++) {
    answer one = ask_cells(3, cells, methods[i], NULL), two = ask_cells(3, doubled, methods[i], NULL);
    assert_close(two.estimate.total, 2 * one.estimate.total, 1e-14, 0);
    assert_close(two.se, sqrt(2) * one.se, 1e-14, 0);
    answer_clear(&one);
    answer_clear(&two);
  }
}

/* Expected counts of N = 10^9 people who come in two kinds, each caught by t lists with one chance of its own: below N, by
   Cauchy and Schwarz, and at N where there is one kind; the binomial form of zelterman is there too. */
static void chao_lies_below_the_truth_and_at_it_when_people_do_not_differ(void **state) {
  static const double kinds[][3] = {{0.2, 0.2, 0.5}, {0.05, 0.4, 0.3}, {0.01, 0.6, 0.7}, {0.3, 0.35, 0.5}};
  (void)state;
  for (unsigned t = 2; t <= 6; t++)
    for (size_t k = 0; k < 4; k++) {
      double cells[64] = {0};
      for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++)
        for (int kind = 0; kind < 2; kind++) {
          const double p = kinds[k][kind], share = kind == 0 ? kinds[k][2] : 1 - kinds[k][2];
          const int n_on = __builtin_popcount(cell);
          cells[cell] += round(1e9 * share * pow(p, n_on) * pow(1 - p, (int)t - n_on));
        }
      answer chao = ask_cells(t, cells, "chao", NULL), zelterman = ask_cells(t, cells, "zelterman", "finite=yes");
      if (k == 0) assert_close(chao.estimate.total, 1e9, 1e-6, 0);
      else assert_true(chao.estimate.total < 1e9 * (1 - 1e-5));
      if (k == 0) assert_close(zelterman.estimate.total, 1e9, 1e-6, 0);
      answer_clear(&chao);
      answer_clear(&zelterman);
    }
}

/* Binomial counts of 2,000 equal people on 4 lists of 5%: f2 is about 27, so that chao is biased by about f1 A/(2 f2) (1/f1 + ...) = 3%, and
   chao-bc is not. The mean of 1,000 tables has a Monte Carlo error of 0.9%: four of them, and the bias is seen beyond one. */
static void the_corrected_form_is_less_biased(void **state) {
  enum { N_PEOPLE = 2000, N_TABLES = TIMES(1000, 100) };
  double means[16], plain = 0, corrected = 0, squares = 0;
  (void)state;
  for (int cell = 0; cell < 16; cell++)
    means[cell] = pow(0.05, __builtin_popcount((unsigned)cell)) * pow(0.95, 4 - __builtin_popcount((unsigned)cell));
  for (uint64_t i = 0; i < N_TABLES; i++) {
    double cells[16];
    draw_population(cells, means, 4, N_PEOPLE, i);
    answer chao = ask_cells(4, cells, "chao", NULL), bc = ask_cells(4, cells, "chao-bc", NULL);
    plain += chao.estimate.total / N_PEOPLE - 1;
    corrected += bc.estimate.total / N_PEOPLE - 1;
    squares += pow(bc.estimate.total / N_PEOPLE - 1, 2);
    answer_clear(&chao);
    answer_clear(&bc);
  }
  const double error = sqrt(squares) / N_TABLES;
  assert_close(corrected / N_TABLES, 0, 0, 4 * error);
  assert_true(plain / N_TABLES > fabs(corrected / N_TABLES) + error);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chao_by_hand),
      cmocka_unit_test(corrected_forms_by_hand),
      cmocka_unit_test(zelterman_by_hand),
      cmocka_unit_test(reference_values_are_met_to_the_last_digits),
      cmocka_unit_test(without_pairs_only_the_corrected_form_answers),
      cmocka_unit_test(without_people_on_one_list_nobody_is_hidden),
      cmocka_unit_test(counts_doubled_double_the_estimate),
      cmocka_unit_test(chao_lies_below_the_truth_and_at_it_when_people_do_not_differ),
      cmocka_unit_test(the_corrected_form_is_less_biased),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
