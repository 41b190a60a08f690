/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_DATA_H
#define DARKFIGURE_DATA_H

/* A table from the columns of a data frame, without a file. Rows are read as those of a CSV file are (table.h): the same rules say what
   a list is, what a count and what a category, the same notes are made, and messages say "data:ROW:COLUMN: ..." with row and column from
   1. */

#include <stdint.h>

#include <darkfigure/arrow.h>
#include <darkfigure/request.h>
#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

/* Columns of equal length on their way into a table. The columns are borrowed: arrays, names, levels and texts must stay as they are
   until the table is made. */
typedef struct dark_data dark_data;

/* Errors: DARK_EUSAGE (out is NULL), DARK_ENOMEM. One thread at a time. */
DARK_MUST_CHECK dark_status dark_data_new(dark_data **out, size_t n_rows, dark_error *err);
/* NULL is allowed. Columns are the caller's, except those of dark_data_from_arrow, which are released. */
void dark_data_free(dark_data *data);

/* Add a column of `values` [n_rows]. `valid` is NULL or a bit map as Arrow has it: value i is missing when bit i % 8 of valid[i / 8] is
   0. Beside it these are missing: of int8_t INT8_MIN, of int32_t INT32_MIN (R's NA of integer and logical), of int64_t INT64_MIN (that of
   integer64), of double NaN, of texts NULL. Whole numbers and real ones that are whole are read as their digits: 0 and 1 say whether
   somebody is on a list. A missing value is read as NA: it is refused in a list, is "(missing)" in a category, and a cell of unknown number
   where nobody is on any list.
   Errors: DARK_EUSAGE (NULL; an empty, repeated or not UTF-8 name), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_data_add_bytes(dark_data *data, const char *name, const int8_t *values, const uint8_t *valid,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_ints(dark_data *data, const char *name, const int32_t *values, const uint8_t *valid,
                                               dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_wholes(dark_data *data, const char *name, const int64_t *values, const uint8_t *valid,
                                                 dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_reals(dark_data *data, const char *name, const double *values, const uint8_t *valid,
                                                dark_error *err);
DARK_MUST_CHECK dark_status dark_data_add_texts(dark_data *data, const char *name, const char *const *values,
                                                const uint8_t *valid, dark_error *err);
/* Codes into levels [n_levels]: `first` is the code of levels[0] (1 for R's factors, 0 for pandas and Arrow), any code outside of them
   is missing. Levels that no row has are strata all the same when the column is in `by`, whose rows say that nothing is known of them: as
   values of key "expect" are. */
DARK_MUST_CHECK dark_status dark_data_add_codes(dark_data *data, const char *name, const int32_t *codes, int32_t first,
                                                const char *const *levels, size_t n_levels, const uint8_t *valid,
                                                dark_error *err);

/* Columns of an Arrow record batch (a struct array: what a stream's get_next gives). Takes both over, whatever comes of it: they are
   marked as released, and are released by dark_data_free. Taken are bool, integers of 8 to 64 bits, float, double, texts (also large),
   dictionaries of texts. A column of another type is passed over: only a request that names it is refused, by dark_table_from_data.
   Errors: DARK_EUSAGE (NULL, released, no struct, a column without a name), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_data_from_arrow(dark_data **out, struct ArrowSchema *schema, struct ArrowArray *array,
                                                 dark_error *err);

/* The table that the request asks for, by its keys of data: lists, count, by, where, expect, ignore, drop_lists, absorbing, merge_lists,
   drop_unlisted, count_of_captures, covariates, force_count, yes, no, history, occasions, suppressed, suppressed_total, thousands,
   missing. A list of `lists` that has a missing value is refused. request NULL: none. dark_table_free it; the data may be freed before.
   Errors: as dark_table_read_csv; DARK_EUSAGE also for keys that are for files only (date, delimiter, encoding, ...), and where a column is
   named whose type Arrow has and this library does not take. */
DARK_MUST_CHECK dark_status dark_table_from_data(dark_table **out, const dark_data *data, const dark_request *request,
                                                 dark_error *err);

/* The same from a CSV file or sheet at `path`, as dark_table_read_csv reads it. The core library says DARK_EUSAGE: it reads no files. */
DARK_MUST_CHECK dark_status dark_table_from_file(dark_table **out, const char *path, const dark_request *request,
                                                 dark_error *err);

DARK_PUBLIC_END

#endif
