/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_LANES_H
#define DARK__LOGLINEAR_LANES_H

/* What one thread needs to fit models of one problem to several tables at once: the block, and a scalar fit for lanes that the block
   gives up. */

#include "loglinear/fit/engine.h"
#include "loglinear/lanes/block.h"

typedef struct dark__lanes {
  const dark__kernel *kernel;
  const dark__problem *problem;
  uint32_t *histories; /* [n_records] */
  dark__block *block;
  dark__fit_space space;           /* of the scalar fit */
  double *starts;                  /* [max_terms x width] scratch for requests */
  uint32_t *own_terms;             /* [max_terms] scratch of the scalar fit */
  uint32_t terms[DARK__MAX_TERMS]; /* for expanding a model of a lattice */
} dark__lanes;

DARK_MUST_CHECK dark_status dark__lanes_new(dark__lanes **out, const dark__problem *problem, size_t max_terms, dark_error *err);
void dark__lanes_free(dark__lanes *lanes);

/* Load table `weights` [n_records of the problem] into a lane. */
void dark__lanes_load(dark__lanes *lanes, size_t lane, const double *weights);

/* Fit the active lanes; lanes that fail are fitted by the scalar fit, whose means and sums are put into the block. effects [n_terms x width]
   (may be NULL) receives the effects of the active lanes, -infinity for emptied and absent terms. Pure; no allocation. */
void dark__lanes_fit(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, double *effects);

/* Variance of the intercept of the model (terms [n_terms]) that the last fit left converged in a lane. */
double dark__lanes_intercept_variance(dark__lanes *lanes, size_t lane, const uint32_t *terms, size_t n_terms);

/* Slots of the estimator contract for estimators whose workspace is a dark__lanes. */
size_t dark__lanes_width(const void *workspace);
void dark__lanes_workspace_free(void *workspace);

#endif
