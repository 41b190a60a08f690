/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stores of one study into one. Rows are copied with the same keys; what two stores both have must be the same.

   The store is written in its place, as a run writes it: SQLite puts right what a killed process left, keeps other writers out meanwhile, and
   undoes a merge that is not whole. A file put there in its stead would be taken for the old one by the log beside it, and by whoever has that open. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/show.h"
#include "study/store/place.h"
#include "study/store/schema.h"
#include "study/store/store.h"

/* How rows of a table go from one store to another: the reading statement gives the columns that the writing one takes. `differs` finds a row
   with the same key and other contents. */
typedef struct route {
  const char *what, *read, *write, *differs;
} route;

static const route routes[] = {
    {"replicates", "SELECT " DARK__BLOCK_FACTS ", checksum, replicates FROM blocks",
     "INSERT OR IGNORE INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?)",
     "SELECT 1 FROM blocks WHERE task = ?1 AND block = ?2 AND NOT (checksum = ?6 AND replicates = ?7)"},
    {"a jackknife", "SELECT " DARK__POINT_FACTS ", checksum, jackknife FROM points",
     "INSERT OR IGNORE INTO points VALUES (?, ?, ?, ?)",
     "SELECT 1 FROM points WHERE task = ?1 AND NOT (checksum = ?3 AND jackknife = ?4)"},
    {"results", "SELECT " DARK__RESULT_FACTS ", checksum FROM results",
     "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
     "SELECT 1 FROM results WHERE task = ?1 AND row = ?2 AND checksum <> ?23"},
    {"an end", "SELECT task, state, reason, n_rows FROM tasks WHERE state <> 'missing'",
     "UPDATE tasks SET state = ?2, reason = ?3, n_rows = ?4, checksum = " DARK__CHECKSUM(
         "tasks",
         "task, id, same_as, data, scenario, method, shard, replicates, blocks, ?2, ?3, ?4") " WHERE task = ?1 AND state "
                                                                                             "= 'missing'",
     "SELECT 1 FROM tasks WHERE task = ?1 AND NOT (state = ?2 AND reason IS ?3 AND n_rows = ?4)"},
};

/* ---- Rows */

typedef struct carrier {
  const dark__store *to, *from;
  const route *way;
  sqlite3_stmt *read, *write, *differs;
} carrier;

static dark_status fail_contradiction(const carrier *with, dark_error *err) {
  return dark__fail(
      err, DARK_EDATA,
      "%s: task %s has %s here that are not those of the same task in %s; one of the two was changed: run that task again "
      "in a new store, and leave out the store that differs from it",
      dark__show_path(with->from->sql.path).text, dark__sql_text_at(with->read, 0), with->way->what,
      dark__show_path(with->to->sql.path).text);
}

static void bind_row(sqlite3_stmt *statement, sqlite3_stmt *row) {
  for (int c = 0; c < sqlite3_bind_parameter_count(statement); c++)
    sqlite3_bind_value(statement, c + 1, sqlite3_column_value(row, c));
}

/* The row that `read` is at. */
static dark_status carry_row(const carrier *with, dark_error *err) {
  bool differs = false;
  bind_row(with->write, with->read);
  dark_status status = dark__sql_do(&with->to->sql, with->write, err);
  if (status != DARK_OK || sqlite3_changes(with->to->sql.db) > 0) return status;
  bind_row(with->differs, with->read);
  status = dark__sql_step(&differs, &with->to->sql, with->differs, err);
  sqlite3_reset(with->differs);
  return status == DARK_OK && differs ? fail_contradiction(with, err) : status;
}

static dark_status carry_rows(const dark__store *to, const dark__store *from, const route *way, dark_error *err) {
  carrier with = {.to = to, .from = from, .way = way};
  bool has_row = false;
  dark_status status = dark__sql_prepare(&with.read, &from->sql, way->read, err);
  if (status == DARK_OK) status = dark__sql_prepare(&with.write, &to->sql, way->write, err);
  if (status == DARK_OK) status = dark__sql_prepare(&with.differs, &to->sql, way->differs, err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, with.read, err);
  while (status == DARK_OK && has_row) {
    status = carry_row(&with, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, with.read, err);
  }
  sqlite3_finalize(with.read);
  sqlite3_finalize(with.write);
  sqlite3_finalize(with.differs);
  return status;
}

/* ---- Stores */

