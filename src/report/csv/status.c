/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"
#include "writing/csv.h"

/* The contract: users' scripts read these columns by name. */
#define STATUS_COLUMNS "task,data,scenario,method,state,replicates,stored,reason"

typedef struct csv_writer {
  FILE *stream;
  dark__progress_of_study *status;
} csv_writer;

static void put_csv(FILE *stream, const dark__progress_of_task *task) {
  const char *const texts[] = {task->data, task->scenario, task->method, dark__state_name(task->state)};
  fprintf(stream, "%zu,", task->task + 1);
  for (size_t i = 0; i < 4; i++) {
    dark__put_text(stream, texts[i]);
    fputc(',', stream);
  }
  fprintf(stream, "%zu,%zu,", task->n_replicates, task->n_stored);
  dark__put_text(stream, task->reason);
  fputc('\n', stream);
}

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  const csv_writer *writer = context;
  (void)err;
  if (dark__status_count(writer->status, task)) put_csv(writer->stream, task);
  return DARK_OK;
}

dark_status dark__status_csv(FILE *stream, dark__progress_of_study *status, dark_error *err) {
  csv_writer writer = {stream, status};
  fputs(STATUS_COLUMNS "\n", stream);
  return dark__store_each_task(status->store, see_task, &writer, err);
}
