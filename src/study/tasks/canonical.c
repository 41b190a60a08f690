/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that are equal when two tasks are; what has no order is sorted. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "study/tasks/canonical_fields.h"
#include "study/tasks/tasks.h"

/* Members of a merge, "NEW=A+B+C", as a sorted list. */
static void put_merge(dark__paper *out, const char *merge) {
  const char *members = strchr(merge, '=') + 1;
  size_t n = 1;
  for (const char *c = members; *c != '\0'; c++) n += *c == '+';
  char *copy = strdup(merge);
  const char **names = calloc(n, sizeof *names);
  if (copy == NULL || names == NULL) out->failed = true;
  else {
    char *rest = NULL;
    n = 0;
    copy[members - merge - 1] = '\0';
    for (char *name = strtok_r(copy + (members - merge), "+", &rest); name != NULL; name = strtok_r(NULL, "+", &rest))
      names[n++] = name;
    dark__put_field(out, "new", copy);
    dark__put_sorted(out, "of", names, n);
  }
  free(copy);
  free(names);
}

static void put_merges(dark__paper *out, const dark_read_options *options) {
  const size_t n = options->n_merge_lists;
  dark__paper *papers = calloc(n + 1, sizeof *papers);
  if (papers == NULL) {
    out->failed = true;
    return;
  }
  for (size_t i = 0; i < n; i++) put_merge(&papers[i], options->merge_lists[i]);
  dark__put_papers(out, "merge_lists", papers, n);
  free(papers);
}

static void put_options(dark__paper *out, const dark_read_options *options) {
  dark__put_sorted(out, "lists", options->lists, options->n_lists);
  dark__put_field(out, "count", options->count);
  dark__put_in_order(out, "by", options->by, options->n_by);
  dark__put_sorted(out, "where", options->where, options->n_where);
  dark__put_sorted(out, "ignore", options->ignore, options->n_ignore);
  dark__put_sorted(out, "drop_lists", options->drop_lists, options->n_drop_lists);
  if (options->n_absorbing > 0) dark__put_sorted(out, "absorbing", options->absorbing, options->n_absorbing);
  put_merges(out, options);
  dark__put_sorted(out, "expect", options->expect, options->n_expect);
  dark__put_whole(out, "delimiter", (unsigned char)options->delimiter);
  dark__put_whole(out, "drop_unlisted", options->drop_unlisted != 0);
  dark__put_whole(out, "conflict", options->conflict);
  dark__put_field(out, "count_of_captures", options->count_of_captures);
  dark__put_in_order(out, "covariates", options->covariates, options->n_covariates);
  if (options->date != NULL) {
    dark__put_field(out, "date", options->date);
    dark__put_field(out, "period", options->period);
    dark__put_field(out, "date_form", options->date_form);
  }
  if (options->thousands != '\0') dark__put_whole(out, "thousands", (unsigned char)options->thousands);
  if (options->long_key == NULL) return;
  dark__put_field(out, "long_key", options->long_key);
  dark__put_field(out, "long_list", options->long_list);
}

dark_status dark__canonical_data(dark__paper *out, const dark_study_data *data, const dark_table *table, dark_error *err) {
  char digest[65] = "";
  const dark_status status = dark__canonical_table(digest, table, err);
  dark__put_field(out, "table", digest);
  dark__put_field(out, "key", data->key);
  put_options(out, &data->options);
  return status;
}

static void put_rate(dark__paper *out, const char *key, const dark_rate *rate) {
  dark__put_whole(out, key, rate->base);
  dark__put_real(out, "rate", rate->rate);
  dark__put_real(out, "a", rate->a);
  dark__put_real(out, "b", rate->b);
}

static void put_step(dark__paper *out, const dark_step *step) {
  const bool has_order = step->kind == DARK_STEP_LINKAGE; /* which list has the false links */
  dark__put_field(out, "step", dark_step_name(step->kind));
  if (has_order) dark__put_in_order(out, "lists", step->lists, step->n_lists);
  else dark__put_sorted(out, "lists", step->lists, step->n_lists);
  dark__put_field(out, "column", step->column);
  dark__put_groups(out, step->groups, step->n_groups);
  dark__put_real(out, "value", step->value);
  put_rate(out, "missed", &step->missed);
  put_rate(out, "false", &step->wrong);
  dark__put_whole(out, "placement", step->placement);
}

