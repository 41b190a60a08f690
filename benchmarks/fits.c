/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tables.h"

enum { N_MODELS = 16, N_TABLES = 64, N_PEOPLE = 3000 };

/* One (t, p) with one engine. */
typedef struct setting {
  const fit_engine *by;
  unsigned n_lists;
  size_t n_terms;
  void *state;
  bench_workload work;
  double *hidden;
} setting;

dark__fit_space *fits_space(const bench_workload *work) {
  dark__fit_space *space = bench_allocate(1, sizeof *space);
  dark_error err = DARK_ERROR_INIT;
  if (dark__fit_space_new(space, work->n_lists, work->n_terms, &err) != DARK_OK) bench_fail("%s", err.message);
  return space;
}

dark__fit_request fits_request(const bench_workload *work, size_t model) {
  return (dark__fit_request){.terms = bench_workload_terms(work, model),
                             .n_terms = work->n_terms,
                             .start = bench_workload_start(work, model),
                             .floor = -INFINITY};
}

static void prepare(void *context) {
  setting *mine = context;
  bench_random random = {mine->n_lists};
  double *means = bench_allocate((size_t)1 << mine->n_lists, sizeof *means);
  double *cells = bench_allocate((size_t)1 << mine->n_lists, sizeof *cells);
  bench_means(means, mine->n_lists, 0.2, 0.6, &random);
  bench_draw(cells, means, mine->n_lists, N_PEOPLE, &random);
  bench_workload_make(&mine->work, cells, mine->n_lists, mine->n_terms, N_MODELS, N_TABLES);
  mine->hidden = bench_allocate((size_t)N_MODELS * N_TABLES, sizeof *mine->hidden);
  mine->state = mine->by->open(&mine->work, mine->by->name);
  free(means);
  free(cells);
}

static bench_work run(void *context) {
  setting *mine = context;
  mine->by->fit(mine->hidden, mine->state, &mine->work);
  double sum = 0;
  for (size_t i = 0; i < (size_t)N_MODELS * N_TABLES; i++) sum += mine->hidden[i];
  return (bench_work){.amount = N_MODELS * N_TABLES, .checksum = sum / (N_MODELS * N_TABLES)};
}

/* A maximum of the likelihood has the observed margins, whoever found it; compare its hidden number with the engine's. */
static void check_fit(const setting *mine, dark__fit_space *space, size_t model, size_t table) {
  const dark__counts *counts = &mine->work.tables[table];
  const dark__fit_request request = fits_request(&mine->work, model);
  const dark__fit fit = dark__fit_model(space, counts, &request);
  if (fit.end != DARK__FIT_CONVERGED)
    bench_fail("model %zu of %zu terms did not converge on table %zu", model, mine->n_terms, table);
  for (size_t i = 0; i < request.n_terms; i++) {
    const double margin = counts->margins[request.terms[i]];
    if (margin > 0) bench_expect("a fitted margin", space->sums[request.terms[i]], margin, 1e-6);
  }
  bench_expect("a hidden number", mine->hidden[model * N_TABLES + table], fit.hidden, 1e-9);
}

static void check(void *context, bench_work first) {
  const setting *mine = context;
  dark__fit_space *space = fits_space(&mine->work);
  for (size_t model = 0; model < N_MODELS; model++)
    for (size_t table = 0; table < N_TABLES; table++) check_fit(mine, space, model, table);
  if (!isfinite(first.checksum)) bench_fail("a hidden number is not finite");
}

static void measure(bench *of, const fit_engine *by, unsigned n_lists, size_t n_terms) {
  char name[64];
  setting mine = {.by = by, .n_lists = n_lists, .n_terms = n_terms};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .context = &mine};
  const bench_case what = {name, n_lists, N_MODELS, N_TABLES, 1};
  snprintf(name, sizeof name, "fits-%s-t%u-p%zu", by->name, n_lists, n_terms);
  bench_measure(of, &what, &job);
}

void fits_measure(bench *of, const fit_engine *by) {
  static const struct {
    unsigned n_lists;
    size_t n_terms;
  } sizes[] = {{3, 4}, {3, 6},  {4, 5},  {4, 8}, {4, 12}, {5, 6},  {5, 11}, {5, 16}, {5, 24},
               {6, 7}, {6, 16}, {6, 32}, {7, 8}, {7, 20}, {7, 40}, {8, 9},  {8, 24}, {8, 48}};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) measure(of, by, sizes[i].n_lists, sizes[i].n_terms);
}
