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
  settings.n_set = strcmp(mine->method, "bic") == 0;
  if (dark_plan_new(&plan, mine->loaded, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  return plan;
}

static dark_replicates *resample(const whole_job *mine, const dark_plan *plan) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  options.n_replicates = mine->n_replicates;
  options.n_threads = mine->n_threads;
  if (dark_bootstrap(&replicates, plan, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  if (dark_replicates_n_incomplete(replicates, 0) > 0) bench_fail("a search was not exact");
  return replicates;
}

static bench_work run(void *context) {
  const whole_job *mine = context;
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  dark_plan *plan = make_plan(mine);
  dark_replicates *replicates = resample(mine, plan);
  if (dark_interval_compute(&interval, replicates, 0, DARK_INTERVAL_BCA, 0.95, &err) != DARK_OK) bench_fail("%s", err.message);
  const double total = dark_plan_estimate(plan, 0)->total;
  bench_expect("the estimate", total, mine->expected, 1e-6);
  if (!(interval.lower < interval.upper) || !isfinite(interval.upper))
    bench_fail("limits %g and %g", interval.lower, interval.upper);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  return (bench_work){.amount = (double)mine->n_replicates, .checksum = total + interval.lower + interval.upper};
}

bench_job whole_job_of(whole_job *of) { return (bench_job){.prepare = prepare, .run = run, .context = of}; }
