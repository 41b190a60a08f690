/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store of a study says, as frames. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "bridge/study/study.h"
#include "report/study/study.h"

/* A frame from the store of an open view. */
typedef struct filling {
  dark_frame *frame;
  const dark_tasks *tasks;
  dark__study_answers answers;
} filling;

/* ---- estimates: the columns of `study export --format csv` */

static void name_columns(const filling *of) {
  dark_frame *frame = of->frame;
  const dark__words *categories = &of->answers.categories;
  dark__frame_texts(frame, "data,scenario,method");
  for (size_t c = 0; c < categories->n; c++) {
    dark__paper name = {0};
    dark__paper_add(&name, "%s%s", dark__answers_prefix(categories->items[c]), categories->items[c]);
    dark__frame_column(frame, dark__paper_text(&name), DARK_COLUMN_TEXT);
    dark__paper_clear(&name);
  }
  dark__frame_texts(frame, "estimator,model,lists");
  dark__frame_reals(frame, "observed,excluded,hidden,total,se,level,lower,upper");
  dark__frame_texts(frame, "interval");
  dark__frame_wholes(frame, "replicates,failed");
  dark__frame_texts(frame, "state,reasons,failure");
  if (of->answers.has_shrunken) dark__frame_reals(frame, "shrunken,shrunken_lower,shrunken_upper");
}

static dark_status put_categories(const filling *of, const dark__answer *answer, dark_error *err) {
  json_t *object = json_loads(answer->categories, 0, NULL);
  if (object == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < of->answers.categories.n; c++)
    dark__frame_put_text(of->frame, json_string_value(json_object_get(object, of->answers.categories.items[c])));
  json_decref(object);
  return DARK_OK;
}

static bool has_reason(const char *reasons, dark_reason reason) {
  const char *code = dark_reason_code(reason), *at = reasons;
  const size_t n = strlen(code);
  while ((at = strstr(at, code)) != NULL) {
    if ((at == reasons || at[-1] == ';') && (at[n] == '\0' || at[n] == ';')) return true;
    at += n;
  }
  return false;
}

/* An upper limit that the data do not set is infinite. */
static double upper_of(const dark__answer *answer) {
  return isnan(answer->upper) && has_reason(answer->reasons, DARK_REASON_UPPER_UNBOUNDED) ? (double)INFINITY : answer->upper;
}

static void put_numbers(dark_frame *frame, const dark__answer *answer) {
  const double numbers[] = {answer->observed, answer->excluded, answer->hidden, answer->total,
                            answer->se,       answer->level,    answer->lower,  upper_of(answer)};
  const bool failed = answer->failure != NULL;
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) dark__frame_put_real(frame, failed ? (double)NAN : numbers[i]);
  dark__frame_put_text(frame, failed ? NULL : answer->interval);
  dark__frame_put_size(frame, failed ? SIZE_MAX : answer->n_replicates);
  dark__frame_put_size(frame, failed ? SIZE_MAX : answer->n_failed);
}

static dark_status put_answer(void *context, const dark__answer *answer, dark_error *err) {
  const filling *of = context;
  dark_frame *frame = of->frame;
  const double shrunken[] = {answer->shrunken.total, answer->shrunken.lower, answer->shrunken.upper};
  dark__frame_put_text(frame, answer->data);
  dark__frame_put_text(frame, answer->scenario);
  dark__frame_put_text(frame, answer->method);
  const dark_status status = put_categories(of, answer, err);
  dark__frame_put_text(frame, answer->estimator);
  dark__frame_put_text(frame, answer->model);
  dark__frame_put_text(frame, answer->lists);
  put_numbers(frame, answer);
  dark__frame_put_text(frame, answer->state);
  dark__frame_put_text(frame, answer->reasons);
  dark__frame_put_text(frame, answer->failure);
  for (size_t i = 0; of->answers.has_shrunken && i < 3; i++) dark__frame_put_real(frame, shrunken[i]);
  return status;
}

static dark_status fill_estimates(filling *of, dark__store *store, dark_error *err) {
  dark_status status = dark__answers_look(&of->answers, err);
  if (status == DARK_OK) name_columns(of);
  if (status == DARK_OK) status = dark__store_each_answer(store, put_answer, of, err);
  dark__words_free(&of->answers.categories);
  return status;
}

/* ---- differences: those of `study compare --format csv` */

