/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/tally.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>

static void count_captures(dark__tally *tally, const dark__problem *problem, const double *weights) {
  for (size_t i = 0; i < problem->n_records; i++) {
    const uint32_t k = problem->captures->captures[problem->records[i].history - 1];
    if (k <= DARK_MAX_OCCASIONS) tally->captures[k] += weights[i];
    tally->n += weights[i];
  }
}

void dark__tally_count(dark__tally *tally, const dark__problem *problem, const double *weights) {
  *tally = (dark__tally){.n_lists = problem->n_lists, .n_occasions = problem->n_occasions};
  if (problem->captures != NULL) {
    count_captures(tally, problem, weights);
    return;
  }
  for (size_t i = 0; i < problem->n_records; i++) {
    const double people = weights[i];
    unsigned n_on = 0;
    for (uint64_t rest = problem->records[i].history; rest != 0; rest &= rest - 1, n_on++)
      tally->totals[__builtin_ctzll(rest)] += people;
    tally->captures[n_on] += people;
    tally->n += people;
  }
}

dark__saturation dark__saturate(const dark__problem *problem, const double *weights) {
  dark__saturation of = {0, 0};
  for (size_t i = 0; i < problem->n_records; i++) {
    if (!(weights[i] > 0)) continue;
    of.log_factorials += gsl_sf_lngamma(weights[i] + 1);
    of.log_lik += weights[i] * (log(weights[i]) - 1);
  }
  return of;
}

double *dark__observed_weights(const dark__problem *problem) {
  double *weights = malloc((problem->n_records + 1) * sizeof *weights);
  for (size_t i = 0; weights != NULL && i < problem->n_records; i++) weights[i] = problem->records[i].count;
  return weights;
}
