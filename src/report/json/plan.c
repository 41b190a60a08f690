/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same keys as in a study file where they mean the same. */
#include "report/study/study.h"

#include <string.h>

#include "report/json/json.h"
#include "report/words/names.h"
#include "table/positions.h"

static void put_data(dark__json *json, json_t *array, const dark_study_data *data, const dark_table *table, bool has_hashes) {
  const dark_link *link = dark_table_link(table);
  json_t *object = dark__json_append_object(json, array);
  const bool is_shown = has_hashes || !dark_table_is_of_people(table);
  size_t order[DARK_MAX_TABLE_LISTS];
  dark__json_put(json, object, "name", dark__json_text(data->name));
  dark__json_put(json, object, "path", dark__json_text(data->path));
  dark__json_put(json, object, "sha256", dark__json_text(link == NULL && is_shown ? dark_table_sha256(table) : NULL));
  json_t *files = dark__json_put_array(json, object, "files");
  for (size_t i = 0; link != NULL && i < link->n_files; i++) {
    json_t *file = dark__json_append_object(json, files);
    dark__json_put(json, file, "list", dark__json_text(link->files[i].list));
    dark__json_put(json, file, "path", dark__json_text(link->files[i].path));
    dark__json_put(json, file, "sha256", dark__json_text(is_shown ? link->files[i].sha256 : NULL));
  }
  json_t *lists = dark__json_put_array(json, object, "lists");
  dark__lists_by_position(order, table);
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    dark__json_append(json, lists, dark__json_text(dark_table_list_name(table, order[i])));
  json_t *by = dark__json_put_array(json, object, "by");
  for (size_t c = 0; c < dark_table_n_categories(table); c++)
    dark__json_append(json, by, dark__json_text(dark_table_category_name(table, c)));
  dark__json_put(json, object, "ordered", json_boolean(data->ordered));
  dark__json_put(json, object, "people", dark__json_count(dark_table_n_people(table)));
}

/* null: the method's own. */
static json_t *interval_text(dark_interval_type type) {
  return dark__json_text(type == DARK_INTERVAL_NONE ? NULL : dark_interval_name(type));
}

static void put_method(dark__json *json, json_t *array, const dark_study_method *method) {
  static const char *const resample_words[] = {"observed", "imputed", "parametric"};
  const dark_settings *settings = &method->settings;
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "name", dark__json_text(method->name));
  dark__json_put(json, object, "method", dark__json_text(settings->method));
  dark__json_put(json, object, "model", dark__json_text(settings->model));
  dark__json_put(json, object, "max_order", settings->max_order == 0 ? json_null() : json_integer(settings->max_order));
  if (settings->common_dependence != DARK_COMMON_USUAL)
    dark__json_put(json, object, "common_dependence", dark__json_text(dark_common_dependence_name(settings->common_dependence)));
  dark__json_put(json, object, "set", dark__json_texts(settings->set, settings->n_set));
  dark__json_put(json, object, "interval", interval_text(method->interval));
  dark__json_put(json, object, "resample", dark__json_text(resample_words[settings->resample]));
  /* As text: a seed may be larger than what readers of JSON take for a whole number. */
  char seed[32];
  snprintf(seed, sizeof seed, "%llu", (unsigned long long)method->seed);
  dark__json_put(json, object, "seed", dark__json_text(seed));
  json_t *levels = dark__json_put_array(json, object, "levels");
  for (size_t i = 0; i < method->n_levels; i++) dark__json_append(json, levels, dark__json_real(method->levels[i]));
}

static void put_scenario(dark__json *json, json_t *array, const dark_study_scenario *scenario) {
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "name", dark__json_text(scenario->name));
  dark__json_put(json, object, "group", dark__json_text(scenario->group));
  dark__json_put(json, object, "says", dark__json_text(scenario->says));
  dark__json_put(json, object, "definition", dark__json_text(scenario->definition));
  dark__json_put(json, object, "method", dark__json_text(scenario->method));
  dark__json_put(json, object, "model", dark__json_text(scenario->model));
  dark__json_put(json, object, "max_order", scenario->max_order == 0 ? json_null() : json_integer(scenario->max_order));
  json_t *steps = dark__json_put_array(json, object, "steps");
  for (size_t i = 0; i < scenario->n_steps; i++)
    dark__json_append(json, steps, dark__json_text(dark_step_name(scenario->steps[i].kind)));
}

