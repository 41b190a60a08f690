/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

const char *dark__state_name(char state) { return state == 'd' ? "done" : state == 'f' ? "failed" : "missing"; }

bool dark__status_count(dark__progress_of_study *status, const dark__progress_of_task *task) {
  status->n_tasks++;
  status->n_done += task->state == 'd';
  status->n_missing += task->state == 'm';
  status->n_failed += task->state == 'f';
  status->n_replicates += task->n_replicates;
  status->n_stored += task->n_stored;
  return !status->lists_missing || task->state != 'd';
}
