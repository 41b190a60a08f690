/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/dense_glm.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_linalg.h>
#include <gsl/gsl_sf_gamma.h>

#include "support/assert_close.h"

enum { MOST_STEPS = 500 };

static double margin_of(uint32_t term, unsigned n_lists, const double *cells) {
  double sum = 0;
  for (uint32_t cell = 1; cell < (uint32_t)1 << n_lists; cell++)
    if ((cell & term) == term) sum += cells[cell];
  return sum;
}

void dense_design_make(dense_design *out, unsigned n_lists, const uint32_t *terms, size_t n_terms, const double *cells) {
  memset(out, 0, sizeof *out);
  assert_true(n_lists <= 5 && n_terms <= DENSE_MOST);
  for (size_t j = 0; j < n_terms; j++)
    if (margin_of(terms[j], n_lists, cells) > 0) out->terms[out->n_terms++] = terms[j];
  for (uint32_t cell = 1; cell < (uint32_t)1 << n_lists; cell++) {
    bool kept = true;
    for (size_t j = 0; j < n_terms; j++)
      if ((terms[j] & cell) == terms[j] && margin_of(terms[j], n_lists, cells) == 0) kept = false;
    if (!kept) continue;
    for (size_t j = 0; j < out->n_terms; j++) out->x[out->n_cells][j] = (out->terms[j] & cell) == out->terms[j];
    out->counts[out->n_cells] = cells[cell];
    out->cells[out->n_cells++] = cell;
  }
}

/* Weighted least squares of z on the design by QR of the rows scaled with root weights; *factor keeps R for the standard errors. */
static void solve_weighted(double *beta, gsl_matrix *factor, const dense_design *design, const double *weights, const double *z) {
  const size_t n = design->n_cells, k = design->n_terms;
  gsl_vector *right = gsl_vector_alloc(n), *tau = gsl_vector_alloc(k), *residual = gsl_vector_alloc(n);
  gsl_vector_view solution = gsl_vector_view_array(beta, k);
  for (size_t i = 0; i < n; i++) {
    const double root = sqrt(weights[i]);
    gsl_vector_set(right, i, root * z[i]);
    for (size_t j = 0; j < k; j++) gsl_matrix_set(factor, i, j, root * design->x[i][j]);
  }
  gsl_linalg_QR_decomp(factor, tau);
  gsl_linalg_QR_lssolve(factor, tau, right, &solution.vector, residual);
  gsl_vector_free(residual);
  gsl_vector_free(tau);
  gsl_vector_free(right);
}

static double predict(const dense_design *design, const double *beta, size_t i) {
  double eta = 0;
  for (size_t j = 0; j < design->n_terms; j++) eta += design->x[i][j] * beta[j];
  return eta;
}

static double deviance_of(const dense_design *design, const double *means) {
  double sum = 0;
  for (size_t i = 0; i < design->n_cells; i++) {
    const double y = design->counts[i];
    sum += 2 * ((y > 0 ? y * log(y / means[i]) : 0) - (y - means[i]));
  }
  return sum;
}

static double log_likelihood(const dense_design *design, const double *means) {
  double sum = 0;
  for (size_t i = 0; i < design->n_cells; i++)
    sum += design->counts[i] * log(means[i]) - means[i] - gsl_sf_lngamma(design->counts[i] + 1);
  return sum;
}

/* Means at `beta`; when they fit worse than `worst`, go back half of the way towards `previous`, again and again. */
static double settle(double *means, double *beta, const double *previous, const dense_design *design, double worst) {
  double deviance = 0;
  for (int halvings = 0; halvings < 60; halvings++) {
    for (size_t i = 0; i < design->n_cells; i++) means[i] = exp(predict(design, beta, i));
    deviance = deviance_of(design, means);
    if (deviance <= worst + 1e-9 * (1 + fabs(worst))) break;
    for (size_t j = 0; j < design->n_terms; j++) beta[j] = 0.5 * (beta[j] + previous[j]);
  }
  return deviance;
}

static void find_errors(dense_fit *out, gsl_matrix *factor, const dense_design *design) {
  const size_t k = design->n_terms;
  gsl_vector *unit = gsl_vector_alloc(k);
  gsl_matrix_view r = gsl_matrix_submatrix(factor, 0, 0, k, k);
  for (size_t j = 0; j < k; j++) {
    gsl_vector_set_basis(unit, j);
    gsl_blas_dtrsv(CblasUpper, CblasTrans, CblasNonUnit, &r.matrix, unit);
    out->errors[j] = gsl_blas_dnrm2(unit);
  }
  gsl_vector_free(unit);
}

static double largest_change(const double *a, const double *b, size_t n) {
  double largest = 0;
  for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(a[i] - b[i]));
  return largest;
}

