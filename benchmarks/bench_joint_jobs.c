/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The jobs of `fit --joint auto` as a user has them: plan with its search, certificate and average, replicates with the search in each, rows.
   Rate: replicates per second, or searches where there are none. The checksum is the total plus both its limits. */

#include <omp.h>

#include <darkfigure.h>

#include "bench.h"
#include "resample/replicates/bootstrap.h"

enum { MOST_BY = 3 };

typedef struct joint_job {
  const char *path;
  const char *by[MOST_BY];
  size_t n_replicates;
  int n_threads;
  bench_length length;
  bench_limits expected; /* total over all categories and its 95% limits, to 1e-6 */
  dark_table *table;
} joint_job;

static void prepare(void *context) {
  joint_job *mine = context;
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  options.by = mine->by;
  while (options.n_by < MOST_BY && mine->by[options.n_by] != NULL) options.n_by++;
  if (dark_table_read_csv(&mine->table, mine->path, &options, &err) != DARK_OK) bench_fail("%s", err.message);
}

static dark_plan *make_plan(const joint_job *mine) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  settings.method = "joint";
  settings.model = "auto";
  if (dark_plan_new(&plan, mine->table, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  return plan;
}

static dark_replicates *resample(const joint_job *mine, const dark_plan *plan) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates = NULL;
  options.n_replicates = mine->n_replicates;
  options.n_threads = mine->n_threads;
  if (mine->n_replicates > 0 && dark__bootstrap_spared(&replicates, plan, &options, &err) != DARK_OK)
    bench_fail("%s", err.message);
  return replicates;
}

/* The last row is that of all categories together. */
static bench_limits limits_of(const dark_plan *plan, const dark_replicates *replicates) {
  const double level = 0.95;
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_results *results;
  options.interval = replicates != NULL ? DARK_INTERVAL_PERCENTILE : dark_plan_usual_interval(plan);
  options.levels = &level;
  options.n_levels = 1;
  if (dark_results_new(&results, plan, replicates, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  const dark_row *all = &results->rows[results->n_rows - 1];
  const bench_limits limits = {all->total, all->interval.lower, all->interval.upper};
  dark_results_free(results);
  return limits;
}

static bench_work run(void *context) {
  const joint_job *mine = context;
  dark_plan *plan = make_plan(mine);
  dark_replicates *replicates = resample(mine, plan);
  const bench_limits limits = limits_of(plan, replicates);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  return (bench_work){.amount = mine->n_replicates > 0 ? (double)mine->n_replicates : 1,
                      .checksum = limits.total + limits.lower + limits.upper,
                      .limits = limits};
}

static void check(void *context, bench_work first) {
  bench_expect_limits(&first.limits, &((const joint_job *)context)->expected);
}

static void measure(bench *of, const char *name, unsigned n_lists, joint_job mine) {
  mine.n_threads = of->n_threads > 0 ? of->n_threads : omp_get_max_threads();
  const bench_case what = {name, n_lists, 0, mine.n_replicates, mine.n_threads};
  bench_measure_in_full(of, &what,
                        &(bench_job){.prepare = prepare, .run = run, .check = check, .length = mine.length, .context = &mine});
}

#define SCOTLAND "data/published/scotland-people-who-inject-drugs-2006.csv"
#define SCOTLAND_MISSING "benchmarks/data/scotland-gender-missing.csv"
#define SIXTY "benchmarks/data/five-lists-sixty-strata.csv"

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure(&of, "job-joint-scotland-point", 4,
          (joint_job){.path = SCOTLAND,
                      .by = {"Region", "Gender", "Age"},
                      .expected = {32954.100517635889, 27560.575856337782, 54096.554232341732}});
  measure(&of, "job-joint-scotland", 4,
          (joint_job){.path = SCOTLAND,
                      .by = {"Region", "Gender", "Age"},
                      .n_replicates = 1000,
                      .length = BENCH_ONCE,
                      .expected = {32954.100517635889, 24692.906321164672, 74012.91216965823}});
  measure(&of, "job-joint-em-point", 4,
          (joint_job){.path = SCOTLAND_MISSING,
                      .by = {"Region", "Gender", "Age"},
                      .length = BENCH_ONCE,
                      .expected = {32898.518603967081, 27645.087186026416, 51564.983336307552}});
  measure(&of, "job-joint-60-strata-point", 5,
          (joint_job){.path = SIXTY,
                      .by = {"form", "sex", "year"},
                      .length = BENCH_ONCE,
                      .expected = {3946.0606509170893, 3463.727258163618, 4247.8542775486931}});
  measure(&of, "job-joint-60-strata", 5,
          (joint_job){.path = SIXTY,
                      .by = {"form", "sex", "year"},
                      .n_replicates = 100,
                      .length = BENCH_LONG,
                      .expected = {3946.0606509170893, 3271.4435326176272, 4567.9439794614427}});
  return bench_close(&of);
}
