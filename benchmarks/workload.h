/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_WORKLOAD_H
#define DARK_BENCH_WORKLOAD_H

/* What the inner parts of the log-linear engine are measured on: random hierarchical models of one size, and resampled tables. */

#include "loglinear/fit/fit.h"

typedef struct bench_workload {
  unsigned n_lists;
  size_t n_terms; /* of each model, intercept and main effects included */
  size_t n_models, n_tables;
  uint32_t *models;     /* [n_models x n_terms] canonical order */
  double *starts;       /* [n_models x n_terms] effects of the model's fit to the observed table */
  dark__counts *tables; /* [n_tables] */
} bench_workload;

/* Make models of n_terms terms, draw as many tables as asked for from the observed table `cells` [2^n_lists] and fit each model to that one.
   A pure function of its arguments. Gives up the case on failure; never freed, since the case's process ends with it. */
void bench_workload_make(bench_workload *out, const double *cells, unsigned n_lists, size_t n_terms, size_t n_models,
                         size_t n_tables);

/* Terms and starting effects of a model: [n_terms] each. */
const uint32_t *bench_workload_terms(const bench_workload *of, size_t model);
const double *bench_workload_start(const bench_workload *of, size_t model);

#endif
