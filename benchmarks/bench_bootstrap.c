/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole jobs with exact re-selection in every resampled table, on all processors, and the memory they take. Rate: replicates per second. */

#include <omp.h>

#include "tables.h"
#include "whole_job.h"

enum { REPLICATES = 1000 };

typedef struct line {
  const char *name, *table, *method;
  unsigned max_order, n_lists;
  double n_models, total, lower, upper;
} line;

static const line lines[] = {
    {"bootstrap-kosovo-order3", "kosovo-killings-1999", "bic", 3, 4, 113, 10356.5189573, 6602.62773723, 17819.8269547},
    {"bootstrap-uk5-order2", "uk-trafficking-2013-five-lists", "bic", 2, 5, 1024, 22991.3313142, 11811.6604671, 41903.642721},
    {"bootstrap-uk5-order4", "uk-trafficking-2013-five-lists", "bic", 4, 5, 6893, 25311.2906125, 11128.611482, 54511.0296136},
    {"bootstrap-neworl5-order4", "new-orleans-trafficking-186-five-lists", "bic", 4, 5, 6893, 981.431366993, 463.051350568,
     1449.90235238},
    {"bootstrap-ned5-order4", "netherlands-trafficking-2010-2015-five-lists", "bic", 4, 5, 6893, 148788.758991, 46195.4522893,
     1255597.3646},
    {"bootstrap-western-order4", "western-us-trafficking", "bic", 4, 5, 6893, 2483.38392023, 1164.89703152, 4620.44946849},
    {"bootstrap-uk6-order2", "uk-trafficking-2013-six-lists", "bic", 2, 6, 32768, 12349.5869536, 9636.83472677, 26219.7525916},
    {"bootstrap-uk6-all-orders", "uk-trafficking-2013-six-lists", "bic", 5, 6, 7785061, 12349.5869536, 9041.39245511,
     27100.9128479},
    {"bootstrap-uk6-stepwise", "uk-trafficking-2013-six-lists", "stepwise", 0, 6, 32768, 11417.9910915, 7772.70115942,
     14254.2003724},
    {"bootstrap-uk5-averaged-order2", "uk-trafficking-2013-five-lists", "averaged", 2, 5, 1024, 12552.5499743, 5958.40275504,
     26503.2898371},
    {"bootstrap-eight-lists-stepwise", BENCH_EIGHT_LISTS, "stepwise", 0, 8, 268435456, 8939.11126506, 8043.36702791,
     10574.507703},
};

static void measure(bench *of, const line *at) {
  const bench_case what = {at->name, at->n_lists, at->n_models, REPLICATES, omp_get_max_threads()};
  whole_job_measure(
      of, &what,
      (whole_job){
          .table = at->table, .method = at->method, .max_order = at->max_order, .expected = {at->total, at->lower, at->upper}});
}

int main(int argc, char **argv) {
  bench of = bench_open(argc, argv);
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) measure(&of, &lines[i]);
  return bench_close(&of);
}