static dark_status add_rows(const dark__store *to, const dark__store *from, dark_error *err) {
  dark__shard shard;
  dark_status status = dark__store_verify_bytes(from, err);
  if (status == DARK_OK) status = dark__store_shard(&shard, from, err);
  if (status == DARK_OK) status = dark__store_compare(from, to, err);
  for (size_t i = 0; status == DARK_OK && i < sizeof routes / sizeof routes[0]; i++)
    status = carry_rows(to, from, &routes[i], err);
  return status;
}

/* The store has itself already; and reading the file once more would take its locks away (place.h). */
static dark_status add_store(const dark__store *to, const char *path, dark_error *err) {
  dark__store from;
  if (dark__place_is_same(path, to->sql.path)) return DARK_OK;
  dark_status status = dark__store_read(&from, path, NULL, err);
  if (status == DARK_OK) status = add_rows(to, &from, err);
  dark__store_close(&from);
  return status;
}

static dark_status verify_target(const dark__store *to, dark_error *err) {
  dark__shard shard;
  dark_status status = dark__store_verify(to, err);
  if (status == DARK_OK) status = dark__store_verify_bytes(to, err);
  if (status == DARK_OK) status = dark__store_shard(&shard, to, err);
  return status == DARK_OK && shard.count > 1 ? dark__store_make_whole(to, err) : status;
}

static dark_status add_stores(const dark__store *to, const char *const *paths, size_t n, dark_error *err) {
  dark_status status = dark__sql_begin(&to->sql, err);
  if (status != DARK_OK) return status;
  status = verify_target(to, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = add_store(to, paths[i], err);
  return dark__sql_end(&to->sql, status, err);
}

/* ---- The file */

static dark_status begin_like(dark__store *to, const char *path, dark_error *err) {
  dark__store first;
  bool is_begun = false;
  dark_status status = dark__store_read(&first, path, NULL, err);
  if (status == DARK_OK) status = dark__sql_begin(&to->sql, err);
  if (status == DARK_OK) {
    status = dark__store_is_begun(&is_begun, to, err);
    if (status == DARK_OK && !is_begun) status = dark__store_create_like(to, &first, err);
    status = dark__sql_end(&to->sql, status, err);
  }
  dark__store_close(&first);
  return status;
}

/* A store that this merge has begun and could not fill, unless somebody else has put something into it. */
static void discard(dark__store *to) {
  size_t n_used = 1;
  if (to->sql.db == NULL || dark__sql_run(&to->sql, "BEGIN EXCLUSIVE", NULL) != DARK_OK) return;
  const char *const used = "SELECT (SELECT count(*) FROM blocks) + (SELECT count(*) FROM tasks WHERE state <> 'missing')";
  bool is_begun = true;
  if (dark__store_is_begun(&is_begun, to, NULL) == DARK_OK && !is_begun) n_used = 0;
  if (is_begun && dark__sql_number(&n_used, &to->sql, used, NULL) != DARK_OK) n_used = 1;
  if (n_used == 0) unlink(sqlite3_db_filename(to->sql.db, "main")); /* behind links */
  sqlite3_exec(to->sql.db, "ROLLBACK", NULL, NULL, NULL);
}

/* Open the store, and begin one of the same study as the first of the others where there is none: no file, an empty one, or what a process leaves
   that was killed at its beginning. */
static dark_status open_target(dark__store *to, const char *path, const char *const *paths, size_t n, dark_error *err) {
  bool is_empty, is_begun = false;
  dark_status status = dark__place_check(&is_empty, path, false, err);
  if (status == DARK_OK && is_empty) status = dark__place_make(path, dark__place_common_mode(paths, n), "name another OUT", err);
  if (status == DARK_OK) status = dark__sql_open(&to->sql, path, false, err);
  if (status == DARK_OK) status = dark__store_is_begun(&is_begun, to, err);
  return status == DARK_OK && !is_begun ? begin_like(to, paths[0], err) : status;
}

dark_status dark__store_merge(size_t *n_missing, const char *path, const char *const *paths, size_t n, dark_error *err) {
  dark__store to = {0};
  struct stat about;
  const bool is_new = stat(path, &about) != 0;
  dark_status status = open_target(&to, path, paths, n, err);
  if (status == DARK_OK) status = add_stores(&to, paths, n, err);
  if (status == DARK_OK) status = dark__sql_number(n_missing, &to.sql, "SELECT count(*) FROM tasks WHERE state = 'missing'", err);
  if (status != DARK_OK && is_new) discard(&to);
  dark__store_close(&to);
  return status;
}
