/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "result/assembly.h"

const char *dark_state_name(dark_state state) {
  static const char *const names[] = {"ok", "partial", "unstable", "no_estimate"};
  const size_t n = sizeof names / sizeof names[0];
  return (size_t)state < n ? names[state] : "";
}

static dark_status check_request(const dark_plan *plan, const dark_replicates *replicates, const dark_result_options *options,
                                 dark_error *err) {
  const dark_status status = dark__version_check(options->version, DARK_RESULT_OPTIONS_VERSION, "dark_result_options", err);
  if (status != DARK_OK) return status;
  if (options->n_levels == 0 || options->levels == NULL) return dark__fail(err, DARK_EUSAGE, "no level given");
  if ((size_t)options->interval >= DARK_N_INTERVALS)
    return dark__fail(err, DARK_EUSAGE, "interval is %u, none of dark_interval_type", (unsigned)options->interval);
  for (size_t l = 0; l < options->n_levels; l++) {
    const double level = options->levels[l];
    if (!(level > 0 && level < 1)) return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", level);
  }
  if (options->n_contrasts > 0) {
    const dark_status texts = dark__texts_check(options->contrasts, options->n_contrasts, "contrasts", err);
    if (texts != DARK_OK) return texts;
  }
  if (replicates == NULL) return DARK_OK;
  if (dark_replicates_plan(replicates) != plan) return dark__fail(err, DARK_EUSAGE, "the replicates belong to another plan");
  if (!dark_interval_needs_replicates(options->interval))
    return dark__fail(err, DARK_EUSAGE, "replicates give percentile or bca intervals");
  return DARK_OK;
}

/* Names of lists in the input's order. */
static dark_status fill_lists(dark_results *results, const dark_table *table, dark_error *err) {
  const size_t n = dark_table_n_lists(table);
  results->lists = dark__arena_take(results->memory, n, sizeof *results->lists);
  if (results->lists == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < n; l++) results->lists[dark_table_list_position(table, l)] = dark_table_list_name(table, l);
  results->n_lists = n;
  return DARK_OK;
}

static const char *join_lists(const dark_results *results) {
  size_t size = 1;
  for (size_t l = 0; l < results->n_lists; l++) size += strlen(results->lists[l]) + 1;
  char *joined = dark__arena_take(results->memory, size, 1), *end = joined;
  if (joined == NULL) return NULL;
  for (size_t l = 0; l < results->n_lists; l++) {
    const size_t length = strlen(results->lists[l]);
    if (l > 0) *end++ = '+';
    memcpy(end, results->lists[l], length);
    end += length;
  }
  return joined;
}

static dark_status fill_categories(dark_results *results, const dark_table *table, dark_error *err) {
  results->n_categories = dark_table_n_categories(table);
  results->categories = dark__arena_take(results->memory, results->n_categories, sizeof *results->categories);
  if (results->categories == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < results->n_categories; c++) results->categories[c] = dark_table_category_name(table, c);
  return DARK_OK;
}

static dark_status fill_request(dark_results *results, const dark_plan *plan, const dark_replicates *replicates,
                                const dark_result_options *options, dark_error *err) {
  const char *asked = options->asked_method != NULL ? options->asked_method : "auto";
  results->asked_method = dark__arena_copy(results->memory, asked);
  results->levels = dark__arena_take(results->memory, options->n_levels, sizeof *results->levels);
  if (results->asked_method == NULL || results->levels == NULL) return dark__fail_memory(err);
  memcpy(results->levels, options->levels, options->n_levels * sizeof *results->levels);
  results->n_levels = options->n_levels;
  results->resample = dark_plan_resample(plan);
  results->dependence = dark_plan_dependence(plan);
  results->n_replicates = replicates != NULL ? dark_replicates_n(replicates) : 0;
  results->seed = options->seed;
  results->practice = options->practice;
  return DARK_OK;
}

/* Rows of both are read side by side. */
static dark_status check_practice(const dark_results *results, dark_error *err) {
  const dark_results *practice = results->practice;
  bool is_same = practice == NULL || (practice->n_rows == results->n_rows && practice->n_levels == results->n_levels);
  for (size_t l = 0; is_same && practice != NULL && l < results->n_levels; l++)
    is_same = practice->levels[l] == results->levels[l];
  return is_same ? DARK_OK : dark__fail(err, DARK_EUSAGE, "results to be shown beside have other rows or levels");
}

static dark_status fill_details(dark_results *results, const dark__assembly *assembly, dark_error *err) {
  const size_t n = dark_plan_n_parts(assembly->plan);
  results->details = dark__arena_take(assembly->arena, n, sizeof *results->details);
  if (results->details == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t part = 0; status == DARK_OK && part < n; part++) {
    results->n_details = part + 1; /* so that a half-made one is freed */
    status = dark__detail_fill(&results->details[part], assembly, part, err);
  }
  return status;
}

