/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/answer/answer.h"
#include "fitting/trials.h"

static const dark__trials *trials_of(const dark_answer *answer) { return answer->content; }

/* What each method is tried with. */
typedef struct trying {
  const dark_answer *answer;
  const dark__watcher *watcher;
  int n_threads;
} trying;

/* Refusals are put into keys here, since they stand in a frame. */
static dark_status try_method(dark__fit *fit, const dark_table *table, const char *method, void *context, dark_error *err) {
  const trying *with = context;
  dark_error cause = DARK_ERROR_INIT;
  dark__wish wish = dark__asked_wish(&with->answer->asked, method);
  wish.watcher = *with->watcher;
  wish.tests_fit = false;
  if (wish.uncertainty.n_threads == 0) wish.uncertainty.n_threads = with->n_threads;
  dark__uncertainty_settle(&wish.uncertainty, table);
  const dark_status status = dark__fit_table(fit, table, &wish, &cause);
  return status == DARK_OK ? DARK_OK : dark__asked_fail(&with->answer->asked, &cause, err);
}

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  trying with = {answer, watcher, n_threads};
  return dark__trials_make(answer->content, answer->table, try_method, &with, err);
}

static void clear(void *content) { dark__trials_clear(content); }

static bool has_estimate(const dark_answer *answer) { return dark__trials_any(trials_of(answer)); }

static const dark_results *first_results(const dark__trials *trials) {
  for (size_t i = 0; i < trials->n; i++)
    if (dark__trial_applies(&trials->items[i])) return trials->items[i].fit.results;
  return NULL;
}

/* Of the methods that apply, one behind the other. */
static dark_status fill_estimates(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark__trials *trials = trials_of(answer);
  const dark_results *first = first_results(trials), none = {.n_rows = 0};
  (void)err;
  dark__frame_row_columns(frame, first == NULL ? &none : first);
  for (size_t i = 0; i < trials->n; i++) {
    const dark_results *results = trials->items[i].fit.results;
    if (dark__trial_applies(&trials->items[i]) && results != NULL)
      dark__frame_put_rows(frame, results, results->rows, results->n_rows, results->shrunken);
  }
  return DARK_OK;
}

static dark_status fill_methods(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark__trials *trials = trials_of(answer);
  (void)err;
  dark__frame_texts(frame, "method");
  dark__frame_wholes(frame, "applies");
  dark__frame_texts(frame, "why_not,assumption");
  for (size_t i = 0; i < trials->n; i++) {
    const dark__trial *trial = &trials->items[i];
    const bool applies = dark__trial_applies(trial);
    dark__frame_put_static(frame, dark_estimator_name(trial->estimator));
    dark__frame_put_size(frame, applies);
    dark__frame_put_text(frame, applies ? NULL : trial->why_not);
    dark__frame_put_static(frame, dark_estimator_assumption(trial->estimator));
  }
  return DARK_OK;
}

static const dark__named_frame frames[] = {{"estimates", fill_estimates},
                                           {"methods", fill_methods},
                                           {"settings", dark__fill_given},
                                           {"notes", dark__fill_notes},
                                           {NULL, NULL}};

static const dark__answer_kind kind = {frames, NULL, has_estimate, clear};

dark_status dark_answer_methods(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                                dark_error *err) {
  static const dark__making how = {&kind, "auto", sizeof(dark__trials), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
