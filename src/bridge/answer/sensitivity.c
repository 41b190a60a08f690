/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/words/sensitivity.h"
#include "base/arguments.h"
#include "bridge/answer/answer.h"
#include "fitting/inquiry.h"
#include "report/words/dependence.h"

static const dark_sensitivity *found_by(const dark_answer *answer) { return *(dark_sensitivity *const *)answer->content; }

static dark_status ask(dark_answer *answer, const dark__inquiry *inquiry, const dark__watcher *watcher, dark_error *err) {
  dark_sensitivity_options options = dark__inquiry_options(inquiry);
  options.progress = watcher->progress;
  options.context = watcher->context;
  if (watcher->begin != NULL) watcher->begin(watcher->context, "sensitivity");
  const dark_status status = dark_sensitivity_new(answer->content, answer->table, &answer->asked.method.settings, &options, err);
  return watcher->end != NULL ? watcher->end(watcher->context, status, err) : status;
}

static dark_status work(void *what, const dark__watcher *watcher, int n_threads, dark_error *err) {
  dark_answer *answer = what;
  const char *method = answer->asked.method.settings.method;
  dark__inquiry inquiry = {.uncertainty = dark__asked_wish(&answer->asked, method).uncertainty,
                           .n_thinnings = answer->asked.n_thinnings};
  if (inquiry.uncertainty.n_threads == 0) inquiry.uncertainty.n_threads = n_threads;
  const dark_status status = dark__inquiry_settle(&inquiry, answer->table, method, err);
  return status == DARK_OK ? ask(answer, &inquiry, watcher, err) : status;
}

static void clear(void *content) { dark_sensitivity_free(*(dark_sensitivity **)content); }

static bool has_estimate(const dark_answer *answer) { return dark__inquiry_any(found_by(answer)); }

static dark_status write(FILE *stream, const dark_answer *answer, dark_format format, dark_error *err) {
  const dark_run run = {.command = "sensitivity"};
  return dark_report_sensitivity(stream, format, found_by(answer), answer->table, &run, err);
}

/* ---- The columns of `sensitivity --format csv` */

static const char *list_name(size_t list, const dark_table *table) {
  return list != SIZE_MAX ? dark_table_list_name(table, list) : "";
}

static void put_item(dark_frame *frame, const dark_sensitivity_row *row, const dark_table *table) {
  dark__paper item = {0};
  dark__add_item(&item, row, table);
  dark__frame_put_static(frame, dark_analysis_name(row->analysis));
  dark__frame_put_paper(frame, &item);
  dark__frame_put_text(frame, list_name(row->list_a, table));
  dark__frame_put_text(frame, list_name(row->list_b, table));
  dark__paper_clear(&item);
}

static void put_row(dark_frame *frame, const dark_sensitivity_row *row, const dark_answer *answer) {
  char reasons[2048];
  const dark_row *of = &row->answer;
  const double numbers[] = {row->value, of->observed,      of->hidden,         of->total,
                            row->known, 100 * row->change, of->interval.level, of->interval.lower};
  dark__frame_put_levels(frame, of->levels, found_by(answer)->n_categories);
  put_item(frame, row, answer->table);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__frame_put_real(frame, numbers[i]);
  dark__frame_put_real(frame, dark__upper_shown(&of->interval, of->reasons));
  dark__frame_put_static(frame, row->analysis == DARK_ANALYSIS_THINNING ? "draws" : dark_interval_name(of->interval.type));
  dark__frame_put_text(frame, of->method);
  dark__frame_put_text(frame, of->model);
  dark__frame_put_text(frame, of->lists);
  dark__frame_put_size(frame, of->n_replicates);
  dark__frame_put_size(frame, of->n_failed);
  dark__frame_put_static(frame, dark_state_name(of->state));
  dark__frame_put_text(frame, dark_reasons_write(reasons, sizeof reasons, of->reasons));
}

static dark_status fill_sensitivity(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_sensitivity *all = found_by(answer);
  dark__paper supposed = {0};
  dark__add_supposed(&supposed, all->dependence);
  dark__frame_categories(frame, all->categories, all->n_categories);
  dark__frame_texts(frame, "analysis,item,list_a,list_b");
  dark__frame_reals(frame, "value,observed,hidden,total,known,change_percent,level,lower,upper");
  dark__frame_texts(frame, "interval,method,model,lists");
  dark__frame_wholes(frame, "replicates,failed");
  dark__frame_texts(frame, "state,reasons");
  if (supposed.length > 0) dark__frame_texts(frame, "assumed");
  for (size_t s = 0; s < all->n_sections; s++)
    for (size_t r = 0; r < all->sections[s].n_rows; r++) {
      put_row(frame, &all->sections[s].rows[r], answer);
      if (supposed.length > 0) dark__frame_put_text(frame, dark__paper_text(&supposed));
    }
  const dark_status status = supposed.failed ? dark__fail_memory(err) : DARK_OK;
  dark__paper_clear(&supposed);
  return status;
}

static const dark__named_frame frames[] = {
    {"sensitivity", fill_sensitivity}, {"settings", dark__fill_given}, {"notes", dark__fill_notes}, {NULL, NULL}};

static const dark__answer_kind kind = {frames, write, has_estimate, clear};

dark_status dark_answer_sensitivity(dark_answer **out, const dark_table *table, const dark_request *request,
                                    const dark_watch *watch, dark_error *err) {
  static const dark__making how = {&kind, "auto", sizeof(dark_sensitivity *), work};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  return dark__answer_make(out, &how, table, request, watch, err);
}
