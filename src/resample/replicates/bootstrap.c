/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <omp.h>

#include "base/arguments.h"
#include "base/halt.h"
#include "base/threads.h"
#include "estimator/deviance.h"
#include "estimator/strata.h"
#include "resample/replicates/blocks.h"
#include "resample/replicates/helping.h"
#include "resample/replicates/options.h"
#include "resample/replicates/replicates.h"

enum { BLOCKS_A_THREAD = 4 };

/* What all threads share. Read-only in the loop but for the atomics; each block writes its own elements of the replicates. */
typedef struct job {
  const dark_plan *plan;
  const dark_bootstrap_options *options;
  dark_replicates *out;
  dark__portion portion;
  dark__source source;
  dark__block *blocks;
  size_t n_blocks, n_tables;
  size_t n_told;   /* tables that were done when the first thread last said so */
  dark__halt halt; /* whom all threads heed */
  atomic_size_t n_done;
  atomic_int stop; /* a dark_status other than DARK_OK ends the work */
} job;

/* What one thread owns. */
typedef struct hand {
  const job *work;
  dark_workspace *workspace;
  double *weights;          /* [tables x records of the group] of a block */
  dark_estimate *estimates; /* [tables x strata] */
  void *scratch;            /* of the source */
  dark__helping helping;
  dark_status status;
  dark_error error;
  dark__halt before; /* whom the thread heeded */
} hand;

static size_t count_records(const dark__strata *strata) { return strata->starts[strata->n]; }

static dark__cutting cutting_of(const job *work) {
  const size_t n_threads = (size_t)dark__n_threads(work->options->n_threads);
  return (dark__cutting){.plan = work->plan,
                         .replicates = work->out,
                         .portion = &work->portion,
                         .fair = work->portion.n * dark__plan_n_groups(work->plan) / (BLOCKS_A_THREAD * n_threads)};
}

static void open_hand(hand *mine, const job *work) {
  const dark__cutting cutting = cutting_of(work);
  const dark__block_room most = dark__blocks_room(&cutting);
  *mine = (hand){.work = work,
                 .weights = malloc((most.weights + 1) * sizeof *mine->weights),
                 .estimates = malloc((most.estimates + 1) * sizeof *mine->estimates),
                 .scratch = malloc(dark__source_scratch(&work->source) + 1),
                 .error = DARK_ERROR_INIT,
                 .before = dark__halt_heed(work->halt)};
  if (mine->weights == NULL || mine->estimates == NULL || mine->scratch == NULL) mine->status = dark__fail_memory(&mine->error);
  else mine->status = dark_workspace_new(&mine->workspace, work->plan, &mine->error);
}

static void close_hand(hand *mine) {
  dark_workspace_free(mine->workspace);
  free(mine->weights);
  free(mine->estimates);
  free(mine->scratch);
  dark__halt_heed(mine->before);
}

/* Table `i` of a block into weights [records of the group]; false when there is no such table (an empty record has no case to leave out). */
static bool make_table(double *weights, hand *mine, const dark__block *here, size_t i) {
  const dark__source *source = &mine->work->source;
  if (here->is_jackknife) return dark__source_without(weights, mine->scratch, source, here->group, i);
  return dark__source_draw(weights, mine->scratch, source, here->group, mine->work->portion.first + i);
}

/* ---- what is kept of them; nothing of a stratum without an estimate of its observed table */

static void keep_estimate(dark__part_replicates *part, const dark__block *here, size_t i, const dark_estimate *estimate) {
  if (part->totals == NULL) return;
  if (here->is_jackknife) {
    part->jackknife[i] = estimate->total;
    return;
  }
  part->totals[i] = estimate->total;
  part->models[i] = estimate->model;
  part->incomplete[i] = estimate->is_incomplete != 0;
}

/* Of table `i` there are estimates [strata], in the order of the group. */
static void keep_estimates(const job *work, const dark__block *here, size_t i, const dark_estimate *estimates) {
  const dark__strata strata = dark__plan_strata(work->plan, here->group);
  for (size_t s = 0; s < strata.n; s++) keep_estimate(&work->out->parts[strata.parts[s]], here, i, &estimates[s]);
}

