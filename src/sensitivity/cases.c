/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"
#include "base/threads.h"
#include "estimator/interval.h"
#include "estimator/strata.h"
#include "result/assembly.h"
#include "sensitivity/section.h"

/* What all threads share: each record writes its own estimate. */
typedef struct job {
  const dark_plan *plan;
  size_t part;
  const dark_record *records; /* [n] */
  size_t n;
  dark_estimate *estimates; /* [n] */
  dark__pace *pace;
} job;

size_t dark__n_cases(const dark_plan *plan, size_t part) {
  size_t n, n_cases = 0;
  const dark_record *records = dark_plan_records(plan, part, &n);
  for (size_t r = 0; r < n; r++) n_cases += records[r].count > 0 ? 1 : 0;
  return n_cases;
}

static dark_status estimate_without(const job *work, dark_workspace *workspace, double *weights, size_t r, dark_error *err) {
  for (size_t k = 0; k < work->n; k++) weights[k] = work->records[k].count - (k == r ? 1 : 0);
  const dark_status status = dark_estimate_part(&work->estimates[r], work->plan, work->part, workspace, weights, err);
  return atomic_load(&work->pace->stop) ? dark__fail(err, DARK_EINTERRUPTED, "interrupted") : status;
}

static dark_status run(const job *work, int n_threads, dark_error *err) {
  dark_status status = DARK_OK;
  dark_error first = DARK_ERROR_INIT;
  const dark__halt halt = dark__halt_heeded();
#pragma omp parallel num_threads(dark__n_threads(n_threads))
  {
    const dark__halt before = dark__halt_heed(halt);
    dark_error own = DARK_ERROR_INIT;
    dark_workspace *workspace = NULL;
    double *weights = malloc((work->n + 1) * sizeof *weights);
    dark_status mine = weights == NULL ? dark__fail_memory(&own) : dark_workspace_new(&workspace, work->plan, &own);
#pragma omp for schedule(dynamic, 1)
    for (size_t r = 0; r < work->n; r++)
      if (mine == DARK_OK && work->records[r].count > 0) mine = estimate_without(work, workspace, weights, r, &own);
#pragma omp critical(dark_sensitivity_errors)
    if (mine != DARK_OK && status == DARK_OK) {
      status = mine;
      first = own;
    }
    dark_workspace_free(workspace);
    free(weights);
    dark__halt_heed(before);
  }
  return status == DARK_OK ? DARK_OK : dark__fail(err, status, "%s", first.message);
}

static dark_status answer(dark_row *out, const dark__section_work *work, const dark_estimate *without, dark_error *err) {
  const dark_row *whole = work->estimate;
  const int has_estimate = without->reason == DARK_N_REASONS;
  *out = (dark_row){.method = whole->method,
                    .model = has_estimate ? dark__model_name(work->arena, work->plan, work->part, without->model) : "",
                    .lists = whole->lists,
                    .observed = whole->observed - 1,
                    .hidden = without->hidden,
                    .total = without->total,
                    .se = NAN,
                    .interval = dark__interval_none(work->inquiry->options->level)};
  if (out->model == NULL) return dark__fail_memory(err);
  out->state = has_estimate ? DARK_STATE_OK : DARK_STATE_NO_ESTIMATE;
  if (!has_estimate) out->reasons = DARK_REASON_BIT(without->reason);
  if (has_estimate && without->is_incomplete) {
    out->state = DARK_STATE_UNSTABLE;
    out->reasons = DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  }
  return DARK_OK;
}

static dark_status add_rows(dark__section_work *work, const job *done, dark_error *err) {
  const int has_captures = dark_table_captures(work->inquiry->table) != NULL;
  const uint64_t lists = dark__plan_lists(work->plan, work->part);
  for (size_t r = 0; r < done->n; r++) {
    dark_row without;
    const uint64_t history = done->records[r].history;
    if (!(done->records[r].count > 0)) continue;
    const dark_status status = answer(&without, work, &done->estimates[r], err);
    if (status != DARK_OK) return status;
    dark_sensitivity_row *row = dark__section_add(work, DARK_ANALYSIS_CASE_LEFT_OUT, &without);
    row->history = has_captures ? history : dark__history_in_table(history, lists);
    row->model_changes = without.state != DARK_STATE_NO_ESTIMATE && strcmp(without.model, work->estimate->model) != 0;
    dark__section_compare(row, work->estimate->total);
  }
  return DARK_OK;
}

dark_status dark__cases_add(dark__section_work *work, dark_error *err) {
  job all = {.plan = work->plan, .part = work->part, .pace = work->inquiry->pace};
  all.records = dark_plan_records(work->plan, work->part, &all.n);
  all.estimates = calloc(all.n + 1, sizeof *all.estimates);
  if (all.estimates == NULL) return dark__fail_memory(err);
  dark_status status = run(&all, work->inquiry->options->n_threads, err);
  if (status == DARK_OK) status = add_rows(work, &all, err);
  free(all.estimates);
  dark__pace_step(all.pace, all.n);
  return status;
}
