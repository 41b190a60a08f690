/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_PROFILE_H
#define DARK__ESTIMATOR_PROFILE_H

/* Profile-likelihood intervals for the size of a population (Cormack 1992, Biometrics 48:567), with the multinomial likelihood itself:

     l(N) = log N! - log (N - n)! + max over parameters of {(N - n) log p_0 + sum of n_w log p_w}.

   A Poisson fit to the n observed people and `hidden` = N - n in the unseen cell has the same maximum, but for terms in N:

     l(N) = -deviance(hidden) / 2 + r(N) - r(hidden) + constant,   r(x) = log x! - x log x + x,

   so that an estimator only has to say what that deviance is. r is taken from the gamma function, not from Stirling's formula: near
   hidden = 0 the latter has a pole that published software takes for the lower limit. */

#include "estimator/estimator.h"

/* *out = -1/2 deviance of the best Poisson fit to the observed counts and `hidden` > 0 people (not whole, as a rule) in the unseen cell,
   up to a constant: sum of n log(mu / n) + n - mu over all cells, the unseen one included (0 log 0 = 0). -INFINITY where the model rules
   `hidden` out. Called with `hidden` going up or down in small steps, so that starting from the last fit pays.
   Errors: DARK_ENOMEM; DARK_ENUMERIC. */
typedef dark_status dark__profile_log_lik(double *out, void *context, double hidden, dark_error *err);

/* The limits at which l is qchisq(level, 1) / 2 below its maximum: out->lower, upper, likeliest, type and reasons; `hidden` is where to
   look for the maximum (the Poisson estimate). The lower limit is n_observed (DARK_REASON_LOWER_AT_OBSERVED) when l does not come down that far;
   the upper limit is NaN (DARK_REASON_UPPER_UNBOUNDED, unstable) when l does not come down within 10^15 people.
   Errors: those of log_lik; DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__profile_interval(dark_interval *out, double n_observed, double hidden, double level,
                                                   dark__profile_log_lik *log_lik, void *context, dark_error *err);

#endif
