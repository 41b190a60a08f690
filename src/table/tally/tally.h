/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_TALLY_H
#define DARK__TABLE_TALLY_TALLY_H

/* Rows of one file counted into cells: what each row says, whether it is to be counted, and what was left out and why. While the file is
   read, rows become patterns (tally.c); what is a list is decided at its end, and then patterns become cells (settle.c). */

#include "table/columns/candidates.h"
#include "table/columns/categories.h"
#include "table/columns/filter.h"
#include "table/columns/judge.h"
#include "table/columns/lists.h"
#include "table/tally/cells.h"
#include "table/tally/patterns.h"
#include "table/tally/sample.h"
#include "table/tally/sightings.h"
#include "table/tally/suppressed.h"
#include "table/tally/variety.h"

typedef struct dark__tally {
  const dark_read_options *options; /* borrowed */
  const char *place;                /* how messages call the file; borrowed */
  dark__header header;
  dark__columns columns;
  dark__filter filter;
  dark__categories categories;
  dark__candidates candidates;
  dark__patterns patterns;
  dark__sample sample;    /* the file, when it is small */
  dark__variety *variety; /* of the column of --count; NULL: not asked for */
  bool *is_identifier;    /* [number of columns] numbers or keys of people, left aside; NULL while the file is read */
  bool is_count_in_doubt; /* rows may be no persons */
  dark__judgement judgement;
  dark__lists lists; /* known once the file is read */
  dark__suppressed suppressed;
  dark__sightings sightings; /* instead of lists when counts of captures are asked for */
  dark__cells cells;
  uint32_t *
      key; /* of the row in hand: [DARK__CELL_WORDS + words of the candidates + number of categories], from the first; the rest is
                                 for what becomes of it in a cell */
  uint64_t *n_missing_values; /* [number of categories] people whose value is empty or NA */
  uint64_t n_rows;            /* records of the file, also those that the filter stops */
  uint64_t n_empty_rows;      /* rows without any value, which are no records */
  uint64_t n_counted;         /* people of all rows that it does not stop, on a list or not */
  size_t limit_line;          /* with which those became more than DARK_MAX_COUNT; 0: they are not */
  uint32_t limit_digits;      /* of the count there; 0: a row is a person */
  uint64_t n_people;          /* in the cells */
  uint64_t n_repeats;         /* rows whose cell an earlier row had */
  uint64_t n_unknown_cells;   /* all-zero rows with no count, or 0 */
  uint64_t n_unlisted;        /* people of all-zero rows left out by request */
  uint64_t n_dropped;         /* people who are on dropped lists only */
} dark__tally;

/* Settle what the columns are for; zeroes the tally first. DARK_EDATA, DARK_EUSAGE, DARK_ENOMEM. */
dark_status dark__tally_begin(dark__tally *tally, const char *place, const dark__row *header, const dark_read_options *options,
                              dark_error *err);

/* Count one row; notes are left for lines that come again (csv/stream.h). DARK_EDATA, DARK_EUSAGE, DARK_ENOMEM. */
dark_status dark__tally_add(dark__tally *tally, const dark__row *row, dark_error *err);

/* With the last row counted: find the lists, and fill the cells. DARK_EDATA, DARK_EUSAGE, DARK_ENOMEM. */
dark_status dark__tally_settle(dark__tally *tally, dark_error *err);

/* Copes with a tally that failed half-way, and with a zeroed one. */
void dark__tally_free(dark__tally *tally);

#endif
