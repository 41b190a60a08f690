/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run/left.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "study/run/queue.h"

/* Seconds of each task [n]; what the store has is taken off. */
typedef struct account {
  const dark_tasks *tasks;
  double *seconds;
} account;

static void take_off_block(void *context, size_t task, size_t block) {
  const account *of = context;
  const dark_task *done = dark_tasks_at(of->tasks, task);
  if (done->n_replicates > 0)
    of->seconds[task] -= done->seconds * (double)dark__block_size(done, block) / (double)done->n_replicates;
}

static void take_off_task(void *context, size_t task, char state) {
  const account *of = context;
  if (state != 'm') of->seconds[task] = 0;
}

static dark_status take_off_stored(account *of, const char *path, dark_error *err) {
  dark__store store;
  dark_status status = dark__store_read(&store, path, of->tasks, err);
  if (status == DARK_OK) status = dark__store_each_block(&store, take_off_block, of, err);
  if (status == DARK_OK) status = dark__store_each_state(&store, take_off_task, of, err);
  dark__store_close(&store);
  return status;
}

dark_status dark__seconds_left(double *seconds, const dark_tasks *tasks, dark__shard shard, const char *path, dark_error *err) {
  const size_t n = dark_tasks_n(tasks);
  size_t *shards = calloc(n + 1, sizeof *shards);
  account of = {.tasks = tasks, .seconds = calloc(n + 1, sizeof *of.seconds)};
  *seconds = 0;
  dark_status status = shards == NULL || of.seconds == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark_tasks_deal(shards, tasks, shard.count, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) of.seconds[i] = dark_tasks_at(tasks, i)->seconds;
  if (status == DARK_OK && access(path, F_OK) == 0) status = take_off_stored(&of, path, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    if (shards[i] + 1 == shard.number && of.seconds[i] > 0) *seconds += of.seconds[i];
  free(of.seconds);
  free(shards);
  return status;
}
