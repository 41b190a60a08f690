/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_SUPPRESSION_H
#define DARKFIGURE_SUPPRESSION_H

/* Counts that were published less than exactly, so that no person can be recognised: of a suppressed count it is known between which
   numbers it is, and perhaps of all of them what they add up to. */

#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

/* Most people that one suppressed count may stand for, and that a known total of them may be. */
#define DARK_MAX_SUPPRESSED 10000u
#define DARK_MAX_SUPPRESSED_TOTAL 1048576u

/* A count of which only this is known: that it is at least `least` and at most `most`. */
typedef struct dark_suppressed_cell {
  size_t stratum;
  uint64_t history; /* bit l = list l of the table, sorted by name */
  uint64_t least, most;
} dark_suppressed_cell;

typedef struct dark_suppression {
  dark_suppressed_cell *cells; /* [n] sorted by stratum and history */
  size_t n;
  int has_total; /* what all of them add up to is known */
  uint64_t total;
  uint64_t least, most; /* people whom they hold together: the sums of their bounds, or the total where it is known */
  int is_rule; /* no count that was given lies between the bounds of any of them: small counts were suppressed everywhere */
} dark_suppression;

/* The suppressed counts of a table, NULL when there are none, or no table. Owned by the table. Each has a record, whose count is one that
   agrees with all that is known: the least that it may be, or so much more that together they are the known total; it may be 0. Any thread.
   */
const dark_suppression *dark_table_suppression(const dark_table *table);

DARK_PUBLIC_END

#endif
