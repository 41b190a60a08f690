/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a task costs: shards are dealt by these seconds. */
#include "resample/cost.h"
#include "study/tasks/tasks.h"

static dark__workload workload_of(const dark__shape *shape) {
  return (dark__workload){
      .table = shape->table, .n_lists = shape->n_lists, .n_parts = shape->n_parts, .n_records = shape->n_records};
}

const dark_estimator *dark__task_estimator(const dark__shape *shape, const dark_settings *settings) {
  const dark__workload work = workload_of(shape);
  return dark__cost_estimator(&work, settings);
}

dark_status dark__task_cost(double *seconds, const dark__shape *shape, const dark_settings *settings, size_t n_replicates,
                            dark_error *err) {
  const dark__workload work = workload_of(shape);
  return dark__cost_seconds(seconds, &work, settings, n_replicates, err);
}
