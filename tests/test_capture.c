/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Capture probabilities from margins, odds ratios and referrals: against hand-computed values, their own definitions, and refusals. */

#include <stdbool.h>
#include <string.h>

#include <darkfigure/population.h>

#include "numeric/stream.h"
#include "resample/capture/exclusion.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST_LISTS = 16, MOST_PAIRS = MOST_LISTS * (MOST_LISTS - 1) / 2 };

static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

static double sum_with(const double *p, size_t n_lists, uint32_t lists) {
  double sum = 0;
  for (uint32_t history = 0; history < UINT32_C(1) << n_lists; history++)
    if ((history & lists) == lists) sum += p[history];
  return sum;
}

static void solve(double *p, const dark_capture_model *model) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_capture_probabilities(p, model, &err), err);
}

static void refuse(const dark_capture_model *model, const char *words) {
  double p[1 << 8];
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark_capture_probabilities(p, model, &err), DARK_EUSAGE);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in: %s", words, err.message);
}

/* ---- By hand */

/* x on both of two lists with margins 1/2: x^2 / (1/2 - x)^2 = 9, so that x / (1/2 - x) = 3 and x = 3/8. */
static void two_lists_with_an_odds_ratio_are_as_by_hand(void **state) {
  (void)state;
  const double margins[] = {0.5, 0.5};
  const dark_odds_ratio nine = {0, 1, 9};
  double p[4];
  solve(p, &(dark_capture_model){.n_lists = 2, .margins = margins, .odds_ratios = &nine, .n_odds_ratios = 1});
  assert_close(p[0], 0.375, 1e-13, 0);
  assert_close(p[1], 0.125, 1e-13, 0);
  assert_close(p[2], 0.125, 1e-13, 0);
  assert_close(p[3], 0.375, 1e-13, 0);
}

/* Histories 0.5, 0.3, 0.1, 0.1 have margins 0.4 and 0.2 and the odds ratio 0.1 0.5 / (0.3 0.1) = 5/3; the pair may be named either way. */
static void unequal_margins_are_as_by_hand(void **state) {
  (void)state;
  const double margins[] = {0.4, 0.2};
  const dark_odds_ratio ratio = {1, 0, 5.0 / 3};
  double p[4];
  solve(p, &(dark_capture_model){.n_lists = 2, .margins = margins, .odds_ratios = &ratio, .n_odds_ratios = 1});
  const double expected[] = {0.5, 0.3, 0.1, 0.1};
  for (int i = 0; i < 4; i++) assert_close(p[i], expected[i], 1e-13, 0);
}

static void lists_without_odds_ratios_are_independent(void **state) {
  (void)state;
  const double margins[] = {0.3, 1e-9, 0.999};
  const dark_odds_ratio one = {0, 2, 1};
  double p[8];
  solve(p, &(dark_capture_model){.n_lists = 3, .margins = margins, .odds_ratios = &one, .n_odds_ratios = 1});
  for (uint32_t history = 0; history < 8; history++) {
    double product = 1;
    for (size_t i = 0; i < 3; i++) product *= history >> i & 1 ? margins[i] : 1 - margins[i];
    assert_close(p[history], product, 1e-12, 0);
  }
}

/* Nobody on both: 0.3 and 0.5 leave 0.2 for neither; C goes its own way. */
static void an_odds_ratio_of_zero_keeps_two_lists_apart(void **state) {
  (void)state;
  const double margins[] = {0.3, 0.5, 0.5};
  const dark_odds_ratio never = {0, 1, 0};
  const double expected[] = {0.1, 0.15, 0.25, 0, 0.1, 0.15, 0.25, 0};
  double p[8];
  solve(p, &(dark_capture_model){.n_lists = 3, .margins = margins, .odds_ratios = &never, .n_odds_ratios = 1});
  for (int i = 0; i < 8; i++) assert_close(p[i], expected[i], 1e-12, 0);
}

static void margins_of_nothing_and_everything_are_kept(void **state) {
  (void)state;
  const double margins[] = {0, 0.25, 1};
  double p[8], one[2];
  solve(p, &(dark_capture_model){.n_lists = 3, .margins = margins});
  const double expected[] = {0, 0, 0, 0, 0.75, 0, 0.25, 0};
  for (int i = 0; i < 8; i++) assert_close(p[i], expected[i], 1e-14, 0);
  solve(one, &(dark_capture_model){.n_lists = 1, .margins = margins + 1});
  assert_close(one[0], 0.75, 1e-14, 0);
  solve(one, &(dark_capture_model){.n_lists = 1, .margins = margins + 2});
  assert_true(one[0] == 0 && one[1] == 1);
}

