/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a study into its store: what is done, failed and missing; who may write where; what other hands may have done to the file. */

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/halt.h"
#include "study/run/assemble.h"
#include "study/run/queue.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/signed_store.h"
#include "support/tables.h"

static const char two_data[] =
    "study: x\nreplicates: 700\ndata: [{name: korea, file: " KOREA "}, {name: forms, file: FORMS, by: [form]}]\n"
    "methods: [{name: a, method: bic}, {name: b, method: bic, interval: bca, levels: [0.8]}, {name: c, "
    "method: chao, replicates: 0}]\n";

static char path[64];

static void name_store(const char *name) {
  snprintf(path, sizeof path, "build/%s-%ld.db", name, (long)getpid());
  unlink(path);
}

static dark_run_options options_of(int n_threads) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  options.store = path;
  options.n_threads = n_threads;
  return options;
}

static dark_run_state run(const made_study *made, int n_threads) {
  const dark_run_options options = options_of(n_threads);
  dark_error err = DARK_ERROR_INIT;
  dark_run_state state;
  assert_ok(dark_study_run(&state, made->tasks, &options, &err), err);
  return state;
}

/* Everything that the tables say, in order. */
static char *dump(void) {
  static const char *const queries[] = {"SELECT * FROM tasks ORDER BY task", "SELECT * FROM blocks ORDER BY task, block",
                                        "SELECT * FROM points ORDER BY task", "SELECT * FROM answers ORDER BY task, row"};
  dark__sql sql;
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark__sql_open(&sql, path, true, &err), err);
  for (size_t q = 0; q < sizeof queries / sizeof queries[0]; q++) {
    sqlite3_stmt *row;
    bool has_row;
    assert_ok(dark__sql_prepare(&row, &sql, queries[q], &err), err);
    assert_ok(dark__sql_step(&has_row, &sql, row, &err), err);
    while (has_row) {
      for (int c = 0; c < sqlite3_column_count(row); c++) {
        const unsigned char *bytes = sqlite3_column_blob(row, c);
        for (int i = 0; i < sqlite3_column_bytes(row, c); i++) fprintf(stream, "%02x", bytes[i]);
        fputc(',', stream);
      }
      fputc('\n', stream);
      assert_ok(dark__sql_step(&has_row, &sql, row, &err), err);
    }
    sqlite3_finalize(row);
  }
  dark__sql_close(&sql);
  fclose(stream);
  return text;
}

static size_t ask(const char *query) {
  dark__sql sql;
  dark_error err = DARK_ERROR_INIT;
  size_t n;
  assert_ok(dark__sql_open(&sql, path, true, &err), err);
  assert_ok(dark__sql_number(&n, &sql, query, &err), err);
  dark__sql_close(&sql);
  return n;
}

/* None in a store that was halted before it was begun, which is an empty file. */
static size_t count_blocks(void) {
  const size_t n_tables = ask("SELECT count(*) FROM sqlite_schema WHERE name = 'blocks'");
  return n_tables == 0 ? 0 : ask("SELECT count(*) FROM blocks");
}

static void a_run_fills_the_tables(void **state) {
  (void)state;
  made_study made = make_tasks(two_data);
  name_store("fills");
  const dark_run_state done = run(&made, 2);
  assert_int_equal(done.n_tasks, 6);
  assert_int_equal(done.n_done, 6);
  assert_int_equal(done.n_failed, 0);
  /* a and b of each data set are the same but for the interval: replicates once, results twice. */
  assert_int_equal(ask("SELECT count(*) FROM blocks"), 4);
  assert_int_equal(ask("SELECT sum(n) FROM blocks WHERE task = 1"), 700);
  assert_int_equal(ask("SELECT count(*) FROM points"), 2);
  assert_int_equal(ask("SELECT count(*) FROM results WHERE task = 2 AND interval = 'bca' AND level = 0.8"), 1);
  assert_int_equal(ask("SELECT count(*) FROM answers WHERE data = 'forms' AND method = 'a'"), 4);
  assert_int_equal(ask("SELECT count(*) FROM answers WHERE categories ->> 'form' = 'labour'"), 3);
  assert_int_equal(ask("PRAGMA application_id"), 0x44464753);
  unlink(path);
  unmake(&made);
}

