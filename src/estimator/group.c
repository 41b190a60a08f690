/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/group.h"

#include <darkfigure/suppression.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/dependence.h"
#include "estimator/obstacle.h"
#include "estimator/settings.h"
#include "table/expected.h"

bool dark__settings_join(const dark_settings *settings) {
  const dark_estimator *asked = dark__settings_are_automatic(settings) ? NULL : dark_estimator_find(settings->method);
  return asked != NULL && asked->group_plan_new != NULL;
}

/* ---- its strata */

/* A stratum of the group while that is being made. */
static dark__part *stratum_at(const dark__group *group, const dark__group_request *request, size_t i) {
  return &request->parts[group->parts[i]];
}

static dark_status make_room(dark__group *group, const size_t *parts, size_t n, dark_error *err) {
  *group = (dark__group){.n = n,
                         .parts = malloc(n * sizeof *group->parts),
                         .starts = calloc(n + 1, sizeof *group->starts),
                         .problems = calloc(n, sizeof *group->problems)};
  if (group->parts == NULL || group->starts == NULL || group->problems == NULL) return dark__fail_memory(err);
  memcpy(group->parts, parts, n * sizeof *parts);
  return DARK_OK;
}

static dark_status collect(const dark__group *group, const dark__group_request *request, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < group->n; i++)
    status = dark__part_collect(stratum_at(group, request, i), request->table, group->parts[i], err);
  return status;
}

/* Lists of suppressed counts, which may be 0. */
static uint64_t suppressed_lists(const dark__group *group, const dark_table *table) {
  const dark_suppression *known = dark_table_suppression(table);
  const bool is_one = group->n == 1 && group->parts[0] < dark_table_n_strata(table);
  uint64_t lists = 0;
  for (size_t c = 0; known != NULL && c < known->n; c++)
    if (!is_one || known->cells[c].stratum == group->parts[0]) lists |= known->cells[c].history;
  return lists;
}

/* What stands in the way in all strata together, and the lists that caught anybody in any. */
static dark_reason find_obstacle(uint64_t *caught, const dark__group *group, const dark__group_request *request) {
  dark__overlaps overlaps = dark__overlaps_start();
  double people = 0;
  for (size_t i = 0; i < group->n; i++) {
    const dark__problem *problem = &stratum_at(group, request, i)->problem;
    people += problem->n_observed;
    if (problem->captures == NULL) dark__overlaps_add(&overlaps, problem->records, problem->n_records);
  }
  overlaps.caught |= suppressed_lists(group, request->table);
  const bool has_captures = dark_table_captures(request->table) != NULL;
  *caught = has_captures ? 1 : overlaps.caught;
  if (dark__table_is_impossible(request->table, group->parts[0])) return DARK_REASON_IMPOSSIBLE;
  if (has_captures) return people > 0 ? DARK_N_REASONS : DARK_REASON_NO_RECORDS;
  return dark__overlaps_obstacle(&overlaps);
}

static dark_status restrict_all(const dark__group *group, const dark__group_request *request, uint64_t caught, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < group->n; i++)
    status = dark__part_restrict(stratum_at(group, request, i), caught, request->whole, request->given, err);
  return status;
}

static dark_status fill_cells(const dark__group *group, const dark__group_request *request, dark_error *err) {
  const bool is_needed = request->settings->resample == DARK_RESAMPLE_PARAMETRIC && dark_table_captures(request->table) == NULL;
  dark_status status = DARK_OK;
  for (size_t i = 0; is_needed && status == DARK_OK && i < group->n; i++)
    status = dark__part_fill_cells(stratum_at(group, request, i), err);
  return status;
}

static void fail_all(const dark__group *group, const dark__group_request *request, dark_reason reason) {
  for (size_t i = 0; i < group->n; i++) dark__estimate_fails(&stratum_at(group, request, i)->estimate, reason);
}

static void place_all(dark__group *group, const dark__group_request *request) {
  for (size_t i = 0; i < group->n; i++) {
    group->problems[i] = &stratum_at(group, request, i)->problem;
    group->starts[i + 1] = group->starts[i] + group->problems[i]->n_records;
  }
}

/* ---- its estimator */

static dark_common_dependence settle_common(const dark_estimator *estimator, dark_common_dependence asked) {
  const dark_common_dependence common = asked == DARK_COMMON_USUAL ? estimator->usual_common : asked;
  return common == DARK_COMMON_USUAL ? DARK_COMMON_NO : common;
}

