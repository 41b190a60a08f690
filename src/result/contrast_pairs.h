/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_CONTRAST_PAIRS_H
#define DARK__RESULT_CONTRAST_PAIRS_H

/* Which values of a category are set against each other: "COLUMN=A,B" and the like, as dark_result_options has them. */

#include <darkfigure/table.h>

/* Levels of a category of the table. */
typedef struct dark__contrast_pair {
  size_t category, baseline, other;
} dark__contrast_pair;

typedef struct dark__contrast_pairs {
  dark__contrast_pair *items; /* [n] in the order in which they are asked for */
  size_t n, capacity;
} dark__contrast_pairs;

/* Zeroes first; dark__contrast_pairs_clear in any case. DARK_EUSAGE: no such column or value, with the nearest, one value twice, or
   alone; DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__contrast_pairs_read(dark__contrast_pairs *out, const dark_table *table,
                                                      const char *const *texts, size_t n, dark_error *err);
void dark__contrast_pairs_clear(dark__contrast_pairs *of);

#endif
