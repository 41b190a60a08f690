/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__MODELS_JOINT_ABSENT_H
#define DARK__MODELS_JOINT_ABSENT_H

/* Lists that did not exist in some strata: cells that only they could have shown are unobservable there, not empty. */

#include "joint/fit/existence.h"
#include "models/joint/strata.h"

/* Lists [n_strata] that were absent, into the strata of the group, which has room for them (dark__joint_group_spread); texts [n] "LIST:COLUMN=VALUE". Errors: DARK_EUSAGE (no such form, list, category or
   value, a list that was absent everywhere, or has somebody on it where
   it was), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_absent_read(dark__joint_group *group, const dark_table *table, const char *const *texts,
                                                    size_t n, dark_error *err);

/* A fit where lists were absent, by the EM algorithm and Newton's method (joint/latent/latent.h): hidden people of strata, and what their standard errors
   are made from. Zeroed at first; clear it also after failure. */
typedef struct dark__joint_partial {
  size_t n_strata, n_unknowns;
  dark__hidden_status *status; /* [n_strata] */
  double *
      hidden; /* [n_strata] people who are in it and not among its counts: unseen, or with a category missing; NaN where that is not determined */
  double *
      projected; /* [n_strata x n_unknowns] of each stratum's unseen people; NULL unless wanted, and where categories are missing */
} dark__joint_partial;

/* counts [n_strata x 2^t], of strata with a missing category too. Errors: DARK_EDATA (somebody on a list that was absent), DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__joint_partial_find(dark__joint_partial *out, const dark__joint_design *design,
                                                     const dark__joint_group *group, const double *counts, bool with_errors,
                                                     dark_error *err);
void dark__joint_partial_clear(dark__joint_partial *of);

/* Standard error of the hidden people of strata places [n]. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_partial_error(double *out, const dark__joint_partial *of, const size_t *places, size_t n,
                                                      dark_error *err);

#endif
