/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include <inttypes.h>
#include <string.h>

#include "report/text/text.h"
#include "report/words/names.h"
#include "table/positions.h"

/* More tasks or pairs than these are not listed one by one. */
enum { MOST_TASKS = 60, MOST_PAIRS = 20 };

/* A labelled paragraph below a label of the user's, which may be long. */
static void put_named(dark__paper *page, const char *name, dark__paper *text) {
  dark__paper label = {0};
  dark__paper_add_foreign(&label, name);
  if (dark__text_width(dark__paper_text(&label)) + 1 < DARK__LABEL_WIDTH) {
    dark__put_entry(page, dark__paper_text(&label), text);
  } else {
    dark__paper_add(page, "  %s\n", dark__paper_text(&label));
    dark__put_entry(page, "", text);
  }
  if (label.failed) page->failed = true;
  dark__paper_clear(&label);
}

/* "under 0.1 seconds", "about 3 seconds", "about 5 hours" */
static void add_time(dark__paper *text, double seconds) {
  static const struct {
    double unit;
    const char *many;
  } units[] = {{86400, "days"}, {3600, "hours"}, {60, "minutes"}, {1, "seconds"}};
  size_t u = 0;
  if (seconds < 0.1) {
    dark__paper_add(text, "less than 0.1 seconds");
    return;
  }
  while (u < 3 && seconds < 2 * units[u].unit) u++;
  const double amount = seconds / units[u].unit;
  if (amount < 9.95) dark__paper_add(text, "about %.1f %s", amount, units[u].many);
  else dark__paper_add(text, "about %s %s", dark__count(amount).text, units[u].many);
}

/* ---- What the study names */

static void put_data(dark__paper *page, const dark_study_data *data, const dark_table *table) {
  dark__paper text = {0};
  size_t order[DARK_MAX_TABLE_LISTS];
  const size_t n_lists = dark_table_n_lists(table), n_categories = dark_table_n_categories(table);
  dark__lists_by_position(order, table);
  if (data->path != NULL) dark__paper_add_foreign(&text, data->path);
  for (size_t i = 0; i < data->n_files; i++) {
    dark__paper_add(&text, "%s", dark__comma(i));
    dark__paper_add_foreign(&text, data->files[i].path);
  }
  dark__paper_add(&text, ": %s people", dark__count(dark_table_n_people(table)).text);
  if (dark_table_captures(table) != NULL) {
    dark__paper_add(&text, ", one list with counts of captures (");
    dark__paper_add_foreign(&text, dark_table_captures(table)->column);
    dark__paper_add(&text, ")");
  } else {
    dark__paper_add(&text, " on %zu lists: ", n_lists);
    for (size_t i = 0; i < n_lists; i++) {
      dark__paper_add(&text, "%s", dark__comma(i));
      dark__paper_add_foreign(&text, dark_table_list_name(table, order[i]));
    }
  }
  if (data->ordered) dark__paper_add(&text, ", made one after the other");
  for (size_t c = 0; c < n_categories; c++) {
    dark__paper_add(&text, "%s", c == 0 ? "; by " : ", ");
    dark__paper_add_foreign(&text, dark_table_category_name(table, c));
    dark__paper_add(&text, " (%zu values)", dark_table_n_levels(table, c));
  }
  put_named(page, data->name, &text);
}

static void add_search(dark__paper *text, const dark_settings *settings) {
  dark__paper_add(text, "%s%s", settings->method, strcmp(settings->method, "auto") == 0 ? ", chosen by the number of lists" : "");
  if (settings->model != NULL) dark__paper_add(text, ", model ");
  if (settings->model != NULL) dark__paper_add_foreign(text, settings->model);
  if (settings->max_order != 0) dark__paper_add(text, ", max_order %u", settings->max_order);
  if (settings->common_dependence != DARK_COMMON_USUAL)
    dark__paper_add(text, ", common_dependence %s", dark_common_dependence_name(settings->common_dependence));
  for (size_t i = 0; i < settings->n_set; i++) {
    dark__paper_add(text, ", ");
    dark__paper_add_foreign(text, settings->set[i]);
  }
}

