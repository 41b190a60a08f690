/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed-population estimators: twelve models with their standard errors on one table, profile intervals, and whole bootstraps of closed
   formulas and of single models. Rates: models, intervals and replicates per second. */

#include <omp.h>

#include "tables.h"
#include "whole_job.h"

enum { REPLICATES = 1000, N_MODELS = 12 };

static const char *const models[N_MODELS] = {"m0",       "mt",          "mh-chao",     "mh-poisson", "mh-darroch", "mh-gamma",
                                             "mth-chao", "mth-poisson", "mth-darroch", "mth-gamma",  "mb",         "mbh"};

/* ---- one table */

typedef struct one_table {
  const char *name;
  double expected; /* the totals of all models with an estimate, added up */
  dark_table *table;
} one_table;

static void prepare(void *context) {
  one_table *mine = context;
  mine->table = bench_published(mine->name);
}

static dark_plan *plan_of(const one_table *mine, const char *method) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  settings.method = method;
  settings.ordered = 1;
  if (dark_plan_new(&plan, mine->table, &settings, &err) != DARK_OK) bench_fail("%s", err.message);
  return plan;
}

/* Estimate, standard error, coefficients and fitted counts of every model. */
static bench_work fit_all(void *context) {
  const one_table *mine = context;
  double sum = 0;
  for (size_t m = 0; m < N_MODELS; m++) {
    dark_error err = DARK_ERROR_INIT;
    dark_explanation explanation;
    dark_plan *plan = plan_of(mine, models[m]);
    const dark_estimate *estimate = dark_plan_estimate(plan, 0);
    if (estimate->reason == DARK_N_REASONS) {
      if (dark_plan_explain(&explanation, plan, 0, &err) != DARK_OK) bench_fail("%s", err.message);
      if (!(explanation.se > 0)) bench_fail("%s has no standard error", models[m]);
      sum += estimate->total;
      dark_explanation_clear(&explanation);
    }
    dark_plan_free(plan);
  }
  return (bench_work){.amount = N_MODELS, .checksum = sum};
}

static void check_sum(void *context, bench_work first) {
  bench_expect("the sum of the estimates", first.checksum, ((const one_table *)context)->expected, 1e-6);
}

/* The 95% profile interval of each model that has one. */
static bench_work profile_all(void *context) {
  const one_table *mine = context;
  double sum = 0;
  size_t n = 0;
  for (size_t m = 0; m < N_MODELS; m++) {
    dark_error err = DARK_ERROR_INIT;
    dark_interval interval;
    dark_plan *plan = plan_of(mine, models[m]);
    if (dark_plan_interval(&interval, plan, 0, DARK_INTERVAL_PROFILE, 0.95, &err) != DARK_OK) bench_fail("%s", err.message);
    if (interval.type == DARK_INTERVAL_PROFILE) {
      sum += interval.lower + interval.upper;
      n++;
    }
    dark_plan_free(plan);
  }
  return (bench_work){.amount = (double)n, .checksum = sum};
}

static void measure_tables(bench *of) {
  one_table uk = {.name = "uk-trafficking-2013-five-lists", .expected = 149321.63334599};
  const bench_job fits = {.prepare = prepare, .run = fit_all, .check = check_sum, .context = &uk};
  const bench_case all = {"closed-uk5-twelve-models", 5, N_MODELS, 0, 1};
  bench_measure(of, &all, &fits);
  const bench_job profiles = {.prepare = prepare, .run = profile_all, .context = &uk};
  const bench_case intervals = {"closed-uk5-profiles", 5, N_MODELS - 2, 0, 1};
  bench_measure(of, &intervals, &profiles);
}

/* ---- whole bootstraps */

typedef struct line {
  const char *name, *table, *method;
  unsigned n_lists;
  double total, lower, upper;
} line;

static const line lines[] = {
    {"bootstrap-two-lists-petersen", BENCH_TWO_LISTS, "petersen", 2, 2389.86826347, 2173.26589359, 2678.69423281},
    {"bootstrap-two-lists-chapman", BENCH_TWO_LISTS, "chapman", 2, 2382.79761905, 2168.17994889, 2668.32598134},
    {"bootstrap-uk5-chao", "uk-trafficking-2013-five-lists", "chao", 5, 14642.1850467, 13068.6897816, 16645.5377191},
    {"bootstrap-uk5-zelterman", "uk-trafficking-2013-five-lists", "zelterman", 5, 17586.2675922, 15603.0509744, 20104.2956673},
    {"bootstrap-uk5-coverage", "uk-trafficking-2013-five-lists", "coverage", 5, 11711.0196805, 10388.2361885, 13566.1305353},
    {"bootstrap-uk5-coverage-high", "uk-trafficking-2013-five-lists", "coverage-high", 5, 12015.5926503, 7027.49900672,
     367100.456754},
    {"bootstrap-uk5-m0", "uk-trafficking-2013-five-lists", "m0", 5, 14832.2160985, 13358.0878273, 16735.0423721},
    {"bootstrap-uk5-mth-chao", "uk-trafficking-2013-five-lists", "mth-chao", 5, 13570.0267989, 12159.8100951, 15255.0593055},
    {"bootstrap-uk5-mth-gamma", "uk-trafficking-2013-five-lists", "mth-gamma", 5, 14715.3774645, 5422.93625823, 44685.2826674},
    {"bootstrap-kosovo-mth-normal", "kosovo-killings-1999", "mth-normal", 4, 14719.3175077, 12206.2267473, 18169.7717034},
};

static void measure_line(bench *of, const line *at) {
  const bench_case what = {at->name, at->n_lists, 1, REPLICATES, omp_get_max_threads()};
  whole_job_measure(of, &what,
                    (whole_job){.table = at->table, .method = at->method, .expected = {at->total, at->lower, at->upper}});
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure_tables(&of);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) measure_line(&of, &lines[i]);
  return bench_close(&of);
}
