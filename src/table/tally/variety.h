/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_VARIETY_H
#define DARK__TABLE_TALLY_VARIETY_H

/* Whether the numbers of a column mostly differ, as those of persons and cases do and counts do not: exact for numbers below 65,536, and
   for larger ones by those whose hashes are the least, which are the same in any order of rows. Memory does not grow. A zeroed struct has
   met none. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DARK__VARIETY_SMALL = 65536, DARK__VARIETY_KEPT = 256 };

typedef struct dark__variety {
  uint64_t seen[DARK__VARIETY_SMALL / 64]; /* a bit for each small number */
  uint64_t n_small, n_small_repeats;       /* rows with one; and those of them that repeat it */
  uint64_t least[DARK__VARIETY_KEPT];      /* [n_kept] hashes of larger numbers in ascending order */
  uint64_t rows[DARK__VARIETY_KEPT];       /* [n_kept] that have them */
  size_t n_kept;
} dark__variety;

void dark__variety_add(dark__variety *variety, uint64_t number);

/* Whether hardly any number repeats: none of a few, at most a tenth of many. */
bool dark__variety_is_great(const dark__variety *variety);

#endif
