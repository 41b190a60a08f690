/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/show.h"
#include "estimator/dependence.h"
#include "estimator/estimator.h"
#include "study/document/plain_words.h"
#include "study/tasks/tasks.h"

/* Of a formula over lists and categories names are checked whether there are people or not. */
static dark_status make_nobody(dark_table **out, const dark__shape *shape, dark_error *err) {
  const size_t n = dark_table_n_categories(shape->table);
  dark_category *categories = calloc(n + 1, sizeof *categories);
  const char **levels = NULL;
  size_t n_levels = 0;
  for (size_t c = 0; c < n; c++) n_levels += dark_table_n_levels(shape->table, c);
  levels = calloc(n_levels + 1, sizeof *levels);
  const bool is_complete = categories != NULL && levels != NULL;
  for (size_t c = 0, at = 0; is_complete && c < n; at += categories[c].n_levels, c++) {
    categories[c] = (dark_category){dark_table_category_name(shape->table, c), levels + at, dark_table_n_levels(shape->table, c)};
    for (size_t l = 0; l < categories[c].n_levels; l++) levels[at + l] = dark_table_level_name(shape->table, c, l);
  }
  const dark_status status =
      is_complete ? dark_table_new_empty(out, shape->lists, shape->n_lists, categories, n, err) : dark__fail_memory(err);
  free(levels);
  free(categories);
  return status;
}

static dark_status check_formula(const dark__shape *shape, const dark_estimator *estimator, const dark_settings *settings,
                                 dark_error *err) {
  dark_table *table = NULL;
  dark_plan *plan = NULL;
  dark_status status = make_nobody(&table, shape, err);
  if (status == DARK_OK) status = dark_plan_new(&plan, table, settings, err);
  /* whom a scenario leaves on a list, only its scene can tell */
  if (status == DARK_OK && shape->scenario->scenario.n_steps == 0) status = estimator->formula_check(settings, shape->table, err);
  dark_plan_free(plan);
  dark_table_free(table);
  return status;
}

/* A plan is refused for the same reasons and in the same words for any table with these lists. One whose only person is on a single
   list has no estimate, so that making its plan costs nothing. */
static dark_status check_plan(const dark__shape *shape, const dark_settings *settings, dark_error *err) {
  const uint32_t history = 1;
  const double count = 1;
  dark_table *table = NULL;
  dark_plan *plan = NULL;
  dark_check check;
  dark_status status = dark_table_new(&table, shape->lists, shape->n_lists, &history, &count, 1, err);
  if (status == DARK_OK) status = dark_plan_new(&plan, table, settings, err);
  if (status == DARK_OK && settings->model != NULL) status = dark_check_model(&check, table, settings->model, err);
  dark_plan_free(plan);
  dark_table_free(table);
  return status;
}

/* What is refused for a table with counts of captures alone. */
static dark_status check_captures(const dark__shape *shape, const dark_settings *settings, dark_error *err) {
  dark_plan *plan = NULL;
  if (dark__dependence_is_asked(&settings->dependence))
    return dark__fail(err, DARK_EUSAGE, "'force' is about several lists, and there is one with counts of captures");
  const dark_status status = dark_plan_new(&plan, shape->table, settings, err);
  dark_plan_free(plan);
  /* What fails for the numbers in the table fails as a task, and others go on. */
  return status == DARK_EUSAGE || status == DARK_ENOMEM ? status : DARK_OK;
}

static dark_status check_options(const dark_estimator *estimator, const dark_settings *settings, dark_error *err) {
  double *values = calloc(estimator->n_options + 1, sizeof *values);
  if (values == NULL) return dark__fail_memory(err);
  const dark_status status = dark__options_read(values, estimator, settings->set, settings->n_set, err);
  free(values);
  return status;
}

dark_status dark__settings_fail(const dark__shape *shape, const dark__method_entry *entry, const dark_error *cause,
                                dark_error *err) {
  char about[600];
  snprintf(about, sizeof about, "data set '%s', scenario '%s': ", dark__show(shape->data->data.name).text,
           dark__show(shape->scenario->scenario.name).text);
  const dark_study_scenario *scenario = &shape->scenario->scenario;
  const bool is_scenario = scenario->method != NULL || scenario->max_order != 0;
  const dark__node *map = is_scenario ? shape->scenario->node : entry->node, *method = dark__map_get(map, "method");
  return dark__fail_in_study(map, method == NULL ? map : method, about, cause, err);
}

/* `auto` may choose another method where lists caught nobody; one that offers the interval is enough. */
static dark_status check_interval(const dark__shape *shape, const dark_task *task, dark_error *err) {
  const dark_estimator *estimator = dark__task_estimator(shape, &task->settings);
  bool is_offered = task->interval == DARK_INTERVAL_NONE || dark__estimator_offers(estimator, task->interval);
  if (strcmp(task->settings.method, "auto") == 0)
    for (size_t n = 2; n <= shape->n_lists && !is_offered; n++)
      is_offered = dark__estimator_offers(dark_estimator_find(dark_method_choose(n, NULL)), task->interval);
  return is_offered ? DARK_OK : dark__fail_not_offered(estimator, task->interval, err);
}

dark_status dark__settings_check(const dark__shape *shape, const dark__method_entry *entry, const dark_task *task,
                                 dark_error *err) {
  const dark_settings *settings = &task->settings;
  dark_error cause = DARK_ERROR_INIT;
  const dark_estimator *estimator = dark__task_estimator(shape, settings);
  const bool has_captures = dark_table_captures(shape->table) != NULL;
  const bool has_formula = estimator->formula_check != NULL;
  dark_status status = has_captures  ? check_captures(shape, settings, &cause)
                       : has_formula ? check_formula(shape, estimator, settings, &cause)
                                     : check_plan(shape, settings, &cause);
  if (status == DARK_OK) status = check_options(estimator, settings, &cause);
  if (status == DARK_OK) status = check_interval(shape, task, &cause);
  return status == DARK_OK ? DARK_OK : dark__settings_fail(shape, entry, &cause, err);
}
