/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort_double.h>

#include "base/error.h"
#include "estimator/interval.h"
#include "numeric/quantile.h"
#include "numeric/stream.h"
#include "resample/draw/stratum_key.h"
#include "resample/replicates/bootstrap.h"
#include "sensitivity/section.h"

static const double SHARES[DARK__N_SHARES] = {1, 0.9, 0.8, 0.7, 0.6, 0.5};

/* Part of what makes draws repeatable. */
static const char PURPOSE[] = "sensitivity thinning";

/* The middle of the draws that a row shows. */
static const double MIDDLE = 0.9;
/* More draws without an estimate than this, and a row is not to be relied on. */
static const double MOST_FAILED = 0.05;

/* Where tables come from. */
typedef struct thinner {
  const dark_plan *plan;
  const uint64_t *keys; /* [n_parts] */
} thinner;

/* One draw loses people share by share, so that its tables are steps of one path. Table `number` is the step 1 + number % (n - 1) of the
   draw number / (n - 1). */
static bool draw(double *weights, void *scratch, const void *context, size_t part, size_t number) {
  const thinner *from = context;
  dark__stream stream;
  size_t n;
  const dark_record *records = dark_plan_records(from->plan, part, &n);
  (void)scratch;
  dark__stream_start(&stream, from->keys[part], number / (DARK__N_SHARES - 1));
  for (size_t r = 0; r < n; r++) weights[r] = records[r].count;
  for (size_t step = 1; step <= 1 + number % (DARK__N_SHARES - 1); step++)
    for (size_t r = 0; r < n; r++)
      weights[r] = gsl_ran_binomial(&stream.rng, SHARES[step] / SHARES[step - 1], (unsigned)weights[r]);
  return true;
}

static uint64_t *make_keys(const dark_plan *plan, uint64_t seed) {
  const size_t n = dark_plan_n_parts(plan);
  uint64_t *keys = calloc(n + 1, sizeof *keys);
  for (size_t part = 0; keys != NULL && part < n; part++) {
    const size_t stratum = part == dark_plan_pooled_part(plan) ? DARK__WHOLE_TABLE : part;
    keys[part] = dark__stratum_key(dark_plan_table(plan), stratum, PURPOSE, seed);
  }
  return keys;
}

dark_status dark__thinning_run(dark_replicates **out, const dark_plan *plan, const dark__inquiry *inquiry, dark_error *err) {
  const dark__portion portion = {.n = inquiry->options->n_thinnings * (DARK__N_SHARES - 1)};
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  *out = NULL;
  if (portion.n == 0) return DARK_OK;
  uint64_t *keys = make_keys(plan, inquiry->options->seed);
  if (keys == NULL) return dark__fail_memory(err);
  const thinner from = {plan, keys};
  const dark__draws draws = {.context = &from, .draw = draw};
  options.n_threads = inquiry->options->n_threads;
  options.progress = dark__pace_within;
  options.context = inquiry->pace;
  const dark_status status = dark__bootstrap(out, plan, &options, &portion, &draws, err);
  free(keys);
  dark__pace_step(inquiry->pace, portion.n);
  return status;
}

/* ---- what came of it */

/* Draws of one share: estimates brought up to everybody observed, infinite where there is none, and people kept; both [n], sorted. */
typedef struct outcome {
  double *totals, *kept;
  size_t n, n_failed;
} outcome;

static double count_people(const double *weights, size_t n) {
  double people = 0;
  for (size_t i = 0; i < n; i++) people += weights[i];
  return people;
}

static void collect(outcome *all, double *weights, const thinner *from, size_t part, size_t step, const double *totals) {
  const double observed = dark_plan_n_observed(from->plan, part);
  size_t n_records;
  dark_plan_records(from->plan, part, &n_records);
  all->n_failed = 0;
  for (size_t d = 0; d < all->n; d++) {
    const size_t number = d * (DARK__N_SHARES - 1) + step - 1;
    draw(weights, NULL, from, part, number);
    all->kept[d] = count_people(weights, n_records);
    all->totals[d] = isfinite(totals[number]) ? totals[number] * (observed / all->kept[d]) : INFINITY;
    all->n_failed += isfinite(totals[number]) ? 0 : 1;
  }
  gsl_sort(all->totals, 1, all->n);
  gsl_sort(all->kept, 1, all->n);
}

/* Absent where draws without an estimate reach it. */
static double finite_quantile(const outcome *all, double p) {
  const double value = dark__quantile_at(all->totals, all->n, p).value;
  return isfinite(value) ? value : NAN;
}

static dark_row summarise(const outcome *all, const dark_row *estimate) {
  dark_row row = {
      .method = estimate->method, .model = "", .lists = estimate->lists, .se = NAN, .interval = dark__interval_none(MIDDLE)};
  row.observed = dark__quantile_at(all->kept, all->n, 0.5).value;
  row.total = finite_quantile(all, 0.5);
  row.hidden = row.total - estimate->observed;
  row.interval.lower = finite_quantile(all, (1 - MIDDLE) / 2);
  row.interval.upper = finite_quantile(all, (1 + MIDDLE) / 2);
  row.n_replicates = all->n;
  row.n_failed = row.interval.n_failed = all->n_failed;
  row.state = isnan(row.total) ? DARK_STATE_NO_ESTIMATE : DARK_STATE_OK;
  if ((double)all->n_failed > MOST_FAILED * (double)all->n) {
    row.reasons = DARK_REASON_BIT(DARK_REASON_REPLICATES_FAILED);
    if (row.state == DARK_STATE_OK) row.state = DARK_STATE_UNSTABLE;
  }
  return row;
}

static void add_row(dark__section_work *work, const dark_row *answer, double share) {
  dark_sensitivity_row *row = dark__section_add(work, DARK_ANALYSIS_THINNING, answer);
  row->value = share;
  dark__section_compare(row, work->estimate->total);
}

static dark_status add_steps(dark__section_work *work, outcome *all, const double *totals, dark_error *err) {
  size_t n_records;
  dark_plan_records(work->plan, work->part, &n_records);
  uint64_t *keys = make_keys(work->plan, work->inquiry->options->seed);
  double *weights = calloc(n_records + 1, sizeof *weights);
  const dark_status status = keys == NULL || weights == NULL ? dark__fail_memory(err) : DARK_OK;
  const thinner from = {work->plan, keys};
  for (size_t step = 1; status == DARK_OK && step < DARK__N_SHARES; step++) {
    collect(all, weights, &from, work->part, step, totals);
    const dark_row answer = summarise(all, work->estimate);
    add_row(work, &answer, SHARES[step]);
  }
  free(weights);
  free(keys);
  return status;
}

dark_status dark__thinning_add(dark__section_work *work, const dark_replicates *thinned, dark_error *err) {
  if (thinned == NULL) return DARK_OK;
  const size_t n = work->inquiry->options->n_thinnings;
  outcome all = {.totals = malloc(n * sizeof *all.totals), .kept = malloc(n * sizeof *all.kept), .n = n};
  dark_status status = all.totals == NULL || all.kept == NULL ? dark__fail_memory(err) : DARK_OK;
  dark_row whole = *work->estimate;
  whole.interval = dark__interval_none(MIDDLE);
  whole.n_replicates = whole.n_failed = 0;
  if (status == DARK_OK) {
    add_row(work, &whole, SHARES[0]);
    status = add_steps(work, &all, dark_replicates_part(thinned, work->part), err);
  }
  free(all.totals);
  free(all.kept);
  return status;
}