/* Steps of one kind that change the table commute; the others stay in their order. */
void dark__canonical_scenario(dark__paper *out, const dark_study_scenario *scenario) {
  dark__paper *papers = calloc(scenario->n_steps + 1, sizeof *papers);
  if (papers == NULL) {
    out->failed = true;
    return;
  }
  size_t n_data = 0;
  while (n_data < scenario->n_steps && scenario->steps[n_data].kind < DARK_STEP_LINKAGE) n_data++;
  for (size_t i = 0; i < n_data; i++) put_step(&papers[i], &scenario->steps[i]);
  dark__put_papers(out, "data_steps", papers, n_data);
  free(papers);
  dark__put_whole(out, "other_steps", scenario->n_steps - n_data);
  for (size_t i = n_data; i < scenario->n_steps; i++) put_step(out, &scenario->steps[i]);
}

void dark__canonical_method(dark__paper *out, const dark_task *task, uint64_t seed) {
  const dark_settings *settings = &task->settings;
  dark__put_field(out, "method", settings->method);
  dark__put_field(out, "model", settings->model);
  dark__put_whole(out, "max_order", settings->max_order);
  if (settings->common_dependence != DARK_COMMON_USUAL)
    dark__put_field(out, "common_dependence", dark_common_dependence_name(settings->common_dependence));
  dark__put_sorted(out, "set", settings->set, settings->n_set);
  if (settings->n_absent > 0) dark__put_sorted(out, "absent", settings->absent, settings->n_absent);
  if (settings->missing != DARK_MISSING_USUAL) dark__put_field(out, "missing", dark_missing_name(settings->missing));
  if (settings->pool) dark__put_whole(out, "pool", 1);
  dark__put_whole(out, "ordered", settings->ordered != 0);
  dark__put_sorted(out, "forced", settings->dependence.forced, settings->dependence.n_forced);
  dark__put_whole(out, "resample", task->n_replicates > 0 ? settings->resample : 0);
  dark__put_whole(out, "seed", task->n_replicates > 0 ? seed : 0);
  dark__put_whole(out, "replicates", task->n_replicates);
}

static void put_intervals(dark__paper *out, const dark_study_method *method) {
  dark__put_field(out, "name", method->name);
  dark__put_field(out, "interval", dark_interval_name(method->interval));
  dark__put_whole(out, "levels", method->n_levels);
  for (size_t i = 0; i < method->n_levels; i++) dark__put_real(out, "", method->levels[i]);
}

static void put_side(dark__paper *out, const dark_study_side *side) {
  dark__put_field(out, "scenario", side->scenario);
  dark__put_field(out, "data", side->data);
  dark__put_field(out, "method", side->method);
  dark__put_groups(out, side->category, side->n_category);
}

static void put_comparison(dark__paper *out, const dark_study_comparison *comparison) {
  put_side(out, &comparison->baseline);
  dark__put_whole(out, "against", comparison->n_against);
  for (size_t i = 0; i < comparison->n_against; i++) put_side(out, &comparison->against[i]);
}

void dark__canonical_tasks(dark__paper *out, const dark_tasks *tasks) {
  const dark_study *study = tasks->study;
  dark__put_field(out, "study", study->name);
  dark__put_whole(out, "methods", study->n_methods);
  for (size_t m = 0; m < study->n_methods; m++) put_intervals(out, &study->methods[m].method);
  dark__put_whole(out, "tasks", tasks->n);
  for (size_t i = 0; i < tasks->n; i++) {
    const dark_task *task = &tasks->items[i];
    dark__put_field(out, "task", task->id);
    dark__put_field(out, "data", dark__data_name(study, task->data));
    dark__put_field(out, "scenario", study->scenarios[task->scenario].scenario.name);
    dark__put_field(out, "method", dark__method_name(study, task->method));
  }
  dark__put_whole(out, "comparisons", study->n_comparisons);
  for (size_t c = 0; c < study->n_comparisons; c++) put_comparison(out, &study->comparisons[c].comparison);
}
