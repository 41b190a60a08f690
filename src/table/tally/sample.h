/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_SAMPLE_H
#define DARK__TABLE_TALLY_SAMPLE_H

/* All rows of a file that is small enough, as sums of their fields: whether rows that are called persons may be counts is asked of
   these. Of a larger file nothing is kept. A zeroed struct is one of no columns. */

#include <stdbool.h>

#include <darkfigure/status.h>

#include "table/csv/row.h"

enum { DARK__SAMPLE_ROWS = 4096 };

typedef struct dark__sample_column {
  bool is_other;    /* a field is neither a whole number nor missing */
  size_t n_numbers; /* fields that are whole numbers */
  uint64_t least, most;
} dark__sample_column;

typedef struct dark__sample {
  size_t n_columns;
  dark__sample_column *columns; /* [n_columns] */
  uint64_t *fields;             /* [n x n_columns] a sum of each */
  size_t *patterns;             /* [n] of the row */
  size_t n, n_again;            /* rows kept; lines that came again and are not */
  bool is_over;                 /* the file is too large */
} dark__sample;

/* DARK_ENOMEM; frees nothing on failure. */
DARK_MUST_CHECK dark_status dark__sample_begin(dark__sample *sample, size_t n_columns, dark_error *err);

/* DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sample_add(dark__sample *sample, const dark__row *row, size_t pattern, dark_error *err);

/* Different values of a column. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sample_count(size_t *n_different, const dark__sample *sample, size_t column, dark_error *err);

/* Whether no two rows are alike in histories[pattern of the row], a sum of the lists in it, and in the columns for which is_in [n_columns] is true. False when the file
   is too large. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sample_differ(bool *differ, const dark__sample *sample, const uint64_t *histories,
                                                const bool *is_in, dark_error *err);

void dark__sample_free(dark__sample *sample);

#endif
