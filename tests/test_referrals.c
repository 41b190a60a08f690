/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An absorbing list, which receives people whom other lists caught: against hand-computed values and by the way there and back. */

#include <string.h>

#include <darkfigure/population.h>

#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const char *const names[] = {"A", "B", "C", "D"};

static void solve(double *p, const dark_capture_model *model) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_capture_probabilities(p, model, &err), err);
}

static void refuse(const dark_capture_model *model, const char *words) {
  double p[1 << 4];
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark_capture_probabilities(p, model, &err), DARK_EUSAGE);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in: %s", words, err.message);
}

static void assert_all(const double *p, const double *expected, size_t n) {
  for (size_t i = 0; i < n; i++) assert_close(p[i], expected[i], 1e-10, 1e-13);
}

/* Caught directly: 0.5 on none, 0.3 on A, 0.1 on B, 0.1 on both: margins 0.4 and 0.2, odds ratio 5/3. Half of A's people are referred, so
   that 0.15 move from A to both: B has 0.35. */
static void a_referred_share_moves_as_by_hand(void **state) {
  (void)state;
  const double margins[] = {0.4, 0.35}, expected[] = {0.5, 0.15, 0.1, 0.25};
  const dark_odds_ratio ratio = {0, 1, 5.0 / 3};
  const dark_referral half = {0, 0.5};
  double p[4];
  solve(p, &(dark_capture_model){.n_lists = 2,
                                 .margins = margins,
                                 .odds_ratios = &ratio,
                                 .n_odds_ratios = 1,
                                 .referrals = &half,
                                 .n_referrals = 1,
                                 .absorbing = 1});
  assert_all(p, expected, 4);
}

/* A and B catch half each, 0.75 together; 0.4 of these are referred to C once: 0.3. C catches d itself, 0.65 = d + (1 - d) 0.3: d = 0.5. */
static void people_of_any_list_are_referred_once(void **state) {
  (void)state;
  const double margins[] = {0.5, 0.5, 0.65};
  const dark_referral any = {DARK_ANY_LIST, 0.4};
  double p[8];
  solve(p, &(dark_capture_model){.n_lists = 3, .margins = margins, .referrals = &any, .n_referrals = 1, .absorbing = 2});
  const double seen = 0.25 * 0.6 * 0.5, sent = 0.25 - seen;
  const double expected[] = {0.125, seen, seen, seen, 0.125, sent, sent, sent};
  assert_all(p, expected, 8);
}

/* Two lists that refer half of their people each: who is on both stays away from C with probability 1/4. 7/16 are referred in all, and
   23/32 = d + (1 - d) 7/16 has d = 1/2. */
static void referrals_of_several_lists_are_independent(void **state) {
  (void)state;
  const double margins[] = {0.5, 23.0 / 32, 0.5};
  const dark_referral halves[] = {{0, 0.5}, {2, 0.5}};
  double p[8];
  solve(p, &(dark_capture_model){.n_lists = 3, .margins = margins, .referrals = halves, .n_referrals = 2, .absorbing = 1});
  const double expected[] = {0.125, 0.0625, 0.125, 0.1875, 0.0625, 0.03125, 0.1875, 0.21875};
  assert_all(p, expected, 8);
}

/* Referrals that make up all of the margin, and lists that have everybody or nobody anyway. */
static void the_ends_are_kept(void **state) {
  (void)state;
  const double exact[] = {0.8, 0.2}, everybody[] = {0.8, 1}, nobody[] = {0, 0}, all_sent[] = {1, 0.25};
  const dark_referral quarter = {0, 0.25}, any = {DARK_ANY_LIST, 0.25};
  dark_capture_model model = {.n_lists = 2, .margins = exact, .referrals = &quarter, .n_referrals = 1, .absorbing = 1};
  double p[4];
  solve(p, &model);
  assert_all(p, (const double[]){0.2, 0.6, 0, 0.2}, 4);
  model.margins = everybody;
  solve(p, &model);
  assert_all(p, (const double[]){0, 0, 0.2, 0.8}, 4);
  model.margins = nobody;
  solve(p, &model);
  assert_all(p, (const double[]){1, 0, 0, 0}, 4);
  model.margins = all_sent;
  solve(p, &model);
  assert_all(p, (const double[]){0, 0.75, 0, 0.25}, 4);
  model.margins = exact, model.referrals = &any;
  solve(p, &model);
  assert_all(p, (const double[]){0.2, 0.6, 0, 0.2}, 4);
}

/* ---- There and back: refer people of a random direct model, then ask for the margin that came of it */

typedef struct random_model {
  double margins[4];
  dark_odds_ratio ratios[6];
  dark_referral referrals[4];
  dark_capture_model direct;
} random_model;

static void make_random(random_model *out, uint64_t number) {
  dark__stream stream;
  dark__stream_start(&stream, 21, number);
  *out = (random_model){.direct = {.n_lists = 4, .margins = out->margins, .odds_ratios = out->ratios}};
  for (size_t i = 0; i < 4; i++) {
    out->margins[i] = 0.01 + 0.5 * gsl_rng_uniform(&stream.rng);
    out->referrals[i] = (dark_referral){i == 2 ? DARK_ANY_LIST : i, 0.6 * gsl_rng_uniform(&stream.rng)};
  }
  for (size_t a = 0; a < 4; a++)
    for (size_t b = a + 1; b < 4; b++)
      out->ratios[out->direct.n_odds_ratios++] = (dark_odds_ratio){a, b, pow(10, 2 * gsl_rng_uniform(&stream.rng) - 1)};
}

