/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Point search: the best BIC among all hierarchical models, without a catalogue, on one table; as a `bic` plan does it. Rate: nodes of the search
   per second; the amount `nodes` says how many there were. The checksum is the total under the best model. */

#include "bench.h"
#include "loglinear/search/branch.h"
#include "tables.h"

enum { N_GUESSES = 8 }; /* as many as models/bic.c keeps */

typedef struct point_search {
  const char *table;
  unsigned max_order;
  bench_length length;
  double expected; /* total, to 1e-6 */
  dark_table *loaded;
  dark__problem problem;
} point_search;

static void prepare(void *context) {
  point_search *mine = context;
  mine->loaded = bench_table(mine->table);
  mine->problem =
      (dark__problem){.n_lists = (unsigned)dark_table_n_lists(mine->loaded), .n_observed = dark_table_n_people(mine->loaded)};
  mine->problem.records = dark_table_records(mine->loaded, 0, &mine->problem.n_records);
}

static bench_work run(void *context) {
  const point_search *mine = context;
  dark_error err = DARK_ERROR_INIT;
  dark__branch *branch;
  if (dark__branch_new(&branch, &mine->problem, mine->max_order, DARK__CRITERION_BIC, N_GUESSES, SIZE_MAX, &err) != DARK_OK)
    bench_fail("%s", err.message);
  if (!branch->report.complete || branch->n_guesses == 0) bench_fail("the search ended early");
  const bench_work work = {
      .amount = (double)branch->report.n_nodes, .checksum = mine->problem.n_observed + branch->guesses[0].hidden, .n_tables = 1};
  dark__branch_free(branch);
  return work;
}

static void check(void *context, bench_work work) {
  bench_expect("the estimate", work.checksum, ((const point_search *)context)->expected, 1e-6);
}

static void measure(bench *of, const bench_case *what, point_search *mine) {
  const bench_job job = {.prepare = prepare, .run = run, .check = check, .length = mine->length, .context = mine};
  const bench_times times = bench_measure_in_full(of, what, &job);
  if (times.is_measured) bench_amount(what, &times, "nodes", times.work.amount);
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  measure(&of, &(bench_case){"search-uk6-all-orders", 6, 7785061, 0, 1},
          &(point_search){.table = "uk-trafficking-2013-six-lists", .max_order = 5, .expected = 12349.586953562});
  measure(&of, &(bench_case){"search-neworl8-order2", 8, 0x1p28, 0, 1},
          &(point_search){.table = "new-orleans-trafficking-186-eight-lists", .max_order = 2, .expected = 1110.48808153581});
  measure(&of, &(bench_case){"search-eight-lists-order2", 8, 0x1p28, 0, 1},
          &(point_search){.table = BENCH_EIGHT_LISTS, .max_order = 2, .length = BENCH_ONCE, .expected = 8635.575974323});
  return bench_close(&of);
}
