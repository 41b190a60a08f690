/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit of several tables in vector lanes, in each form that the processor runs: see fits.h. A program apart from bench_fits, so that
   `make bench-against` can measure the scalar fit of revisions that have no other. */

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "fits.h"
#include "loglinear/lanes/block.h"

/* Tables loaded into lanes beforehand, a block for each handful of them. */
typedef struct block_state {
  const dark__kernel *kernel;
  dark__block **blocks; /* [n_tables / width] */
  double *start;        /* [n_terms x width] */
} block_state;

static void *block_open(const bench_workload *work, const char *name) {
  block_state *state = bench_allocate(1, sizeof *state);
  dark_error err = DARK_ERROR_INIT;
  state->kernel = dark__kernel_find(name);
  const size_t width = state->kernel->width, n_cells = (size_t)1 << work->n_lists;
  state->blocks = bench_allocate(work->n_tables, sizeof(dark__block *));
  uint32_t *histories = bench_allocate(n_cells, sizeof *histories);
  for (uint32_t cell = 0; cell < n_cells; cell++) histories[cell] = cell;
  for (size_t table = 0; table < work->n_tables; table++) {
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
  assert(width > 0);
  for (size_t model = 0; model < work->n_models; model++) {
    dark__block_request request = {
        .terms = bench_workload_terms(work, model), .n_terms = work->n_terms, .start = state->start, .active = (1u << width) - 1};
    for (size_t lane = 0; lane < width; lane++) request.floor[lane] = -INFINITY;
    for (size_t i = 0; i < work->n_terms; i++)
      for (size_t lane = 0; lane < width; lane++) state->start[i * width + lane] = bench_workload_start(work, model)[i];
    for (size_t table = 0; table < work->n_tables; table += width) {
      dark__block_result result;
      state->kernel->fit(&result, state->blocks[table / width], &request);
      for (size_t lane = 0; lane < width; lane++) *hidden++ = result.lanes[lane].hidden;
    }
  }
}

int main(int argc, char **argv) {
  static const char *const names[] = {"portable", "avx2", "avx512"};
  bench of = bench_open(argc, argv);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (dark__kernel_find(names[i]) != NULL) fits_measure(&of, &(fit_engine){names[i], block_open, block_fit});
  return bench_close(&of);
}
