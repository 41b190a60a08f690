/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strong scaling: the same whole job on 1, 2, 4, ... threads, as many as there are processors. Rate: replicates per second. The amount
   `efficiency` is the time on one thread over n times the time on n threads. */

#include <omp.h>
#include <stdio.h>

#include "whole_job.h"

typedef struct line {
  const char *name, *table, *method;
  unsigned max_order, n_lists;
  double n_models, expected;
  size_t n_replicates;
} line;

static const line lines[] = {
    {"uk5-order4", "uk-trafficking-2013-five-lists", "bic", 4, 5, 6893, 25311.290613, 2000},
    {"uk6-order2", "uk-trafficking-2013-six-lists", "bic", 2, 6, 32768, 12349.586953562, 1000},
    {"uk6-stepwise", "uk-trafficking-2013-six-lists", "stepwise", 0, 6, 32768, 11417.991091505, 10000},
};

static bench_times measure(bench *of, bench_case *what, char name[64], const line *at, int n_threads) {
  whole_job mine = {.table = at->table,
                    .method = at->method,
                    .max_order = at->max_order,
                    .n_replicates = at->n_replicates,
                    .n_threads = n_threads,
                    .expected = at->expected};
  const bench_job job = whole_job_of(&mine);
  snprintf(name, 64, "threads%d-%s", n_threads, at->name);
  *what = (bench_case){name, at->n_lists, at->n_models, at->n_replicates, n_threads};
  return bench_measure(of, what, &job);
}

static void scale(bench *of, const line *at) {
  char name[64];
  bench_case what;
  const int most = omp_get_num_procs() > 2 ? omp_get_num_procs() : 2;
  const bench_times one = measure(of, &what, name, at, 1);
  for (int n_threads = 2; n_threads <= most; n_threads *= 2) {
    const bench_times several = measure(of, &what, name, at, n_threads);
    if (!one.is_measured || !several.is_measured) continue;
    bench_amount(&what, &several, "efficiency", one.min_seconds / (n_threads * several.min_seconds));
    if (one.work.checksum != several.work.checksum) {
      fprintf(stderr, "bench: %s: the number of threads changes the result\n", name);
      of->failed = true;
    }
  }
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) scale(&of, &lines[i]);
  return bench_close(&of);
}
