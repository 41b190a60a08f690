/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hierarchy over interactions: its prior by quadrature, its posterior where there is a formula and elsewhere by importance sampling. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "hierarchical/posterior.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const dark__priors usual = {1, 1, 1};
static const char *const four_lists =
    "1000:120 0100:95 0010:140 0001:60 1100:14 1010:21 1001:9 0110:12 0101:6 0011:8 1110:3 1101:1 "
    "1011:2 0111:1 1111:1";

/* Of pairs 12 and 34, and of the unseen. */
static uint32_t given_pairs[] = {3, 12};
static double given_log_odds[] = {0.9, -0.5};
static const dark__dependence given = {
    .pairs = given_pairs, .log_odds = given_log_odds, .n_pairs = 2, .xi = 1.5, .log_xi = 0.40546510810816438};

static dark__posterior posterior_given(const double *cells, unsigned n_lists, const dark__priors *priors,
                                       const dark__dependence *known) {
  dark_error err = DARK_ERROR_INIT;
  dark__posterior_space *space;
  dark__posterior result;
  dark__hierarchy hierarchy;
  dark__hierarchy_make(&hierarchy, n_lists, priors, known);
  assert_ok(dark__posterior_space_new(&space, &err), err);
  assert_ok(dark__posterior_find(&result, space, &hierarchy, cells, &err), err);
  dark__posterior_space_free(space);
  return result;
}

static dark__posterior posterior_of(const double *cells, unsigned n_lists, const dark__priors *priors) {
  return posterior_given(cells, n_lists, priors, NULL);
}

static double hidden_at(const dark__posterior *posterior, double p) {
  return exp(dark__density_quantile(&posterior->log_hidden, p));
}

/* A triangle over 0..2 has below x <= 1 the probability x^2 / 2: quartiles sqrt(1/2) and 2 - sqrt(1/2); its variance is 1/6. */
static void a_density_is_integrated_and_inverted(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark__density triangle;
  (void)state;
  assert_ok(dark__density_make(&triangle, 0, 0.01, 201, &err), err);
  for (size_t i = 0; i < 201; i++) triangle.at[i] = 3 * (1 - fabs(0.01 * (double)i - 1));
  dark__density_settle(&triangle);
  assert_close(triangle.at[100], 1, 1e-12, 0);
  assert_close(dark__density_cdf(&triangle, 0.505), 0.505 * 0.505 / 2, 1e-12, 0);
  assert_close(dark__density_quantile(&triangle, 0.25), sqrt(0.5), 1e-12, 0);
  assert_close(dark__density_quantile(&triangle, 0.75), 2 - sqrt(0.5), 1e-12, 0);
  assert_close(dark__density_sd(&triangle), sqrt(1.0 / 6), 1e-4, 0);
  assert_true(dark__density_cdf(&triangle, -1) == 0 && dark__density_cdf(&triangle, 3) == 1);
  for (int i = 1; i < 200; i++)
    assert_close(dark__density_cdf(&triangle, dark__density_quantile(&triangle, i / 200.0)), i / 200.0, 1e-12, 0);
  dark__density_clear(&triangle);
}

/* ---- the prior */

static double normal_density(double x, double sd) { return exp(-x * x / (2 * sd * sd)) / sd; }

/* The density of three pairs with m integrated out by the trapezoidal rule, factors 2 pi left out as the prior does. */
static double by_quadrature(const double *phi, double sd, double sd_of_mean) {
  double sum = 0;
  const double step = sd_of_mean / 200;
  for (int i = -2000; i < 2000; i++) {
    const double m = i * step;
    sum += normal_density(phi[0] - m, sd) * normal_density(phi[1] - m, sd) * normal_density(phi[2] - m, sd) *
           normal_density(m, sd_of_mean);
  }
  return sum * step / sqrt(2 * acos(-1));
}

