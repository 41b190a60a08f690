/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_PLAN_H
#define DARK__MODELS_JOINT_PLAN_H

/* What is derived from the observed table of a group: the model that was given, or the models of a search; fits, and sums over strata. */

#include "joint/fit/estimate.h"
#include "joint/pool/pool.h"
#include "joint/search/certify.h"
#include "models/joint/partial.h"
#include "models/joint/terms.h"

/* How models are searched. */
typedef struct dark__joint_criteria {
  bool is_bic;
  double cover;
  size_t most_refits; /* of a table whose best model is wanted */
  size_t most_models; /* of the observed table, for averages */
  size_t most_nodes;
  bool is_pooling;
  double scale;           /* of the prior of standard deviations over categories */
  size_t most_certifying; /* models fitted to certify the best of the observed table */
} dark__joint_criteria;

typedef struct dark__joint_plan dark__joint_plan;

/* What slots that speak of one stratum are given. */
typedef struct dark__joint_stratum {
  const dark__joint_plan *plan;
  size_t x;
} dark__joint_stratum;

struct dark__joint_plan {
  const dark_table *table; /* borrowed */
  dark__joint_group group;
  dark__joint_criteria criteria;
  bool is_search;
  dark_reason refusal; /* why the group has no estimate whatever the table; DARK_N_REASONS */
  double *targets;     /* [n_targets x n_strata] sums that numbers are given for */
  size_t n_targets;
  double *observed; /* [n_strata x 2^t] counts */
  double *n_here;   /* [n_strata] people */
  double n_people, log_factorials,
      saturated; /* of the observed table: all people; what log L leaves out; log L without it of a perfect fit */
  dark__joint_stratum *strata;
  /* the model that was given, or the one that a search chose if it found any; on the observed table */
  bool has_fit;
  /* lists were absent in some strata, or categories are missing: the fit is `partial`, and there is none of what follows but model, design and name */
  bool is_partial;
  dark__joint_partial partial;
  dark__joint_model model;
  dark__joint_design design;
  dark__joint_estimate fit;
  double *errors;           /* [n_columns] standard errors of effects, 0 where the cells on the face do not tell one */
  char *name;               /* formula of that model */
  dark__joint_search found; /* of a search: the models that are averaged over */
  bool has_pooled;
  dark__pooled pooled;           /* of that model, where it was asked for */
  dark__certificate certificate; /* of the model that the search chose */
  size_t n_fitted, n_unexpanded; /* two-factor models that this search refitted; models below which no additions were tried, */
  double fitted_weight;          /* and their share of the weight */
  double met;                    /* by how much the best model that was met on the way is better */
};

/* Price of an effect in a criterion, for a table with so many people. */
double dark__joint_price(const dark__joint_criteria *criteria, double n_people);

/* Why a stratum with this status has no estimate; DARK_N_REASONS: it has one. */
dark_reason dark__joint_reason(dark__hidden_status status);

/* One table, counts [n_strata x 2^t] and people of each stratum [n_strata]: out [n_strata]. Pure. Errors: DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_answer(dark_estimate *out, const dark__joint_plan *plan, const double *counts,
                                               const double *n_here, dark_error *err);

/* What a table says where not everything is known: people of whom a category may be missing, or counts of which some are suppressed. */
typedef struct dark__joint_material {
  const double *counts; /* [n_strata x 2^t] borrowed, or of the people of whom everything is known */
  dark__joint_people people;
  dark__joint_veiled_table veiled;
} dark__joint_material;

/* Borrows plan and counts. Clear it also after failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_material_prepare(dark__joint_material *out, const dark__joint_plan *plan,
                                                         const double *counts, dark_error *err);
void dark__joint_material_clear(dark__joint_material *of);

/* What is searched in a table with n_here [n_strata] people: no targets are measured, nor models limited yet. Borrows all of them. */
dark__joint_search_request dark__joint_request_of(const dark__joint_plan *plan, const dark__joint_material *of,
                                                  const double *n_here);

/* The strata in a criterion: an intercept for each that anybody is known to be in. */
size_t dark__joint_n_intercepts(const dark__joint_plan *plan);

/* Fit or search the observed table. The rest of the plan is there. Errors: as above, and DARK_EUSAGE (a polynomial of a category with too few levels). */
DARK_MUST_CHECK dark_status dark__joint_observe(dark__joint_plan *plan, dark_error *err);

#endif
