/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a store what was written into it? Every fact is under a checksum of its row, and every row is counted somewhere: facts in `meta`, tasks in
   `meta`, results in their task; replicates are counted by what the task asks for. */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/keys.h"
#include "base/show.h"
#include "study/store/checksum.h"
#include "study/store/schema.h"
#include "study/store/store.h"

dark_status dark__store_fail_damaged(const dark__store *store, size_t task, const char *what, dark_error *err) {
  char where[32] = "";
  if (task != DARK__NONE) snprintf(where, sizeof where, "task %zu: ", task + 1);
  return dark__fail(err, DARK_EDATA, "%s: damaged: %s%s; " DARK__STORE_ADVICE, dark__show_path(store->sql.path).text, where,
                    what);
}

/* ---- Queries whose rows are damage: the number of a task, or NULL */

typedef struct check {
  const char *query, *what;
} check;

static const check of_facts[] = {
    {"SELECT NULL FROM meta WHERE checksum IS NOT " DARK__CHECKSUM("meta", DARK__META_FACTS),
     "what it says of itself (table meta) is not what was written"},
    {"SELECT NULL WHERE (SELECT count(*) FROM meta) IS NOT (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'facts')",
     "facts in the table meta are missing or too many"},
};

static const check of_rows[] = {
    {"SELECT task FROM tasks WHERE checksum IS NOT " DARK__CHECKSUM("tasks", DARK__TASK_FACTS),
     "its row in the table tasks is not what was written"},
    {"SELECT NULL WHERE (SELECT count(*) FROM tasks) IS NOT (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'tasks')",
     "tasks are missing or too many"},
    {"SELECT task FROM results WHERE checksum IS NOT " DARK__CHECKSUM("results", DARK__RESULT_FACTS),
     "a row of its results is not what was written"},
    {"SELECT r.task FROM results AS r LEFT JOIN tasks AS t ON t.task = r.task WHERE t.n_rows IS NULL OR r.row NOT BETWEEN 1 "
     "AND t.n_rows",
     "it has more results than were written"},
    {"SELECT task FROM tasks WHERE (state = 'done') <> (n_rows > 0)", "it is done and should have results"},
    {"SELECT task FROM tasks AS t WHERE n_rows <> (SELECT count(*) FROM results AS r WHERE r.task = t.task)",
     "rows of its results are missing"},
    {"SELECT task FROM blocks WHERE checksum IS NOT " DARK__CHECKSUM("blocks", DARK__BLOCK_FACTS),
     "a block of its replicates is not what was written"},
    {"SELECT b.task FROM blocks AS b LEFT JOIN tasks AS t ON t.task = b.task WHERE t.blocks IS NULL OR b.block >= t.blocks",
     "it has more blocks of replicates than were written"},
    {"SELECT task FROM tasks AS t WHERE state = 'done' AND replicates <> (SELECT total(n) FROM blocks AS b WHERE b.task = "
     "t.same_as)",
     "a block of replicates is missing"},
    {"SELECT task FROM points WHERE checksum IS NOT " DARK__CHECKSUM("points", DARK__POINT_FACTS),
     "its jackknife is not what was written"},
    {"SELECT same_as FROM tasks AS t WHERE state = 'done' AND replicates > 0 AND NOT EXISTS (SELECT 1 FROM points AS p WHERE "
     "p.task = t.same_as)",
     "the jackknife is missing"},
};

static const check of_bytes[] = {
    {"SELECT task FROM blocks WHERE digest IS NOT blob_checksum(replicates)",
     "stored replicates are damaged or of something else"},
    {"SELECT task FROM points WHERE digest IS NOT blob_checksum(jackknife)",
     "a stored jackknife is damaged or of something else"},
};

static dark_status run_check(const dark__store *store, const check *one, dark_error *err) {
  sqlite3_stmt *row = NULL;
  bool is_damaged = false;
  dark_status status = dark__sql_prepare(&row, &store->sql, one->query, err);
  if (status == DARK_OK) status = dark__sql_step(&is_damaged, &store->sql, row, err);
  if (status == DARK_OK && is_damaged) {
    const size_t number = dark__sql_whole_at(row, 0);
    status = dark__store_fail_damaged(store, number == 0 ? DARK__NONE : number - 1, one->what, err);
  }
  sqlite3_finalize(row);
  return status;
}

static dark_status run_checks(const dark__store *store, const check *checks, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = run_check(store, &checks[i], err);
  return status;
}

/* ---- The tables themselves: SQLite keeps the words by which they were made */

/* A row of sqlite_schema; indices that SQLite makes for itself have no words. */
static bool is_ours(sqlite3_stmt *row) {
  static const char *const schema[] = DARK__STORE_SCHEMA;
  const char *words = dark__sql_text_at(row, 0);
  for (size_t i = 0; i < sizeof schema / sizeof schema[0]; i++)
    if (strcmp(words, schema[i]) == 0) return true;
  return false;
}

static dark_status check_schema(const dark__store *store, dark_error *err) {
  static const char *const schema[] = DARK__STORE_SCHEMA;
  sqlite3_stmt *row = NULL;
  bool has_row = false, is_good = true;
  size_t n = 0;
  dark_status status =
      dark__sql_prepare(&row, &store->sql, "SELECT DISTINCT sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'", err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  for (; status == DARK_OK && has_row; n++) {
    is_good = is_good && is_ours(row);
    status = dark__sql_step(&has_row, &store->sql, row, err);
  }
  sqlite3_finalize(row);
  if (status != DARK_OK || (is_good && n == sizeof schema / sizeof schema[0])) return status;
  return dark__store_fail_damaged(store, DARK__NONE, "its tables are not those of a results store", err);
}

/* ---- All of it */

dark_status dark__store_verify(const dark__store *store, dark_error *err) {
  char key[65];
  dark_status status = check_schema(store, err);
  if (status == DARK_OK) status = dark__checksum_use(&store->sql, "", err);
  if (status == DARK_OK) status = run_checks(store, of_facts, sizeof of_facts / sizeof of_facts[0], err);
  if (status == DARK_OK) status = dark__store_meta(key, sizeof key, store, "plan_sha256", err);
  if (status == DARK_OK) status = dark__checksum_use(&store->sql, key, err);
  return status == DARK_OK ? run_checks(store, of_rows, sizeof of_rows / sizeof of_rows[0], err) : status;
}

static dark_status check_pages(const dark__store *store, dark_error *err) {
  sqlite3_stmt *row = NULL;
  bool has_row = false;
  char what[300];
  dark_status status = dark__sql_prepare(&row, &store->sql, "PRAGMA integrity_check(1)", err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, row, err);
  if (status == DARK_OK && strcmp(dark__sql_text_at(row, 0), "ok") != 0) {
    snprintf(what, sizeof what, "SQLite says: %s", dark__show_sentence(dark__sql_text_at(row, 0)).text);
    status = dark__store_fail_damaged(store, DARK__NONE, what, err);
  }
  sqlite3_finalize(row);
  return status;
}

dark_status dark__store_verify_bytes(const dark__store *store, dark_error *err) {
  const dark_status status = check_pages(store, err);
  return status == DARK_OK ? run_checks(store, of_bytes, sizeof of_bytes / sizeof of_bytes[0], err) : status;
}
