/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run/queue.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

size_t dark__block_first(size_t block) { return block * DARK__BLOCK; }

size_t dark__block_size(const dark_task *task, size_t block) {
  const size_t left = task->n_replicates - dark__block_first(block);
  return left < DARK__BLOCK ? left : DARK__BLOCK;
}

static size_t count_blocks(const dark_task *task) { return (task->n_replicates + DARK__BLOCK - 1) / DARK__BLOCK; }

/* ---- Making it: all units of the shard, then what the store has of them is taken off */

typedef struct making {
  dark__queue *queue;
  const dark_tasks *tasks;
  size_t *units; /* [n tasks] unit of the task, DARK__NONE */
  char *states;  /* [n tasks] of the store, 0: not in it */
} making;

static void see_state(void *context, size_t task, char state) {
  making *here = context;
  if (task < dark_tasks_n(here->tasks)) here->states[task] = state;
}

static void see_block(void *context, size_t task, size_t block) {
  making *here = context;
  if (task >= dark_tasks_n(here->tasks) || here->units[task] == DARK__NONE) return;
  dark__unit *unit = &here->queue->units[here->units[task]];
  if (block < unit->n_blocks && unit->has_block[block] == 0) {
    unit->has_block[block] = 1;
    dark__queue_stored(here->queue, unit, dark__block_size(dark_tasks_at(here->tasks, task), block));
  }
}

/* Units of tasks that are not over. The first of those that are the same is over last. */
static void add_unit(making *here, size_t i, unsigned char **blocks) {
  const dark_task *task = dark_tasks_at(here->tasks, i);
  dark__queue *queue = here->queue;
  if (task->same_as != i) return;
  queue->n_replicates += task->n_replicates;
  if (here->states[i] == 'd' || here->states[i] == 'f') return;
  const size_t n = count_blocks(task);
  here->units[i] = queue->n;
  queue->units[queue->n++] =
      (dark__unit){.task = i, .n_blocks = n, .has_block = *blocks, .n_left = n, .n_missing = task->n_replicates};
  queue->n_missing += task->n_replicates;
  *blocks += n;
}

/* Backwards, so that each points to the one behind it. */
static dark_status chain_same(dark__queue *queue, const dark_tasks *tasks, dark_error *err) {
  const size_t n = dark_tasks_n(tasks);
  queue->next_same = malloc((n + 1) * sizeof *queue->next_same);
  size_t *latest = malloc((n + 1) * sizeof *latest);
  const dark_status status = queue->next_same == NULL || latest == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) latest[i] = DARK__NONE;
  for (size_t i = n; status == DARK_OK && i > 0; i--) {
    const size_t first = dark_tasks_at(tasks, i - 1)->same_as;
    queue->next_same[i - 1] = latest[first];
    latest[first] = i - 1;
  }
  free(latest);
  return status;
}

static dark_status fill(making *here, const size_t *shards, dark__store *store, dark__shard shard, dark_error *err) {
  const size_t n = dark_tasks_n(here->tasks);
  size_t n_blocks = 0;
  dark_status status = dark__store_each_state(store, see_state, here, err);
  for (size_t i = 0; i < n; i++) n_blocks += count_blocks(dark_tasks_at(here->tasks, i));
  here->queue->units = calloc(n + 1, sizeof *here->queue->units);
  unsigned char *blocks = here->queue->blocks = calloc(n_blocks + 1, 1);
  if (status == DARK_OK && (here->queue->units == NULL || blocks == NULL)) status = dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    here->units[i] = DARK__NONE;
    if (shards[i] + 1 != shard.number) continue;
    add_unit(here, i, &blocks);
  }
  if (status == DARK_OK) status = chain_same(here->queue, here->tasks, err);
  return status == DARK_OK ? dark__store_each_block(store, see_block, here, err) : status;
}

dark_status dark__queue_make(dark__queue *queue, const dark_tasks *tasks, dark__store *store, dark__shard shard,
                             dark_error *err) {
  const size_t n = dark_tasks_n(tasks);
  *queue = (dark__queue){0};
  size_t *shards = calloc(n + 1, sizeof *shards);
  making here = {queue, tasks, calloc(n + 1, sizeof *here.units), calloc(n + 1, 1)};
  dark_status status = shards == NULL || here.units == NULL || here.states == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark_tasks_deal(shards, tasks, shard.count, err);
  if (status == DARK_OK) status = fill(&here, shards, store, shard, err);
  free(shards);
  free(here.units);
  free(here.states);
  return status;
}

void dark__queue_clear(dark__queue *queue) {
  free(queue->units);
  free(queue->blocks);
  free(queue->next_same);
  *queue = (dark__queue){0};
}

/* ---- Asking it */

static bool take_from(dark__work *work, dark__unit *unit) {
  while (unit->next < unit->n_blocks && unit->has_block[unit->next] != 0) unit->next++;
  if (unit->is_over || unit->next == unit->n_blocks) return false;
  unit->has_block[unit->next] = 1;
  *work = (dark__work){unit, unit->next++};
  return true;
}

/* A unit that nobody has begun; one whose blocks are all in the store has its results to be put together. */
static bool begin_next(dark__work *work, dark__queue *queue) {
  while (queue->next < queue->n) {
    dark__unit *unit = &queue->units[queue->next++];
    if (take_from(work, unit)) return true;
    if (unit->n_left > 0 || unit->is_over) continue;
    unit->is_over = true;
    *work = (dark__work){unit, DARK__NONE};
    return true;
  }
  return false;
}

/* Towards the end there are fewer units than threads. */
static bool help_somebody(dark__work *work, dark__queue *queue) {
  dark__unit *busiest = NULL;
  for (size_t i = 0; i < queue->n; i++) {
    dark__unit *unit = &queue->units[i];
    if (!unit->is_over && unit->next < unit->n_blocks && (busiest == NULL || unit->n_left > busiest->n_left)) busiest = unit;
  }
  return busiest != NULL && (take_from(work, busiest) || help_somebody(work, queue));
}

dark__work dark__queue_take(dark__queue *queue, dark__unit *mine) {
  dark__work work = {0};
  const bool found = (mine != NULL && take_from(&work, mine)) || begin_next(&work, queue) || help_somebody(&work, queue);
  return found ? work : (dark__work){0};
}

bool dark__queue_stored(dark__queue *queue, dark__unit *unit, size_t n) {
  if (unit->is_over) return false;
  unit->n_left--;
  unit->n_missing -= n;
  queue->n_missing -= n;
  return unit->n_left == 0;
}

bool dark__queue_close(dark__queue *queue, dark__unit *unit) {
  if (unit->is_over) return false;
  queue->n_missing -= unit->n_missing;
  unit->n_missing = 0;
  unit->is_over = true;
  return true;
}