static void put_side(const filling *of, size_t task, const dark_group *category, size_t n) {
  const dark_task *item = dark_tasks_at(of->tasks, task);
  dark__paper text = {0};
  dark__add_category(&text, category, n);
  dark__frame_put_text(of->frame, dark_study_data_at(of->tasks->study, item->data)->name);
  dark__frame_put_text(of->frame, dark_study_scenario_at(of->tasks->study, item->scenario)->name);
  dark__frame_put_text(of->frame, dark_study_method_at(of->tasks->study, item->method)->name);
  dark__frame_put_paper(of->frame, &text);
  dark__paper_clear(&text);
}

static void put_difference(const filling *of, const dark__compared *compared, const dark_contrast *contrast) {
  const dark__comparison *between = compared->of;
  put_side(of, between->baseline, between->baseline_category, between->n_baseline_category);
  put_side(of, between->other, between->other_category, between->n_other_category);
  dark__frame_put_contrast(of->frame, contrast);
  dark__frame_put_text(of->frame, compared->missing);
}

static dark_status put_compared(void *context, const dark__compared *compared, dark_error *err) {
  const filling *of = context;
  (void)err;
  for (size_t l = 0; l < compared->n_levels; l++) put_difference(of, compared, &compared->contrasts[l]);
  if (compared->missing != NULL) put_difference(of, compared, NULL);
  return DARK_OK;
}

static dark_status fill_differences(filling *of, dark__store *store, dark_error *err) {
  dark__comparisons comparisons;
  dark__frame_texts(of->frame, "baseline_data,baseline_scenario,baseline_method,baseline_category,data,scenario,method,category");
  dark__frame_contrast_columns(of->frame);
  dark__frame_texts(of->frame, "missing");
  if (dark_tasks_n_pairs(of->tasks) == 0) return DARK_OK;
  dark_status status = dark__comparisons_make(&comparisons, of->tasks, NULL, err);
  if (status == DARK_OK) status = dark__compare_each(&comparisons, of->tasks, store, NULL, 0, put_compared, of, err);
  dark__comparisons_clear(&comparisons);
  return status;
}

/* ---- tasks: how far each is */

static dark_status put_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  const filling *of = context;
  (void)err;
  dark__frame_put_text(of->frame, task->data);
  dark__frame_put_text(of->frame, task->scenario);
  dark__frame_put_text(of->frame, task->method);
  dark__frame_put_static(of->frame, dark__state_name(task->state));
  dark__frame_put_text(of->frame, task->reason[0] == '\0' ? NULL : task->reason);
  dark__frame_put_size(of->frame, task->n_replicates);
  dark__frame_put_size(of->frame, task->n_stored);
  return DARK_OK;
}

static dark_status fill_tasks(filling *of, dark__store *store, dark_error *err) {
  dark__frame_texts(of->frame, "data,scenario,method,state,reason");
  dark__frame_wholes(of->frame, "replicates,stored");
  return dark__store_each_task(store, put_task, of, err);
}

/* ---- All of them */

static dark_status fill(dark_frame *frame, const dark_answer *answer,
                        dark_status (*part)(filling *of, dark__store *store, dark_error *err), dark_error *err) {
  dark__study_view view;
  dark_status status = dark__study_open(&view, answer, err);
  const dark_tasks *tasks = view.held->tasks;
  filling of = {frame, tasks, {.study = tasks->study, .tasks = tasks, .store = view.store}};
  if (status == DARK_OK) status = part(&of, view.store, err);
  dark__study_close(&view);
  return status;
}

static dark_status estimates(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  return fill(frame, answer, fill_estimates, err);
}

static dark_status differences(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  return fill(frame, answer, fill_differences, err);
}

static dark_status tasks(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  return fill(frame, answer, fill_tasks, err);
}

static dark_status notes(dark_frame *frame, const dark_answer *answer, dark_error *err) {
  const dark_tasks *of = dark__study_held_by(answer)->tasks;
  (void)err;
  dark__frame_texts(frame, "kind,note");
  for (size_t i = 0; i < dark_tasks_n_notes(of); i++) {
    dark__frame_put_static(frame, "note");
    dark__frame_put_text(frame, dark_tasks_note(of, i));
  }
  return DARK_OK;
}

const dark__named_frame dark__study_frames[] = {
    {"estimates", estimates}, {"differences", differences}, {"tasks", tasks}, {"notes", notes}, {NULL, NULL}};
