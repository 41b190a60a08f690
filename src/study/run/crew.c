/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/run/crew.h"

#include <stdatomic.h>
#include <stdlib.h>

#include <omp.h>

#include "base/arguments.h"
#include "base/halt.h"
#include "base/threads.h"
#include "resample/replicates/bootstrap.h"
#include "study/run/assemble.h"

/* What all threads share. The store, the queue and the counts are touched only within the critical section "dark_study". */
typedef struct job {
  const dark_tasks *tasks;
  const dark_run_options *options;
  dark__store *store;
  dark__queue *queue;
  size_t n_tables;  /* replicates estimated in this call */
  size_t n_told;    /* as many when the first thread last said so */
  dark__halt halt;  /* whom all threads heed */
  atomic_int stop;  /* a dark_status other than DARK_OK ends the work */
  dark_error error; /* the first, when `stop` is one */
} job;

/* What one thread owns: the unit that it is at, made ready; its first error. */
typedef struct hand {
  job *work;
  dark__unit *unit;
  dark__ready ready;
  dark_error error;
} hand;

/* What is about the work as a whole, and no reason why one task cannot be done. */
static bool ends_all(dark_status status) { return status == DARK_ENOMEM || status == DARK_EINTERRUPTED; }

/* What was being made when somebody asked to stop may be anything, an error too: none of it is kept. */
static dark_status unless_halted(hand *mine, dark_status status) {
  return dark__halt_is_asked() ? dark__halt_check(&mine->error) : status;
}

static dark_status take_up(hand *mine, dark__unit *unit) {
  if (mine->unit == unit) return DARK_OK;
  dark__ready_clear(&mine->ready);
  mine->unit = NULL;
  const dark_status status = unless_halted(mine, dark__ready_make(&mine->ready, mine->work->tasks, unit->task, &mine->error));
  if (status == DARK_OK) mine->unit = unit;
  return status;
}

/* ---- What becomes of a task, and of all that are the same. The first is over last, as it stands for all when a run continues. */

/* In turn. */
static dark_status fail_unit(job *work, dark__unit *unit, const char *reason, dark_error *err) {
  dark__queue_close(work->queue, unit);
  dark_status status = dark__store_begin(work->store, err);
  if (status != DARK_OK) return status;
  for (size_t i = work->queue->next_same[unit->task]; status == DARK_OK && i != DARK__NONE; i = work->queue->next_same[i])
    status = dark__store_set_failed(work->store, i, reason, err);
  if (status == DARK_OK) status = dark__store_set_failed(work->store, unit->task, reason, err);
  return dark__store_end(work->store, status, err);
}

/* The reason why a unit has no results; once, also when several threads find it. */
static dark_status give_up(hand *mine, dark__unit *unit, bool is_mine, const char *reason) {
  dark_status status = DARK_OK;
#pragma omp critical(dark_study)
  {
    if (is_mine || !unit->is_over) status = fail_unit(mine->work, unit, reason, &mine->error);
  }
  return status;
}

/* The same with the thread's error, which is about the estimation. */
static dark_status fail_here(hand *mine, dark__unit *unit, bool is_mine) {
  const dark_error reason = mine->error;
  return give_up(mine, unit, is_mine, reason.message[0] == '\0' ? dark_status_text(reason.status) : reason.message);
}

/* ---- Results */

/* In turn. */
static dark_status store_results(job *work, size_t task, const dark_results *results, dark_error *err) {
  dark_status status = dark__store_begin(work->store, err);
  if (status != DARK_OK) return status;
  status = dark__store_put_results(work->store, task, results, err);
  if (status == DARK_OK) status = dark__store_set_done(work->store, task, err);
  return dark__store_end(work->store, status, err);
}

/* Of one task, from what its unit has. A failure of the estimation is the unit's: *has_failed, and mine->error has the reason. */
static dark_status finish_task(hand *mine, bool *has_failed, const dark_replicates *replicates, size_t task) {
  dark_results *results;
  dark_status status =
      dark__assemble_results(&results, mine->work->tasks, task, mine->ready.plan, replicates, NULL, &mine->error);
  status = unless_halted(mine, status);
  *has_failed = status != DARK_OK && !ends_all(status);
  if (status == DARK_OK) {
#pragma omp critical(dark_study)
    status = store_results(mine->work, task, results, &mine->error);
  }
  dark_results_free(results);
  return status;
}

