/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever happens to the bytes of a store, what it says afterwards is right, or an error. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "study/run/assemble.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/signed_store.h"
#include "support/tables.h"

enum { MOST_BYTES = 1 << 20 };

static made_study made;
static char path[64], *sound;
static unsigned char *whole, *bytes;
static size_t size, stored_length; /* of the part of `sound` with the levels of the study */

/* ---- Everything that is exported, with the levels of the study and with one that is computed anew, as text; NULL and a message: refused */

static dark_status put_answer(void *context, const dark__answer *a, dark_error *err) {
  (void)err;
  fprintf(context, "%zu %zu %s %s %s %s %s %s %s %s %s %s %s %s %a %a %a %a %a %a %a %a %zu %zu\n", a->task, a->row, a->id,
          a->data, a->scenario, a->method, a->failure == NULL ? "" : a->failure, a->categories, a->estimator, a->model, a->lists,
          a->interval, a->state, a->reasons, a->observed, a->excluded, a->hidden, a->total, a->se, a->level, a->lower, a->upper,
          a->n_replicates, a->n_failed);
  return DARK_OK;
}

static dark_status put_answers(FILE *stream, bool is_anew, dark_error *err) {
  const dark__levels levels = {(const double[]){0.5}, 1};
  dark__store store;
  dark_status status = dark__store_read(&store, path, made.tasks, err);
  if (status == DARK_OK && is_anew) status = dark__assemble_aside(&store, made.tasks, &levels, err);
  if (status == DARK_OK) status = dark__store_each_answer(&store, put_answer, stream, err);
  dark__store_close(&store);
  return status;
}

static char *export(dark_error *err) {
  char *text = NULL;
  size_t length;
  *err = (dark_error)DARK_ERROR_INIT;
  FILE *stream = open_memstream(&text, &length);
  dark_status status = put_answers(stream, false, err);
  if (status == DARK_OK && sound == NULL) stored_length = (size_t)ftell(stream);
  if (status == DARK_OK) status = put_answers(stream, true, err);
  fclose(stream);
  assert_true((status == DARK_OK) == (err->message[0] == '\0'));
  if (status == DARK_OK) return text;
  assert_true(status == DARK_EDATA || status == DARK_EUSAGE || status == DARK_EIO);
  if (strstr(err->message, path) == NULL) fail_msg("'%s' does not say where", err->message);
  free(text);
  return NULL;
}

static dark_status verify(void) {
  dark__store store;
  dark_status status = dark__store_read(&store, path, made.tasks, NULL);
  if (status == DARK_OK) status = dark__store_verify_bytes(&store, NULL);
  dark__store_close(&store);
  return status;
}

static dark_status run(void) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_run_state done;
  options.store = path;
  options.n_threads = 1;
  return dark_study_run(&done, made.tasks, &options, NULL);
}

/* ---- The file */

static void write_bytes(const unsigned char *from, size_t n) {
  static const char *const endings[] = {"-journal", "-wal", "-shm"};
  char log[80];
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    snprintf(log, sizeof log, "%s%s", path, endings[i]);
    unlink(log);
  }
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(from, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
}

static int make_store(void **state) {
  (void)state;
  dark_error err;
  made =
      make_tasks("study: x\nreplicates: 700\ndata: [{name: korea, file: " KOREA "}, {name: forms, file: FORMS, by: [form]}]\n"
                 "methods: [{name: a, method: bic}, {name: b, method: bic, interval: bca, levels: [0.8, 0.9]}, {name: c, method: "
                 "chao, replicates: 0}]\n");
  snprintf(path, sizeof path, "build/damage-%ld.db", (long)getpid());
  unlink(path);
  whole = malloc(MOST_BYTES);
  bytes = malloc(MOST_BYTES);
  if (run() != DARK_OK || whole == NULL || bytes == NULL) return -1;
  FILE *file = fopen(path, "rb");
  size = fread(whole, 1, MOST_BYTES, file);
  fclose(file);
  sound = export(&err);
  return sound == NULL || verify() != DARK_OK;
}

static int remove_store(void **state) {
  (void)state;
  write_bytes(whole, 0);
  unlink(path);
  free(whole), free(bytes), free(sound);
  unmake(&made);
  return 0;
}

/* ---- What must hold after any damage. What is found. */

static bool is_refused(const char *what) {
  dark_error err;
  char *text = export(&err);
  const bool refused = text == NULL;
  if (!refused && strcmp(text, sound) != 0) fail_msg("%s: another number, and no error", what);
  free(text);
  return refused;
}

/* A run is refused, or ends in what is right. It does not look at the bytes of replicates of tasks that are done. */
static void goes_on_well(const char *what) {
  char *text = NULL;
  size_t length;
  dark_error err = DARK_ERROR_INIT;
  if (run() != DARK_OK) return;
  FILE *stream = open_memstream(&text, &length);
  if (put_answers(stream, false, &err) != DARK_OK) fail_msg("%s: run into, and then: %s", what, err.message);
  fclose(stream);
  if (length != stored_length || memcmp(text, sound, length) != 0) fail_msg("%s: another number after a run", what);
  free(text);
}

