/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_randist.h>

#include "lattice/terms.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

enum { MOST_LISTS = 8, MOST_CELLS = 1 << MOST_LISTS };

static const char *const letters[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

static void start_stream(dark__stream *stream, const char *purpose, uint64_t number) {
  dark__stream_start(stream, dark__stream_key(0, purpose, strlen(purpose)), number);
}

dark_table *table_of_cells(const double *cells, unsigned n_lists) {
  uint32_t histories[MOST_CELLS];
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  const uint32_t n = ((uint32_t)1 << n_lists) - 1;
  assert_true(n_lists <= MOST_LISTS);
  for (uint32_t i = 0; i < n; i++) histories[i] = i + 1;
  assert_ok(dark_table_new(&table, letters, n_lists, histories, cells + 1, n, &err), err);
  return table;
}

void read_cells(double *cells, unsigned n_lists, const char *records) {
  memset(cells, 0, ((size_t)1 << n_lists) * sizeof *cells);
  while (*records != '\0') {
    size_t history = 0;
    for (unsigned list = 0; list < n_lists; list++)
      if (*records++ == '1') history |= (size_t)1 << list;
    assert_int_equal(*records, ':');
    char *end;
    cells[history] += strtod(records + 1, &end);
    records = end + (*end == ' ');
  }
}

dark_table *table_of_text(unsigned n_lists, const char *records) {
  double cells[MOST_CELLS];
  read_cells(cells, n_lists, records);
  return table_of_cells(cells, n_lists);
}

void write_file(char path[32], const char *text) {
  strcpy(path, "/tmp/darkfigure-test-XXXXXX");
  const int descriptor = mkstemp(path);
  assert_true(descriptor >= 0);
  assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
  assert_int_equal(close(descriptor), 0);
}

dark_table *table_of_csv(const char *text, const char *const *by, size_t n_by) {
  char path[32];
  dark_read_options options = DARK_READ_OPTIONS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  write_file(path, text);
  options.by = by;
  options.n_by = n_by;
  const dark_status status = dark_table_read_csv(&table, path, &options, &err);
  unlink(path);
  assert_ok(status, err);
  return table;
}

void problem_of_cells(dark__problem *out, dark_record *records, const double *cells, unsigned n_lists) {
  static const unsigned positions[] = {0, 1, 2, 3, 4, 5, 6, 7};
  *out = (dark__problem){.n_lists = n_lists, .records = records, .n_records = ((size_t)1 << n_lists) - 1};
  out->naming = out->whole = (dark__naming){n_lists, letters, positions, n_lists};
  out->in_whole = out->occasions = positions;
  out->n_occasions = n_lists;
  for (uint32_t history = 1; history <= out->n_records; history++) {
    records[history - 1] = (dark_record){.history = history, .count = cells[history]};
    out->n_observed += cells[history];
  }
}

void loglinear_means(double *means, unsigned n_lists, const uint32_t *terms, const double *effects, size_t n) {
  for (uint32_t cell = 0; cell < (uint32_t)1 << n_lists; cell++) {
    double sum = 0;
    for (size_t i = 0; i < n; i++)
      if ((terms[i] & cell) == terms[i]) sum += effects[i];
    means[cell] = exp(sum);
  }
}

static void draw(double *cells, const double *shares, unsigned n_lists, unsigned n_people, dark__stream *stream) {
  unsigned drawn[MOST_CELLS];
  const size_t n_cells = (size_t)1 << n_lists;
  gsl_ran_multinomial(&stream->rng, n_cells, n_people, shares, drawn);
  for (size_t cell = 0; cell < n_cells; cell++) cells[cell] = drawn[cell];
  cells[0] = 0;
}

void draw_population(double *cells, const double *means, unsigned n_lists, unsigned n_people, uint64_t number) {
  dark__stream stream;
  start_stream(&stream, "test population", number);
  draw(cells, means, n_lists, n_people, &stream);
}

void resample_cells(double *cells, const double *from, unsigned n_lists, uint64_t number) {
  dark__stream stream;
  double shares[MOST_CELLS] = {0}, n_people = 0;
  start_stream(&stream, "test resample", number);
  for (size_t cell = 1; cell < (size_t)1 << n_lists; cell++) n_people += shares[cell] = from[cell];
  draw(cells, shares, n_lists, (unsigned)n_people, &stream);
}

/* Lists of unequal size, lognormal dependence of every order, and a third of the tables with some cells emptied outright. */
void draw_sparse(double *cells, unsigned n_lists, uint64_t number) {
  dark__stream stream;
  uint32_t terms[MOST_CELLS];
  double effects[MOST_CELLS], means[MOST_CELLS];
  const uint32_t n_cells = (uint32_t)1 << n_lists;
  start_stream(&stream, "test sparse", number);
  const int emptied = gsl_rng_uniform(&stream.rng) < 1.0 / 3;
  for (uint32_t term = 0; term < n_cells; term++) {
    const int order = __builtin_popcount(term);
    terms[term] = term;
    effects[term] =
        order == 1 ? -2.5 + 2 * gsl_rng_uniform(&stream.rng) : gsl_ran_gaussian(&stream.rng, order > 1 ? 1.2 / order : 0);
  }
  loglinear_means(means, n_lists, terms, effects, n_cells);
  for (uint32_t cell = 1; emptied && cell < n_cells; cell++)
    if (gsl_rng_uniform(&stream.rng) < 0.25) means[cell] = 0;
  double n_people = 0;
  for (uint64_t attempt = 0; n_people == 0; attempt++) {
    draw(cells, means, n_lists, 30 + (unsigned)(300 * pow(gsl_rng_uniform(&stream.rng), 3)), &stream);
    for (uint32_t cell = 1; cell < n_cells; cell++) n_people += cells[cell];
    if (attempt == 10) cells[n_cells - 1] = n_people = 1;
  }
}

unsigned draw_below(unsigned n, uint64_t number) {
  dark__stream stream;
  start_stream(&stream, "test choice", number);
  return (unsigned)gsl_rng_uniform_int(&stream.rng, n);
}

/* Random generators, closed downwards. */
size_t draw_model(uint32_t *terms, unsigned n_lists, uint64_t number) {
  dark__stream stream;
  uint32_t generators[MOST_CELLS], *closed;
  size_t n_generators = 0, n;
  dark_error err = DARK_ERROR_INIT;
  const uint32_t all = ((uint32_t)1 << n_lists) - 1;
  start_stream(&stream, "test model", number);
  const double share = 0.6 * gsl_rng_uniform(&stream.rng);
  for (uint32_t term = 1; term < all; term++) {
    const double order = __builtin_popcount(term);
    if (order == 1 || gsl_rng_uniform(&stream.rng) < share / (order - 1)) generators[n_generators++] = term;
  }
  assert_ok(dark__terms_close(&closed, &n, n_lists, generators, n_generators, &err), err);
  memcpy(terms, closed, n * sizeof *terms);
  free(closed);
  return n;
}