static dark_status finish_tasks(hand *mine, dark__unit *unit, const dark_replicates *replicates) {
  job *work = mine->work;
  bool has_failed = false;
  dark_status status = DARK_OK;
  for (size_t i = work->queue->next_same[unit->task]; status == DARK_OK && i != DARK__NONE; i = work->queue->next_same[i])
    status = finish_task(mine, &has_failed, replicates, i);
  if (status == DARK_OK) status = finish_task(mine, &has_failed, replicates, unit->task);
  return has_failed ? fail_here(mine, unit, true) : status;
}

/* All blocks of the unit are in the store, and it is this thread's. */
static dark_status finish(hand *mine, dark__unit *unit) {
  dark_replicates *replicates = NULL;
  dark_status status = DARK_OK;
  if (mine->ready.plan == NULL) return give_up(mine, unit, true, mine->ready.reason);
#pragma omp critical(dark_study)
  {
    status =
        dark__assemble_replicates(&replicates, mine->work->store, mine->work->tasks, unit->task, mine->ready.plan, &mine->error);
  }
  if (status == DARK_OK) status = finish_tasks(mine, unit, replicates);
  dark_replicates_free(replicates);
  return status;
}

/* ---- Blocks */

/* The error, if any, is about the estimation. */
static dark_status estimate(dark_replicates **out, hand *mine, const dark__stored_block *block) {
  const dark_tasks *tasks = mine->work->tasks;
  const dark__portion portion = {.first = block->first, .n = block->n, .has_jackknife = block->block == 0};
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.seed = dark_study_method_at(tasks->study, dark_tasks_at(tasks, block->task)->method)->seed;
  options.n_threads = 1;
  const dark__draws *draws = mine->ready.draws.draw == NULL ? NULL : &mine->ready.draws;
  const dark_status status = dark__bootstrap(out, mine->ready.plan, &options, &portion, draws, &mine->error);
  return unless_halted(mine, status);
}

/* In turn; *is_last when the results can be put together. */
static dark_status store_block(job *work, bool *is_last, dark__unit *unit, const dark__stored_block *block, dark_error *err) {
  const dark_status status = dark__store_put_block(work->store, block, err);
  if (status != DARK_OK) return status;
  work->n_tables += block->n;
  *is_last = dark__queue_stored(work->queue, unit, block->n);
  if (*is_last) unit->is_over = true;
  return DARK_OK;
}

static dark_status keep_block(hand *mine, bool *is_last, dark__unit *unit, dark__stored_block *block,
                              const dark_replicates *replicates) {
  dark_status status = dark__blob_write(&block->replicates, replicates, &mine->error);
  if (status == DARK_OK && block->block == 0) status = dark__blob_write_jackknife(&block->jackknife, replicates, &mine->error);
  if (status == DARK_OK) {
#pragma omp critical(dark_study)
    status = store_block(mine->work, is_last, unit, block, &mine->error);
  }
  dark__blob_clear(&block->replicates);
  dark__blob_clear(&block->jackknife);
  return status;
}

static dark_status do_block(hand *mine, dark__unit *unit, size_t number) {
  dark_replicates *replicates;
  bool is_last = false;
  dark__stored_block block = {.task = unit->task,
                              .block = number,
                              .first = dark__block_first(number),
                              .n = dark__block_size(dark_tasks_at(mine->work->tasks, unit->task), number)};
  if (mine->ready.plan == NULL) return give_up(mine, unit, false, mine->ready.reason);
  dark_status status = estimate(&replicates, mine, &block);
  if (status == DARK_OK) status = keep_block(mine, &is_last, unit, &block, replicates);
  else if (!ends_all(status)) status = fail_here(mine, unit, false);
  dark_replicates_free(replicates);
  return status == DARK_OK && is_last ? finish(mine, unit) : status;
}

/* ---- The loop */

