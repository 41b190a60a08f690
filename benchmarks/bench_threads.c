/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strong scaling: the same whole job on 1, 2, 4, ... threads, as many as there are processors. Rate: replicates per second. The amount
   `efficiency` is the time on one thread over n times the time on n threads, `cpu-efficiency` the processor time of one over that of n. */

#include <omp.h>
#include <stdio.h>

#include "whole_job.h"

typedef struct line {
  bench_case what; /* its name follows the number of threads */
  const char *table, *method;
  unsigned max_order;
  bench_limits expected;
} line;

static const line lines[] = {
    {{"uk5-order4", 5, 6893, 2000, 0}, "uk-trafficking-2013-five-lists", "bic", 4, {25311.2906125, 11197.9542562, 54533.0354923}},
    {{"uk6-order2", 6, 32768, 1000, 0}, "uk-trafficking-2013-six-lists", "bic", 2, {12349.5869536, 9636.83472677, 26219.7525916}},
    {{"uk6-stepwise", 6, 32768, 10000, 0},
     "uk-trafficking-2013-six-lists",
     "stepwise",
     0,
     {11417.9910915, 9196.92206539, 14282.6566623}},
};

static bench_times measure(bench *of, bench_case *what, char name[64], const line *at, int n_threads) {
  snprintf(name, 64, "threads%d-%s", n_threads, at->what.name);
  *what = at->what;
  what->name = name;
  what->n_threads = n_threads;
  return whole_job_measure(
      of, what, (whole_job){.table = at->table, .method = at->method, .max_order = at->max_order, .expected = at->expected});
}

/* On the clock, which other work on the machine spoils, and in processor time, which says what sharing the work costs but not how long
   threads wait for each other. */
static void tell_efficiency(const bench_case *what, const bench_times *one, const bench_times *several) {
  bench_amount(what, several, "efficiency", one->min_seconds / (what->n_threads * several->min_seconds));
  bench_amount(what, several, "cpu-efficiency", one->min_cpu_seconds / several->min_cpu_seconds);
}

static void scale(bench *of, const line *at) {
  char name[64];
  bench_case what;
  const int most = omp_get_num_procs() > 2 ? omp_get_num_procs() : 2;
  const bench_times one = measure(of, &what, name, at, 1);
  for (int n_threads = 2; n_threads <= most; n_threads *= 2) {
    const bench_times several = measure(of, &what, name, at, n_threads);
    if (!one.is_measured || !several.is_measured) continue;
    tell_efficiency(&what, &one, &several);
    if (one.work.checksum != several.work.checksum) {
      fprintf(stderr, "bench: %s: the number of threads changes the result\n", name);
      of->failed = true;
    }
  }
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  of.n_threads = 0; /* it is what varies */
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) scale(&of, &lines[i]);
  return bench_close(&of);
}
