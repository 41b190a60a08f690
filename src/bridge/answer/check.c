/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/answer/answer.h"

static const dark_check *check_of(const dark_answer *answer) { return answer->content; }

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  const char *model = answer->asked.method.settings.model;
  (void)watcher, (void)n_threads;
  if (model == NULL || dark_request_has(answer->request, "joint"))
    return dark__fail(err, DARK_EUSAGE, "check needs a model, such as model: '[12,3]'");
  return dark_check_model(answer->content, answer->table, model, err);
}

static void clear(void *content) { (void)content; }

static bool has_estimate(const dark_answer *answer) { return check_of(answer)->code == 0; }

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  const dark_run run = {.command = "check"};
  return dark_report_check(stream, format, check_of(answer), answer->table, &run, err);
}

/* The columns of `check --format csv`. */
static dark_status fill_check(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_check *of = check_of(answer);
  (void)err;
  dark__frame_texts(frame, "model");
  dark__frame_wholes(frame, "code,parameters,minus_infinity");
  dark__frame_texts(frame, "reason");
  dark__frame_put_text(frame, of->model);
  dark__frame_put_whole(frame, of->code);
  dark__frame_put_size(frame, of->n_parameters);
  dark__frame_put_size(frame, of->n_minus_infinity);
  dark__frame_put_text(frame, of->reason);
  return DARK_OK;
}

static const dark__named_frame frames[] = {
    {"check", fill_check}, {"settings", dark__fill_given}, {"notes", dark__fill_notes}, {NULL, NULL}};

static const dark__answer_kind kind = {frames, write, has_estimate, clear};

dark_status dark_answer_check(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                              dark_error *err) {
  static const dark__making how = {&kind, "fixed", sizeof(dark_check), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
