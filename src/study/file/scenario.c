/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios of a study: their names, for which tasks they are meant, and one for each value of a range. */
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/said.h"
#include "study/file/scenario_words.h"
#include "study/file/steps.h"
#include "study/file/study.h"
#include "writing/numbers.h"

static const char *const keys[] = {"name",      "says",  "data",      "methods",     "method",     "model",
                                   "max_order", "where", "regroup",   "split_lists", "drop_lists", "merge_lists",
                                   "linkage",   "scope", "detection", "odds_ratio",  "xi",         "force"};

enum { MOST_SCENARIOS = 10000 };

static dark_status define(dark_study_scenario *scenario, dark_study *study, dark_error *err) {
  dark__paper paper = {0};
  dark__scenario_say(&paper, scenario);
  scenario->definition = paper.failed ? NULL : dark__arena_copy(study->arena, dark__paper_text(&paper));
  dark__paper_clear(&paper);
  return scenario->definition == NULL ? dark__fail_memory(err) : DARK_OK;
}

/* Give the scenarios from `first` on a name; `node` is where it comes from. */
static dark_status add_name(dark_study *study, const char *name, size_t first, const dark__node *node, dark_error *err) {
  size_t earlier = DARK__NONE;
  dark_status status = dark__file_add_name(&earlier, &study->scenario_names, name, err);
  if (status != DARK_OK) return status;
  if (earlier != DARK__NONE)
    return dark__node_fail(node, err, "two scenarios are called '%s', first on line %zu", dark__show(name).text,
                           study->scenarios[study->spans[earlier].first].scenario.line);
  dark__span *grown = dark__array_grow(study->spans, &study->spans_room, study->scenario_names.n, sizeof *grown);
  if (grown == NULL) return dark__fail_memory(err);
  study->spans = grown;
  study->spans[study->scenario_names.n - 1] = (dark__span){first, study->n_scenarios};
  return DARK_OK;
}

/* Odds ratios and xi of the steps, as the settings of a plan have them. */
static dark_status suppose(dark_study_scenario *scenario, dark_study *study, dark_error *err) {
  dark_fixed_odds *odds = dark__study_take(study, scenario->n_steps + 1, sizeof *odds, err);
  if (odds == NULL) return DARK_ENOMEM;
  scenario->dependence.odds_ratios = odds;
  for (size_t i = 0; i < scenario->n_steps; i++) {
    const dark_step *step = &scenario->steps[i];
    if (step->kind == DARK_STEP_ODDS_RATIO)
      odds[scenario->dependence.n_odds_ratios++] = (dark_fixed_odds){{step->lists[0], step->lists[1]}, step->value};
    if (step->kind == DARK_STEP_XI) scenario->dependence.xi = step->value;
  }
  return DARK_OK;
}

/* What follows from the steps once they are all there. */
static dark_status settle(dark_study_scenario *scenario, dark_study *study, dark_error *err) {
  const dark_status status = suppose(scenario, study, err);
  return status == DARK_OK ? define(scenario, study, err) : status;
}

static dark_status append(dark_study *study, size_t *room, const dark__scenario_entry *entry, dark_error *err) {
  if (study->n_scenarios == MOST_SCENARIOS)
    return dark__node_fail(entry->node, err, "more than %d scenarios, one for each value of a range", (int)MOST_SCENARIOS);
  if ((study->n_scenarios + 1) * study->n_data > DARK_MAX_TASKS)
    return dark__fail(err, DARK_ELIMIT, "%s: %zu data sets and %zu scenarios make more than %d tasks", study->document->place,
                      study->n_data, study->n_scenarios + 1, DARK_MAX_TASKS);
  if (study->n_scenarios == *room) {
    const size_t n = 2 * *room + 8;
    dark__scenario_entry *grown = dark__study_take(study, n, sizeof *grown, err);
    if (grown == NULL) return DARK_ENOMEM;
    if (study->n_scenarios > 0) memcpy(grown, study->scenarios, study->n_scenarios * sizeof *grown);
    study->scenarios = grown;
    *room = n;
  }
  study->scenarios[study->n_scenarios++] = *entry;
  return DARK_OK;
}

