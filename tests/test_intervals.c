/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentile and BCa intervals by hand, the guard, sums over strata, and how often a percentile interval covers. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "resample/interval/limits.h"
#include "resample/replicates/replicates.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static bool has_reason(dark_reasons reasons, dark_reason reason) { return (reasons & DARK_REASON_BIT(reason)) != 0; }

/* 1, 2, ..., n from the largest down: limits must not need an order. The quantile of type 8 at p is then h = 1/3 + p (n + 1/3) itself. */
static void count_down(double *values, size_t n) {
  for (size_t i = 0; i < n; i++) values[i] = (double)(n - i);
}

/* n = 19, 80%: h = 1/3 + 0.1 * 58/3 = 68/30 between ranks 2 and 3; 1/3 + 0.9 * 58/3 = 532/30 between 17 and 18. */
static void percentile_limits_by_hand(void **state) {
  double values[19];
  (void)state;
  count_down(values, 19);
  const dark__limits limits = dark__percentile_limits(values, 19, 0.8);
  assert_close(limits.lower, 68 / 30.0, 1e-14, 0);
  assert_close(limits.upper, 532 / 30.0, 1e-14, 0);
  assert_close(limits.probability_lower, 0.1, 1e-14, 0);
  assert_close(limits.probability_upper, 0.9, 1e-14, 0);
  assert_int_equal(limits.ranks_lower[0], 2);
  assert_int_equal(limits.ranks_lower[1], 3);
  assert_int_equal(limits.ranks_upper[0], 17);
  assert_int_equal(limits.ranks_upper[1], 18);
  assert_true(limits.reasons == 0 && isnan(limits.z0));
}

/* n = 1000, 95%: the upper limit is read at h = 1/3 + 0.975 * 1000.33 = 975.66, between ranks 975 and 976. With 24 failures, which count
   as larger than any, rank 976 is the last with an estimate; with 25, 2.5%, it has none. The lower limit is read at 25.34 and lost when
   only 25 replicates have an estimate. */
static void failed_replicates_count_as_larger_than_any(void **state) {
  static const struct {
    size_t n_failed;
    dark_reasons reasons;
  } cases[] = {{0, 0},
               {24, 0},
               {25, DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED)},
               {974, DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED)},
               {975, DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED) | DARK_REASON_BIT(DARK_REASON_LOWER_UNBOUNDED)},
               {1000, DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED) | DARK_REASON_BIT(DARK_REASON_LOWER_UNBOUNDED)}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    double values[1000];
    count_down(values, 1000);
    for (size_t i = 0; i < cases[c].n_failed; i++) values[i] = NAN;
    const dark__limits limits = dark__percentile_limits(values, 1000, 0.95);
    assert_true(limits.reasons == cases[c].reasons);
    if (isfinite(limits.lower)) assert_close(limits.lower, 1 / 3.0 + 0.025 * (1000 + 1 / 3.0), 1e-13, 0);
    if (isfinite(limits.upper)) assert_close(limits.upper, 1 / 3.0 + 0.975 * (1000 + 1 / 3.0), 1e-13, 0);
    assert_int_equal(isnan(limits.upper), has_reason(limits.reasons, DARK_REASON_UPPER_UNBOUNDED));
    assert_int_equal(isnan(limits.lower), has_reason(limits.reasons, DARK_REASON_LOWER_UNBOUNDED));
  }
}

/* z0 = 0 (50 of 100 below, or 49 below and 2 that tie) and a = 0 leave the percentiles alone. */
static void bca_without_corrections_is_the_percentile_interval(void **state) {
  double values[100], copy[100];
  (void)state;
  for (int tied = 0; tied < 2; tied++) {
    count_down(values, 100);
    if (tied) values[50] = values[49] = 50 * (1 + 4e-10);
    memcpy(copy, values, sizeof copy);
    const dark__limits percentile = dark__percentile_limits(copy, 100, 0.9);
    const dark__limits bca = dark__bca_limits(values, 100, tied ? 50 : 50.5, 0, 0.9);
    assert_close(bca.z0, 0, 0, 1e-15);
    assert_close(bca.lower, percentile.lower, 1e-13, 0);
    assert_close(bca.upper, percentile.upper, 1e-13, 0);
    assert_close(bca.probability_upper, 0.95, 1e-13, 0);
  }
}

