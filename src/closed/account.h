/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_ACCOUNT_H
#define DARK__CLOSED_ACCOUNT_H

#include "closed/closed.h"

/* Explain a fit that exists on the observed table: coefficients, fitted counts, goodness of fit, and the standard error of the hidden
   number, sqrt(h + h^2 var(intercept)) (Rivest & Levesque 2001, eq. 5); the reason DARK_REASON_LARGE_BIAS where the bias of second
   order exceeds a tenth of the estimate. Forms corrected for bias have no likelihood of their own: they give a standard error and
   fitted counts. Errors: DARK_ENOMEM; what was taken is left for dark_explanation_clear. */
DARK_MUST_CHECK dark_status dark__account_for(dark_explanation *out, const dark__closed *closed, dark__closed_fit *fit,
                                              const double *weights, dark_error *err);

/* What a model over all 2^t - 1 cells says of its fit, from fitted [2^n_lists], log_lik (without factorials) and n_parameters, which are
   set: the likelihood with factorials, deviance, Pearson's statistic, degrees of freedom, AIC, BIC. t counts the occasions where `expected`
   is the number of people that the model has in all cells, and fitted lacks those of occasions that caught nobody; it is the number of
   lists where that is NaN. */
void dark__account_goodness(dark_explanation *out, const dark__problem *problem, const double *weights, double expected);

/* The same of counts of captures, from means [end], people expected to be captured k times, and n_parameters, which is set: a cell is a
   number of captures. */
void dark__account_captures(dark_explanation *out, const dark__tally *tally, const double *means, unsigned end);

/* Bias of second order of the estimated number, from the covariances [n x n] of a fit's coefficients (Rivest & Levesque 2001):
   -1/2 exp(gamma) [V psi]_1, psi = X'W diag(X V X') - e_1. Looks at all 2^t cells where lists have effects. */
double dark__closed_bias(const dark__closed_fit *fit, const double *covariances);

#endif
