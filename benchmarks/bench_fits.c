/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton fits on one thread, by the scalar fit and by each block form that the processor runs: random models of t lists and p terms, on tables resampled from one of 3,000 people without empty margins to speak
   of, warm started from the fit to that one. Rate: fits per second. The checksum is the mean of the hidden numbers. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "loglinear/block.h"
#include "tables.h"
#include "workload.h"

enum { N_MODELS = 16, N_TABLES = 64, N_PEOPLE = 3000 };

/* Fits all models to all tables: hidden [n_models x n_tables]. Another form of the fit is another engine, and needs no other work. */
typedef struct engine {
  const char *name; /* "scalar", or that of a kernel */
  void *(*open)(const bench_workload *work, const char *name);
  void (*fit)(double *hidden, void *state, const bench_workload *work);
} engine;

/* One (t, p) with one engine. */
typedef struct setting {
  const engine *by;
  unsigned n_lists;
  size_t n_terms;
  void *state;
  bench_workload work;
  double *hidden;
} setting;

static void *scalar_open(const bench_workload *work, const char *name) {
  (void)name;
  dark__fit_space *space = bench_allocate(1, sizeof *space);
  dark_error err = DARK_ERROR_INIT;
  if (dark__fit_space_new(space, work->n_lists, work->n_terms, &err) != DARK_OK) bench_fail("%s", err.message);
  return space;
}

static dark__fit_request request_for(const bench_workload *work, size_t model) {
  return (dark__fit_request){.terms = bench_workload_terms(work, model),
                             .n_terms = work->n_terms,
                             .start = bench_workload_start(work, model),
                             .floor = -INFINITY};
}

static void scalar_fit(double *hidden, void *state, const bench_workload *work) {
  for (size_t model = 0; model < work->n_models; model++) {
    const dark__fit_request request = request_for(work, model);
    for (size_t table = 0; table < work->n_tables; table++)
      *hidden++ = dark__fit_model(state, &work->tables[table], &request).hidden;
  }
}

/* Tables loaded into lanes beforehand, a block for each handful of them. */
typedef struct block_state {
  const dark__kernel *kernel;
  dark__block *blocks[N_TABLES];
  double *start; /* [n_terms x width] */
} block_state;

static void *block_open(const bench_workload *work, const char *name) {
  block_state *state = bench_allocate(1, sizeof *state);
  dark_error err = DARK_ERROR_INIT;
  state->kernel = dark__kernel_find(name);
  const size_t width = state->kernel->width, n_cells = (size_t)1 << work->n_lists;
  uint32_t *histories = bench_allocate(n_cells, sizeof *histories);
  for (uint32_t cell = 0; cell < n_cells; cell++) histories[cell] = cell;
  for (size_t table = 0; table < N_TABLES; table++) {
    dark__block **block = &state->blocks[table / width];
    if (table % width == 0 && dark__block_new(block, state->kernel, work->n_lists, work->n_terms, &err) != DARK_OK)
      bench_fail("%s", err.message);
    dark__block_load(*block, table % width, histories, work->tables[table].cells, n_cells);
  }
  free(histories);
  state->start = bench_allocate(work->n_terms * width, sizeof *state->start);
  return state;
}

static void block_fit(double *hidden, void *memory, const bench_workload *work) {
  block_state *state = memory;
  const size_t width = state->kernel->width;
  for (size_t model = 0; model < work->n_models; model++) {
    dark__block_request request = {
        .terms = bench_workload_terms(work, model), .n_terms = work->n_terms, .start = state->start, .active = (1u << width) - 1};
    for (size_t lane = 0; lane < width; lane++) request.floor[lane] = -INFINITY;
    for (size_t i = 0; i < work->n_terms; i++)
      for (size_t lane = 0; lane < width; lane++) state->start[i * width + lane] = bench_workload_start(work, model)[i];
    for (size_t table = 0; table < N_TABLES; table += width) {
      dark__block_result result;
      state->kernel->fit(&result, state->blocks[table / width], &request);
      for (size_t lane = 0; lane < width; lane++) *hidden++ = result.lanes[lane].hidden;
    }
  }
}

static const engine engines[] = {{"scalar", scalar_open, scalar_fit},
                                 {"portable", block_open, block_fit},
                                 {"avx2", block_open, block_fit},
                                 {"avx512", block_open, block_fit}};

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
  const dark__fit_request request = request_for(&mine->work, model);
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
  dark__fit_space *space = scalar_open(&mine->work, NULL);
  for (size_t model = 0; model < N_MODELS; model++)
    for (size_t table = 0; table < N_TABLES; table++) check_fit(mine, space, model, table);
  if (!isfinite(first.checksum)) bench_fail("a hidden number is not finite");
}

static void measure(bench *of, const engine *by, unsigned n_lists, size_t n_terms) {
  char name[64];
  setting mine = {.by = by, .n_lists = n_lists, .n_terms = n_terms};
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .context = &mine};
  const bench_case what = {name, n_lists, N_MODELS, N_TABLES, 1};
  snprintf(name, sizeof name, "fits-%s-t%u-p%zu", by->name, n_lists, n_terms);
  bench_measure(of, &what, &job);
}

int main(int argc, char **argv) {
  static const struct {
    unsigned n_lists;
    size_t n_terms;
  } sizes[] = {{3, 4}, {3, 6},  {4, 5},  {4, 8}, {4, 12}, {5, 6},  {5, 11}, {5, 16}, {5, 24},
               {6, 7}, {6, 16}, {6, 32}, {7, 8}, {7, 20}, {7, 40}, {8, 9},  {8, 24}, {8, 48}};
  bench of = bench_open(argc, argv);
  for (size_t e = 0; e < sizeof engines / sizeof engines[0]; e++) {
    if (engines[e].open == block_open && dark__kernel_find(engines[e].name) == NULL) continue;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) measure(&of, &engines[e], sizes[i].n_lists, sizes[i].n_terms);
  }
  return bench_close(&of);
}
