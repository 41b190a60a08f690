/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_INCOMPLETE_H
#define DARK__JOINT_SEARCH_INCOMPLETE_H

/* The models of a search where categories or lists are not known of everybody, lists did not exist everywhere, or counts were suppressed.
   */

#include "joint/latent/parts.h"
#include "joint/latent/veil.h"
#include "joint/search/refit.h"

/* Has the request such people, lists or counts? */
bool dark__is_incomplete(const dark__joint_search_request *request);

/* Is a category missing of anybody? */
bool dark__has_missing(const dark__joint_search_request *request, size_t category);

typedef struct dark__incomplete {
  bool is_veiled; /* counts are: there is a veil, and else there are parts */
  dark__parts parts;
  dark__veil veil;
  dark__latent latent;
} dark__incomplete;

/* Fit one. `completed` [n_strata x 2^t] are counts completed by another model, to begin with; NULL: in equal shares. Borrows the design and
   what is in the request. Clear it also after failure. Errors: DARK_EDATA, DARK_ENOMEM, DARK_ELIMIT, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__incomplete_find(dark__incomplete *out, const dark__joint_design *design,
                                                  const dark__joint_search_request *request, const double *completed,
                                                  dark_error *err);
void dark__incomplete_clear(dark__incomplete *of);

/* log L without the factorials of counts that are known. */
double dark__incomplete_log_lik(const dark__incomplete *of);

/* Does it determine all hidden numbers, with independent columns that the data tell apart? */
bool dark__incomplete_is_determined(const dark__incomplete *of);

/* information [n_columns^2], both triangles: the observed one of the effects, intercepts of strata profiled out. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__incomplete_inform(double *information, const dark__incomplete *of, dark_error *err);

/* People of the targets: those who were seen and are in them, the others, and the deviations of these. out->hidden, ->sd and ->seen [n_targets] must be there. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__incomplete_measure(dark__joint_found *out, dark__incomplete *of,
                                                     const dark__joint_search_request *request, dark_error *err);

#endif
