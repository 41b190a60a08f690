/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to write of the answers of a study, before they are written. */
#include <jansson.h>
#include <string.h>

#include "base/error.h"
#include "report/study/study.h"

/* Rows are verified when the store is opened, so that what looks like an object is one, and lacked memory. */
static dark_status fail_categories(const dark__answer *answer, dark_error *err) {
  const size_t n = strlen(answer->categories);
  if (n >= 2 && answer->categories[0] == '{' && answer->categories[n - 1] == '}') return dark__fail_memory(err);
  return dark__fail(err, DARK_EDATA, "the store is damaged: task %zu has no categories", answer->task + 1);
}

static dark_status see_answer(void *context, const dark__answer *answer, dark_error *err) {
  dark__words *names = context;
  const char *name;
  json_t *value, *object = json_loads(answer->categories, 0, NULL);
  if (object == NULL) return fail_categories(answer, err);
  json_object_foreach(object, name, value) {
    if (!dark__words_has(names, name)) dark__words_add(names, name, strlen(name));
  }
  json_decref(object);
  return DARK_OK;
}

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  dark__study_answers *answers = context;
  (void)err;
  answers->n_tasks++;
  answers->n_missing += task->state == 'm';
  answers->n_failed += task->state == 'f';
  return DARK_OK;
}

static bool has_shrunken(const dark_tasks *tasks) {
  bool has = false;
  for (size_t i = 0; i < dark_tasks_n(tasks); i++) has = has || dark_tasks_at(tasks, i)->settings.pool;
  return has;
}

dark_status dark__answers_look(dark__study_answers *answers, dark_error *err) {
  answers->has_shrunken = has_shrunken(answers->tasks);
  dark_status status = dark__store_each_task(answers->store, see_task, answers, err);
  if (status == DARK_OK) status = dark__store_each_answer(answers->store, see_answer, &answers->categories, err);
  return status == DARK_OK && answers->categories.failed ? dark__fail_memory(err) : status;
}

const char *dark__answers_prefix(const char *category) {
  static const char *const taken[] = {"data", "scenario", "estimator", "failure"};
  for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
    if (strcmp(category, taken[i]) == 0) return "category_";
  return "";
}
