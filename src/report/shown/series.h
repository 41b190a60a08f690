/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_SERIES_H
#define DARK__REPORT_SHOWN_SERIES_H

/* Estimates by year, where a category is a year: a panel for each combination of the other categories. What is drawn of them, wherever it is. */

#include "report/shown/upright.h"

typedef struct dark__series {
  const dark__sheet *sheet;
  size_t category;       /* that is a year */
  int first, last, step; /* years, and the smallest distance of two; 1 where there is one year */
  bool has_both;         /* panels of categories and of their sums: they have axes of their own */
} dark__series;

/* A category whose values are all whole numbers from 1900 to 2100, or from 1000 to 2999 where it is called year, vuosi or år; "(missing)" may be
   among them. False: there is none. */
bool dark__series_find(dark__series *series, const dark__sheet *sheet);
/* The year of a row; 0 where it has none. */
int dark__row_year(const dark__series *series, const dark_row *row);

/* The first row of the next panel, at or behind row r; n_rows of the results behind the last. */
size_t dark__next_panel(const dark__series *series, size_t r);
/* The row of the panel of the next year after `year`; NULL behind the last. */
const dark_row *dark__next_year(const dark__series *series, size_t panel, int year);

/* The labels of the other categories; nothing where there are none. */
void dark__add_panel_name(dark__paper *text, const dark__series *series, size_t panel);
/* That of all panels of its kind. */
dark__scale dark__panel_scale(const dark__series *series, size_t panel);
/* Where a year lies: 0 is the left edge, 1 the right one. */
double dark__year_place(const dark__series *series, int year);
/* Whether a band joins the intervals of two rows: one year follows the other, and both have a number with two limits. */
bool dark__is_band(const dark__series *series, const dark_row *row, const dark_row *next);
/* Whether there is nothing to draw of the year: no estimate, or it is not shown. */
bool dark__is_gap(const dark__series *series, const dark_row *row);

/* "2015, 2017–2019": years of the panel that are a gap because nothing is known, or because it is not shown. Returns how many. */
size_t dark__add_gaps(dark__paper *text, const dark__series *series, size_t panel, bool is_hidden);
/* "2015 (310,000–1,700,000)": intervals that lie beyond the axis, which has the panel's scale. Returns how many. */
size_t dark__add_beyond(dark__paper *text, const dark__series *series, size_t panel, const dark__scale *scale);
/* Sentences of every figure of this kind. */
void dark__say_series(dark__paper *text, const dark__series *series);

#endif
