/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/floor.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "numeric/cholesky.h"

/* The eigenvalue is known to a few units in the last place; what follows from it must not be too much. */
static const double SLACK = 1e-9;

void dark__floor_clear(dark__floor *of) {
  free(of->inverses);
  free(of->starts);
  *of = (dark__floor){0};
}

/* The room of all blocks. */
static size_t measure(dark__floor *out, const dark__opening *of) {
  size_t total = 0;
  for (size_t t = 0; t < of->n_terms; t++) {
    out->starts[t] = total;
    total += of->terms[t].df * of->terms[t].df;
  }
  return total;
}

/* The factor of a block of V, lower triangle. */
static void factor_block(double *factor, const dark__open_form *form, size_t first, size_t df) {
  for (size_t i = 0; i < df; i++)
    for (size_t j = 0; j <= i; j++) factor[i * df + j] = form->variance[(first + j) * form->stride + first + i];
  dark__cholesky_factor(factor, df, 0);
}

/* D^-1/2 V D^-1/2: L_t^-1 V_ts, then of its transpose the same by L_s; `column` [n] for a while. */
static void whiten(double *v, double *column, size_t n, const dark__floor *of, const dark__opening *opening) {
  for (size_t side = 0; side < 2; side++)
    for (size_t j = 0; j < n; j++)
      for (size_t t = 0, first = 0; t < opening->n_terms; first += opening->terms[t++].df) {
        const size_t df = opening->terms[t].df;
        for (size_t i = 0; i < df; i++) column[i] = side == 0 ? v[(first + i) * n + j] : v[j * n + first + i];
        dark__cholesky_forward(of->inverses + of->starts[t], df, column);
        for (size_t i = 0; i < df; i++) *(side == 0 ? &v[(first + i) * n + j] : &v[j * n + first + i]) = column[i];
      }
}

/* How much a term hangs together with all: the mean square of its rows, its own block's part of it 1. */
static double measure_ties(const double *v, size_t n, size_t first, size_t df) {
  double sum = 0;
  for (size_t c = first * n; c < (first + df) * n; c++) sum += v[c] * v[c];
  return sum / (double)df;
}

/* G^-1/2 of both sides. */
static void scale(double *v, size_t n, const double *ties, const dark__opening *of) {
  for (size_t t = 0, first = 0; t < of->n_terms; first += of->terms[t++].df) {
    const double share = 1 / sqrt(ties[t]);
    for (size_t i = first; i < first + of->terms[t].df; i++)
      for (size_t j = 0; j < n; j++) v[i * n + j] *= share, v[j * n + i] *= share;
  }
}

static dark_status find_largest(double *largest, double *v, size_t n, dark_error *err) {
  gsl_eigen_symm_workspace *workspace = gsl_eigen_symm_alloc(n);
  gsl_vector *values = gsl_vector_alloc(n);
  if (workspace != NULL && values != NULL) {
    gsl_matrix_view matrix = gsl_matrix_view_array(v, n, n);
    gsl_eigen_symm(&matrix.matrix, values, workspace);
    *largest = gsl_vector_max(values);
  }
  const bool is_complete = workspace != NULL && values != NULL;
  if (workspace != NULL) gsl_eigen_symm_free(workspace);
  if (values != NULL) gsl_vector_free(values);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

/* In the place of the factor of a block; work [df^2]. A row of the inverse is a column of it. */
static void invert_block(double *block, double *work, size_t df, double share) {
  memset(work, 0, df * df * sizeof *work);
  for (size_t j = 0; j < df; j++) {
    work[j * df + j] = share;
    dark__cholesky_solve(block, df, work + j * df);
  }
  memcpy(block, work, df * df * sizeof *block);
}

/* s, and for each term what its block is taken times for V <= s G D; work [n^2 + n]. */
static dark_status find_spread(double *largest, double *ties, double *work, const dark__floor *out, const dark__opening *of,
                               dark_error *err) {
  const size_t n = of->form.n;
  double *v = work;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i; j < n; j++) v[i * n + j] = v[j * n + i] = of->form.variance[i * of->form.stride + j];
  whiten(v, work + n * n, n, out, of);
  for (size_t t = 0, first = 0; t < of->n_terms; first += of->terms[t++].df) ties[t] = measure_ties(v, n, first, of->terms[t].df);
  scale(v, n, ties, of);
  return n > 0 ? find_largest(largest, v, n, err) : DARK_OK;
}

static dark_status take_memory(dark__floor *out, double **work, const dark__opening *of, dark_error *err) {
  const size_t n = of->form.n;
  out->starts = calloc(of->n_terms + 1, sizeof *out->starts);
  if (out->starts == NULL) return dark__fail_memory(err);
  out->inverses = malloc((measure(out, of) + 1) * sizeof *out->inverses);
  *work = malloc((n * n + n + 1) * sizeof **work);
  return out->inverses == NULL || *work == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__floor_make(dark__floor *out, const dark__opening *of, dark_error *err) {
  double largest = 1, ties[DARK__MOST_OPTIONAL], *work = NULL;
  dark_status status = take_memory(out, &work, of, err);
  for (size_t t = 0, first = 0; status == DARK_OK && t < of->n_terms; first += of->terms[t++].df)
    factor_block(out->inverses + out->starts[t], &of->form, first, of->terms[t].df);
  if (status == DARK_OK) status = find_spread(&largest, ties, work, out, of, err);
  for (size_t t = 0; status == DARK_OK && t < of->n_terms; t++)
    invert_block(out->inverses + out->starts[t], work, of->terms[t].df, (1 - SLACK) / (largest * ties[t]));
  free(work);
  return status;
}