static void the_prior_is_its_definition(void **state) {
  static const double effects[] = {3, -1, -2, 0.5, 0.3, -0.4, 1.1};
  const dark__priors priors = {0.7, 1, 1};
  const dark__scales scales = {0.6, 1};
  dark__hierarchy hierarchy;
  double gradient[7] = {0}, precision[49] = {0};
  (void)state;
  dark__hierarchy_make(&hierarchy, 3, &priors, NULL);
  assert_int_equal(hierarchy.n_effects, 7);
  assert_int_equal(hierarchy.n_triples, 0);
  assert_close(dark__prior_log_density(&hierarchy, &scales, effects), log(by_quadrature(effects + 4, 0.6, 0.7)), 0, 1e-9);
  dark__prior_add_gradient(gradient, &hierarchy, &scales, effects);
  dark__prior_add_precision(precision, &hierarchy, &scales);
  for (size_t i = 0; i < 7; i++) {
    double up[7], down[7], slope_up[7] = {0};
    memcpy(up, effects, sizeof up);
    memcpy(down, effects, sizeof down);
    up[i] += 1e-5;
    down[i] -= 1e-5;
    const double difference =
        dark__prior_log_density(&hierarchy, &scales, up) - dark__prior_log_density(&hierarchy, &scales, down);
    assert_close(gradient[i], difference / 2e-5, 0, 1e-8);
    dark__prior_add_gradient(slope_up, &hierarchy, &scales, up);
    for (size_t j = i; j < 7; j++) assert_close(precision[j * 7 + i], (gradient[j] - slope_up[j]) / 1e-5, 0, 1e-8);
  }
}

/* ---- the posterior where there is a formula */

/* log p(h) of independent lists with flat log odds of being caught, up to a constant: (1/N) N!/h! product of G(n_j) G(N - n_j) / G(N). */
static double independent_log_density(const double *cells, unsigned n_lists, double hidden) {
  double observed = 0, sum;
  for (size_t w = 1; w < (size_t)1 << n_lists; w++) observed += cells[w];
  const double n = observed + hidden;
  sum = lgamma(n + 1) - log(n) - lgamma(hidden + 1);
  for (unsigned list = 0; list < n_lists; list++) {
    double caught = 0;
    for (size_t w = 1; w < (size_t)1 << n_lists; w++) caught += (w >> list & 1) != 0 ? cells[w] : 0;
    sum += lgamma(n - caught) - lgamma(n);
  }
  return sum;
}

/* Without interactions the probability of at most h hidden people is that of the formula summed up, to three thousandths. */
static void independent_lists_have_the_posterior_of_the_formula(void **state) {
  static const struct {
    unsigned n_lists;
    const char *records;
  } tables[] = {{3, "100:40 010:30 001:20 110:6 101:9 011:4 111:2"},
                {3, "100:12 010:15 001:9 110:2 101:1"},
                {4, "1000:120 0100:95 0010:140 0001:60 1100:14 1010:21 1001:9 0110:12 0101:6 0011:8"}};
  const dark__priors none = {0, 1e-4, 0};
  (void)state;
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
    enum { MOST = 60000 };
    static double below[MOST];
    double cells[16], sum = 0;
    read_cells(cells, tables[t].n_lists, tables[t].records);
    dark__posterior posterior = posterior_of(cells, tables[t].n_lists, &none);
    const double middle = independent_log_density(cells, tables[t].n_lists, floor(hidden_at(&posterior, 0.5)));
    for (size_t h = 0; h < MOST; h++) {
      if (h > 0) sum += exp(independent_log_density(cells, tables[t].n_lists, (double)h) - middle);
      below[h] = sum;
    }
    for (int i = 1; i < 20; i++) {
      const double hidden = floor(hidden_at(&posterior, i / 20.0));
      assert_close(dark__density_cdf(&posterior.log_hidden, log(hidden + 0.5)), below[(size_t)hidden] / sum, 0, 0.003);
    }
    dark__posterior_clear(&posterior);
  }
}

/* ---- and elsewhere, by importance sampling */

/* The log of what is integrated: the table and h people (Stirling's h!) given the effects, the effects given the scales, h itself. */
static double log_joint(const dark__hierarchy *hierarchy, const double *cells, const dark__scales *scales, double log_hidden,
                        const double *effects) {
  const double hidden = exp(log_hidden);
  double sum = dark__prior_log_density(hierarchy, scales, effects) + log_hidden;
  for (size_t w = 0; w < hierarchy->n_cells; w++) {
    double predictor = 0;
    for (size_t i = 0; i < hierarchy->n_effects; i++)
      if ((hierarchy->sets[i] & ~w) == 0) predictor += effects[i];
    for (size_t i = 0; i < hierarchy->n_given; i++)
      if ((hierarchy->given[i] & ~w) == 0) predictor += hierarchy->log_odds[i];
    if (w == 0) predictor -= hierarchy->log_xi;
    sum += (w == 0 ? hidden : cells[w]) * predictor - exp(predictor);
  }
  return sum - (hidden * log_hidden - hidden + log_hidden / 2);
}

static double density_at(const dark__density *density, double x) {
  return (dark__density_cdf(density, x + 1e-4) - dark__density_cdf(density, x - 1e-4)) / 2e-4;
}

