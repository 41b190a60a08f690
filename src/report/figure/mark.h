/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_FIGURE_MARK_H
#define DARK__REPORT_FIGURE_MARK_H

/* What one row of a forest draws: an SVG of any width, whose coordinates across are shares of it. The numbers beside it say the same, so
   that it is hidden from readers that do not see. */

#include "report/figure/scale.h"
#include "writing/paper.h"

/* NaN: not there; an infinite limit is an arrow. Values are drawn as they come: rounded, so that no digit can be read off a figure that is
   not beside it. */
typedef struct dark__mark {
  double recorded, estimate, lower, upper;
  double reference; /* a line across, with what the row is compared; 0: none, and on an axis of differences zero */
  bool is_sum;      /* a diamond in place of the disc */
} dark__mark;

/* The parts that marks are made of, of fixed size, as elements of SVG around the origin. */
typedef enum dark__shape {
  DARK__SHAPE_END,
  DARK__SHAPE_STOP, /* the end of a bar */
  DARK__SHAPE_ARROW,
  DARK__SHAPE_LEFT,   /* the same to the left */
  DARK__SHAPE_CAP,    /* the end of an interval upwards */
  DARK__SHAPE_UP,     /* an interval upwards without end */
  DARK__SHAPE_BEYOND, /* an interval that goes on beyond the axis, upwards */
  DARK__SHAPE_DOWN,   /* where a step leads */
  DARK__SHAPE_AT,     /* recorded people, at a height */
  DARK__SHAPE_DISC,
  DARK__SHAPE_DIAMOND,
  DARK__SHAPE_RECORDED,
  DARK__SHAPE_ON, /* a list, on it; not on it */
  DARK__SHAPE_OFF
} dark__shape;
const char *dark__shape_markup(dark__shape shape);
/* A part of a picture that keeps its size, its origin at a share of the width and at a height in pixels. */
void dark__shape_put(dark__paper *page, dark__shape shape, double share, double y);

void dark__mark_draw(dark__paper *page, const dark__mark *mark, const dark__scale *scale);

/* Small pictures for the legend. */
typedef enum dark__legend { DARK__LEGEND_POINT, DARK__LEGEND_RANGE, DARK__LEGEND_ARROW, DARK__LEGEND_RECORDED } dark__legend;
void dark__mark_legend(dark__paper *page, dark__legend legend);

#endif
