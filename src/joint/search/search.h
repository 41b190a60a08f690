/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_SEARCH_H
#define DARK__JOINT_SEARCH_SEARCH_H

/* The models over lists and categories that carry weight, margins of the categories saturated. All lists and `kept` terms are in every model; optional are list x
   list, list x category and H, but for those that leave no estimate even alone, as a list x category term does where a category has two people. The subsets of these are ranked by the quadratic form of the model with all of them (joint/search/subsets.h) and refitted in
   that order until `cover` of the weight is theirs. Below the best of them list x list x category and list x list x list are tried, each only above
   parents that are in; then below the next best, found in that way or before, as long as they weigh 0.1% of the best and fewer were tried than may be
   refitted. A term of three factors changes which of two are needed: then, as many again at most, two-factor terms are put in and taken out beside the
   models that have one, and additions tried below what comes of that. A model with a hidden number that its likelihood does not determine, or with columns that depend on each other, is no candidate, and nothing
   is reached through one.

   With people of whom not everything is known, and with lists that did not exist everywhere, each model is fitted by EM and Newton's method
   (joint/latent/latent.h) and log L is that of what is known, without factorials of counts that are; the deviation of hidden people is that of the joint observed information.

   criterion = -2 log L + price x columns, log L without factorials; price 2 for AIC, log(people) for BIC. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "base/keys.h"
#include "joint/design/record.h"
#include "joint/design/strata.h"
#include "joint/formula/terms.h"
#include "joint/latent/published.h"

typedef struct dark__joint_search_request {
  const dark__joint_strata *strata;
  const double *counts;            /* [n_strata x 2^t] */
  const dark__joint_terms *kept;   /* always in, closed; NULL: the lists alone */
  const dark__joint_terms *barred; /* two-factor terms that are in none; NULL: where most subsets that rank best are no
                                       candidates, the search finds the terms that leave no estimate by themselves */
  double price;
  double cover;       /* share of the weight to refit, 0.99 */
  size_t most_models; /* refitted at most */
  size_t most_added;  /* additions tried below any but the best; 0: most_models */
  size_t most_nodes;  /* of a pass of the branch and bound, some 0.1 microseconds each */
  bool
      best_only; /* nothing is asked but found[0]: the others may be left with bounds of their criteria, and `targets` is not read */
  const double *targets; /* [n_targets x n_strata] weights of sums of hidden people that are wanted */
  size_t n_targets;
  /* People of whom categories or lists are not known, not in `counts`: every category that anybody lacks keeps its list x category terms. Borrowed. */
  const dark__joint_record *records;
  size_t n_records;
  /* Counts that were published less than exactly, whatever stands in `counts` there; and no such people or lists. Borrowed. */
  const dark__joint_published *published; /* NULL: none */
} dark__joint_search_request;

/* What the criterion of a model is: it itself, or a bound from below by a table that proves that the estimate exists. */
typedef enum dark__joint_bound {
  DARK__BOUND_NONE, /* the fit was made to the end */
  DARK__BOUND_STEP, /* it was left after a step */
  DARK__BOUND_FORM  /* none was made: by the quadratic form of a larger model */
} dark__joint_bound;

typedef struct dark__joint_found {
  dark__joint_terms terms;
  size_t n_columns;
  double criterion;
  double weight;  /* relative to the best one */
  double *hidden; /* [n_targets] unseen, or seen and perhaps in other strata: all but `seen` */
  double *sd;     /* [n_targets] of the hidden people, by the delta method */
  double *
      seen; /* [n_targets] people who were seen and are in these strata for certain; NULL when everything is known of everybody */
  double *coefficients; /* [n_columns] term by term */
  size_t *term_starts;  /* [terms.n + 1] first column of each */
  dark__joint_bound bound;
  bool is_expanded; /* additions were tried below it */
  bool is_varied;   /* two-factor terms were put in and taken out beside its terms of three factors */
} dark__joint_found;

typedef struct dark__joint_search {
  dark__joint_found *
      found; /* [n] by increasing criterion, the shorter formula first among equals; [n_met] as they were met while the search goes on */
  size_t n, capacity;
  size_t *order; /* [n] places of the kept ones in `found`, in that order */
  size_t order_capacity, n_met;
  dark__keys known; /* of the models that were kept */
  size_t n_refitted,
      n_refused;    /* of the subsets: how many were fitted; how many are no candidates, fitted or above one that is none */
  size_t n_barred;  /* terms that leave no estimate even alone */
  size_t n_tried;   /* additions below them */
  size_t n_left;    /* models that are worth it below which none was tried; bounded ones may be so by their bound */
  double covered;   /* share of the weight of two-factor models that refitted ones have, as far as the quadratic form knows */
  bool is_complete; /* the branch and bound ended within its limits */
} dark__joint_search;

/* Clear it also after failure. n = 0 when no model has an estimate. Errors: DARK_EUSAGE and DARK_ELIMIT (more optional terms than
   DARK__MOST_OPTIONAL), DARK_ENOMEM, DARK_ENUMERIC. Any thread. */
DARK_MUST_CHECK dark_status dark__joint_search_find(dark__joint_search *out, const dark__joint_search_request *request,
                                                    dark_error *err);
void dark__joint_search_clear(dark__joint_search *of);

/* Model-averaged tail areas (Turek & Fletcher 2012) of a target on the scale of log hidden people: limits of the hidden number at a level, 0 < level < 1.
   NaN when there is no model, or one of them has nobody hidden there. Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_mata(double *low, double *high, const dark__joint_search *of, size_t target, double level,
                                             dark_error *err);

/* The best models that have half of the weight of all that were found. */
size_t dark__joint_better_half(const dark__joint_search *of);

/* Average over the models of a target, on the same scale. */
double dark__joint_average(const dark__joint_search *of, size_t target);

#endif