/* ---- By other programs: each column of each row */

static size_t ask(const char *query) {
  dark__sql sql;
  dark_error err = DARK_ERROR_INIT;
  size_t n;
  assert_ok(dark__sql_open(&sql, path, true, &err), err);
  assert_ok(dark__sql_number(&n, &sql, query, &err), err);
  dark__sql_close(&sql);
  return n;
}

static void every_value_that_was_changed_is_damage(void **state) {
  static const struct {
    const char *table, *key, *columns[20];
  } rows[] = {
      {"meta", "key", {"value", "checksum"}},
      {"tasks", "task", {"id", "same_as", "data", "scenario", "method", "shard", "replicates", "blocks", "n_rows", "checksum"}},
      {"blocks", "rowid", {"task", "block", "first", "n", "digest", "checksum", "replicates"}},
      {"points", "task", {"digest", "checksum", "jackknife"}},
      {"results",
       "task * 1000 + row",
       {"categories", "estimator", "model", "lists", "observed", "hidden", "total", "level", "lower", "upper", "interval",
        "replicates", "failed", "state", "reasons", "checksum"}},
  };
  (void)state;
  size_t n_tried = 0;
  for (size_t t = 0; t < sizeof rows / sizeof rows[0]; t++)
    for (size_t c = 0; c < 20 && rows[t].columns[c] != NULL; c++) {
      char statement[512], query[256];
      const char *column = rows[t].columns[c];
      write_bytes(whole, size);
      snprintf(query, sizeof query, "SELECT count(*) FROM %s WHERE %s IS NOT NULL", rows[t].table, column);
      const size_t n = ask(query);
      for (size_t i = 0; i < n; i += TIMES(1, 5)) {
        snprintf(
            statement, sizeof statement,
            "UPDATE %s SET %s = CASE typeof(%s) WHEN 'integer' THEN %s + 1000 WHEN 'real' THEN %s * 1.5 + 1 WHEN 'text' THEN %s "
            "|| 'x' ELSE CAST(%s || x'00' AS BLOB) END WHERE %s = (SELECT %s FROM %s WHERE %s IS NOT NULL LIMIT 1 OFFSET %zu)",
            rows[t].table, column, column, column, column, column, column, rows[t].key, rows[t].key, rows[t].table, column, i);
        write_bytes(whole, size);
        change_store(path, statement);
        n_tried++;
        if (!is_refused(statement)) fail_msg("goes through: %s", statement);
        if (verify() == DARK_OK) fail_msg("verified: %s", statement);
      }
    }
  assert_true(n_tried > TIMES(200, 40));
}

static void rows_that_were_removed_added_or_exchanged_are_damage(void **state) {
  static const char *const edits[] = {
      "DELETE FROM results WHERE task = 1",
      "DELETE FROM results WHERE task = 4 AND row = 2",
      "DELETE FROM results WHERE task = 4 AND row = (SELECT max(row) FROM results WHERE task = 4)",
      "DELETE FROM results",
      "DELETE FROM tasks WHERE task = 6",
      "DELETE FROM tasks WHERE task = 1",
      "DELETE FROM blocks WHERE task = 1 AND block = 1",
      "DELETE FROM points WHERE task = 1",
      "DELETE FROM meta WHERE key = 'study'",
      "DELETE FROM meta WHERE key = 'seed a'",
      "DELETE FROM meta WHERE key = 'facts'",
      "DELETE FROM meta WHERE key = 'plan_sha256'",
      "INSERT INTO meta SELECT 'seed z', value, checksum FROM meta WHERE key = 'seed a'",
      "UPDATE tasks SET state = 'missing' WHERE task = 2",
      "UPDATE tasks SET state = 'failed', reason = 'x' WHERE task = 2",
      "UPDATE tasks SET reason = 'x' WHERE task = 2",
      "INSERT INTO results SELECT task, 99, categories, estimator, model, lists, observed, excluded, hidden, total, se, level, "
      "lower, upper, interval, replicates, failed, state, reasons, shrunken, shrunken_lower, shrunken_upper, checksum FROM "
      "results "
      "WHERE task = 1",
      /* Sound rows in the place of others */
      "UPDATE results SET row = 10 WHERE task = 4 AND row = 1; UPDATE results SET row = 1 WHERE task = 4 AND row = 2; UPDATE "
      "results "
      "SET row = 2 WHERE task = 4 AND row = 10",
      "UPDATE results SET task = 10 WHERE task = 1; UPDATE results SET task = 1 WHERE task = 4; UPDATE results SET task = 4 "
      "WHERE "
      "task = 10",
      "UPDATE blocks SET task = 10 WHERE task = 1; UPDATE blocks SET task = 1 WHERE task = 4; UPDATE blocks SET task = 4 WHERE "
      "task = 10",
      "UPDATE points SET task = 10 WHERE task = 1; UPDATE points SET task = 1 WHERE task = 4; UPDATE points SET task = 4 WHERE "
      "task = 10",
      "UPDATE blocks SET replicates = (SELECT replicates FROM blocks WHERE task = 4 AND block = 0) WHERE task = 1 AND block = 0",
      "UPDATE meta SET value = '77' WHERE key = 'seed a'",
      "UPDATE meta SET value = 'another' WHERE key = 'study'",
  };
  (void)state;
  for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
    write_bytes(whole, size);
    change_store(path, edits[i]);
    if (!is_refused(edits[i])) fail_msg("goes through: %s", edits[i]);
    if (verify() == DARK_OK) fail_msg("verified: %s", edits[i]);
    goes_on_well(edits[i]);
  }
}