static void keep_nothing(const job *work, const dark__block *here, size_t i) {
  static const dark_estimate nothing = {.total = NAN, .hidden = NAN};
  const dark__strata strata = dark__plan_strata(work->plan, here->group);
  for (size_t s = 0; s < strata.n; s++) keep_estimate(&work->out->parts[strata.parts[s]], here, i, &nothing);
}

static dark_status keep_deviances(hand *mine, const dark__block *here, size_t i, const dark_estimate *estimates,
                                  const double *weights) {
  const job *work = mine->work;
  const dark__strata strata = dark__plan_strata(work->plan, here->group);
  dark_status status = DARK_OK;
  if (here->is_jackknife) return DARK_OK;
  for (size_t s = 0; status == DARK_OK && s < strata.n; s++) {
    const size_t part = strata.parts[s];
    double *deviances = work->out->parts[part].deviances;
    if (deviances == NULL) continue;
    status = dark__plan_deviance(&deviances[i], work->plan, part, &estimates[s], weights + strata.starts[s], &mine->error);
  }
  return status;
}

/* Only the first thread reports, so that the callback need not be thread-safe; nothing more once the work stops. */
static void report_progress(job *work) {
  if (omp_get_thread_num() != 0 || work->options->progress == NULL || atomic_load(&work->stop) != DARK_OK) return;
  const size_t n_done = atomic_load_explicit(&work->n_done, memory_order_relaxed);
  const double share = work->n_tables > 0 ? (double)n_done / (double)work->n_tables : 1;
  work->n_told = n_done;
  if (work->options->progress(work->options->context, share, n_done) != 0) atomic_store(&work->stop, DARK_EINTERRUPTED);
}

static void count_done(job *work, size_t n) { atomic_fetch_add_explicit(&work->n_done, n, memory_order_relaxed); }

/* All at once where nobody may ask to stop, else as many as are soon done. Unless the work stops all tables have estimates then. */
static dark_status estimate_tables(hand *mine, job *work, const dark__block *here, const double *const *tables, size_t n) {
  const size_t n_strata = dark__plan_strata(work->plan, here->group).n;
  dark_status status = DARK_OK;
  for (size_t first = 0, taken; status == DARK_OK && first < n && atomic_load(&work->stop) == DARK_OK; first += taken) {
    taken = work->options->progress == NULL ? n : dark__helping_begin(&mine->helping, n - first);
    status = dark__estimate_group(mine->estimates + first * n_strata, work->plan, here->group, mine->workspace, tables + first,
                                  taken, &mine->error);
    if (work->options->progress != NULL) dark__helping_end(&mine->helping, taken);
    count_done(work, taken);
    if (first + taken < n) report_progress(work);
  }
  return status;
}

/* Make the tables of a block, estimate those that there are, and keep what came out. */
static dark_status do_block(hand *mine, job *work, const dark__block *here) {
  const dark__strata strata = dark__plan_strata(work->plan, here->group);
  const double *tables[DARK__MOST_BLOCK];
  size_t numbers[DARK__MOST_BLOCK], n = 0;
  for (size_t i = here->first; i < here->end; i++) {
    double *weights = mine->weights + n * count_records(&strata);
    keep_nothing(work, here, i);
    if (!make_table(weights, mine, here, i)) continue;
    tables[n] = weights;
    numbers[n++] = i;
  }
  const dark_estimate *estimates = mine->estimates;
  dark_status status = estimate_tables(mine, work, here, tables, n);
  if (atomic_load(&work->stop) != DARK_OK) return status;
  for (size_t k = 0; status == DARK_OK && k < n; k++) keep_estimates(work, here, numbers[k], estimates + k * strata.n);
  for (size_t k = 0; status == DARK_OK && k < n; k++)
    status = keep_deviances(mine, here, numbers[k], estimates + k * strata.n, tables[k]);
  count_done(work, here->end - here->first - n);
  return status;
}

