/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that was forked from one that used threads answers, on one thread, and says the same. The runtime of OpenMP would wait in it
   for threads that stayed behind. */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/threads.h"
#include "study/store/sql.h"
#include "support/assert_close.h"
#include "support/made_study.h"
#include "support/published.h"
#include "support/tables.h"

/* Seconds that a child has at most, so that one that hangs fails the test; a busy machine needs some. */
enum { PATIENCE = TIMES(300, 900), N_REPLICATES = TIMES(400, 64), N_THREADS = 3 };

/* ---- What processes are asked; texts are the caller's to free */

static char *tell_results(int n_threads) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_result_options wanted = DARK_RESULT_OPTIONS_INIT;
  const double level = 0.9;
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  dark_results *results;
  char *text = NULL;
  size_t size;
  dark_table *table = published_table("UKdat_5");
  dark_plan *plan = plan_for(table, "bic", 0, NULL, NULL);
  options.n_replicates = N_REPLICATES, options.n_threads = n_threads;
  wanted.levels = &level, wanted.n_levels = 1;
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  assert_ok(dark_results_new(&results, plan, replicates, &wanted, &err), err);
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark_report_results(stream, DARK_FORMAT_JSON, results, table, NULL, &err), err);
  fclose(stream);
  dark_results_free(results);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
  return text;
}

static char *tell_sensitivity(int n_threads) {
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  const dark_settings settings = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_sensitivity *sensitivity;
  char *text = NULL;
  size_t size;
  dark_table *table = published_table("UKdat_5");
  options.n_thinnings = 8, options.n_threads = n_threads;
  assert_ok(dark_sensitivity_new(&sensitivity, table, &settings, &options, &err), err);
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark_report_sensitivity(stream, DARK_FORMAT_CSV, sensitivity, table, NULL, &err), err);
  fclose(stream);
  dark_sensitivity_free(sensitivity);
  dark_table_free(table);
  return text;
}

/* The replicates and results of the store. */
static char *read_store(const char *path) {
  dark__sql sql;
  dark_error err = DARK_ERROR_INIT;
  sqlite3_stmt *row;
  bool has_row;
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_ok(dark__sql_open(&sql, path, true, &err), err);
  assert_ok(dark__sql_prepare(&row, &sql,
                              "SELECT hex(replicates) FROM blocks UNION ALL SELECT hex(jackknife) FROM points UNION ALL "
                              "SELECT printf('%.17g %.17g %.17g', total, lower, upper) FROM results ORDER BY 1",
                              &err),
            err);
  for (;;) {
    assert_ok(dark__sql_step(&has_row, &sql, row, &err), err);
    if (!has_row) break;
    fprintf(stream, "%s\n", (const char *)sqlite3_column_text(row, 0));
  }
  sqlite3_finalize(row);
  dark__sql_close(&sql);
  fclose(stream);
  return text;
}

static char *tell_study(int n_threads) {
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_run_state done;
  char path[64];
  made_study made = make_tasks("study: x\nreplicates: 600\ndata: [{name: korea, file: " KOREA "}]\n"
                               "methods: [{name: a, method: bic}, {name: b, method: chao}]\n");
  snprintf(path, sizeof path, "build/fork-%ld.db", (long)getpid());
  options.store = path, options.n_threads = n_threads;
  assert_ok(dark_study_run(&done, made.tasks, &options, &err), err);
  assert_int_equal(done.n_done, 2);
  char *text = read_store(path);
  unlink(path);
  unmake(&made);
  return text;
}

/* ---- Processes */

/* One, but where the program is run by another one (qemu), whose threads are among ours. */
static size_t n_threads_at_start;

static size_t count_threads(void) {
  DIR *folder = opendir("/proc/self/task");
  size_t n = 0;
  assert_non_null(folder);
  for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) n += entry->d_name[0] != '.';
  closedir(folder);
  return n;
}

static void put_all(int to, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    const ssize_t n = write(to, text, left);
    if (n <= 0) _exit(3);
    text += n;
    left -= (size_t)n;
  }
}

static char *get_all(int from) {
  char bytes[4096], *text = NULL;
  size_t size;
  ssize_t n;
  FILE *stream = open_memstream(&text, &size);
  while ((n = read(from, bytes, sizeof bytes)) > 0) fwrite(bytes, 1, (size_t)n, stream);
  fclose(stream);
  return text;
}

/* All that a child does: to say something, and to leave nothing behind. */
static _Noreturn void be_child(int to, char *text) {
  put_all(to, text);
  free(text);
  _exit(count_threads() == n_threads_at_start ? 0 : 4);
}

/* What a child says, or its child's child where `depth` is 2, and so on. A process that hangs is ended by SIGALRM. */
static char *told_by_child(char *(*tell)(int n_threads), int n_threads, int depth) {
  int ends[2], status;
  assert_int_equal(pipe(ends), 0);
  fflush(NULL);
  const pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    alarm((unsigned)(PATIENCE * depth));
    be_child(ends[1], depth > 1 ? told_by_child(tell, n_threads, depth - 1) : tell(n_threads));
  }
  close(ends[1]);
  char *text = get_all(ends[0]);
  close(ends[0]);
  assert_int_equal(waitpid(child, &status, 0), child);
  if (WIFSIGNALED(status)) fail_msg("the child was ended by signal %d", WTERMSIG(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  return text;
}

/* What is said here is where a child finds it, too, so that no checker takes it for lost there. */
static void compare(char *(*tell)(int n_threads)) {
  static char *here;
  here = tell(N_THREADS);
  assert_true(strlen(here) > 100);
  for (int depth = 1; depth <= 2; depth++)
    for (int n_threads = 0; n_threads <= N_THREADS; n_threads += N_THREADS) {
      char *there = told_by_child(tell, n_threads, depth);
      assert_string_equal(there, here);
      free(there);
    }
  char *again = tell(N_THREADS);
  assert_string_equal(again, here);
  free(again);
  free(here);
}

static void a_child_draws_the_same_replicates(void **state) {
  (void)state;
  compare(tell_results);
}

static void a_child_answers_the_same_questions(void **state) {
  (void)state;
  compare(tell_sensitivity);
}

static void a_child_runs_the_same_study(void **state) {
  (void)state;
  compare(tell_study);
}

static char *tell_threads(int n_threads) {
  char *text = calloc(16, 1);
  snprintf(text, 16, "%d", dark__n_threads(n_threads));
  return text;
}

static void only_a_child_is_held_to_one_thread(void **state) {
  (void)state;
  assert_int_equal(dark__n_threads(7), 7);
  assert_true(dark__n_threads(0) >= 1);
  for (int depth = 1; depth <= 3; depth++) {
    char *there = told_by_child(tell_threads, 7, depth);
    assert_string_equal(there, "1");
    free(there);
  }
  assert_int_equal(dark__n_threads(7), 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_child_draws_the_same_replicates),
      cmocka_unit_test(a_child_answers_the_same_questions),
      cmocka_unit_test(a_child_runs_the_same_study),
      cmocka_unit_test(only_a_child_is_held_to_one_thread),
  };
  n_threads_at_start = count_threads();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
