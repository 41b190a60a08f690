/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_DRAW_DRAW_H
#define DARK__RESAMPLE_DRAW_DRAW_H

/* Where the tables of replicates come from. */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/plan.h>

/* Purpose of the streams that draw from the observed records: whoever draws the same people uses the same. */
#define DARK__DRAW_OBSERVED "bootstrap observed"

/* What one part's tables are drawn from: a multinomial over its records and one cell more for the people not observed. */
typedef struct dark__urn {
  double *shares;   /* [n_cells] relative frequencies: records, then the unseen cell */
  size_t n_cells;   /* n_records + 1 */
  unsigned n_drawn; /* people drawn */
  uint64_t key;     /* of the part's random streams */
} dark__urn;

/* Make the urn of a part:
     observed    the observed records, all of their people; nobody unseen;
     imputed     the observed records and the estimated hidden number, rounded population drawn, the unseen discarded;
     parametric  the fitted means of the chosen model, hidden number included, rounded population drawn, the unseen discarded.
   A part without an estimate, which others may be estimated together with, is drawn as observed: how many are unseen nobody knows.
   *drawable is false, and nothing else is set, when the population is beyond DARK_MAX_COUNT or the method fits no means.
   Errors: DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__urn_make(dark__urn *urn, bool *drawable, const dark_plan *plan, size_t part, uint64_t seed,
                                           dark_error *err);
void dark__urn_clear(dark__urn *urn);

/* Draw replicate `number` into weights [n_records]; cells [n_cells] is scratch. A pure function of urn and number; any thread. */
void dark__urn_draw(double *weights, unsigned *cells, const dark__urn *urn, uint64_t number);

#endif