/* ---- At random */

typedef struct random_model {
  dark_capture_model model;
  double margins[MOST_LISTS];
  dark_odds_ratio ratios[MOST_PAIRS];
} random_model;

/* Margins from 1e-4 to nearly 1, odds ratios over `decades` powers of ten either way on about half of the pairs. */
static void make_random(random_model *out, size_t n_lists, double decades, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, dark__stream_key(n_lists, "test capture", 12), number);
  *out = (random_model){.model = {.n_lists = n_lists, .margins = out->margins, .odds_ratios = out->ratios}};
  for (size_t i = 0; i < n_lists; i++) {
    const double u = gsl_rng_uniform(&stream.rng);
    out->margins[i] = gsl_rng_uniform(&stream.rng) < 0.5 ? pow(10, -4 * u) * 0.9 : 0.02 + 0.96 * u;
  }
  for (size_t a = 0; a < n_lists; a++) {
    for (size_t b = a + 1; b < n_lists; b++) {
      if (gsl_rng_uniform(&stream.rng) < 0.5) continue;
      const double value = pow(10, decades * (2 * gsl_rng_uniform(&stream.rng) - 1));
      out->ratios[out->model.n_odds_ratios++] = (dark_odds_ratio){b, a, value};
    }
  }
}

/* For every constellation of the other lists. */
static void assert_odds_ratio(const double *p, size_t n_lists, size_t a, size_t b, double value) {
  const uint32_t bit_a = UINT32_C(1) << a, bit_b = UINT32_C(1) << b;
  for (uint32_t rest = 0; rest < UINT32_C(1) << n_lists; rest++) {
    if ((rest & (bit_a | bit_b)) != 0 || p[rest] < 1e-250 || p[rest | bit_a | bit_b] < 1e-250) continue;
    assert_close(p[rest | bit_a | bit_b] / p[rest | bit_a] * (p[rest] / p[rest | bit_b]), value, 1e-10, 0);
  }
}

static double wanted_ratio(const dark_capture_model *model, size_t a, size_t b) {
  for (size_t k = 0; k < model->n_odds_ratios; k++)
    if (model->odds_ratios[k].a == b && model->odds_ratios[k].b == a) return model->odds_ratios[k].value;
  return 1;
}

static void margins_and_conditional_odds_ratios_hold(void **state) {
  (void)state;
  double p[1 << 8];
  random_model made;
  for (size_t n = 2; n <= 8; n++) {
    for (uint64_t number = 0; number < (uint64_t)TIMES(200, 20); number++) {
      make_random(&made, n, number % 2 == 0 ? 0.7 : 3, number);
      solve(p, &made.model);
      assert_close(sum_with(p, n, 0), 1, 1e-13, 0);
      for (size_t i = 0; i < n; i++) assert_close(sum_with(p, n, UINT32_C(1) << i), made.margins[i], 1e-10, 0);
      for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++) assert_odds_ratio(p, n, a, b, wanted_ratio(&made.model, a, b));
    }
  }
}

static void sixteen_lists_are_solved(void **state) {
  (void)state;
  static double p[1 << 16];
  random_model made;
  make_random(&made, 16, 0.5, 1);
  solve(p, &made.model);
  for (size_t i = 0; i < 16; i++) assert_close(sum_with(p, 16, UINT32_C(1) << i), made.margins[i], 1e-10, 0);
  assert_odds_ratio(p, 16, 3, 9, wanted_ratio(&made.model, 3, 9));
}

/* ---- At the edge: solved to 1e-10 or refused, never something else */

static void assert_margins(const dark_capture_model *model) {
  double p[1 << 8];
  solve(p, model);
  for (size_t i = 0; i < model->n_lists; i++)
    assert_close(sum_with(p, model->n_lists, UINT32_C(1) << i), model->margins[i], 1e-10, 0);
}

