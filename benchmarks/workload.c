/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workload.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "lattice/terms.h"
#include "tables.h"

const uint32_t *bench_workload_terms(const bench_workload *of, size_t model) { return of->models + model * of->n_terms; }

const double *bench_workload_start(const bench_workload *of, size_t model) { return of->starts + model * of->n_terms; }

/* May this term join the model: absent itself, and all terms one list smaller present? */
static bool can_join(const bool *present, uint32_t term) {
  if (present[term]) return false;
  for (uint32_t rest = term; rest != 0; rest &= rest - 1)
    if (!present[term & ~(rest & -rest)]) return false;
  return true;
}

static int compare_terms(const void *a, const void *b) { return dark__term_compare(*(const uint32_t *)a, *(const uint32_t *)b); }

/* Main effects, then terms that may join, one after the other at random, the term of all lists excepted. */
static void make_model(uint32_t *terms, size_t n_terms, unsigned n_lists, bench_random *random) {
  const uint32_t all = ((uint32_t)1 << n_lists) - 1;
  bool *present = bench_allocate((size_t)all + 1, sizeof *present);
  uint32_t *open = bench_allocate((size_t)all + 1, sizeof *open);
  size_t n = 0;
  for (uint32_t term = 0; n <= n_lists; term = term == 0 ? 1 : term << 1) present[terms[n++] = term] = true;
  while (n < n_terms) {
    size_t n_open = 0;
    for (uint32_t term = 1; term < all; term++)
      if (can_join(present, term)) open[n_open++] = term;
    if (n_open == 0) bench_fail("there is no model of %zu terms for %u lists", n_terms, n_lists);
    terms[n] = open[bench_below(random, n_open)];
    present[terms[n++]] = true;
  }
  qsort(terms, n_terms, sizeof *terms, compare_terms);
  free(present);
  free(open);
}

static void set_counts(dark__counts *counts, const double *cells, unsigned n_lists) {
  const size_t n_cells = (size_t)1 << n_lists;
  uint32_t *histories = bench_allocate(n_cells, sizeof *histories);
  dark_error err = DARK_ERROR_INIT;
  for (uint32_t cell = 0; cell < n_cells; cell++) histories[cell] = cell;
  if (dark__counts_new(counts, n_lists, &err) != DARK_OK) bench_fail("%s", err.message);
  dark__counts_set(counts, histories + 1, cells + 1, n_cells - 1);
  free(histories);
}

static void make_tables(bench_workload *out, const double *cells, bench_random *random) {
  double *drawn = bench_allocate((size_t)1 << out->n_lists, sizeof *drawn), n_people = 0;
  for (size_t cell = 1; cell < (size_t)1 << out->n_lists; cell++) n_people += cells[cell];
  for (size_t i = 0; i < out->n_tables; i++) {
    bench_draw(drawn, cells, out->n_lists, (size_t)n_people, random);
    set_counts(&out->tables[i], drawn, out->n_lists);
  }
  free(drawn);
}

static void find_starts(bench_workload *out, const double *cells) {
  dark__counts observed;
  dark__fit_space space;
  dark_error err = DARK_ERROR_INIT;
  set_counts(&observed, cells, out->n_lists);
  if (dark__fit_space_new(&space, out->n_lists, out->n_terms, &err) != DARK_OK) bench_fail("%s", err.message);
  for (size_t i = 0; i < out->n_models; i++) {
    const dark__fit_request request = {.terms = bench_workload_terms(out, i), .n_terms = out->n_terms, .floor = -INFINITY};
    dark__fit_model(&space, &observed, &request);
    dark__fit_effects(out->starts + i * out->n_terms, &space, &request);
  }
  dark__fit_space_clear(&space);
  dark__counts_clear(&observed);
}

void bench_workload_make(bench_workload *out, const double *cells, unsigned n_lists, size_t n_terms, size_t n_models,
                         size_t n_tables) {
  bench_random random = {(size_t)n_lists * 1000 + n_terms};
  *out = (bench_workload){.n_lists = n_lists, .n_terms = n_terms, .n_models = n_models, .n_tables = n_tables};
  out->models = bench_allocate(n_models * n_terms, sizeof *out->models);
  out->starts = bench_allocate(n_models * n_terms, sizeof *out->starts);
  out->tables = bench_allocate(n_tables, sizeof *out->tables);
  for (size_t i = 0; i < n_models; i++) make_model(out->models + i * n_terms, n_terms, n_lists, &random);
  make_tables(out, cells, &random);
  find_starts(out, cells);
}