static dark_status choose_estimator(dark__group *group, const dark__group_request *request, dark__config *config,
                                    dark_error *err) {
  const dark_settings *settings = request->settings;
  const dark__problem *first = &stratum_at(group, request, 0)->problem;
  const bool automatic = dark__settings_are_automatic(settings);
  const dark_estimator *estimator =
      dark__estimator_named(settings->method, first->n_lists, first->captures != NULL, first->given != NULL);
  if (estimator == NULL) return dark__fail(err, DARK_EUSAGE, "there is no method '%s'", settings->method);
  group->estimator = estimator = dark__estimator_for(estimator, first->n_lists);
  for (size_t i = 0; i < group->n; i++)
    stratum_at(group, request, i)->problem.common = settle_common(estimator, settings->common_dependence);
  config->max_order = settings->max_order;
  config->model = settings->model;
  config->absent = settings->absent;
  config->n_absent = settings->n_absent;
  config->missing = settings->missing;
  config->missing_odds = settings->missing_odds;
  config->pool = settings->pool;
  config->variant = estimator->variant;
  group->options = calloc(estimator->n_options + 1, sizeof *group->options);
  if (group->options == NULL) return dark__fail_memory(err);
  config->options = group->options;
  /* Under `auto`, strata with fewer lists may be served by another method than the one --set was checked against. */
  const int foreign = automatic && first->n_lists != first->whole.n_lists;
  return dark__options_read(group->options, estimator, settings->set, foreign ? 0 : settings->n_set, err);
}

/* Whether an estimator goes without what is an obstacle to most: those of first captures only need nobody on two lists. */
static bool is_obstacle_to(const dark_estimator *estimator, dark_reason obstacle) {
  return obstacle != DARK_N_REASONS && !(estimator->needs_order && obstacle == DARK_REASON_NO_OVERLAP);
}

/* Where lists caught nobody, a forced interaction may be that of all lists left, which no data can tell. */
static bool forces_saturation(const dark__problem *problem) {
  for (size_t i = 0; problem->given != NULL && i < problem->given->n_forced; i++)
    if ((unsigned)__builtin_popcount(problem->given->forced[i]) == problem->n_lists) return true;
  return false;
}

/* Why the estimator is not for the group, which has this obstacle. All strata have the same lists. */
static dark_reason find_refusal(const dark_estimator *estimator, const dark__problem *first, dark_reason obstacle) {
  if (is_obstacle_to(estimator, obstacle)) return obstacle;
  if (first->captures == NULL && first->n_lists < estimator->min_lists) return DARK_REASON_TOO_FEW_LISTS;
  return forces_saturation(first) ? DARK_REASON_NOT_IDENTIFIABLE : DARK_N_REASONS;
}

static dark_status give_up(dark__group *group, const dark__group_request *request, dark_reason reason) {
  if (group->plan != NULL && group->estimator->plan_free != NULL) group->estimator->plan_free(group->plan);
  group->plan = NULL;
  group->estimator = NULL;
  fail_all(group, request, reason);
  return DARK_OK;
}

static dark_status make_plan(dark__group *group, const dark__group_request *request, const dark__config *config,
                             dark_error *err) {
  const dark_estimator *estimator = group->estimator;
  if (estimator->group_plan_new == NULL) return estimator->plan_new(&group->plan, group->problems[0], config, err);
  const dark__problems all = {
      .strata = group->problems, .n = group->n, .table = request->table, .places = group->parts, .starts = group->starts};
  return estimator->group_plan_new(&group->plan, &all, config, err);
}

/* ---- the observed table */

static void weigh_observed(double *weights, const dark__group *group) {
  for (size_t i = 0; i < group->n; i++)
    for (size_t k = 0; k < group->problems[i]->n_records; k++)
      weights[group->starts[i] + k] = group->problems[i]->records[k].count;
}

static dark_status estimate_table(dark_estimate *out, const dark__group *group, const double *weights, dark_error *err) {
  const dark_estimator *estimator = group->estimator;
  void *workspace = NULL;
  dark_status status = DARK_OK;
  if (estimator->workspace_new != NULL) status = estimator->workspace_new(&workspace, group->plan, err);
  if (status == DARK_OK) status = estimator->estimate(out, group->plan, workspace, &weights, 1, err);
  if (estimator->workspace_free != NULL) estimator->workspace_free(workspace);
  return status;
}

