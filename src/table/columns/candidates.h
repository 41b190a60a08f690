/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_CANDIDATES_H
#define DARK__TABLE_COLUMNS_CANDIDATES_H

/* The columns that may be lists: those that --lists names, or else all that no option names. What they are is decided when the file is
   read (columns/judge.h); until then every row keeps which of them say yes, and every column its different values. */

#include "table/columns/census.h"
#include "table/columns/columns.h"

typedef struct dark__candidate {
  size_t column;
  dark__census census;  /* of the rows that are read */
  dark__census outside; /* of those that --where leaves out */
} dark__candidate;

typedef struct dark__candidates {
  dark__candidate *all; /* [n] in the order of the file */
  size_t n;
  size_t *open; /* [n_open] those that are not hopeless */
  size_t n_open;
  const dark_read_options *options; /* borrowed */
  bool is_guessed;                  /* no option names the lists */
  bool is_any_read;                 /* some row was, and not only left out by --where */
  size_t n_words;                   /* of 32 bits, which hold one bit for each candidate; at least 1 */
  size_t first_line;                /* of the first record, and what stands in it: */
  dark__shown first_kinds;
  size_t history; /* column in which it holds what looks like a history, "0101"; DARK__NONE: there is none */
} dark__candidates;

/* What is known of a candidate: from the rows that are read, or from all when --where leaves all out. */
static inline const dark__census *dark__candidates_census(const dark__candidates *candidates, size_t i) {
  return candidates->is_any_read ? &candidates->all[i].census : &candidates->all[i].outside;
}

/* From options that dark__columns_claim has found. DARK_ENOMEM; frees nothing on failure. */
DARK_MUST_CHECK dark_status dark__candidates_begin(dark__candidates *candidates, const dark__columns *columns,
                                                   const dark_read_options *options, dark_error *err);

/* Look at a row; yes [n_words]: a bit for each candidate that says yes. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__candidates_read(uint32_t *yes, dark__candidates *candidates, const dark__row *row,
                                                  dark_error *err);

/* Look at a row that --where leaves out. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__candidates_pass_by(dark__candidates *candidates, const dark__row *row, dark_error *err);

/* The bit of candidate i in the words that dark__candidates_read has filled. */
static inline bool dark__candidates_bit(const uint32_t *yes, size_t i) { return (yes[i / 32] >> (i % 32) & 1) != 0; }

void dark__candidates_free(dark__candidates *candidates);

#endif
