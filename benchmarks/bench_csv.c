/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading CSV into a table: files of person rows with two categories, in several forms, and one of counts by place. Rate: megabytes (10^6
   bytes) per second. The checksum adds up people times their history plus 1. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "tables.h"

enum { PERSONS = 600000, MANY_PERSONS = 10000000, PERSON_LISTS = 5, PLACES = 1500, PLACE_LISTS = 8 };

typedef struct reading {
  void (*write)(FILE *file, struct reading *of);
  size_t n_rows;                      /* of persons, and in what form they are: */
  bool has_id, is_quoted, has_counts; /* another id in each row, categories in quotes, a number of people in each row */
  const char *const *by;              /* [n_by] */
  size_t n_by, n_strata;
  char path[64];
  double n_bytes, n_people, sum; /* of what was written */
} reading;

static void write_history(FILE *file, uint32_t history, unsigned n_lists) {
  for (unsigned list = 0; list < n_lists; list++) {
    fputc('0' + (int)(history >> list & 1), file);
    fputc(',', file);
  }
}

static void add(reading *of, uint32_t history, double count) {
  of->n_people += count;
  of->sum += count * (history + 1);
}

static void write_persons(FILE *file, reading *of) {
  static const char *const sexes[2][2] = {{"female", "male"}, {"\"female\"", "\"male\""}};
  static const char *const forms[2][4] = {{"begging", "domestic", "labour", "marriage"},
                                          {"\"begging\"", "\"domestic\"", "\"labour\"", "\"marriage\""}};
  bench_random random = {PERSON_LISTS};
  fprintf(file, "%sA,B,C,D,E,form,sex%s\n", of->has_id ? "id," : "", of->has_counts ? ",count" : "");
  for (size_t i = 0; i < of->n_rows; i++) {
    const uint32_t history = 1 + (uint32_t)bench_below(&random, (1 << PERSON_LISTS) - 1);
    if (of->has_id) fprintf(file, "P%08zu,", i);
    write_history(file, history, PERSON_LISTS);
    fputs(forms[of->is_quoted][bench_below(&random, 4)], file);
    fputc(',', file);
    fputs(sexes[of->is_quoted][bench_below(&random, 2)], file);
    const size_t count = of->has_counts ? 1 + bench_below(&random, 99) : 1;
    if (of->has_counts) fprintf(file, ",%zu", count);
    fputc('\n', file);
    add(of, history, (double)count);
  }
}

static void write_counts(FILE *file, reading *of) {
  bench_random random = {PLACE_LISTS};
  fputs("A,B,C,D,E,F,G,H,place,count\n", file);
  for (size_t place = 0; place < PLACES; place++)
    for (uint32_t history = 1; history < 1 << PLACE_LISTS; history++) {
      const size_t count = 1 + bench_below(&random, 99);
      write_history(file, history, PLACE_LISTS);
      fprintf(file, "place%04zu,%zu\n", place, count);
      add(of, history, (double)count);
    }
}

/* The file has no name any more once it is written, so that nothing stays behind whatever happens. */
static void prepare(void *context) {
  reading *mine = context;
  const char *folder = getenv("TMPDIR");
  char name[512];
  snprintf(name, sizeof name, "%s/darkfigure-bench-XXXXXX", folder != NULL ? folder : "/tmp");
  const int descriptor = mkstemp(name);
  FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
  if (file == NULL) bench_fail("no file can be made in %s", name);
  unlink(name);
  mine->write(file, mine);
  if (fflush(file) != 0) bench_fail("%s cannot be written", name);
  mine->n_bytes = (double)ftell(file);
  snprintf(mine->path, sizeof mine->path, "/proc/self/fd/%d", descriptor);
}

static double sum_of(const dark_table *table) {
  double sum = 0;
  for (size_t stratum = 0; stratum < dark_table_n_strata(table); stratum++) {
    size_t n;
    const dark_record *records = dark_table_records(table, stratum, &n);
    for (size_t i = 0; i < n; i++) sum += records[i].count * (double)(records[i].history + 1);
  }
  return sum;
}

static bench_work run(void *context) {
  const reading *mine = context;
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  options.by = mine->by;
  options.n_by = mine->n_by;
  if (dark_table_read_csv(&table, mine->path, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  bench_expect("the number of strata", (double)dark_table_n_strata(table), (double)mine->n_strata, 0);
  bench_expect("the number of people", dark_table_n_people(table), mine->n_people, 0);
  const bench_work work = {.amount = mine->n_bytes / 1e6, .checksum = sum_of(table)};
  dark_table_free(table);
  return work;
}

static void check(void *context, bench_work first) {
  bench_expect("people by history", first.checksum, ((const reading *)context)->sum, 0);
}

static void measure(bench *of, const char *name, unsigned n_lists, reading *mine) {
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .context = mine};
  const bench_case what = {name, n_lists, 0, 0, 1};
  bench_measure_in_full(of, &what, &job);
}

static void measure_persons(bench *of, const char *name, reading form) {
  static const char *const categories[] = {"form", "sex"};
  if (form.n_rows == 0) form.n_rows = PERSONS;
  form.write = write_persons;
  form.by = categories;
  form.n_by = 2;
  form.n_strata = 8;
  measure(of, name, PERSON_LISTS, &form);
}

int main(int argc, char **argv) {
  static const char *const count_categories[] = {"place"};
  bench of = bench_open(argc, argv);
  measure_persons(&of, "csv-persons", (reading){0});
  measure_persons(&of, "csv-persons-10m", (reading){.n_rows = MANY_PERSONS});
  measure_persons(&of, "csv-persons-quoted", (reading){.is_quoted = true});
  measure_persons(&of, "csv-persons-id", (reading){.has_id = true});
  measure_persons(&of, "csv-persons-count", (reading){.has_counts = true});
  measure(&of, "csv-counts", PLACE_LISTS,
          &(reading){.write = write_counts, .by = count_categories, .n_by = 1, .n_strata = PLACES});
  return bench_close(&of);
}
