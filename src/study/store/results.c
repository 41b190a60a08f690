/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "study/store/schema.h"
#include "study/store/statements.h"
#include "study/store/store.h"
#include "writing/json.h"

dark_status dark__store_begin(dark__store *store, dark_error *err) { return dark__sql_begin(&store->sql, err); }
dark_status dark__store_end(dark__store *store, dark_status status, dark_error *err) {
  return dark__sql_end(&store->sql, status, err);
}

/* ---- Writing */

#define PLACES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22"

/* {"form":"labour","sex":"(all)"}; NULL when memory is exhausted. Freed by free(). */
static char *write_categories(const dark_results *results, const dark_row *row) {
  dark__json json = {.root = json_object()};
  dark__json_put_levels(&json, json.root, results->categories, row->levels, results->n_categories);
  char *text = json.failed ? NULL : json_dumps(json.root, JSON_COMPACT);
  json_decref(json.root);
  return text;
}

static void bind_shrunken(sqlite3_stmt *statement, const dark_results *results, size_t r) {
  const dark_shrunken none = {(double)NAN, (double)NAN, (double)NAN};
  const dark_shrunken *of = results->shrunken != NULL ? &results->shrunken[r] : &none;
  dark__sql_real(statement, 20, of->total);
  dark__sql_real(statement, 21, of->lower);
  dark__sql_real(statement, 22, of->upper);
}

static void bind_row(sqlite3_stmt *statement, const dark_row *row, const char *categories, const char *reasons) {
  dark__sql_text(statement, 3, categories);
  dark__sql_text(statement, 4, row->method);
  dark__sql_text(statement, 5, row->model);
  dark__sql_text(statement, 6, row->lists);
  dark__sql_real(statement, 7, row->observed);
  dark__sql_real(statement, 8, row->excluded);
  dark__sql_real(statement, 9, row->hidden);
  dark__sql_real(statement, 10, row->total);
  dark__sql_real(statement, 11, row->se);
  dark__sql_real(statement, 12, row->interval.level);
  dark__sql_real(statement, 13, row->interval.lower);
  dark__sql_real(statement, 14, row->interval.upper);
  dark__sql_text(statement, 15, dark_interval_name(row->interval.type));
  dark__sql_whole(statement, 16, row->n_replicates);
  dark__sql_whole(statement, 17, row->n_failed);
  dark__sql_text(statement, 18, dark_state_name(row->state));
  dark__sql_text(statement, 19, reasons);
}

static dark_status put_row(dark__store *store, size_t task, const dark_results *results, size_t r, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  char reasons[2048];
  char *categories = write_categories(results, &results->rows[r]);
  dark_status status = categories == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK)
    status = dark__sql_keep(&statement, &store->sql, DARK__SQL_PUT_RESULT,
                            "INSERT INTO results VALUES (" PLACES ", " DARK__CHECKSUM("results", PLACES) ")", err);
  if (status == DARK_OK) {
    dark__sql_whole(statement, 1, task + 1);
    dark__sql_whole(statement, 2, r + 1);
    bind_row(statement, &results->rows[r], categories, dark_reasons_write(reasons, sizeof reasons, results->rows[r].reasons));
    bind_shrunken(statement, results, r);
    status = dark__sql_do(&store->sql, statement, err);
    sqlite3_clear_bindings(statement);
  }
  free(categories);
  return status;
}

static dark_status clear_results(dark__store *store, size_t task, dark_error *err) {
  sqlite3_stmt *statement;
  const dark_status status =
      dark__sql_keep(&statement, &store->sql, DARK__SQL_CLEAR_RESULTS, "DELETE FROM results WHERE task = ?", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, task + 1);
  return dark__sql_do(&store->sql, statement, err);
}

dark_status dark__store_put_results(dark__store *store, size_t task, const dark_results *results, dark_error *err) {
  dark_status status = clear_results(store, task, err);
  for (size_t r = 0; status == DARK_OK && r < results->n_rows; r++) status = put_row(store, task, results, r, err);
  return status;
}

static dark_status sign_task(dark__store *store, size_t task, dark_error *err) {
  sqlite3_stmt *statement;
  const dark_status status =
      dark__sql_keep(&statement, &store->sql, DARK__SQL_SIGN_TASK,
                     "UPDATE tasks SET checksum = " DARK__CHECKSUM("tasks", DARK__TASK_FACTS) " WHERE task = ?", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, task + 1);
  return dark__sql_do(&store->sql, statement, err);
}

/* With the number of its results, which are there already. */
static dark_status set_state(dark__store *store, size_t task, const char *state, const char *reason, dark_error *err) {
  sqlite3_stmt *statement;
  dark_status status = dark__sql_keep(&statement, &store->sql, DARK__SQL_SET_STATE,
                                      "UPDATE tasks SET state = ?1, reason = ?2, n_rows = (SELECT count(*) FROM results WHERE "
                                      "results.task = ?3) WHERE task = ?3",
                                      err);
  if (status != DARK_OK) return status;
  dark__sql_text(statement, 1, state);
  dark__sql_text(statement, 2, reason);
  dark__sql_whole(statement, 3, task + 1);
  status = dark__sql_do(&store->sql, statement, err);
  return status == DARK_OK ? sign_task(store, task, err) : status;
}

