/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_sf_gamma.h>

#include "closed/account.h"

static void fill_freedom(dark_explanation *out, double n_cells) {
  const double n_finite = (double)(out->n_parameters - out->n_minus_infinity);
  out->df = n_cells > n_finite ? (size_t)fmin(n_cells - n_finite, 1e15) : 0;
}

static void fill_criteria(dark_explanation *out, double n_people) {
  const double k = (double)out->n_parameters;
  out->aic = 2 * k - 2 * out->log_lik;
  out->bic = log(n_people) * k - 2 * out->log_lik;
}

/* Pearson's statistic and degrees of freedom, cell by cell. */
static void sum_cells(dark_explanation *out, const dark__problem *problem, const double *weights, double expected) {
  const uint32_t n_cells = (uint32_t)1 << problem->n_lists;
  double n_kept = 0, listed = 0;
  size_t r = 0;
  for (uint32_t history = 1; history < n_cells; history++) {
    while (r < problem->n_records && problem->records[r].history < history) r++;
    const double count = r < problem->n_records && problem->records[r].history == history ? weights[r] : 0;
    const double mean = out->fitted[history];
    if (!(mean > 0)) continue;
    n_kept++;
    listed += mean;
    out->pearson += (count - mean) * (count - mean) / mean;
  }
  if (!isnan(expected) && problem->n_occasions > problem->n_lists) {
    n_kept += ldexp(1, (int)problem->n_occasions) - n_cells;
    out->pearson += fmax(0, expected - listed); /* nobody is there, so that each adds its mean */
  }
  fill_freedom(out, n_kept);
}

/* Sums over all cells, of which there are too many: those with people are the records, and the means of all add up to the people. */
static void sum_beyond(dark_explanation *out, const dark__problem *problem, bool lists_differ) {
  out->pearson = NAN;
  fill_freedom(out, ldexp(1, (int)(lists_differ ? problem->n_lists : problem->n_occasions)) - 1);
}

void dark__account_goodness(dark_explanation *out, const dark__problem *problem, const double *weights, double expected) {
  const dark__saturation saturation = dark__saturate(problem, weights);
  const double log_lik = out->log_lik;
  if (dark__problem_has_cells(problem)) sum_cells(out, problem, weights, expected);
  else sum_beyond(out, problem, isnan(expected));
  out->deviance = fmax(0, 2 * (saturation.log_lik - log_lik));
  out->log_lik = log_lik - saturation.log_factorials;
  fill_criteria(out, problem->n_observed);
}

void dark__account_captures(dark_explanation *out, const dark__tally *tally, const double *means, unsigned end) {
  double n_cells = 0, saturated = 0;
  out->log_lik = out->pearson = 0;
  for (unsigned k = 1; k < end; k++) {
    const double count = tally->captures[k], mean = means[k], known = count > 0 ? count * log(count) - count : 0;
    if (!(mean > 0)) continue;
    n_cells++;
    saturated += known;
    out->log_lik += count * log(mean) - mean;
    out->pearson += (count - mean) * (count - mean) / mean;
  }
  out->deviance = fmax(0, 2 * (saturated - out->log_lik));
  for (unsigned k = 1; k < end; k++) out->log_lik -= gsl_sf_lngamma(tally->captures[k] + 1);
  fill_freedom(out, n_cells);
  fill_criteria(out, tally->n);
}
