/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_HANDOUT_HANDOUT_H
#define DARK__REPORT_HANDOUT_HANDOUT_H

/* What stands in the table of a page, for those who need it in another form: a table of a paper, a workbook, CSV, a terminal. The same numbers,
   rounded and protected in the same way, and the same words. */

#include <stdio.h>

#include <darkfigure/report.h>

#include "report/phrases/phrases.h"
#include "result/arena.h"

struct dark__source;
struct dark__page_options;

/* NaN: not shown, or there is none. */
typedef struct dark__handout_row {
  const char *const *levels; /* [n_categories] */
  const char **labels;       /* [n_categories] what they are called */
  double recorded;
  const char *recorded_text; /* NULL: it stands there as it is; else in words */
  const char *display;       /* "exact", "rounded", "suppressed" */
  double total, lower, upper, hidden, level;
  double rate, rate_lower, rate_upper; /* per 100,000 residents, of what is shown */
  const char *state;                   /* "ok", ..., "not_shown" */
  const char *remark;
} dark__handout_row;

enum { DARK__MOST_LINES = 24 };

typedef struct dark__handout {
  dark__arena *arena;
  dark__language language;
  const char *const *categories; /* [n_categories] */
  const char **category_labels;  /* [n_categories] what they are called */
  size_t n_categories;
  dark__handout_row *rows; /* [n_rows] */
  size_t n_rows;
  bool has_rates;
  const char *lines[DARK__MOST_LINES]; /* [n_lines] what the numbers are, and are not */
  size_t n_lines;
} dark__handout;

/* Of what a page with these options has; both are borrowed. dark__handout_clear also after a failure. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__handout_make(dark__handout *handout, const struct dark__source *source,
                                               const struct dark__page_options *options, dark_error *err);
void dark__handout_clear(dark__handout *handout);

/* Any format but JSON. Errors of the stream are left to it; DARK_ENOMEM, DARK_EIO. */
DARK_MUST_CHECK dark_status dark__handout_write(FILE *stream, dark_format format, const dark__handout *handout, dark_error *err);

#endif