static void threads_change_nothing_in_the_store(void **state) {
  (void)state;
  made_study made = make_tasks(two_data);
  name_store("threads");
  run(&made, 1);
  char *first = dump();
  for (int n_threads = 2; n_threads <= 5; n_threads++) {
    unlink(path);
    run(&made, n_threads);
    char *again = dump();
    assert_string_equal(first, again);
    free(again);
  }
  free(first);
  unlink(path);
  unmake(&made);
}

/* Whatever is taken away again comes back the same. */
static void what_is_missing_is_done_again(void **state) {
  static const char *const losses[] = {
      "DELETE FROM results WHERE task = 1; UPDATE tasks SET state = 'missing', n_rows = 0 WHERE task = 1",
      "DELETE FROM blocks WHERE block = 1; " NOTHING_IS_DONE, NOTHING_IS_DONE,
      "DELETE FROM blocks; DELETE FROM points; " NOTHING_IS_DONE};
  (void)state;
  made_study made = make_tasks(two_data);
  name_store("missing");
  run(&made, 2);
  char *first = dump();
  for (size_t i = 0; i < sizeof losses / sizeof losses[0]; i++) {
    change_and_sign(path, losses[i]);
    assert_int_equal(run(&made, 2).n_done, 6);
    char *again = dump();
    assert_string_equal(first, again);
    free(again);
  }
  free(first);
  unlink(path);
  unmake(&made);
}

typedef struct patience {
  int left;
  double share;
} patience;

static int stop_soon(void *context, double share, size_t n_tables) {
  patience *here = context;
  (void)n_tables;
  assert_true(share >= here->share && share <= 1);
  here->share = share;
  return here->left-- <= 0;
}

static void a_run_that_is_asked_to_stop_goes_on_later(void **state) {
  (void)state;
  made_study made = make_tasks(two_data);
  name_store("straight");
  run(&made, 2);
  char *straight = dump();
  unlink(path);
  name_store("stopped");
  dark_run_state done;
  dark_status status = DARK_EINTERRUPTED;
  size_t n_stops = 0;
  patience little = {0}; /* the share that is done never falls, also from one run to the next */
  for (; status == DARK_EINTERRUPTED; n_stops++) {
    dark_run_options options = options_of(1);
    little.left = 0;
    options.progress = stop_soon;
    options.context = &little;
    status = dark_study_run(&done, made.tasks, &options, NULL);
    assert_in_range(n_stops, 0, 20);
  }
  assert_int_equal(status, DARK_OK);
  assert_true(n_stops > 3);
  char *stopped = dump();
  assert_string_equal(straight, stopped);
  free(straight);
  free(stopped);
  unlink(path);
  unmake(&made);
}

typedef struct alarm_clock {
  atomic_long left; /* how often it is asked before it rings */
} alarm_clock;

static bool rings(void *context) { return atomic_fetch_sub(&((alarm_clock *)context)->left, 1) <= 0; }

static dark_status run_until(alarm_clock *clock, const made_study *made, int n_threads) {
  const dark_run_options options = options_of(n_threads);
  dark_run_state done;
  const dark__halt before = dark__halt_heed((dark__halt){rings, clock});
  const dark_status status = dark_study_run(&done, made->tasks, &options, NULL);
  dark__halt_heed(before);
  if (status != DARK_OK) assert_int_equal(status, DARK_EINTERRUPTED);
  assert_int_equal(done.n_failed, 0);
  return status;
}

/* Within a block, too: the block is lost, what was committed is not, and no task is taken for one that cannot be done. */
static void a_run_that_is_halted_anywhere_goes_on_later(void **state) {
  (void)state;
  made_study made = make_tasks(two_data);
  name_store("at-once");
  run(&made, 2);
  char *straight = dump();
  unlink(path);
  name_store("halted");
  size_t n_halts = 0, n_blocks = 0;
  for (long asked = 0; asked >= 0; asked += 7) {
    alarm_clock clock = {asked};
    if (run_until(&clock, &made, 1 + (int)(n_halts % 3)) == DARK_OK) break;
    const size_t n = count_blocks();
    assert_true(n >= n_blocks);
    n_blocks = n;
    n_halts++;
  }
  assert_true(n_halts > 5);
  char *stopped = dump();
  assert_string_equal(straight, stopped);
  free(straight);
  free(stopped);
  unlink(path);
  unmake(&made);
}

