/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pooled effects of categories: by hand, at their limits, whatever levels are called, and on people who were made up. */

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "joint/fit/estimate.h"
#include "joint/pool/pool.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

/* ---- tables: one category */

enum { MOST_STRATA = 6, MOST_CELLS = 16 };

typedef struct pool_table {
  size_t n_levels[1];
  uint32_t levels[MOST_STRATA];
  double counts[MOST_STRATA * MOST_CELLS];
  double targets[(MOST_STRATA + 1) * MOST_STRATA]; /* each stratum, then the total */
  dark__joint_strata strata;
  dark__joint_terms terms;
} pool_table;

static void begin(pool_table *out, unsigned n_lists, size_t n_levels) {
  *out = (pool_table){.n_levels = {n_levels}};
  for (uint32_t x = 0; x < n_levels; x++) out->levels[x] = x;
  out->strata = (dark__joint_strata){
      .n_lists = n_lists, .n_categories = 1, .n_levels = out->n_levels, .n_strata = n_levels, .levels = out->levels};
  for (size_t x = 0; x < n_levels; x++) out->targets[x * n_levels + x] = out->targets[n_levels * n_levels + x] = 1;
}

static void add(pool_table *to, uint32_t lists, bool by_category) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_terms_add(&to->terms, (dark__joint_term){lists, false, by_category ? dark__part(0, 0) : 0}, &err), err);
  assert_ok(dark__joint_terms_settle(&to->terms, &err), err);
}

/* Lists and pairs of lists, all by category: without pooling each category is by itself. */
static void add_everything(pool_table *to) {
  for (uint32_t lists = 1; lists < 1u << to->strata.n_lists; lists++)
    for (int by_category = 0; by_category < 2 && __builtin_popcount(lists) <= 2; by_category++) add(to, lists, by_category);
}

static void end(pool_table *of) { dark__joint_terms_clear(&of->terms); }

static dark__pooled pool(const pool_table *of, const double *taus, size_t n_taus) {
  const dark__pool_request request = {.strata = &of->strata,
                                      .counts = of->counts,
                                      .terms = &of->terms,
                                      .targets = of->targets,
                                      .n_targets = of->strata.n_strata + 1,
                                      .scale = 0.5,
                                      .taus = taus,
                                      .n_taus = n_taus};
  dark__pooled found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__pool_find(&found, &request, &err), err);
  return found;
}

/* ---- by hand */

/* A + B + A:x with two levels of 40 people each. To be on A is a logistic regression on x, to be on B or not then has odds exp(theta_B) = 1 for those on A. With
   b = log 3 and tau^2 = log(3) / 4 the penalty b^2 / (4 tau^2) has the derivative 2: at P(A) = 1/2 and 3/4 the scores are n_A - 20 - 2 and n_A - 30 + 2 when 18
   and 32 are on A: 0 for 18 = 20 - 2 and 32 = 30 + 2. Hidden are as many as on B alone: 20 and 10; not pooled 22 and 8. In (log odds of A, b) the information is
   [17.5 7.5; 7.5 7.5], that of theta_B 50/4; the penalty adds 2 / log 3. */
static void two_levels_agree_with_arithmetic(void **state) {
  (void)state;
  static const double counts[] = {0, 9, 22, 9, 0, 16, 8, 16};
  pool_table of;
  begin(&of, 2, 2);
  memcpy(of.counts, counts, sizeof counts);
  add(&of, 1, false);
  add(&of, 2, false);
  add(&of, 1, true);
  const double tau = sqrt(log(3) / 4), tight = 2 / log(3), det = 17.5 * (7.5 + tight) - 7.5 * 7.5;
  dark__pooled found = pool(&of, &tau, 1);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.n_columns[DARK__POOL_LISTS], 1);
  assert_int_equal(found.n_columns[DARK__POOL_PAIRS], 0);
  assert_close(found.points[0].hidden[0], 20, 1e-10, 0);
  assert_close(found.points[0].hidden[1], 10, 1e-10, 0);
  assert_close(found.points[0].hidden[2], 30, 1e-10, 0);
  assert_close(found.unpooled[0], 22, 1e-10, 0);
  assert_close(found.unpooled[1], 8, 1e-10, 0);
  /* h + h^2 / n + h^2 g' V g; at the first level g is -1/2 in the log odds of A and -1 in theta_B. */
  const double variance = 20 + 400 / 40.0 + 400 * ((7.5 + tight) / det / 4 + 4 / 50.0);
  assert_close(found.points[0].sd[0], sqrt(variance), 1e-10, 0);
  /* tr (I + P)^-1 I over b: 1 - V_bb 2 / log 3. */
  assert_close(found.points[0].n_effective, 1 - 17.5 / det * tight, 1e-10, 0);
  dark__pool_clear(&found);
  end(&of);
}