static void work_on(hand *mine, job *work, size_t b) {
  if (mine->status != DARK_OK || atomic_load(&work->stop) != DARK_OK) return;
  mine->status = do_block(mine, work, &work->blocks[b]);
  if (mine->status != DARK_OK) atomic_store(&work->stop, (int)mine->status);
  report_progress(work);
}

static dark_status run(job *work, dark_error *err) {
  dark_status status = DARK_OK;
  dark_error first = DARK_ERROR_INIT;
#pragma omp parallel num_threads(dark__n_threads(work->options->n_threads))
  {
    hand mine;
    open_hand(&mine, work);
#pragma omp for schedule(dynamic, 1)
    for (size_t b = 0; b < work->n_blocks; b++) work_on(&mine, work, b);
#pragma omp critical(dark_bootstrap_errors)
    if (mine.status != DARK_OK && status == DARK_OK) {
      status = mine.status;
      first = mine.error;
    }
    close_hand(&mine);
  }
  if (status != DARK_OK) return dark__fail(err, status, "%s", first.message);
  /* The last block may have been another thread's. */
  if (atomic_load(&work->stop) == DARK_OK && work->n_told < work->n_tables) report_progress(work);
  if (atomic_load(&work->stop) == DARK_EINTERRUPTED) return dark__fail(err, DARK_EINTERRUPTED, "interrupted");
  return DARK_OK;
}

static dark_status open_source(job *work, const dark__draws *draws, dark_error *err) {
  bool *is_drawn = calloc(dark__plan_n_groups(work->plan) + 1, sizeof *is_drawn);
  if (is_drawn == NULL) return dark__fail_memory(err);
  const dark_status status = dark__source_open(&work->source, is_drawn, work->plan, work->options, draws, err);
  for (size_t i = 0; i < dark_plan_n_parts(work->plan); i++)
    work->out->parts[i].drawn = work->out->parts[i].totals != NULL && is_drawn[dark__plan_group(work->plan, i)];
  free(is_drawn);
  return status;
}

static dark_status do_work(job *work, const dark__draws *draws, dark_error *err) {
  dark_status status = dark__replicates_new(&work->out, work->plan, work->portion.n, err);
  if (status == DARK_OK && work->portion.has_deviances) status = dark__replicates_want_deviances(work->out, err);
  if (status == DARK_OK) status = open_source(work, draws, err);
  if (status != DARK_OK) return status;
  const dark__cutting cutting = cutting_of(work);
  work->n_blocks = dark__blocks_cut(NULL, &work->n_tables, &cutting);
  work->blocks = malloc((work->n_blocks + 1) * sizeof *work->blocks);
  if (work->blocks == NULL) return dark__fail_memory(err);
  dark__blocks_cut(work->blocks, &work->n_tables, &cutting);
  return run(work, err);
}

dark_status dark__bootstrap(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                            const dark__portion *portion, const dark__draws *draws, dark_error *err) {
  job work = {.plan = plan, .options = options, .portion = *portion, .halt = dark__halt_heeded()};
  *out = NULL;
  const dark_status status = do_work(&work, draws, err);
  dark__source_close(&work.source);
  free(work.blocks);
  if (status == DARK_OK) *out = work.out;
  else dark_replicates_free(work.out);
  return status;
}

static dark_status bootstrap_all(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                                 bool spares_groups, dark_error *err) {
  const dark_status status = dark__bootstrap_options_check(options, err);
  if (status != DARK_OK) return status;
  const size_t n = options->resamples != NULL ? options->resamples->n_replicates : options->n_replicates;
  const dark__portion whole = {.n = n, .has_jackknife = true, .spares_groups = spares_groups};
  return dark__bootstrap(out, plan, options, &whole, NULL, err);
}

dark_status dark__bootstrap_spared(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                                   dark_error *err) {
  *out = NULL;
  return bootstrap_all(out, plan, options, true, err);
}

dark_status dark_bootstrap(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE(options, err);
  return bootstrap_all(out, plan, options, false, err);
}
