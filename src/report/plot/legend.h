/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_LEGEND_H
#define DARK__REPORT_PLOT_LEGEND_H

/* What the marks of a figure mean: those that are there. */

#include "report/plot/picture.h"

typedef enum dark__sample {
  DARK__SAMPLE_POINT,
  DARK__SAMPLE_SUM,
  DARK__SAMPLE_RANGE,
  DARK__SAMPLE_ARROW,
  DARK__SAMPLE_RECORDED,
  DARK__SAMPLE_MOVED,  /* what an estimate would be */
  DARK__SAMPLE_BAND,   /* intervals of neighbouring years */
  DARK__SAMPLE_GAP,    /* a year without a number */
  DARK__SAMPLE_BEYOND, /* beyond the axis */
  DARK__SAMPLE_MODEL,  /* a disc of any size */
  DARK__SAMPLE_BEST_MODEL,
  DARK__SAMPLE_DOT, /* a share of a distribution; of an unstable one */
  DARK__SAMPLE_LOOSE_DOT,
  DARK__SAMPLE_HIGH, /* a cell far above the estimate; far below it */
  DARK__SAMPLE_LOW,
  DARK__SAMPLE_REACHED, /* likewise, on the other side of a threshold */
  DARK__SAMPLE_FALLEN,
  DARK__SAMPLE_DRAWS,        /* of fewer people, and the range of most of them */
  DARK__SAMPLE_FEWER_BEYOND, /* beyond the axis */
  DARK__SAMPLE_CHANGE,       /* a difference */
  DARK__SAMPLE_LOOSE_CHANGE, /* one that is unstable */
  DARK__SAMPLE_GOES_ON,
  DARK__SAMPLE_NO_CHANGE, /* the line at zero */
  DARK__N_SAMPLES
} dark__sample;

typedef struct dark__legend_of {
  bool has[DARK__N_SAMPLES];
  bool is_upright; /* people go up, not to the right */
} dark__legend_of;

/* Add what this mark shows. */
void dark__legend_note(dark__legend_of *legend, const dark__mark *mark);
/* Below what is there, as many beside each other as there is room. */
void dark__legend_put(dark__picture *picture, const dark__legend_of *legend);

#endif
