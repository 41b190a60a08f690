/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/store.h"

#include <string.h>
#include <sys/vfs.h>
#include <time.h>

#include "base/error.h"
#include "base/show.h"
#include "study/store/place.h"

/* ---- The journal */

/* Write-ahead logging needs memory that processes share, which file systems of the network do not have. */
static bool is_local(const char *path) {
  static const unsigned long far[] = {
      0x6969 /* NFS */,       0x517B /* SMB */,       0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */,       0x0BD00BD0 /* Lustre */,
      0x47504653 /* GPFS */,  0x65735546 /* FUSE */,  0x00C36400 /* Ceph */, 0x5346414F /* AFS */,        0x6B414653 /* kAFS */,
      0x01021997 /* 9p */,    0x7461636F /* OCFS2 */, 0x01161970 /* GFS2 */, 0x19830326 /* BeeGFS */,     0x20030528 /* PVFS2 */,
      0xAAD7AAEA /* PanFS */, 0x73757245 /* Coda */,  0x564C /* NCP */,      0x786F4256 /* VirtualBox */,
  };
  struct statfs about;
  if (statfs(path, &about) != 0) return false;
  for (size_t i = 0; i < sizeof far / sizeof far[0]; i++)
    if (((unsigned long)about.f_type & 0xFFFFFFFF) == far[i]) return false;
  return true;
}

/* Another mode than asked for is no error: all of them are safe. In the rollback modes only a full synchronisation is. */
dark_status dark__store_start(const dark__store *store, dark_error *err) {
  const bool wants_wal = is_local(store->sql.path);
  const char *const request = wants_wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE";
  for (int i = 0; i < 100 && sqlite3_exec(store->sql.db, request, NULL, NULL, NULL) == SQLITE_BUSY; i++)
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL); /* two processes that begin together */
  sqlite3_stmt *statement;
  bool has_row, is_wal = false;
  dark_status status = dark__sql_prepare(&statement, &store->sql, "PRAGMA journal_mode", err);
  if (status != DARK_OK) return status;
  status = dark__sql_step(&has_row, &store->sql, statement, err);
  if (status == DARK_OK && has_row) is_wal = strcmp(dark__sql_text_at(statement, 0), "wal") == 0;
  sqlite3_finalize(statement);
  if (status != DARK_OK) return status;
  return dark__sql_run(&store->sql, is_wal ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL", err);
}

/* ---- Opening */

dark_status dark__store_is_begun(bool *is_begun, const dark__store *store, dark_error *err) {
  size_t n_tables = 0;
  const dark_status status = dark__sql_number(&n_tables, &store->sql, "SELECT count(*) FROM sqlite_schema", err);
  *is_begun = n_tables > 0;
  return status;
}

static dark_status begin_or_continue(dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  bool is_begun;
  dark_status status = dark__sql_begin(&store->sql, err);
  if (status != DARK_OK) return status;
  status = dark__store_is_begun(&is_begun, store, err);
  if (status == DARK_OK) status = is_begun ? dark__store_verify(store, err) : dark__store_create(store, tasks, shard, err);
  return dark__sql_end(&store->sql, status, err);
}

static dark_status check_shard(const dark__store *store, dark__shard shard, dark_error *err) {
  dark__shard there;
  const dark_status status = dark__store_shard(&there, store, err);
  if (status != DARK_OK || (there.number == shard.number && there.count == shard.count)) return status;
  return dark__fail(err, DARK_EUSAGE, "%s: holds shard %zu/%zu of the study, not %zu/%zu; each shard needs a store of its own",
                    dark__show_path(store->sql.path).text, there.number, there.count, shard.number, shard.count);
}

dark_status dark__store_open(dark__store *store, const char *path, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  bool is_empty;
  *store = (dark__store){0};
  dark_status status = dark__place_check(&is_empty, path, false, err);
  if (status == DARK_OK && is_empty) status = dark__place_make(path, 0666, "--store FILE puts the store elsewhere", err);
  if (status == DARK_OK) status = dark__sql_open(&store->sql, path, false, err);
  if (status == DARK_OK) status = begin_or_continue(store, tasks, shard, err);
  if (status == DARK_OK) status = dark__store_check(store, tasks, err);
  return status == DARK_OK ? check_shard(store, shard, err) : status;
}

dark_status dark__store_open_in_memory(dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  *store = (dark__store){0};
  const dark_status status = dark__sql_open(&store->sql, ":memory:", false, err);
  return status == DARK_OK ? begin_or_continue(store, tasks, shard, err) : status;
}

/* Whoever only reads cannot undo what a killed process left half written; where the file may be written, that is done first. */
static void recover(const char *path) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
  sqlite3_close(db);
}

static bool is_readable(const dark__store *store) {
  return sqlite3_exec(store->sql.db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) == SQLITE_OK;
}

/* What is read is the store at one moment, whoever goes on writing. A process that was killed at its beginning leaves a file that is empty
   once it is put right. */
static dark_status take_snapshot(dark__store *store, dark_error *err) {
  bool is_begun = false;
  dark_status status = dark__sql_run(&store->sql, "BEGIN", err);
  if (status == DARK_OK) status = dark__store_is_begun(&is_begun, store, err);
  if (status == DARK_OK && !is_begun) status = dark__place_fail_empty(store->sql.path, err);
  return status == DARK_OK ? dark__store_verify(store, err) : status;
}

static dark_status open_for_reading(dark__store *store, const char *path, dark_error *err) {
  dark_status status = dark__sql_open(&store->sql, path, true, err);
  if (status != DARK_OK || is_readable(store)) return status;
  dark__sql_close(&store->sql);
  recover(path);
  status = dark__sql_open(&store->sql, path, true, err);
  return status == DARK_OK && !is_readable(store) ? dark__sql_fail(&store->sql, err) : status;
}

dark_status dark__store_read(dark__store *store, const char *path, const dark_tasks *tasks, dark_error *err) {
  bool is_empty;
  *store = (dark__store){0};
  dark_status status = dark__place_check(&is_empty, path, true, err);
  if (status == DARK_OK) status = open_for_reading(store, path, err);
  if (status == DARK_OK) status = take_snapshot(store, err);
  return status == DARK_OK && tasks != NULL ? dark__store_check(store, tasks, err) : status;
}

void dark__store_close(dark__store *store) {
  if (store->sql.db != NULL && !store->sql.is_reading) {
    for (size_t i = 0; i < store->sql.n_kept; i++) {
      sqlite3_finalize(store->sql.kept[i]);
      store->sql.kept[i] = NULL;
    }
    sqlite3_busy_timeout(store->sql.db, 0);
    sqlite3_exec(store->sql.db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  }
  dark__sql_close(&store->sql);
}
