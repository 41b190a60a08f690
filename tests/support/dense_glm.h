/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_DENSE_GLM_H
#define DARK_TESTS_DENSE_GLM_H

/* The same mathematics as src/loglinear by other means, to compare with: Poisson regression on an explicit design matrix, iteratively
   reweighted least squares by QR; existence by enumeration of circuits instead of a linear programme; rank by Gaussian elimination.
   Slow and plain. Up to five lists; cells [2^n_lists], index = history; terms [n_terms] hierarchical, canonical order. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DENSE_MOST = 32 };

/* What empty margins leave of cells and terms, and the design matrix: x[i][j] = 1 when term j is inside cell i. */
typedef struct dense_design {
  size_t n_cells, n_terms;
  uint32_t cells[DENSE_MOST], terms[DENSE_MOST];
  double counts[DENSE_MOST];
  double x[DENSE_MOST][DENSE_MOST];
} dense_design;

void dense_design_make(dense_design *out, unsigned n_lists, const uint32_t *terms, size_t n_terms, const double *cells);

typedef struct dense_fit {
  double coefficients[DENSE_MOST];  /* [n_terms of the design] */
  double errors[DENSE_MOST];        /* their standard errors */
  double means[DENSE_MOST];         /* [n_cells of the design] */
  double hidden, log_lik, deviance; /* log_lik with factorials */
} dense_fit;

/* Fit a design whose estimate exists and is unique; a test that asks for another one fails. */
void dense_glm(dense_fit *out, const dense_design *design);

size_t dense_rank(const dense_design *design);

/* True when some table with every kept cell positive has the observed margins. A vector of the kernel is a sum of circuits (vectors of
   smallest support) of its own signs (Rockafellar 1969), so that an empty cell can be made positive while no other empty cell becomes
   negative if and only if a circuit does it; circuits are found among all subsets of the cells. */
bool dense_exists(const dense_design *design);

/* 0..3 as dark_candidate.code. */
int dense_code(const dense_design *design);

#endif
