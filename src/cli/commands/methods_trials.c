/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/commands/methods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/console/output.h"
#include "report/json/json.h"
#include "report/text/forest.h"
#include "report/text/text.h"

enum { HANG = 24 };

/* ---- CSV: the header of `fit` once, then the rows of all methods */

static dark_status write_rows(FILE *stream, const dark_results *results, const dark_table *table, bool with_header,
                              dark_error *err) {
  dark_results no_rows = *results;
  dark__output header, whole = {0};
  no_rows.n_rows = 0;
  dark_status status = dark__output_open(&header, err);
  if (status == DARK_OK) status = dark__output_open(&whole, err);
  if (status == DARK_OK) status = dark_report_results(header.stream, DARK_FORMAT_CSV, &no_rows, table, NULL, err);
  if (status == DARK_OK) status = dark_report_results(whole.stream, DARK_FORMAT_CSV, results, table, NULL, err);
  if (status == DARK_OK) status = dark__output_finish(&header, err);
  if (status == DARK_OK) status = dark__output_finish(&whole, err);
  if (status == DARK_OK) fputs(whole.text + (with_header ? 0 : header.size), stream);
  dark__output_close(&header);
  dark__output_close(&whole);
  return status;
}

/* One row that says that a method has no results here. */
static dark_status write_missing(FILE *stream, const dark__trial *trial, const dark_table *table, const char *lists,
                                 bool with_header, dark_error *err) {
  const size_t n = dark_table_n_categories(table);
  const char **names = calloc(2 * n + 1, sizeof *names);
  if (names == NULL) return dark__fail_memory(err);
  const char **levels = names + n;
  for (size_t c = 0; c < n; c++) {
    names[c] = dark_table_category_name(table, c);
    levels[c] = "(all)";
  }
  const double absent = (double)NAN;
  dark_row row = {.levels = levels,
                  .method = dark_estimator_name(trial->estimator),
                  .model = "",
                  .lists = lists,
                  .observed = dark_table_n_people(table),
                  .hidden = absent,
                  .total = absent,
                  .se = absent,
                  .interval = {.level = absent, .lower = absent, .upper = absent},
                  .state = DARK_STATE_NO_ESTIMATE};
  const dark_results results = {.n_categories = n, .categories = names, .rows = &row, .n_rows = 1};
  const dark_status status = write_rows(stream, &results, table, with_header, err);
  free(names);
  return status;
}

static dark_status write_csv(FILE *stream, const dark__trials *trials, dark_error *err) {
  dark__paper lists = {0};
  dark__add_history(&lists, trials->table, (UINT32_C(1) << dark_table_n_lists(trials->table)) - 1);
  dark_status status = lists.failed ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < trials->n; i++) {
    const dark__trial *trial = &trials->items[i];
    status = dark__trial_applies(trial) ? write_rows(stream, trial->fit.results, trials->table, i == 0, err)
                                        : write_missing(stream, trial, trials->table, dark__paper_text(&lists), i == 0, err);
  }
  dark__paper_clear(&lists);
  return status;
}

/* ---- JSON: an array of what `fit` writes for each method */

static dark_status write_why_not(FILE *stream, const dark__trial *trial, dark_error *err) {
  dark__json json = {.root = json_object()};
  dark__json_put(&json, json.root, "command", json_string("methods"));
  dark__json_put(&json, json.root, "method_asked", dark__json_text(dark_estimator_name(trial->estimator)));
  dark__json_put(&json, json.root, "not_applicable", dark__json_text(trial->why_not));
  const bool failed = json.failed || json_dumpf(json.root, stream, JSON_INDENT(2)) != 0;
  json_decref(json.root);
  fputc('\n', stream);
  return failed ? dark__fail_memory(err) : DARK_OK;
}

/* The results of one method as `fit` writes them. */
static dark_status write_fit(FILE *stream, const dark__trial *trial, const dark_table *table, const dark__request *request,
                             dark_error *err) {
  dark_run run;
  dark__words shown = {0};
  const dark__resampling_options resampling = dark__fit_resampling(&trial->fit, request);
  dark__input_show(&shown, request);
  dark__search_show(&shown, request, dark_estimator_name(trial->estimator));
  dark__resampling_show(&shown, &resampling);
  dark_status status = dark__run_describe(&run, &shown, request, table, err);
  if (status == DARK_OK) status = dark_report_results(stream, DARK_FORMAT_JSON, trial->fit.results, table, &run, err);
  dark__words_free(&shown);
  return status;
}