static void a_halt_does_not_wait_for_the_block(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 400\ndata: [{name: uk, file: " UK "}]\nmethods: [{method: bic}]\n");
  name_store("prompt");
  alarm_clock clock = {40};
  assert_int_equal(run_until(&clock, &made, 1), DARK_EINTERRUPTED);
  assert_int_equal(ask("SELECT count(*) FROM blocks"), 0);
  assert_int_equal(ask("SELECT count(*) FROM tasks WHERE state = 'missing'"), 1);
  assert_true(atomic_load(&clock.left) > -40); /* it is not asked much more often afterwards */
  unlink(path);
  unmake(&made);
}

/* Only making the plan finds out that a covariate has too many values: it is a name. */
static made_study make_failing(char csv[32]) {
  char text[1024];
  static char rows[16384];
  size_t n = (size_t)snprintf(rows, sizeof rows, "y,id\n");
  for (int i = 0; i < 1001; i++) n += (size_t)snprintf(rows + n, sizeof rows - n, "%d,p%d\n", i % 7 == 0 ? 2 : 1, i);
  write_file(csv, rows);
  snprintf(
      text, sizeof text,
      "study: x\nreplicates: 20\ndata: [{name: named, file: %s, count_of_captures: y, covariates: [id]}, {name: uk, file: " UK
      "}]\n"
      "methods: [{method: auto, data: [named]}, {method: auto, name: b, interval: bca, data: [named]}, {method: bic, max_order: "
      "2, "
      "data: [uk]}]\n",
      csv);
  return make_tasks(text);
}

static void a_task_that_fails_is_recorded_and_the_rest_goes_on(void **state) {
  (void)state;
  char csv[32];
  made_study made = make_failing(csv);
  name_store("fails");
  for (int i = 0; i < 2; i++) {
    const dark_run_state done = run(&made, 2);
    assert_int_equal(done.n_done, 1);
    assert_int_equal(done.n_failed, 2);
    assert_int_equal(ask("SELECT count(*) FROM tasks WHERE state = 'failed' AND reason LIKE 'covariates with 1001 effects%'"), 2);
    assert_int_equal(ask("SELECT count(*) FROM results"), 1);
  }
  unlink(path);
  unlink(csv);
  unmake(&made);
}

/* A reason that only this test can have written would not outlive another try. */
static void a_task_that_failed_is_not_tried_again(void **state) {
  (void)state;
  char csv[32];
  made_study made = make_failing(csv);
  name_store("failed");
  run(&made, 1);
  change_and_sign(path, "UPDATE tasks SET reason = 'the first time' WHERE state = 'failed'");
  assert_int_equal(run(&made, 1).n_failed, 2);
  assert_int_equal(ask("SELECT count(*) FROM tasks WHERE reason = 'the first time'"), 2);
  unlink(path);
  unlink(csv);
  unmake(&made);
}

/* ---- Refusals */

static void refuses(const made_study *made, const dark_run_options *options, dark_status expected, const char *message) {
  dark_error err = DARK_ERROR_INIT;
  dark_run_state state;
  const dark_status status = dark_study_run(&state, made->tasks, options, &err);
  if (strstr(err.message, message) == NULL) fail_msg("'%s' lacks '%s'", err.message, message);
  assert_int_equal(status, expected);
}