/* Effects from a multivariate t of 8 degrees of freedom around the mode. Returns its log density, without what is the same everywhere. */
static double draw_effects(double *effects, const dark__mode *mode, gsl_rng *rng) {
  enum { DF = 8 };
  const size_t n = mode->hierarchy->n_effects;
  const double stretch = sqrt(DF / gsl_ran_chisq(rng, DF));
  double z[DARK__HIERARCHY_MOST_EFFECTS], squares = 0, half_determinant = 0;
  for (size_t i = 0; i < n; i++) {
    z[i] = gsl_ran_gaussian(rng, 1) * stretch;
    squares += z[i] * z[i];
    half_determinant -= log(mode->factor[i * n + i]); /* reciprocals stand there */
  }
  for (size_t i = n; i-- > 0;) {
    z[i] *= mode->factor[i * n + i];
    for (size_t k = 0; k < i; k++) z[k] -= mode->factor[i * n + k] * z[i];
    effects[i] = mode->effects[i] + z[i];
  }
  return half_determinant - (DF + (double)n) / 2 * log1p(squares / DF);
}

enum { N_DRAWS = TIMES(20000, 2000), N_QUANTILES = 7 };

/* Scales from their priors, h from the posterior in question, effects from around their mode. */
static void sample(const dark__dependence *known) {
  static const double probabilities[N_QUANTILES] = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
  double cells[16], quantiles[N_QUANTILES], *weights = malloc(N_DRAWS * sizeof *weights),
                                            *places = malloc(N_DRAWS * sizeof *places);
  double most = -INFINITY, sum = 0;
  dark__hierarchy hierarchy;
  dark__stream stream;
  dark__mode *mode = malloc(sizeof *mode);
  assert_true(weights != NULL && places != NULL && mode != NULL);
  dark__stream_start(&stream, 14, 1);
  read_cells(cells, 4, four_lists);
  dark__hierarchy_make(&hierarchy, 4, &usual, known);
  dark__posterior posterior = posterior_given(cells, 4, &usual, known);
  dark__mode_load(mode, &hierarchy, cells);
  for (size_t i = 0; i < N_QUANTILES; i++) quantiles[i] = dark__density_quantile(&posterior.log_hidden, probabilities[i]);
  for (size_t d = 0; d < N_DRAWS; d++) {
    const dark__scales scales = {fmax(fabs(gsl_ran_gaussian(&stream.rng, 1)), 1e-3),
                                 fmax(fabs(gsl_ran_gaussian(&stream.rng, 1)), 1e-3)};
    double effects[DARK__HIERARCHY_MOST_EFFECTS];
    places[d] = dark__density_quantile(&posterior.log_hidden, ((double)d + 0.5) / N_DRAWS);
    dark__mode_begin(mode, places[d]);
    assert_true(!isnan(dark__mode_find(mode, &scales, places[d])));
    const double log_proposal = draw_effects(effects, mode, &stream.rng) + log(density_at(&posterior.log_hidden, places[d]));
    weights[d] = log_joint(&hierarchy, cells, &scales, places[d], effects) - log_proposal;
    most = fmax(most, weights[d]);
  }
  for (size_t d = 0; d < N_DRAWS; d++) sum += weights[d] = exp(weights[d] - most);
  for (size_t i = 0; i < N_QUANTILES; i++) {
    double below = 0, squares = 0;
    for (size_t d = 0; d < N_DRAWS; d++) {
      const double off = (places[d] <= quantiles[i] ? 1 : 0) - probabilities[i];
      below += weights[d] * off;
      squares += weights[d] * weights[d] * off * off;
    }
    assert_true(sqrt(squares) / sum < TIMES(0.015, 0.05));
    assert_true(fabs(below / sum) < 4 * sqrt(squares) / sum);
  }
  dark__posterior_clear(&posterior);
  free(mode);
  free(places);
  free(weights);
}

static void importance_sampling_finds_the_same(void **state) {
  (void)state;
  sample(NULL);
}

static void importance_sampling_finds_the_same_with_what_is_given(void **state) {
  (void)state;
  sample(&given);
}

/* ---- what is given */

