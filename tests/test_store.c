/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store by itself: writers keep out of each other's way, stores that contradict each other are not merged, and what replicates know reaches
   the rows. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/halt.h"
#include "resample/replicates/bootstrap.h"
#include "resample/replicates/replicates.h"
#include "study/run/assemble.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/signed_store.h"

static const char small[] =
    "study: x\nreplicates: 700\ndata: [{name: korea, file: " KOREA "}]\nmethods: [{method: bic}, {name: b, "
    "method: chao, replicates: 0}]\n";
static made_study made;
static char one[64], two[64], out[64];

static int make_study(void **state) {
  (void)state;
  made = make_tasks(small);
  snprintf(one, sizeof one, "build/store-one-%ld.db", (long)getpid());
  snprintf(two, sizeof two, "build/store-two-%ld.db", (long)getpid());
  snprintf(out, sizeof out, "build/store-out-%ld.db", (long)getpid());
  return 0;
}

static int remove_study(void **state) {
  (void)state;
  unlink(one), unlink(two), unlink(out);
  unmake(&made);
  return 0;
}

static void run_into(const char *path) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_run_state done;
  options.store = path;
  unlink(path);
  assert_ok(dark_study_run(&done, made.tasks, &options, &err), err);
  assert_int_equal(done.n_done, 2);
}

static void open_store(dark__store *store, const char *path) {
  const dark__shard whole = {1, 1};
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_open(store, path, made.tasks, whole, &err), err);
}

static void read_store(dark__store *store, const char *path) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_read(store, path, made.tasks, &err), err);
}

/* In one transaction. */
static void fail_task(dark__store *store, size_t task) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_begin(store, &err), err);
  assert_ok(dark__store_set_failed(store, task, "why", &err), err);
  assert_ok(dark__store_end(store, DARK_OK, &err), err);
}

static dark_status merge(const char *const *paths, size_t n, dark_error *err) {
  size_t n_missing = 99;
  const dark_status status = dark__store_merge(&n_missing, out, paths, n, err);
  if (status == DARK_OK) assert_int_equal(n_missing, 0);
  return status;
}

/* ---- Writers */

/* A transaction that would only ask for its lock when it first writes could find that what it has read meanwhile is no longer so. */
static void a_transaction_keeps_other_writers_out_from_its_beginning(void **state) {
  (void)state;
  dark__store store;
  sqlite3 *other;
  dark_error err = DARK_ERROR_INIT;
  unlink(one);
  open_store(&store, one);
  assert_int_equal(sqlite3_open_v2(one, &other, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE; ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  assert_ok(dark__store_begin(&store, &err), err);
  assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
  assert_ok(dark__store_end(&store, DARK_OK, &err), err);
  assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE; ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(other);
  dark__store_close(&store);
}

static void see_failed(void *context, size_t task, char state) {
  (void)task;
  *(size_t *)context += state == 'f';
}

static size_t count_failed(dark__store *store) {
  size_t n = 0;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_each_state(store, see_failed, &n, &err), err);
  return n;
}

static void a_reader_sees_one_moment_of_a_store_that_is_written(void **state) {
  (void)state;
  dark__store writer, reader, later;
  dark_error err = DARK_ERROR_INIT;
  unlink(one);
  open_store(&writer, one);
  assert_ok(dark__store_start(&writer, &err), err);
  read_store(&reader, one);
  fail_task(&writer, 0);
  assert_int_equal(count_failed(&reader), 0);
  read_store(&later, one);
  assert_int_equal(count_failed(&later), 1);
  dark__store_close(&later);
  dark__store_close(&reader);
  dark__store_close(&writer);
}

/* ---- Merging */

static void refuses_to_merge(const char *changes, const char *what) {
  const char *const paths[] = {one, two};
  dark_error err = DARK_ERROR_INIT;
  run_into(two);
  change_and_sign(two, changes);
  unlink(out);
  assert_int_equal(merge(paths, 2, &err), DARK_EDATA);
  if (strstr(err.message, what) == NULL) fail_msg("'%s' lacks '%s'", err.message, what);
  if (strstr(err.message, out) == NULL || strstr(err.message, two) == NULL) fail_msg("'%s' lacks a path", err.message);
  assert_int_equal(access(out, F_OK), -1); /* all or nothing */
}

/* Both stores are sound by themselves, and say different things. */
static void stores_that_contradict_each_other_are_not_merged(void **state) {
  (void)state;
  static const char *const results[] = {"categories = '{\"a\":\"b\"}'",
                                        "estimator = 'x'",
                                        "model = 'x'",
                                        "lists = 'x'",
                                        "observed = 1",
                                        "excluded = 1",
                                        "hidden = 1",
                                        "total = 1",
                                        "se = 1",
                                        "level = 0.5",
                                        "lower = 1",
                                        "upper = 1",
                                        "interval = 'x'",
                                        "replicates = 1",
                                        "failed = 1",
                                        "state = 'x'",
                                        "reasons = 'x'"};
  char change[256];
  run_into(one);
  for (size_t i = 0; i < sizeof results / sizeof results[0]; i++) {
    snprintf(change, sizeof change, "UPDATE results SET %s WHERE task = 1", results[i]);
    refuses_to_merge(change, "task 1 has results here that are not those of the same task in");
  }
  refuses_to_merge(
      "UPDATE tasks SET state = 'failed', reason = 'x', n_rows = 0 WHERE task = 2; DELETE FROM results WHERE task = 2",
      "task 2 has an end here");
}

/* Replicates of task 1. */
static dark_replicates *draw(dark__ready *ready, const dark__portion *portion, uint64_t seed) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_replicates *replicates;
  dark_error err = DARK_ERROR_INIT;
  options.seed = seed;
  assert_ok(dark__ready_make(ready, made.tasks, 0, &err), err);
  assert_ok(dark__bootstrap(&replicates, ready->plan, &options, portion, NULL, &err), err);
  return replicates;
}