/* 60 of 100 below, a = 0.1, 80%: z0 = 0.253347, z = -+1.281552, z0 + z = -1.028204 and 1.534899; over 1 - a (z0 + z) = 1.102820 and
   0.846510 that is -0.932341 and 1.813208; plus z0 again, p = Phi(-0.678994) = 0.248570938 and Phi(2.066555) = 0.980611937, and on
   1..100 h = 25.273284096 and 98.721397684.
   31 below, a = -0.05, 90%: z0 = -0.495850, p = 0.001906997 and 0.722648920, h = 0.524668709, held at the first, and 72.839108347. */
static void bca_limits_by_hand(void **state) {
  double values[100];
  (void)state;
  count_down(values, 100);
  dark__limits limits = dark__bca_limits(values, 100, 60.5, 0.1, 0.8);
  assert_close(limits.z0, 0.2533471031357997, 1e-12, 0);
  assert_close(limits.probability_lower, 0.248570938, 0, 1e-9);
  assert_close(limits.lower, 25.273284096, 0, 1e-8);
  assert_close(limits.upper, 98.721397684, 0, 1e-8);
  limits = dark__bca_limits(values, 100, 31.5, -0.05, 0.9);
  assert_close(limits.lower, 1, 1e-15, 0);
  assert_int_equal(limits.ranks_lower[1], 1);
  assert_close(limits.upper, 72.839108347, 0, 1e-8);
}

/* Replicates within 1e-9 of the estimate count half: 30 below and 4 ties of 100 are 32. One 2e-9 below is below. */
static void ties_with_the_estimate_count_half(void **state) {
  double values[100];
  (void)state;
  count_down(values, 100);
  values[99 - 30] = 32 * (1 - 5e-10);
  values[99 - 32] = 32 * (1 + 5e-10);
  values[99 - 33] = 32;
  assert_close(dark__bca_limits(values, 100, 32, 0, 0.9).z0, -0.46769879911450823, 1e-12, 0);
  count_down(values, 100);
  values[99 - 31] = 32 * (1 - 2e-9);
  assert_close(dark__bca_limits(values, 100, 32, 0, 0.9).z0, -0.46769879911450823, 1e-12, 0);
}

/* The same limits with failures mixed in. */
static void bca_drops_failed_replicates(void **state) {
  double values[130];
  (void)state;
  count_down(values, 100);
  for (size_t i = 100; i < 130; i++) values[i] = i % 2 ? NAN : INFINITY;
  values[3] = NAN;
  values[117] = 97;
  const dark__limits limits = dark__bca_limits(values, 130, 60.5, 0.1, 0.8);
  assert_int_equal(limits.n_used, 100);
  assert_close(limits.lower, 25.273284096, 0, 1e-8);
  assert_close(limits.upper, 98.721397684, 0, 1e-8);
}

static void constant_replicates_are_both_limits(void **state) {
  double values[50];
  (void)state;
  for (size_t i = 0; i < 50; i++) values[i] = 7 * (1 + 1e-11 * (double)(i % 5));
  const dark__limits limits = dark__bca_limits(values, 50, 9, NAN, 0.95);
  assert_true(limits.lower == 7 && limits.upper == 7 && limits.reasons == 0);
}

static void a_degenerate_bca_has_a_reason_and_no_number(void **state) {
  static const struct {
    double estimate, acceleration;
    dark_reason reason;
  } cases[] = {{0.5, 0.1, DARK_REASON_BCA_BIAS},   /* nothing below */
               {100.5, 0.1, DARK_REASON_BCA_BIAS}, /* everything below */
               {50.5, NAN, DARK_REASON_BCA_ACCELERATION}, {50.5, INFINITY, DARK_REASON_BCA_ACCELERATION},
               {50.5, 0.6, DARK_REASON_BCA_ACCELERATION}, /* 1 - 0.6 * 1.96 < 0 */
               {50.5, -0.6, DARK_REASON_BCA_ACCELERATION}};
  double values[100];
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    count_down(values, 100);
    const dark__limits limits = dark__bca_limits(values, 100, cases[c].estimate, cases[c].acceleration, 0.95);
    assert_true(isnan(limits.lower) && isnan(limits.upper) && isnan(limits.probability_lower));
    assert_true(limits.reasons == DARK_REASON_BIT(cases[c].reason));
  }
  for (size_t i = 0; i < 100; i++) values[i] = NAN;
  assert_true(dark__bca_limits(values, 100, 5, 0, 0.95).reasons != 0);
  count_down(values, 100);
  assert_true(isfinite(dark__bca_limits(values, 100, 50.5, 0.5, 0.95).upper)); /* 1 - 0.5 * 1.96 > 0 */
}

