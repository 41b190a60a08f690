/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store is of: the study with its data, and all that may change a bit of a result. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/report.h>

#include "base/error.h"
#include "base/halt.h"
#include "base/show.h"
#include "base/text.h"
#include "study/store/checksum.h"
#include "study/store/schema.h"
#include "study/store/store.h"

/* What must be the same for results to stand side by side. */
static const struct {
  const char *key, *what;
} identity[] = {{"plan_sha256", "the study with its data"},
                {"program", "the version of darkfigure"},
                {"gsl", "the version of GSL"},
                {"instruction_set", "the instruction set of the processor"}};

enum { N_IDENTITY = sizeof identity / sizeof identity[0], VALUE = 128 };

static const char *current_value(size_t i, const dark_tasks *tasks) {
  const char *const values[] = {dark_tasks_sha256(tasks), dark_version(), dark_gsl_version(), dark_instruction_set()};
  return values[i];
}

dark_status dark__store_meta(char *value, size_t size, const dark__store *store, const char *key, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&statement, &store->sql, "SELECT value FROM meta WHERE key = ?", err);
  dark__sql_text(statement, 1, key);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &store->sql, statement, err);
  snprintf(value, size, "%s", has_row ? dark__sql_text_at(statement, 0) : "");
  sqlite3_finalize(statement);
  return status;
}

dark_status dark__store_shard(dark__shard *shard, const dark__store *store, dark_error *err) {
  char number[VALUE], count[VALUE];
  uint64_t n = 0, of = 0;
  dark_status status = dark__store_meta(number, sizeof number, store, "shard", err);
  if (status == DARK_OK) status = dark__store_meta(count, sizeof count, store, "shards", err);
  const bool is_good =
      dark__parse_whole(&n, number, DARK_MAX_TASKS) && dark__parse_whole(&of, count, DARK_MAX_TASKS) && n >= 1 && n <= of;
  *shard = (dark__shard){(size_t)n, (size_t)of};
  if (status != DARK_OK || is_good) return status;
  return dark__fail(err, DARK_EDATA, "%s: damaged: it does not say which shard it is", dark__show_path(store->sql.path).text);
}

/* The first 12 digits of a hash tell it from others. */
static dark_status refuse(const dark__store *store, size_t i, const char *there, const char *here, const char *whose,
                          dark_error *err) {
  const int width = i == 0 ? 12 : 64;
  return dark__fail(err, DARK_EUSAGE, "%s: %s is '%.*s' there and '%.*s' %s: results of both must not be mixed%s",
                    dark__show_path(store->sql.path).text, identity[i].what, width, there, width, here, whose,
                    i == 0 ? "; a study that was changed needs another store" : "");
}

dark_status dark__store_check(const dark__store *store, const dark_tasks *tasks, dark_error *err) {
  char value[VALUE];
  for (size_t i = 0; i < N_IDENTITY; i++) {
    const dark_status status = dark__store_meta(value, sizeof value, store, identity[i].key, err);
    if (status != DARK_OK) return status;
    if (strcmp(value, current_value(i, tasks)) != 0) return refuse(store, i, value, current_value(i, tasks), "here", err);
  }
  return DARK_OK;
}

dark_status dark__store_compare(const dark__store *store, const dark__store *other, dark_error *err) {
  char value[VALUE], theirs[VALUE], whose[300];
  for (size_t i = 0; i < N_IDENTITY; i++) {
    dark_status status = dark__store_meta(value, sizeof value, store, identity[i].key, err);
    if (status == DARK_OK) status = dark__store_meta(theirs, sizeof theirs, other, identity[i].key, err);
    if (status != DARK_OK) return status;
    snprintf(whose, sizeof whose, "in %s", dark__show_path(other->sql.path).text);
    if (strcmp(value, theirs) != 0) return refuse(store, i, value, theirs, whose, err);
  }
  return DARK_OK;
}

/* ---- A new store */

static dark_status put(sqlite3_stmt *statement, const dark__store *store, const char *key, const char *value, dark_error *err) {
  dark__sql_text(statement, 1, key);
  dark__sql_text(statement, 2, value);
  return dark__sql_do(&store->sql, statement, err);
}

/* "data NAME" = digest of what was counted in it, never of its bytes: to be looked up, not compared. */
static dark_status put_data(sqlite3_stmt *statement, const dark__store *store, const dark_tasks *tasks, size_t d,
                            dark_error *err) {
  char key[2048];
  char digest[65] = "";
  snprintf(key, sizeof key, "data %s", dark_study_data_at(tasks->study, d)->name);
  const dark_status status = dark__canonical_table(digest, dark_tasks_table(tasks, d), err);
  return status == DARK_OK ? put(statement, store, key, digest, err) : status;
}