static dark_status estimate_observed(const dark__group *group, const dark__group_request *request, dark_error *err) {
  double *weights = malloc((group->starts[group->n] + 1) * sizeof *weights);
  dark_estimate *estimates = calloc(group->n, sizeof *estimates);
  dark_status status = DARK_OK;
  if (weights == NULL || estimates == NULL) status = dark__fail_memory(err);
  if (status == DARK_OK) {
    weigh_observed(weights, group);
    status = estimate_table(estimates, group, weights, err);
  }
  for (size_t i = 0; status == DARK_OK && i < group->n; i++) {
    dark__part *part = stratum_at(group, request, i);
    part->estimate = estimates[i];
    part->estimate.total = part->problem.n_observed + part->estimate.hidden;
  }
  free(estimates);
  free(weights);
  return status;
}

/* What is expected of suppressed counts. */
static dark_status complete_counts(const dark__group *group, const dark__group_request *request, dark_error *err) {
  const dark_estimator *estimator = group->estimator;
  dark_status status = DARK_OK;
  if (dark_table_suppression(request->table) == NULL || estimator->complete == NULL) return DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < group->n; i++) {
    dark__part *part = stratum_at(group, request, i);
    part->completed = calloc(part->problem.n_records + 1, sizeof *part->completed);
    if (part->completed == NULL) return dark__fail_memory(err);
    const void *plan = estimator->stratum_plan == NULL ? group->plan : estimator->stratum_plan(group->plan, i);
    status = estimator->complete(part->completed, plan, err);
  }
  return status;
}

static bool is_unsolved(const dark__group *group, const dark__group_request *request) {
  for (size_t i = 0; i < group->n; i++)
    if (stratum_at(group, request, i)->estimate.reason != DARK_REASON_NOT_CONVERGED) return false;
  return true;
}

static void hand_out(const dark__group *group, const dark__group_request *request) {
  const dark_estimator *estimator = group->estimator;
  for (size_t i = 0; i < group->n; i++) {
    dark__part *part = stratum_at(group, request, i);
    part->estimator = estimator;
    part->plan = estimator == NULL || estimator->stratum_plan == NULL ? group->plan : estimator->stratum_plan(group->plan, i);
  }
}

static dark_status plan_group(dark__group *group, const dark__group_request *request, dark_reason obstacle, dark_error *err) {
  dark__config config;
  dark_status status = choose_estimator(group, request, &config, err);
  if (status != DARK_OK) return status;
  const dark_reason refusal = find_refusal(group->estimator, &stratum_at(group, request, 0)->problem, obstacle);
  if (refusal != DARK_N_REASONS) return give_up(group, request, refusal);
  status = fill_cells(group, request, err);
  place_all(group, request);
  if (status == DARK_OK) status = make_plan(group, request, &config, err);
  if (status == DARK_OK) status = estimate_observed(group, request, err);
  if (status == DARK_OK) status = complete_counts(group, request, err);
  if (status == DARK_ENUMERIC || (status == DARK_OK && is_unsolved(group, request)))
    return give_up(group, request, DARK_REASON_NOT_CONVERGED);
  return status;
}

dark_status dark__group_make(dark__group *group, const size_t *parts, size_t n, const dark__group_request *request,
                             dark_error *err) {
  uint64_t caught = 0;
  dark_reason obstacle = DARK_N_REASONS;
  dark_status status = make_room(group, parts, n, err);
  if (status == DARK_OK) status = collect(group, request, err);
  if (status != DARK_OK) return status;
  obstacle = find_obstacle(&caught, group, request);
  status = restrict_all(group, request, caught, err);
  if (status != DARK_OK) return status;
  place_all(group, request);
  if (obstacle == DARK_N_REASONS || obstacle == DARK_REASON_NO_OVERLAP) status = plan_group(group, request, obstacle, err);
  else fail_all(group, request, obstacle);
  if (status == DARK_OK) hand_out(group, request);
  return status;
}

void dark__group_clear(dark__group *group) {
  if (group->estimator != NULL && group->estimator->plan_free != NULL) group->estimator->plan_free(group->plan);
  free(group->options);
  free(group->parts);
  free(group->starts);
  free(group->problems);
  *group = (dark__group){0};
}