/* Counts 2, 1, 1 and delete-one estimates 10, 12, 16: mean 48/4 = 12, d = 2, 0, -4, sum n d^3 = 16 - 64 = -48, sum n d^2 = 8 + 16 = 24:
   a = -48 / (6 * 24^1.5). An empty record does not take part; a missing estimate of an occupied one leaves no acceleration. */
static void accelerations_by_hand(void **state) {
  dark_record records[] = {{1, 2}, {2, 1}, {3, 1}, {4, 0}};
  double estimates[] = {10, 12, 16, NAN}, cubes = 0, squares = 0;
  (void)state;
  assert_int_equal(dark__acceleration_add(&cubes, &squares, records, estimates, 4), 1);
  assert_close(cubes, -48, 1e-14, 0);
  assert_close(squares, 24, 1e-14, 0);
  assert_close(dark__acceleration(cubes, squares), -48 / (6 * pow(24, 1.5)), 1e-14, 0);
  assert_true(isnan(dark__acceleration(0, 0)));
  estimates[1] = NAN;
  assert_int_equal(dark__acceleration_add(&cubes, &squares, records, estimates, 4), 0);
}

/* Labour: 2, 1, 1 people, petersen 4 + 2 * 1 / 1 = 6. Sexual: 1, 1, 2 people, 4 + 1 * 1 / 2 = 4.5. Marriage: no overlap, no estimate. */
static const char forms_text[] = "A,B,form,count\n"
                                 "1,0,labour,2\n0,1,labour,1\n1,1,labour,1\n"
                                 "1,0,sexual,1\n0,1,sexual,1\n1,1,sexual,2\n"
                                 "1,0,marriage,5\n0,1,marriage,5\n";
enum { LABOUR, MARRIAGE, SEXUAL, TOTAL };

/* A plan and replicates filled in by hand. */
typedef struct made {
  dark_table *table;
  dark_plan *plan;
  dark_replicates *replicates;
} made;

static made make_replicates(dark_table *table, size_t n) {
  made result = {.table = table, .plan = plan_for(table, "petersen", 0, NULL, NULL)};
  const size_t n_parts = dark_plan_n_parts(result.plan);
  result.replicates = calloc(1, sizeof *result.replicates);
  assert_non_null(result.replicates);
  *result.replicates = (dark_replicates){result.plan, n, calloc(n_parts + 1, sizeof(dark__part_replicates))};
  for (size_t i = 0; i < n_parts; i++) {
    if (dark_plan_estimate(result.plan, i)->reason != DARK_N_REASONS) continue;
    result.replicates->parts[i] = (dark__part_replicates){.totals = calloc(n + 1, sizeof(double)),
                                                          .models = calloc(n + 1, sizeof(dark_model_id)),
                                                          .jackknife = calloc(4, sizeof(double)),
                                                          .incomplete = calloc(n + 1, 1),
                                                          .drawn = true};
  }
  return result;
}

static void free_made(made *result) {
  dark_replicates_free(result->replicates);
  dark_plan_free(result->plan);
  dark_table_free(result->table);
}

static dark_interval interval_of(const made *from, size_t target, dark_interval_type type, double level) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  assert_ok(dark_interval_compute(&interval, from->replicates, target, type, level, &err), err);
  assert_int_equal(interval.type, type);
  assert_true(interval.level == level);
  return interval;
}

/* Labour 101..119, sexual ten times as much the other way round: their sum runs from 1190 - 90 + ... in steps of 9, and its quantiles are
   those of 1..19 (h = 68/30 and 532/30 as above): sums 101 + r + 10 (119 - r) = 1291 - 9 r, r = 0..18, so that the j-th smallest is
   1129 + 9 (j - 1). */
