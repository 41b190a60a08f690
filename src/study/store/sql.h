/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_STORE_SQL_H
#define DARK__STUDY_STORE_SQL_H

/* An SQLite database as the store needs it: one connection, used by one thread at a time, whose failures become statuses with the path in front. */

#include <stdbool.h>
#include <stddef.h>

#include <sqlite3.h>

#include <darkfigure/status.h>

/* At the end of messages about damage. */
#define DARK__STORE_ADVICE "restore it from a copy, or remove it and run the study again"

typedef struct dark__sql {
  sqlite3 *db;
  char *path;
  bool is_reading;     /* opened for reading only */
  sqlite3_stmt **kept; /* [n_kept] statements prepared by number */
  size_t n_kept;
} dark__sql;

/* Open the file, which need not exist when it is opened for writing. Another process may hold it for a minute before that is an error.
   dark__sql_close in any case. DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sql_open(dark__sql *sql, const char *path, bool is_reading, dark_error *err);
void dark__sql_close(dark__sql *sql);

/* The status and message of what SQLite has just failed at: DARK_ENOMEM; DARK_EDATA when the file is damaged or no database; else DARK_EIO. */
dark_status dark__sql_fail(const dark__sql *sql, dark_error *err);

/* Statements without results, one or several. */
DARK_MUST_CHECK dark_status dark__sql_run(const dark__sql *sql, const char *statements, dark_error *err);

/* *out = statement for dark__sql_step, reset and without bindings; the caller's to sqlite3_finalize. */
DARK_MUST_CHECK dark_status dark__sql_prepare(sqlite3_stmt **out, const dark__sql *sql, const char *text, dark_error *err);
/* The same, prepared once and kept under a number below 32. */
DARK_MUST_CHECK dark_status dark__sql_keep(sqlite3_stmt **out, dark__sql *sql, size_t number, const char *text, dark_error *err);

/* Bind by position from 1. Failures show in the next step. Texts and bytes are borrowed until the statement is reset. */
void dark__sql_whole(sqlite3_stmt *statement, int at, size_t value);
void dark__sql_real(sqlite3_stmt *statement, int at, double value);     /* NULL for what is not finite */
void dark__sql_text(sqlite3_stmt *statement, int at, const char *text); /* NULL for NULL */
void dark__sql_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t size);

/* *has_row = whether there is one (more). */
DARK_MUST_CHECK dark_status dark__sql_step(bool *has_row, const dark__sql *sql, sqlite3_stmt *statement, dark_error *err);
/* A statement without results. It is reset. */
DARK_MUST_CHECK dark_status dark__sql_do(const dark__sql *sql, sqlite3_stmt *statement, dark_error *err);

/* Columns of a row from 0. NaN, or "", for NULL. */
double dark__sql_real_at(sqlite3_stmt *statement, int at);
const char *dark__sql_text_at(sqlite3_stmt *statement, int at);
size_t dark__sql_whole_at(sqlite3_stmt *statement, int at);

/* The one whole number that a query gives; 0 when it gives none. */
DARK_MUST_CHECK dark_status dark__sql_number(size_t *out, const dark__sql *sql, const char *query, dark_error *err);

/* One transaction that writes, at a time. `status`: commit if it is DARK_OK, else undo and return it. */
DARK_MUST_CHECK dark_status dark__sql_begin(const dark__sql *sql, dark_error *err);
DARK_MUST_CHECK dark_status dark__sql_end(const dark__sql *sql, dark_status status, dark_error *err);

#endif