static dark_status fill_rows(dark_results *results, const dark__assembly *assembly, dark_error *err) {
  const size_t n_targets = dark_plan_n_targets(assembly->plan), n_levels = assembly->n_levels;
  const int has_pooled = dark_plan_pooled_part(assembly->plan) < dark_plan_n_parts(assembly->plan);
  const size_t n_pooled = has_pooled ? n_levels : 0;
  if (n_levels == 0 || n_targets > SIZE_MAX / n_levels) return dark__fail_memory(err);
  results->rows = dark__arena_take(assembly->arena, n_targets * n_levels, sizeof *results->rows);
  results->pooled = dark__arena_take(assembly->arena, n_pooled, sizeof *results->pooled);
  if (results->rows == NULL || results->pooled == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t target = 0; status == DARK_OK && target < n_targets; target++)
    status = dark__rows_fill(results->rows + target * n_levels, assembly, results->details, target, err);
  if (status == DARK_OK && has_pooled) status = dark__rows_fill(results->pooled, assembly, results->details, n_targets, err);
  results->n_rows = n_targets * n_levels;
  results->n_pooled = n_pooled;
  return status;
}

/* Times `share`: a limit that there is not excludes nothing. */
static bool is_outside(double value, const dark_interval *interval, double share) {
  return value < share * interval->lower || value > share * interval->upper;
}

/* Where categories are left out the total of the others is taken for what it would be of everybody. */
static bool do_differ(const dark_row *total, const dark_row *pooled) {
  if (total->state == DARK_STATE_NO_ESTIMATE || pooled->state == DARK_STATE_NO_ESTIMATE) return false;
  const double share = (total->observed + total->excluded) / total->observed;
  return is_outside(share * total->total, &pooled->interval, 1) && is_outside(pooled->total, &total->interval, share);
}

/* People are the same in both, so that each number should be possible under the other. */
static void compare_with_one_table(dark_results *results, const dark__assembly *assembly) {
  size_t n = 0;
  const size_t *parts = dark_plan_target_parts(assembly->plan, dark_plan_n_targets(assembly->plan) - 1, &n);
  if (results->n_pooled == 0 || !dark__parts_are_apart(assembly, parts, n)) return;
  dark_row *total = results->rows + results->n_rows - results->n_levels;
  for (size_t l = 0; l < results->n_levels; l++)
    if (do_differ(&total[l], &results->pooled[l])) total[l].reasons |= DARK_REASON_BIT(DARK_REASON_TOTALS_DIFFER);
}

static dark_status fill_results(dark_results *results, const dark_plan *plan, const dark_replicates *replicates,
                                const dark_result_options *options, dark_error *err) {
  const dark_table *table = dark_plan_table(plan);
  dark_status status = fill_lists(results, table, err);
  if (status == DARK_OK) status = fill_categories(results, table, err);
  if (status == DARK_OK) status = fill_request(results, plan, replicates, options, err);
  if (status != DARK_OK) return status;
  dark__assembly assembly = {
      .plan = plan,
      .table = table,
      .replicates = replicates,
      .interval = options->interval,
      .levels = results->levels,
      .n_levels = results->n_levels,
      .asked_method = results->asked_method,
      .goodness = options->goodness,
      .lists = join_lists(results),
      .arena = results->memory,
  };
  if (assembly.lists == NULL) return dark__fail_memory(err);
  status = dark__intervals_fill(&assembly.intervals, &assembly, err);
  if (status == DARK_OK) status = fill_details(results, &assembly, err);
  if (status == DARK_OK) status = fill_rows(results, &assembly, err);
  if (status == DARK_OK) status = dark__shrunken_fill(results, &assembly, err);
  if (status == DARK_OK) status = dark__missing_fill(results, &assembly, err);
  if (status == DARK_OK) status = dark__suppressed_fill(results, &assembly, err);
  if (status == DARK_OK) status = dark__contrasts_fill(results, &assembly, options, err);
  if (status == DARK_OK) compare_with_one_table(results, &assembly);
  return status == DARK_OK ? check_practice(results, err) : status;
}

dark_status dark_results_new(dark_results **out, const dark_plan *plan, const dark_replicates *replicates,
                             const dark_result_options *options, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE(options, err);
  dark_status status = check_request(plan, replicates, options, err);
  if (status != DARK_OK) return status;
  dark_results *results = calloc(1, sizeof *results);
  if (results == NULL) return dark__fail_memory(err);
  results->memory = dark__arena_new();
  status = results->memory != NULL ? fill_results(results, plan, replicates, options, err) : dark__fail_memory(err);
  if (status == DARK_OK) *out = results;
  else dark_results_free(results);
  return status;
}

void dark_results_free(dark_results *results) {
  if (results == NULL) return;
  for (size_t d = 0; d < results->n_details; d++)
    if (results->details[d].has_explanation) dark_explanation_clear(&results->details[d].explanation);
  dark__arena_free(results->memory);
  free(results);
}

int dark_results_any(const dark_results *results) {
  for (size_t r = 0; results != NULL && r < results->n_rows; r++)
    if (results->rows[r].state != DARK_STATE_NO_ESTIMATE) return 1;
  return 0;
}
