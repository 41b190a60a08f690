/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals that need no replicates, on one thread, the plan being made: profile of the chosen model, averages over
   models with their weights. Rate: intervals per second. The checksum is the sum of the two
   limits. */

#include "bench.h"
#include "tables.h"

typedef struct interval_job {
  const char *table, *method;
  unsigned max_order;
  dark_interval_type type;
  bench_length length;
  double most_missed; /* weight of the models that it may pass over */
  bench_limits expected;
  dark_table *loaded;
  dark_plan *plan;
} interval_job;

static void prepare(void *context) {
  interval_job *mine = context;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  settings.method = mine->method;
  settings.max_order = mine->max_order;
  mine->loaded = bench_table(mine->table);
  if (dark_plan_new(&mine->plan, mine->loaded, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
}

static bench_work run(void *context) {
  const interval_job *mine = context;
  dark_error err = DARK_ERROR_INIT;
  dark_interval interval;
  if (dark_plan_interval(&interval, mine->plan, 0, mine->type, 0.95, &err) != DARK_OK) bench_fail("%s", err.message);
  if (interval.missed_weight > mine->most_missed) bench_fail("models of weight %g are missed", interval.missed_weight);
  const bench_limits limits = {dark_plan_estimate(mine->plan, 0)->total, interval.lower, interval.upper};
  return (bench_work){.amount = 1, .checksum = limits.lower + limits.upper, .n_tables = 1, .limits = limits};
}

static void check(void *context, bench_work work) {
  bench_expect_limits(&work.limits, &((const interval_job *)context)->expected);
}

static void measure(bench *of, const char *name, unsigned n_lists, double n_models, interval_job mine) {
  const bench_case what = {name, n_lists, n_models, 0, 1};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .length = mine.length, .context = &mine};
  bench_measure_in_full(of, &what, &job);
}

int main(int argc, char **argv) {
  static const char uk5[] = "uk-trafficking-2013-five-lists", uk6[] = "uk-trafficking-2013-six-lists";
  bench of = bench_open(argc, argv);
  measure(&of, "interval-uk5-profile", 5, 1,
          (interval_job){.table = uk5,
                         .method = "bic",
                         .max_order = 3,
                         .type = DARK_INTERVAL_PROFILE,
                         .most_missed = 1e-9,
                         .expected = {25311.2906125, 19389.3017659, 34111.0176174}});
  measure(&of, "interval-uk5-order2-mata-aic", 5, 1024,
          (interval_job){.table = uk5,
                         .method = "bic",
                         .max_order = 2,
                         .type = DARK_INTERVAL_MATA_AIC,
                         .most_missed = 1e-9,
                         .expected = {22991.3313142, 8901.29897538, 24526.6393821}});
  measure(&of, "interval-uk5-order3-mata-aic", 5, 6212,
          (interval_job){.table = uk5,
                         .method = "bic",
                         .max_order = 3,
                         .type = DARK_INTERVAL_MATA_AIC,
                         .most_missed = 1e-9,
                         .expected = {25311.2906125, 4068.70238589, 38198.1428231}});
  measure(&of, "interval-uk5-order3-mata-bic", 5, 6212,
          (interval_job){.table = uk5,
                         .method = "bic",
                         .max_order = 3,
                         .type = DARK_INTERVAL_MATA_BIC,
                         .most_missed = 1e-9,
                         .expected = {25311.2906125, 10592.8585032, 36061.2605579}});
  measure(&of, "interval-uk6-order3-mata-aic", 6, 3702013,
          (interval_job){.table = uk6,
                         .method = "bic",
                         .max_order = 3,
                         .type = DARK_INTERVAL_MATA_AIC,
                         .length = BENCH_ONCE,
                         .most_missed = 1e-3,
                         .expected = {12349.5869536, 4879.5715597350, 29958.336748344}});
  measure(&of, "interval-sparse8-order2-mata-bic", 8, 0x1p28,
          (interval_job){.table = "made/eight-sparse-lists",
                         .method = "bic",
                         .max_order = 2,
                         .type = DARK_INTERVAL_MATA_BIC,
                         .length = BENCH_ONCE,
                         .most_missed = 1e-3,
                         .expected = {4631.95366325636, 4429.9116202038495, 4805.9635919491166}});
  return bench_close(&of);
}