/* The weights of two taus: log L - b^2 / (4 tau^2) - log tau - log |I + P| / 2, by the arithmetic of that regression. */
static double log_marginal(double tau) {
  const double n_a[] = {18, 32};
  double a = 0, b = 0, i_aa = 0, i_ab = 0, i_bb = 0;
  for (int step = 0; step < 100; step++) {
    const double p = 1 / (1 + exp(-a)), q = 1 / (1 + exp(-a - b));
    const double s_a = n_a[0] - 40 * p + n_a[1] - 40 * q, s_b = n_a[1] - 40 * q - b / (2 * tau * tau);
    i_ab = 40 * q * (1 - q);
    i_aa = 40 * p * (1 - p) + i_ab;
    i_bb = i_ab + 1 / (2 * tau * tau);
    const double det = i_aa * i_bb - i_ab * i_ab;
    a += (i_bb * s_a - i_ab * s_b) / det;
    b += (i_aa * s_b - i_ab * s_a) / det;
  }
  const double log_lik = n_a[0] * a + n_a[1] * (a + b) - 40 * log1p(exp(a)) - 40 * log1p(exp(a + b));
  return log_lik - b * b / (4 * tau * tau) - log(tau) - 0.5 * log(i_aa * i_bb - i_ab * i_ab);
}

static void taus_are_weighed_by_their_likelihood(void **state) {
  (void)state;
  static const double counts[] = {0, 9, 22, 9, 0, 16, 8, 16}, taus[] = {0.2, 0.7, 3};
  pool_table of;
  begin(&of, 2, 2);
  memcpy(of.counts, counts, sizeof counts);
  add(&of, 1, false);
  add(&of, 2, false);
  add(&of, 1, true);
  dark__pooled found = pool(&of, taus, 3);
  double sum = 0, mean = 0;
  for (size_t i = 0; i < 3; i++) sum += exp(log_marginal(taus[i]) - log_marginal(taus[0]));
  for (size_t i = 0; i < 3; i++) {
    const double weight = exp(log_marginal(found.points[i].taus[0]) - log_marginal(taus[0])) / sum;
    assert_close(found.points[i].weight, weight, 1e-9, 0);
    mean += weight * found.points[i].taus[0];
  }
  assert_close(found.tau[0], mean, 1e-9, 0);
  /* One target, three normal distributions: what lies below the limits is 2.5% of the mixture. */
  double average, low, high, below = 0;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__pool_interval(&average, &low, &high, &found, 2, 0.95, &err), err);
  for (size_t i = 0; i < 3; i++) {
    const double h = found.points[i].hidden[2], sd = found.points[i].sd[2] / h;
    below += found.points[i].weight * 0.5 * erfc((log(h) - log(low)) / sd / sqrt(2));
  }
  assert_close(below, 0.025, 1e-8, 0);
  assert_true(low < average && average < high);
  dark__pool_clear(&found);
  end(&of);
}

/* ---- people who were made up */

/* Four lists, the first two dependent; people of categories as given, lists, and that dependence, a little different in each. */
static void draw(pool_table *out, uint64_t number, size_t n_levels, const unsigned *people, double difference, double of_pair,
                 double *hidden) {
  static const double lists[] = {-0.6, -0.8, -1.1, -1.2};
  dark__stream stream;
  dark__stream_start(&stream, dark__stream_key(1, "pool", 4), number);
  begin(out, 4, n_levels);
  add_everything(out);
  for (size_t x = 0; x < n_levels; x++) {
    double effects[4], p[MOST_CELLS];
    unsigned drawn[MOST_CELLS];
    for (size_t l = 0; l < 4; l++) effects[l] = lists[l] + gsl_ran_gaussian(&stream.rng, difference);
    const double pair = 0.8 + gsl_ran_gaussian(&stream.rng, of_pair);
    for (uint32_t w = 0; w < MOST_CELLS; w++) {
      double eta = (w & 3) == 3 ? pair : 0;
      for (size_t l = 0; l < 4; l++) eta += (w >> l & 1) != 0 ? effects[l] : 0;
      p[w] = exp(eta);
    }
    gsl_ran_multinomial(&stream.rng, MOST_CELLS, people[x], p, drawn);
    hidden[x] = drawn[0];
    for (uint32_t w = 1; w < MOST_CELLS; w++) out->counts[x * MOST_CELLS + w] = drawn[w];
  }
}

