/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_TEXT_FOREST_H
#define DARK__REPORT_TEXT_FOREST_H

/* Intervals drawn in text, one below the other on one logarithmic scale, so that a disagreement between methods is seen. */

#include "writing/paper.h"

typedef struct dark__forest_line {
  const char *name;
  double estimate;     /* people; NaN: none */
  double lower, upper; /* NaN: no limit on that side */
  const char *remark;  /* behind the line; "" for none */
} dark__forest_line;

/* Draw lines [n], the scale from `least` > 0 (people observed: no estimate is below) to the largest limit or estimate. Lines without an
   estimate say so. Nothing when no line has one. */
void dark__put_forest(dark__paper *page, const dark__forest_line *lines, size_t n, double least);

#endif
