/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many drawings: their means and spreads are those of the population, within what chance allows (five standard errors), and the right
   model finds the population again. */

#include <math.h>
#include <unistd.h>

#include <darkfigure.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { N_LISTS = 3, N_CELLS = 1 << N_LISTS };

/* A, B, C with margins 0.3, 0.2, 0.25, C absorbing; 400 people and, in another stratum without referrals, 150. */
static const char SPEC[] = "form,people,A,B,C,A:B,B:C,A>C\nx,400,0.3,0.2,0.25,3,0.5,0.2\ny,150,0.1,0.4,0.3,,2,\n";

static dark_population *population_of_text(const char *text, dark_population_size size) {
  char path[32];
  dark_error err = DARK_ERROR_INIT;
  dark_population *population = NULL;
  const dark_population_options options = {.version = 1, .size = size};
  write_file(path, text);
  const dark_status status = dark_population_read_csv(&population, path, &options, &err);
  unlink(path);
  assert_ok(status, err);
  return population;
}

/* Sums over drawings: cell 0 is the people on no list, cell N_CELLS everybody. */
typedef struct sums {
  double n, first[2][N_CELLS + 1], second[2][N_CELLS + 1], across; /* across: products of the strata's cell 1 */
} sums;

static void take(sums *all, const dark_sample *sample) {
  double cells[2][N_CELLS + 1] = {{0}};
  for (size_t s = 0; s < 2; s++) {
    size_t n;
    const dark_record *records = dark_table_records(sample->table, s, &n);
    cells[s][N_CELLS] = sample->people[s];
    cells[s][0] = sample->people[s] - dark_table_n_observed(sample->table, s);
    for (size_t i = 0; i < n; i++) cells[s][records[i].history] = records[i].count;
    for (size_t c = 0; c <= N_CELLS; c++) {
      all->first[s][c] += cells[s][c];
      all->second[s][c] += cells[s][c] * cells[s][c];
    }
  }
  all->across += cells[0][1] * cells[1][1];
  all->n++;
}

static void draw_many(sums *all, const dark_population *population, dark_population_size size, uint64_t n) {
  *all = (sums){0};
  for (uint64_t number = 0; number < n; number++) {
    dark_error err = DARK_ERROR_INIT;
    dark_sample *sample = NULL;
    assert_ok(dark_population_draw(&sample, population, size, 20, number, &err), err);
    take(all, sample);
    dark_sample_free(sample);
  }
}

static void assert_within_chance(double actual, double expected, double standard_error, const char *what) {
  if (fabs(actual - expected) <= 5 * standard_error) return;
  fail_msg("%s: %g, expected %g with standard error %g", what, actual, expected, standard_error);
}

/* A mean has the standard error sqrt(v/n); a variance of counts that are near normal v sqrt(2/n), a little more when they are small. */
static void assert_moments(const sums *all, size_t s, size_t cell, double mean, double variance) {
  const double actual = all->first[s][cell] / all->n, spread = all->second[s][cell] / all->n - actual * actual;
  assert_within_chance(actual, mean, sqrt(variance / all->n), "mean");
  assert_within_chance(spread, variance, variance * sqrt((2 + 1 / (mean + 1e-9)) / all->n), "variance");
}

/* Cells are binomial when the number of people is fixed, Poisson when it is Poisson. */
static void assert_drawn_right(dark_population_size size) {
  dark_population *population = population_of_text(SPEC, size);
  sums all;
  draw_many(&all, population, size, TIMES(4000, 400));
  for (size_t s = 0; s < 2; s++) {
    const double people = dark_population_people(population, s), *p = dark_population_probabilities(population, s);
    for (size_t cell = 0; cell < N_CELLS; cell++)
      assert_moments(&all, s, cell, people * p[cell], people * p[cell] * (size == DARK_POPULATION_FIXED ? 1 - p[cell] : 1));
    if (size == DARK_POPULATION_POISSON) assert_moments(&all, s, N_CELLS, people, people);
    else assert_true(all.first[s][N_CELLS] == people * all.n && all.second[s][N_CELLS] == people * people * all.n);
  }
  const double x = all.first[0][1] / all.n, y = all.first[1][1] / all.n;
  assert_within_chance(all.across / all.n - x * y, 0, sqrt(x * y / all.n), "covariance of strata");
  dark_population_free(population);
}

static void fixed_populations_have_binomial_cells(void **state) {
  (void)state;
  assert_drawn_right(DARK_POPULATION_FIXED);
}

