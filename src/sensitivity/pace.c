/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity/pace.h"

#include <omp.h>

static void report(dark__pace *pace, double share, size_t n_tables) {
  const dark_sensitivity_options *options = pace->options;
  if (options->progress == NULL) return;
  const double done = ((double)atomic_load(&pace->n_done) + share) / (double)pace->n_steps;
  pace->told = done;
  if (options->progress(options->context, done, atomic_load(&pace->n_tables) + n_tables) != 0) atomic_store(&pace->stop, 1);
}

void dark__pace_step(dark__pace *pace, size_t n_tables) {
  atomic_fetch_add(&pace->n_done, 1);
  atomic_fetch_add(&pace->n_tables, n_tables);
  if (omp_get_thread_num() == 0) report(pace, 0, 0);
}

int dark__pace_within(void *pace, double share, size_t n_tables) {
  dark__pace *mine = pace;
  report(mine, share, n_tables);
  return atomic_load(&mine->stop);
}

void dark__pace_end(dark__pace *pace) {
  if (pace->told < 1 && atomic_load(&pace->n_done) == pace->n_steps) report(pace, 0, 0);
}
