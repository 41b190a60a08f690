/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coverage and width of model-averaged intervals on people who were made up: categories in one search, and each by itself. */

#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>

#include "joint/search/search.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

enum { N_LISTS = 4, N_CELLS = 16, MOST_LEVELS = 5, N_TABLES = 60 };

typedef struct world {
  size_t n_levels;
  unsigned people[MOST_LEVELS];
  double difference, of_pair; /* standard deviations between categories, of list effects and of the pair's dependence */
} world;

typedef struct drawing {
  size_t n_levels[1];
  uint32_t levels[MOST_LEVELS];
  double counts[MOST_LEVELS * N_CELLS];
  double hidden[MOST_LEVELS + 1]; /* in truth: of each category, then of all */
} drawing;

/* Four lists, the first two dependent. */
static void draw(drawing *out, const world *of, uint64_t number) {
  static const double lists[] = {-1.1, -1.3, -1.6, -1.7};
  dark__stream stream;
  dark__stream_start(&stream, dark__stream_key(1, "joint coverage", 14), number);
  *out = (drawing){.n_levels = {of->n_levels}};
  for (size_t x = 0; x < of->n_levels; x++) {
    double effects[N_LISTS], p[N_CELLS];
    unsigned drawn[N_CELLS];
    out->levels[x] = (uint32_t)x;
    for (size_t l = 0; l < N_LISTS; l++) effects[l] = lists[l] + gsl_ran_gaussian(&stream.rng, of->difference);
    const double pair = 0.8 + gsl_ran_gaussian(&stream.rng, of->of_pair);
    for (uint32_t w = 0; w < N_CELLS; w++) {
      double eta = (w & 3) == 3 ? pair : 0;
      for (size_t l = 0; l < N_LISTS; l++) eta += (w >> l & 1) != 0 ? effects[l] : 0;
      p[w] = exp(eta);
    }
    gsl_ran_multinomial(&stream.rng, N_CELLS, of->people[x], p, drawn);
    out->hidden[x] = drawn[0];
    out->hidden[of->n_levels] += drawn[0];
    for (uint32_t w = 1; w < N_CELLS; w++) out->counts[x * N_CELLS + w] = drawn[w];
  }
}

/* By AIC. Limits [n_strata + 1], the last those of all; NaN where there is no model. */
static void average(double *low, double *high, const dark__joint_strata *strata, const double *counts) {
  double targets[(MOST_LEVELS + 1) * MOST_LEVELS] = {0};
  const size_t n = strata->n_strata;
  for (size_t x = 0; x < n; x++) targets[x * n + x] = targets[n * n + x] = 1;
  const dark__joint_search_request request = {.strata = strata,
                                              .counts = counts,
                                              .price = 2,
                                              .cover = 0.95,
                                              .most_models = 200,
                                              .most_nodes = 20000,
                                              .targets = targets,
                                              .n_targets = n + 1};
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_search_find(&found, &request, &err), err);
  for (size_t t = 0; t <= n; t++) assert_ok(dark__joint_mata(&low[t], &high[t], &found, t, 0.95, &err), err);
  dark__joint_search_clear(&found);
}

typedef struct tally {
  size_t n, covered[MOST_LEVELS + 1], n_apart, covered_apart[MOST_LEVELS];
  double width, width_apart; /* log widths of the last, smallest category, added up */
} tally;

static void count_one(tally *to, const world *of, uint64_t number) {
  drawing drawn;
  double low[MOST_LEVELS + 1], high[MOST_LEVELS + 1], apart_low[2], apart_high[2];
  draw(&drawn, of, number);
  const size_t n = of->n_levels;
  const dark__joint_strata together = {
      .n_lists = N_LISTS, .n_categories = 1, .n_levels = drawn.n_levels, .n_strata = n, .levels = drawn.levels};
  const dark__joint_strata alone = {.n_lists = N_LISTS, .n_strata = 1};
  average(low, high, &together, drawn.counts);
  for (size_t t = 0; t <= n; t++) to->covered[t] += low[t] <= drawn.hidden[t] && drawn.hidden[t] <= high[t];
  to->n++;
  for (size_t x = 0; x < n; x++) {
    average(apart_low, apart_high, &alone, drawn.counts + x * N_CELLS);
    to->covered_apart[x] += apart_low[0] <= drawn.hidden[x] && drawn.hidden[x] <= apart_high[0];
  }
  if (isnan(apart_low[0]) || isnan(low[n - 1])) return;
  to->n_apart++;
  to->width += log(high[n - 1] / low[n - 1]);
  to->width_apart += log(apart_high[0] / apart_low[0]);
}

/* Shares covered at least, of the categories and of all; log width of the smallest at most, of its own. */
static void assert_covers(const world *of, double least, double widest) {
  tally to = {0};
  for (uint64_t number = 0; number < N_TABLES; number++) count_one(&to, of, number);
  print_message("%zu categories, differences %.2f and of the pair %.2f, %zu tables: covered together (apart)", of->n_levels,
                of->difference, of->of_pair, to.n);
  for (size_t x = 0; x < of->n_levels; x++)
    print_message(" %.3f (%.3f)", (double)to.covered[x] / (double)to.n, (double)to.covered_apart[x] / (double)to.n);
  print_message(", all %.3f; log width of the smallest %.2f (%.2f)\n", (double)to.covered[of->n_levels] / (double)to.n,
                to.width / (double)to.n_apart, to.width_apart / (double)to.n_apart);
  for (size_t t = 0; t <= of->n_levels; t++) assert_true((double)to.covered[t] >= least * (double)to.n);
  assert_true(to.width <= widest * to.width_apart);
}

/* 95% less two and a half standard errors of 60 tables are 88%. */
static void categories_together_are_covered_by_narrower_intervals(void **state) {
  (void)state;
  assert_covers(&(world){3, {1500, 900, 400}, 0.3, 0}, 0.88, 0.6);
  assert_covers(&(world){5, {400, 250, 120, 60, 30}, 0.3, 0}, 0.88, 0.6);
}

static void they_are_where_dependence_differs(void **state) {
  (void)state;
  assert_covers(&(world){3, {1500, 900, 400}, 0.3, 0.4}, 0.83, 0.65); /* 90% less two standard errors */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(categories_together_are_covered_by_narrower_intervals),
      cmocka_unit_test(they_are_where_dependence_differs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