/* Another process may have been faster: then the block counts as ours. In turn. */
static dark_status skip_stored(job *work, dark__work *next, bool *is_stored, dark_error *err) {
  *is_stored = false;
  if (next->unit == NULL || next->block == DARK__NONE) return DARK_OK;
  const dark_status status = dark__store_has_block(is_stored, work->store, next->unit->task, next->block, err);
  if (status != DARK_OK || !*is_stored) return status;
  const size_t n = dark__block_size(dark_tasks_at(work->tasks, next->unit->task), next->block);
  if (!dark__queue_stored(work->queue, next->unit, n)) return DARK_OK;
  next->unit->is_over = true;
  next->block = DARK__NONE;
  *is_stored = false;
  return DARK_OK;
}

static dark_status take(hand *mine, dark__work *next) {
  dark_status status = DARK_OK;
#pragma omp critical(dark_study)
  {
    bool is_stored = true;
    while (status == DARK_OK && is_stored) {
      *next = dark__queue_take(mine->work->queue, mine->unit);
      status = skip_stored(mine->work, next, &is_stored, &mine->error);
    }
  }
  return status;
}

/* Only the first thread reports, so that the callback need not be thread-safe. */
static void report_progress(job *work) {
  double share = 1;
  size_t n_tables;
  if (omp_get_thread_num() != 0 || work->options->progress == NULL) return;
#pragma omp critical(dark_study)
  {
    if (work->queue->n_replicates > 0) share -= (double)work->queue->n_missing / (double)work->queue->n_replicates;
    n_tables = work->n_told = work->n_tables;
  }
  int expected = DARK_OK;
  if (work->options->progress(work->options->context, share, n_tables) != 0)
    atomic_compare_exchange_strong(&work->stop, &expected, DARK_EINTERRUPTED);
}

static dark_status do_next(hand *mine, bool *is_done) {
  dark__work next = {0};
  dark_status status = take(mine, &next);
  *is_done = next.unit == NULL;
  if (status != DARK_OK || *is_done) return status;
  status = take_up(mine, next.unit);
  if (ends_all(status)) return status;
  if (status != DARK_OK) return fail_here(mine, next.unit, next.block == DARK__NONE);
  return next.block == DARK__NONE ? finish(mine, next.unit) : do_block(mine, next.unit, next.block);
}

/* A request to stop gives way to a failure. */
static void stop_all(hand *mine, dark_status status) {
  job *work = mine->work;
#pragma omp critical(dark_study)
  {
    const int before = atomic_load(&work->stop);
    const bool is_worse = before == DARK_EINTERRUPTED && status != DARK_EINTERRUPTED;
    if (before == DARK_OK || is_worse) {
      work->error = mine->error;
      atomic_store(&work->stop, (int)status);
    }
  }
}

static void work_on(job *work) {
  hand mine = {.work = work, .error = DARK_ERROR_INIT};
  const dark__halt before = dark__halt_heed(work->halt);
  bool is_done = false;
  while (!is_done && atomic_load(&work->stop) == DARK_OK) {
    dark_status status = dark__halt_check(&mine.error);
    if (status == DARK_OK) status = do_next(&mine, &is_done);
    if (status != DARK_OK) stop_all(&mine, status);
    else if (!is_done) report_progress(work);
  }
  dark__ready_clear(&mine.ready);
  dark__halt_heed(before);
}

dark_status dark__crew_run(dark__store *store, dark__queue *queue, const dark_tasks *tasks, const dark_run_options *options,
                           dark_error *err) {
  job work = {
      .tasks = tasks, .options = options, .store = store, .queue = queue, .halt = dark__halt_heeded(), .error = DARK_ERROR_INIT};
#pragma omp parallel num_threads(dark__n_threads(options->n_threads))
  work_on(&work);
  /* The last block may have been another thread's. */
  if (atomic_load(&work.stop) == DARK_OK && work.n_told < work.n_tables) report_progress(&work);
  const dark_status status = (dark_status)atomic_load(&work.stop);
  if (status == DARK_OK) return DARK_OK;
  return dark__fail(err, status, "%s", status == DARK_EINTERRUPTED ? "interrupted" : work.error.message);
}
