/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_FITS_H
#define DARK_BENCH_FITS_H

/* Newton fits on one thread: random models of t lists and p terms, on tables resampled from one of 3,000 people without empty margins to speak
   of, warm started from the fit to that one. Rate: fits per second. The checksum is the mean of the hidden numbers. Each form of the fit
   is an engine, and goes through the same cases. */

#include "bench.h"
#include "workload.h"

/* Fits all models to all tables: hidden [n_models x n_tables], tables of a model side by side. */
typedef struct fit_engine {
  const char *name;
  void *(*open)(const bench_workload *work,
                const char *name); /* not timed; never closed, since the case's process ends with it */
  void (*fit)(double *hidden, void *state, const bench_workload *work);
} fit_engine;

/* Measure every (t, p): cases fits-<name>-t<lists>-p<terms>. The fits are checked against the scalar one and against the observed margins. */
void fits_measure(bench *of, const fit_engine *by);

/* The scalar fit of one model: its request, and memory for it. */
dark__fit_request fits_request(const bench_workload *work, size_t model);
dark__fit_space *fits_space(const bench_workload *work);

#endif
