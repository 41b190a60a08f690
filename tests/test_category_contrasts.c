/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a category set against each other: how many more, and how many times as many. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/log_normal_pair.h"
#include "numeric/quantile.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static const char *const BY_G[] = {"g"}, *const BY_GX[] = {"g", "x"};

/* A table with its plan, replicates and results. */
typedef struct asked {
  dark_table *table;
  dark_plan *plan;
  dark_replicates *replicates;
  dark_results *results;
} asked;

typedef struct way {
  const char *method, *model;
  dark_interval_type interval;
  size_t n_replicates;
  const char *set;
} way;

static dark_status try_results(asked *out, const way *how, const char *const *contrasts, size_t n, dark_error *err) {
  static const double levels[] = {0.95, 0.5};
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  options.interval = how->interval;
  options.levels = levels;
  options.n_levels = 2;
  options.contrasts = contrasts;
  options.n_contrasts = n;
  return dark_results_new(&out->results, out->plan, out->replicates, &options, err);
}

static asked plan_of(dark_table *table, const way *how) {
  asked out = {.table = table};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_bootstrap_options drawing = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  settings.method = how->method;
  settings.model = how->model;
  settings.set = &how->set;
  settings.n_set = how->set != NULL;
  drawing.n_replicates = how->n_replicates;
  assert_ok(dark_plan_new(&out.plan, table, &settings, &err), err);
  if (how->n_replicates > 0) assert_ok(dark_bootstrap(&out.replicates, out.plan, &drawing, &err), err);
  return out;
}

static asked ask(dark_table *table, const way *how, const char *contrast) {
  asked out = plan_of(table, how);
  dark_error err = DARK_ERROR_INIT;
  assert_ok(try_results(&out, how, &contrast, 1, &err), err);
  return out;
}

static void discard(asked *of) {
  dark_results_free(of->results);
  dark_replicates_free(of->replicates);
  dark_plan_free(of->plan);
  dark_table_free(of->table);
}

static const dark_contrast *first(const asked *of) { return &of->results->contrasts[0].of; }

/* ---- by hand */

/* 70 and 50 seen, 80 and 90 hidden: 40 x 20 / 10 and 30 x 15 / 5; variances 50 x 30 x 40 x 20 / 10^3 = 1,200 and 35 x 20 x 30 x 15 / 5^3
   = 2,520. */
static const char two_groups[] = "A,B,g,count\n1,0,a,40\n0,1,a,20\n1,1,a,10\n1,0,b,30\n0,1,b,15\n1,1,b,5\n";

static const way APART = {"independence", NULL, DARK_INTERVAL_LOG_NORMAL, 0, NULL};

/* MOVER: distances of the limits to the totals, in squares; log-normal limits n + h / c and n + h c, c = exp(1.96 sqrt(log(1 + var /
   h^2))). */
static void independent_categories_are_as_computed_by_hand(void **state) {
  (void)state;
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &APART, "g=a,b");
  const double z = 1.959963984540054;
  const double ca = exp(z * sqrt(log(1 + 1200.0 / 6400))), cb = exp(z * sqrt(log(1 + 2520.0 / 8100)));
  const double below_a = 80 - 80 / ca, above_a = 80 * ca - 80, below_b = 90 - 90 / cb, above_b = 90 * cb - 90;
  const dark_contrast *contrast = first(&of);
  assert_int_equal(of.results->n_contrasts, 2);
  assert_close(contrast->difference, -10, 1e-12, 0);
  assert_close(contrast->ratio, 140.0 / 150, 1e-12, 0);
  assert_close(contrast->difference_lower, -10 - sqrt(below_b * below_b + above_a * above_a), 1e-9, 0);
  assert_close(contrast->difference_upper, -10 + sqrt(above_b * above_b + below_a * below_a), 1e-9, 0);
  assert_int_equal(contrast->interval, DARK_INTERVAL_LOG_NORMAL);
  assert_int_equal(contrast->is_paired, 0);
  assert_int_equal(contrast->state, DARK_STATE_OK);
  /* The limits of the ratio solve 140 - 150 r = -+ sqrt(distance of b squared + (r x distance of a) squared). */
  const double low = contrast->ratio_lower, high = contrast->ratio_upper;
  assert_close(140 - 150 * low, sqrt(below_b * below_b + low * low * above_a * above_a), 1e-9, 0);
  assert_close(150 * high - 140, sqrt(above_b * above_b + high * high * below_a * below_a), 1e-9, 0);
  assert_true(of.results->contrasts[1].of.difference_lower > contrast->difference_lower); /* 50% */
  discard(&of);
}

