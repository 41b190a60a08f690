/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_NUMBERS_H
#define DARK__WRITING_NUMBERS_H

/* Numbers as text, the same in every locale. Returned by value, so that a call can stand in an argument list:
   dark__paper_add(page, "%s people", dark__count(n).text). */

#include <stddef.h>

typedef struct dark__number {
  char text[48];
} dark__number;

/* 10^(floor(log10(total)) - 2), at least 1: the unit to which an estimate, its limits and its hidden number are rounded. */
double dark__rounding_unit(double total);

/* Rounded to `unit`, thousands separated: "10,400". What is positive but rounds to nothing is "<50" (half the unit); "–" for NaN;
   "unbounded" for infinity; "over 10^15" where digits would only pretend. */
dark__number dark__people(double value, double unit);
/* Rounded to the unit that belongs to itself. */
dark__number dark__estimate(double value);
/* Rounded to whole people. */
dark__number dark__count(double value);
dark__number dark__count_size(size_t value);

/* A share in percent: "62%", "3.4%", "<0.1%"; "–" for NaN. */
dark__number dark__percent(double share);
/* A level as the user typed it: 0.95 is "95%". */
dark__number dark__level(double level);
/* A statistic of which two decimals are plenty: "3.21", "43.5", "1,235"; "–" for NaN. */
dark__number dark__statistic(double value);
/* A share of 0..1 with three decimals, never rounded down to 0.55. */
dark__number dark__coverage(double value);

/* For machines: 17 significant digits, which bring back the same double; "" for what is not finite. */
dark__number dark__exact(double value);
/* The shortest text that brings back the same double: for levels, which a user typed. */
dark__number dark__shortest(double value);

#endif
