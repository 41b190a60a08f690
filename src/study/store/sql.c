/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/sql.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"

enum { PATIENCE = 60000 /* milliseconds */, MOST_KEPT = 32 };

dark_status dark__sql_fail(const dark__sql *sql, dark_error *err) {
  const int code = sql->db == NULL ? SQLITE_NOMEM : sqlite3_errcode(sql->db);
  const dark__shown shown = dark__show_path(sql->path);
  const char *path = shown.text, *doing = sql->is_reading ? "read" : "written";
  /* Of a damaged file SQLite says more or less, depending on what it has read of it before. */
  const bool is_corrupt = (code & 0xff) == SQLITE_CORRUPT;
  const dark__shown reason = dark__show_sentence(sql->db == NULL ? ""
                                                 : is_corrupt    ? sqlite3_errstr(SQLITE_CORRUPT)
                                                                 : sqlite3_errmsg(sql->db));
  if (code != SQLITE_OK && sqlite3_extended_errcode(sql->db) == SQLITE_IOERR_NOMEM) return dark__fail_memory(err);
  switch (code & 0xff) {
    case SQLITE_NOMEM: return dark__fail_memory(err);
    case SQLITE_NOTADB: return dark__fail(err, DARK_EDATA, "%s: is no results store, nor any SQLite database", path);
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_ERROR: /* a table or column that is not there */
    case SQLITE_SCHEMA: return dark__fail(err, DARK_EDATA, "%s: damaged: %s; " DARK__STORE_ADVICE, path, reason.text);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return dark__fail(err, DARK_EIO, "%s: cannot be %s: another process has held it for a minute", path, doing);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      if (sqlite3_system_errno(sql->db) != 0)
        return dark__fail(err, DARK_EIO, "%s: cannot be %s: %s", path, doing, strerror(sqlite3_system_errno(sql->db)));
      return dark__fail(err, DARK_EIO, "%s: cannot be %s: %s", path, doing, reason.text);
    default: return dark__fail(err, DARK_EIO, "%s: cannot be %s: %s", path, doing, reason.text);
  }
}

dark_status dark__sql_open(dark__sql *sql, const char *path, bool is_reading, dark_error *err) {
  const int flags = is_reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  *sql = (dark__sql){.path = dark__copy_text(path, strlen(path)),
                     .is_reading = is_reading,
                     .kept = calloc(MOST_KEPT, sizeof *sql->kept),
                     .n_kept = MOST_KEPT};
  if (sql->path == NULL || sql->kept == NULL) return dark__fail_memory(err);
  const int code = sqlite3_open_v2(path, &sql->db, flags | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code != SQLITE_OK) return dark__sql_fail(sql, err);
  sqlite3_busy_timeout(sql->db, PATIENCE);
  /* What a database defines cannot do more than it seems to. */
  sqlite3_db_config(sql->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(sql->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(sql->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  return dark__sql_run(sql, "PRAGMA temp_store = MEMORY", err);
}

void dark__sql_close(dark__sql *sql) {
  for (size_t i = 0; sql->kept != NULL && i < sql->n_kept; i++) sqlite3_finalize(sql->kept[i]);
  sqlite3_close(sql->db);
  free(sql->kept);
  free(sql->path);
  *sql = (dark__sql){0};
}

dark_status dark__sql_run(const dark__sql *sql, const char *statements, dark_error *err) {
  return sqlite3_exec(sql->db, statements, NULL, NULL, NULL) == SQLITE_OK ? DARK_OK : dark__sql_fail(sql, err);
}

dark_status dark__sql_prepare(sqlite3_stmt **out, const dark__sql *sql, const char *text, dark_error *err) {
  return sqlite3_prepare_v2(sql->db, text, -1, out, NULL) == SQLITE_OK ? DARK_OK : dark__sql_fail(sql, err);
}

dark_status dark__sql_keep(sqlite3_stmt **out, dark__sql *sql, size_t number, const char *text, dark_error *err) {
  dark_status status = DARK_OK;
  if (sql->kept[number] == NULL)
    status = sqlite3_prepare_v3(sql->db, text, -1, SQLITE_PREPARE_PERSISTENT, &sql->kept[number], NULL) == SQLITE_OK
                 ? DARK_OK
                 : dark__sql_fail(sql, err);
  *out = sql->kept[number];
  if (status == DARK_OK) sqlite3_reset(*out);
  return status;
}

void dark__sql_whole(sqlite3_stmt *statement, int at, size_t value) { sqlite3_bind_int64(statement, at, (sqlite3_int64)value); }

void dark__sql_real(sqlite3_stmt *statement, int at, double value) {
  if (isfinite(value)) sqlite3_bind_double(statement, at, value);
  else sqlite3_bind_null(statement, at);
}

void dark__sql_text(sqlite3_stmt *statement, int at, const char *text) {
  sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void dark__sql_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t size) {
  sqlite3_bind_blob64(statement, at, bytes, size, SQLITE_STATIC);
}

dark_status dark__sql_step(bool *has_row, const dark__sql *sql, sqlite3_stmt *statement, dark_error *err) {
  const int code = sqlite3_step(statement);
  *has_row = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? DARK_OK : dark__sql_fail(sql, err);
}

dark_status dark__sql_do(const dark__sql *sql, sqlite3_stmt *statement, dark_error *err) {
  bool has_row;
  const dark_status status = dark__sql_step(&has_row, sql, statement, err);
  sqlite3_reset(statement);
  return status;
}

double dark__sql_real_at(sqlite3_stmt *statement, int at) {
  return sqlite3_column_type(statement, at) == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement, at);
}

const char *dark__sql_text_at(sqlite3_stmt *statement, int at) {
  const unsigned char *text = sqlite3_column_text(statement, at);
  return text == NULL ? "" : (const char *)text;
}

size_t dark__sql_whole_at(sqlite3_stmt *statement, int at) {
  const sqlite3_int64 value = sqlite3_column_int64(statement, at);
  return value < 0 ? 0 : (size_t)value;
}

dark_status dark__sql_number(size_t *out, const dark__sql *sql, const char *query, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&statement, sql, query, err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, sql, statement, err);
  *out = has_row ? dark__sql_whole_at(statement, 0) : 0;
  sqlite3_finalize(statement);
  return status;
}

dark_status dark__sql_begin(const dark__sql *sql, dark_error *err) { return dark__sql_run(sql, "BEGIN IMMEDIATE", err); }

dark_status dark__sql_end(const dark__sql *sql, dark_status status, dark_error *err) {
  if (status == DARK_OK) status = dark__sql_run(sql, "COMMIT", err);
  if (status != DARK_OK && sqlite3_get_autocommit(sql->db) == 0) sqlite3_exec(sql->db, "ROLLBACK", NULL, NULL, NULL);
  return status;
}
