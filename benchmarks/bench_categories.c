/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of many categories: three lists and about a hundred people in each, exact re-selection in every replicate of every category, the rows
   with their intervals made, on all processors, and the memory that takes. Rate: replicates of a category per second. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <omp.h>

#include "bench.h"
#include "tables.h"

enum { N_LISTS = 3, N_CELLS = 1 << N_LISTS, N_PEOPLE = 100, REPLICATES = 1000, MODELS = 8 };

typedef struct many_categories {
  size_t n_categories;
  double expected; /* people and limits of all rows added up, to 1e-6 */
  int n_threads;
  dark_table *table;
} many_categories;

static dark_table *make_empty(size_t n_categories) {
  static const char *const lists[N_LISTS] = {"A", "B", "C"};
  typedef char level[24];
  level *names = bench_allocate(n_categories, sizeof *names);
  const char **levels = bench_allocate(n_categories, sizeof *levels);
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  for (size_t g = 0; g < n_categories; g++) {
    snprintf(names[g], sizeof names[g], "g%zu", g);
    levels[g] = names[g];
  }
  const dark_category category = {"g", levels, n_categories};
  if (dark_table_new_empty(&table, lists, N_LISTS, &category, 1, &err) != DARK_OK) bench_fail("%s", err.message);
  free(levels);
  free(names);
  return table;
}

/* Every category has its own means and draws. */
static void prepare(void *context) {
  many_categories *mine = context;
  dark_cell *cells = bench_allocate(mine->n_categories * N_CELLS, sizeof *cells);
  double means[N_CELLS], counts[N_CELLS];
  bench_random random = {12};
  dark_error err = DARK_ERROR_INIT;
  size_t n = 0;
  for (size_t g = 0; g < mine->n_categories; g++) {
    bench_means(means, N_LISTS, 0.2, 0.6, &random);
    bench_draw(counts, means, N_LISTS, N_PEOPLE, &random);
    for (uint32_t history = 1; history < N_CELLS; history++) cells[n++] = (dark_cell){g, history, counts[history]};
  }
  dark_table *empty = make_empty(mine->n_categories);
  if (dark_table_new_like(&mine->table, empty, cells, n, &err) != DARK_OK) bench_fail("%s", err.message);
  dark_table_free(empty);
  free(cells);
}

static dark_replicates *resample(const many_categories *mine, const dark_plan *plan) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  options.n_replicates = REPLICATES;
  options.n_threads = mine->n_threads;
  if (dark_bootstrap(&replicates, plan, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  return replicates;
}

static double add_up(const dark_results *results) {
  double sum = 0;
  for (size_t i = 0; i < results->n_rows; i++) {
    const dark_row *row = &results->rows[i];
    if (isfinite(row->total)) sum += row->total;
    if (isfinite(row->interval.lower)) sum += row->interval.lower;
    if (isfinite(row->interval.upper)) sum += row->interval.upper;
  }
  return sum;
}

static bench_work run(void *context) {
  const many_categories *mine = context;
  const dark_settings settings = DARK_SETTINGS_INIT;
  const double level = 0.95;
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  dark_results *results;
  options.levels = &level;
  options.n_levels = 1;
  if (dark_plan_new(&plan, mine->table, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  dark_replicates *replicates = resample(mine, plan);
  if (dark_results_new(&results, plan, replicates, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  const double checksum = add_up(results);
  dark_results_free(results);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  return (bench_work){.amount = (double)mine->n_categories * REPLICATES, .checksum = checksum};
}

static void check(void *context, bench_work first) {
  bench_expect("the people and limits of all rows", first.checksum, ((const many_categories *)context)->expected, 1e-6);
}

static void measure(bench *of, const char *name, bench_length length, many_categories mine) {
  mine.n_threads = of->n_threads > 0 ? of->n_threads : omp_get_max_threads();
  const bench_case what = {name, N_LISTS, MODELS, REPLICATES, mine.n_threads};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .length = length, .context = &mine};
  bench_measure_in_full(of, &what, &job);
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure(&of, "categories-1000", BENCH_ONCE, (many_categories){.n_categories = 1000, .expected = 1253768.28114});
  measure(&of, "categories-10000", BENCH_LONG, (many_categories){.n_categories = 10000, .expected = 12386055.8793});
  return bench_close(&of);
}
