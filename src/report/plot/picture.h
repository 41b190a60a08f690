/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_PICTURE_H
#define DARK__REPORT_PLOT_PICTURE_H

/* The figure while it is drawn, from top to bottom, in pixels. */

#include "report/shown/sheet.h"

enum { DARK__PICTURE_WIDTH = 960, DARK__PICTURE_EDGE = 16 };

typedef struct dark__picture {
  dark__sheet sheet;       /* its html is what was drawn so far */
  dark__paper description; /* what the figure says, in words */
  dark__paper data;        /* and in numbers, as elements of XML */
  int y;                   /* how far down it is drawn */
} dark__picture;

/* Where a text stands: its lines begin at x, the first one below y, and have no more room than `width`. What does not fit on `most` lines is cut, and
   stands whole in a title. `kind`: a class of the style, "" for none. */
typedef struct dark__box {
  int x, y, width, size;
  size_t most;
  bool is_bold;
  const char *kind;
} dark__box;

/* "name: value" on a line of the description. */
void dark__picture_describe(dark__picture *picture, const char *name, const char *value);
/* Of a text on one line, at most. */
int dark__picture_width(const char *text, int size);
/* How many lines a text takes there, and how high a line is. */
size_t dark__box_lines(dark__picture *picture, const dark__box *box, const char *text);
int dark__box_line_height(const dark__box *box);
void dark__picture_text(dark__picture *picture, const dark__box *box, const char *text);
/* The same of what is on the paper, which is cleared; returns how high it is. */
int dark__picture_words(dark__picture *picture, const dark__box *box, dark__paper *text);

/* A paragraph over the whole width, below what is there; the paper is cleared. */
void dark__picture_paragraph(dark__picture *picture, int size, const char *kind, dark__paper *text);
/* One saying after the other into a paragraph. */
void dark__picture_say(dark__picture *picture, dark__paper *text, dark__saying saying, const dark__argument *arguments, size_t n);

/* <line class="kind" .../> */
void dark__picture_line(dark__picture *picture, const char *kind, double x1, double y1, double x2, double y2);
/* A bar from (x, y) to the right. */
void dark__picture_bar(dark__picture *picture, const char *kind, double x, double y, double width, double height);
/* A short text at a point: "start", "middle" or "end" of it stands there, on this line. */
void dark__picture_label(dark__picture *picture, const char *anchor, double x, double y, const char *text);
/* An area between two heights, from left to right. */
void dark__picture_band(dark__picture *picture, double x1, double low1, double high1, double x2, double low2, double high2);
void dark__picture_disc(dark__picture *picture, const char *kind, double x, double y, double radius);
/* A shape around a point. */
void dark__picture_shape(dark__picture *picture, dark__shape shape, double x, double y);

/* ---- Notes of every figure (notes.c) */

/* The question, what the data are, and what is drawn, which begins the description as well; the caption is cleared. */
void dark__picture_open(dark__picture *picture, dark__paper *caption);
/* Who is counted, from what, when; what is not shown. */
void dark__picture_close(dark__picture *picture);

/* Write it all; the picture is cleared. */
DARK_MUST_CHECK dark_status dark__picture_finish(dark__picture *picture, FILE *stream, dark_error *err);

/* ---- Kinds, by file */
void dark__plot_forest(dark__picture *picture);      /* forest.c */
void dark__plot_overlaps(dark__picture *picture);    /* overlaps.c */
void dark__plot_tornado(dark__picture *picture);     /* tornado.c */
void dark__plot_series(dark__picture *picture);      /* series.c; of a source that has a year */
void dark__plot_flow(dark__picture *picture);        /* flow.c */
void dark__plot_methods(dark__picture *picture);     /* forest.c; of a source of methods */
void dark__plot_models(dark__picture *picture);      /* models.c; where there are models */
void dark__plot_untestable(dark__picture *picture);  /* untestable.c; of a source of what cannot be tested */
void dark__plot_known_lists(dark__picture *picture); /* known_lists.c; of checks that have lists */
void dark__plot_thinned(dark__picture *picture);     /* thinned.c; of checks that have draws */
void dark__plot_differences(dark__picture *picture); /* differences.c; where anything is compared */
void dark__plot_replicates(dark__picture *picture);  /* replicates.c; of a source that has quantiles */

#endif