static dark_status write_json(FILE *stream, const dark__trials *trials, const dark__request *request, dark_error *err) {
  dark_status status = DARK_OK;
  fputs("[\n", stream);
  for (size_t i = 0; status == DARK_OK && i < trials->n; i++) {
    const dark__trial *trial = &trials->items[i];
    if (i > 0) fputs(",\n", stream);
    status =
        dark__trial_applies(trial) ? write_fit(stream, trial, trials->table, request, err) : write_why_not(stream, trial, err);
  }
  fputs("]\n", stream);
  return status;
}

/* ---- table */

static void add_estimate(dark__grid *grid, const dark_results *results, const dark_row *row) {
  const double unit = dark__rounding_unit(row->total);
  if (dark__row_is_lower_limit(row)) {
    dark__paper_add(dark__grid_cell(grid), "at least %s", dark__estimate(row->interval.lower).text);
    dark__grid_next(grid);
    dark__grid_add(grid, "");
    return;
  }
  dark__grid_add(grid, dark__people(row->total, unit).text);
  if (dark__row_has_estimate(row)) {
    dark__paper_add(dark__grid_cell(grid), "(");
    dark__add_limits(dark__grid_cell(grid), &row->interval, unit);
    dark__paper_add(dark__grid_cell(grid), ")");
    if (dark__row_is_partial(row))
      dark__paper_add(dark__grid_cell(grid), ", "), dark__add_partial(dark__grid_cell(grid), results, row);
  }
  dark__grid_next(grid);
}

static void add_row(dark__grid *grid, const dark_results *results, const dark_row *row) {
  char reasons[1024];
  for (size_t c = 0; c < results->n_categories; c++) dark__grid_add_foreign(grid, row->levels[c]);
  dark__grid_add(grid, row->method);
  dark__grid_add_foreign(grid, row->model);
  if (results->n_levels > 1) dark__grid_add(grid, dark__level(row->interval.level).text);
  add_estimate(grid, results, row);
  dark__paper_add(dark__grid_cell(grid), "%s", dark_state_name(row->state));
  if (row->reasons != 0)
    dark__paper_add(dark__grid_cell(grid), " (%s)", dark_reasons_write(reasons, sizeof reasons, row->reasons));
  dark__grid_next(grid);
}

/* Categories, method, model, [level,] total, interval, state. */
static void add_heading(dark__grid *grid, const dark_results *results) {
  for (size_t c = 0; c < results->n_categories; c++) dark__grid_add_foreign(grid, results->categories[c]);
  dark__grid_add(grid, "method");
  dark__grid_add(grid, "model");
  if (results->n_levels > 1) dark__grid_add(grid, "level");
  dark__grid_add(grid, "estimated total");
  if (results->n_levels == 1) dark__paper_add(dark__grid_cell(grid), "(%s interval)", dark__level(results->levels[0]).text);
  else dark__paper_add(dark__grid_cell(grid), "(interval)");
  dark__grid_next(grid);
  dark__grid_add(grid, "state");
}

/* Of the first method that applies; NULL when none does. */
static const dark_results *first_results(const dark__trials *trials) {
  for (size_t i = 0; i < trials->n; i++)
    if (dark__trial_applies(&trials->items[i])) return trials->items[i].fit.results;
  return NULL;
}

static void put_estimates(dark__paper *page, const dark__trials *trials) {
  const dark_results *first = first_results(trials);
  if (first == NULL) return;
  char *columns = calloc(first->n_categories + 8, 1);
  if (columns == NULL) {
    page->failed = true;
    return;
  }
  memset(columns, 'l', first->n_categories);
  strcat(columns, first->n_levels > 1 ? "llrr(l" : "llr(l");
  dark__grid grid = {.columns = columns};
  add_heading(&grid, first);
  for (size_t i = 0; i < trials->n; i++) {
    const dark_results *results = trials->items[i].fit.results;
    for (size_t r = 0; dark__trial_applies(&trials->items[i]) && r < results->n_rows; r++)
      add_row(&grid, results, &results->rows[r]);
  }
  dark__grid_put(page, &grid, 2);
  free(columns);
}

/* ---- the forest: what each method says of one target, drawn */

