/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading CSV into a table: a file of person rows with two categories, and one of counts by place. Rate: megabytes (10^6 bytes) per second. The
   checksum adds up people times their history plus 1. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"
#include "tables.h"

enum { PERSONS = 600000, PERSON_LISTS = 5, PLACES = 1500, PLACE_LISTS = 8 };

typedef struct reading {
  void (*write)(FILE *file, struct reading *of);
  const char *const *by; /* [n_by] */
  size_t n_by, n_strata;
  char path[64];
  double n_bytes, n_people, sum; /* of what was written */
} reading;

static void write_history(FILE *file, uint32_t history, unsigned n_lists) {
  for (unsigned list = 0; list < n_lists; list++) fprintf(file, "%u,", history >> list & 1);
}

static void add(reading *of, uint32_t history, double count) {
  of->n_people += count;
  of->sum += count * (history + 1);
}

static void write_persons(FILE *file, reading *of) {
  static const char *const sexes[] = {"female", "male"}, *const forms[] = {"begging", "domestic", "labour", "marriage"};
  bench_random random = {PERSON_LISTS};
  fputs("A,B,C,D,E,form,sex\n", file);
  for (size_t i = 0; i < PERSONS; i++) {
    const uint32_t history = 1 + (uint32_t)bench_below(&random, (1 << PERSON_LISTS) - 1);
    write_history(file, history, PERSON_LISTS);
    fprintf(file, "%s,", forms[bench_below(&random, 4)]);
    fprintf(file, "%s\n", sexes[bench_below(&random, 2)]);
    add(of, history, 1);
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
    for (size_t i = 0; i < n; i++) sum += records[i].count * (records[i].history + 1);
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
  bench_measure_with_memory(of, &what, &job);
}

int main(int argc, char **argv) {
  static const char *const person_categories[] = {"form", "sex"}, *const count_categories[] = {"place"};
  bench of = bench_open(argc, argv);
  measure(&of, "csv-persons", PERSON_LISTS,
          &(reading){.write = write_persons, .by = person_categories, .n_by = 2, .n_strata = 8});
  measure(&of, "csv-counts", PLACE_LISTS,
          &(reading){.write = write_counts, .by = count_categories, .n_by = 1, .n_strata = PLACES});
  return bench_close(&of);
}
