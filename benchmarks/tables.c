/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"

enum { EIGHT = 8, EIGHT_PEOPLE = 3000 };

static dark_table *read_table(const char *folder, const char *name) {
  const dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  char path[512];
  snprintf(path, sizeof path, "%s/%s.csv", folder, name);
  if (dark_table_read_csv(&table, path, &options, &err) != DARK_OK) bench_fail("%s", err.message);
  return table;
}

dark_table *bench_published(const char *name) { return read_table("data/published", name); }

dark_table *bench_two_lists(void) {
  static const char *const names[] = {"first", "second"};
  static const uint32_t histories[] = {1, 2, 3};
  static const double counts[] = {781, 254, 167};
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  if (dark_table_new(&table, names, 2, histories, counts, 3, &err) != DARK_OK) bench_fail("%s", err.message);
  return table;
}

dark_table *bench_table(const char *name) {
  if (strcmp(name, BENCH_TWO_LISTS) == 0) return bench_two_lists();
  if (strcmp(name, BENCH_EIGHT_LISTS) == 0) return bench_eight_lists();
  return strncmp(name, "made/", 5) == 0 ? read_table("benchmarks/data", name + 5) : bench_published(name);
}

double *bench_cells(const dark_table *table) {
  size_t n_records;
  const dark_record *records = dark_table_records(table, 0, &n_records);
  double *cells = bench_allocate((size_t)1 << dark_table_n_lists(table), sizeof *cells);
  for (size_t i = 0; i < n_records; i++) cells[records[i].history] = records[i].count;
  return cells;
}

uint64_t bench_bits(bench_random *random) {
  uint64_t z = random->state += UINT64_C(0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

double bench_uniform(bench_random *random) { return (double)(bench_bits(random) >> 11) * 0x1p-53; }

size_t bench_below(bench_random *random, size_t n) { return (size_t)(bench_uniform(random) * (double)n); }

void bench_draw(double *cells, const double *shares, unsigned n_lists, size_t n_people, bench_random *random) {
  const size_t n_cells = (size_t)1 << n_lists;
  double *sums = bench_allocate(n_cells, sizeof *sums);
  for (size_t cell = 1; cell < n_cells; cell++) sums[cell] = sums[cell - 1] + shares[cell];
  memset(cells, 0, n_cells * sizeof *cells);
  for (size_t i = 0; i < n_people; i++) {
    const double at = bench_uniform(random) * sums[n_cells - 1];
    size_t below = 0, above = n_cells - 1; /* sums[below] <= at < sums[above] */
    while (above - below > 1) {
      const size_t middle = (below + above) / 2;
      if (sums[middle] <= at) below = middle;
      else above = middle;
    }
    cells[above] += 1;
  }
  free(sums);
}

/* means[w] = product of the factors of the terms inside w. */
static void multiply(double *means, unsigned n_lists, uint32_t term, double factor) {
  for (uint32_t cell = 0; cell < (uint32_t)1 << n_lists; cell++)
    if ((cell & term) == term) means[cell] *= factor;
}

void bench_means(double *means, unsigned n_lists, double least, double most, bench_random *random) {
  static const double factors[] = {0.5, 1, 1, 1, 1, 2, 3};
  for (size_t cell = 0; cell < (size_t)1 << n_lists; cell++) means[cell] = 1;
  for (unsigned a = 0; a < n_lists; a++) {
    multiply(means, n_lists, (uint32_t)1 << a, least + (most - least) * bench_uniform(random));
    for (unsigned b = 0; b < a; b++)
      multiply(means, n_lists, (uint32_t)1 << a | (uint32_t)1 << b, factors[bench_below(random, 7)]);
  }
}

dark_table *bench_eight_lists(void) {
  static const char *const names[EIGHT] = {"A", "B", "C", "D", "E", "F", "G", "H"};
  static const double odds[EIGHT] = {0.12, 0.05, 0.08, 0.03, 0.02, 0.06, 0.04, 0.015};
  static const struct {
    uint32_t term;
    double factor;
  } dependent[] = {{0x03, 3}, {0x0c, 4}, {0x30, 0.4}, {0x41, 2.5}, {0x26, 4}};
  double means[1 << EIGHT], cells[1 << EIGHT];
  uint32_t histories[1 << EIGHT];
  bench_random random = {8};
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  for (uint32_t cell = 0; cell < 1 << EIGHT; cell++) means[histories[cell] = cell] = 1;
  for (unsigned list = 0; list < EIGHT; list++) multiply(means, EIGHT, (uint32_t)1 << list, odds[list]);
  for (size_t i = 0; i < sizeof dependent / sizeof dependent[0]; i++)
    multiply(means, EIGHT, dependent[i].term, dependent[i].factor);
  bench_draw(cells, means, EIGHT, EIGHT_PEOPLE, &random);
  if (dark_table_new(&table, names, EIGHT, histories + 1, cells + 1, (1 << EIGHT) - 1, &err) != DARK_OK)
    bench_fail("%s", err.message);
  return table;
}