/* Two lists that know nothing of categories share what is not known of all: with H = 70 x 35 / 15 hidden of N = 120 seen, of h_a = 70 /
   120 H and h_b cov(h_a, h_b) = h_a h_b {var / H^2 - 1 / H - 1 / N}, var = 85 x 50 x 70 x 35 / 15^3 (Sekar & Deming). */
static void categories_of_one_model_are_as_computed_by_hand(void **state) {
  static const way together = {"joint", "A + B", DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  (void)state;
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &together, "g=a,b");
  const double all = 70.0 * 35 / 15, common = 85.0 * 50 * 70 * 35 / (15.0 * 15 * 15) / (all * all) - 1 / all - 1 / 120.0;
  const double known[] = {70, 50}, hidden[] = {all * 70 / 120, all * 50 / 120};
  dark__log_normal_pair pair = {.weight = 1};
  for (size_t i = 0; i < 2; i++) {
    const double variance = hidden[i] + hidden[i] * hidden[i] / known[i] + hidden[i] * hidden[i] * common;
    pair.mean[i] = log(hidden[i]);
    pair.sd[i] = sqrt(log(1 + variance / (hidden[i] * hidden[i])));
  }
  pair.correlation = log(1 + common) / (pair.sd[0] * pair.sd[1]);
  double limit;
  assert_close(first(&of)->difference, 120 + all - 2 * (70 + hidden[0]), 1e-9, 0);
  assert_int_equal(dark__pair_difference(&limit, &pair, 1, known, 0.025, NULL), DARK_OK);
  assert_close(first(&of)->difference_lower, limit, 1e-7, 0);
  assert_int_equal(dark__pair_ratio(&limit, &pair, 1, known, 0.975, NULL), DARK_OK);
  assert_close(first(&of)->ratio_upper, limit, 1e-7, 0);
  assert_int_equal(first(&of)->is_paired, 1);
  discard(&of);
}

/* With effects of its own in each category nothing is shared: no correlation, and the errors of either. */
static void categories_with_effects_of_their_own_are_independent(void **state) {
  static const way together = {"joint", "(A + B)*g", DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  (void)state;
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &together, "g=a,b");
  const double known[] = {70, 50};
  const dark__log_normal_pair pair = {1, {log(80), log(90)}, {sqrt(log(1 + 1200.0 / 6400)), sqrt(log(1 + 2520.0 / 8100))}, 0};
  double limit;
  assert_int_equal(dark__pair_difference(&limit, &pair, 1, known, 0.975, NULL), DARK_OK);
  assert_close(first(&of)->difference_upper, limit, 1e-6, 0);
  assert_int_equal(dark__pair_ratio(&limit, &pair, 1, known, 0.025, NULL), DARK_OK);
  assert_close(first(&of)->ratio_lower, limit, 1e-6, 0);
  discard(&of);
}

/* ---- averages over models */

static double error_of(const char *formula, const char *by_hand_over) {
  way with = {"joint", formula, DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &with, "g=a,b");
  size_t r = 0;
  while (strcmp(of.results->rows[r].levels[0], by_hand_over) != 0) r++;
  const double se = of.results->rows[r].se;
  discard(&of);
  return se;
}

static double hidden_of(const char *formula, const char *level, double *aic) {
  way with = {"joint", formula, DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &with, "g=a,b");
  const double hidden = dark_plan_estimate(of.plan, strcmp(level, "a") == 0 ? 0 : 1)->hidden;
  *aic = of.results->details[0].explanation.aic;
  discard(&of);
  return hidden;
}

