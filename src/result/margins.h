/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_MARGINS_H
#define DARK__RESULT_MARGINS_H

/* What is counted from records before any model: list sizes, overlaps, captures. Lists are the table's, sorted by name. */

#include <darkfigure/captures.h>
#include <darkfigure/reason.h>
#include <darkfigure/table.h>

/* Counts of captures are told apart below so many. */
enum { DARK__MARGINS_CAPTURES = 16 };

typedef struct dark__margins {
  size_t n_lists;   /* of the table */
  int has_captures; /* one list with counts of captures */
  uint64_t caught;  /* lists that caught anybody: bit l = list l */
  double n_observed;
  double sizes[DARK_MAX_TABLE_LISTS];        /* people on each list */
  double alone[DARK_MAX_TABLE_LISTS];        /* people on this list only */
  double captures[DARK_MAX_TABLE_LISTS + 1]; /* [k] people on exactly k lists, or captured k times; the last: or more */
  double overlaps[DARK_MAX_TABLE_LISTS][DARK_MAX_TABLE_LISTS]; /* people on both; the diagonal holds the sizes */
} dark__margins;

/* Margins of no records over the lists of `table`. */
dark__margins dark__margins_start(const dark_table *table);
/* Add the records of one stratum. */
void dark__margins_add(dark__margins *margins, const dark_table *table, size_t stratum);
/* Add all strata. */
void dark__margins_add_all(dark__margins *margins, const dark_table *table);

/* How many lists caught anybody, and whether this one did. */
size_t dark__margins_n_caught(const dark__margins *margins);
int dark__margins_has(const dark__margins *margins, size_t list);
/* True when nobody on `list` is on any other list. */
int dark__margins_is_isolated(const dark__margins *margins, size_t list);

/* People in all, at least: n + S / (f2 + 1), f2 people being on exactly two lists and S the sum over all pairs of lists of people on the one
   alone times people on the other alone (dark_bound, for a model without any pair); of counts of captures n + f1 (f1 - 1) / {2 (f2 + 1)} (Chao
   1989). NaN when nobody is on a second list, or was captured again. */
double dark__margins_chao_bound(const dark__margins *margins);
/* 1 - mean of (people on this list only) / (people on this list) over the lists that caught anybody (Chao & Tsay 1998); NaN with
   fewer than two such lists. */
double dark__margins_coverage(const dark__margins *margins);
/* Why no method can have an estimate, or DARK_N_REASONS. */
dark_reason dark__margins_obstacle(const dark__margins *margins);

/* The history over the table's lists of a `history` over the lists in `caught` (bit k = the k-th of them). */
uint64_t dark__history_in_table(uint64_t history, uint64_t caught);

#endif