/* ---- limits */

static double hidden_of(const pool_table *of, bool with_category, size_t x) {
  dark__joint_terms terms = {0};
  dark__joint_design design;
  dark__joint_estimate estimate;
  dark_error err = DARK_ERROR_INIT;
  for (size_t t = 0; t < of->terms.n; t++)
    if (with_category || of->terms.terms[t].parts == 0) assert_ok(dark__joint_terms_add(&terms, of->terms.terms[t], &err), err);
  assert_ok(dark__joint_design_make(&design, &of->strata, &terms, true, &err), err);
  assert_ok(dark__joint_estimate_find(&estimate, &design, of->counts, &err), err);
  const double hidden = estimate.hidden.people[x];
  dark__joint_estimate_clear(&estimate);
  dark__joint_design_clear(&design);
  dark__joint_terms_clear(&terms);
  return hidden;
}

static void taus_reach_from_no_categories_to_no_pooling(void **state) {
  (void)state;
  static const unsigned people[] = {1500, 900, 400};
  static const double narrow = 1e-4, wide = 1e4;
  pool_table of;
  double hidden[3];
  draw(&of, 0, 3, people, 0.3, 0, hidden);
  dark__pooled tight = pool(&of, &narrow, 1), loose = pool(&of, &wide, 1);
  for (size_t x = 0; x < 3; x++) {
    assert_close(tight.points[0].hidden[x], hidden_of(&of, false, x), 1e-6, 0);
    assert_close(loose.points[0].hidden[x], hidden_of(&of, true, x), 1e-6, 0);
    assert_close(loose.unpooled[x], hidden_of(&of, true, x), 1e-9, 0);
    assert_close(loose.points[0].sd[x], loose.unpooled_sd[x], 1e-5, 0);
    assert_true(tight.points[0].sd[x] < loose.points[0].sd[x]);
  }
  assert_close(tight.points[0].n_effective, 0, 0, 1e-4);
  assert_close(loose.points[0].n_effective, 20, 1e-4, 0); /* 4 lists and 6 pairs, 2 columns each */
  dark__pool_clear(&tight);
  dark__pool_clear(&loose);
  end(&of);
}

/* Levels renamed: columns leave out another one, and nothing changes. */
static void levels_may_be_called_anything(void **state) {
  (void)state;
  static const unsigned people[] = {1500, 900, 400};
  static const uint32_t order[] = {2, 0, 1};
  pool_table of, renamed;
  double hidden[3];
  draw(&of, 1, 3, people, 0.3, 0, hidden);
  renamed = of;
  renamed.strata.n_levels = renamed.n_levels;
  renamed.strata.levels = renamed.levels;
  for (size_t x = 0; x < 3; x++) renamed.levels[x] = order[x];
  dark__pooled one = pool(&of, NULL, 4), other = pool(&renamed, NULL, 4);
  assert_int_equal(one.n, 16);
  for (size_t i = 0; i < one.n; i++) {
    assert_close(one.points[i].weight, other.points[i].weight, 1e-7, 1e-12);
    for (size_t x = 0; x <= 3; x++) {
      assert_close(one.points[i].hidden[x], other.points[i].hidden[x], 1e-8, 0);
      assert_close(one.points[i].sd[x], other.points[i].sd[x], 1e-7, 0);
    }
  }
  assert_close(one.n_effective, other.n_effective, 1e-7, 0);
  dark__pool_clear(&one);
  dark__pool_clear(&other);
  end(&of);
}

/* ---- recovery */

/* Tables in which every category has an estimate of its own; covered: of 3 categories and the total. */
typedef struct recovery {
  size_t n, covered[4];
  double ratio; /* sum over tables of the smallest category's log width, over that without pooling */
} recovery;

