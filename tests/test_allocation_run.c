/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a study, and working with its store, survives the failure of each allocation. SQLite takes memory of its own: it is told that there is
   none at each of its calls. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <darkfigure/study_answer.h>

#include "allocation/survive.h"
#include "study/run/assemble.h"
#include "study/store/query.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"

static made_study made;
static char path[64], merged[64];

static int make_study(void **state) {
  (void)state;
  const char *folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "build";
  snprintf(path, sizeof path, "%s/darkfigure-test-%ld.db", folder, (long)getpid());
  snprintf(merged, sizeof merged, "%s/darkfigure-test-%ld-merged.db", folder, (long)getpid());
  made = make_tasks(
      "study: x\nreplicates: 3\ndata: [{name: korea, file: " KOREA "}]\n"
      "methods: [{method: chao}, {method: chao, name: b, interval: bca}, {method: independence, name: c, replicates: 0}]\n");
  return 0;
}

static int remove_study(void **state) {
  (void)state;
  unlink(path), unlink(merged);
  unmake(&made);
  return 0;
}

static dark_status run(const void *context, dark_error *err) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_run_state done;
  (void)context;
  options.store = path;
  options.n_threads = 1;
  return dark_study_run(&done, made.tasks, &options, err);
}

static dark_status run_anew(const void *context, dark_error *err) {
  char other[80];
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    snprintf(other, sizeof other, "%s%s", path, endings[i]);
    unlink(other);
  }
  return run(context, err);
}

/* In memory, and read as another language does. */
static dark_status answer_in_memory(const void *context, dark_error *err) {
  static const char *const frames[] = {"estimates", "differences", "tasks", "notes"};
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_answer *answer;
  (void)context;
  options.n_threads = 1;
  dark_status status = dark_answer_study(&answer, made.tasks, &options, NULL, err);
  for (size_t i = 0; status == DARK_OK && i < sizeof frames / sizeof frames[0]; i++) {
    dark_frame *frame;
    status = dark_answer_frame(&frame, answer, frames[i], err);
    dark_frame_free(frame);
  }
  dark_answer_free(answer);
  return status;
}

static dark_status see_answer(void *context, const dark__answer *answer, dark_error *err) {
  (void)answer, (void)err;
  ++*(size_t *)context;
  return DARK_OK;
}

static dark_status read_at_levels(const void *context, dark_error *err) {
  const dark__levels levels = {(const double[]){0.5, 0.9}, 2};
  dark__store store;
  size_t n = 0;
  (void)context;
  dark_status status = dark__store_read(&store, path, made.tasks, err);
  if (status == DARK_OK) status = dark__assemble_aside(&store, made.tasks, &levels, err);
  if (status == DARK_OK) status = dark__store_each_answer(&store, see_answer, &n, err);
  dark__store_close(&store);
  return status;
}

static dark_status merge(const void *context, dark_error *err) {
  const char *const paths[] = {path};
  size_t n_missing;
  (void)context;
  unlink(merged);
  return dark__store_merge(&n_missing, merged, paths, 1, err);
}

static dark_status see_head(void *context, const char *const *names, size_t n, dark_error *err) {
  (void)context, (void)names, (void)n, (void)err;
  return DARK_OK;
}

static dark_status see_row(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err) {
  (void)context, (void)names, (void)fields, (void)n, (void)err;
  return DARK_OK;
}

static dark_status query(const void *context, dark_error *err) {
  const dark__query_reader reader = {see_head, see_row, NULL};
  dark__store store;
  (void)context;
  dark_status status = dark__store_read(&store, path, NULL, err);
  if (status == DARK_OK) status = dark__store_query(&store, "SELECT *, 1.5 FROM blocks", &reader, err);
  dark__store_close(&store);
  return status;
}

static void running_a_study_survives(void **state) {
  (void)state;
  assert_survives("dark_study_run", run_anew, NULL, DARK_OK, MEMORY_SPARED);
  assert_survives("dark_answer_study", answer_in_memory, NULL, DARK_OK, MEMORY_SPARED);
}

static void going_on_and_reading_survive(void **state) {
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(run_anew(NULL, &err), err);
  assert_survives("dark_study_run again", run, NULL, DARK_OK, MEMORY_SPARED);
  assert_survives("dark__assemble_aside", read_at_levels, NULL, DARK_OK, MEMORY_SPARED);
  assert_survives("dark__store_merge", merge, NULL, DARK_OK, MEMORY_SPARED);
  assert_survives("dark__store_query", query, NULL, DARK_OK, MEMORY_SPARED);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(running_a_study_survives), cmocka_unit_test(going_on_and_reading_survive)};
  return cmocka_run_group_tests(tests, make_study, remove_study);
}
