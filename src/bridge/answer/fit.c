/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/answer/fit.h"

#include "base/arguments.h"

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  dark__wish wish = dark__asked_wish(&answer->asked, answer->asked.method.settings.method);
  wish.watcher = *watcher;
  if (wish.uncertainty.n_threads == 0) wish.uncertainty.n_threads = n_threads;
  dark__uncertainty_settle(&wish.uncertainty, answer->table);
  return dark__fit_table(answer->content, answer->table, &wish, err);
}

static void clear(void *content) { dark__fit_clear(content); }

static bool has_estimate(const dark_answer *answer) { return dark_results_any(dark__answer_fit(answer)->results) != 0; }

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  return dark_report_results(stream, format, dark__answer_fit(answer)->results, answer->table, NULL, err);
}

/* ---- Rows */

static dark_status fill_estimates(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  (void)err;
  dark__frame_row_columns(frame, results);
  dark__frame_put_rows(frame, results, results->rows, results->n_rows, results->shrunken);
  return DARK_OK;
}

/* All in one table, beside the sum of the categories. */
static dark_status fill_pooled(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_results *results = dark__answer_fit(answer)->results;
  (void)err;
  dark__frame_row_columns(frame, results);
  dark__frame_put_rows(frame, results, results->pooled, results->n_pooled, NULL);
  return DARK_OK;
}

static dark_status fill_practice(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark__fit *fit = dark__answer_fit(answer);
  const dark_results *practice = fit->practice.results;
  (void)err;
  dark__frame_row_columns(frame, practice != NULL ? practice : fit->results);
  if (practice != NULL) dark__frame_put_rows(frame, practice, practice->rows, practice->n_rows, practice->shrunken);
  return DARK_OK;
}

static const dark__named_frame frames[] = {{"estimates", fill_estimates},
                                           {"pooled", fill_pooled},
                                           {"details", dark__fill_details},
                                           {"models", dark__fill_models},
                                           {"ranges", dark__fill_ranges},
                                           {"coefficients", dark__fill_coefficients},
                                           {"vcov", dark__fill_vcov},
                                           {"cells", dark__fill_cells},
                                           {"overlaps", dark__fill_overlaps},
                                           {"contrasts", dark__fill_contrasts},
                                           {"replicates", dark__fill_replicates},
                                           {"practice", fill_practice},
                                           {"practice_replicates", dark__fill_practice_replicates},
                                           {"settings", dark__fill_settings},
                                           {"notes", dark__fill_notes},
                                           {NULL, NULL}};

static const dark__answer_kind kind = {frames, write, has_estimate, clear};

bool dark__is_fit(const dark_answer *answer) { return answer->kind == &kind; }

dark_status dark_answer_fit(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                            dark_error *err) {
  static const dark__making how = {&kind, "auto", sizeof(dark__fit), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
