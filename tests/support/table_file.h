/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_TABLE_FILE_H
#define DARK_TESTS_TABLE_FILE_H

/* Small files for the reader of tables. They live in a folder of their own, which is the current one, so that messages begin with
   "t.csv". */

#include "support/table_text.h"

/* Fixtures of a group of tests. */
int table_folder_make(void **state);
int table_folder_remove(void **state);

void table_file_write(const char *bytes, size_t n);

/* The table that the text reads into. */
dark_table *table_file_read(const char *csv, const dark_read_options *options);

/* The text reads into the table of that shape, with exactly these notes (each with a newline; NULL: any). */
void expect_table(const char *csv, const dark_read_options *options, const char *shape, const char *notes);

/* It is refused, with exactly that message. The others: DARK_EDATA without options, DARK_EUSAGE. */
void expect_refusal(dark_status status, const char *csv, const dark_read_options *options, const char *message);
void expect_bad_data(const char *csv, const char *message);
void expect_bad_use(const char *csv, const dark_read_options *options, const char *message);

#endif
