/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/dependence.h"
#include "estimator/obstacle.h"

dark_status dark__table_naming_make(dark__table_naming *out, const dark_table *table, dark_error *err) {
  const size_t n = dark_table_n_lists(table);
  *out = (dark__table_naming){.names = calloc(n + 1, sizeof *out->names), .positions = calloc(n + 1, sizeof *out->positions)};
  if (out->names == NULL || out->positions == NULL) {
    dark__table_naming_clear(out);
    return dark__fail_memory(err);
  }
  for (size_t list = 0; list < n; list++) {
    out->names[list] = dark_table_list_name(table, list);
    out->positions[list] = (unsigned)dark_table_list_position(table, list);
  }
  out->naming = (dark__naming){.n_lists = (unsigned)n, .names = out->names, .positions = out->positions, .n_input = (unsigned)n};
  return DARK_OK;
}

void dark__table_naming_clear(dark__table_naming *naming) {
  free(naming->names);
  free(naming->positions);
  *naming = (dark__table_naming){0};
}

static int compare_records(const void *a, const void *b) {
  const uint32_t x = ((const dark_record *)a)->history, y = ((const dark_record *)b)->history;
  return (x > y) - (x < y);
}

/* Sort by history and add up equal ones; returns how many are left. */
static size_t merge_records(dark_record *records, size_t n) {
  if (n == 0) return 0;
  qsort(records, n, sizeof *records, compare_records);
  size_t last = 0;
  for (size_t i = 1; i < n; i++) {
    if (records[i].history == records[last].history) records[last].count += records[i].count;
    else records[++last] = records[i];
  }
  return last + 1;
}

dark_status dark__collect_records(dark_record **records, size_t *n, const dark_table *table, size_t stratum, dark_error *err) {
  const size_t n_strata = dark_table_n_strata(table);
  const size_t first = stratum == n_strata ? 0 : stratum, end = stratum == n_strata ? n_strata : stratum + 1;
  size_t n_room = 1;
  for (size_t s = first; s < end; s++) {
    size_t n_here;
    dark_table_records(table, s, &n_here);
    n_room += n_here;
  }
  *n = 0;
  *records = malloc(n_room * sizeof **records);
  if (*records == NULL) return dark__fail_memory(err);
  for (size_t s = first; s < end; s++) {
    size_t n_here;
    const dark_record *here = dark_table_records(table, s, &n_here);
    if (n_here > 0) memcpy(*records + *n, here, n_here * sizeof *here);
    *n += n_here;
  }
  *n = merge_records(*records, *n);
  return DARK_OK;
}

/* Squeeze the bits of `caught` together. */
static uint32_t squeeze(uint32_t history, uint32_t caught) {
  uint32_t result = 0;
  for (unsigned to = 0; caught != 0; caught &= caught - 1, to++)
    if ((history & caught & -caught) != 0) result |= (uint32_t)1 << to;
  return result;
}

/* Keep the lists in `caught` only. Order is preserved: the lists left out caught nobody. */
static dark_status restrict_lists(dark__part *part, uint32_t caught, const dark__naming *whole, dark_error *err) {
  const unsigned n = (unsigned)__builtin_popcount(caught);
  part->names = calloc(n + 1, sizeof *part->names);
  part->positions = calloc(n + 1, sizeof *part->positions);
  part->in_whole = calloc(n + 1, sizeof *part->in_whole);
  if (part->names == NULL || part->positions == NULL || part->in_whole == NULL) return dark__fail_memory(err);
  unsigned to = 0;
  for (unsigned list = 0; list < whole->n_lists; list++) {
    if (((caught >> list) & 1) == 0) continue;
    part->names[to] = whole->names[list];
    part->positions[to] = whole->positions[list];
    part->in_whole[to++] = list;
  }
  for (size_t i = 0; i < part->problem.n_records && part->problem.captures == NULL; i++)
    part->records[i].history = squeeze(part->records[i].history, caught);
  part->problem.n_lists = n;
  part->problem.naming =
      (dark__naming){.n_lists = n, .names = part->names, .positions = part->positions, .n_input = whole->n_input};
  part->problem.whole = *whole;
  part->problem.in_whole = part->in_whole;
  return DARK_OK;
}

/* Parametric resampling fills cells that nobody was observed in: give every history a record. */
static dark_status fill_all_cells(dark__part *part, dark_error *err) {
  const size_t n_cells = (size_t)1 << part->problem.n_lists;
  dark_record *all = calloc(n_cells, sizeof *all);
  if (all == NULL) return dark__fail_memory(err);
  for (size_t cell = 1; cell < n_cells; cell++) all[cell - 1].history = (uint32_t)cell;
  for (size_t i = 0; i < part->problem.n_records; i++) all[part->records[i].history - 1].count = part->records[i].count;
  free(part->records);
  part->records = all;
  part->problem.n_records = n_cells - 1;
  return DARK_OK;
}

