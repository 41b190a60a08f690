/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_SHEET_H
#define DARK__REPORT_SHOWN_SHEET_H

/* A page or a figure while it is written: what of its source is shown there, in numbers, words and marks. The same for both, wherever it stands: nothing here
   knows how it is written down. */

#include "report/figure/mark.h"
#include "report/shown/options.h"

typedef struct dark__sheet {
  dark__paper html; /* what is written so far */
  const dark__source *source;
  const dark__page_options *options;
  dark__language language;
  bool is_invented;
} dark__sheet;

/* What is asked; and what is stated about it, as sayings with one argument. */
void dark__sheet_add_question(dark__paper *text, const dark__sheet *sheet);
typedef struct dark__stated {
  dark__saying says;
  const char *text; /* NULL: not stated */
} dark__stated;
enum { DARK__N_STATED = 5 };
void dark__sheet_stated(dark__stated stated[DARK__N_STATED], const dark__sheet *sheet);

/* A paper as an argument; it is cleared. */
dark__argument dark__argue_paper(dark__sheet *sheet, dark__paper *text);
/* The name of a row: the labels of its values; "All" for the sum of all, other words where it leaves some out. */
void dark__sheet_add_name(dark__paper *text, const dark__sheet *sheet, const dark_row *row);
dark__argument dark__argue_name(dark__sheet *sheet, const dark_row *row);
/* The same of people who have these `values [n]` of categories. */
void dark__sheet_add_people(dark__paper *text, const dark__sheet *sheet, const char *const *values, size_t n);
/* "330–760", "46,000 or more, no upper limit" */
void dark__sheet_add_limits(dark__paper *text, const dark__sheet *sheet, const dark_row *row);
dark__argument dark__argue_limits(dark__sheet *sheet, const dark_row *row);
/* "~490 (330–760)"; a range without a point where it is unstable; "UNKNOWN, not zero". */
void dark__sheet_add_value(dark__paper *text, const dark__sheet *sheet, const dark_row *row);

/* A number of people on the page: NaN where it is not shown. */
typedef struct dark__printed {
  double people;
  bool is_rounded;
} dark__printed;
dark__printed dark__shown_cell(const dark__sheet *sheet, size_t cell, double people);
dark__printed dark__shown_recorded(const dark__sheet *sheet, const dark_row *row);
dark__printed dark__shown_excluded(const dark__sheet *sheet, const dark_row *row);
/* Where the number recorded is not shown, nothing else of the row is. */
bool dark__is_hidden(const dark__sheet *sheet, const dark_row *row);
/* "394", "about 390"; not for what is not shown. */
dark__argument dark__argue_shown(dark__sheet *sheet, dark__printed shown);
/* Recorded people add up: known less left out is analysed. */
typedef struct dark__reconciled {
  dark__printed known, left_out, analysed;
} dark__reconciled;
dark__reconciled dark__reconcile(const dark__sheet *sheet);
/* How many categories there are, and how many of them have an estimate. */
typedef struct dark__tally {
  size_t n, n_estimated;
  dark__printed recorded; /* people in the others */
} dark__tally;
dark__tally dark__count_categories(const dark__sheet *sheet);
/* An estimate or a limit of a row as the page has it; NULL: of people none of whom is known. */
double dark__sheet_round(const dark__sheet *sheet, double people, const dark_row *row);
dark__argument dark__sheet_estimate(const dark__sheet *sheet, double people, const dark_row *row);
/* Both limits, infinite or NAN as they are. Where they would be the same number once rounded they are one unit further out: rounding must not look like
   certainty. */
typedef struct dark__limits {
  double lower, upper;
} dark__limits;
dark__limits dark__sheet_limits(const dark__sheet *sheet, const dark_row *row);

/* The legend of a range without a point. */
dark__saying dark__range_legend(const dark__sheet *sheet);
/* Whether the row has an estimate; and one that may be said as one number. */
bool dark__has_estimate(const dark_row *row);
bool dark__has_point(const dark__sheet *sheet, const dark_row *row);
/* Rows of the page: the next one at or behind r that is the first of its target, or n_rows. */
size_t dark__next_target(const dark__sheet *sheet, size_t r);
/* All people: NULL where there is no such row. */
const dark_row *dark__whole_row(const dark__sheet *sheet);
bool dark__is_category(const dark__sheet *sheet, const dark_row *row); /* a stratum */
bool dark__is_sum(const dark__sheet *sheet, const dark_row *row);      /* of strata */

/* ---- What the answer depends on (what_if.c) */
/* The section that is about a row, where anything of it may be shown; else NULL. */
const dark__what_if_section *dark__what_ifs_shown(const dark__sheet *sheet, const dark_row *row);
/* How many of a section are shown: those that move the estimate furthest, and by as much as can be seen. */
size_t dark__n_what_ifs(const dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section);
/* "Without the list: police"; "410", "380–530". */
void dark__sheet_add_what_if(dark__paper *text, const dark__sheet *sheet, const dark__what_if *of);
void dark__sheet_add_what_if_value(dark__paper *text, const dark__sheet *sheet, const dark__what_if *of);
dark__mark dark__what_if_mark(const dark__sheet *sheet, const dark__what_if *of, const dark_row *row);
/* What is done with each row that has any: the first `n` items of its section are shown. */
typedef void dark__what_if_use(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n,
                               void *context);
/* With NULL nothing. Returns how many rows have any. */
size_t dark__use_what_ifs(dark__sheet *sheet, dark__what_if_use *with, void *context);
dark__scale dark__what_ifs_scale(dark__sheet *sheet); /* for all of them and the marks of their rows */

/* ---- Marks of a forest (forest.c) */
dark__mark dark__forest_mark(const dark__sheet *sheet, const dark_row *row); /* what is drawn of a row, as it is shown */
dark__scale dark__forest_scale(const dark__sheet *sheet);                    /* for the marks of all rows */
void dark__widen(double *least, double *most, double people); /* so that a scale holds it: what is above 0 and finite */
/* Tick i of an axis; what stands at it. */
dark__argument dark__scale_tick(const dark__sheet *sheet, const dark__scale *scale, size_t i);
dark__saying dark__scale_words(const dark__scale *scale);

#endif
