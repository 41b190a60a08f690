/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs that are hard for what they are, on one thread and with the budget of the method, as the command does them: point estimates with what is
   said about them, whole jobs, intervals over all models, sensitivity. Rate: estimates, replicates, intervals and answers per second. The
   amount `incomplete` says how many tables had a search that ran out of budget. */

#include <math.h>

#include "tables.h"
#include "whole_job.h"

/* ---- point estimates: the search, and what `fit --replicates 0` says about it */

typedef struct point_job {
  const char *table;
  unsigned max_order;
  bench_length length;
  double expected; /* total, to 1e-6 */
  dark_table *loaded;
} point_job;

static void load_point(void *context) {
  point_job *mine = context;
  mine->loaded = bench_table(mine->table);
}

static bench_work run_point(void *context) {
  const point_job *mine = context;
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_plan *plan;
  settings.method = "bic";
  settings.max_order = mine->max_order;
  if (dark_plan_new(&plan, mine->loaded, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  if (dark_plan_explain(&explanation, plan, 0, &err) != DARK_OK) bench_fail("%s", err.message);
  const bench_work work = {.amount = 1,
                           .checksum = dark_plan_estimate(plan, 0)->total,
                           .n_tables = 1,
                           .n_incomplete = explanation.is_complete ? 0 : 1};
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  return work;
}

static void check_point(void *context, bench_work first) {
  bench_expect("the estimate", first.checksum, ((const point_job *)context)->expected, 1e-6);
}

static void measure_point(bench *of, const char *name, unsigned n_lists, double n_models, point_job mine) {
  const bench_case what = {name, n_lists, n_models, 0, 1};
  const bench_job job = {.prepare = load_point, .run = run_point, .check = check_point, .length = mine.length, .context = &mine};
  bench_measure_in_full(of, &what, &job);
}

static void measure_points(bench *of) {
  measure_point(of, "point-uk6-all-orders", 6, 7785061,
                (point_job){.table = "uk-trafficking-2013-six-lists", .max_order = 5, .expected = 12349.586953562});
  measure_point(of, "point-sparse8-order2", 8, 0x1p28,
                (point_job){.table = "made/eight-sparse-lists", .max_order = 2, .expected = 4631.95366325636});
  measure_point(of, "point-sparse10-order2", 10, 0x1p45,
                (point_job){.table = "made/ten-sparse-lists", .max_order = 2, .length = BENCH_ONCE, .expected = 3947.30520958});
  measure_point(
      of, "point-sparse12-order2", 12, 0x1p66,
      (point_job){.table = "made/twelve-sparse-lists", .max_order = 2, .length = BENCH_LONG, .expected = 3585.14112906});
}

/* ---- whole jobs */

typedef struct line {
  const char *name, *table, *method;
  unsigned max_order, n_lists;
  size_t n_replicates;
  double n_models;
  bench_length length;
  double total, lower, upper;
} line;

static const char neworl8[] = "new-orleans-trafficking-186-eight-lists", sixteen[] = "made/sixteen-sparse-lists";

static const line lines[] = {
    {"job-uk5-hundred-million-order4", "made/uk-five-lists-hundred-million", "bic", 4, 5, 200, 6893, BENCH_SHORT, 151306868.477,
     150839574.93, 151995867.997},
    {"job-sparse7-order3", "made/seven-sparse-lists", "bic", 3, 7, 50, 0, BENCH_ONCE, 5953.10707853, 5596.7813802177,
     6212.49178905},
    {"job-sparse8-order2", "made/eight-sparse-lists", "bic", 2, 8, 1000, 0x1p28, BENCH_ONCE, 4631.95366326, 4501.3869803297839,
     4930.26027813},
    {"job-neworl8-order2-short", neworl8, "bic", 2, 8, 100, 0x1p28, BENCH_ONCE, 1110.48808154, 694.841708709, 1406.97635312},
    {"job-neworl8-order2", neworl8, "bic", 2, 8, 1000, 0x1p28, BENCH_LONG, 1110.48808154, 687.033408914, 1273.96903308},
    {"job-sixteen-lists-stepwise", sixteen, "stepwise", 0, 16, 1000, 0x1p120, BENCH_ONCE, 294.982233424, 302.346457577,
     549.534238057},
};

/* Of sixteen lists BCa has no limits. */
static bool has_percentiles(const line *at) { return at->table == sixteen; }

static void measure_line(bench *of, const line *at) {
  const bench_case what = {at->name, at->n_lists, at->n_models, at->n_replicates, 1};
  whole_job_measure(of, &what,
                    (whole_job){.table = at->table,
                                .method = at->method,
                                .max_order = at->max_order,
                                .is_budgeted = true,
                                .has_percentiles = has_percentiles(at),
                                .length = at->length,
                                .expected = {at->total, at->lower, at->upper}});
}

/* ---- sensitivity */

typedef struct question_job {
  dark_table *table;
  double expected; /* all totals and limits that there are, added up; to 1e-6 */
} question_job;

static void load_questions(void *context) { ((question_job *)context)->table = bench_table("uk-trafficking-2013-five-lists"); }

static double add_up(const dark_row *answer) {
  double sum = isfinite(answer->total) ? answer->total : 0;
  if (isfinite(answer->interval.lower)) sum += answer->interval.lower;
  if (isfinite(answer->interval.upper)) sum += answer->interval.upper;
  return sum;
}

static bench_work run_questions(void *context) {
  const question_job *mine = context;
  const dark_settings settings = DARK_SETTINGS_INIT;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_sensitivity *sensitivity;
  options.n_replicates = 1000;
  options.n_threads = 1;
  options.interval = DARK_INTERVAL_PERCENTILE;
  if (dark_sensitivity_new(&sensitivity, mine->table, &settings, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  bench_work work = {.amount = (double)sensitivity->sections[0].n_rows};
  for (size_t i = 0; i < sensitivity->sections[0].n_rows; i++) work.checksum += add_up(&sensitivity->sections[0].rows[i].answer);
  dark_sensitivity_free(sensitivity);
  return work;
}

static void check_questions(void *context, bench_work first) {
  bench_expect("the sum of the answers", first.checksum, ((const question_job *)context)->expected, 1e-6);
}

static void measure_sensitivity(bench *of) {
  question_job mine = {.expected = 6679478.17639};
  const bench_case what = {"job-uk5-sensitivity", 5, 6212, 1000, 1};
  const bench_job job = {
      .prepare = load_questions, .run = run_questions, .check = check_questions, .length = BENCH_ONCE, .context = &mine};
  bench_measure_in_full(of, &what, &job);
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure_points(&of);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) measure_line(&of, &lines[i]);
  measure_sensitivity(&of);
  return bench_close(&of);
}
