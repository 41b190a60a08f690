/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PLOT_ROWS_H
#define DARK__REPORT_PLOT_ROWS_H

/* Rows of a figure: a name, marks on an axis that all rows have, and what they say. */

#include "report/plot/axis.h"

/* Columns are as wide as what stands in them, up to a limit; the axis has the rest. */
typedef struct dark__rows {
  dark__axis axis;
  int name_width, value_x, value_width, most_name;
  size_t n, most_lines;
} dark__rows;

typedef struct dark__row_words {
  const char *name, *value;
  bool is_name_bold, is_value_bold;
  int indent;       /* of the name */
  int least_height; /* of the row; 0: what the words need */
} dark__row_words;

/* They are written on papers, which the words borrow until these are cleared. */
typedef struct dark__row_papers {
  dark__paper name, value;
} dark__row_papers;
dark__row_words dark__row_words_of(dark__picture *picture, dark__row_papers *papers);
/* Of a figure whose rows stand in sections: the heading of one, bold, or a row below it. */
dark__row_words dark__row_words_below(dark__picture *picture, dark__row_papers *papers, bool is_heading);
void dark__row_papers_clear(dark__row_papers *papers);

/* Where a row lies. */
typedef struct dark__band {
  int top, height;
} dark__band;

/* Rows for this scale, whose names have up to `most_name` pixels and lines: first all rows are measured, then they are arranged, then each is put. */
dark__rows dark__rows_on(const dark__scale *scale, int most_name, size_t most_lines);
void dark__rows_measure(dark__rows *rows, const dark__row_words *words);
void dark__rows_arrange(dark__rows *rows);
/* Its words, below what is there, and a rule under them; marks are drawn into the band that is returned. */
dark__band dark__rows_put(dark__picture *picture, const dark__rows *rows, const dark__row_words *words);
/* The axis, above rows so many that it would be far away below them. */
void dark__rows_head(dark__picture *picture, const dark__rows *rows);

double dark__band_middle(const dark__band *band);
/* The marks of a forest at a height. */
void dark__rows_mark(dark__picture *picture, const dark__rows *rows, const dark__mark *mark, double y);
/* name="12": rounded people as an attribute of the data; nothing for NaN. */
void dark__tell_number(dark__paper *data, const char *attribute, double people);
/* A row of the estimates, among the data and in the description. */
void dark__tell_row(dark__picture *picture, const dark__mark *mark, const char *name, const char *value);
void dark__describe_row(dark__picture *picture, const dark_row *row, const char *name, const char *value);

#endif