static void poisson_populations_have_poisson_cells(void **state) {
  (void)state;
  assert_drawn_right(DARK_POPULATION_POISSON);
}

/* One population shared by four threads; drawings compared with those of one thread. Assertions jump, so they stay outside. */
static void threads_share_a_population(void **state) {
  (void)state;
  enum { N = 64 };
  dark_population *population = population_of_text(SPEC, DARK_POPULATION_POISSON);
  dark_sample *samples[N] = {NULL};
#pragma omp parallel for num_threads(4) schedule(dynamic, 1)
  for (uint64_t number = 0; number < N; number++)
    if (dark_population_draw(&samples[number], population, DARK_POPULATION_POISSON, 9, number, NULL) != DARK_OK)
      samples[number] = NULL;
  for (uint64_t number = 0; number < N; number++) {
    dark_sample *alone = NULL;
    sums here = {0}, there = {0};
    assert_non_null(samples[number]);
    assert_int_equal(dark_population_draw(&alone, population, DARK_POPULATION_POISSON, 9, number, NULL), DARK_OK);
    take(&here, samples[number]);
    take(&there, alone);
    assert_memory_equal(&here, &there, sizeof here);
    dark_sample_free(alone);
    dark_sample_free(samples[number]);
  }
  dark_population_free(population);
}

/* Margins and overlaps as the specification states them, over all drawings together. */
static void margins_and_odds_ratios_agree_with_the_specification(void **state) {
  (void)state;
  dark_population *population = population_of_text("people,A,B,C,A:B\n1000,0.3,0.2,0.25,3\n", DARK_POPULATION_FIXED);
  const double margins[] = {0.3, 0.2, 0.25};
  double cells[N_CELLS] = {0}, people = 0;
  for (uint64_t number = 0; number < 500; number++) {
    dark_sample *sample = NULL;
    size_t n;
    assert_int_equal(dark_population_draw(&sample, population, DARK_POPULATION_FIXED, 3, number, NULL), DARK_OK);
    const dark_record *records = dark_table_records(sample->table, 0, &n);
    for (size_t i = 0; i < n; i++) cells[records[i].history] += records[i].count;
    cells[0] += sample->people[0] - dark_table_n_people(sample->table);
    people += sample->people[0];
    dark_sample_free(sample);
  }
  for (size_t l = 0; l < N_LISTS; l++) {
    double on_list = 0;
    for (uint32_t history = 1; history < N_CELLS; history++)
      if (history >> l & 1) on_list += cells[history];
    assert_within_chance(on_list / people, margins[l], sqrt(margins[l] * (1 - margins[l]) / people), "margin");
  }
  for (uint32_t c = 0; c <= 4; c += 4) { /* without and with C */
    const double ratio = log(cells[c] * cells[c | 3] / (cells[c | 1] * cells[c | 2]));
    const double error = sqrt(1 / cells[c] + 1 / cells[c | 3] + 1 / cells[c | 1] + 1 / cells[c | 2]);
    assert_within_chance(ratio, log(3), error, "log odds ratio");
  }
  dark_population_free(population);
}

/* Two million people, four lists, one pair dependent: the model with that pair finds them, independence does not. */
static void the_right_model_finds_the_population_again(void **state) {
  (void)state;
  dark_population *population = population_of_text("people,A,B,C,D,A:B\n2000000,0.3,0.2,0.25,0.1,4\n", DARK_POPULATION_FIXED);
  dark_sample *sample = NULL;
  assert_int_equal(dark_population_draw(&sample, population, DARK_POPULATION_FIXED, 1, 0, NULL), DARK_OK);
  dark_plan *right = plan_for(sample->table, "fixed", 0, "[12,3,4]", NULL),
            *wrong = plan_for(sample->table, "independence", 0, NULL, NULL);
  dark_explanation explanation;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&explanation, right, 0, &err), err);
  assert_within_chance(dark_plan_estimate(right, 0)->total, 2e6, explanation.se, "total");
  assert_true(explanation.se < 6000);
  assert_true(dark_plan_estimate(wrong, 0)->total < 1.9e6);
  dark_explanation_clear(&explanation);
  dark_plan_free(right);
  dark_plan_free(wrong);
  dark_sample_free(sample);
  dark_population_free(population);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fixed_populations_have_binomial_cells),
      cmocka_unit_test(poisson_populations_have_poisson_cells),
      cmocka_unit_test(threads_share_a_population),
      cmocka_unit_test(margins_and_odds_ratios_agree_with_the_specification),
      cmocka_unit_test(the_right_model_finds_the_population_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
