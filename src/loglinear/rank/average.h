/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_RANK_AVERAGE_H
#define DARK__LOGLINEAR_RANK_AVERAGE_H

/* Averages over all models of a lattice that have an estimate, by weights w_k proportional to exp(-criterion / 2) (Buckland, Burnham &
   Augustin 1997, Biometrics 53:603), on the scale of x = log of the hidden number, on which estimates are nearest to normal and a model of
   small weight that has run off to millions moves little:

     x = sum of w_k x_k,   var(x) = sum of w_k {s_k^2 + (x_k - x)^2}   (Burnham & Anderson 2004, Sociol. Methods Res. 33:261, eq. 4),

   s_k^2 = 1 / h_k + var(intercept of model k), the delta-method variance of log h_k (Rivest & Levesque 2001, eq. 5).
   Model-averaged tail areas (Turek & Fletcher 2012, Comput. Stat. Data Anal. 56:2809) give the limits x_L and x_U:

     sum of w_k Phi{(x_k - x_U) / s_k} = sum of w_k Phi{(x_L - x_k) / s_k} = (1 - level) / 2. */

#include "loglinear/search/branch.h"
#include "numeric/normal_mixture.h"

/* More than this share of all weight missed makes an average unreliable. */
#define DARK__MOST_MISSED 1e-3

/* The largest order of interactions when nobody says: pairs from five lists on, for which the interval has been tried. Of the 6,212 models of order
   three for five lists most are weighed by AIC as if they mattered, and for six lists there are millions. */
unsigned dark__average_order(unsigned n_lists);

/* Models of the observed table as parts of a mixture. */
typedef struct dark__averaged {
  dark__normal *parts; /* [n] relative weight, x_k, s_k */
  size_t n, n_room;
  double missed; /* share of all weight that at most belongs to models left out */
  double cut;    /* no models were left out that together weigh more than this share of the best */
  size_t n_nodes;
} dark__averaged;

/* All models of the branch's lattice that matter; free() the parts. n = 0 when none has an estimate.
   Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__average_models(dark__averaged *out, const dark__branch *branch, dark__criterion criterion,
                                                 dark_error *err);

/* The same within `budget` nodes of the search; 0: as many as are usual, which take some ten seconds. */
DARK_MUST_CHECK dark_status dark__average_within(dark__averaged *out, const dark__branch *branch, dark__criterion criterion,
                                                 size_t budget, dark_error *err);

/* The same for each table of the crowd, at most space->n_room, within `budget` nodes: out [n], whose parts are the caller's to free() whatever
   comes back. Errors as above. */
DARK_MUST_CHECK dark_status dark__average_each(dark__averaged *out, const dark__branch *branch, dark__branch_space *space,
                                               dark__criterion criterion, size_t budget, dark_error *err);

/* The weights that MATA intervals of a type have. */
dark__criterion dark__mata_criterion(dark_interval_type type);

/* The MATA interval from what was averaged by the weights of its type. Errors as above. */
DARK_MUST_CHECK dark_status dark__mata_of_average(dark_interval *out, const dark__averaged *all, double n_observed,
                                                  dark_interval_type type, double level, dark_error *err);
/* The MATA interval of the observed table; `type` says by which weights. Errors as above. */
DARK_MUST_CHECK dark_status dark__mata_interval(dark_interval *out, const dark__branch *branch, dark_interval_type type,
                                                double level, dark_error *err);
/* The same for an estimator that has no branch: over all models up to an order. */
DARK_MUST_CHECK dark_status dark__mata_of_problem(dark_interval *out, const dark__problem *problem, unsigned max_order,
                                                  dark_interval_type type, double level, dark_error *err);

/* Weighted means of x alone, of the tables of the crowd, at most space->n_room: estimates [n] whose reason is that of dark__no_model_reason when no model
   has one, and which are incomplete when too much is missed within `budget` nodes. Models that together weigh less than `cut` of the best are left
   out; not less than 1e-9. Errors as above. */
DARK_MUST_CHECK dark_status dark__average_tables(dark_estimate *out, const dark__branch *branch, dark__branch_space *space,
                                                 dark__criterion criterion, double cut, size_t budget, dark_error *err);

#endif