dark_status dark__store_set_done(dark__store *store, size_t task, dark_error *err) {
  return set_state(store, task, "done", NULL, err);
}

/* One of several that are the same may have had its results before another failed. */
dark_status dark__store_set_failed(dark__store *store, size_t task, const char *reason, dark_error *err) {
  const dark_status status = clear_results(store, task, err);
  return status == DARK_OK ? set_state(store, task, "failed", reason, err) : status;
}

dark_status dark__store_set_aside(dark__store *store, dark_error *err) {
  return dark__sql_run(&store->sql, "CREATE TEMP TABLE " DARK__RESULT_COLUMNS, err);
}

/* ---- Reading */

static void read_answer(dark__answer *answer, sqlite3_stmt *row) {
  const bool failed = dark__sql_text_at(row, 5)[0] == 'f';
  *answer = (dark__answer){.task = dark__sql_whole_at(row, 0) - 1,
                           .id = dark__sql_text_at(row, 1),
                           .data = dark__sql_text_at(row, 2),
                           .scenario = dark__sql_text_at(row, 3),
                           .method = dark__sql_text_at(row, 4),
                           .failure = failed ? dark__sql_text_at(row, 6) : NULL,
                           .row = failed ? 0 : dark__sql_whole_at(row, 7) - 1,
                           .categories = failed ? "{}" : dark__sql_text_at(row, 8),
                           .estimator = dark__sql_text_at(row, 9),
                           .model = dark__sql_text_at(row, 10),
                           .lists = dark__sql_text_at(row, 11),
                           .observed = dark__sql_real_at(row, 12),
                           .excluded = dark__sql_real_at(row, 13),
                           .hidden = dark__sql_real_at(row, 14),
                           .total = dark__sql_real_at(row, 15),
                           .se = dark__sql_real_at(row, 16),
                           .level = dark__sql_real_at(row, 17),
                           .lower = dark__sql_real_at(row, 18),
                           .upper = dark__sql_real_at(row, 19),
                           .interval = dark__sql_text_at(row, 20),
                           .n_replicates = dark__sql_whole_at(row, 21),
                           .n_failed = dark__sql_whole_at(row, 22),
                           .state = failed ? "failed" : dark__sql_text_at(row, 23),
                           .reasons = dark__sql_text_at(row, 24),
                           .shrunken = {dark__sql_real_at(row, 25), dark__sql_real_at(row, 26), dark__sql_real_at(row, 27)}};
}

dark_status dark__store_each_answer(dark__store *store,
                                    dark_status (*see)(void *context, const dark__answer *answer, dark_error *err), void *context,
                                    dark_error *err) {
  sqlite3_stmt *row = NULL;
  dark__answer answer;
  bool has_row = false;
  dark_status status = dark__sql_prepare(
      &row, &store->sql,
      "SELECT t.task, t.id, t.data, t.scenario, t.method, t.state, t.reason, r.row, r.categories, r.estimator, r.model, "
      "r.lists, r.observed, r.excluded, r.hidden, r.total, r.se, r.level, r.lower, r.upper, r.interval, r.replicates, r.failed, "
      "r.state, r.reasons, r.shrunken, r.shrunken_lower, r.shrunken_upper FROM tasks AS t LEFT JOIN results AS r ON r.task = "
      "t.task WHERE t.state = 'failed' OR "
      "(t.state = 'done' AND r.row IS NOT NULL) ORDER BY t.task, r.row",
      err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  while (status == DARK_OK && has_row) {
    read_answer(&answer, row);
    status = see(context, &answer, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  }
  sqlite3_finalize(row);
  return status;
}

dark_status dark__store_each_task(dark__store *store,
                                  dark_status (*see)(void *context, const dark__progress_of_task *task, dark_error *err),
                                  void *context, dark_error *err) {
  sqlite3_stmt *row = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(
      &row, &store->sql,
      "SELECT task, data, scenario, method, reason, state, replicates, (SELECT total(n) FROM blocks AS b WHERE b.task = "
      "t.same_as) FROM tasks AS t WHERE (SELECT value FROM meta WHERE key = 'shard') = CAST(shard AS TEXT) ORDER BY task",
      err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  while (status == DARK_OK && has_row) {
    const dark__progress_of_task task = {.task = dark__sql_whole_at(row, 0) - 1,
                                         .data = dark__sql_text_at(row, 1),
                                         .scenario = dark__sql_text_at(row, 2),
                                         .method = dark__sql_text_at(row, 3),
                                         .reason = dark__sql_text_at(row, 4),
                                         .state = dark__sql_text_at(row, 5)[0],
                                         .n_replicates = dark__sql_whole_at(row, 6),
                                         .n_stored = dark__sql_whole_at(row, 7)};
    status = see(context, &task, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  }
  sqlite3_finalize(row);
  return status;
}
