/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stores of one study into one. Rows are copied with the same keys; what two stores both have must be the same. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/show.h"
#include "study/store/schema.h"
#include "study/store/store.h"

/* How rows of a table go from one store to another: the reading statement gives the columns that the writing one takes. `verify` finds a row
   with the same key and other contents. */
typedef struct route {
  const char *read, *write, *verify;
  int n_columns;
} route;

static const route routes[] = {
    {"SELECT task, block, first, n, replicates FROM blocks", "INSERT OR IGNORE INTO blocks VALUES (?, ?, ?, ?, ?)",
     "SELECT 1 FROM blocks WHERE task = ?1 AND block = ?2 AND NOT (first = ?3 AND n = ?4 AND replicates = ?5)", 5},
    {"SELECT task, jackknife FROM points", "INSERT OR IGNORE INTO points VALUES (?, ?)",
     "SELECT 1 FROM points WHERE task = ?1 AND NOT jackknife = ?2", 2},
    {"SELECT task, row, categories, estimator, model, lists, observed, excluded, hidden, total, se, level, lower, upper, "
     "interval, "
     "replicates, failed, state, reasons FROM results",
     "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     "SELECT 1 FROM results WHERE task = ?1 AND row = ?2 AND NOT (total IS ?10 AND lower IS ?13 AND upper IS ?14)", 19},
    {"SELECT task, state, reason FROM tasks WHERE state <> 'missing'",
     "UPDATE tasks SET state = ?2, reason = ?3 WHERE task = ?1 AND state = 'missing'",
     "SELECT 1 FROM tasks WHERE task = ?1 AND NOT (state = ?2 AND reason IS ?3)", 3},
};

static dark_status fail_contradiction(const dark__store *from, sqlite3_stmt *row, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s: damaged: task %s has other results in another store of the same study",
                    dark__show_path(from->sql.path).text, dark__sql_text_at(row, 0));
}

/* The row that `read` is at. */
static dark_status copy_row(sqlite3_stmt *read, sqlite3_stmt *write, sqlite3_stmt *verify, const dark__store *to,
                            const dark__store *from, int n_columns, dark_error *err) {
  bool differs = false;
  for (int c = 0; c < n_columns; c++) {
    sqlite3_bind_value(write, c + 1, sqlite3_column_value(read, c));
    if (c < sqlite3_bind_parameter_count(verify)) sqlite3_bind_value(verify, c + 1, sqlite3_column_value(read, c));
  }
  dark_status status = dark__sql_do(&to->sql, write, err);
  if (status != DARK_OK || sqlite3_changes(to->sql.db) > 0) return status;
  status = dark__sql_step(&differs, &to->sql, verify, err);
  sqlite3_reset(verify);
  return status == DARK_OK && differs ? fail_contradiction(from, read, err) : status;
}

static dark_status copy_rows(const route *way, const dark__store *to, const dark__store *from, dark_error *err) {
  sqlite3_stmt *read = NULL, *write = NULL, *verify = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&read, &from->sql, way->read, err);
  if (status == DARK_OK) status = dark__sql_prepare(&write, &to->sql, way->write, err);
  if (status == DARK_OK) status = dark__sql_prepare(&verify, &to->sql, way->verify, err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, read, err);
  while (status == DARK_OK && has_row) {
    status = copy_row(read, write, verify, to, from, way->n_columns, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, read, err);
  }
  sqlite3_finalize(read);
  sqlite3_finalize(write);
  sqlite3_finalize(verify);
  return status;
}

/* ---- The tables of the first store, without what was found out */

static const route beginnings[] = {
    {"SELECT key, value FROM meta", "INSERT INTO meta VALUES (?, ?)", "SELECT 0", 2},
    {"SELECT task, id, same_as, data, scenario, method, 1, replicates, blocks, 'missing', NULL FROM tasks",
     "INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "SELECT 0", 11},
};

static dark_status begin_with(const dark__store *to, const dark__store *first, dark_error *err) {
  char marks[128];
  snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d", DARK__STORE_APPLICATION,
           DARK__STORE_VERSION);
  dark_status status = dark__sql_run(&to->sql, marks, err);
  if (status == DARK_OK) status = dark__sql_run(&to->sql, DARK__STORE_SCHEMA, err);
  for (size_t i = 0; status == DARK_OK && i < sizeof beginnings / sizeof beginnings[0]; i++)
    status = copy_rows(&beginnings[i], to, first, err);
  if (status != DARK_OK) return status;
  return dark__sql_run(&to->sql, "UPDATE meta SET value = '1' WHERE key IN ('shard', 'shards')", err);
}

static dark_status add_store(const dark__store *to, const char *path, bool is_first, dark_error *err) {
  dark__store from;
  dark_status status = dark__store_read(&from, path, NULL, err);
  if (status == DARK_OK && is_first) status = begin_with(to, &from, err);
  if (status == DARK_OK && !is_first) status = dark__store_compare(&from, to, err);
  for (size_t i = 0; status == DARK_OK && i < sizeof routes / sizeof routes[0]; i++)
    status = copy_rows(&routes[i], to, &from, err);
  dark__store_close(&from);
  return status;
}

/* ---- The file */

static dark_status fill(dark__store *to, size_t *n_missing, const char *path, const char *const *paths, size_t n,
                        dark_error *err) {
  struct stat about;
  const bool is_there = stat(path, &about) == 0 && about.st_size > 0;
  dark_status status = dark__sql_begin(&to->sql, err);
  if (status != DARK_OK) return status;
  if (is_there) status = add_store(to, path, true, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = add_store(to, paths[i], i == 0 && !is_there, err);
  status = dark__sql_end(&to->sql, status, err);
  if (status != DARK_OK) return status;
  return dark__sql_number(n_missing, &to->sql, "SELECT count(*) FROM tasks WHERE state = 'missing'", err);
}

static dark_status make_temporary(char *temporary, size_t size, const char *path, dark_error *err) {
  snprintf(temporary, size, "%s.XXXXXX", path);
  const int file = mkstemp(temporary);
  if (file >= 0) {
    close(file);
    return DARK_OK;
  }
  return dark__fail(err, DARK_EIO, "%s: cannot be written: %s", dark__show_path(path).text, strerror(errno));
}

/* With the rights that a new file would have had. */
static dark_status put_in_place(const char *temporary, const char *path, dark_error *err) {
  const mode_t mask = umask(0);
  umask(mask);
  if (chmod(temporary, 0666 & ~mask) == 0 && rename(temporary, path) == 0) return DARK_OK;
  return dark__fail(err, DARK_EIO, "%s: cannot be written: %s", dark__show_path(path).text, strerror(errno));
}

dark_status dark__store_merge(size_t *n_missing, const char *path, const char *const *paths, size_t n, dark_error *err) {
  dark__store to = {0};
  const size_t size = strlen(path) + 8;
  char *temporary = malloc(size);
  if (temporary == NULL) return dark__fail_memory(err);
  dark_status status = make_temporary(temporary, size, path, err);
  if (status != DARK_OK) {
    free(temporary);
    return status;
  }
  status = dark__sql_open(&to.sql, temporary, false, err);
  if (status == DARK_OK) status = dark__sql_rename(&to.sql, path, err);
  if (status == DARK_OK) status = fill(&to, n_missing, path, paths, n, err);
  dark__store_close(&to);
  if (status == DARK_OK) status = put_in_place(temporary, path, err);
  if (status != DARK_OK) unlink(temporary);
  free(temporary);
  return status;
}
