/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_PERIOD_H
#define DARK__TABLE_FORM_PERIOD_H

/* Rows of a period, by a column of dates, before anything else is asked of a row; and a column of years, "year(COLUMN)", behind the others where
   an option names it. Whether 1/2/2017 is in January or February is decided by all dates of the column: as long as it makes no
   difference, or one date shows that days come first, it need not be said. */

#include <darkfigure/table.h>

#include "table/csv/stream.h"
#include "table/workbook/remarks.h"

typedef struct dark__period {
  const dark_read_options *options; /* borrowed */
  const char *place;                /* how messages call the file; borrowed */
  const dark__csv_sink *sink;       /* that gets the rows of the period */
  size_t column;
  int first, last;
  bool has_year;
  dark__row wide;                          /* the row in hand with its year */
  size_t day_line, month_line, doubt_line; /* of the first date that only one reading has, and of one that matters; 0: none */
  size_t n_outside, n_undated;
} dark__period;

/* A period and a form of dates must be such, and need a column. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__period_check(const dark_read_options *options, dark_error *err);

/* Of `period` options, place and sink are set; *out is a sink for all rows. */
void dark__period_begin(dark__csv_sink *out, dark__period *period);

/* With the last row: what was left out, in remarks. DARK_EDATA: days and months cannot be told apart. */
DARK_MUST_CHECK dark_status dark__period_end(const dark__period *period, dark__remarks *remarks, dark_error *err);

/* Overwrites what it held. */
void dark__period_free(dark__period *period);

#endif
