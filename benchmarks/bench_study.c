/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A study of many small tasks in one process, on all processors, its results store on the disk included: reading the study and making its tasks is
   not timed. Korea, exact re-selection, B = 1000 and the jackknife in each task; each has a seed of its own. Rate: tasks per second. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <omp.h>

#include "bench.h"
#include "study/store/sql.h"
#include "tables.h"

enum { N_DATA = 10, REPLICATES = 1000 };

typedef struct many_tasks {
  size_t n_methods; /* times N_DATA tables: tasks */
  double expected;  /* all totals and limits added up, to 1e-6 */
  char folder[256], store[300];
  dark_study *study;
  dark_tasks *tasks;
  int n_threads;
} many_tasks;

static FILE *open_file(char *path, size_t size, const many_tasks *mine, const char *name) {
  snprintf(path, size, "%s/%s", mine->folder, name);
  FILE *file = fopen(path, "w");
  if (file == NULL) bench_fail("%s cannot be written", path);
  return file;
}

static void close_file(FILE *file) {
  if (fclose(file) != 0) bench_fail("a file cannot be written");
}

/* The table of Korea with empty rows behind it: other bytes, and so other tasks, for each number. */
static void write_data(const many_tasks *mine, const dark_table *table, size_t number) {
  char path[320], name[32];
  size_t n;
  const dark_record *records = dark_table_records(table, 0, &n);
  snprintf(name, sizeof name, "%zu.csv", number);
  FILE *file = open_file(path, sizeof path, mine, name);
  fputs("A,B,C,count\n", file);
  for (size_t i = 0; i < n; i++)
    fprintf(file, "%d,%d,%d,%.0f\n", (int)(records[i].history & 1), (int)(records[i].history >> 1 & 1),
            (int)(records[i].history >> 2 & 1), records[i].count);
  for (size_t i = 0; i < number; i++) fputs("1,0,0,0\n", file);
  close_file(file);
}

static void write_study(const many_tasks *mine, char *path, size_t size) {
  FILE *file = open_file(path, size, mine, "study.yaml");
  fprintf(file, "study: many tasks\nreplicates: %d\ndata:\n", REPLICATES);
  for (size_t d = 0; d < N_DATA; d++) fprintf(file, "  - {name: d%zu, file: %zu.csv, lists: [A, B, C]}\n", d, d);
  fputs("methods:\n", file);
  for (size_t m = 0; m < mine->n_methods; m++) fprintf(file, "  - {name: m%zu, method: bic, seed: %zu}\n", m, m + 1);
  close_file(file);
}

static void prepare(void *context) {
  many_tasks *mine = context;
  char path[320];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = bench_published("korea-palembang");
  for (size_t d = 0; d < N_DATA; d++) write_data(mine, table, d);
  write_study(mine, path, sizeof path);
  if (dark_study_read(&mine->study, path, &err) != DARK_OK) bench_fail("%s", err.message);
  if (dark_tasks_new(&mine->tasks, mine->study, &err) != DARK_OK) bench_fail("%s", err.message);
  dark_table_free(table);
}

/* The sum of all totals and limits. */
static double add_up(const many_tasks *mine) {
  dark__sql sql;
  sqlite3_stmt *row = NULL;
  bool has_row = false;
  dark_error err = DARK_ERROR_INIT;
  dark_status status = dark__sql_open(&sql, mine->store, true, &err);
  if (status == DARK_OK)
    status = dark__sql_prepare(&row, &sql,
                               "SELECT total(x) FROM (SELECT total + lower + upper AS x FROM results ORDER BY task, row)", &err);
  if (status == DARK_OK) status = dark__sql_step(&has_row, &sql, row, &err);
  if (status != DARK_OK || !has_row) bench_fail("%s", err.message);
  const double sum = dark__sql_real_at(row, 0);
  sqlite3_finalize(row);
  dark__sql_close(&sql);
  return sum;
}

static bench_work run(void *context) {
  many_tasks *mine = context;
  dark_run_options options = DARK_RUN_OPTIONS_INIT;
  dark_run_state done;
  dark_error err = DARK_ERROR_INIT;
  unlink(mine->store);
  options.store = mine->store;
  options.n_threads = mine->n_threads;
  if (dark_study_run(&done, mine->tasks, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  if (done.n_done != N_DATA * mine->n_methods) bench_fail("%zu tasks done", done.n_done);
  return (bench_work){.amount = (double)done.n_done, .checksum = add_up(mine)};
}

static void check(void *context, bench_work work) {
  bench_expect("the sum of totals and limits", work.checksum, ((const many_tasks *)context)->expected, 1e-6);
}

/* The folder outlives the process that works in it, which may crash. */
static void make_folder(many_tasks *mine) {
  const char *folder = getenv("TMPDIR");
  snprintf(mine->folder, sizeof mine->folder, "%s/darkfigure-bench-XXXXXX", folder != NULL ? folder : "/tmp");
  if (mkdtemp(mine->folder) == NULL) bench_fail("no folder can be made in %s", mine->folder);
  snprintf(mine->store, sizeof mine->store, "%s/study.db", mine->folder);
}

static void remove_folder(const many_tasks *mine) {
  static const char *const names[] = {"study.yaml", "study.db", "study.db-wal", "study.db-shm", "study.db-journal"};
  char path[320];
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", mine->folder, names[i]);
    unlink(path);
  }
  for (size_t d = 0; d < N_DATA; d++) {
    snprintf(path, sizeof path, "%s/%zu.csv", mine->folder, d);
    unlink(path);
  }
  rmdir(mine->folder);
}

static void measure(bench *of, const char *name, bench_length length, many_tasks mine) {
  mine.n_threads = of->n_threads > 0 ? of->n_threads : omp_get_max_threads();
  const bench_case what = {name, 3, 8, REPLICATES, mine.n_threads};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .length = length, .context = &mine};
  make_folder(&mine);
  bench_measure_in_full(of, &what, &job);
  remove_folder(&mine);
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure(&of, "study-korea-1000-tasks", BENCH_ONCE, (many_tasks){.n_methods = 100, .expected = 662451.989295});
  measure(&of, "study-korea-10000-tasks", BENCH_LONG, (many_tasks){.n_methods = 1000, .expected = 6620911.98422});
  return bench_close(&of);
}
