/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_FIGURE_SCALE_H
#define DARK__REPORT_FIGURE_SCALE_H

/* Numbers of people onto the width of a figure. */

#include <stdbool.h>
#include <stddef.h>

enum { DARK__MOST_TICKS = 5 };

typedef struct dark__scale {
  bool is_log;    /* where the largest is more than thirty times the smallest; else the axis begins at zero */
  bool is_ratio;  /* how many times a known number it is, not people */
  bool is_change; /* how many people more or fewer: zero is none, and is drawn as a line */
  double from, to;
  double ticks[DARK__MOST_TICKS];
  size_t n_ticks;
} dark__scale;

/* A scale that holds all of [least, most], 0 < least <= most; anything else gives one from 0 to 1. */
dark__scale dark__scale_of(double least, double most);

/* From zero to `most`, with equal steps; anything that is not above zero and finite gives one to 1. */
dark__scale dark__scale_from_zero(double most);

/* Of ratios: logarithmic, from a half to twice at least, with a tick at 1; it holds all of [least, most], 0 < least <= most; anything else gives one
   from a half to twice. */
dark__scale dark__scale_around_one(double least, double most);

/* Of differences: equal steps around zero, which is never at an edge; it holds all of [least, most]. NaN: that side reaches as far as zero. */
dark__scale dark__scale_around_zero(double least, double most);

/* Where a value lies: 0 is the left edge, 1 the right one; beyond them it is the edge. */
double dark__scale_place(const dark__scale *scale, double value);

#endif