/* The rows of one target (all of its levels follow each other) in the results of a trial: the first level's; NULL when it has none. */
static const dark_row *row_of_target(const dark__trial *trial, size_t target) {
  for (size_t r = 0; dark__trial_applies(trial) && r < trial->fit.results->n_rows; r++)
    if (trial->fit.results->rows[r].target == target) return &trial->fit.results->rows[r];
  return NULL;
}

static dark__forest_line line_of(const char *name, const dark_row *row) {
  dark__forest_line line = {
      .name = name, .estimate = row->total, .lower = row->interval.lower, .upper = row->interval.upper, .remark = ""};
  if (dark__row_is_unstable(row)) line.remark = "unstable";
  else if (dark__row_is_partial(row)) line.remark = "in part";
  return line;
}

static void put_target(dark__paper *page, const dark__trials *trials, const dark_results *first, size_t target,
                       dark__forest_line *lines) {
  size_t n = 0;
  double observed = 0;
  const dark_row *shown = NULL;
  for (size_t i = 0; i < trials->n; i++) {
    const dark_row *row = row_of_target(&trials->items[i], target);
    if (row == NULL) continue;
    lines[n++] = line_of(dark_estimator_name(trials->items[i].estimator), row);
    observed = fmax(observed, row->observed);
    shown = row;
  }
  if (shown == NULL) return;
  dark__paper_add(page, "\n");
  if (first->n_categories > 0) {
    dark__paper label = {0};
    dark__add_label(&label, first->categories, shown->levels, first->n_categories, "all");
    dark__paper_put(page, NULL, 2, 2, &label);
  }
  dark__put_forest(page, lines, n, observed);
}

static void put_forests(dark__paper *page, const dark__trials *trials) {
  const dark_results *first = first_results(trials);
  if (first == NULL) return;
  dark__forest_line *lines = calloc(trials->n, sizeof *lines);
  if (lines == NULL) {
    page->failed = true;
    return;
  }
  dark__paper_heading(page, "From the people observed to the largest number named, on a logarithmic scale");
  for (size_t r = 0; r < first->n_rows; r++)
    if (dark__row_is_first(first, r)) put_target(page, trials, first, first->rows[r].target, lines);
  free(lines);
}

/* A heading, and a paragraph for each method that applies (what it assumes) or does not (why). */
static void put_texts(dark__paper *page, const char *heading, const dark__trials *trials, bool does_apply) {
  dark__paper text = {0};
  bool is_first = true;
  for (size_t i = 0; i < trials->n; i++) {
    const dark__trial *trial = &trials->items[i];
    if (dark__trial_applies(trial) != does_apply) continue;
    if (is_first) dark__paper_heading(page, heading);
    is_first = false;
    if (does_apply) dark__paper_add(&text, "%s", dark_estimator_assumption(trial->estimator));
    else dark__paper_add_foreign(&text, trial->why_not);
    dark__paper_put(page, dark_estimator_name(trial->estimator), 2, HANG, &text);
  }
}

static dark_status write_table(FILE *stream, const dark__trials *trials, dark_error *err) {
  dark__paper page = {0};
  const dark_table *table = trials->table;
  dark__paper_add(&page, "Methods side by side: %s people observed ", dark__count(dark_table_n_people(table)).text);
  if (dark_table_captures(table) != NULL)
    dark__paper_add(&page, "once or more often on one list; auto would choose %s\n\n", dark_method_choose_one_list());
  else
    dark__paper_add(&page, "on %zu lists; auto would choose %s\n\n", dark_table_n_lists(table),
                    dark_method_choose(dark_table_n_lists(table), NULL));
  put_estimates(&page, trials);
  put_forests(&page, trials);
  put_texts(&page, "Not applicable", trials, false);
  put_texts(&page, "What each assumes", trials, true);
  const dark_status status = page.failed ? dark__fail_memory(err) : DARK_OK;
  fputs(dark__paper_text(&page), stream);
  dark__paper_clear(&page);
  return status;
}

dark_status dark__methods_compare(FILE *stream, const dark__trials *trials, const dark__request *request, dark_error *err) {
  const dark_format format = request->output.format;
  if (format == DARK_FORMAT_CSV) return write_csv(stream, trials, err);
  return format == DARK_FORMAT_JSON ? write_json(stream, trials, request, err) : write_table(stream, trials, err);
}