static void recover(recovery *to, uint64_t number, double difference, double of_pair) {
  static const unsigned people[] = {1500, 900, 400};
  pool_table of;
  double hidden[4], average, low, high;
  dark_error err = DARK_ERROR_INIT;
  draw(&of, number, 3, people, difference, of_pair, hidden);
  hidden[3] = hidden[0] + hidden[1] + hidden[2];
  dark__pooled found = pool(&of, NULL, 8);
  if (isfinite(found.unpooled[3])) {
    for (size_t x = 0; x < 4; x++) {
      assert_ok(dark__pool_interval(&average, &low, &high, &found, x, 0.95, &err), err);
      to->covered[x] += low <= hidden[x] && hidden[x] <= high;
      if (x == 2) to->ratio += log(high / low) / (2 * 1.959963984540054 * found.unpooled_sd[2] / found.unpooled[2]);
    }
    to->n++;
  }
  dark__pool_clear(&found);
  end(&of);
}

static void assert_recovers(double difference, double of_pair, double widest) {
  recovery of = {0};
  for (uint64_t number = 0; number < 200; number++) recover(&of, 100 + number, difference, of_pair);
  of.ratio /= (double)of.n;
  print_message("differences %.2f, of the pair %.2f: %zu tables, covered %zu %zu %zu, total %zu; log width of the smallest %.2f "
                "of its own\n",
                difference, of_pair, of.n, of.covered[0], of.covered[1], of.covered[2], of.covered[3], of.ratio);
  assert_true(of.n >= 190);
  for (size_t x = 0; x < 4; x++)
    assert_true((double)of.covered[x] >= 0.90 * (double)of.n); /* 95% less three standard errors of 200 */
  assert_true(of.ratio <= widest);
}

static void small_categories_borrow_and_the_truth_is_covered(void **state) {
  (void)state;
  assert_recovers(0.1, 0, 0.6);
  assert_recovers(0.4, 0, 0.65);
  assert_recovers(0.3, 0.4, 0.7);
}

/* ---- what is refused, and what is not said */

static void without_categories_there_is_nothing_to_pool(void **state) {
  (void)state;
  pool_table of;
  dark__pooled found;
  dark_error err = DARK_ERROR_INIT;
  begin(&of, 2, 2);
  add(&of, 1, false);
  add(&of, 2, false);
  const dark__pool_request request = {.strata = &of.strata, .counts = of.counts, .terms = &of.terms, .scale = 1, .n_taus = 2};
  assert_int_equal(dark__pool_find(&found, &request, &err), DARK_EUSAGE);
  dark__pool_clear(&found);
  end(&of);
}

/* Nobody of the second level is on both lists: without pooling its number is not told, and pooling tells no more. */
static void what_is_not_determined_is_not_told(void **state) {
  (void)state;
  static const double counts[] = {0, 40, 30, 10, 0, 12, 9, 0};
  pool_table of;
  begin(&of, 2, 2);
  memcpy(of.counts, counts, sizeof counts);
  add(&of, 1, false);
  add(&of, 2, false);
  add(&of, 1, true);
  add(&of, 2, true);
  dark__pooled found = pool(&of, NULL, 3);
  double average, low, high;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(found.status[0], DARK__HIDDEN_OK);
  assert_int_equal(found.status[1], DARK__HIDDEN_INF);
  assert_ok(dark__pool_interval(&average, &low, &high, &found, 1, 0.95, &err), err);
  assert_true(isnan(low) && isnan(average) && isnan(high));
  assert_ok(dark__pool_interval(&average, &low, &high, &found, 0, 0.95, &err), err);
  assert_true(low < average && average < high);
  dark__pool_clear(&found);
  end(&of);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_levels_agree_with_arithmetic),
      cmocka_unit_test(taus_are_weighed_by_their_likelihood),
      cmocka_unit_test(taus_reach_from_no_categories_to_no_pooling),
      cmocka_unit_test(levels_may_be_called_anything),
      cmocka_unit_test(small_categories_borrow_and_the_truth_is_covered),
      cmocka_unit_test(without_categories_there_is_nothing_to_pool),
      cmocka_unit_test(what_is_not_determined_is_not_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
