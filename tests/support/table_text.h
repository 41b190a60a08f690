/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_TABLE_TEXT_H
#define DARK_TESTS_TABLE_TEXT_H

/* Tables as text, to be compared with what is expected; and short forms of read options. */

#include <darkfigure/table.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof(array)[0])
#define TEXTS(...) ((const char *const[]){__VA_ARGS__})
/* Options from initialisers; an array of texts with its length. */
#define OPTIONS(...) (&(dark_read_options){.version = 1, __VA_ARGS__})
#define SET(field, ...) .field = TEXTS(__VA_ARGS__), .n_##field = LENGTH_OF(TEXTS(__VA_ARGS__))

typedef struct text {
  char bytes[4096];
  size_t n;
} text;

/* Lists with positions, then the records of every stratum: "a@0 b@1 | [x] 1:5 3:2 | [y] ..."; sums are checked on the way. */
text shape_of(const dark_table *table);
/* Its notes, each with a newline. */
text notes_of(const dark_table *table);

#endif