/* `block` says which; what they are comes from `replicates`. */
static void put_block(const char *path, dark__stored_block block, const dark_replicates *replicates) {
  dark__store store;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__blob_write(&block.replicates, replicates, &err), err);
  if (block.block == 0) assert_ok(dark__blob_write_jackknife(&block.jackknife, replicates, &err), err);
  open_store(&store, path);
  assert_ok(dark__store_put_block(&store, &block, &err), err);
  dark__store_close(&store);
  dark__blob_clear(&block.replicates);
  dark__blob_clear(&block.jackknife);
}

/* The same task, other numbers, with all checksums right. */
static void put_other_replicates(const char *path, bool jackknife_only) {
  dark__ready ready;
  const dark__portion portion = {.n = 500, .has_jackknife = true};
  const dark_bootstrap_options usual = DARK_BOOTSTRAP_OPTIONS_INIT;
  change_and_sign(path, jackknife_only ? "DELETE FROM points; DELETE FROM blocks WHERE block = 0; " NOTHING_IS_DONE
                                       : "DELETE FROM blocks WHERE block = 0; " NOTHING_IS_DONE);
  dark_replicates *replicates = draw(&ready, &portion, jackknife_only ? usual.seed : 77);
  if (jackknife_only) replicates->parts[0].jackknife[0] += 1;
  put_block(path, (dark__stored_block){.n = 500}, replicates);
  dark_replicates_free(replicates);
  dark__ready_clear(&ready);
}

static void blocks_that_contradict_each_other_are_not_merged(void **state) {
  (void)state;
  const char *const paths[] = {one, two};
  run_into(one);
  for (int jackknife_only = 0; jackknife_only < 2; jackknife_only++) {
    dark_error err = DARK_ERROR_INIT;
    run_into(two);
    put_other_replicates(two, jackknife_only != 0);
    unlink(out);
    assert_int_equal(merge(paths, 2, &err), DARK_EDATA);
    const char *what = jackknife_only ? "task 1 has a jackknife here" : "task 1 has replicates here";
    if (strstr(err.message, what) == NULL) fail_msg("'%s' lacks '%s'", err.message, what);
    assert_int_equal(access(out, F_OK), -1);
  }
}