/* With all odds ratios given as 1 the lists are independent, whatever the priors say; and xi divides the hidden. */
static void lists_whose_odds_ratios_are_1_are_independent(void **state) {
  static uint32_t pairs[] = {3, 5, 6};
  static double log_odds[] = {0, 0, 0};
  const dark__priors none = {0, 1e-4, 0};
  const dark__dependence alone = {.pairs = pairs, .log_odds = log_odds, .n_pairs = 3, .xi = 1};
  const dark__dependence halved = {.pairs = pairs, .log_odds = log_odds, .n_pairs = 3, .xi = 2, .log_xi = log(2)};
  double cells[8];
  (void)state;
  read_cells(cells, 3, "100:400 010:300 001:200 110:60 101:90 011:40 111:20");
  dark__posterior plain = posterior_of(cells, 3, &none), fixed = posterior_given(cells, 3, &usual, &alone),
                  fewer = posterior_given(cells, 3, &usual, &halved);
  for (int i = 1; i < 40; i++) {
    assert_close(hidden_at(&fixed, i / 40.0), hidden_at(&plain, i / 40.0), 1e-4, 0);
    assert_close(log(hidden_at(&plain, i / 40.0) / hidden_at(&fewer, i / 40.0)), log(2), 0, 0.03);
  }
  assert_close(hidden_at(&plain, 0.5) / hidden_at(&fewer, 0.5), 2, 2e-3, 0);
  dark__posterior_clear(&plain);
  dark__posterior_clear(&fixed);
  dark__posterior_clear(&fewer);
}

/* Triples around a given pair are no effects, as in the log-linear models. */
static void a_given_pair_takes_its_triples_along(void **state) {
  dark__hierarchy hierarchy;
  (void)state;
  dark__hierarchy_make(&hierarchy, 4, &usual, &given);
  assert_int_equal(hierarchy.n_pairs, 4);
  assert_int_equal(hierarchy.n_triples, 0);
  dark__hierarchy_make(&hierarchy, 5, &usual, &given);
  assert_int_equal(hierarchy.n_pairs, 8);
  assert_int_equal(hierarchy.n_triples, 4); /* 135, 145, 235, 245 */
}

/* ---- what must not matter, and the edges */

static void names_of_lists_do_not_matter(void **state) {
  double cells[16], turned[16];
  (void)state;
  read_cells(cells, 4, four_lists);
  for (size_t w = 0; w < 16; w++) turned[(w << 1 & 14) | w >> 3] = cells[w];
  dark__posterior a = posterior_of(cells, 4, &usual), b = posterior_of(turned, 4, &usual);
  for (int i = 1; i < 40; i++) assert_close(hidden_at(&a, i / 40.0), hidden_at(&b, i / 40.0), 1e-6, 0);
  dark__posterior_clear(&a);
  dark__posterior_clear(&b);
}

/* At both ends the density is so low that ten times its range at that height would weigh less than a millionth. */
static void tails_are_covered(void **state) {
  double cells[16];
  (void)state;
  read_cells(cells, 4, four_lists);
  dark__posterior posterior = posterior_of(cells, 4, &usual);
  const dark__density *density = &posterior.log_hidden;
  const double range = density->step * (double)density->n;
  assert_true(!posterior.is_cut);
  assert_true(density->at[0] * range * 10 < 1e-6 && density->at[density->n - 1] * range * 10 < 1e-6);
  dark__posterior_clear(&posterior);
}

/* Four times the people, in the same proportions, leave less doubt. */
static void more_people_leave_less_doubt(void **state) {
  double cells[16];
  (void)state;
  read_cells(cells, 4, four_lists);
  dark__posterior few = posterior_of(cells, 4, &usual);
  for (size_t w = 0; w < 16; w++) cells[w] *= 4;
  dark__posterior many = posterior_of(cells, 4, &usual);
  assert_true(dark__density_sd(&many.log_hidden) < dark__density_sd(&few.log_hidden));
  dark__posterior_clear(&few);
  dark__posterior_clear(&many);
}

/* The second pilot's own program: 11,463 (5,915 to 23,634) for the United Kingdom, to within the grid and the frame of another author. */
static void the_pilot_said_nearly_the_same(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  dark_table *table = published_table("UKdat_5");
  dark_plan *plan = plan_for(table, "hierarchical", 0, NULL, NULL);
  (void)state;
  assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_CREDIBLE, 0.95, &err), err);
  assert_close(dark_plan_estimate(plan, 0)->total, 11463, 0.04, 0);
  assert_close(interval.lower, 5915, 0.1, 0);
  assert_close(interval.upper, 23634, 0.04, 0);
  assert_int_equal(dark_plan_usual_interval(plan), DARK_INTERVAL_CREDIBLE);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Estimate the table with all records of one table from the weights of another. */
