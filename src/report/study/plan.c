/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

double dark__plan_seconds(const dark_tasks *tasks) {
  double seconds = 0;
  for (size_t i = 0; i < dark_tasks_n(tasks); i++) seconds += dark_tasks_at(tasks, i)->seconds;
  return seconds;
}
