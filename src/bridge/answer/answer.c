/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/answer/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "base/text.h"

dark_status dark__answer_new(dark_answer **out, const dark__answer_kind *kind, const dark_table *table,
                             const dark_request *request, const char *initial, dark_error *err) {
  *out = NULL;
  dark_answer *answer = calloc(1, sizeof *answer);
  if (answer == NULL) return dark__fail_memory(err);
  answer->kind = kind;
  answer->table = table;
  dark_status status =
      request == NULL ? dark_request_new(&answer->request, err) : dark_request_copy(&answer->request, request, err);
  if (status == DARK_OK && initial != NULL) status = dark__asked_fit(&answer->asked, answer->request, initial, err);
  if (status == DARK_OK) *out = answer;
  else dark_answer_free(answer);
  return status;
}

void dark_answer_free(dark_answer *answer) {
  if (answer == NULL) return;
  if (answer->content != NULL) answer->kind->clear(answer->content);
  free(answer->content);
  dark__asked_clear(&answer->asked);
  dark_request_free(answer->request);
  free(answer);
}

/* Errors of the library speak of options. */
static dark_status fail(const dark_answer *answer, const dark_error *cause, dark_error *err) {
  if (answer->asked.map == NULL) return dark__fail(err, cause->status, "%s", cause->message);
  return dark__asked_fail(&answer->asked, cause, err);
}

dark_status dark__answer_make(dark_answer **out, const dark__making *how, const dark_table *table, const dark_request *request,
                              const dark_watch *watch, dark_error *err) {
  dark_error cause = DARK_ERROR_INIT;
  dark_answer *answer;
  dark_status status = dark__answer_new(&answer, how->kind, table, request, how->initial, err);
  if (status != DARK_OK) return status;
  answer->content = calloc(1, how->size);
  status = answer->content == NULL ? dark__fail_memory(&cause) : dark__attend(how->work, answer, watch, &cause);
  if (status == DARK_OK) {
    *out = answer;
    return DARK_OK;
  }
  status = fail(answer, &cause, err);
  dark_answer_free(answer);
  return status;
}

int dark_answer_has_estimate(const dark_answer *answer) {
  if (answer == NULL) return 0;
  return answer->kind->has_estimate == NULL || answer->kind->has_estimate(answer);
}

/* ---- Frames */

static size_t count_frames(const dark_answer *answer) {
  size_t n = 0;
  while (answer != NULL && answer->kind->frames[n].name != NULL) n++;
  return n;
}

const char *dark_answer_frame_name(const dark_answer *answer, size_t i) {
  return i < count_frames(answer) ? answer->kind->frames[i].name : NULL;
}

static const char *name_at(const void *context, size_t i) { return dark_answer_frame_name(context, i); }

enum { MOST_FRAMES = 32 };

static dark_status fail_unknown(const dark_answer *answer, const char *name, dark_error *err) {
  const char *names[MOST_FRAMES];
  const size_t n = count_frames(answer);
  for (size_t i = 0; i < n && i < MOST_FRAMES; i++) names[i] = name_at(answer, i);
  const char *nearest = dark__nearest(name, names, n < MOST_FRAMES ? n : MOST_FRAMES);
  return dark__fail(err, DARK_EUSAGE, "no frame '%s' here; there are %s%s%s%s", dark__show(name).text,
                    dark__show_names(name_at, answer, n).text, nearest == NULL ? "" : "; did you mean '",
                    nearest == NULL ? "" : nearest, nearest == NULL ? "" : "'?");
}

static dark_status fill(dark_frame **out, const dark_answer *answer, dark__frame_filler *filler, dark_error *err) {
  dark_frame *frame = dark__frame_new();
  dark__gsl_enter();
  dark_status status = frame == NULL ? dark__fail_memory(err) : filler(frame, answer, err);
  dark__gsl_leave();
  if (status == DARK_OK) status = dark__frame_check(frame, err);
  if (status == DARK_OK) *out = frame;
  else dark_frame_free(frame);
  return status;
}

dark_status dark_answer_frame(dark_frame **out, const dark_answer *answer, const char *name, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(answer, err);
  DARK__REQUIRE(name, err);
  for (const dark__named_frame *frame = answer->kind->frames; frame->name != NULL; frame++)
    if (strcmp(frame->name, name) == 0) return fill(out, answer, frame->fill, err);
  return fail_unknown(answer, name, err);
}
