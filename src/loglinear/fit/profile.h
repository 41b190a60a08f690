/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_PROFILE_H
#define DARK__LOGLINEAR_FIT_PROFILE_H

#include "estimator/estimator.h"
#include "lattice/terms.h"

/* The profile-likelihood interval (estimator/profile.h) of one model (terms [n_terms], canonical order) whose estimate on the observed
   table exists and is `hidden`. Where margins are empty the likelihood is the extended one: the cells that they take away stay away,
   and the unseen cell joins the others. Errors: DARK_ELIMIT (more than 4096 terms), DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__profile_model(dark_interval *out, const dark__problem *problem, const uint32_t *terms,
                                                size_t n_terms, double hidden, double level, dark_error *err);

/* The same for the model that a search of a lattice chose: conditional on it (DARK_REASON_CONDITIONAL). */
DARK_MUST_CHECK dark_status dark__profile_chosen(dark_interval *out, const dark__problem *problem, const dark__lattice *lattice,
                                                 const dark_estimate *observed, double level, dark_error *err);

#endif
