/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/arguments.h"
#include "estimator/plan.h"

/* Most tables that are handed to an estimator at once. */
enum { MOST_TOGETHER = 256 };

/* Groups differ in their lists and methods, and so in what they need; work goes through them one after the other. So the memory is that of one
   group, and is changed for another's when that comes. */
struct dark_workspace {
  const dark_plan *plan;
  const dark__group *group; /* that the rest is for; NULL: none yet */
  void *own;                /* of its estimator */
  double *table;            /* [records of the group] and */
  dark_estimate *estimates; /* [strata], where one of several strata is asked for */
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

static void leave_group(dark_workspace *workspace) {
  const dark_estimator *estimator = workspace->group != NULL ? workspace->group->estimator : NULL;
  if (estimator != NULL && estimator->workspace_free != NULL) estimator->workspace_free(workspace->own);
  free(workspace->table);
  free(workspace->estimates);
  workspace->group = NULL;
  workspace->own = NULL;
  workspace->table = NULL;
  workspace->estimates = NULL;
}

void dark_workspace_free(dark_workspace *workspace) {
  if (workspace == NULL) return;
  leave_group(workspace);
  free(workspace);
}

static dark_status enter_group(dark_workspace *workspace, const dark__group *group, dark_error *err) {
  if (workspace->group == group) return DARK_OK;
  leave_group(workspace);
  dark_status status = DARK_OK;
  if (group->estimator->workspace_new != NULL) status = group->estimator->workspace_new(&workspace->own, group->plan, err);
  if (status == DARK_OK) workspace->group = group;
  else workspace->own = NULL;
  return status;
}

static double count_people(const double *weights, size_t n) {
  double people = 0;
  for (size_t i = 0; i < n; i++) people += weights[i];
  return people;
}

static void fill_totals(dark_estimate *out, const dark__group *group, const double *weights) {
  for (size_t i = 0; i < group->n; i++)
    out[i].total = count_people(weights + group->starts[i], group->problems[i]->n_records) + out[i].hidden;
}

/* Estimators never see a table of nobody. */
static bool has_anybody(dark_estimate *out, const dark__group *group, const double *weights) {
  if (count_people(weights, group->starts[group->n]) > 0) return true;
  for (size_t i = 0; i < group->n; i++) dark__estimate_fails(&out[i], DARK_REASON_NO_RECORDS);
  return false;
}

static dark_status estimate_run(dark_estimate *out, const dark__group *group, void *own, const double *const *weights, size_t n,
                                dark_error *err) {
  const dark_status status = n == 0 ? DARK_OK : group->estimator->estimate(out, group->plan, own, weights, n, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) fill_totals(out + i * group->n, group, weights[i]);
  return status;
}

/* Tables that stand side by side go through the estimator together. */
static dark_status estimate_tables(dark_estimate *out, const dark__group *group, void *own, const double *const *weights,
                                   size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  size_t first = 0;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    const bool is_table = has_anybody(out + i * group->n, group, weights[i]);
    if (is_table && i - first < MOST_TOGETHER) continue;
    status = estimate_run(out + first * group->n, group, own, weights + first, i - first, err);
    first = is_table ? i : i + 1;
  }
  return status == DARK_OK ? estimate_run(out + first * group->n, group, own, weights + first, n - first, err) : status;
}

dark_status dark__estimate_group(dark_estimate *out, const dark_plan *plan, size_t group, dark_workspace *workspace,
                                 const double *const *weights, size_t n, dark_error *err) {
  const dark__group *here = &plan->groups[group];
  if (workspace->plan != plan || here->estimator == NULL)
    return dark__fail(err, DARK_EUSAGE, "the workspace belongs to another plan, or the group has no estimator");
  const dark_status status = enter_group(workspace, here, err);
  return status == DARK_OK ? estimate_tables(out, here, workspace->own, weights, n, err) : status;
}

/* ---- one stratum of several: the others as they were observed */

static dark_status make_room(dark_workspace *workspace, const dark__group *group, dark_error *err) {
  if (workspace->table == NULL) workspace->table = malloc((group->starts[group->n] + 1) * sizeof *workspace->table);
  if (workspace->estimates == NULL) workspace->estimates = malloc(group->n * sizeof *workspace->estimates);
  return workspace->table == NULL || workspace->estimates == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void fill_table(double *table, const dark__group *group, size_t place, const double *weights) {
  for (size_t i = 0; i < group->n; i++)
    for (size_t k = 0; k < group->problems[i]->n_records; k++)
      table[group->starts[i] + k] = i == place ? weights[k] : group->problems[i]->records[k].count;
}

static dark_status estimate_stratum(dark_estimate *out, const dark__group *group, size_t place, dark_workspace *workspace,
                                    const double *weights, dark_error *err) {
  dark_status status = make_room(workspace, group, err);
  if (status != DARK_OK) return status;
  const double *table = workspace->table;
  fill_table(workspace->table, group, place, weights);
  status = estimate_tables(workspace->estimates, group, workspace->own, &table, 1, err);
  if (status == DARK_OK) *out = workspace->estimates[place];
  return status;
}

dark_status dark_estimate_part(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                               const double *weights, dark_error *err) {
  DARK__REQUIRE(out, err);
  DARK__REQUIRE(weights, err);
  return dark_estimate_tables(out, plan, part, workspace, &weights, 1, err);
}

dark_status dark_estimate_tables(dark_estimate *out, const dark_plan *plan, size_t part, dark_workspace *workspace,
                                 const double *const *weights, size_t n, dark_error *err) {
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE(workspace, err);
  DARK__REQUIRE_ARRAY(out, n, err);
  DARK__REQUIRE_ARRAY(weights, n, err);
  for (size_t i = 0; i < n; i++) DARK__REQUIRE(weights[i], err);
  if (workspace->plan != plan) return dark__fail(err, DARK_EUSAGE, "the workspace was made for another plan");
  if (part >= plan->n_parts)
    return dark__fail(err, DARK_EUSAGE, "there is no part %zu; the plan has %zu, counted from 0", part, plan->n_parts);
  const dark__group *group = &plan->groups[plan->parts[part].group];
  if (group->estimator == NULL) return dark__fail(err, DARK_EUSAGE, "part %zu has no estimator", part);
  dark_status status = enter_group(workspace, group, err);
  if (status != DARK_OK) return status;
  if (group->n == 1) return estimate_tables(out, group, workspace->own, weights, n, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    status = estimate_stratum(&out[i], group, plan->parts[part].place, workspace, weights[i], err);
  return status;
}
