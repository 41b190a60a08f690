/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_INTERVAL_H
#define DARKFIGURE_INTERVAL_H

/* Intervals for a total: those read off replicates (replicates.h), and those that need none (dark_plan_interval). */

#include <darkfigure/reason.h>

DARK_PUBLIC_BEGIN

typedef enum dark_interval_type {
  DARK_INTERVAL_NONE,
  DARK_INTERVAL_PERCENTILE, /* from replicates */
  DARK_INTERVAL_BCA,        /* from replicates */
  DARK_INTERVAL_LOG_NORMAL, /* standard error given the model, hidden number log-normal (Chao 1987) */
  DARK_INTERVAL_EXACT,      /* two independent lists: tail probabilities of the overlap inverted */
  DARK_INTERVAL_PROFILE,    /* multinomial profile likelihood given the model (Cormack 1992) */
  DARK_INTERVAL_MATA_AIC,   /* tail areas averaged over all models by weights of AIC (Turek & Fletcher 2012) ... */
  DARK_INTERVAL_MATA_BIC,   /* ... or of BIC */
  DARK_INTERVAL_CREDIBLE,   /* quantiles of a posterior distribution */
  DARK_INTERVAL_MIXTURE,    /* quantiles of tail areas averaged over models and of a posterior, half and half */
  DARK_N_INTERVALS,         /* those above can be asked for */
  DARK_INTERVAL_MIXED       /* of a sum: intervals of more than one type put together */
} dark_interval_type;

/* "", "percentile", "bca", "log-normal", "exact", "profile", "mata-aic", "mata-bic", "credible", "mixture", "mixed"; "" also for what is none of them. Never NULL. */
const char *dark_interval_name(dark_interval_type type);
/* 1 for percentile and bca, else 0. */
int dark_interval_needs_replicates(dark_interval_type type);

/* One interval for the total. A limit that cannot be had is NaN, with the reason. */
typedef struct dark_interval {
  dark_interval_type type;
  double level;
  double lower, upper;
  double probability_lower, probability_upper; /* percentiles read, after BCa's correction; NaN where none */
  double monte_carlo_lower, monte_carlo_upper; /* standard deviation of log(limit) over seeds, from the replicates near it;
                                                    infinite where another seed may leave no limit, NaN of fewer than 100 */
  double z0, acceleration;                     /* BCa only, else NaN */
  double likeliest;                            /* profile only, else NaN: the total at which the likelihood is largest */
  size_t n_models;                             /* averaged over models only, else 0: how many of them, and ... */
  double missed_weight;                        /* ... the weight of all others is at most this; NaN elsewhere */
  size_t n_failed;                             /* replicates without an estimate */
  dark_reasons reasons;                        /* what makes it unstable or undefined, and what a reader must know about it */
  int unstable;                                /* not to be relied on: see reasons */
} dark_interval;

DARK_PUBLIC_END

#endif