/* " percentile, from 1,000 replicates of the observed people, seed 1" */
static void add_interval(dark__paper *text, const dark_study_method *method) {
  static const char *const resampled[] = {"the observed people", "the observed and as many unseen people as estimated",
                                          "the fitted model"};
  if (method->interval == DARK_INTERVAL_NONE) {
    dark__paper_add(text, " of the method's own type, without replicates");
  } else if (!dark_interval_needs_replicates(method->interval)) {
    dark__paper_add(text, " %s, without replicates", dark_interval_name(method->interval));
  } else {
    dark__paper_add(text, " %s, from %s replicates of %s, seed %" PRIu64, dark_interval_name(method->interval),
                    method->has_replicates ? dark__count_size(method->n_replicates).text : "the usual number of",
                    resampled[method->settings.resample], method->seed);
  }
}

static void put_method(dark__paper *page, const dark_study_method *method) {
  dark__paper text = {0};
  add_search(&text, &method->settings);
  if (dark_interval_needs_replicates(method->interval) && method->has_replicates && method->n_replicates == 0) {
    dark__paper_add(&text, "; no replicates: standard errors given the model");
  } else {
    dark__paper_add(&text, "; intervals: ");
    for (size_t i = 0; i < method->n_levels; i++)
      dark__paper_add(&text, "%s%s", dark__comma(i), dark__level(method->levels[i]).text);
    add_interval(&text, method);
  }
  put_named(page, method->name, &text);
}

static void add_says(dark__paper *text, const dark_study_scenario *scenario) {
  dark__paper_add(text, "\"");
  dark__paper_add_foreign(text, scenario->says);
  dark__paper_add(text, "\"");
}

/* The user's words once for all values of a range. */
static void put_scenario(dark__paper *page, const dark_study_scenario *scenario, const dark_study_scenario *before) {
  dark__paper text = {0};
  const bool is_ranged = strcmp(scenario->name, scenario->group) != 0;
  const bool is_first = before == NULL || strcmp(before->group, scenario->group) != 0;
  if (scenario->says != NULL && is_ranged && is_first) {
    add_says(&text, scenario);
    put_named(page, scenario->group, &text);
  }
  if (scenario->says != NULL && !is_ranged) {
    add_says(&text, scenario);
    dark__paper_add(&text, " ");
  }
  dark__paper_add(&text, "%s", scenario->definition);
  put_named(page, scenario->name, &text);
}

static void put_names(dark__paper *page, const dark__study_plan *plan) {
  const dark_study *study = plan->study;
  dark__paper_heading(page, "Data");
  for (size_t i = 0; i < dark_study_n_data(study); i++)
    put_data(page, dark_study_data_at(study, i), dark_tasks_table(plan->tasks, i));
  dark__paper_heading(page, "Methods");
  for (size_t i = 0; i < dark_study_n_methods(study); i++) put_method(page, dark_study_method_at(study, i));
  dark__paper_heading(page, "Scenarios");
  for (size_t i = 0; i < dark_study_n_scenarios(study); i++)
    put_scenario(page, dark_study_scenario_at(study, i), i == 0 ? NULL : dark_study_scenario_at(study, i - 1));
}

/* ---- Tasks and pairs */

static void add_task(dark__grid *grid, const dark__study_plan *plan, size_t i) {
  const dark_task *task = dark_tasks_at(plan->tasks, i);
  dark__grid_add(grid, dark__count_size(i + 1).text);
  dark__grid_add_foreign(grid, dark_study_data_at(plan->study, task->data)->name);
  dark__grid_add_foreign(grid, dark_study_scenario_at(plan->study, task->scenario)->name);
  dark__grid_add_foreign(grid, dark_study_method_at(plan->study, task->method)->name);
  dark__grid_add(grid, dark__count(task->n_people).text);
  dark__grid_add(grid, dark__count_size(task->n_lists).text);
  dark__grid_add(grid, dark__count_size(task->n_replicates).text);
  if (task->same_as == i) dark__paper_add(dark__grid_cell(grid), task->seconds < 0.05 ? "<0.1" : "%.1f", task->seconds);
  else dark__paper_add(dark__grid_cell(grid), "as task %zu", task->same_as + 1);
  dark__grid_next(grid);
}

