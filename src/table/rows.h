/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_ROWS_H
#define DARK__TABLE_ROWS_H

/* Rows, wherever they come from, into a table: the one place where records are counted, columns are judged and notes are made. */

#include "table/columns/categories.h"
#include "table/csv/stream.h"
#include "table/table.h"

typedef struct dark__rows_source {
  const char *place; /* how messages call it */
  const char *path;  /* that the table keeps; "" for none */
  /* Hand all rows to the sink, the header first. What else is known of the source goes into the table: its hash, notes. */
  dark_status (*feed)(const void *context, dark_table *table, const dark__csv_sink *sink, dark_error *err);
  /* May be NULL: add values that categories have besides those of the rows, before the first of these. */
  dark_status (*expect)(const void *context, dark__categories *categories, dark_error *err);
  const void *context;
} dark__rows_source;

/* The options are checked. Errors: as dark_table_read_csv, and those of the source. */
DARK_MUST_CHECK dark_status dark__table_from_rows(dark_table **out, const dark__rows_source *source,
                                                  const dark_read_options *options, dark_error *err);

#endif
