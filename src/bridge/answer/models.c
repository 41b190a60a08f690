/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"
#include "bridge/answer/answer.h"
#include "fitting/ranking.h"
#include "report/words/dependence.h"

typedef struct content {
  dark_plan *plan;
  dark__ranking ranking;
} content;

static const content *content_of(const dark_answer *answer) { return answer->content; }

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  content *made = answer->content;
  const char *method = answer->asked.method.settings.method;
  const dark__wish wish = dark__asked_wish(&answer->asked, method);
  (void)watcher, (void)n_threads;
  dark_status status = dark__ranking_check(dark_table_n_categories(answer->table) > 0, method, err);
  if (status == DARK_OK) status = dark__wish_plan(&made->plan, answer->table, &wish, err);
  return status == DARK_OK ? dark__ranking_make(&made->ranking, made->plan, answer->asked.top, err) : status;
}

static void clear(void *what) {
  content *made = what;
  dark__ranking_clear(&made->ranking);
  dark_plan_free(made->plan);
}

static bool has_estimate(const dark_answer *answer) { return dark__ranking_is_usable(&content_of(answer)->ranking); }

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  const content *made = content_of(answer);
  const dark__ranking *ranked = &made->ranking;
  const dark_run run = {
      .command = "models", .dependence = dark_plan_dependence(made->plan), .chosen = ranked->has_chosen ? &ranked->chosen : NULL};
  return dark_report_candidates(stream, format, ranked->candidates, dark__words_items(&ranked->names), ranked->n, answer->table,
                                &run, err);
}

static void put_candidate(dark_frame *frame, const dark__ranking *ranked, size_t i) {
  const dark_candidate *of = &ranked->candidates[i];
  const double numbers[] = {of->deviance, of->log_lik, of->aic, of->bic, of->total};
  dark__frame_put_size(frame, i + 1);
  dark__frame_put_text(frame, ranked->names.items[i]);
  dark__frame_put_size(frame, of->n_parameters);
  dark__frame_put_size(frame, of->n_minus_infinity);
  for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) dark__frame_put_real(frame, numbers[k]);
  dark__frame_put_whole(frame, of->code);
}

/* The columns of `models --format csv`. */
static dark_status fill_models(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const content *made = content_of(answer);
  dark__paper supposed = {0};
  dark__add_supposed(&supposed, dark_plan_dependence(made->plan));
  dark__frame_wholes(frame, "rank");
  dark__frame_texts(frame, "model");
  dark__frame_wholes(frame, "parameters,minus_infinity");
  dark__frame_reals(frame, "deviance,log_lik,aic,bic,total");
  dark__frame_wholes(frame, "code");
  if (supposed.length > 0) dark__frame_texts(frame, "assumed");
  for (size_t i = 0; i < made->ranking.n; i++) {
    put_candidate(frame, &made->ranking, i);
    if (supposed.length > 0) dark__frame_put_text(frame, dark__paper_text(&supposed));
  }
  const dark_status status = supposed.failed ? dark__fail_memory(err) : DARK_OK;
  dark__paper_clear(&supposed);
  return status;
}

static const dark__named_frame frames[] = {
    {"models", fill_models}, {"settings", dark__fill_given}, {"notes", dark__fill_notes}, {NULL, NULL}};

static const dark__answer_kind kind = {frames, write, has_estimate, clear};

dark_status dark_answer_models(dark_answer **out, const dark_table *table, const dark_request *request, const dark_watch *watch,
                               dark_error *err) {
  static const dark__making how = {&kind, "bic", sizeof(content), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