/* Convergence is quadratic: behind a last step of 1e-9 nothing is left to gain. */
void dense_glm(dense_fit *out, const dense_design *design) {
  double weights[DENSE_MOST], z[DENSE_MOST], previous[DENSE_MOST], worst = INFINITY, moved = 1;
  gsl_matrix *factor = gsl_matrix_alloc(design->n_cells, design->n_terms);
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < design->n_cells; i++) out->means[i] = design->counts[i] + 0.1;
  for (int step = 0; moved > 1e-9; step++) {
    if (step == MOST_STEPS) fail_msg("iteratively reweighted least squares did not converge");
    for (size_t i = 0; i < design->n_cells; i++) {
      weights[i] = out->means[i];
      z[i] = log(out->means[i]) + (design->counts[i] - out->means[i]) / out->means[i];
    }
    memcpy(previous, out->coefficients, sizeof previous);
    solve_weighted(out->coefficients, factor, design, weights, z);
    worst = settle(out->means, out->coefficients, previous, design, worst);
    moved = largest_change(out->coefficients, previous, design->n_terms);
  }
  find_errors(out, factor, design);
  out->hidden = exp(out->coefficients[0]);
  out->deviance = worst;
  out->log_lik = log_likelihood(design, out->means);
  gsl_matrix_free(factor);
}

/* Reduce a [n_rows x n_columns] to echelon form; pivot_columns [rank] tells where. Entries are small rationals: rounding is no issue. */
static size_t eliminate(double a[DENSE_MOST][DENSE_MOST], size_t n_rows, size_t n_columns, size_t *pivot_columns) {
  size_t rank = 0;
  for (size_t j = 0; j < n_columns && rank < n_rows; j++) {
    size_t best = rank;
    for (size_t i = rank; i < n_rows; i++)
      if (fabs(a[i][j]) > fabs(a[best][j])) best = i;
    if (fabs(a[best][j]) < 1e-9) continue;
    for (size_t k = 0; k < n_columns; k++) {
      const double held = a[best][k];
      a[best][k] = a[rank][k];
      a[rank][k] = held;
    }
    const double pivot = a[rank][j];
    for (size_t k = 0; k < n_columns; k++) a[rank][k] /= pivot;
    for (size_t i = 0; i < n_rows; i++) {
      const double factor = i == rank ? 0 : a[i][j];
      for (size_t k = 0; factor != 0 && k < n_columns; k++) a[i][k] -= factor * a[rank][k];
    }
    pivot_columns[rank++] = j;
  }
  return rank;
}

/* The transposed design restricted to the cells in `subset`: one row a term, one column a cell. */
static size_t take_columns(double a[DENSE_MOST][DENSE_MOST], size_t *members, const dense_design *design, uint32_t subset) {
  size_t n = 0;
  for (size_t i = 0; i < design->n_cells; i++) {
    if (((subset >> i) & 1) == 0) continue;
    for (size_t j = 0; j < design->n_terms; j++) a[j][n] = design->x[i][j];
    members[n++] = i;
  }
  return n;
}

size_t dense_rank(const dense_design *design) {
  double a[DENSE_MOST][DENSE_MOST];
  size_t members[DENSE_MOST], pivots[DENSE_MOST];
  const size_t n = take_columns(a, members, design, UINT32_MAX);
  return eliminate(a, design->n_terms, n, pivots);
}

/* Is the kernel of these cells' columns one line, and does it pass through none of the coordinate planes? Then kernel [n] spans it. */
static bool find_circuit(double *kernel, size_t *members, size_t *n, const dense_design *design, uint32_t subset) {
  double a[DENSE_MOST][DENSE_MOST];
  size_t pivots[DENSE_MOST];
  *n = take_columns(a, members, design, subset);
  const size_t rank = eliminate(a, design->n_terms, *n, pivots);
  if (rank + 1 != *n) return false;
  size_t free_column = 0;
  while (free_column < rank && pivots[free_column] == free_column) free_column++;
  kernel[free_column] = 1;
  for (size_t i = 0; i < rank; i++) kernel[pivots[i]] = -a[i][free_column];
  for (size_t i = 0; i < *n; i++)
    if (fabs(kernel[i]) < 1e-9) return false;
  return true;
}

/* Empty cells that adding sign * kernel makes positive, as bits; 0 when it would make one negative. */
static uint32_t freed_by(const double *kernel, double sign, const size_t *members, size_t n, const dense_design *design) {
  uint32_t freed = 0;
  for (size_t i = 0; i < n; i++) {
    if (design->counts[members[i]] > 0) continue;
    if (sign * kernel[i] < 0) return 0;
    freed |= (uint32_t)1 << members[i];
  }
  return freed;
}

bool dense_exists(const dense_design *design) {
  uint32_t empty = 0, freed = 0;
  double kernel[DENSE_MOST];
  size_t members[DENSE_MOST], n;
  const size_t most = dense_rank(design) + 1;
  assert_true(design->n_cells <= 16);
  for (size_t i = 0; i < design->n_cells; i++)
    if (!(design->counts[i] > 0)) empty |= (uint32_t)1 << i;
  for (uint32_t subset = 1; subset < (uint32_t)1 << design->n_cells && freed != empty; subset++) {
    if ((subset & empty & ~freed) == 0 || (size_t)__builtin_popcount(subset) > most) continue;
    if (!find_circuit(kernel, members, &n, design, subset)) continue;
    freed |= freed_by(kernel, 1, members, n, design) | freed_by(kernel, -1, members, n, design);
  }
  return freed == empty;
}

int dense_code(const dense_design *design) {
  return (dense_exists(design) ? 0 : 1) + (dense_rank(design) < design->n_terms ? 2 : 0);
}
