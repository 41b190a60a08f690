/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/compare/contrast.h"

#include <darkfigure/captures.h>

#include "result/opposition.h"
#include "study/tasks/tasks.h"

bool dark__contrast_is_paired(const dark_tasks *tasks, size_t a, size_t b) {
  const dark_task *x = dark_tasks_at(tasks, a), *y = dark_tasks_at(tasks, b);
  const dark_study *study = tasks->study;
  return x->data == y->data && x->n_replicates == y->n_replicates && x->settings.resample == DARK_RESAMPLE_OBSERVED &&
         y->settings.resample == DARK_RESAMPLE_OBSERVED &&
         dark_study_method_at(study, x->method)->seed == dark_study_method_at(study, y->method)->seed &&
         dark_table_captures(dark_tasks_table(tasks, x->data)) == NULL;
}

/* Where the people of a cell stand in the tables of both tasks. */
typedef struct both {
  const dark_tasks *tasks;
  size_t baseline, other;
} both;

static bool find(size_t *part, size_t *record, const void *context, bool is_other, size_t cell) {
  const both *of = context;
  return dark__ready_find_cell(part, record, of->tasks, is_other ? of->other : of->baseline, cell);
}

static dark__opposed_side side_of(const dark__contrast_side *of) {
  return (dark__opposed_side){of->ready->plan, of->ready->table, of->replicates, of->category, of->n_category};
}

dark_status dark__contrast_make(dark_contrast *out, const dark_tasks *tasks, const dark__contrast_side *baseline,
                                const dark__contrast_side *other, dark_interval_type type, double level, dark_error *err) {
  const both tasks_of = {tasks, baseline->task, other->task};
  dark__opposition between = {
      .is_paired = dark__contrast_is_paired(tasks, baseline->task, other->task), .find = find, .context = &tasks_of};
  between.n_cells = dark__ready_cells(&between.people, tasks, dark_tasks_at(tasks, baseline->task)->data);
  const dark__opposed_side a = side_of(baseline), b = side_of(other);
  return dark__opposition_make(out, &between, &a, &b, type, level, err);
}
