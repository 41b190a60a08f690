/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"
#include "writing/grid.h"
#include "writing/numbers.h"
#include "writing/page.h"

typedef struct text_writer {
  dark__grid failed, missing;
  dark__progress_of_study *status;
} text_writer;

static void put_line(dark__grid *grid, const dark__progress_of_task *task) {
  dark__grid_add(grid, dark__count_size(task->task + 1).text);
  dark__grid_add_foreign(grid, task->data);
  dark__grid_add_foreign(grid, task->scenario);
  dark__grid_add_foreign(grid, task->method);
  if (task->state == 'f') dark__grid_add_foreign(grid, task->reason);
  else
    dark__grid_add(grid, dark__percent(task->n_replicates == 0 ? 0 : (double)task->n_stored / (double)task->n_replicates).text);
}

static dark_status see_task(void *context, const dark__progress_of_task *task, dark_error *err) {
  text_writer *writer = context;
  (void)err;
  const bool is_listed = dark__status_count(writer->status, task);
  if (task->state == 'f') put_line(&writer->failed, task);
  if (task->state == 'm' && is_listed && writer->status->lists_missing) put_line(&writer->missing, task);
  return DARK_OK;
}

static void put_summary(dark__paper *page, const dark__progress_of_study *status) {
  dark__paper text = {0};
  const double share = status->n_replicates == 0 ? 1 : (double)status->n_stored / (double)status->n_replicates;
  dark__paper_add(page, "Study ");
  dark__paper_add_foreign(page, status->name);
  if (status->shard.count > 1) dark__paper_add(page, ", shard %zu of %zu", status->shard.number, status->shard.count);
  dark__paper_add(page, "\n\n");
  dark__paper_add(&text, "%s of %s tasks", dark__count_size(status->n_done).text, dark__count_size(status->n_tasks).text);
  dark__put_entry(page, "Done", &text);
  dark__paper_add(&text, "%s", dark__count_size(status->n_missing).text);
  dark__put_entry(page, "Missing", &text);
  dark__paper_add(&text, "%s", dark__count_size(status->n_failed).text);
  dark__put_entry(page, "Failed", &text);
  dark__paper_add(&text, "%s of %s stored (%s)", dark__count_size(status->n_stored).text,
                  dark__count_size(status->n_replicates).text, dark__percent(share).text);
  dark__put_entry(page, "Replicates", &text);
  if (!status->is_verified) return;
  dark__paper_add(&text, "every row, replicate and page of the store is as it was written");
  dark__put_entry(page, "Verified", &text);
}

static void put_tasks(dark__paper *page, const char *heading, dark__grid *grid) {
  if (grid->cells.length > 0) dark__paper_heading(page, heading);
  dark__grid_put(page, grid, 2);
}

dark_status dark__status_text(FILE *stream, dark__progress_of_study *status, dark_error *err) {
  dark__paper page = {0};
  text_writer writer = {.failed = {.columns = "rllll"}, .missing = {.columns = "rlllr"}, .status = status};
  const dark_status seen = dark__store_each_task(status->store, see_task, &writer, err);
  put_summary(&page, status);
  put_tasks(&page, "Failed", &writer.failed);
  put_tasks(&page, "Missing, and how much of their replicates is stored", &writer.missing);
  if (seen == DARK_OK) return dark__paper_finish(&page, stream, err);
  dark__paper_clear(&page);
  return seen;
}
