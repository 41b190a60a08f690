/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_DESIGN_DESIGN_H
#define DARK__JOINT_DESIGN_DESIGN_H

/* The columns of a log-linear model over histories and strata, never written out. In cell (w, x)

     eta = sum over columns j of beta_j z_j(x) u_j(w),   u_j(w) = 1{lists of j inside w} H(w)^power of j,   H(w) = k (k - 1) / 2 for k lists,

   z_j the product of a dummy or power for each category of the term. What a stratum needs is its active columns, those with z_j(x) not 0; what it
   sums over histories are its superset sums (lattice/transform.h), so that 8 lists in 2,000 strata are no work.

   With saturated margins a column has a list or H in it, and every stratum an intercept of its own, which the fit does without
   (joint/fit/fit.h). Otherwise the intercept is column 0 and terms of categories alone are columns too. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "joint/design/strata.h"
#include "joint/formula/terms.h"

enum { DARK__MOST_COLUMNS = 4096 };

typedef struct dark__monomial {
  uint32_t lists;
  uint32_t power; /* of H: 0 or 1 */
} dark__monomial;

/* A column where it is not 0. */
typedef struct dark__active {
  uint32_t column;
  dark__monomial monomial;
  double value;  /* z: powers of scores between -1 and 1 */
  int64_t whole; /* z times a positive factor that is the column's alone: for exact arithmetic */
} dark__active;

typedef struct dark__joint_design {
  const dark__joint_strata *strata; /* borrowed */
  bool is_saturated;
  bool has_common;
  size_t n_terms, n_columns;
  size_t *term_starts;  /* [n_terms + 1] first column of each of the model's terms; behind the last one n_columns */
  size_t *starts;       /* [n_strata + 1] where a stratum's active columns begin */
  dark__active *active; /* by increasing column in a stratum */
  double *common;       /* [2^t] H(w) */
} dark__joint_design;

/* The design of a closed set of terms. Terms of categories alone have no columns when margins are saturated. Clear it also after failure.
   Errors: DARK_EUSAGE (a polynomial of a category with too few levels), DARK_ELIMIT (more than DARK__MOST_COLUMNS columns, or
   scores too large for their powers), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__joint_design_make(dark__joint_design *out, const dark__joint_strata *strata,
                                                    const dark__joint_terms *terms, bool is_saturated, dark_error *err);
void dark__joint_design_clear(dark__joint_design *design);

/* Of a term without polynomials: how many columns it has, and which of them is 1 in stratum x, none of them (false) or one. */
size_t dark__joint_n_dummies(const dark__joint_strata *strata, dark__joint_term term);
bool dark__joint_dummy_at(size_t *column, const dark__joint_strata *strata, dark__joint_term term, size_t x);

/* u(w) of a monomial. */
static inline double dark__monomial_at(const dark__joint_design *design, dark__monomial monomial, uint32_t history) {
  if ((monomial.lists & ~history) != 0) return 0;
  return monomial.power == 0 ? 1 : design->common[history];
}

/* H(w). */
static inline unsigned dark__pairs_in(uint32_t history) {
  const unsigned k = (unsigned)__builtin_popcount(history);
  return k * (k - 1) / 2;
}

#endif
