/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/query.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"

/* The connection is read-only; what else could touch another file or the rules of this one is refused as well. */
static int permit(void *context, int action, const char *first, const char *second, const char *third, const char *fourth) {
  (void)context, (void)first, (void)third, (void)fourth;
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION: return second != NULL && strcmp(second, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default: return SQLITE_DENY;
  }
}

static dark_status fail_query(const dark__store *store, dark_error *err) {
  const int code = sqlite3_errcode(store->sql.db);
  if (code == SQLITE_AUTH) return dark__fail(err, DARK_EUSAGE, "a query may only read the store: SELECT, or WITH ... SELECT");
  if (code == SQLITE_ERROR || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH || code == SQLITE_RANGE)
    return dark__fail(err, DARK_EUSAGE, "the query makes no sense: %s", dark__show_sentence(sqlite3_errmsg(store->sql.db)).text);
  return dark__sql_fail(&store->sql, err);
}

static dark_status prepare(sqlite3_stmt **out, const dark__store *store, const char *text, dark_error *err) {
  const char *rest = NULL;
  if (sqlite3_prepare_v2(store->sql.db, text, -1, out, &rest) != SQLITE_OK) return fail_query(store, err);
  if (*out == NULL) return dark__fail(err, DARK_EUSAGE, "the query is empty");
  while (isspace((unsigned char)*rest) || *rest == ';') rest++;
  if (*rest != '\0') return dark__fail(err, DARK_EUSAGE, "one query at a time, and here are more: '%s'", dark__show(rest).text);
  return sqlite3_stmt_readonly(*out) != 0
             ? DARK_OK
             : dark__fail(err, DARK_EUSAGE, "a query may only read the store: SELECT, or WITH ... SELECT");
}

/* ---- Rows */

/* Room for the fields of a row; bytes as hexadecimal text are the row's own. */
typedef struct row_room {
  const char **names;
  dark__field *fields;
  char **texts;
  size_t n;
} row_room;

static dark_status make_room(row_room *room, sqlite3_stmt *statement, dark_error *err) {
  const size_t n = (size_t)sqlite3_column_count(statement);
  *room =
      (row_room){calloc(n + 1, sizeof *room->names), calloc(n + 1, sizeof *room->fields), calloc(n + 1, sizeof *room->texts), n};
  if (room->names == NULL || room->fields == NULL || room->texts == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++) {
    room->names[c] = sqlite3_column_name(statement, (int)c);
    if (room->names[c] == NULL) return dark__fail_memory(err);
  }
  return DARK_OK;
}

static void clear_room(row_room *room) {
  for (size_t c = 0; room->texts != NULL && c < room->n; c++) free(room->texts[c]);
  free(room->names);
  free(room->fields);
  free(room->texts);
}

static char *write_bytes(const unsigned char *bytes, size_t n) {
  static const char digits[] = "0123456789abcdef";
  char *text = malloc(2 * n + 1);
  if (text == NULL) return NULL;
  for (size_t i = 0; i < n; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  text[2 * n] = '\0';
  return text;
}

static dark_status read_field(row_room *room, sqlite3_stmt *statement, size_t c, dark_error *err) {
  dark__field *field = &room->fields[c];
  const int at = (int)c;
  *field = (dark__field){.text = ""};
  switch (sqlite3_column_type(statement, at)) {
    case SQLITE_NULL: field->kind = DARK__FIELD_NONE; return DARK_OK;
    case SQLITE_INTEGER: field->kind = DARK__FIELD_WHOLE, field->whole = sqlite3_column_int64(statement, at); return DARK_OK;
    case SQLITE_FLOAT: field->kind = DARK__FIELD_REAL, field->real = sqlite3_column_double(statement, at); return DARK_OK;
    case SQLITE_TEXT: field->kind = DARK__FIELD_TEXT, field->text = dark__sql_text_at(statement, at); return DARK_OK;
    default: break;
  }
  free(room->texts[c]);
  room->texts[c] = write_bytes(sqlite3_column_blob(statement, at), (size_t)sqlite3_column_bytes(statement, at));
  *field = (dark__field){.kind = DARK__FIELD_TEXT, .text = room->texts[c]};
  return room->texts[c] == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status read_row(row_room *room, sqlite3_stmt *statement, const dark__query_reader *reader, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < room->n; c++) status = read_field(room, statement, c, err);
  return status == DARK_OK ? reader->row(reader->context, room->names, room->fields, room->n, err) : status;
}

static dark_status read_rows(const dark__store *store, sqlite3_stmt *statement, const dark__query_reader *reader,
                             dark_error *err) {
  row_room room;
  int code = SQLITE_DONE;
  dark_status status = make_room(&room, statement, err);
  if (status == DARK_OK) status = reader->head(reader->context, room.names, room.n, err);
  while (status == DARK_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) status = read_row(&room, statement, reader, err);
  if (status == DARK_OK && code != SQLITE_DONE) status = fail_query(store, err);
  clear_room(&room);
  return status;
}

dark_status dark__store_query(dark__store *store, const char *text, const dark__query_reader *reader, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  sqlite3_set_authorizer(store->sql.db, permit, NULL);
  dark_status status = prepare(&statement, store, text, err);
  if (status == DARK_OK) status = read_rows(store, statement, reader, err);
  sqlite3_finalize(statement);
  sqlite3_set_authorizer(store->sql.db, NULL, NULL);
  return status;
}
