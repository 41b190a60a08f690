/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/incomplete.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/latent/boundary.h"
#include "numeric/cholesky.h"

/* Below this share of its diagonal a pivot of the observed information says that the data do not tell the effects apart. */
static const double UNTOLD = 1e-9;
/* An intercept that others make up to this share is one of them. */
static const double ALIASED = 1e-12;

bool dark__is_incomplete(const dark__joint_search_request *request) {
  const uint32_t all = (UINT32_C(1) << request->strata->n_lists) - 1;
  for (size_t x = 0; x < request->strata->n_strata; x++) {
    const uint32_t absent = dark__absent_in(request->strata, x);
    if (absent != 0 && absent != all) return true; /* in a stratum without any list nobody can be */
  }
  return request->n_records > 0 || request->published != NULL;
}

bool dark__has_missing(const dark__joint_search_request *request, size_t category) {
  for (size_t i = 0; i < request->n_records; i++)
    if (request->records[i].levels[category] == DARK__LEVEL_UNKNOWN) return true;
  return false;
}

/* ---- one model */

static dark_status find_veiled(dark__incomplete *out, const dark__joint_design *design, const dark__joint_search_request *request,
                               const double *completed, dark_error *err) {
  dark__veil *veil = &out->veil;
  dark_status status = dark__veil_of(veil, design, request->counts, request->published, err);
  if (status != DARK_OK) return status;
  if (completed != NULL) memcpy(veil->start, completed, veil->n_cells * sizeof *completed);
  return dark__veil_find(&out->latent, veil, err);
}

dark_status dark__incomplete_find(dark__incomplete *out, const dark__joint_design *design,
                                  const dark__joint_search_request *request, const double *completed, dark_error *err) {
  *out = (dark__incomplete){.is_veiled = request->published != NULL};
  if (out->is_veiled) return find_veiled(out, design, request, completed, err);
  dark_status status = dark__parts_make(&out->parts, request->strata, request->counts, request->records, request->n_records, err);
  if (status != DARK_OK) return status;
  const dark__emission emission = dark__parts_emission(&out->parts);
  return dark__latent_find(&out->latent, design, &emission, out->parts.kinds, completed != NULL ? completed : out->parts.start,
                           err);
}

void dark__incomplete_clear(dark__incomplete *of) {
  dark__latent_clear(&of->latent);
  dark__parts_clear(&of->parts);
  dark__veil_clear(&of->veil);
}

double dark__incomplete_log_lik(const dark__incomplete *of) { return of->latent.log_lik + of->veil.log_factorials; }

/* Of the factor L, pivots L_ii^2 as shares of sum_k L_ik^2; the intercept of a stratum in which nobody can be is none of the unknowns. */
static double smallest_pivot(const dark__latent *of) {
  const size_t n = of->n_unknowns, p = of->design->n_columns;
  double smallest = 1;
  for (size_t i = 0; i < n; i++) {
    const double *row = of->factor + i * n, pivot = row[i] > 0 ? 1 / (row[i] * row[i]) : 0;
    double diagonal = pivot;
    if (i >= p && of->existence.hidden[i - p] == DARK__HIDDEN_NO_RECORDS) continue;
    for (size_t k = 0; k < i; k++) diagonal += row[k] * row[k];
    smallest = fmin(smallest, diagonal > 0 ? pivot / diagonal : 0);
  }
  return smallest;
}

bool dark__incomplete_is_determined(const dark__incomplete *of) {
  const dark__joint_existence *existence = &of->latent.existence;
  const dark__joint_design *design = of->latent.design;
  size_t n_speaking = 0;
  for (size_t x = 0; x < design->strata->n_strata; x++) n_speaking += existence->hidden[x] != DARK__HIDDEN_NO_RECORDS;
  const bool is_full = existence->exists && existence->rank == design->n_columns + n_speaking;
  return is_full && of->latent.has_converged && smallest_pivot(&of->latent) > UNTOLD;
}

/* ---- the information of the effects */