/* Two lists and one category leave four models; the covariance from the standard error of the total, which is the sum of the two. */
static void tail_areas_are_averaged_over_the_models_of_the_search(void **state) {
  static const char *const formulas[] = {"A + B", "A*g + B", "A + B*g", "A*g + B*g"};
  static const way searched = {"joint", "auto", DARK_INTERVAL_MATA_AIC, 0, NULL};
  const double known[] = {70, 50};
  dark__log_normal_pair parts[4];
  double best = INFINITY, aic[4], limit;
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    const double a = hidden_of(formulas[i], "a", &aic[i]), b = hidden_of(formulas[i], "b", &aic[i]);
    const double sa = error_of(formulas[i], "a"), sb = error_of(formulas[i], "b"), all = error_of(formulas[i], "(all)");
    best = fmin(best, aic[i]);
    parts[i] = (dark__log_normal_pair){1, {log(a), log(b)}, {sa / a, sb / b}, (all * all - sa * sa - sb * sb) / (2 * sa * sb)};
  }
  for (size_t i = 0; i < 4; i++) parts[i].weight = exp((best - aic[i]) / 2);
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &searched, "g=a,b");
  assert_int_equal(first(&of)->interval, DARK_INTERVAL_MATA_AIC);
  assert_int_equal(dark__pair_difference(&limit, parts, 4, known, 0.025, NULL), DARK_OK);
  assert_close(first(&of)->difference_lower, limit, 1e-5, 0);
  assert_int_equal(dark__pair_difference(&limit, parts, 4, known, 0.975, NULL), DARK_OK);
  assert_close(first(&of)->difference_upper, limit, 1e-5, 0);
  assert_int_equal(dark__pair_ratio(&limit, parts, 4, known, 0.25, NULL), DARK_OK);
  assert_close(of.results->contrasts[1].of.ratio_lower, limit, 1e-5, 0);
  discard(&of);
}

/* ---- replicates */

static int compare_values(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static const char many[] = "A,B,g,count\n1,0,a,400\n0,1,a,200\n1,1,a,100\n1,0,b,300\n0,1,b,150\n1,1,b,50\n";

/* Of independent strata the variance of the difference is the sum of theirs, but for twice the covariance that 2,000 replicates happen
   to have: with standard error sqrt(product of the variances / 2,000), of which three times two are 0.134 of that root. */
static void replicates_of_independent_categories_add_their_variances(void **state) {
  enum { N = 2000 };
  static const way drawn = {"independence", NULL, DARK_INTERVAL_PERCENTILE, N, NULL};
  double differences[N], ratios[N], sums[3] = {0}, squares[3] = {0}, variance[3];
  (void)state;
  asked of = ask(table_of_csv(many, BY_G, 1), &drawn, "g=a,b");
  const double *a = dark_replicates_part(of.replicates, 0), *b = dark_replicates_part(of.replicates, 1);
  for (size_t r = 0; r < N; r++) {
    const double values[] = {a[r] - 1500, b[r] - 1400, b[r] - a[r] + 100};
    differences[r] = b[r] - a[r];
    ratios[r] = b[r] / a[r];
    for (size_t i = 0; i < 3; i++) sums[i] += values[i], squares[i] += values[i] * values[i];
  }
  for (size_t i = 0; i < 3; i++) variance[i] = (squares[i] - sums[i] * sums[i] / N) / (N - 1);
  assert_close(variance[2], variance[0] + variance[1], 0, 0.134 * sqrt(variance[0] * variance[1]));
  qsort(differences, N, sizeof *differences, compare_values);
  qsort(ratios, N, sizeof *ratios, compare_values);
  assert_close(first(&of)->difference_lower, dark__quantile_at(differences, N, 0.025).value, 1e-12, 0);
  assert_close(first(&of)->difference_upper, dark__quantile_at(differences, N, 0.975).value, 1e-12, 0);
  assert_close(first(&of)->ratio_lower, dark__quantile_at(ratios, N, 0.025).value, 1e-12, 0);
  assert_int_equal(first(&of)->n_replicates, N);
  discard(&of);
}

/* Of BCa, by one case less of each record on either side: turned around the acceleration of the difference changes its sign with it. */
static void exchanging_the_values_turns_the_limits_around(void **state) {
  static const way ways[] = {
      {"independence", NULL, DARK_INTERVAL_LOG_NORMAL, 0, NULL},    {"mixture", NULL, DARK_INTERVAL_MIXTURE, 0, NULL},
      {"joint", "A + B + C*g", DARK_INTERVAL_LOG_NORMAL, 0, NULL},  {"joint", "auto", DARK_INTERVAL_MATA_AIC, 0, NULL},
      {"joint", "auto", DARK_INTERVAL_PERCENTILE, 60, "certify=0"}, {"independence", NULL, DARK_INTERVAL_BCA, 400, NULL},
      {"joint", "A + B*g + C", DARK_INTERVAL_BCA, 400, NULL}};
  static const char text[] = "A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,33\n0,0,1,a,25\n1,1,0,a,12\n1,0,1,a,9\n0,1,1,a,8\n1,1,1,a,4\n"
                             "1,0,0,b,31\n0,1,0,b,28\n0,0,1,b,35\n1,1,0,b,9\n1,0,1,b,10\n0,1,1,b,11\n1,1,1,b,3\n";
  (void)state;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    asked there = ask(table_of_csv(text, BY_G, 1), &ways[i], "g=a,b"), back = ask(table_of_csv(text, BY_G, 1), &ways[i], "g=b,a");
    const dark_contrast *a = first(&there), *b = first(&back);
    assert_int_equal(a->interval, ways[i].interval);
    assert_close(a->difference, -b->difference, 1e-12, 0);
    assert_close(a->ratio, 1 / b->ratio, 1e-12, 0);
    assert_close(a->difference_lower, -b->difference_upper, 1e-6, 1e-6);
    assert_close(a->difference_upper, -b->difference_lower, 1e-6, 1e-6);
    const double between =
        ways[i].n_replicates > 0 ? 0.02 : 1e-6; /* of two replicates the mean is not that of their reciprocals */
    assert_close(a->ratio_lower, 1 / b->ratio_upper, between, 0);
    assert_close(a->ratio_upper, 1 / b->ratio_lower, between, 0);
    assert_true(a->difference_lower < a->difference && a->difference < a->difference_upper);
    assert_true(a->ratio_lower < a->ratio && a->ratio < a->ratio_upper);
    discard(&there);
    discard(&back);
  }
}

