/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/ready.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "study/tasks.h"

static dark_status give_reason(dark__ready *ready, const char *reason, dark_error *err) {
  ready->reason = dark__copy_text(reason, strlen(reason));
  return ready->reason == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__ready_make(dark__ready *ready, const dark_tasks *tasks, size_t task, dark_error *err) {
  const dark_task *item = dark_tasks_at(tasks, task);
  dark_error cause = DARK_ERROR_INIT;
  *ready = (dark__ready){.table = dark_tasks_table(tasks, item->data)};
  if (dark_study_scenario_at(tasks->study, item->scenario)->n_steps > 0) return give_reason(ready, "not yet", err);
  const dark_status status = dark_plan_new(&ready->plan, ready->table, &item->settings, &cause);
  if (status == DARK_ENOMEM) return dark__fail_memory(err);
  return status == DARK_OK ? DARK_OK : give_reason(ready, cause.message, err);
}

void dark__ready_clear(dark__ready *ready) {
  dark_plan_free(ready->plan);
  dark_table_free(ready->own);
  free(ready->reason);
  *ready = (dark__ready){0};
}
