/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/arguments.h"
#include "estimator/plan.h"

/* Most tables that are handed to an estimator at once. */
enum { MOST_TOGETHER = 256 };

/* Parts differ in their lists and methods, and so in what they need; work goes through them one after the other. So the memory is that of one
   part, and is changed for another's when that comes. */
struct dark_workspace {
  const dark_plan *plan;
  const dark__part *part; /* that `own` is for; NULL: none yet */
  void *own;
};

dark_status dark_workspace_new(dark_workspace **out, const dark_plan *plan, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(plan, err);
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

/* Tables on their way through the estimator. */
typedef struct batch {
  const double *tables[MOST_TOGETHER];
  double people[MOST_TOGETHER];
  dark_estimate *places[MOST_TOGETHER]; /* where the estimates go */
  dark_estimate estimates[MOST_TOGETHER];
  size_t n;
} batch;

static dark_status estimate_batch(batch *of, const dark__part *here, void *own, dark_error *err) {
  const dark_status status =
      of->n == 0 ? DARK_OK : here->estimator->estimate(of->estimates, here->plan, own, of->tables, of->n, err);
  for (size_t i = 0; status == DARK_OK && i < of->n; i++) {
    *of->places[i] = of->estimates[i];
    of->places[i]->total = of->people[i] + of->estimates[i].hidden;
  }
  of->n = 0;
  return status;
}

/* Estimators never see a table of nobody. */
static dark_status estimate_tables(dark_estimate *out, const dark__part *here, void *own, const double *const *weights, size_t n,
                                   dark_error *err) {
  batch waiting = {.n = 0};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    const double people = count_people(weights[i], here->problem.n_records);
    if (!(people > 0)) {
      dark__estimate_fails(&out[i], DARK_REASON_NO_RECORDS);
      continue;
    }
    waiting.tables[waiting.n] = weights[i];
    waiting.people[waiting.n] = people;
    waiting.places[waiting.n++] = &out[i];
    if (waiting.n == MOST_TOGETHER) status = estimate_batch(&waiting, here, own, err);
  }
  return status == DARK_OK ? estimate_batch(&waiting, here, own, err) : status;
}

dark_status dark_estimate_part(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                               const double *weights, dark_error *err) {
  DARK__REQUIRE(out, err);
  DARK__REQUIRE(weights, err);
  return dark_estimate_tables(out, plan, part, workspace, &weights, 1, err);
}

dark_status dark_estimate_tables(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                                 const double *const *weights, size_t n, dark_error *err) {
  const dark__part *here;
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE(workspace, err);
  DARK__REQUIRE_ARRAY(out, n, err);
  DARK__REQUIRE_ARRAY(weights, n, err);
  for (size_t i = 0; i < n; i++) DARK__REQUIRE(weights[i], err);
  dark_status status = find_part(&here, plan, part, workspace, err);
  if (status == DARK_OK) status = enter_part(workspace, here, err);
  return status == DARK_OK ? estimate_tables(out, here, workspace->own, weights, n, err) : status;
}
