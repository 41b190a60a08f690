/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_DIRECTIONS_H
#define DARK__LOGLINEAR_FIT_DIRECTIONS_H

/* The directions in which effects can move although the means of the occupied cells stay, and what the means of the other cells do
   then: for every cell a row of whole numbers, its product with a direction being the change of the cell's linear predictor. */

#include "loglinear/fit/fit.h"
#include "numeric/cone.h"

typedef struct dark__directions {
  const dark__counts *counts;
  uint32_t *kept, *emptied; /* [n_kept], [n_emptied] terms of the model, by whether their margins are empty */
  size_t n_kept, n_emptied;
  uint32_t *occupied; /* [n_occupied] cells */
  size_t n_occupied;
  size_t rank_occupied; /* of the kept terms over the occupied cells */
  int64_t *basis;       /* [n_kept x n_basis] how a term's effect moves in each direction; those that never move have rows of 0 */
  size_t n_basis;
  uint32_t *moving; /* [n_moving] places in `kept` */
  size_t n_moving;
  uint32_t lists; /* of all moving terms */
  /* Rows of kept cells, each but once, without common divisors and without those that are 0. Before them, when the directions could not be found
     in whole numbers (n_basis is n_kept then), those of the occupied cells: they are to stay 0. */
  int64_t *rows; /* [n_rows x n_basis] */
  size_t n_rows, capacity, n_level;
  uint32_t *slots; /* [n_slots] 1 + place of a row */
  size_t n_slots;
} dark__directions;

/* Of the model `terms [n_terms]`. dark__directions_clear in any case. Errors: DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__directions_find(dark__directions *out, const uint32_t *terms, size_t n_terms,
                                                  const dark__counts *counts, int64_t most, dark_error *err);
void dark__directions_clear(dark__directions *directions);

/* No kept cell contains an emptied term. */
bool dark__directions_keep(const dark__directions *directions, uint32_t cell);
/* Where the row of a kept cell is, or n_rows when it is 0; scratch [n_basis]. */
size_t dark__directions_row(const dark__directions *directions, uint32_t cell, int64_t *scratch);

dark__cone dark__directions_cone(const dark__directions *directions);

/* Rank of the kept terms over all kept cells. */
DARK_MUST_CHECK dark_status dark__directions_rank(size_t *rank, dark__directions *directions, dark_error *err);

#endif
