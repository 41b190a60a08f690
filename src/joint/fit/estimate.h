/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_FIT_ESTIMATE_H
#define DARK__JOINT_FIT_ESTIMATE_H

/* The extended maximum likelihood estimate of one joint model on one table without missing values: fit, existence, hidden people. */

#include <darkfigure/status.h>

#include "joint/fit/existence.h"
#include "joint/fit/fit.h"
#include "joint/fit/hidden.h"

typedef struct dark__joint_estimate {
  dark__joint_fit fit; /* on the face */
  dark__joint_existence existence;
  dark__hidden hidden;
} dark__joint_estimate;

/* Kinds of cells [n_strata x 2^t] from counts [n_strata x 2^t], those in unseen cells passed over. */
void dark__joint_kinds(unsigned char *kinds, const dark__joint_strata *strata, const double *counts);

/* counts [n_strata x 2^t], read during the call only. Borrows the design. Clear it also after failure. Errors: DARK_ENOMEM, DARK_ELIMIT (whole
   numbers too large), DARK_ENUMERIC (the linear programme, or a fit that does not converge although the estimate exists). */
DARK_MUST_CHECK dark_status dark__joint_estimate_find(dark__joint_estimate *out, const dark__joint_design *design,
                                                      const double *counts, dark_error *err);
/* The same, begun at coefficients [n_columns] that are likely to be near; NULL: from the data. */
DARK_MUST_CHECK dark_status dark__joint_estimate_find_from(dark__joint_estimate *out, const dark__joint_design *design,
                                                           const double *counts, const double *coefficients, dark_error *err);
/* The same, but no further than is asked for where steps prove that the estimate exists: out->fit is as dark__joint_fit_bound leaves it then, out->existence is the
   estimate's, and out->hidden empty. *is_bound: and its log-likelihood is but a bound. Of one that does not exist out->existence.exists alone is told, unless
   all is asked for; columns must be nowhere negative else. */
typedef enum dark__joint_aim {
  DARK__AIM_ESTIMATE,   /* all of it */
  DARK__AIM_LIKELIHOOD, /* the log-likelihood, as near as these are told apart */
  DARK__AIM_BOUND       /* what a step says of it */
} dark__joint_aim;
DARK_MUST_CHECK dark_status dark__joint_estimate_aim(dark__joint_estimate *out, bool *is_bound, const dark__joint_design *design,
                                                     const double *counts, const double *coefficients, dark__joint_aim aim,
                                                     dark_error *err);
void dark__joint_estimate_clear(dark__joint_estimate *of);

#endif
