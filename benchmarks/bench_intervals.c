/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals that need no replicates, on one thread and one published table, the plan being made: profile of the chosen model, averages over
   models with their weights. Rate: intervals per second. The checksum is the sum of the two
   limits. */

#include "bench.h"
#include "tables.h"

typedef struct interval_job {
  const char *method;
  unsigned max_order;
  dark_interval_type type;
  double expected; /* sum of the limits, to 1e-6 */
  dark_table *table;
  dark_plan *plan;
} interval_job;

static void prepare(void *context) {
  interval_job *mine = context;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  settings.method = mine->method;
  settings.max_order = mine->max_order;
  mine->table = bench_table("uk-trafficking-2013-five-lists");
  if (dark_plan_new(&mine->plan, mine->table, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
}

static bench_work run(void *context) {
  const interval_job *mine = context;
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  if (dark_plan_interval(&interval, mine->plan, 0, mine->type, 0.95, &err) != DARK_OK) bench_fail("%s", err.message);
  if (interval.missed_weight > 1e-9) bench_fail("models of weight %g are missed", interval.missed_weight);
  return (bench_work){.amount = 1, .checksum = interval.lower + interval.upper};
}

static void check(void *context, bench_work work) {
  bench_expect("the limits", work.checksum, ((const interval_job *)context)->expected, 1e-6);
}

static void measure(bench *of, const char *name, double n_models, interval_job *mine) {
  const bench_case what = {name, 5, n_models, 0, 1};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .context = mine};
  bench_measure(of, &what, &job);
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure(&of, "interval-uk5-profile", 1,
          &(interval_job){.method = "bic", .max_order = 3, .type = DARK_INTERVAL_PROFILE, .expected = 53500.319383});
  measure(&of, "interval-uk5-order2-mata-aic", 1024,
          &(interval_job){.method = "bic", .max_order = 2, .type = DARK_INTERVAL_MATA_AIC, .expected = 33427.938358});
  measure(&of, "interval-uk5-order3-mata-aic", 6212,
          &(interval_job){.method = "bic", .max_order = 3, .type = DARK_INTERVAL_MATA_AIC, .expected = 42266.845209});
  measure(&of, "interval-uk5-order3-mata-bic", 6212,
          &(interval_job){.method = "bic", .max_order = 3, .type = DARK_INTERVAL_MATA_BIC, .expected = 46654.119061});
  return bench_close(&of);
}
