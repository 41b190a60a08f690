/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "result/assembly.h"
#include "sensitivity/question.h"

static int is_any(const dark_plan *plan) {
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++)
    if (dark_plan_estimate(plan, part)->reason == DARK_N_REASONS) return 1;
  return 0;
}

static dark_status resample(dark_replicates **out, const dark_plan *plan, const dark__inquiry *inquiry, dark_error *err) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = inquiry->options->n_replicates;
  options.seed = inquiry->options->seed;
  options.n_threads = inquiry->options->n_threads;
  options.progress = dark__pace_within;
  options.context = inquiry->pace;
  *out = NULL;
  return options.n_replicates > 0 && is_any(plan) ? dark_bootstrap(out, plan, &options, err) : DARK_OK;
}

static const char *join_lists(dark__arena *arena, const dark_table *table) {
  const size_t n = dark_table_n_lists(table);
  const char *names[DARK_MAX_TABLE_LISTS];
  size_t size = 1;
  for (size_t l = 0; l < n; l++) {
    names[dark_table_list_position(table, l)] = dark_table_list_name(table, l);
    size += strlen(dark_table_list_name(table, l)) + 1;
  }
  char *joined = dark__arena_take(arena, size, 1);
  for (size_t i = 0; joined != NULL && i < n; i++) {
    if (i > 0) strcat(joined, "+");
    strcat(joined, names[i]);
  }
  return joined;
}

static dark_status explain(dark_detail *details, const dark_plan *plan, dark_error *err) {
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
    if (dark_plan_estimate(plan, part)->reason != DARK_N_REASONS) continue;
    const dark_status status = dark_plan_explain(&details[part].explanation, plan, part, err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

/* The first targets are the strata; the pooled part has its own number, and a table without categories one target, its total. */
static size_t target_of(const dark_plan *plan, size_t part) {
  return part == dark_plan_pooled_part(plan) ? dark_plan_n_targets(plan) : part;
}

static dark_status fill_rows(dark_row *rows, dark__assembly *assembly, dark_error *err) {
  const size_t n = dark_plan_n_parts(assembly->plan);
  dark_detail *details = dark__arena_take(assembly->arena, n, sizeof *details);
  assembly->lists = join_lists(assembly->arena, assembly->table);
  if (details == NULL || assembly->lists == NULL) return dark__fail_memory(err);
  dark_status status = dark__intervals_fill(&assembly->intervals, assembly, err);
  if (status == DARK_OK) status = explain(details, assembly->plan, err);
  for (size_t part = 0; status == DARK_OK && part < n; part++)
    status = dark__rows_fill(&rows[part], assembly, details, target_of(assembly->plan, part), err);
  for (size_t part = 0; part < n; part++) dark_explanation_clear(&details[part].explanation);
  return status;
}

/* Without replicates a method whose usual interval needs them has the log-normal one. */
static dark_interval_type interval_for(const dark_plan *plan, const dark_sensitivity_options *options) {
  return options->interval == DARK_INTERVAL_NONE ? dark_plan_usual_interval(plan) : options->interval;
}

dark_status dark__answers_fill(dark_row *rows, const dark_plan *plan, const dark__inquiry *inquiry, dark__arena *arena,
                               dark_error *err) {
  dark_replicates *replicates;
  dark_status status = resample(&replicates, plan, inquiry, err);
  const char *method = inquiry->settings->method;
  dark__assembly assembly = {.plan = plan,
                             .table = dark_plan_table(plan),
                             .replicates = replicates,
                             .interval = interval_for(plan, inquiry->options),
                             .levels = &inquiry->options->level,
                             .n_levels = 1,
                             .asked_method = method != NULL ? method : "auto",
                             .arena = arena};
  if (status == DARK_OK) status = fill_rows(rows, &assembly, err);
  dark_replicates_free(replicates);
  return status;
}
