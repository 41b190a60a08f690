/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/interval/limit_error.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_sf_psi.h>

#include "numeric/quantile.h"

/* Ranks whose slope is told apart from chance no better than this. */
static const double TAIL = 10;

double dark__noise_of_bca(double probability, double slope, double below, double variance) {
  const double of_rank = probability * (1 - probability);
  if (!(of_rank > 0)) return DARK__NOISE_PERCENTILE;
  const double together = fmin(probability, below) - probability * below;
  return fmax(1 + (slope * slope * variance - 2 * slope * together) / of_rank, DBL_EPSILON);
}

/* The rank that dark__quantile_at reads at, and back. */
static double rank_at(size_t n, double probability) { return 1.0 / 3 + probability * ((double)n + 1.0 / 3); }
static double probability_at(size_t n, double rank) { return (rank - 1.0 / 3) / ((double)n + 1.0 / 3); }

/* Logarithm of the replicate of a rank that is counted from the smallest or from the largest. */
static double log_at(const double *sorted, size_t n, double rank, bool from_largest) {
  const double probability = probability_at(n, from_largest ? (double)n + 1 - rank : rank);
  return log(dark__quantile_at(sorted, n, probability).value);
}

double dark__limit_error(const double *sorted, size_t n, double probability, double noise) {
  const double asked = rank_at(n, probability), place = fmin(fmax(asked, 1), (double)n);
  const bool is_high = 2 * place > (double)n + 1;
  const double rank = is_high ? (double)n + 1 - place : place;
  /* Beyond the outermost replicate it does not matter how far. */
  const double shape = rank / (1 - rank / ((double)n + 1));
  const double s = sqrt(gsl_sf_psi_1(place == asked ? shape / noise : shape));
  const double near = fmax(rank * exp(-s), 1), far = fmin(fmax(rank * exp(s), TAIL), (double)n);
  const double moved = log_at(sorted, n, far, is_high) - log_at(sorted, n, near, is_high);
  return isfinite(moved) ? fabs(moved) / log(far / near) * s : (double)INFINITY;
}