static void extreme_odds_ratios_are_solved(void **state) {
  (void)state;
  const double pairs[][2] = {{0.3, 0.3}, {0.3, 0.2}, {0.7, 0.5}, {1e-12, 0.4}, {0.999999, 0.5}};
  const double values[] = {1e-300, 1e-30, 1e-9, 1e9, 1e30, 1e300};
  for (size_t i = 0; i < N_OF(pairs); i++) {
    for (size_t k = 0; k < N_OF(values); k++) {
      const dark_odds_ratio ratio = {0, 1, values[k]};
      assert_margins(&(dark_capture_model){.n_lists = 2, .margins = pairs[i], .odds_ratios = &ratio, .n_odds_ratios = 1});
    }
  }
}

/* What each random model says it has solved is checked in the same way as moderate ones. Eight decades either way on 15 pairs. */
static void wild_models_are_solved_or_refused(void **state) {
  (void)state;
  double p[1 << 6];
  random_model made;
  size_t n_solved = 0;
  const uint64_t n = TIMES(300, 30);
  for (uint64_t number = 0; number < n; number++) {
    make_random(&made, 6, 8, number);
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = dark_capture_probabilities(p, &made.model, &err);
    if (status == DARK_EUSAGE) continue;
    assert_ok(status, err);
    n_solved++;
    for (size_t i = 0; i < 6; i++) assert_close(sum_with(p, 6, UINT32_C(1) << i), made.margins[i], 1e-10, 0);
    assert_odds_ratio(p, 6, 1, 4, wanted_ratio(&made.model, 1, 4));
  }
  assert_true(n_solved >= n * 9 / 10);
}

/* Everybody is on exactly one of the lists; by a hair more they could not be. */
static void margins_may_fill_the_population(void **state) {
  (void)state;
  const double full[] = {0.5, 0.3, 0.2}, over[] = {0.5, 0.3, 0.201};
  const dark_odds_ratio apart[] = {{0, 1, 0}, {0, 2, 0}, {1, 2, 0}};
  dark_capture_model model = {.n_lists = 3, .margins = full, .odds_ratios = apart, .n_odds_ratios = 3, .names = names};
  double p[8];
  solve(p, &model);
  assert_close(p[0], 0, 0, 1e-10);
  assert_close(p[4], 0.2, 1e-10, 0);
  model.margins = over;
  refuse(&model,
         "the odds ratios 0 among A, B, C keep their people apart, so that their margins need at least 1.001 times the people");
}

/* Of five lists in a ring that exclude their neighbours a person can be on two: margins up to 2/5 each are possible, all pairs even up
   to 1/2. Sets of two lists with 1/4 each need 5/4. */
static void pairs_that_fit_may_not_fit_together(void **state) {
  (void)state;
  double margins[5], least;
  dark_odds_ratio ring[5];
  uint32_t excluded[5];
  for (unsigned i = 0; i < 5; i++) {
    ring[i] = (dark_odds_ratio){i, (i + 1) % 5, 0};
    excluded[i] = UINT32_C(1) << (i + 1) % 5 | UINT32_C(1) << (i + 4) % 5;
  }
  const dark_capture_model model = {.n_lists = 5, .margins = margins, .odds_ratios = ring, .n_odds_ratios = 5};
  for (int i = 0; i < 5; i++) margins[i] = 0.5;
  assert_int_equal(dark__least_listed(&least, margins, excluded, 5, NULL), DARK_OK);
  assert_close(least, 1.25, 1e-9, 0);
  refuse(&model, "at least 1.25 times the people there are");
  for (int i = 0; i < 5; i++) margins[i] = 0.4;
  assert_margins(&model);
  for (int i = 0; i < 5; i++) margins[i] = 0.39;
  assert_margins(&model);
}

/* Margins of a random distribution on the histories that random exclusions leave possible are possible. */
static void random_exclusions_that_are_possible_are_solved(void **state) {
  (void)state;
  enum { N = 6 };
  for (uint64_t number = 0; number < (uint64_t)TIMES(200, 20); number++) {
    dark__stream stream;
    dark_odds_ratio apart[N * N];
    double margins[N] = {0}, total = 0;
    uint32_t excluded[N] = {0};
    dark_capture_model model = {.n_lists = N, .margins = margins, .odds_ratios = apart};
    dark__stream_start(&stream, 11, number);
    for (unsigned a = 0; a < N; a++) {
      for (unsigned b = 0; b < a; b++) {
        if (gsl_rng_uniform(&stream.rng) < 0.5) continue;
        apart[model.n_odds_ratios++] = (dark_odds_ratio){a, b, 0};
        excluded[a] |= UINT32_C(1) << b, excluded[b] |= UINT32_C(1) << a;
      }
    }
    for (uint32_t history = 0; history < 1 << N; history++) {
      bool is_possible = true;
      for (unsigned i = 0; i < N; i++) is_possible = is_possible && ((history >> i & 1) == 0 || (excluded[i] & history) == 0);
      const double weight = is_possible ? pow(gsl_rng_uniform(&stream.rng), 8) : 0;
      total += weight;
      for (unsigned i = 0; i < N; i++)
        if (history >> i & 1) margins[i] += weight;
    }
    for (unsigned i = 0; i < N; i++) margins[i] /= total;
    assert_margins(&model);
  }
}