static void stores_of_something_else_are_refused(void **state) {
  static const struct {
    const char *change, *message;
    dark_status status;
  } cases[] = {
      {"UPDATE meta SET value = 'x' WHERE key = 'plan_sha256'", "the study with its data is 'x' there and '", DARK_EUSAGE},
      {"UPDATE meta SET value = '0.0.1' WHERE key = 'program'", "the version of darkfigure is '0.0.1' there and '", DARK_EUSAGE},
      {"UPDATE meta SET value = '1.16' WHERE key = 'gsl'", "the version of GSL is '1.16' there and '", DARK_EUSAGE},
      {"UPDATE meta SET value = 'abacus' WHERE key = 'instruction_set'", "the processor is 'abacus' there and '", DARK_EUSAGE},
      {"UPDATE meta SET value = '2' WHERE key = 'shards'", "holds shard 1/2 of the study, not 1/1", DARK_EUSAGE},
      {"UPDATE blocks SET replicates = x'00'; " NOTHING_IS_DONE, "damaged: task 1: replicates stand in the place of others",
       DARK_EDATA},
      {"UPDATE blocks SET replicates = CAST(replicates || x'00' AS BLOB); UPDATE blocks SET digest = substr(replicates, "
       "-8); " NOTHING_IS_DONE,
       "damaged: task 1: stored replicates are damaged or of something else", DARK_EDATA},
      {"UPDATE blocks SET first = 1 WHERE block = 1; " NOTHING_IS_DONE, "damaged: task 1: a block of replicates is missing",
       DARK_EDATA},
      {"DELETE FROM points; " NOTHING_IS_DONE, "damaged: task 1: the jackknife is missing", DARK_EDATA},
  };
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 700\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  const dark_run_options options = options_of(1);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    name_store("refused");
    run(&made, 1);
    change_and_sign(path, cases[i].change);
    refuses(&made, &options, cases[i].status, cases[i].message);
  }
  unlink(path);
  unmake(&made);
}

/* An older or newer program made it, or another one altogether: by name, with what to do. */
static void stores_of_other_versions_are_refused_by_name(void **state) {
  static const struct {
    const char *change, *message;
  } cases[] = {
      {"PRAGMA user_version = 1",
       "is a results store of version 1, and this program reads and writes version 3; run the study again "
       "into another one (--store FILE), or read it with the darkfigure that made it"},
      {"PRAGMA user_version = 7",
       "is a results store of version 7, and this program reads and writes version 3; a newer darkfigure "
       "made it, and reads it"},
      {"PRAGMA application_id = 7", "is an SQLite database of something else; name another file"},
      {"DROP TABLE points",
       "damaged: its tables are not those of a results store; restore it from a copy, or remove it and run the study "
       "again"},
      {"CREATE TABLE more (x)", "damaged: its tables are not those of a results store"},
      {"DROP VIEW answers; CREATE VIEW answers AS SELECT 1 AS total", "damaged: its tables are not those of a results store"},
  };
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 20\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  const dark_run_options options = options_of(1);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    name_store("version");
    run(&made, 1);
    change_store(path, cases[i].change);
    refuses(&made, &options, DARK_EDATA, cases[i].message);
  }
  unlink(path);
  unmake(&made);
}

static void meta_says_what_the_store_is_of(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 20\nseed: 11\ndata: [{name: korea, file: " KOREA "}]\n"
                               "methods: [{method: bic}, {method: stepwise, seed: 12}]\n");
  name_store("meta");
  run(&made, 1);
  assert_int_equal(ask("SELECT value FROM meta WHERE key = 'seed bic'"), 11);
  assert_int_equal(ask("SELECT value FROM meta WHERE key = 'seed stepwise'"), 12);
  assert_int_equal(ask("SELECT value FROM meta WHERE key = 'schema'"), 3);
  assert_int_equal(ask("PRAGMA user_version"), 3);
  assert_int_equal(ask("SELECT value FROM meta WHERE key = 'tasks'"), 2);
  assert_int_equal(ask("SELECT value = (SELECT count(*) FROM meta) FROM meta WHERE key = 'facts'"), 1);
  unlink(path);
  unmake(&made);
}

