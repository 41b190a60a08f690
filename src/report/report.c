/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <darkfigure/report.h>

#include "report/words/format.h"

static const dark__format *const formats[] = {
    [DARK_FORMAT_TABLE] = &dark__format_text,
    [DARK_FORMAT_CSV] = &dark__format_csv,
    [DARK_FORMAT_JSON] = &dark__format_json,
};

static const dark_run unknown_run = {0};

dark_status dark_report_results(FILE *stream, dark_format format, const dark_results *results, const dark_table *table,
                                const dark_run *run, dark_error *err) {
  return dark__report_finish(stream,
                             formats[format]->write_results(stream, results, table, run == NULL ? &unknown_run : run, err), err);
}

dark_status dark_report_descriptions(FILE *stream, dark_format format, const dark_descriptions *descriptions,
                                     const dark_table *table, const dark_run *run, dark_error *err) {
  run = run == NULL ? &unknown_run : run;
  return dark__report_finish(stream, formats[format]->write_descriptions(stream, descriptions, table, run, err), err);
}

dark_status dark_report_candidates(FILE *stream, dark_format format, const dark_candidate *candidates, const char *const *names,
                                   size_t n, const dark_table *table, const dark_run *run, dark_error *err) {
  const dark__candidates all = {candidates, names, n};
  return dark__report_finish(stream,
                             formats[format]->write_candidates(stream, &all, table, run == NULL ? &unknown_run : run, err), err);
}

dark_status dark_report_check(FILE *stream, dark_format format, const dark_check *check, const dark_table *table,
                              const dark_run *run, dark_error *err) {
  return dark__report_finish(stream, formats[format]->write_check(stream, check, table, run == NULL ? &unknown_run : run, err),
                             err);
}

dark_status dark_report_sensitivity(FILE *stream, dark_format format, const dark_sensitivity *sensitivity,
                                    const dark_table *table, const dark_run *run, dark_error *err) {
  run = run == NULL ? &unknown_run : run;
  return dark__report_finish(stream, formats[format]->write_sensitivity(stream, sensitivity, table, run, err), err);
}
