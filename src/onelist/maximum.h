/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_MAXIMUM_H
#define DARK__ONELIST_MAXIMUM_H

/* Where a zero-truncated regression has its maximum. With an extra parameter the likelihood has up to three suprema: within, where that
   parameter is finite; at its lower end, where the family is the one without it; and, for the negative binomial, at an infinite
   dispersion, where it is a logarithmic series. All are climbed to, and the highest counts. */

#include <stdbool.h>

#include "onelist/truncated.h"

typedef enum dark__summit { DARK__SUMMIT_WITHIN, DARK__SUMMIT_WITHOUT, DARK__SUMMIT_SERIES, DARK__N_SUMMITS } dark__summit;

/* Memory of a thread, and what the last search left in it. */
typedef struct dark__maximum {
  dark__truncated_fit fit;          /* the result */
  double *summits[DARK__N_SUMMITS]; /* [n_columns + 1] the parameters at each ... */
  bool is_known[DARK__N_SUMMITS];   /* ... that was reached */
  /* private: everybody alike, one record for each number of captures */
  dark__truncated alike;
  dark__truncated_fit alike_fit;
  double *ones;
  size_t *itself;
} dark__maximum;

/* DARK_ENOMEM; dark__maximum_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__maximum_make(dark__maximum *maximum, const dark__truncated *of, dark_error *err);
void dark__maximum_clear(dark__maximum *maximum);

/* Fit weights [n_records] (people, >= 0): maximum->fit is the highest summit. `near` (may be NULL) is the maximum of similar weights, where
   the climbs then begin. Pure: the same bits every time. Allocates nothing. */
dark__truncated_end dark__maximum_find(dark__maximum *maximum, const dark__truncated *of, const double *weights,
                                       const dark__maximum *near);

#endif
