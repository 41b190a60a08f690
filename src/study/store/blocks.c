/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/error.h"
#include "resample/replicates/replicates.h"
#include "study/store/schema.h"
#include "study/store/statements.h"
#include "study/store/store.h"

dark_status dark__store_each_block(dark__store *store, void (*see)(void *context, size_t task, size_t block), void *context,
                                   dark_error *err) {
  sqlite3_stmt *statement = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&statement, &store->sql, "SELECT task, block FROM blocks", err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, statement, err);
  while (status == DARK_OK && has_row) {
    see(context, dark__sql_whole_at(statement, 0) - 1, dark__sql_whole_at(statement, 1));
    status = dark__sql_step(&has_row, &store->sql, statement, err);
  }
  sqlite3_finalize(statement);
  return status;
}

dark_status dark__store_each_state(dark__store *store, void (*see)(void *context, size_t task, char state), void *context,
                                   dark_error *err) {
  sqlite3_stmt *statement = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&statement, &store->sql, "SELECT task, state FROM tasks", err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, statement, err);
  while (status == DARK_OK && has_row) {
    see(context, dark__sql_whole_at(statement, 0) - 1, dark__sql_text_at(statement, 1)[0]);
    status = dark__sql_step(&has_row, &store->sql, statement, err);
  }
  sqlite3_finalize(statement);
  return status;
}

dark_status dark__store_has_block(bool *has, dark__store *store, size_t task, size_t block, dark_error *err) {
  sqlite3_stmt *statement;
  dark_status status =
      dark__sql_keep(&statement, &store->sql, DARK__SQL_HAS_BLOCK, "SELECT 1 FROM blocks WHERE task = ? AND block = ?", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, task + 1);
  dark__sql_whole(statement, 2, block);
  status = dark__sql_step(has, &store->sql, statement, err);
  sqlite3_reset(statement);
  return status;
}

/* ---- Writing */

/* Its own checksum, and after the place of the row's checksum the bytes. */
static void bind_blob(sqlite3_stmt *statement, int at, const dark__blob *blob) {
  dark__sql_bytes(statement, at, blob->bytes + blob->size - DARK__BLOB_CHECKSUM, DARK__BLOB_CHECKSUM);
  dark__sql_bytes(statement, at + 1, blob->bytes, blob->size);
}

static dark_status put_replicates(dark__store *store, const dark__stored_block *block, dark_error *err) {
  sqlite3_stmt *statement;
  const dark_status status = dark__sql_keep(
      &statement, &store->sql, DARK__SQL_PUT_BLOCK,
      "INSERT OR IGNORE INTO blocks VALUES (?1, ?2, ?3, ?4, ?5, " DARK__CHECKSUM("blocks", "?1, ?2, ?3, ?4, ?5") ", ?6)", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, block->task + 1);
  dark__sql_whole(statement, 2, block->block);
  dark__sql_whole(statement, 3, block->first);
  dark__sql_whole(statement, 4, block->n);
  bind_blob(statement, 5, &block->replicates);
  return dark__sql_do(&store->sql, statement, err);
}

static dark_status put_jackknife(dark__store *store, const dark__stored_block *block, dark_error *err) {
  sqlite3_stmt *statement;
  if (block->jackknife.size == 0) return DARK_OK;
  const dark_status status =
      dark__sql_keep(&statement, &store->sql, DARK__SQL_PUT_POINT,
                     "INSERT OR IGNORE INTO points VALUES (?1, ?2, " DARK__CHECKSUM("points", "?1, ?2") ", ?3)", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, block->task + 1);
  bind_blob(statement, 2, &block->jackknife);
  return dark__sql_do(&store->sql, statement, err);
}

dark_status dark__store_put_block(dark__store *store, const dark__stored_block *block, dark_error *err) {
  dark_status status = dark__sql_begin(&store->sql, err);
  if (status != DARK_OK) return status;
  status = put_replicates(store, block, err);
  if (status == DARK_OK) status = put_jackknife(store, block, err);
  return dark__sql_end(&store->sql, status, err);
}

/* ---- Reading */

/* One block of the row that the statement is at. */
static dark_status get_block(dark_replicates *whole, size_t *n_read, const dark__store *store, sqlite3_stmt *statement,
                             size_t task, dark_error *err) {
  const size_t first = dark__sql_whole_at(statement, 0), n = dark__sql_whole_at(statement, 1);
  dark_error cause = DARK_ERROR_INIT;
  dark_replicates *portion;
  if (first != *n_read || n > whole->n - first)
    return dark__store_fail_damaged(store, task, "a block of replicates is missing", err);
  if (dark__sql_whole_at(statement, 3) != 1)
    return dark__store_fail_damaged(store, task, "replicates stand in the place of others", err);
  dark_status status = dark__replicates_new(&portion, whole->plan, n, err);
  if (status == DARK_OK) {
    const void *bytes = sqlite3_column_blob(statement, 2);
    if (dark__blob_read(portion, bytes, (size_t)sqlite3_column_bytes(statement, 2), &cause) != DARK_OK)
      status = dark__store_fail_damaged(store, task, cause.message, err);
  }
  if (status == DARK_OK) dark__replicates_put(whole, first, portion);
  *n_read = first + n;
  dark_replicates_free(portion);
  return status;
}

static dark_status get_blocks(dark_replicates *whole, dark__store *store, size_t task, dark_error *err) {
  sqlite3_stmt *statement;
  bool has_row = false;
  size_t n_read = 0;
  dark_status status = dark__sql_keep(
      &statement, &store->sql, DARK__SQL_GET_BLOCKS,
      "SELECT first, n, replicates, digest IS substr(replicates, -8) FROM blocks WHERE task = ? ORDER BY block", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, task + 1);
  status = dark__sql_step(&has_row, &store->sql, statement, err);
  while (status == DARK_OK && has_row) {
    status = get_block(whole, &n_read, store, statement, task, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, statement, err);
  }
  sqlite3_reset(statement);
  if (status == DARK_OK && n_read != whole->n)
    status = dark__store_fail_damaged(store, task, "a block of replicates is missing", err);
  return status;
}

static dark_status get_jackknife(dark_replicates *whole, dark__store *store, size_t task, dark_error *err) {
  sqlite3_stmt *statement;
  bool has_row = false;
  dark_error cause = DARK_ERROR_INIT;
  dark_status status =
      dark__sql_keep(&statement, &store->sql, DARK__SQL_GET_POINT, "SELECT jackknife FROM points WHERE task = ?", err);
  if (status != DARK_OK) return status;
  dark__sql_whole(statement, 1, task + 1);
  status = dark__sql_step(&has_row, &store->sql, statement, err);
  if (status == DARK_OK && !has_row) status = dark__store_fail_damaged(store, task, "the jackknife is missing", err);
  if (status == DARK_OK) {
    const void *bytes = sqlite3_column_blob(statement, 0);
    if (dark__blob_read_jackknife(whole, bytes, (size_t)sqlite3_column_bytes(statement, 0), &cause) != DARK_OK)
      status = dark__store_fail_damaged(store, task, cause.message, err);
  }
  sqlite3_reset(statement);
  return status;
}

dark_status dark__store_get_replicates(dark_replicates *whole, dark__store *store, size_t task, dark_error *err) {
  const dark_status status = get_blocks(whole, store, task, err);
  return status == DARK_OK ? get_jackknife(whole, store, task, err) : status;
}
