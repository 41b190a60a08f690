/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_AXIS_H
#define DARK__REPORT_PLOT_AXIS_H

/* Numbers of people from left to right, or how many times a known number they are. */

#include "report/figure/scale.h"
#include "report/plot/picture.h"

typedef struct dark__axis {
  dark__scale scale;
  int x, width;
  int room; /* for the words below it; 0: up to the edge of the figure */
} dark__axis;

double dark__axis_place(const dark__axis *axis, double people);
/* Draw it below what is there: with its numbers above it, or below it with the words of what it counts, and that it is logarithmic. */
void dark__axis_above(dark__picture *picture, const dark__axis *axis);
void dark__axis_below(dark__picture *picture, const dark__axis *axis);

#endif