static char *read_file(size_t *size) {
  FILE *file = fopen(path, "rb");
  char *bytes = malloc(1 << 20);
  assert_non_null(file);
  assert_non_null(bytes);
  *size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

static void foreign_files_are_left_as_they_are(void **state) {
  static const char *const contents[] = {
      "x", "study: a text that is long enough to be taken for the head of a database if nobody looks", "SQLite format 3"};
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 20\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  const dark_run_options options = options_of(1);
  for (size_t i = 0; i < sizeof contents / sizeof contents[0]; i++) {
    size_t size;
    name_store("foreign");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(contents[i], file);
    fclose(file);
    refuses(&made, &options, DARK_EDATA, "is no results store, nor any SQLite database; name another file");
    char *bytes = read_file(&size);
    assert_int_equal(size, strlen(contents[i]));
    assert_memory_equal(bytes, contents[i], size);
    free(bytes);
  }
  unlink(path);
  /* An empty one, as is left by a process that was killed at once, is begun. */
  fclose(fopen(path, "wb"));
  assert_int_equal(run(&made, 1).n_done, 1);
  unlink(path);
  snprintf(path, sizeof path, "build");
  refuses(&made, &options, DARK_EDATA, "is no regular file");
  snprintf(path, sizeof path, "build/no/such/folder.db");
  refuses(&made, &options, DARK_EIO,
          "build/no/such/folder.db: cannot be written: No such file or directory; --store FILE "
          "puts the store elsewhere");
  snprintf(path, sizeof path, "/proc/folder.db");
  refuses(&made, &options, DARK_EIO, "/proc/folder.db: cannot be written: Its folder takes no new files; --store FILE puts the");
  snprintf(path, sizeof path, "Makefile/folder.db");
  refuses(&made, &options, DARK_EIO, "Makefile/folder.db: cannot be written: Not a directory; --store FILE puts the store");
  unmake(&made);
}

/* Bytes overwritten anywhere: no crash, and what is read without a complaint is right. */
static void overwritten_bytes_do_no_harm(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 700\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  const dark_run_options options = options_of(1);
  size_t size, n_found = 0;
  name_store("overwritten");
  run(&made, 1);
  char *whole = read_file(&size);
  for (unsigned i = 0; i < TIMES(300, 60); i++) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(whole, 1, size, file);
    for (unsigned k = 0; k < 16; k++) {
      fseek(file, (long)draw_below((unsigned)size, 100 * i + 2 * k), SEEK_SET);
      fputc((int)draw_below(256, 100 * i + 2 * k + 1), file);
    }
    fclose(file);
    dark_run_state done;
    dark_error err = DARK_ERROR_INIT;
    const dark_status status = dark_study_run(&done, made.tasks, &options, &err);
    assert_true(status == DARK_OK || status == DARK_EDATA || status == DARK_EUSAGE || status == DARK_EIO);
    assert_true((status == DARK_OK) == (err.message[0] == '\0'));
    n_found += status != DARK_OK;
    char journal[80];
    snprintf(journal, sizeof journal, "%s-journal", path);
    unlink(journal);
    snprintf(journal, sizeof journal, "%s-wal", path);
    unlink(journal);
    snprintf(journal, sizeof journal, "%s-shm", path);
    unlink(journal);
  }
  assert_true(n_found > 10);
  free(whole);
  unlink(path);
  unmake(&made);
}

static void shards_that_are_none_are_refused(void **state) {
  (void)state;
  made_study made = make_tasks("study: x\nreplicates: 20\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}]\n");
  dark_run_options options = options_of(1);
  name_store("shards");
  options.shard = 0;
  refuses(&made, &options, DARK_EUSAGE, "there is no shard 0 of 1");
  options.shard = 3;
  options.n_shards = 2;
  refuses(&made, &options, DARK_EUSAGE, "there is no shard 3 of 2");
  assert_int_equal(access(path, F_OK), -1);
  unmake(&made);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_run_fills_the_tables),
                                     cmocka_unit_test(threads_change_nothing_in_the_store),
                                     cmocka_unit_test(what_is_missing_is_done_again),
                                     cmocka_unit_test(a_run_that_is_asked_to_stop_goes_on_later),
                                     cmocka_unit_test(a_run_that_is_halted_anywhere_goes_on_later),
                                     cmocka_unit_test(a_halt_does_not_wait_for_the_block),
                                     cmocka_unit_test(a_task_that_fails_is_recorded_and_the_rest_goes_on),
                                     cmocka_unit_test(a_task_that_failed_is_not_tried_again),
                                     cmocka_unit_test(stores_of_something_else_are_refused),
                                     cmocka_unit_test(stores_of_other_versions_are_refused_by_name),
                                     cmocka_unit_test(meta_says_what_the_store_is_of),
                                     cmocka_unit_test(foreign_files_are_left_as_they_are),
                                     cmocka_unit_test(overwritten_bytes_do_no_harm),
                                     cmocka_unit_test(shards_that_are_none_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
