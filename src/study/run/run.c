/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run/run.h"

#include <stdlib.h>

#include "base/arguments.h"
#include "base/threads.h"
#include "study/run/crew.h"

dark_status dark__run_options_check(const dark_run_options *options, dark_error *err) {
  dark_status status = dark__version_check(options->version, DARK_RUN_OPTIONS_VERSION, "dark_run_options", err);
  if (status == DARK_OK) status = dark__n_threads_check(options->n_threads, err);
  if (status == DARK_OK && (options->shard < 1 || options->shard > options->n_shards))
    status = dark__fail(err, DARK_EUSAGE, "there is no shard %zu of %zu", options->shard, options->n_shards);
  return status;
}

/* ---- The whole */

typedef struct tally {
  dark_run_state *state;
  const size_t *shards; /* [n tasks] */
  size_t n_tasks, shard;
} tally;

static void see_state(void *context, size_t task, char state) {
  const tally *of = context;
  if (task >= of->n_tasks || of->shards[task] + 1 != of->shard) return;
  of->state->n_tasks++;
  of->state->n_done += state == 'd';
  of->state->n_failed += state == 'f';
}

/* Shards are those of this run: a merge may have made a store of the whole study of the file meanwhile. */
static dark_status count_tasks(dark_run_state *out, const dark_tasks *tasks, dark__store *store, dark__shard shard,
                               dark_error *err) {
  const size_t n = dark_tasks_n(tasks);
  size_t *shards = calloc(n + 1, sizeof *shards);
  tally of = {out, shards, n, shard.number};
  dark_status status = shards == NULL ? dark__fail_memory(err) : dark_tasks_deal(shards, tasks, shard.count, err);
  if (status == DARK_OK) status = dark__store_each_state(store, see_state, &of, err);
  free(shards);
  return status;
}

dark_status dark__run_into(dark_run_state *out, dark__store *store, const dark_tasks *tasks, const dark_run_options *options,
                           dark_error *err) {
  const dark__shard shard = {options->shard, options->n_shards};
  dark__queue queue;
  dark_status status = dark__queue_make(&queue, tasks, store, shard, err);
  if (status == DARK_OK && queue.n > 0) status = dark__store_start(store, err);
  if (status == DARK_OK && queue.n > 0) status = dark__crew_run(store, &queue, tasks, options, err);
  if (status == DARK_OK || status == DARK_EINTERRUPTED) {
    const dark_status counted = count_tasks(out, tasks, store, shard, err);
    if (counted != DARK_OK) status = counted;
  }
  dark__queue_clear(&queue);
  return status;
}

dark_status dark_study_run(dark_run_state *out, const dark_tasks *tasks, const dark_run_options *options, dark_error *err) {
  dark__store store;
  DARK__REQUIRE(out, err);
  *out = (dark_run_state){0};
  DARK__REQUIRE(tasks, err);
  DARK__REQUIRE(options, err);
  dark_status status = dark__run_options_check(options, err);
  if (status == DARK_OK && options->store == NULL)
    status = dark__fail(err, DARK_EUSAGE, "store is NULL; it is the path of a file");
  if (status != DARK_OK) return status;
  status = dark__store_open(&store, options->store, tasks, (dark__shard){options->shard, options->n_shards}, err);
  if (status == DARK_OK) status = dark__run_into(out, &store, tasks, options, err);
  dark__store_close(&store);
  return status;
}