/* "seed METHOD": what its replicates were drawn with. */
static dark_status put_seed(sqlite3_stmt *statement, const dark__store *store, const dark_study_method *method, dark_error *err) {
  char key[2048], seed[32];
  snprintf(key, sizeof key, "seed %s", method->name);
  snprintf(seed, sizeof seed, "%" PRIu64, method->seed);
  return put(statement, store, key, seed, err);
}

static dark_status put_sizes(sqlite3_stmt *statement, const dark__store *store, const dark_tasks *tasks, dark__shard shard,
                             dark_error *err) {
  const struct {
    const char *key;
    size_t value;
  } sizes[] = {{"shard", shard.number}, {"shards", shard.count}, {"schema", DARK__STORE_VERSION}, {"tasks", dark_tasks_n(tasks)}};
  char text[32];
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < sizeof sizes / sizeof sizes[0]; i++) {
    snprintf(text, sizeof text, "%zu", sizes[i].value);
    status = put(statement, store, sizes[i].key, text, err);
  }
  return status;
}

static dark_status put_facts(sqlite3_stmt *statement, const dark__store *store, const dark_tasks *tasks, dark__shard shard,
                             dark_error *err) {
  dark_status status = put(statement, store, "study", dark_study_name(tasks->study), err);
  if (status == DARK_OK) status = put(statement, store, "sqlite", sqlite3_libversion(), err);
  if (status == DARK_OK) status = put_sizes(statement, store, tasks, shard, err);
  for (size_t i = 0; status == DARK_OK && i < N_IDENTITY; i++)
    status = put(statement, store, identity[i].key, current_value(i, tasks), err);
  for (size_t d = 0; status == DARK_OK && d < dark_study_n_data(tasks->study); d++)
    status = put_data(statement, store, tasks, d, err);
  for (size_t m = 0; status == DARK_OK && m < dark_study_n_methods(tasks->study); m++)
    status = put_seed(statement, store, dark_study_method_at(tasks->study, m), err);
  return status;
}

/* How many facts there are is one of them. */
static dark_status count_facts(sqlite3_stmt *statement, const dark__store *store, dark_error *err) {
  size_t n = 0;
  char text[32];
  const dark_status status = dark__sql_number(&n, &store->sql, "SELECT count(*) + 1 FROM meta WHERE key <> 'facts'", err);
  if (status != DARK_OK) return status;
  snprintf(text, sizeof text, "%zu", n);
  return put(statement, store, "facts", text, err);
}

#define PUT_FACT "INSERT OR REPLACE INTO meta VALUES (?1, ?2, " DARK__CHECKSUM("meta", "?1, ?2") ")"

/* Afterwards the store has its key. */
static dark_status put_meta(const dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  dark_status status = dark__checksum_use(&store->sql, "", err);
  if (status == DARK_OK) status = dark__sql_prepare(&statement, &store->sql, PUT_FACT, err);
  if (status == DARK_OK) status = put_facts(statement, store, tasks, shard, err);
  if (status == DARK_OK) status = count_facts(statement, store, err);
  sqlite3_finalize(statement);
  return status == DARK_OK ? dark__checksum_use(&store->sql, dark_tasks_sha256(tasks), err) : status;
}

#define TASK_PLACES "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'missing', NULL, 0"
#define PUT_TASK "INSERT INTO tasks VALUES (" TASK_PLACES ", " DARK__CHECKSUM("tasks", TASK_PLACES) ")"

static dark_status put_task(sqlite3_stmt *statement, const dark__store *store, const dark_tasks *tasks, size_t i, size_t shard,
                            dark_error *err) {
  const dark_task *task = dark_tasks_at(tasks, i);
  const dark_status halted = dark__halt_check(err);
  if (halted != DARK_OK) return halted;
  dark__sql_whole(statement, 1, i + 1);
  dark__sql_text(statement, 2, task->id);
  dark__sql_whole(statement, 3, task->same_as + 1);
  dark__sql_text(statement, 4, dark_study_data_at(tasks->study, task->data)->name);
  dark__sql_text(statement, 5, dark_study_scenario_at(tasks->study, task->scenario)->name);
  dark__sql_text(statement, 6, dark_study_method_at(tasks->study, task->method)->name);
  dark__sql_whole(statement, 7, shard + 1);
  dark__sql_whole(statement, 8, task->n_replicates);
  dark__sql_whole(statement, 9, (task->n_replicates + DARK__BLOCK - 1) / DARK__BLOCK);
  return dark__sql_do(&store->sql, statement, err);
}

