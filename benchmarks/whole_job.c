/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "whole_job.h"

#include <math.h>
#include <string.h>

#include "tables.h"

static void prepare(void *context) {
  whole_job *mine = context;
  mine->loaded = bench_table(mine->table);
}

static dark_plan *make_plan(const whole_job *mine) {
  static const char *const enough[] = {"budget=1000000000000"};
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  settings.method = mine->method;
  settings.max_order = mine->max_order;
  settings.set = enough;
  settings.n_set = strcmp(mine->method, "bic") == 0 && !mine->is_budgeted;
  if (dark_plan_new(&plan, mine->loaded, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  return plan;
}

static dark_replicates *resample(const whole_job *mine, const dark_plan *plan, size_t n_replicates) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  options.n_replicates = n_replicates;
  options.n_threads = mine->n_threads;
  if (dark_bootstrap(&replicates, plan, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  if (!mine->is_budgeted && dark_replicates_n_incomplete(replicates, 0) > 0) bench_fail("a search was not exact");
  return replicates;
}

/* The observed table, the replicates, and the tables without one case of each history that has any. */
static size_t count_tables(const dark_plan *plan, size_t n_replicates) {
  size_t n_records, n = 1 + n_replicates;
  const dark_record *records = dark_plan_records(plan, 0, &n_records);
  for (size_t i = 0; i < n_records; i++) n += records[i].count > 0;
  return n;
}

static bench_work run_with(const whole_job *mine, size_t n_replicates) {
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  const dark_interval_type type = mine->has_percentiles ? DARK_INTERVAL_PERCENTILE : DARK_INTERVAL_BCA;
  dark_plan *plan = make_plan(mine);
  dark_replicates *replicates = resample(mine, plan, n_replicates);
  if (dark_interval_compute(&interval, replicates, 0, type, 0.95, &err) != DARK_OK) bench_fail("%s", err.message);
  const bench_limits limits = {dark_plan_estimate(plan, 0)->total, interval.lower, interval.upper};
  const bench_work work = {.amount = (double)n_replicates,
                           .checksum = limits.total + limits.lower + limits.upper,
                           .n_tables = count_tables(plan, n_replicates),
                           .n_incomplete = dark_replicates_n_incomplete(replicates, 0),
                           .limits = limits};
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  return work;
}

static bench_work run(void *context) {
  const whole_job *mine = context;
  return run_with(mine, mine->n_timed);
}

/* With another number of replicates the limits are others: then the job is done once with the number that they are known for. */
static void check(void *context, bench_work first) {
  const whole_job *mine = context;
  if (mine->n_timed != mine->n_replicates) first = run_with(mine, mine->n_replicates);
  bench_expect_limits(&first.limits, &mine->expected);
}

bench_times whole_job_measure(bench *of, const bench_case *what, whole_job job) {
  bench_case here = *what;
  job.n_replicates = here.n_replicates;
  job.n_timed = here.n_replicates = of->n_replicates > 0 ? of->n_replicates : here.n_replicates;
  job.n_threads = here.n_threads = of->n_threads > 0 ? of->n_threads : here.n_threads;
  const bench_job callbacks = {.prepare = prepare, .run = run, .check = check, .length = job.length, .context = &job};
  return bench_measure_in_full(of, &here, &callbacks);
}
