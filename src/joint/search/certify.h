/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_CERTIFY_H
#define DARK__JOINT_SEARCH_CERTIFY_H

/* Is the best model that a search found the best there is? Branch and bound over all models with lists and `kept` terms: of those that have the terms `in` and
   perhaps some of U, none has a criterion below

     -2 log L(in + U) + price df(in),

   log L the supremum, whether or not it is attained. Nodes are taken in the order of that bound, so that the least bound of what is still open limits by how
   much any model could be better. Where not everything is known a likelihood may have several maxima, so that nothing is certified. Terms of three factors stand only above their parents. */

#include "joint/search/search.h"

typedef enum dark__certify_scope {
  DARK__CERTIFY_TWO_FACTORS, /* all subsets of list x list, list x category and H */
  DARK__CERTIFY_ALL          /* with list x list x category and list x list x list */
} dark__certify_scope;

typedef struct dark__certificate {
  bool is_certified; /* no candidate in the scope has a smaller criterion than the best of those found, within rounding (1e-7) */
  double gap;        /* no candidate can be better by more than this: 0 when certified */
  size_t n_fits;
  size_t n_better; /* candidates better than any before that were met; they are among what is found now */
} dark__certificate;

/* `found` of the same request; what is better is added to it. At most most_fits models are fitted. With nothing found the gap is infinite until a candidate is
   met. Errors: those of the search; DARK_ELIMIT beyond 64 terms. Any thread. */
DARK_MUST_CHECK dark_status dark__joint_certify(dark__certificate *out, dark__joint_search *found,
                                                const dark__joint_search_request *request, dark__certify_scope scope,
                                                size_t most_fits, dark_error *err);

#endif
