/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_FORMAT_H
#define DARK__REPORT_WORDS_FORMAT_H

/* A format knows how to write each kind of report. To add one: docs/architecture.md, "an output". Writers need not look whether the stream took what they wrote, report.c does. */

#include <darkfigure/report.h>

/* Candidate models with their names. */
typedef struct dark__candidates {
  const dark_candidate *items; /* [n] */
  const char *const *names;    /* [n] */
  size_t n;
} dark__candidates;

/* NULL: not in this format. */
typedef struct dark__format {
  dark_status (*write_results)(FILE *stream, const dark_results *results, const dark_table *table, const dark_run *run,
                               dark_error *err);
  dark_status (*write_descriptions)(FILE *stream, const dark_descriptions *descriptions, const dark_table *table,
                                    const dark_run *run, dark_error *err);
  dark_status (*write_candidates)(FILE *stream, const dark__candidates *candidates, const dark_table *table, const dark_run *run,
                                  dark_error *err);
  dark_status (*write_check)(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                             dark_error *err);
  dark_status (*write_sensitivity)(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                   dark_error *err);
} dark__format;

/* csv/sensitivity.c */
dark_status dark__csv_sensitivity(FILE *stream, const dark_sensitivity *all, const dark_table *table, const dark_run *run,
                                  dark_error *err);

/* For the end of every report: `status`, or DARK_EIO when the stream did not take all, which may show only when its buffer is emptied. */
DARK_MUST_CHECK dark_status dark__report_finish(FILE *stream, dark_status status, dark_error *err);

extern const dark__format dark__format_text, dark__format_csv, dark__format_json, dark__format_markdown, dark__format_workbook;

#endif