static void totals_are_summed_replicate_by_replicate(void **state) {
  static const char *const by[] = {"form"};
  (void)state;
  made sums = make_replicates(table_of_csv(forms_text, by, 1), 19);
  for (size_t r = 0; r < 19; r++) {
    sums.replicates->parts[LABOUR].totals[r] = 101 + (double)r;
    sums.replicates->parts[SEXUAL].totals[r] = 10 * (119 - (double)r);
  }
  const dark_interval labour = interval_of(&sums, LABOUR, DARK_INTERVAL_PERCENTILE, 0.8);
  const dark_interval total = interval_of(&sums, TOTAL, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_close(labour.lower, 100 + 68 / 30.0, 1e-14, 0);
  assert_close(labour.upper, 100 + 532 / 30.0, 1e-14, 0);
  assert_close(total.lower, 1129 + 9 * (68 / 30.0 - 1), 1e-14, 0);
  assert_close(total.upper, 1129 + 9 * (532 / 30.0 - 1), 1e-14, 0);
  const dark_interval marriage = interval_of(&sums, MARRIAGE, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_true(isnan(marriage.lower) && marriage.reasons == 0 && !marriage.unstable);
  free_made(&sums);
}

/* A failed part fails the sum: 19 - 2 replicates are left, the two at the top, so that the upper limit is unbounded and the lower the
   same function of the others. */
static void a_total_fails_where_any_part_fails(void **state) {
  static const char *const by[] = {"form"};
  (void)state;
  made sums = make_replicates(table_of_csv(forms_text, by, 1), 19);
  for (size_t r = 0; r < 19; r++) {
    sums.replicates->parts[LABOUR].totals[r] = 100 + (double)r;
    sums.replicates->parts[SEXUAL].totals[r] = 50;
  }
  sums.replicates->parts[LABOUR].totals[0] = NAN;
  sums.replicates->parts[SEXUAL].totals[1] = NAN;
  const dark_interval total = interval_of(&sums, TOTAL, DARK_INTERVAL_PERCENTILE, 0.8);
  assert_int_equal(total.n_failed, 2);
  assert_close(total.lower, 150 + 2 + (68 / 30.0 - 1), 1e-14, 0);
  assert_true(isnan(total.upper) && has_reason(total.reasons, DARK_REASON_UPPER_UNBOUNDED) && total.unstable);
  assert_true(has_reason(total.reasons, DARK_REASON_REPLICATES_FAILED));
  assert_int_equal(interval_of(&sums, LABOUR, DARK_INTERVAL_PERCENTILE, 0.8).n_failed, 1);
  free_made(&sums);
}

/* Labour, counts 2 1 1 and delete-one estimates 10 12 16: cubes -48, squares 24 (as above). Sexual, counts 1 1 2 and 5 9 7: mean 28/4 = 7,
   d = 2, -2, 0, cubes 0, squares 8. Together a = -48 / (6 * 32^1.5). Around one mean, 9.5, it would be another number. */
static void the_acceleration_of_a_total_is_centred_in_each_stratum(void **state) {
  static const char *const by[] = {"form"};
  static const double labour[] = {10, 12, 16}, sexual[] = {5, 9, 7};
  (void)state;
  made sums = make_replicates(table_of_csv(forms_text, by, 1), 99);
  for (size_t r = 0; r < 99; r++) {
    sums.replicates->parts[LABOUR].totals[r] = 5 + 0.02 * (double)r;
    sums.replicates->parts[SEXUAL].totals[r] = 4.5;
  }
  memcpy(sums.replicates->parts[LABOUR].jackknife, labour, sizeof labour);
  memcpy(sums.replicates->parts[SEXUAL].jackknife, sexual, sizeof sexual);
  assert_close(interval_of(&sums, LABOUR, DARK_INTERVAL_BCA, 0.8).acceleration, -48 / (6 * pow(24, 1.5)), 1e-13, 0);
  const dark_interval total = interval_of(&sums, TOTAL, DARK_INTERVAL_BCA, 0.8);
  assert_close(total.acceleration, -48 / (6 * pow(32, 1.5)), 1e-13, 0);
  assert_true(isfinite(total.lower) && isfinite(total.upper));
  sums.replicates->parts[SEXUAL].jackknife[1] = NAN;
  const dark_interval undefined = interval_of(&sums, TOTAL, DARK_INTERVAL_BCA, 0.8);
  assert_true(isnan(undefined.acceleration) && isnan(undefined.lower));
  assert_true(has_reason(undefined.reasons, DARK_REASON_BCA_ACCELERATION) && undefined.unstable);
  free_made(&sums);
}

/* Petersen of 40, 20, 10: 150. Replicates 100..200, evenly. */
static made make_calm(size_t n) {
  static const double jackknife[] = {149, 151, 150.5};
  made calm = make_replicates(table_of_text(2, "10:40 01:20 11:10"), n);
  dark__part_replicates *part = &calm.replicates->parts[0];
  if (part->totals == NULL || part->jackknife == NULL) {
    fail_msg("no replicates");
    return calm;
  }
  for (size_t r = 0; r < n; r++) part->totals[r] = 100 + (double)(r % 100) + 0.001 * (double)r;
  memcpy(part->jackknife, jackknife, sizeof jackknife);
  return calm;
}

static void a_calm_interval_is_not_complained_of(void **state) {
  (void)state;
  made calm = make_calm(1000);
  for (int type = DARK_INTERVAL_PERCENTILE; type <= DARK_INTERVAL_BCA; type++) {
    const dark_interval interval = interval_of(&calm, 0, (dark_interval_type)type, 0.95);
    assert_true(interval.reasons == 0 && !interval.unstable && interval.n_failed == 0);
    assert_true(interval.monte_carlo_lower < 0.01 && interval.monte_carlo_upper < 0.01);
  }
  free_made(&calm);
}

/* 95% of n replicates is read at h = 1/3 + 0.025 (n + 1/3): n = 426 gives 10.992, between ranks 10 and 11; n = 427 gives 11.017. At 99%
   even 1,000 replicates are not enough: 5.34. */
static void a_limit_among_the_ten_most_extreme_is_unstable(void **state) {
  static const struct {
    size_t n;
    double level;
    bool flagged;
  } cases[] = {{426, 0.95, true},   {427, 0.95, false},  {1000, 0.99, true},
               {2200, 0.99, false}, {1000, 0.95, false}, {40, 0.95, true}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    made calm = make_calm(cases[c].n);
    const dark_interval interval = interval_of(&calm, 0, DARK_INTERVAL_PERCENTILE, cases[c].level);
    assert_int_equal(has_reason(interval.reasons, DARK_REASON_LIMIT_IN_TAIL), cases[c].flagged);
    assert_int_equal(interval.unstable, cases[c].flagged);
    assert_int_equal(isnan(interval.monte_carlo_lower), cases[c].n < 100);
    free_made(&calm);
  }
}

/* Each side by itself, as in a symmetric interval one hides what the other has missed: of 1,000 the tenth lowest has rank 10, the tenth highest
   rank 991. A limit between two ranks is read off the more extreme one as well. */
static void the_tenth_replicate_from_either_end_is_extreme_and_the_eleventh_not(void **state) {
  static const struct {
    size_t lower[2], upper[2];
    bool flagged;
  } cases[] = {{{11, 12}, {989, 990}, false}, {{11, 11}, {990, 990}, false}, {{10, 11}, {989, 990}, true},
               {{10, 10}, {990, 990}, true},  {{11, 12}, {990, 991}, true},  {{11, 11}, {991, 991}, true}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    dark__limits limits = {.lower = 100, .upper = 200, .n_used = 1000};
    memcpy(limits.ranks_lower, cases[c].lower, sizeof cases[c].lower);
    memcpy(limits.ranks_upper, cases[c].upper, sizeof cases[c].upper);
    assert_int_equal(dark__limits_in_tail(&limits), cases[c].flagged);
  }
}

/* One limit is lost to failures (30 of 1,000), the other is read at rank 5 of 1,000: both are said. */
static void a_lost_upper_limit_does_not_hide_a_lower_limit_in_the_tail(void **state) {
  (void)state;
  made calm = make_calm(1000);
  for (size_t r = 0; r < 1000; r += 32) calm.replicates->parts[0].totals[r] = NAN;
  const dark_interval interval = interval_of(&calm, 0, DARK_INTERVAL_PERCENTILE, 0.99);
  assert_true(isnan(interval.upper) && isfinite(interval.lower));
  assert_true(has_reason(interval.reasons, DARK_REASON_UPPER_UNBOUNDED) &&
              has_reason(interval.reasons, DARK_REASON_LIMIT_IN_TAIL));
  const dark_interval wider = interval_of(&calm, 0, DARK_INTERVAL_PERCENTILE, 0.95);
  assert_true(has_reason(wider.reasons, DARK_REASON_UPPER_UNBOUNDED) && !has_reason(wider.reasons, DARK_REASON_LIMIT_IN_TAIL));
  free_made(&calm);
}

/* Replicates 150 e^(c log r) for r = 1 .. 1000 from below, and the same upside down: the logarithm of the limit moves with that of its rank,
   25.341667, at slope c throughout, and the rank's own logarithm strays by sqrt(psi'(25.341667 / (1 - 25.341667/1001))) = 0.1980173, with
   psi'(x) = 1/x + 1/(2 x^2) + 1/(6 x^3) to nine digits. */
static void a_limit_that_another_seed_would_move_by_a_tenth_is_a_monte_carlo_error(void **state) {
  (void)state;
  for (int is_upper = 0; is_upper < 2; is_upper++)
    for (int percents = 50; percents <= 51; percents++) {
      const double slope = percents / 100.0, rank = 1.0 / 3 + 0.025 * (1000 + 1.0 / 3), x = rank / (1 - rank / 1001);
      const double expected = slope * sqrt(1 / x + 1 / (2 * x * x) + 1 / (6 * x * x * x));
      made steep = make_calm(1000);
      for (size_t r = 0; r < 1000; r++)
        steep.replicates->parts[0].totals[(r * 7) % 1000] = 150 * pow((double)(r + 1), is_upper ? -slope : slope);
      const dark_interval interval = interval_of(&steep, 0, DARK_INTERVAL_PERCENTILE, 0.95);
      const double stated = is_upper ? interval.monte_carlo_upper : interval.monte_carlo_lower;
      assert_close(stated, expected, 0.001, 0); /* between ranks a limit lies on a line, not on a curve */
      assert_int_equal(has_reason(interval.reasons, DARK_REASON_MONTE_CARLO), percents > 50);
      assert_int_equal(interval.unstable, percents > 50);
      free_made(&steep);
    }
}

/* BCa with z0 = 0 and a = 0 reads at the same place, but by the share below the estimate, 1/2 with a variance of 1/4 for each replicate:
   b = 2 phi(1.959964) / phi(0) = 0.2930001, so that the noise is 1 + (b^2 / 4 - 2 b 0.025 / 2) / (0.025 * 0.975) = 1.5800. */
static void the_share_below_the_estimate_adds_to_the_error_of_bca(void **state) {
  double values[1000];
  (void)state;
  count_down(values, 1000);
  const double percentile = dark__percentile_limits(values, 1000, 0.95).error_lower;
  const double bca = dark__bca_limits(values, 1000, 500.5, 0, 0.95).error_lower;
  assert_close(bca / percentile, sqrt(1.58), 0.01, 0);
}

/* BCa drops failures, so that they show in nothing else: 50 of 1,000 pass, 51 do not. In percentile intervals they show long before. */
static void more_than_five_percent_of_failures_are_too_many(void **state) {
  (void)state;
  for (size_t n_failed = 50; n_failed <= 51; n_failed++) {
    made calm = make_calm(1000);
    for (size_t i = 0; i < n_failed; i++) calm.replicates->parts[0].totals[(i * 193) % 1000] = NAN;
    const dark_interval interval = interval_of(&calm, 0, DARK_INTERVAL_BCA, 0.95);
    assert_int_equal(interval.n_failed, n_failed);
    assert_true(interval.reasons == (n_failed > 50 ? DARK_REASON_BIT(DARK_REASON_REPLICATES_FAILED) : 0));
    assert_int_equal(interval.unstable, n_failed > 50);
    const dark_interval percentile = interval_of(&calm, 0, DARK_INTERVAL_PERCENTILE, 0.95);
    assert_true(isnan(percentile.upper) && percentile.unstable && isinf(percentile.monte_carlo_upper));
    free_made(&calm);
  }
}

/* Ten percent of the replicates lie near 1,501 or 1,499: ten times the estimate is 1,500. */
static void a_limit_beyond_ten_times_the_estimate_is_heavy_but_not_unstable(void **state) {
  (void)state;
  for (int value = 1499; value <= 1501; value += 2) {
    made heavy = make_calm(1000);
    for (size_t r = 0; r < 1000; r += 10) heavy.replicates->parts[0].totals[r] = value;
    const dark_interval interval = interval_of(&heavy, 0, DARK_INTERVAL_PERCENTILE, 0.95);
    assert_close(interval.upper, value, 1e-14, 0);
    assert_true(interval.reasons == (value > 1500 ? DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL) : 0));
    assert_false(interval.unstable);
    free_made(&heavy);
  }
}

/* Nobody looks for extreme replicates behind a limit that is not there. */
static void a_bca_interval_on_one_side_is_unstable_for_that_reason(void **state) {
  (void)state;
  made shifted = make_calm(1000);
  for (size_t r = 0; r < 1000; r++) shifted.replicates->parts[0].totals[r] += 60;
  const dark_interval interval = interval_of(&shifted, 0, DARK_INTERVAL_BCA, 0.95);
  assert_true(isnan(interval.lower) && isnan(interval.upper) && isnan(interval.z0) && interval.unstable);
  assert_true(has_reason(interval.reasons, DARK_REASON_BCA_BIAS) && !has_reason(interval.reasons, DARK_REASON_LIMIT_IN_TAIL));
  assert_true(isfinite(interval_of(&shifted, 0, DARK_INTERVAL_PERCENTILE, 0.95).upper));
  free_made(&shifted);
}

/* All 1,000 replicates the same: both limits of both kinds, and nothing to complain of. */
static void a_constant_is_stable(void **state) {
  (void)state;
  made constant = make_calm(1000);
  for (size_t r = 0; r < 1000; r++) constant.replicates->parts[0].totals[r] = 150;
  for (int type = DARK_INTERVAL_PERCENTILE; type <= DARK_INTERVAL_BCA; type++) {
    const dark_interval interval = interval_of(&constant, 0, (dark_interval_type)type, 0.95);
    assert_true(interval.lower == 150 && interval.upper == 150 && interval.reasons == 0 && !interval.unstable);
    assert_close(interval.monte_carlo_upper, 0, 0, 1e-12);
  }
  free_made(&constant);
}

static void impossible_requests_are_refused(void **state) {
  static const double levels[] = {0, 1, -0.5, 1.5, NAN, INFINITY};
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  (void)state;
  made calm = make_calm(10);
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(dark_interval_compute(&interval, calm.replicates, 0, DARK_INTERVAL_PERCENTILE, levels[i], &err),
                     DARK_EUSAGE);
  assert_int_equal(dark_interval_compute(&interval, calm.replicates, 1, DARK_INTERVAL_PERCENTILE, 0.9, &err), DARK_EUSAGE);
  assert_int_equal(dark_interval_compute_part(&interval, calm.replicates, 1, DARK_INTERVAL_PERCENTILE, 0.9, &err), DARK_EUSAGE);
  assert_int_equal(dark_interval_compute(&interval, calm.replicates, 0, DARK_INTERVAL_LOG_NORMAL, 0.9, &err), DARK_EUSAGE);
  assert_int_equal(dark_interval_compute(&interval, calm.replicates, 0, DARK_INTERVAL_NONE, 0.9, &err), DARK_EUSAGE);
  free_made(&calm);
  calm = make_calm(0);
  assert_ok(dark_interval_compute(&interval, calm.replicates, 0, DARK_INTERVAL_BCA, 0.9, &err), err);
  assert_true(isnan(interval.lower) && isnan(interval.upper) && interval.reasons == 0);
  free_made(&calm);
}

/* The table that made this guard: with the reference resamples and 100 models, BCa's upper limit 3.25 million is read at percentile
   0.99958, among the last replicates (tests/reference/README.md; the limit is printed in Silverman, Chan & Vincent's package notes). */
static void the_upper_limit_of_the_netherlands_is_unstable(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_resamples resamples;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  made result;
  (void)state;
  result.table = published_table("Ned_5");
  result.plan = plan_for(result.table, "bic", 3, NULL, "top=100");
  assert_ok(dark_resamples_read_csv(&resamples, DARK_TEST_DATA "/loglinear/resamples/boot_counts_Ned_5_mo3_n1000.csv",
                                    result.table, &err),
            err);
  options.resamples = &resamples;
  assert_ok(dark_bootstrap(&result.replicates, result.plan, &options, &err), err);
  const dark_interval bca = interval_of(&result, 0, DARK_INTERVAL_BCA, 0.95);
  assert_close(bca.upper, 3.25e6, 0.005, 0);
  assert_close(bca.probability_upper, 0.99958, 0, 1e-5);
  assert_true(bca.unstable && has_reason(bca.reasons, DARK_REASON_LIMIT_IN_TAIL));
  assert_true(has_reason(bca.reasons, DARK_REASON_MONTE_CARLO) && has_reason(bca.reasons, DARK_REASON_HEAVY_TAIL));
  dark_resamples_clear(&resamples);
  free_made(&result);
}

/* Does the 95% percentile interval of a table drawn from `means` hold the truth? -1: it lies below, 1: above. */
static int side_of_interval(const double *means, unsigned n_people, uint64_t number) {
  double cells[16];
  dark_error err = DARK_ERROR_INIT;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  made drawn;
  draw_population(cells, means, 4, n_people, number);
  drawn.table = table_of_cells(cells, 4);
  drawn.plan = plan_for(drawn.table, "bic", 3, NULL, NULL);
  options.n_replicates = 200;
  options.seed = number;
  assert_ok(dark_bootstrap(&drawn.replicates, drawn.plan, &options, &err), err);
  const dark_interval interval = interval_of(&drawn, 0, DARK_INTERVAL_PERCENTILE, 0.95);
  free_made(&drawn);
  return interval.upper < n_people ? -1 : interval.lower > n_people ? 1 : 0;
}

/* Truth: the model that bic chooses for Kosovo, 10,357 people. Of 400 tables a binomial at 95% covers 366 to 393 with probability 0.9987.
   Seeds are fixed: the number is the same every time. */
static void the_percentile_interval_covers_a_truth_like_kosovo(void **state) {
  enum { N_TABLES = TIMES(400, 10) };
  dark_error err = DARK_ERROR_INIT;
  dark_explanation truth;
  int n_covered = 0;
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_for(table, "bic", 3, NULL, NULL);
  assert_ok(dark_plan_explain(&truth, plan, 0, &err), err);
  for (uint64_t i = 0; i < N_TABLES; i++) n_covered += side_of_interval(truth.fitted, 10357, i) == 0;
  assert_in_range(n_covered, TIMES(366, 8), TIMES(393, 10));
  dark_explanation_clear(&truth);
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(percentile_limits_by_hand),
      cmocka_unit_test(failed_replicates_count_as_larger_than_any),
      cmocka_unit_test(bca_without_corrections_is_the_percentile_interval),
      cmocka_unit_test(bca_limits_by_hand),
      cmocka_unit_test(ties_with_the_estimate_count_half),
      cmocka_unit_test(bca_drops_failed_replicates),
      cmocka_unit_test(constant_replicates_are_both_limits),
      cmocka_unit_test(a_degenerate_bca_has_a_reason_and_no_number),
      cmocka_unit_test(accelerations_by_hand),
      cmocka_unit_test(totals_are_summed_replicate_by_replicate),
      cmocka_unit_test(a_total_fails_where_any_part_fails),
      cmocka_unit_test(the_acceleration_of_a_total_is_centred_in_each_stratum),
      cmocka_unit_test(a_calm_interval_is_not_complained_of),
      cmocka_unit_test(a_limit_among_the_ten_most_extreme_is_unstable),
      cmocka_unit_test(the_tenth_replicate_from_either_end_is_extreme_and_the_eleventh_not),
      cmocka_unit_test(a_lost_upper_limit_does_not_hide_a_lower_limit_in_the_tail),
      cmocka_unit_test(a_limit_that_another_seed_would_move_by_a_tenth_is_a_monte_carlo_error),
      cmocka_unit_test(the_share_below_the_estimate_adds_to_the_error_of_bca),
      cmocka_unit_test(more_than_five_percent_of_failures_are_too_many),
      cmocka_unit_test(a_limit_beyond_ten_times_the_estimate_is_heavy_but_not_unstable),
      cmocka_unit_test(a_bca_interval_on_one_side_is_unstable_for_that_reason),
      cmocka_unit_test(a_constant_is_stable),
      cmocka_unit_test(impossible_requests_are_refused),
      cmocka_unit_test(the_upper_limit_of_the_netherlands_is_unstable),
      cmocka_unit_test(the_percentile_interval_covers_a_truth_like_kosovo),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
