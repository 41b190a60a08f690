/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_LANES_LANES_H
#define DARK__LOGLINEAR_LANES_LANES_H

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
  unsigned factored;               /* bit l: the last fit of lane l went by components */
  uint32_t terms[DARK__MAX_TERMS]; /* for expanding a model of a lattice */
} dark__lanes;

DARK_MUST_CHECK dark_status dark__lanes_new(dark__lanes **out, const dark__problem *problem, size_t max_terms, dark_error *err);
void dark__lanes_free(dark__lanes *lanes);

/* Load table `weights` [n_records of the problem] into a lane. */
void dark__lanes_load(dark__lanes *lanes, size_t lane, const double *weights);

/* Fit the active lanes; lanes that fail are fitted by the scalar fit, whose means and sums are put into the block. Models that go by components
   (fit/factored.h) leave no means there, and sums of up to two lists alone;
   a request with a supply has none of them. effects [n_terms x width]
   (may be NULL) receives the effects of the active lanes, -infinity for emptied and absent terms. Pure; no allocation. */
void dark__lanes_fit(dark__block_result *out, dark__lanes *lanes, const dark__block_request *request, double *effects);

/* What dark__lanes_fit does when the fit of a lane in the block has ended: repeat it if it failed, and take its effects. For the supply of a request,
   which leaves variances alone. */
void dark__lanes_end(dark__fit *fit, dark__lanes *lanes, const dark__block_request *request, size_t lane, double *effects);

/* Slots of the estimator contract for estimators whose workspace is a dark__lanes. */
size_t dark__lanes_width(const void *workspace);
void dark__lanes_workspace_free(void *workspace);

#endif