/* Onto what is there, which stays when the merge fails. */
static void a_merge_that_fails_changes_nothing(void **state) {
  (void)state;
  const char *const paths[] = {one, two}, *const itself[] = {out, one};
  dark_error err = DARK_ERROR_INIT;
  run_into(one);
  run_into(two);
  run_into(out);
  change_and_sign(out, "DELETE FROM results WHERE task = 2; UPDATE tasks SET state = 'missing', n_rows = 0 WHERE task = 2");
  change_and_sign(two, "UPDATE results SET total = 1 WHERE task = 1");
  assert_int_equal(merge(paths, 2, &err), DARK_EDATA);
  size_t n_missing;
  const char *const nothing[] = {out};
  assert_ok(dark__store_merge(&n_missing, out, nothing, 1, &err), err);
  assert_int_equal(n_missing, 1);
  assert_ok(merge(itself, 2, &err), err);
  /* Damage in any of the bytes is found before they are taken over. */
  change_store(one, "UPDATE blocks SET replicates = CAST(substr(replicates, 1, 40) || x'00' || substr(replicates, 42) AS BLOB)");
  assert_int_equal(merge(paths, 1, &err), DARK_EDATA);
  if (strstr(err.message, "damaged: task 1: stored replicates are damaged") == NULL) fail_msg("%s", err.message);
}

/* ---- Names and modes */

static unsigned mode_of(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 ? (unsigned)about.st_mode & 0777 : 0;
}

static void a_merged_store_is_no_wider_than_its_sources(void **state) {
  (void)state;
  static const struct {
    unsigned one, two, mask, merged;
  } cases[] = {{0600, 0644, 022, 0600},
               {0644, 0644, 022, 0644},
               {0664, 0660, 002, 0660},
               {0644, 0644, 077, 0600},
               {0444, 0666, 022, 0644}};
  const char *const paths[] = {one, two};
  const mode_t before = umask(022);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dark_error err = DARK_ERROR_INIT;
    run_into(one);
    run_into(two);
    chmod(one, cases[i].one), chmod(two, cases[i].two);
    unlink(out);
    umask(cases[i].mask);
    assert_ok(merge(paths, 2, &err), err);
    assert_int_equal(mode_of(out), cases[i].merged);
    chmod(out, 0600);
    assert_ok(merge(paths, 2, &err), err);
    assert_int_equal(mode_of(out), 0600);
    umask(022);
  }
  umask(before);
}

static void a_store_with_several_names_is_read_and_not_written(void **state) {
  (void)state;
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_run_state done;
  dark__store store;
  const char *const paths[] = {two};
  run_into(one);
  unlink(two), unlink(out);
  assert_int_equal(link(one, two), 0);
  options.store = two;
  assert_int_equal(dark_study_run(&done, made.tasks, &options, &err), DARK_EDATA);
  if (strstr(err.message, "has other names (hard links)") == NULL) fail_msg("%s", err.message);
  assert_ok(dark__store_read(&store, two, made.tasks, &err), err);
  dark__store_close(&store);
  assert_ok(merge(paths, 1, &err), err);
}

/* ---- From replicates to rows */

static dark_status see_reasons(void *context, const dark__answer *answer, dark_error *err) {
  (void)err;
  if (answer->task == 0) *(bool *)context = strstr(answer->reasons, "search_incomplete") != NULL;
  return DARK_OK;
}

static bool says_incomplete(dark__store *store) {
  bool says = false;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__store_each_answer(store, see_reasons, &says, &err), err);
  return says;
}

/* Put together what the store has of task 1. */
static void finish_task(dark__store *store, const dark_plan *plan) {
  dark_replicates *replicates;
  dark_results *results;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__assemble_replicates(&replicates, store, made.tasks, 0, plan, &err), err);
  assert_int_equal(dark_replicates_n_incomplete(replicates, 0), 1);
  assert_ok(dark__assemble_results(&results, made.tasks, 0, plan, replicates, NULL, &err), err);
  assert_ok(dark__store_put_results(store, 0, results, &err), err);
  assert_ok(dark__store_set_done(store, 0, &err), err);
  dark_results_free(results);
  dark_replicates_free(replicates);
}

