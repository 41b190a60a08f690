/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_LISTS_H
#define DARK__TABLE_COLUMNS_LISTS_H

/* Which columns are lists, and what becomes of them when some are dropped or merged. */

#include <stdint.h>

#include <darkfigure/captures.h>

#include "table/columns/columns.h"

/* A column that tells who is on a list. */
typedef struct dark__list_column {
  size_t column;
  uint64_t bit; /* of the list in a history; 0 when the list is dropped, or caught nobody and is one too many */
} dark__list_column;

typedef struct dark__lists {
  dark__list_column *columns; /* [n_columns] in the order of the file */
  size_t n_columns;
  const char
      *names[DARK_MAX_TABLE_LISTS]; /* [n] after dropping and merging; bit i of a history is list i; a merged list stands where
                                        its first member stood; borrowed from the header and `merged` */
  size_t occasions[DARK_MAX_TABLE_LISTS]; /* [n] place of each among all, with those that are left out for catching nobody */
  size_t n, n_empty;                      /* the latter: only where there are more than DARK_MAX_TABLE_LISTS in all */
  char **merged;                          /* [n_merged] names of merged lists */
  size_t n_merged;
  bool is_guessed; /* found by their values, not named */
  bool is_recoded; /* some are dropped or merged */
} dark__lists;

/* Collect the columns that have the role of a list, at least one, and recode them. catches [number of columns]: who caught somebody, which
   is asked where there are more than DARK_MAX_TABLE_LISTS; NULL: not known. DARK_EDATA: more than DARK_MAX_TABLE_LISTS remain, unless they are
   occasions, of which there may be DARK_MAX_OCCASIONS.
   DARK_EUSAGE: --drop-list or --merge-lists ask for what is no list, or contradict each other, or leave none. Frees nothing on failure. */
dark_status dark__lists_settle(dark__lists *lists, const dark__columns *columns, const dark__header *header,
                               const dark_read_options *options, const bool *catches, dark_error *err);

void dark__lists_free(dark__lists *lists);

#endif