static dark_status choose_estimator(dark__part *part, dark__config *config, const dark_settings *settings, dark_error *err) {
  const char *method = settings->method;
  const int automatic = method == NULL || strcmp(method, "auto") == 0;
  unsigned order = 0;
  if (automatic && part->problem.captures != NULL) method = dark_method_choose_one_list();
  else if (automatic) method = dark__method_choose(part->problem.n_lists, part->problem.given != NULL, &order);
  const dark_estimator *estimator = dark_estimator_find(method);
  if (estimator == NULL) return dark__fail(err, DARK_EUSAGE, "there is no method '%s'", method);
  part->estimator = estimator;
  config->max_order = settings->max_order != 0 ? settings->max_order : order;
  config->model = settings->model;
  config->variant = estimator->variant;
  part->options = calloc(estimator->n_options + 1, sizeof *part->options);
  if (part->options == NULL) return dark__fail_memory(err);
  config->options = part->options;
  /* Under `auto`, strata with fewer lists may be served by another method than the one --set was checked against. */
  const int foreign = automatic && part->problem.n_lists != part->problem.whole.n_lists;
  return dark__options_read(part->options, estimator, settings->set, foreign ? 0 : settings->n_set, err);
}

static dark_status estimate_observed(dark__part *part, dark_error *err) {
  double *weights = malloc((part->problem.n_records + 1) * sizeof *weights);
  if (weights == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < part->problem.n_records; i++) weights[i] = part->records[i].count;
  void *workspace = NULL;
  dark_status status = DARK_OK;
  if (part->estimator->workspace_new != NULL) status = part->estimator->workspace_new(&workspace, part->plan, err);
  const double *const table = weights;
  if (status == DARK_OK) status = part->estimator->estimate(&part->estimate, part->plan, workspace, &table, 1, err);
  if (status == DARK_OK) part->estimate.total = part->problem.n_observed + part->estimate.hidden;
  if (part->estimator->workspace_free != NULL) part->estimator->workspace_free(workspace);
  free(weights);
  return status;
}

/* Where lists caught nobody, a forced interaction may be that of all lists left, which no data can tell. */
static bool forces_saturation(const dark__problem *problem) {
  for (size_t i = 0; problem->given != NULL && i < problem->given->n_forced; i++)
    if ((unsigned)__builtin_popcount(problem->given->forced[i]) == problem->n_lists) return true;
  return false;
}

static dark_status give_up(dark__part *part, dark_reason reason) {
  if (part->plan != NULL && part->estimator->plan_free != NULL) part->estimator->plan_free(part->plan);
  part->plan = NULL;
  part->estimator = NULL;
  dark__estimate_fails(&part->estimate, reason);
  return DARK_OK;
}

static dark_status plan_part(dark__part *part, const dark_settings *settings, dark_error *err) {
  dark__config config;
  dark_status status = choose_estimator(part, &config, settings, err);
  if (status != DARK_OK) return status;
  if (part->problem.n_lists < part->estimator->min_lists) return give_up(part, DARK_REASON_TOO_FEW_LISTS);
  if (forces_saturation(&part->problem)) return give_up(part, DARK_REASON_NOT_IDENTIFIABLE);
  if (settings->resample == DARK_RESAMPLE_PARAMETRIC && part->problem.captures == NULL) status = fill_all_cells(part, err);
  part->problem.records = part->records;
  if (status == DARK_OK) status = part->estimator->plan_new(&part->plan, &part->problem, &config, err);
  if (status == DARK_OK) status = estimate_observed(part, err);
  const bool is_unsolved = status == DARK_OK && part->estimate.reason == DARK_REASON_NOT_CONVERGED;
  return status == DARK_ENUMERIC || is_unsolved ? give_up(part, DARK_REASON_NOT_CONVERGED) : status;
}

/* What is given of the dependence between the lists that are left. */
static dark_status restrict_dependence(dark__part *part, const dark__dependence *whole, dark_error *err) {
  const dark_status status = dark__dependence_within(&part->given, whole, part->in_whole, part->problem.n_lists, err);
  if (status == DARK_OK && dark__dependence_is_given(&part->given)) part->problem.given = &part->given;
  return status;
}

dark_status dark__part_make(dark__part *part, dark_record *records, size_t n_records, const dark__part_request *request,
                            dark_error *err) {
  const dark_captures *captures = request->captures;
  *part = (dark__part){.records = records};
  part->problem.captures = captures;
  part->problem.records = records;
  part->problem.n_records = n_records;
  for (size_t i = 0; i < n_records; i++) part->problem.n_observed += records[i].count;
  uint32_t caught = 1;
  dark_reason obstacle = captures == NULL               ? dark__find_obstacle(records, n_records, &caught)
                         : part->problem.n_observed > 0 ? DARK_N_REASONS
                                                        : DARK_REASON_NO_RECORDS;
  if (request->is_impossible) obstacle = DARK_REASON_IMPOSSIBLE;
  dark_status status = restrict_lists(part, caught, request->whole, err);
  if (status == DARK_OK) status = restrict_dependence(part, request->given, err);
  if (status == DARK_OK && obstacle == DARK_N_REASONS) status = plan_part(part, request->settings, err);
  else dark__estimate_fails(&part->estimate, obstacle);
  if (status != DARK_OK) dark__part_clear(part);
  return status;
}

void dark__part_clear(dark__part *part) {
  if (part->estimator != NULL && part->estimator->plan_free != NULL) part->estimator->plan_free(part->plan);
  dark__dependence_clear(&part->given);
  free(part->options);
  free(part->records);
  free(part->names);
  free(part->positions);
  free(part->in_whole);
  *part = (dark__part){0};
}
