/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/error.h"
#include "estimator/plan.h"

/* Most tables that are handed to an estimator at once. */
enum { LANES = 16 };

/* Parts differ in their lists and methods, and so in what they need; work goes through them one after the other. So the memory is that of one
   part, and is changed for another's when that comes. */
struct dark_workspace {
  const dark_plan *plan;
  const dark__part *part; /* that `own` is for; NULL: none yet */
  void *own;
};

dark_status dark_workspace_new(dark_workspace **out, const dark_plan *plan, dark_error *err) {
  *out = calloc(1, sizeof **out);
  if (*out == NULL) return dark__fail_memory(err);
  (*out)->plan = plan;
  return DARK_OK;
}

static void leave_part(dark_workspace *workspace) {
  const dark_estimator *estimator = workspace->part != NULL ? workspace->part->estimator : NULL;
  if (estimator != NULL && estimator->workspace_free != NULL) estimator->workspace_free(workspace->own);
  workspace->part = NULL;
  workspace->own = NULL;
}

void dark_workspace_free(dark_workspace *workspace) {
  if (workspace == NULL) return;
  leave_part(workspace);
  free(workspace);
}

static dark_status enter_part(dark_workspace *workspace, const dark__part *part, dark_error *err) {
  if (workspace->part == part) return DARK_OK;
  leave_part(workspace);
  dark_status status = DARK_OK;
  if (part->estimator->workspace_new != NULL) status = part->estimator->workspace_new(&workspace->own, part->plan, err);
  if (status == DARK_OK) workspace->part = part;
  else workspace->own = NULL;
  return status;
}

/* The part, if it can be estimated in this workspace. */
static dark_status find_part(const dark__part **out, const dark_plan *plan, size_t part, const dark_workspace *workspace,
                             dark_error *err) {
  *out = NULL;
  if (workspace->plan != plan) return dark__fail(err, DARK_EUSAGE, "the workspace was made for another plan");
  if (part >= plan->n_parts)
    return dark__fail(err, DARK_EUSAGE, "there is no part %zu; the plan has %zu, counted from 0", part, plan->n_parts);
  if (plan->parts[part].estimator == NULL) return dark__fail(err, DARK_EUSAGE, "part %zu has no estimator", part);
  *out = &plan->parts[part];
  return DARK_OK;
}

static double count_people(const double *weights, size_t n) {
  double people = 0;
  for (size_t i = 0; i < n; i++) people += weights[i];
  return people;
}

static dark_status estimate_table(dark_estimate *out, const dark__part *here, void *own, const double *weights, dark_error *err) {
  const double people = count_people(weights, here->problem.n_records);
  if (!(people > 0)) {
    dark__estimate_fails(out, DARK_REASON_NO_RECORDS);
    return DARK_OK;
  }
  dark_status status = here->estimator->estimate(out, here->plan, own, weights, err);
  if (status == DARK_ENUMERIC) {
    dark__estimate_fails(out, DARK_REASON_NOT_CONVERGED);
    status = DARK_OK;
  }
  out->total = people + out->hidden;
  return status;
}

/* Up to LANES tables with somebody in them. When one of them does not converge, the others have their estimates all the same. */
static dark_status estimate_lanes(dark_estimate *const *out, const dark__part *here, void *own, const double *const *weights,
                                  size_t n, dark_error *err) {
  dark_estimate estimates[LANES];
  dark_status status = here->estimator->estimate_lanes(estimates, here->plan, own, weights, n, err);
  if (status == DARK_ENUMERIC) {
    status = DARK_OK;
    for (size_t i = 0; status == DARK_OK && i < n; i++) status = estimate_table(out[i], here, own, weights[i], err);
    return status;
  }
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    *out[i] = estimates[i];
    out[i]->total = count_people(weights[i], here->problem.n_records) + estimates[i].hidden;
  }
  return status;
}

static size_t width_of(const dark__part *here, const void *own) {
  const size_t offered = here->estimator->estimate_lanes != NULL ? here->estimator->n_lanes(own) : 1;
  return offered < LANES ? offered : LANES;
}

static dark_status estimate_tables(dark_estimate *out, const dark__part *here, void *own, const double *const *weights, size_t n,
                                   dark_error *err) {
  const size_t width = width_of(here, own);
  const double *tables[LANES];
  dark_estimate *places[LANES];
  size_t n_waiting = 0;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    if (width == 1 || !(count_people(weights[i], here->problem.n_records) > 0)) {
      status = estimate_table(&out[i], here, own, weights[i], err);
      continue;
    }
    tables[n_waiting] = weights[i];
    places[n_waiting++] = &out[i];
    if (n_waiting < width) continue;
    status = estimate_lanes(places, here, own, tables, n_waiting, err);
    n_waiting = 0;
  }
  if (status == DARK_OK && n_waiting > 0) status = estimate_lanes(places, here, own, tables, n_waiting, err);
  return status;
}

dark_status dark_estimate_part(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                               const double *weights, dark_error *err) {
  const dark__part *here;
  dark_status status = find_part(&here, plan, part, workspace, err);
  if (status == DARK_OK) status = enter_part(workspace, here, err);
  return status == DARK_OK ? estimate_table(out, here, workspace->own, weights, err) : status;
}

dark_status dark_estimate_tables(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                                 const double *const *weights, size_t n, dark_error *err) {
  const dark__part *here;
  dark_status status = find_part(&here, plan, part, workspace, err);
  if (status == DARK_OK) status = enter_part(workspace, here, err);
  return status == DARK_OK ? estimate_tables(out, here, workspace->own, weights, n, err) : status;
}