static void equal_categories_differ_by_nothing(void **state) {
  static const way ways[] = {{"independence", NULL, DARK_INTERVAL_LOG_NORMAL, 0, NULL},
                             {"joint", "A + B", DARK_INTERVAL_LOG_NORMAL, 0, NULL},
                             {"joint", "auto", DARK_INTERVAL_MATA_BIC, 0, "criterion=bic"}};
  static const char text[] = "A,B,g,count\n1,0,a,40\n0,1,a,20\n1,1,a,10\n1,0,b,40\n0,1,b,20\n1,1,b,10\n";
  (void)state;
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    asked of = ask(table_of_csv(text, BY_G, 1), &ways[i], "g=a,b");
    const dark_contrast *contrast = first(&of);
    assert_close(contrast->difference, 0, 0, 1e-9);
    assert_close(contrast->ratio, 1, 1e-12, 0);
    assert_close(contrast->difference_lower, -contrast->difference_upper, 1e-6, 0);
    assert_close(contrast->ratio_lower, 1 / contrast->ratio_upper, 1e-6, 0);
    assert_true(contrast->difference_upper > 0);
    discard(&of);
  }
}

/* ---- a known ratio */

/* Twice as many people in b, two more lists of each equally likely there: over 60 drawings the mean of the log ratio is within three of
   its standard errors of log 2, and 95% intervals hold 2 in all but 10 of them (more would have probability 0.0003). */
static void a_known_ratio_is_found(void **state) {
  enum { N = TIMES(60, 12) };
  static const way searched = {"joint", "auto", DARK_INTERVAL_MATA_AIC, 0, "certify=0"};
  static const uint32_t terms[] = {0, 1, 2, 4};
  static const double effects[] = {0, -0.7, -1, -1.2};
  double means[8], sum = 0, squares = 0;
  size_t n_held = 0;
  (void)state;
  loglinear_means(means, 3, terms, effects, 4);
  for (uint64_t k = 0; k < N; k++) {
    double cells[2][8];
    char text[1024] = "A,B,C,g,count\n";
    for (unsigned g = 0; g < 2; g++) {
      draw_population(cells[g], means, 3, g == 0 ? 600 : 1200, 2 * k + g);
      for (unsigned w = 1; w < 8; w++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%u,%u,%u,%c,%.0f\n", w & 1, w >> 1 & 1, w >> 2 & 1,
                 'a' + (int)g, cells[g][w]);
    }
    asked of = ask(table_of_csv(text, BY_G, 1), &searched, "g=a,b");
    const double log_ratio = log(first(&of)->ratio);
    sum += log_ratio;
    squares += log_ratio * log_ratio;
    n_held += first(&of)->ratio_lower < 2 && 2 < first(&of)->ratio_upper;
    discard(&of);
  }
  const double mean = sum / N, error = sqrt((squares / N - mean * mean) / N);
  assert_close(mean, log(2), 0, 3 * error);
  assert_true(error < TIMES(0.03, 0.1));
  assert_true(n_held + N / 6 + 1 >= N);
}

