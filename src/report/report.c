/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/report.h>

#include "base/arguments.h"
#include "report/words/format.h"

static const dark__format *const formats[] = {
    [DARK_FORMAT_TABLE] = &dark__format_text,        [DARK_FORMAT_CSV] = &dark__format_csv,
    [DARK_FORMAT_JSON] = &dark__format_json,
#ifndef DARK_CORE
    [DARK_FORMAT_MARKDOWN] = &dark__format_markdown, [DARK_FORMAT_XLSX] = &dark__format_workbook,
#else /* without the libraries that these need */
    [DARK_FORMAT_XLSX] = NULL,
#endif
};

enum { N_FORMATS = sizeof formats / sizeof formats[0] };

static const dark_run unknown_run = {0};

/* What all of them are given. A run of NULL is an unknown one. */
static dark_status check_frame(const char *function, FILE *stream, dark_format format, const dark_table *table,
                               const dark_run **run, dark_error *err) {
  if (stream == NULL) return dark__fail_null(err, function, "stream");
  if ((size_t)format >= N_FORMATS) return dark__fail_beyond(err, function, "format", (size_t)format, N_FORMATS);
  if (formats[format] == NULL)
    return dark__fail(err, DARK_EUSAGE, "this build of the library writes reports for reading, CSV and JSON alone");
  if (table == NULL) return dark__fail_null(err, function, "table");
  if (*run == NULL) *run = &unknown_run;
  return dark__texts_check((*run)->options, 2 * (*run)->n_options, "options", err);
}

static dark_status fail_without(const char *function, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "%s: format is for results and descriptions", function);
}

dark_status dark_report_results(FILE *stream, dark_format format, const dark_results *results, const dark_table *table,
                                const dark_run *run, dark_error *err) {
  const dark_status status = check_frame(__func__, stream, format, table, &run, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE(results, err);
  return dark__report_finish(stream, formats[format]->write_results(stream, results, table, run, err), err);
}

dark_status dark_report_descriptions(FILE *stream, dark_format format, const dark_descriptions *descriptions,
                                     const dark_table *table, const dark_run *run, dark_error *err) {
  const dark_status status = check_frame(__func__, stream, format, table, &run, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE(descriptions, err);
  return dark__report_finish(stream, formats[format]->write_descriptions(stream, descriptions, table, run, err), err);
}

dark_status dark_report_candidates(FILE *stream, dark_format format, const dark_candidate *candidates, const char *const *names,
                                   size_t n, const dark_table *table, const dark_run *run, dark_error *err) {
  const dark__candidates all = {candidates, names, n};
  dark_status status = check_frame(__func__, stream, format, table, &run, err);
  if (status == DARK_OK) status = dark__texts_check(names, n, "names", err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE_ARRAY(candidates, n, err);
  if (formats[format]->write_candidates == NULL) return fail_without(__func__, err);
  return dark__report_finish(stream, formats[format]->write_candidates(stream, &all, table, run, err), err);
}

dark_status dark_report_check(FILE *stream, dark_format format, const dark_check *check, const dark_table *table,
                              const dark_run *run, dark_error *err) {
  const dark_status status = check_frame(__func__, stream, format, table, &run, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE(check, err);
  if (formats[format]->write_check == NULL) return fail_without(__func__, err);
  return dark__report_finish(stream, formats[format]->write_check(stream, check, table, run, err), err);
}

dark_status dark_report_sensitivity(FILE *stream, dark_format format, const dark_sensitivity *sensitivity,
                                    const dark_table *table, const dark_run *run, dark_error *err) {
  const dark_status status = check_frame(__func__, stream, format, table, &run, err);
  if (status != DARK_OK) return status;
  DARK__REQUIRE(sensitivity, err);
  if (formats[format]->write_sensitivity == NULL) return fail_without(__func__, err);
  return dark__report_finish(stream, formats[format]->write_sensitivity(stream, sensitivity, table, run, err), err);
}