static dark_estimate replicate(const dark_table *table, const char *records) {
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  dark_estimate result;
  double cells[16], weights[16];
  size_t n;
  dark_plan *plan = plan_for(table, "hierarchical", 0, NULL, NULL);
  const dark_record *of = dark_plan_records(plan, 0, &n);
  read_cells(cells, 4, records);
  for (size_t i = 0; i < n; i++) weights[i] = cells[of[i].history];
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_ok(dark_estimate_part(&result, plan, 0, workspace, weights, &err), err);
  dark_workspace_free(workspace);
  dark_plan_free(plan);
  return result;
}

/* A replicate in which a list caught nobody is one of the other lists; with two of them there is none. */
static void replicates_may_lose_lists(void **state) {
  dark_table *four = table_of_text(4, four_lists), *three = table_of_text(3, "100:40 010:30 001:20 110:6 101:9 011:4");
  dark_plan *plan = plan_for(three, "hierarchical", 0, NULL, NULL);
  (void)state;
  const dark_estimate lost = replicate(four, "1000:40 0100:30 0010:20 1100:6 1010:9 0110:4");
  assert_int_equal(lost.reason, DARK_N_REASONS);
  assert_true(lost.hidden == dark_plan_estimate(plan, 0)->hidden);
  assert_int_equal(replicate(four, "1000:40 0100:30 1100:6").reason, DARK_REASON_TOO_FEW_LISTS);
  assert_int_equal(replicate(four, "1000:40 0100:30 0010:6").reason, DARK_REASON_NO_OVERLAP);
  assert_int_equal(replicate(four, "1000:40 1100:30 1010:6").reason, DARK_REASON_LIST_COVERS_ALL);
  assert_int_equal(replicate(four, "0100:40").reason, DARK_REASON_ONE_LIST);
  dark_plan_free(plan);
  dark_table_free(three);
  dark_table_free(four);
}

/* With priors that say hardly anything, one shared person sets no upper limit, and that is said. */
static void priors_that_say_nothing_set_no_limit(void **state) {
  dark_error err = DARK_ERROR_INIT;
  const char *const set[] = {"mean=10", "pairs=10"};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_table *table = table_of_text(3, "100:300 010:200 001:100 110:1");
  dark_plan *plan;
  dark_interval interval;
  (void)state;
  settings.method = "hierarchical";
  settings.set = set;
  settings.n_set = 2;
  assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
  assert_ok(dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_CREDIBLE, 0.95, &err), err);
  assert_true((interval.reasons & DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED)) != 0);
  assert_true(isnan(interval.upper) && interval.lower > 600);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Small tables with many empty cells, all lists of which caught somebody. */
static void sparse_tables_have_estimates(void **state) {
  double cells[256];
  (void)state;
  for (uint64_t i = 0; i < TIMES(60, 10); i++) {
    const unsigned n_lists = 3 + draw_below(3, i);
    uint32_t caught = 0;
    double shared = 0;
    draw_sparse(cells, n_lists, i);
    for (uint32_t w = 1; w < 1u << n_lists; w++) {
      if (cells[w] > 0) caught |= w;
      if (__builtin_popcount(w) > 1) shared += cells[w];
    }
    if (caught != (1u << n_lists) - 1 || shared == 0) continue;
    dark__posterior posterior = posterior_of(cells, n_lists, &usual);
    assert_true(hidden_at(&posterior, 0.025) >= 0.5 * (1 - 1e-12));
    assert_true(hidden_at(&posterior, 0.025) < hidden_at(&posterior, 0.5) &&
                hidden_at(&posterior, 0.5) < hidden_at(&posterior, 0.975));
    dark__posterior_clear(&posterior);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_density_is_integrated_and_inverted),
      cmocka_unit_test(the_prior_is_its_definition),
      cmocka_unit_test(independent_lists_have_the_posterior_of_the_formula),
      cmocka_unit_test(importance_sampling_finds_the_same),
      cmocka_unit_test(importance_sampling_finds_the_same_with_what_is_given),
      cmocka_unit_test(lists_whose_odds_ratios_are_1_are_independent),
      cmocka_unit_test(a_given_pair_takes_its_triples_along),
      cmocka_unit_test(names_of_lists_do_not_matter),
      cmocka_unit_test(tails_are_covered),
      cmocka_unit_test(more_people_leave_less_doubt),
      cmocka_unit_test(the_pilot_said_nearly_the_same),
      cmocka_unit_test(replicates_may_lose_lists),
      cmocka_unit_test(priors_that_say_nothing_set_no_limit),
      cmocka_unit_test(sparse_tables_have_estimates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
