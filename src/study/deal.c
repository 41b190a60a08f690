/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "study/tasks.h"

/* The longest first; ids settle what takes equally long, so that the order of the file does not matter. */
static int compare(const void *a, const void *b) {
  const dark_task *x = *(const dark_task *const *)a, *y = *(const dark_task *const *)b;
  if (x->seconds != y->seconds) return x->seconds > y->seconds ? -1 : 1;
  return strcmp(x->id, y->id);
}

/* Deal order [n] tasks; loads [n_shards] are zero. */
static void deal(size_t *shards, const dark_tasks *tasks, const dark_task *const *order, size_t n, double *loads,
                 size_t n_shards) {
  for (size_t i = 0; i < n; i++) {
    size_t least = 0;
    for (size_t s = 1; s < n_shards; s++)
      if (loads[s] < loads[least]) least = s;
    loads[least] += order[i]->seconds;
    shards[order[i] - tasks->items] = least;
  }
}

dark_status dark_tasks_deal(size_t *shards, const dark_tasks *tasks, size_t n_shards, dark_error *err) {
  DARK__REQUIRE(shards, err);
  DARK__REQUIRE(tasks, err);
  if (n_shards == 0) return dark__fail(err, DARK_EUSAGE, "tasks cannot be dealt out to 0 shards");
  /* More shards than tasks stay empty. */
  const size_t n_used = n_shards < tasks->n ? n_shards : tasks->n;
  const dark_task **order = calloc(tasks->n, sizeof *order);
  double *loads = calloc(n_used, sizeof *loads);
  size_t n = 0;
  dark_status status = order == NULL || loads == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tasks->n; i++)
    if (tasks->items[i].same_as == i) order[n++] = &tasks->items[i];
  if (status == DARK_OK) {
    qsort(order, n, sizeof *order, compare);
    deal(shards, tasks, order, n, loads, n_used);
    for (size_t i = 0; i < tasks->n; i++) shards[i] = shards[tasks->items[i].same_as];
  }
  free(loads);
  free(order);
  return status;
}
