/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Existence checks on one thread: random models on sparse tables, where the rank of the occupied cells settles the matter and where it takes the
   linear programme. Rate: checks per second. The checksum is the mean existence code. */

#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "loglinear/fit/existence.h"
#include "numeric/rank.h"
#include "tables.h"
#include "workload.h"

enum { N_MODELS = 24, N_TABLES = 64 };

/* A model and a table. */
typedef struct pair {
  size_t model, table;
} pair;

typedef struct setting {
  const char *table;
  size_t n_terms;
  bool by_rank; /* pairs that the rank settles, or the others */
  bench_workload work;
  pair *pairs; /* [n_pairs] */
  size_t n_pairs;
} setting;

/* Indicator columns of the terms with people on the cells with people. */
typedef struct occupied {
  const dark__counts *counts;
  uint32_t *cells, *terms;
  size_t n_cells, n_terms;
} occupied;

static void fill_row(void *context, size_t row, int64_t *values) {
  const occupied *of = context;
  for (size_t j = 0; j < of->n_terms; j++) values[j] = (of->terms[j] & of->cells[row]) == of->terms[j];
}

/* Have the occupied cells full rank? Then the estimate exists and is unique, and the library asks no more. */
static bool has_full_rank(const setting *mine, const pair *at) {
  const size_t n_cells = (size_t)1 << mine->work.n_lists;
  occupied of = {.counts = &mine->work.tables[at->table],
                 .cells = bench_allocate(n_cells, sizeof *of.cells),
                 .terms = bench_allocate(mine->n_terms, sizeof *of.terms)};
  const uint32_t *terms = bench_workload_terms(&mine->work, at->model);
  for (uint32_t cell = 1; cell < n_cells; cell++)
    if (of.counts->cells[cell] > 0) of.cells[of.n_cells++] = cell;
  for (size_t i = 0; i < mine->n_terms; i++)
    if (of.counts->margins[terms[i]] > 0) of.terms[of.n_terms++] = terms[i];
  size_t rank;
  dark_error err = DARK_ERROR_INIT;
  if (dark__rank(&rank, of.n_cells, of.n_terms, fill_row, &of, &err) != DARK_OK) bench_fail("%s", err.message);
  free(of.cells);
  free(of.terms);
  return rank == of.n_terms;
}

static void prepare(void *context) {
  setting *mine = context;
  dark_table *table = bench_table(mine->table);
  double *cells = bench_cells(table);
  bench_workload_make(&mine->work, cells, (unsigned)dark_table_n_lists(table), mine->n_terms, N_MODELS, N_TABLES);
  mine->pairs = bench_allocate((size_t)N_MODELS * N_TABLES, sizeof *mine->pairs);
  for (size_t i = 0; i < (size_t)N_MODELS * N_TABLES; i++) {
    const pair at = {i / N_TABLES, i % N_TABLES};
    if (has_full_rank(mine, &at) == mine->by_rank) mine->pairs[mine->n_pairs++] = at;
  }
  if (mine->n_pairs == 0) bench_fail("no model and table to check");
  free(cells);
  dark_table_free(table);
}

static int code_of(const setting *mine, size_t i) {
  int code;
  dark_error err = DARK_ERROR_INIT;
  const pair *at = &mine->pairs[i];
  if (dark__existence(&code, bench_workload_terms(&mine->work, at->model), mine->n_terms, &mine->work.tables[at->table], &err) !=
      DARK_OK)
    bench_fail("%s", err.message);
  return code;
}

static bench_work run(void *context) {
  const setting *mine = context;
  double sum = 0;
  for (size_t i = 0; i < mine->n_pairs; i++) sum += code_of(mine, i);
  return (bench_work){.amount = (double)mine->n_pairs, .checksum = sum / (double)mine->n_pairs};
}

/* Full rank leaves nothing in doubt, and where a fit has converged to positive means with the observed margins, it is itself the proof. */
static void check(void *context, bench_work first) {
  const setting *mine = context;
  dark__fit_space space;
  dark_error err = DARK_ERROR_INIT;
  if (mine->by_rank) bench_expect("the mean code", first.checksum, 0, 0);
  if (dark__fit_space_new(&space, mine->work.n_lists, mine->n_terms, &err) != DARK_OK) bench_fail("%s", err.message);
  for (size_t i = 0; i < mine->n_pairs; i++) {
    const pair *at = &mine->pairs[i];
    const dark__fit_request request = {
        .terms = bench_workload_terms(&mine->work, at->model), .n_terms = mine->n_terms, .floor = -INFINITY};
    const dark__fit fit = dark__fit_model(&space, &mine->work.tables[at->table], &request);
    if (fit.certain && code_of(mine, i) != 0) bench_fail("a fit proves an estimate that the check denies");
  }
}

static void measure(bench *of, const bench_case *what, setting *mine) {
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .context = mine};
  bench_measure(of, what, &job);
}

int main(int argc, char **argv) {
  static const char western[] = "western-us-trafficking", eight[] = "new-orleans-trafficking-186-eight-lists";
  bench of = bench_open(argc, argv);
  measure(&of, &(bench_case){"existence-rank-t5-p16", 5, N_MODELS, N_TABLES, 1},
          &(setting){.table = western, .n_terms = 16, .by_rank = true});
  measure(&of, &(bench_case){"existence-programme-t5-p16", 5, N_MODELS, N_TABLES, 1},
          &(setting){.table = western, .n_terms = 16});
  measure(&of, &(bench_case){"existence-rank-t8-p24", 8, N_MODELS, N_TABLES, 1},
          &(setting){.table = eight, .n_terms = 24, .by_rank = true});
  measure(&of, &(bench_case){"existence-programme-t8-p24", 8, N_MODELS, N_TABLES, 1}, &(setting){.table = eight, .n_terms = 24});
  return bench_close(&of);
}
