/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_RELIST_H
#define DARK__SENSITIVITY_RELIST_H

/* The people of a table counted over other lists: without one list, with two as one, or those of one list over the others. */

#include <darkfigure/table.h>

/* Stands for no list. */
#define DARK__NO_LIST ((size_t)-1)

typedef struct dark__relist {
  uint64_t required;                    /* only people on all of these lists of the table */
  size_t becomes[DARK_MAX_TABLE_LISTS]; /* [n_lists of the table] the list that stands for it, DARK__NO_LIST for one left out */
  const char *names[DARK_MAX_TABLE_LISTS]; /* [n_lists] of the lists that stand for themselves */
} dark__relist;

/* Everybody, over all lists as they are. */
dark__relist dark__relist_start(const dark_table *table);

/* Make the table. People on none of the lists that are left are left out, and lists that caught nobody anywhere, as in reading a file;
   strata stay. Errors: DARK_EUSAGE (no list left, two of the same name), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__relist_table(dark_table **out, const dark_table *table, const dark__relist *relist,
                                               dark_error *err);

#endif
