/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_RANDOM_EFFECT_H
#define DARK__CLOSED_RANDOM_EFFECT_H

/* Normal heterogeneity (Coull & Agresti 1999, Biometrics 55:294; Rivest 2011, Int. J. Biostat. 7:23): a person with z ~ N(0, 1) is caught
   by list j with logit p_j = beta_j + sigma z, independently of the other lists. With c(z) the probability of being missed by all,

     P(w) = exp(sum of beta_j over j in w) G_k,   G_k = E{c(z) exp(k sigma z)},   k = number of lists of w,

   by Gauss-Hermite quadrature with 20 nodes, as Rcapture has it. As N-hat = n / (1 - G_0), the maximum of the Poisson likelihood is that of

     l(beta, sigma) = sum_k f_k log G_k + sum_j n_j beta_j - n log(1 - G_0).

   At sigma = 0 this is Mt (or M0) and a stationary point; where it curves downwards there, that is the estimate. */

#include "closed/model.h"

enum { DARK__EFFECT_NODES = 20, DARK__MOST_EFFECTS = DARK_MAX_TABLE_LISTS + 1 };

typedef struct dark__nodes {
  double z[DARK__EFFECT_NODES], weights[DARK__EFFECT_NODES];
} dark__nodes;

/* Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__nodes_make(dark__nodes *out, dark_error *err);

/* One fit, and its memory. Lists that are alike share a group. */
typedef struct dark__effect_fit {
  unsigned n_groups;
  double n_lists[DARK_MAX_TABLE_LISTS]; /* [g] lists in a group */
  double totals[DARK_MAX_TABLE_LISTS];  /* [g] people on them, counted on each */
  unsigned lists[DARK_MAX_TABLE_LISTS]; /* [g] the list, where lists differ */
  unsigned n_rows;                      /* k = 0..n_rows - 1 */
  double captures[DARK__MOST_ROWS], n;
  double effects[DARK__MOST_EFFECTS];      /* beta of the groups, then sigma */
  int is_boundary;                         /* sigma = 0 */
  double log_lik;                          /* l */
  double shares[DARK__MOST_ROWS];          /* G_k */
  double odds_unseen;                      /* G_0 / (1 - G_0) */
  double slope_unseen[DARK__MOST_EFFECTS]; /* derivatives of log G_0 */
  double gradient[DARK__MOST_EFFECTS], step[DARK__MOST_EFFECTS], previous[DARK__MOST_EFFECTS];
  double curvature[DARK__MOST_EFFECTS * DARK__MOST_EFFECTS]; /* minus the Hessian; lower triangle, or its Cholesky factor */
  double terms[DARK__EFFECT_NODES][DARK__MOST_EFFECTS];      /* scratch: p_j at each node, and their sum last */
  double missed[DARK__EFFECT_NODES];                         /* scratch: log c(z) at each node */
  double parts[DARK__EFFECT_NODES][DARK__MOST_ROWS];         /* scratch: what each node adds to G_k */
  dark__closed_fit plain;                                    /* the fit without heterogeneity */
} dark__effect_fit;

/* Where to start: the effects of a fit to a similar table. */
typedef struct dark__effect_start {
  dark__closed_effects plain;         /* without heterogeneity */
  double lists[DARK_MAX_TABLE_LISTS]; /* beta of each list of the problem; of all of them at [0] where they are alike */
  double sigma;                       /* 0: none was found */
} dark__effect_start;

/* Fit to a table; lists_differ: a beta for each list. start may be NULL. Returns DARK_N_REASONS, or why there is no maximum. Pure, no
   allocation. */
dark_reason dark__effect_fit_tally(dark__effect_fit *fit, const dark__nodes *nodes, int lists_differ, const dark__tally *tally,
                                   const dark__effect_start *start);

/* The effects of a fit, to start others from. */
void dark__effect_start_of(dark__effect_start *out, const dark__effect_fit *fit);

/* After a fit in the interior: covariances [(n_groups + 1)^2] of the effects. */
void dark__effect_covariances(double *inverse, dark__effect_fit *fit, const dark__nodes *nodes);

#endif
