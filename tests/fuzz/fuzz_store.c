/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results stores: the bytes of an SQLite file, as a process finds it that reads, verifies, asks or merges. The last byte of the input is no part of
   the file: where it is 's', the checksums of all rows are put right first, so that what they say reaches the code behind. */

#include "fuzz/fuzz.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "study/store/checksum.h"
#include "study/store/query.h"
#include "study/store/schema.h"
#include "study/store/store.h"

static char path[64], merged[64];

/* ---- The files: SQLite wants names that stay, and logs beside them */

static void remove_file(const char *name) {
  static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
  char whole[80];
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    snprintf(whole, sizeof whole, "%s%s", name, endings[i]);
    unlink(whole);
  }
}

static void remove_files(void) { remove_file(path), remove_file(merged); }

static void write_store(const uint8_t *data, size_t size) {
  if (path[0] == '\0') {
    const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(path, sizeof path, "%s/fuzz-store-%ld.db", folder, (long)getpid());
    snprintf(merged, sizeof merged, "%s/fuzz-store-%ld-merged.db", folder, (long)getpid());
    atexit(remove_files);
  }
  remove_files();
  FILE *file = fopen(path, "wb");
  MUST(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0, "the fuzz target cannot write its file");
}

#define SIGN(table, facts) "UPDATE " table " SET checksum = " DARK__CHECKSUM(table, facts)

/* As far as SQLite can do anything with it. */
static void sign_rows(void) {
  static const char *const signs[] = {SIGN("tasks", DARK__TASK_FACTS), SIGN("blocks", DARK__BLOCK_FACTS),
                                      SIGN("points", DARK__POINT_FACTS), SIGN("results", DARK__RESULT_FACTS)};
  dark__store store = {0};
  char key[65] = "";
  if (dark__sql_open(&store.sql, path, false, NULL) == DARK_OK && dark__checksum_use(&store.sql, "", NULL) == DARK_OK &&
      dark__sql_run(&store.sql, SIGN("meta", DARK__META_FACTS), NULL) == DARK_OK &&
      dark__store_meta(key, sizeof key, &store, "plan_sha256", NULL) == DARK_OK &&
      dark__checksum_use(&store.sql, key, NULL) == DARK_OK) {
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) (void)!dark__sql_run(&store.sql, signs[i], NULL);
  }
  dark__store_close(&store);
}

/* ---- What it says, as text */

static dark_status put_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  (void)err;
  fprintf(context, "%zu %s %s %s %s %c %zu %zu\n", task->task, task->data, task->scenario, task->method, task->reason,
          task->state, task->n_replicates, task->n_stored);
  return DARK_OK;
}

static dark_status put_answer(void *context, const dark__answer *a, dark_error *err) {
  (void)err;
  json_decref(json_loads(a->categories, 0, NULL));
  fprintf(context, "%zu %zu %s %s %s %s %s %s %s %s %s %s %s %s %a %a %a %a %a %a %a %a %zu %zu\n", a->task, a->row, a->id,
          a->data, a->scenario, a->method, a->failure == NULL ? "" : a->failure, a->categories, a->estimator, a->model, a->lists,
          a->interval, a->state, a->reasons, a->observed, a->excluded, a->hidden, a->total, a->se, a->level, a->lower, a->upper,
          a->n_replicates, a->n_failed);
  return DARK_OK;
}

static dark_status see_head(void *context, const char *const *names, size_t n, dark_error *err) {
  (void)context, (void)names, (void)n, (void)err;
  return DARK_OK;
}

static dark_status see_row(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err) {
  (void)err;
  for (size_t i = 0; i < n; i++)
    MUST(names[i] != NULL && (fields[i].kind != DARK__FIELD_TEXT || fields[i].text != NULL), "field %zu", i);
  ++*(size_t *)context;
  return DARK_OK;
}

static dark_status say(FILE *to, dark__store *store, dark_error *err) {
  size_t n_rows = 0;
  dark__shard shard;
  const dark__query_reader reader = {see_head, see_row, &n_rows};
  dark_status status = dark__store_shard(&shard, store, err);
  if (status == DARK_OK) status = dark__store_each_task(store, put_task, to, err);
  if (status == DARK_OK) status = dark__store_each_answer(store, put_answer, to, err);
  if (status == DARK_OK) status = dark__store_query(store, "SELECT * FROM answers", &reader, err);
  return status;
}

