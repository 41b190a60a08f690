/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_PARTIAL_H
#define DARK__MODELS_JOINT_PARTIAL_H

/* A fit where lists were absent in some strata, categories of some people are not known or counts were suppressed, by the EM algorithm and
   Newton's method (joint/latent/latent.h): people of strata who are not among their counts, and what standard errors are made from. */

#include "joint/fit/existence.h"
#include "joint/latent/parts.h"
#include "joint/latent/veil.h"
#include "models/joint/people.h"

typedef struct dark__joint_partial {
  size_t n_strata, n_unknowns;
  double log_lik;
  dark__hidden_status *status; /* [n_strata] */
  double *
      hidden; /* [n_strata] who are in none of its counts: unseen, with a category missing, beyond what stands for a suppressed count; NaN: not determined */
  /* unless no errors are wanted */
  double *unseen;    /* [n_strata] of them */
  double *projected; /* [n_strata x n_unknowns] of each stratum's hidden people */
  dark__parts parts;
  /* of suppressed counts, instead of parts */
  bool is_veiled;
  dark__joint_veiled_table published;
  dark__veil veil;
  double *means, *expected;         /* [n_strata x 2^t] of cells, and of seen people in them given what was published */
  const dark__joint_strata *strata; /* borrowed */
} dark__joint_partial;

/* counts [n_strata x 2^t], of strata with a missing category too. Borrows design, group and, of suppressed counts, counts. Clear it also
   after failure. Errors: DARK_EDATA (somebody on a list that was absent, or in no stratum that there is), DARK_ENOMEM, DARK_ELIMIT,
   DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_partial_find(dark__joint_partial *out, const dark__joint_design *design,
                                                     const dark__joint_group *group, const double *counts, bool with_errors,
                                                     dark_error *err);
void dark__joint_partial_clear(dark__joint_partial *of);

/* Standard error of the people of strata places [n] together who are not known to be there. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_partial_error(double *out, const dark__joint_partial *of, const size_t *places, size_t n,
                                                      dark_error *err);

#endif