/* ---- what cannot be compared */

static const char with_x[] =
    "A,B,C,g,x,count\n1,0,0,a,u,40\n0,1,0,a,u,33\n1,1,0,a,u,12\n0,1,1,a,u,8\n0,0,1,a,u,21\n1,0,1,a,u,6\n1,1,1,a,u,2\n"
    "1,0,0,a,v,31\n0,1,0,a,v,28\n1,1,0,a,v,9\n0,1,1,a,v,11\n0,0,1,a,v,17\n1,0,1,a,v,5\n1,1,1,a,v,2\n"
    "1,0,0,b,u,22\n0,1,0,b,u,19\n1,1,0,b,u,7\n0,1,1,b,u,6\n0,0,1,b,u,12\n1,0,1,b,u,4\n1,1,1,b,u,1\n";

static void a_value_without_an_estimate_is_compared_with_nothing(void **state) {
  static const way given = {"joint", "(A + B + C)*g", DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  static const char text[] =
      "A,B,C,g,count\n1,0,0,a,40\n0,1,0,a,30\n0,0,1,a,20\n1,1,0,a,9\n1,0,1,a,6\n0,1,1,a,7\n1,1,1,a,2\n0,0,1,b,12\n";
  (void)state;
  asked of = ask(table_of_csv(text, BY_G, 1), &given, "g=a,b");
  const dark_contrast *contrast = first(&of);
  assert_int_equal(contrast->state, DARK_STATE_NO_ESTIMATE);
  assert_true((contrast->reasons & DARK_REASON_BIT(DARK_REASON_HIDDEN_UNDETERMINED)) != 0);
  assert_true(isnan(contrast->difference) && isnan(contrast->ratio) && isnan(contrast->difference_lower));
  assert_true(isfinite(contrast->baseline_total) && isnan(contrast->other_total));
  discard(&of);
}

/* Where nobody was recorded the total of the others stands, and says so; where people have no estimate on one side nothing is compared. */
static void totals_of_different_people_are_not_compared(void **state) {
  static const way apart = {"independence", NULL, DARK_INTERVAL_LOG_NORMAL, 0, NULL};
  char text[2048];
  (void)state;
  asked of = ask(table_of_csv(with_x, BY_GX, 2), &apart, "g=a,b");
  assert_int_equal(first(&of)->state, DARK_STATE_PARTIAL);
  assert_true((first(&of)->reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0);
  assert_true(first(&of)->difference_lower < first(&of)->difference);
  discard(&of);
  snprintf(text, sizeof text, "%s1,0,0,b,v,5\n0,1,0,b,v,7\n", with_x); /* nobody there on two lists */
  of = ask(table_of_csv(text, BY_GX, 2), &apart, "g=a,b");
  assert_int_equal(first(&of)->state, DARK_STATE_NO_ESTIMATE);
  assert_true(isfinite(first(&of)->other_total) && isnan(first(&of)->difference));
  discard(&of);
}

static void a_method_without_intervals_gives_none(void **state) {
  static const way given = {"joint", "A + B", DARK_INTERVAL_MATA_AIC, 0, NULL};
  (void)state;
  asked of = ask(table_of_csv(two_groups, BY_G, 1), &given, "g=a,b");
  assert_close(first(&of)->difference, -10, 60, 0);
  assert_true(isnan(first(&of)->difference_lower) && isnan(first(&of)->ratio_upper));
  assert_true((first(&of)->reasons & DARK_REASON_BIT(DARK_REASON_NOT_OFFERED)) != 0);
  assert_int_equal(first(&of)->interval, DARK_INTERVAL_NONE);
  discard(&of);
}

/* ---- what is asked for */

static const char years[] = "A,B,year,count\n1,0,2015,40\n0,1,2015,20\n1,1,2015,10\n1,0,2016,30\n0,1,2016,15\n1,1,2016,5\n"
                            "1,0,2017,30\n0,1,2017,15\n1,1,2017,6\n1,0,,9\n0,1,,8\n1,1,,3\n";

static void expect_pairs(const asked *of, const char *pairs) {
  char text[256] = "";
  for (size_t i = 0; i < of->results->n_contrasts; i += of->results->n_levels) {
    const dark_category_contrast *contrast = &of->results->contrasts[i];
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s:%s-%s ", contrast->category, contrast->other,
             contrast->baseline);
  }
  assert_string_equal(text, pairs);
}

static void several_values_are_set_against_the_first_or_the_one_before(void **state) {
  static const char *const year[] = {"year"};
  (void)state;
  asked of = ask(table_of_csv(years, year, 1), &APART, "year=2016,2015,2017");
  expect_pairs(&of, "year:2015-2016 year:2017-2016 ");
  discard(&of);
  of = ask(table_of_csv(years, year, 1), &APART, "year"); /* a missing value is no year */
  expect_pairs(&of, "year:2016-2015 year:2017-2016 ");
  discard(&of);
}

/* Commas and signs in names need no quotes: the longest name that stands there is meant. */
static void names_may_have_commas_and_signs(void **state) {
  static const char *const by[] = {"a=b, c"};
  static const char text[] =
      "A,B,\"a=b, c\",count\n1,0,\"x,y\",40\n0,1,\"x,y\",20\n1,1,\"x,y\",10\n1,0,x,30\n0,1,x,15\n1,1,x,5\n";
  (void)state;
  asked of = ask(table_of_csv(text, by, 1), &APART, "a=b, c=x,y,x");
  expect_pairs(&of, "a=b, c:x-x,y ");
  discard(&of);
}

static void expect_refused(const char *contrast, const char *message) {
  static const char *const year[] = {"year"};
  dark_error err = DARK_ERROR_INIT;
  asked of = plan_of(table_of_csv(years, year, 1), &APART);
  assert_int_equal(try_results(&of, &APART, &contrast, 1, &err), DARK_EUSAGE);
  assert_string_equal(err.message, message);
  assert_null(of.results);
  discard(&of);
}

static void contrasts_that_make_no_sense_are_refused(void **state) {
  (void)state;
  expect_refused("yaer=2015,2016", "contrast 'yaer=2015,2016': 'yaer' is no category of --by; did you mean 'year'?");
  expect_refused("A=0,1", "contrast 'A=0,1': 'A' is no category of --by");
  expect_refused("", "contrast '': '' is no category of --by");
  expect_refused("year=2015,2061", "contrast 'year=2015,2061': '2061' is no value of year; did you mean '2016'?");
  expect_refused("year=2015", "contrast 'year=2015': a second value is missing, as in COLUMN=A,B");
  expect_refused("year=2015,2015", "contrast 'year=2015,2015': '2015' stands there twice");
  expect_refused("year=2015,2016,2016", "contrast 'year=2015,2016,2016': '2016' stands there twice");
  expect_refused("year=2015,", "contrast 'year=2015,': '' is no value of year");
}

static void a_table_without_categories_has_no_contrasts(void **state) {
  const char *contrast = "g=a,b";
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  asked of = plan_of(table_of_text(2, "10:40 01:30 11:10"), &APART);
  assert_int_equal(try_results(&of, &APART, &contrast, 1, &err), DARK_EUSAGE);
  assert_string_equal(err.message, "a contrast is between values of a category, and there is none; see --by");
  discard(&of);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(independent_categories_are_as_computed_by_hand),
      cmocka_unit_test(categories_of_one_model_are_as_computed_by_hand),
      cmocka_unit_test(categories_with_effects_of_their_own_are_independent),
      cmocka_unit_test(tail_areas_are_averaged_over_the_models_of_the_search),
      cmocka_unit_test(replicates_of_independent_categories_add_their_variances),
      cmocka_unit_test(exchanging_the_values_turns_the_limits_around),
      cmocka_unit_test(equal_categories_differ_by_nothing),
      cmocka_unit_test(a_known_ratio_is_found),
      cmocka_unit_test(a_value_without_an_estimate_is_compared_with_nothing),
      cmocka_unit_test(totals_of_different_people_are_not_compared),
      cmocka_unit_test(a_method_without_intervals_gives_none),
      cmocka_unit_test(several_values_are_set_against_the_first_or_the_one_before),
      cmocka_unit_test(names_may_have_commas_and_signs),
      cmocka_unit_test(contrasts_that_make_no_sense_are_refused),
      cmocka_unit_test(a_table_without_categories_has_no_contrasts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
