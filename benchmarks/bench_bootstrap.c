/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole jobs with exact re-selection in every resampled table, on all processors, and the memory they take. Rate: replicates per second. */

#include <omp.h>

#include "tables.h"
#include "whole_job.h"

enum { REPLICATES = 1000 };

typedef struct line {
  const char *name, *table, *method;
  unsigned max_order, n_lists;
  double n_models, expected;
} line;

static const line lines[] = {
    {"bootstrap-kosovo-order3", "kosovo-killings-1999", "bic", 3, 4, 113, 10356.518957},
    {"bootstrap-uk5-order2", "uk-trafficking-2013-five-lists", "bic", 2, 5, 1024, 22991.331314},
    {"bootstrap-uk5-order4", "uk-trafficking-2013-five-lists", "bic", 4, 5, 6893, 25311.290613},
    {"bootstrap-neworl5-order4", "new-orleans-trafficking-186-five-lists", "bic", 4, 5, 6893, 981.431366993},
    {"bootstrap-ned5-order4", "netherlands-trafficking-2010-2015-five-lists", "bic", 4, 5, 6893, 148788.758991},
    {"bootstrap-western-order4", "western-us-trafficking", "bic", 4, 5, 6893, 2483.38392023},
    {"bootstrap-uk6-order2", "uk-trafficking-2013-six-lists", "bic", 2, 6, 32768, 12349.586953562},
    {"bootstrap-uk6-all-orders", "uk-trafficking-2013-six-lists", "bic", 5, 6, 7785061, 12349.586953562},
    {"bootstrap-uk6-stepwise", "uk-trafficking-2013-six-lists", "stepwise", 0, 6, 32768, 11417.991091505},
    {"bootstrap-uk5-averaged-order2", "uk-trafficking-2013-five-lists", "averaged", 2, 5, 1024, 12552.549974},
    {"bootstrap-eight-lists-stepwise", BENCH_EIGHT_LISTS, "stepwise", 0, 8, 268435456, 8939.111265063},
};

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    const line *at = &lines[i];
    const int n_threads = omp_get_max_threads();
    whole_job mine = {.table = at->table,
                      .method = at->method,
                      .max_order = at->max_order,
                      .n_replicates = REPLICATES,
                      .n_threads = n_threads,
                      .expected = at->expected};
    const bench_case what = {at->name, at->n_lists, at->n_models, REPLICATES, n_threads};
    const bench_job job = whole_job_of(&mine);
    bench_measure_with_memory(&of, &what, &job);
  }
  return bench_close(&of);
}