/* ---- Refusals */

static void impossible_pairs_are_refused(void **state) {
  (void)state;
  const double margins[] = {0.7, 0.5};
  const dark_odds_ratio never = {0, 1, 0}, twice[] = {{0, 1, 2}, {1, 0, 2}}, negative = {0, 1, -1}, own = {1, 1, 2};
  dark_capture_model model = {.n_lists = 2, .margins = margins, .odds_ratios = &never, .n_odds_ratios = 1, .names = names};
  refuse(&model, "the odds ratio 0 of A and B means that nobody is on both, but their margins 0.7 and 0.5 add up to more than 1");
  model.names = NULL;
  refuse(&model, "of list 1 and list 2");
  model.odds_ratios = &negative;
  refuse(&model, "the odds ratio -1 of list 1 and list 2 is not a finite number from 0");
  model.odds_ratios = &own;
  refuse(&model, "with itself");
  model.odds_ratios = twice, model.n_odds_ratios = 2;
  refuse(&model, "two odds ratios of");
}

static void odds_ratios_need_people_on_and_off_a_list(void **state) {
  (void)state;
  const double margins[] = {0.7, 1, 0};
  const dark_odds_ratio full = {0, 1, 2}, empty = {2, 0, 0}, none = {0, 1, 1}, infinite = {0, 1, INFINITY}, beyond = {0, 3, 2};
  dark_capture_model model = {.n_lists = 3, .margins = margins, .odds_ratios = &full, .n_odds_ratios = 1, .names = names};
  refuse(&model, "an odds ratio of A and B means nothing when everybody is on B (margin 1)");
  model.odds_ratios = &empty;
  refuse(&model, "an odds ratio of C and A means nothing when nobody is on C (margin 0)");
  model.odds_ratios = &infinite;
  refuse(&model, "not a finite number");
  model.odds_ratios = &beyond;
  refuse(&model, "names a list beyond the last");
  model.odds_ratios = &none;
  assert_margins(&model);
}

static void margins_must_be_probabilities(void **state) {
  (void)state;
  const double odd[] = {-0.1, 1.1, (double)NAN, (double)INFINITY};
  double p[2];
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < N_OF(odd); i++)
    refuse(&(dark_capture_model){.n_lists = 1, .margins = &odd[i]}, "of list 1 is not a probability from 0 to 1");
  refuse(&(dark_capture_model){.n_lists = 0}, "at least one list");
  assert_int_equal(dark_capture_probabilities(p, &(dark_capture_model){.n_lists = 17}, &err), DARK_ELIMIT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_lists_with_an_odds_ratio_are_as_by_hand),
      cmocka_unit_test(unequal_margins_are_as_by_hand),
      cmocka_unit_test(lists_without_odds_ratios_are_independent),
      cmocka_unit_test(an_odds_ratio_of_zero_keeps_two_lists_apart),
      cmocka_unit_test(margins_of_nothing_and_everything_are_kept),
      cmocka_unit_test(margins_and_conditional_odds_ratios_hold),
      cmocka_unit_test(sixteen_lists_are_solved),
      cmocka_unit_test(extreme_odds_ratios_are_solved),
      cmocka_unit_test(wild_models_are_solved_or_refused),
      cmocka_unit_test(margins_may_fill_the_population),
      cmocka_unit_test(pairs_that_fit_may_not_fit_together),
      cmocka_unit_test(random_exclusions_that_are_possible_are_solved),
      cmocka_unit_test(impossible_pairs_are_refused),
      cmocka_unit_test(odds_ratios_need_people_on_and_off_a_list),
      cmocka_unit_test(margins_must_be_probabilities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