/* L L' of a factor whose diagonal has reciprocals; aliased unknowns have nothing of their own. */
static void multiply_back(double *out, const double *factor, size_t n) {
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) {
      const double *a = factor + i * n, *b = factor + j * n;
      double sum = b[j] > 0 ? (i == j ? 1 / (b[j] * b[j]) : a[j] / b[j]) : 0;
      for (size_t k = 0; k < j; k++) sum += a[k] * b[k];
      out[i * n + j] = out[j * n + i] = sum;
    }
}

/* information -= C A^-1 C', A [m x m] and C [p x m] the rest of `whole` [n x n]; work [m^2 + m]. */
static void profile(double *information, const double *whole, size_t p, size_t n, double *work) {
  const size_t m = n - p;
  double *factor = work, *column = work + m * m;
  for (size_t i = 0; i < m; i++)
    for (size_t j = 0; j <= i; j++) factor[i * m + j] = whole[(p + i) * n + p + j];
  dark__cholesky_factor(factor, m, ALIASED);
  for (size_t i = 0; i < p; i++) {
    memcpy(column, whole + i * n + p, m * sizeof *column);
    dark__cholesky_solve(factor, m, column);
    for (size_t j = 0; j < p; j++) {
      information[i * p + j] = whole[i * n + j];
      for (size_t k = 0; k < m; k++) information[i * p + j] -= column[k] * whole[j * n + p + k];
    }
  }
}

dark_status dark__incomplete_inform(double *information, const dark__incomplete *of, dark_error *err) {
  const size_t n = of->latent.n_unknowns, p = of->latent.design->n_columns;
  double *whole = calloc(n * n + 1, sizeof *whole), *work = malloc((n * n + n + 1) * sizeof *work);
  const bool is_complete = whole != NULL && work != NULL;
  if (is_complete) {
    multiply_back(whole, of->latent.factor, n);
    profile(information, whole, p, n, work);
  }
  free(whole);
  free(work);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* ---- people */

/* The variance of the mean, and that of people around it: of the unseen, and of those who may be elsewhere. */
static double variance_of(dark__latent *of, const double *weights, const double *derivatives, double around, double *projected) {
  const size_t n = dark__n_histories(of->design->strata);
  double variance = around;
  dark__latent_project_with(projected, of, weights, derivatives);
  for (size_t i = 0; i < of->n_unknowns; i++) variance += projected[i] * projected[i];
  for (size_t x = 0; x < of->design->strata->n_strata; x++)
    for (uint32_t w = 0; weights[x] != 0 && w < n; w++)
      if (!dark__is_observable(of->design->strata, x, w)) variance += weights[x] * weights[x] * of->fit.means[x * n + w];
  return variance;
}

static dark__spread spread_of(double *derivatives, dark__incomplete *of, const dark__joint_strata *strata,
                              const double *weights) {
  return of->is_veiled ? dark__veil_spread(derivatives, &of->veil, weights)
                       : dark__parts_spread(derivatives, &of->parts, strata, weights);
}

dark_status dark__incomplete_measure(dark__joint_found *out, dark__incomplete *of, const dark__joint_search_request *request,
                                     dark_error *err) {
  const size_t n_cells = request->strata->n_strata * dark__n_histories(request->strata);
  double *projected = malloc((of->latent.n_unknowns + 1) * sizeof *projected);
  double *derivatives = malloc((n_cells + 1) * sizeof *derivatives);
  const bool is_complete = projected != NULL && derivatives != NULL;
  if (of->is_veiled) dark__veil_settle(&of->veil, of->latent.fit.means);
  for (size_t i = 0; is_complete && i < request->n_targets; i++) {
    const double *weights = request->targets + i * request->strata->n_strata;
    const dark__spread spread = spread_of(derivatives, of, request->strata, weights);
    out->seen[i] = spread.certain;
    out->hidden[i] = dark__latent_sum(&of->latent, weights, false) + spread.expected;
    out->sd[i] = sqrt(variance_of(&of->latent, weights, derivatives, spread.variance, projected));
  }
  free(projected);
  free(derivatives);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}
