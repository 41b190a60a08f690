/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_PATTERNS_H
#define DARK__TABLE_TALLY_PATTERNS_H

/* Rows that say the same, thrown together while it is not yet known which columns are lists: the candidates that say yes, and the values
   of the categories. Memory grows with the different patterns, not with the rows. */

#include <stdbool.h>

#include "base/keys.h"

/* Most different patterns; beyond it they are hardly those of lists. */
enum { DARK__MOST_PATTERNS = 1 << 22 };

/* What every row changes, apart from the rest so that much of it is close at hand. */
typedef struct dark__head_count {
  uint64_t n_people, n_rows;
} dark__head_count;

typedef struct dark__pattern {
  uint64_t n_empty;                 /* rows that count nobody, or have no count */
  size_t people_line, missing_line; /* the first row that counts somebody, and that has no count; 0: none */
  uint32_t n_digits;                /* of the count in the former */
  uint32_t least, most;             /* count of a row that has one */
  bool is_missing_na;               /* NA stands in the latter, not an empty field */
} dark__pattern;

typedef struct dark__patterns {
  size_t n_words;     /* of a key: uint32_t */
  dark__keys keys;    /* [keys.n] in the order of arrival */
  dark__pattern *all; /* [keys.n] */
  size_t all_capacity;
  dark__head_count *counts; /* [keys.n] */
  size_t counts_capacity;
} dark__patterns;

/* *i = the pattern with that key [n_words], made when there is none. DARK_ENOMEM, and DARK_EDATA beyond DARK__MOST_PATTERNS, with
   `place` in the message. */
DARK_MUST_CHECK dark_status dark__patterns_find(size_t *i, dark__patterns *patterns, const uint32_t *key, const char *place,
                                                dark_error *err);

/* Copy the key of pattern i into key [n_words]. */
void dark__patterns_key(uint32_t *key, const dark__patterns *patterns, size_t i);

void dark__patterns_free(dark__patterns *patterns);

#endif