static void put_left_out(dark__paper *page, size_t n, size_t shown, const char *what) {
  if (n > shown)
    dark__paper_add(page, "  ... and %s more %s; --format csv or json has all\n", dark__count_size(n - shown).text, what);
}

static void put_tasks(dark__paper *page, const dark__study_plan *plan) {
  static const char *const heads[] = {"", "data", "scenario", "method", "people", "lists", "replicates", "seconds"};
  const size_t n = dark_tasks_n(plan->tasks), shown = n < MOST_TASKS ? n : MOST_TASKS;
  dark__grid grid = {.columns = "rlllrrrr"};
  dark__paper_heading(page, "Tasks");
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  for (size_t i = 0; i < shown; i++) add_task(&grid, plan, i);
  dark__grid_put(page, &grid, 2);
  put_left_out(page, n, shown, "tasks");
}

static void add_side(dark__paper *cell, const dark__study_plan *plan, const dark_study_side *side, size_t task) {
  const dark_task *here = dark_tasks_at(plan->tasks, task);
  dark__paper_add_foreign(cell, dark_study_data_at(plan->study, here->data)->name);
  dark__paper_add(cell, ", ");
  dark__paper_add_foreign(cell, dark_study_scenario_at(plan->study, here->scenario)->name);
  dark__paper_add(cell, ", ");
  dark__paper_add_foreign(cell, dark_study_method_at(plan->study, here->method)->name);
  for (size_t i = 0; i < side->n_category; i++) {
    dark__paper_add(cell, ", ");
    dark__paper_add_foreign(cell, side->category[i].name);
    dark__paper_add(cell, " ");
    dark__paper_add_foreign(cell, side->category[i].members[0]);
  }
}

static void put_pairs(dark__paper *page, const dark__study_plan *plan) {
  const size_t n = dark_tasks_n_pairs(plan->tasks), shown = n < MOST_PAIRS ? n : MOST_PAIRS;
  if (n == 0) return;
  dark__paper_heading(page, "Comparisons (baseline, and what is compared with it)");
  for (size_t i = 0; i < shown; i++) {
    const dark_task_pair *pair = dark_tasks_pair(plan->tasks, i);
    const dark_study_comparison *comparison = dark_study_comparison_at(plan->study, pair->comparison);
    dark__paper text = {0};
    add_side(&text, plan, &comparison->baseline, pair->baseline_task);
    dark__paper_add(&text, " | ");
    add_side(&text, plan, &comparison->against[pair->against], pair->task);
    dark__paper_put(page, NULL, 2, 4, &text);
  }
  put_left_out(page, n, shown, "pairs");
}

dark_status dark__plan_text(FILE *stream, const dark__study_plan *plan, dark_error *err) {
  dark__paper page = {0}, text = {0};
  dark__paper_add(&page, "Study ");
  dark__paper_add_foreign(&page, dark_study_name(plan->study));
  dark__paper_add(&page, ": what it asks for; nothing was run\n\n");
  dark__paper_add_foreign(&text, strcmp(plan->path, "-") == 0 ? "standard input" : plan->path);
  dark__put_entry(&page, "File", &text);
  dark__paper_add(&text, "%s", dark__count_size(dark_tasks_n(plan->tasks)).text);
  dark__put_entry(&page, "Tasks", &text);
  add_time(&text, dark__plan_seconds(plan->tasks));
  dark__paper_add(&text,
                  " of one core: an estimate from a formula, fitted to one machine; a third or three times as much is possible, "
                  "more beyond six lists");
  dark__put_entry(&page, "Time", &text);
  put_names(&page, plan);
  put_tasks(&page, plan);
  put_pairs(&page, plan);
  return dark__paper_finish(&page, stream, err);
}
