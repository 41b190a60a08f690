/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_HISTORIES_H
#define DARK__TABLE_HISTORIES_H

/* A column of capture histories in one text each, "010011", as software for animals keeps them: before anything else is asked of a row, the
   column becomes one column for each occasion, called after it and numbered from 1. How many there are the first record says. */

#include <darkfigure/captures.h>

#include "table/csv/row.h"

typedef struct dark__histories {
  const char *place;               /* how messages call the file; borrowed */
  size_t column, n_occasions;      /* of the file; 0: no record was met */
  dark__row header;                /* of the file, with its names copied */
  dark__row wide;                  /* the header, and then the row in hand, with the columns of occasions */
  char *names[DARK_MAX_OCCASIONS]; /* [n_occasions] of those columns */
  dark_read_options options;       /* the user's, with those columns as lists */
} dark__histories;

/* Keep the header of a file. DARK_EUSAGE: no such column, or options that name lists as well. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__histories_begin(dark__histories *histories, const char *place, const dark__row *header,
                                                  const dark_read_options *options, dark_error *err);

/* With the first record in hand: histories->wide is the header, and histories->options name the lists in it. DARK_EDATA: no history in
   the record. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__histories_number(dark__histories *histories, const dark__row *row, dark_error *err);

/* histories->wide is the row. DARK_EDATA: what is no history of that length. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__histories_widen(dark__histories *histories, const dark__row *row, dark_error *err);

/* The bytes of rows are overwritten. */
void dark__histories_free(dark__histories *histories);

#endif
