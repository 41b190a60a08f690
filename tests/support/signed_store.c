/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/signed_store.h"

#include <stdio.h>

#include "study/store/checksum.h"
#include "study/store/schema.h"
#include "support/assert_close.h"
#include "support/published.h"

#define SIGN(table, facts) "UPDATE " table " SET checksum = " DARK__CHECKSUM(table, facts)

void change_store(const char *path, const char *statements) {
  dark__sql sql;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__sql_open(&sql, path, false, &err), err);
  assert_ok(dark__sql_run(&sql, statements, &err), err);
  dark__sql_close(&sql);
}

static void read_key(char key[65], const dark__sql *sql) {
  sqlite3_stmt *row = NULL;
  bool has_row;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__sql_prepare(&row, sql, "SELECT value FROM meta WHERE key = 'plan_sha256'", &err), err);
  assert_ok(dark__sql_step(&has_row, sql, row, &err), err);
  snprintf(key, 65, "%s", dark__sql_text_at(row, 0));
  sqlite3_finalize(row);
}

void change_and_sign(const char *path, const char *statements) {
  static const char *const signs[] = {SIGN("tasks", DARK__TASK_FACTS), SIGN("blocks", DARK__BLOCK_FACTS),
                                      SIGN("points", DARK__POINT_FACTS), SIGN("results", DARK__RESULT_FACTS)};
  dark__sql sql;
  char key[65];
  dark_error err = DARK_ERROR_INIT;
  change_store(path, statements);
  assert_ok(dark__sql_open(&sql, path, false, &err), err);
  assert_ok(dark__checksum_use(&sql, "", &err), err);
  assert_ok(dark__sql_run(&sql, SIGN("meta", DARK__META_FACTS), &err), err);
  read_key(key, &sql);
  assert_ok(dark__checksum_use(&sql, key, &err), err);
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) assert_ok(dark__sql_run(&sql, signs[i], &err), err);
  dark__sql_close(&sql);
}