static void put_task(dark__json *json, json_t *array, const dark__study_plan *plan, size_t i) {
  const dark_task *task = dark_tasks_at(plan->tasks, i);
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "task", dark__json_size(i + 1));
  dark__json_put(json, object, "id", dark__json_text(task->id));
  dark__json_put(json, object, "data", dark__json_text(dark_study_data_at(plan->study, task->data)->name));
  dark__json_put(json, object, "scenario", dark__json_text(dark_study_scenario_at(plan->study, task->scenario)->name));
  dark__json_put(json, object, "method", dark__json_text(dark_study_method_at(plan->study, task->method)->name));
  dark__json_put(json, object, "lists", dark__json_size(task->n_lists));
  dark__json_put(json, object, "parts", dark__json_size(task->n_parts));
  dark__json_put(json, object, "people", dark__json_count(task->n_people));
  dark__json_put(json, object, "interval", interval_text(task->interval));
  dark__json_put(json, object, "replicates", dark__json_size(task->n_replicates));
  dark__json_put(json, object, "seconds", dark__json_real(task->seconds));
  dark__json_put(json, object, "same_as", task->same_as == i ? json_null() : dark__json_size(task->same_as + 1));
}

static json_t *make_side(dark__json *json, const dark_study_side *side) {
  json_t *object = json_object();
  dark__json_put(json, object, "scenario", dark__json_text(side->scenario));
  dark__json_put(json, object, "data", dark__json_text(side->data));
  dark__json_put(json, object, "method", dark__json_text(side->method));
  json_t *category = dark__json_put_object(json, object, "category");
  for (size_t i = 0; i < side->n_category; i++)
    dark__json_put(json, category, side->category[i].name, dark__json_text(side->category[i].members[0]));
  return object;
}

static void put_comparison(dark__json *json, json_t *array, const dark__study_plan *plan, size_t c) {
  const dark_study_comparison *comparison = dark_study_comparison_at(plan->study, c);
  json_t *object = dark__json_append_object(json, array);
  dark__json_put(json, object, "baseline", make_side(json, &comparison->baseline));
  json_t *against = dark__json_put_array(json, object, "against");
  for (size_t i = 0; i < comparison->n_against; i++) dark__json_append(json, against, make_side(json, &comparison->against[i]));
  json_t *pairs = dark__json_put_array(json, object, "pairs");
  for (size_t i = 0; i < dark_tasks_n_pairs(plan->tasks); i++) {
    const dark_task_pair *pair = dark_tasks_pair(plan->tasks, i);
    if (pair->comparison != c) continue;
    json_t *both = dark__json_append_object(json, pairs);
    dark__json_put(json, both, "baseline_task", dark__json_size(pair->baseline_task + 1));
    dark__json_put(json, both, "task", dark__json_size(pair->task + 1));
  }
}

static void put_study(dark__json *json, const dark__study_plan *plan) {
  json_t *study = dark__json_put_object(json, json->root, "study");
  dark__json_put(json, study, "name", dark__json_text(dark_study_name(plan->study)));
  dark__json_put(json, study, "path", dark__json_text(plan->path));
  dark__json_put(json, study, "sha256", dark__json_text(dark_study_sha256(plan->study)));
  dark__json_put(json, study, "plan_sha256", dark__json_text(dark_tasks_sha256(plan->tasks)));
  dark__json_put(json, study, "seconds", dark__json_real(dark__plan_seconds(plan->tasks)));
}

dark_status dark__plan_json(FILE *stream, const dark__study_plan *plan, dark_error *err) {
  dark__json json = {.root = json_object()};
  const dark_study *study = plan->study;
  dark__json_put_program(&json);
  dark__json_put(&json, json.root, "command", dark__json_text(plan->run.command));
  put_study(&json, plan);
  json_t *data = dark__json_put_array(&json, json.root, "data");
  for (size_t i = 0; i < dark_study_n_data(study); i++)
    put_data(&json, data, dark_study_data_at(study, i), dark_tasks_table(plan->tasks, i), plan->run.has_hashes != 0);
  json_t *methods = dark__json_put_array(&json, json.root, "methods");
  for (size_t i = 0; i < dark_study_n_methods(study); i++) put_method(&json, methods, dark_study_method_at(study, i));
  json_t *scenarios = dark__json_put_array(&json, json.root, "scenarios");
  for (size_t i = 0; i < dark_study_n_scenarios(study); i++) put_scenario(&json, scenarios, dark_study_scenario_at(study, i));
  json_t *comparisons = dark__json_put_array(&json, json.root, "comparisons");
  for (size_t i = 0; i < dark_study_n_comparisons(study); i++) put_comparison(&json, comparisons, plan, i);
  json_t *tasks = dark__json_put_array(&json, json.root, "tasks");
  for (size_t i = 0; i < dark_tasks_n(plan->tasks); i++) put_task(&json, tasks, plan, i);
  json_t *notes = dark__json_put_array(&json, json.root, "notes");
  for (size_t i = 0; i < dark_tasks_n_notes(plan->tasks); i++)
    dark__json_append(&json, notes, dark__json_text(dark_tasks_note(plan->tasks, i)));
  return dark__json_finish(&json, stream, &plan->run, err);
}