/* To list 2. */
static void refer(double *p, const dark_referral *referrals) {
  for (uint32_t history = 0; history < 16; history++) {
    if (history >> 2 & 1) continue;
    double kept = history == 0 ? 1 : 1 - referrals[2].share;
    for (size_t i = 0; i < 4; i++)
      if (i != 2 && (history >> i & 1) != 0) kept *= 1 - referrals[i].share;
    p[history | 4] += p[history] * (1 - kept);
    p[history] *= kept;
  }
}

static void the_direct_share_is_found_again(void **state) {
  (void)state;
  for (uint64_t number = 0; number < (uint64_t)TIMES(200, 20); number++) {
    random_model made;
    double expected[16], p[16];
    make_random(&made, number);
    solve(expected, &made.direct);
    refer(expected, made.referrals);
    dark_capture_model model = made.direct;
    made.margins[2] = 0;
    for (uint32_t history = 4; history < 16; history++)
      if (history >> 2 & 1) made.margins[2] += expected[history];
    model.referrals = made.referrals, model.n_referrals = 4, model.absorbing = 2;
    solve(p, &model);
    for (size_t i = 0; i < 16; i++) assert_close(p[i], expected[i], 1e-8, 1e-12);
  }
}

/* ---- Refusals */

static void referrals_beyond_the_margin_are_refused(void **state) {
  (void)state;
  const double margins[] = {0.9, 0.05}, none[] = {0.9, 0};
  const dark_referral tenth = {0, 0.1};
  dark_capture_model model = {
      .n_lists = 2, .margins = margins, .referrals = &tenth, .n_referrals = 1, .absorbing = 1, .names = names};
  refuse(&model, "referrals alone put 0.09 of the people on B, more than its margin 0.05");
  model.margins = none;
  refuse(&model, "referrals alone put 0.09 of the people on B, more than its margin 0");
}

/* Odds ratio 0 leaves B the 0.1 that A does not catch, and 0.09 are referred. */
static void a_margin_out_of_reach_is_refused(void **state) {
  (void)state;
  const double margins[] = {0.9, 0.2}, most[] = {0.9, 0.1899};
  const dark_odds_ratio never = {0, 1, 0};
  const dark_referral tenth = {0, 0.1};
  dark_capture_model model = {.n_lists = 2,
                              .margins = margins,
                              .odds_ratios = &never,
                              .n_odds_ratios = 1,
                              .referrals = &tenth,
                              .n_referrals = 1,
                              .absorbing = 1,
                              .names = names};
  double p[4];
  refuse(
      &model,
      "the margin 0.2 of B cannot be reached: with the other margins, the odds ratios and the referrals it gets to about 0.19");
  model.margins = most;
  solve(p, &model);
  assert_close(p[2] + p[3], 0.1899, 1e-10, 0);
  assert_close(p[3], 0.09, 1e-10, 0);
}

static void odds_ratios_of_a_list_that_only_receives_are_refused(void **state) {
  (void)state;
  const double margins[] = {0.8, 0.2};
  const dark_odds_ratio two = {0, 1, 2};
  const dark_referral quarter = {0, 0.25};
  refuse(&(dark_capture_model){.n_lists = 2,
                               .margins = margins,
                               .odds_ratios = &two,
                               .n_odds_ratios = 1,
                               .referrals = &quarter,
                               .n_referrals = 1,
                               .absorbing = 1,
                               .names = names},
         "an odds ratio of B means nothing when all of its people are referred");
}

static void referrals_that_are_none_are_refused(void **state) {
  (void)state;
  const double margins[] = {0.5, 0.5};
  const dark_referral own = {1, 0.5}, high = {0, 1.5}, beyond = {2, 0.5}, twice[] = {{0, 0.1}, {0, 0.1}};
  dark_capture_model model = {
      .n_lists = 2, .margins = margins, .referrals = &own, .n_referrals = 1, .absorbing = 1, .names = names};
  refuse(&model, "B cannot refer to itself");
  model.referrals = &high;
  refuse(&model, "the share referred, 1.5, is not a number from 0 to 1");
  model.referrals = &beyond;
  refuse(&model, "comes from a list beyond the last");
  model.referrals = twice, model.n_referrals = 2;
  refuse(&model, "two referrals from the same list");
  model.absorbing = 2;
  refuse(&model, "the absorbing list is beyond the last");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_referred_share_moves_as_by_hand),
      cmocka_unit_test(people_of_any_list_are_referred_once),
      cmocka_unit_test(referrals_of_several_lists_are_independent),
      cmocka_unit_test(the_ends_are_kept),
      cmocka_unit_test(the_direct_share_is_found_again),
      cmocka_unit_test(referrals_beyond_the_margin_are_refused),
      cmocka_unit_test(a_margin_out_of_reach_is_refused),
      cmocka_unit_test(odds_ratios_of_a_list_that_only_receives_are_refused),
      cmocka_unit_test(referrals_that_are_none_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
