/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_CENSUS_H
#define DARK__TABLE_COLUMNS_CENSUS_H

/* The different values of a column that may be a list, as long as they are few: what it holds is known once the file is read, whatever
   the order of its rows. Most columns soon show that they are none, and cost nothing from then on. A zeroed struct is empty. */

#include <stddef.h>

#include "table/columns/membership.h"

/* A column with more different values is no list. */
enum { DARK__CENSUS_MOST = 40 };

typedef struct dark__value {
  uint64_t text[2]; /* the text itself, or two hashes of a long one */
  size_t line;      /* where it was met first */
  dark__meaning meaning;
  bool is_missing; /* empty or NA */
  bool is_number;  /* any that is no membership and no usual code for unknown */
  bool is_code;    /* such a code, or a 2, which with a 1 is one for no */
  char kind[48];   /* dark__kind of the text */
} dark__value;

typedef struct dark__census {
  uint8_t singles[256]; /* by the only byte of a text, 0 for the empty one: 1 + its value; 0: not met */
  uint64_t yes;         /* bits of the values that say yes */
  dark__value *values;  /* [n] in the order of arrival */
  size_t n, capacity;
  size_t n_numbers;
  bool is_closed; /* there were more than DARK__CENSUS_MOST: no others are kept */
} dark__census;

/* Note down a value that dark__census_find does not find; *value as there, DARK__CENSUS_MOST when it is not kept. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__census_meet(size_t *value, dark__census *census, const char *text, size_t length, size_t line,
                                              const dark_read_options *options, dark_error *err);

/* The text of a value, when that is a word of a convention or a code: those are short, and nobody's. */
const char *dark__census_text(const dark__value *value);

/* The number of a value of two bytes or more, or DARK__CENSUS_MOST. */
size_t dark__census_find_long(const dark__census *census, const char *text, size_t length);

/* The number of a value that was met before, or DARK__CENSUS_MOST. */
static inline size_t dark__census_find(const dark__census *census, const char *text, size_t length) {
  if (length > 1) return dark__census_find_long(census, text, length);
  const size_t number = census->singles[(unsigned char)text[0]];
  return number == 0 ? DARK__CENSUS_MOST : number - 1;
}

/* 1 when that value says yes, else 0. */
static inline uint32_t dark__census_says_yes(const dark__census *census, size_t value) {
  return (uint32_t)(census->yes >> value & 1);
}

/* Whether no further value can make a list of the column, nor one that is nearly a list. */
bool dark__census_is_hopeless(const dark__census *census);

/* Forget, overwritten, all values of a column that is hopeless, which it stays. */
void dark__census_close(dark__census *census);

/* The values are overwritten. */
void dark__census_free(dark__census *census);

#endif