typedef struct reading {
  dark_status status;
  dark_error err;
  char *text;
  size_t size;
} reading;

static void check_failure(dark_status status, const dark_error *err) {
  MUST(status == DARK_EUSAGE || status == DARK_EDATA || status == DARK_EIO, "%s: %s", dark_status_text(status), err->message);
  MUST(err->status == status, "status %d beside %d", (int)status, (int)err->status);
  fuzz_check_message(err->message, 1);
}

static reading read_store(const char *name, bool verifies) {
  reading out = {.err = DARK_ERROR_INIT};
  dark__store store;
  FILE *to = open_memstream(&out.text, &out.size);
  MUST(to != NULL, "the fuzz target itself is out of memory");
  out.status = dark__store_read(&store, name, NULL, &out.err);
  if (out.status == DARK_OK) out.status = say(to, &store, &out.err);
  if (out.status == DARK_OK && verifies) out.status = dark__store_verify_bytes(&store, &out.err);
  dark__store_close(&store);
  fclose(to);
  if (out.status != DARK_OK) check_failure(out.status, &out.err);
  else MUST(out.err.message[0] == '\0', "read, and yet: %s", out.err.message);
  return out;
}

/* ---- What must hold */

static void check_same(const reading *a, const reading *b) {
  MUST(a->status == b->status && strcmp(a->err.message, b->err.message) == 0, "%s, then: %s", a->err.message, b->err.message);
  MUST(a->size == b->size && memcmp(a->text, b->text, a->size) == 0, "%s\nthen\n%s", a->text, b->text);
}

/* Whoever only reads changes nothing. */
static void check_bytes(const uint8_t *data, size_t size) {
  uint8_t *now = malloc(size + 1);
  FILE *file = fopen(path, "rb");
  MUST(now != NULL && file != NULL, "the fuzz target cannot read its file");
  const size_t n = fread(now, 1, size + 1, file);
  fclose(file);
  MUST(n == size && memcmp(now, data, size) == 0, "reading has changed the file: %zu bytes, not %zu", n, size);
  free(now);
}

/* A store that merging takes says the same from then on; one that it refuses leaves nothing. */
static void check_merge(const reading *sound) {
  const char *const paths[] = {path};
  dark_error err = DARK_ERROR_INIT;
  size_t n_missing = 0;
  const dark_status status = dark__store_merge(&n_missing, merged, paths, 1, &err);
  if (status != DARK_OK) {
    check_failure(status, &err);
    MUST(access(merged, F_OK) != 0, "a store is left after: %s", err.message);
    return;
  }
  MUST(sound->status == DARK_OK, "merged, though: %s", sound->err.message);
  reading again = read_store(merged, true);
  MUST(again.status == DARK_OK, "merged, and then: %s", again.err.message);
  dark__store source, target;
  MUST(dark__store_read(&source, path, NULL, &err) == DARK_OK && dark__store_read(&target, merged, NULL, &err) == DARK_OK, "%s",
       err.message);
  reading a = {.err = DARK_ERROR_INIT}, b = a;
  FILE *to_a = open_memstream(&a.text, &a.size), *to_b = open_memstream(&b.text, &b.size);
  MUST(dark__store_each_answer(&source, put_answer, to_a, &err) == DARK_OK, "%s", err.message);
  MUST(dark__store_each_answer(&target, put_answer, to_b, &err) == DARK_OK, "%s", err.message);
  fclose(to_a), fclose(to_b);
  check_same(&a, &b);
  dark__store_close(&source);
  dark__store_close(&target);
  free(a.text), free(b.text), free(again.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const bool is_signed = size > 0 && data[size - 1] == 's';
  if (size > 0) size--;
  write_store(data, size);
  if (is_signed) sign_rows();
  reading first = read_store(path, false), second = read_store(path, false);
  check_same(&first, &second);
  if (!is_signed) check_bytes(data, size);
  reading sound = read_store(path, true);
  if (first.status != DARK_OK) check_same(&first, &sound);
  check_merge(&sound);
  free(first.text), free(second.text), free(sound.text);
  return 0;
}