/* The scenario with one value of its range: "NAME=VALUE". */
static dark_status append_value(dark_study *study, size_t *room, const dark__scenario_entry *entry, const dark__steps *steps,
                                double value, dark_error *err) {
  dark__scenario_entry one = *entry;
  dark_step *own = dark__study_take(study, steps->n, sizeof *own, err);
  if (own == NULL) return DARK_ENOMEM;
  memcpy(own, steps->items, steps->n * sizeof *own);
  own[steps->ranged].value = value;
  one.scenario.steps = own;
  one.scenario.name = dark__study_print(study, err, "%s=%s", entry->scenario.group, dark__shortest(value).text);
  if (one.scenario.name == NULL) return DARK_ENOMEM;
  const dark_status status = settle(&one.scenario, study, err);
  return status == DARK_OK ? append(study, room, &one, err) : status;
}

/* In place of what the methods say. Without a method, only the plan can tell whether `max_order` fits. */
static dark_status read_search(dark_study_scenario *scenario, const dark__node *map, dark_error *err) {
  dark_settings settings = DARK_SETTINGS_INIT;
  dark_status status = dark__file_method_at(&settings.method, map, err);
  if (status == DARK_OK) status = dark__file_search_at(&settings, map, err);
  if (status != DARK_OK) return status;
  scenario->model = settings.model;
  scenario->max_order = settings.max_order;
  if (settings.method == NULL && settings.model != NULL) settings.method = "fixed";
  scenario->method = settings.method;
  return settings.method == NULL ? DARK_OK : dark__file_check_search(&settings, map, err);
}

static dark_status append_all(dark_study *study, size_t *room, dark__scenario_entry *entry, const dark__steps *steps,
                              dark_error *err) {
  const size_t first = study->n_scenarios;
  const dark__node *name = dark__map_get(entry->node, "name");
  dark_status status = DARK_OK;
  entry->scenario.steps = steps->items;
  entry->scenario.n_steps = steps->n;
  entry->step_nodes = steps->nodes;
  if (steps->n_values == 0) {
    status = settle(&entry->scenario, study, err);
    if (status == DARK_OK) status = append(study, room, entry, err);
  }
  for (size_t i = 0; status == DARK_OK && i < steps->n_values; i++) {
    status = append_value(study, room, entry, steps, steps->values[i], err);
    if (status == DARK_OK) status = add_name(study, study->scenarios[first + i].scenario.name, first + i, name, err);
  }
  return status == DARK_OK ? add_name(study, entry->scenario.group, first, name == NULL ? entry->node : name, err) : status;
}

static dark_status read_entry(dark_study *study, size_t *room, const dark__node *map, dark_error *err) {
  dark__scenario_entry entry = {.scenario = {.line = map->line}, .node = map};
  dark_study_scenario *scenario = &entry.scenario;
  dark__steps steps;
  dark_status status = dark__ask_map(map, "a scenario", keys, sizeof keys / sizeof keys[0], err);
  if (status == DARK_OK && dark__map_get(map, "name") == NULL) status = dark__node_fail(map, err, "a scenario needs a 'name'");
  if (status == DARK_OK) status = dark__file_name_at(&scenario->name, map, "name", err);
  scenario->group = scenario->name;
  if (status == DARK_OK) status = dark__said_read(&scenario->says, &entry.said, study, map, err);
  if (status == DARK_OK) status = dark__file_selection(&entry.on_data, study, map, "data", &study->data_names, err);
  if (status == DARK_OK) status = dark__file_selection(&entry.on_methods, study, map, "methods", &study->method_names, err);
  if (status == DARK_OK) status = read_search(scenario, map, err);
  dark_dependence *dependence = &scenario->dependence;
  if (status == DARK_OK) status = dark__file_names_at(&dependence->forced, &dependence->n_forced, study, map, "force", err);
  if (status == DARK_OK) status = dark__steps_read(&steps, study, map, err);
  return status == DARK_OK ? append_all(study, room, &entry, &steps, err) : status;
}

/* When the file names no scenario. */
static dark_status add_usual(dark_study *study, size_t *room, dark_error *err) {
  const dark__node *root = study->document->root;
  dark__scenario_entry entry = {.scenario = {.name = "as-observed", .group = "as-observed", .line = root->line}, .node = root};
  const dark__steps none = {0};
  return append_all(study, room, &entry, &none, err);
}

dark_status dark__file_scenarios(dark_study *study, const dark__node *node, dark_error *err) {
  size_t room = 0;
  if (node == NULL) return add_usual(study, &room, err);
  dark_status status = dark__ask_list(node, "scenarios", MOST_SCENARIOS, err);
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) status = read_entry(study, &room, node->items[i], err);
  return status;
}
