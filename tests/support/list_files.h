/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_LIST_FILES_H
#define DARK_TESTS_LIST_FILES_H

/* Files of lists, written and linked. They live in a folder of their own, which is the current one, so that messages begin with
   "a.csv". */

#include <darkfigure/link.h>

#include "support/table_text.h"

enum { MOST_FILES = 3 };

/* Lists A, B, C in a.csv, b.csv, c.csv. */
extern const dark_list_file abc[MOST_FILES];

/* For cmocka_run_group_tests: make the folder and go there; remove it, abc and joined.csv. */
int list_files_begin(void **state);
int list_files_end(void **state);

void write_bytes(const char *path, const char *bytes, size_t n);
void write_text(const char *path, const char *csv);

/* Write csv [n] to the first files of abc and link them by column id; the caller frees the table. */
dark_table *read_linked(const char *const *csv, size_t n, const dark_read_options *options);

/* They make the table of that shape, with exactly these notes (NULL: any). */
void accept(const char *const *csv, size_t n, const dark_read_options *options, const char *shape, const char *notes);
#define ACCEPT(csv, options, shape, notes) accept(csv, LENGTH_OF(csv), options, shape, notes)

/* They are refused in exactly these words; the same for files that are there already. */
void reject(dark_status expected, const char *const *csv, size_t n, const dark_read_options *options, const char *message);
#define REJECT(status, csv, options, message) reject(status, csv, LENGTH_OF(csv), options, message)
void reject_files(dark_status expected, const char *key, const dark_list_file *files, size_t n, const dark_read_options *options,
                  const char *message);

/* A number below n, from a simple generator that the seed is all of. */
unsigned draw_number(uint64_t *seed, unsigned n);

#endif