/* One replicate of 700, in the second block of the store. */
static void a_search_that_ran_out_in_one_replicate_is_said_in_the_rows(void **state) {
  (void)state;
  dark__store store;
  dark__ready ready;
  const dark__portion portion = {.first = 500, .n = 200};
  const dark_bootstrap_options usual = DARK_BOOTSTRAP_OPTIONS_INIT;
  run_into(one);
  read_store(&store, one);
  assert_false(says_incomplete(&store));
  dark__store_close(&store);
  change_and_sign(one, "DELETE FROM blocks WHERE block = 1; " NOTHING_IS_DONE);
  dark_replicates *replicates = draw(&ready, &portion, usual.seed);
  assert_int_equal(dark_replicates_n_incomplete(replicates, 0), 0);
  replicates->parts[0].incomplete[137] = 1;
  put_block(one, (dark__stored_block){.block = 1, .first = 500, .n = 200}, replicates);
  open_store(&store, one);
  finish_task(&store, ready.plan);
  assert_true(says_incomplete(&store));
  dark__store_close(&store);
  dark_replicates_free(replicates);
  dark__ready_clear(&ready);
}

static dark_status count_rows(void *context, const dark__answer *answer, dark_error *err) {
  (void)err;
  if (answer->task == 0 && answer->failure != NULL) ++*(size_t *)context;
  return DARK_OK;
}

/* Of tasks that are the same, one may have its results before another turns out to have none. */
static void a_task_that_fails_loses_the_rows_that_it_had(void **state) {
  (void)state;
  dark__store store;
  size_t n = 0;
  dark_error err = DARK_ERROR_INIT;
  run_into(one);
  open_store(&store, one);
  fail_task(&store, 0);
  dark__store_close(&store);
  read_store(&store, one);
  assert_ok(dark__store_each_answer(&store, count_rows, &n, &err), err);
  assert_int_equal(n, 1);
  dark__store_close(&store);
}

static bool is_asked_again(void *context) {
  size_t *n_asked = context;
  return ++*n_asked > 1;
}

/* The second task is not written any more, nor is the first then; whoever wants the store after all makes it in the same place. */
static void a_store_that_is_no_longer_wanted_is_not_begun(void **state) {
  (void)state;
  const dark__shard whole = {1, 1};
  size_t n_asked = 0;
  dark__store store;
  dark_error err = DARK_ERROR_INIT;
  unlink(one);
  const dark__halt before = dark__halt_heed((dark__halt){is_asked_again, &n_asked});
  assert_int_equal(dark__store_open(&store, one, made.tasks, whole, &err), DARK_EINTERRUPTED);
  dark__halt_heed(before);
  dark__store_close(&store);
  assert_int_equal(n_asked, 2);
  assert_int_equal(dark__store_read(&store, one, made.tasks, &err), DARK_EDATA);
  assert_non_null(strstr(err.message, "is empty: nothing was run yet"));
  dark__store_close(&store);
  open_store(&store, one);
  dark__store_close(&store);
  read_store(&store, one);
  assert_int_equal(count_failed(&store), 0);
  dark__store_close(&store);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_transaction_keeps_other_writers_out_from_its_beginning),
                                     cmocka_unit_test(a_reader_sees_one_moment_of_a_store_that_is_written),
                                     cmocka_unit_test(stores_that_contradict_each_other_are_not_merged),
                                     cmocka_unit_test(blocks_that_contradict_each_other_are_not_merged),
                                     cmocka_unit_test(a_merge_that_fails_changes_nothing),
                                     cmocka_unit_test(a_merged_store_is_no_wider_than_its_sources),
                                     cmocka_unit_test(a_store_with_several_names_is_read_and_not_written),
                                     cmocka_unit_test(a_search_that_ran_out_in_one_replicate_is_said_in_the_rows),
                                     cmocka_unit_test(a_task_that_fails_loses_the_rows_that_it_had),
                                     cmocka_unit_test(a_store_that_is_no_longer_wanted_is_not_begun)};
  return cmocka_run_group_tests(tests, make_study, remove_study);
}