/* Rows whose checksums are right, and which are too many, too few or elsewhere: counts and places find them. */
static void rows_that_are_sound_one_by_one_are_counted(void **state) {
  static const char *const edits[] = {
      "DELETE FROM results WHERE task = 6; DELETE FROM tasks WHERE task = 6",
      "DELETE FROM meta WHERE key = 'study'",
      "UPDATE results SET row = 99 WHERE task = 4 AND row = 1",
      "UPDATE results SET task = 99 WHERE task = 6",
      "DELETE FROM results WHERE task = 4 AND row = 2",
      "DELETE FROM results WHERE task = 4; UPDATE tasks SET n_rows = 0 WHERE task = 4",
      "UPDATE tasks SET state = 'missing' WHERE task = 4",
      "UPDATE blocks SET block = 7 WHERE task = 1 AND block = 1",
      "UPDATE blocks SET task = 99 WHERE task = 1 AND block = 1",
      "UPDATE blocks SET n = 100 WHERE task = 1 AND block = 1",
      "DELETE FROM blocks WHERE task = 1 AND block = 1",
      "DELETE FROM points WHERE task = 1",
  };
  (void)state;
  for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
    write_bytes(whole, size);
    change_and_sign(path, edits[i]);
    if (verify() != DARK_EDATA) fail_msg("verified: %s", edits[i]);
  }
}

/* ---- By chance */

static unsigned draw(unsigned below, unsigned *number) { return draw_below(below, (*number)++); }

/* One bit, a byte, a stretch of zeros, two pages exchanged, or the end cut off. */
static void damage(unsigned i, unsigned *number) {
  enum { PAGE = 4096 };
  const unsigned n = (unsigned)size, n_pages = n / PAGE;
  unsigned kept = n;
  memcpy(bytes, whole, size);
  if (i % 8 < 4) bytes[draw(n, number)] ^= (unsigned char)(1u << draw(8, number));
  if (i % 8 == 4) bytes[draw(n, number)] = (unsigned char)draw(256, number);
  if (i % 8 == 5) {
    const unsigned at = draw(n, number), length = 1 + draw(600, number);
    memset(bytes + at, 0, length < n - at ? length : n - at);
  }
  if (i % 8 == 6) {
    const unsigned a = draw(n_pages, number), b = draw(n_pages, number);
    memcpy(bytes + (size_t)PAGE * a, whole + (size_t)PAGE * b, PAGE);
    memcpy(bytes + (size_t)PAGE * b, whole + (size_t)PAGE * a, PAGE);
  }
  if (i % 8 == 7) kept = draw(2, number) == 0 ? draw(n, number) : PAGE * draw(n_pages, number);
  write_bytes(bytes, kept);
}

static void damage_by_chance_is_an_error_or_does_no_harm(void **state) {
  (void)state;
  unsigned number = 0;
  size_t n_refused = 0;
  char what[32];
  for (unsigned i = 0; i < TIMES(1000, 60); i++) {
    snprintf(what, sizeof what, "damage %u", i);
    damage(i, &number);
    const bool refused = is_refused(what);
    n_refused += refused;
    if (refused && verify() == DARK_OK) fail_msg("%s: refused, and yet verified", what);
    if (i % 3 == 0) goes_on_well(what);
  }
  /* What is left is room that nothing uses. */
  assert_in_range(n_refused, TIMES(500, 25), TIMES(1000, 60));
  print_message("%zu of %d refused\n", n_refused, (int)TIMES(1000, 60));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_value_that_was_changed_is_damage),
                                     cmocka_unit_test(rows_that_were_removed_added_or_exchanged_are_damage),
                                     cmocka_unit_test(rows_that_are_sound_one_by_one_are_counted),
                                     cmocka_unit_test(damage_by_chance_is_an_error_or_does_no_harm)};
  return cmocka_run_group_tests(tests, make_store, remove_store);
}