static dark_status put_tasks(const dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  sqlite3_stmt *statement = NULL;
  const size_t n = dark_tasks_n(tasks);
  size_t *shards = calloc(n + 1, sizeof *shards);
  dark_status status = shards == NULL ? dark__fail_memory(err) : dark_tasks_deal(shards, tasks, shard.count, err);
  if (status == DARK_OK) status = dark__sql_prepare(&statement, &store->sql, PUT_TASK, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = put_task(statement, store, tasks, i, shards[i], err);
  sqlite3_finalize(statement);
  free(shards);
  return status;
}

/* Pages are held back until the end of the transaction: a file that is not empty is then known by its head, whatever happens. */
static dark_status make_tables(const dark__store *store, dark_error *err) {
  static const char *const schema[] = DARK__STORE_SCHEMA;
  char marks[128];
  snprintf(marks, sizeof marks, "PRAGMA cache_spill = 0; PRAGMA application_id = %d; PRAGMA user_version = %d",
           DARK__STORE_APPLICATION, DARK__STORE_VERSION);
  dark_status status = dark__sql_run(&store->sql, marks, err);
  for (size_t i = 0; status == DARK_OK && i < sizeof schema / sizeof schema[0]; i++)
    status = dark__sql_run(&store->sql, schema[i], err);
  return status;
}

dark_status dark__store_create(dark__store *store, const dark_tasks *tasks, dark__shard shard, dark_error *err) {
  dark_status status = make_tables(store, err);
  if (status == DARK_OK) status = put_meta(store, tasks, shard, err);
  return status == DARK_OK ? put_tasks(store, tasks, shard, err) : status;
}

/* ---- From another store */

/* Each row that `read` gives is written, the columns of one as the parameters of the other. */
static dark_status copy(const dark__store *to, const char *write, const dark__store *from, const char *read, dark_error *err) {
  sqlite3_stmt *source = NULL, *target = NULL;
  bool has_row = false;
  dark_status status = dark__sql_prepare(&source, &from->sql, read, err);
  if (status == DARK_OK) status = dark__sql_prepare(&target, &to->sql, write, err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, source, err);
  while (status == DARK_OK && has_row) {
    status = dark__halt_check(err);
    if (status != DARK_OK) break;
    for (int c = 0; c < sqlite3_column_count(source); c++) sqlite3_bind_value(target, c + 1, sqlite3_column_value(source, c));
    status = dark__sql_do(&to->sql, target, err);
    if (status == DARK_OK) status = dark__sql_step(&has_row, &from->sql, source, err);
  }
  sqlite3_finalize(source);
  sqlite3_finalize(target);
  return status;
}

static dark_status take_key(const dark__store *store, dark_error *err) {
  char key[65];
  const dark_status status = dark__store_meta(key, sizeof key, store, "plan_sha256", err);
  return status == DARK_OK ? dark__checksum_use(&store->sql, key, err) : status;
}

dark_status dark__store_make_whole(const dark__store *store, dark_error *err) {
  dark_status status = dark__checksum_use(&store->sql, "", err);
  if (status == DARK_OK)
    status =
        dark__sql_run(&store->sql,
                      "UPDATE meta SET value = '1', checksum = " DARK__CHECKSUM("meta", "key, '1'") " WHERE key IN ('shard', "
                                                                                                    "'shards')",
                      err);
  if (status == DARK_OK) status = take_key(store, err);
  if (status == DARK_OK) status = dark__sql_run(&store->sql, "UPDATE tasks SET shard = 1", err);
  if (status != DARK_OK) return status;
  return dark__sql_run(&store->sql, "UPDATE tasks SET checksum = " DARK__CHECKSUM("tasks", DARK__TASK_FACTS), err);
}

dark_status dark__store_create_like(dark__store *store, const dark__store *other, dark_error *err) {
  dark_status status = make_tables(store, err);
  if (status == DARK_OK) status = dark__checksum_use(&store->sql, "", err);
  if (status == DARK_OK) status = copy(store, PUT_FACT, other, "SELECT " DARK__META_FACTS " FROM meta", err);
  if (status == DARK_OK) status = take_key(store, err);
  if (status == DARK_OK)
    status = copy(store, PUT_TASK, other,
                  "SELECT task, id, same_as, data, scenario, method, shard, replicates, blocks FROM tasks", err);
  return status == DARK_OK ? dark__store_make_whole(store, err) : status;
}
