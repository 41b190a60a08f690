/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"

#include "writing/csv.h"
#include "writing/numbers.h"

/* The contract: users' scripts read these columns by name. */
#define PLAN_COLUMNS "task,id,data,scenario,method,lists,parts,people,replicates,seconds,same_as"

dark_status dark__plan_csv(FILE *stream, const dark__study_plan *plan, dark_error *err) {
  (void)err;
  fputs(PLAN_COLUMNS "\n", stream);
  for (size_t i = 0; i < dark_tasks_n(plan->tasks); i++) {
    const dark_task *task = dark_tasks_at(plan->tasks, i);
    fprintf(stream, "%zu,%s,", i + 1, task->id);
    dark__put_csv_text(stream, dark_study_data_at(plan->study, task->data)->name);
    dark__put_csv_text(stream, dark_study_scenario_at(plan->study, task->scenario)->name);
    dark__put_csv_text(stream, dark_study_method_at(plan->study, task->method)->name);
    fprintf(stream, "%zu,%zu,%s,%zu,%s,", task->n_lists, task->n_parts, dark__exact(task->n_people).text, task->n_replicates,
            dark__exact(task->seconds).text);
    if (task->same_as != i) fprintf(stream, "%zu", task->same_as + 1);
    fputc('\n', stream);
  }
  return DARK_OK;
}
