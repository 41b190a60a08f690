/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/run.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <omp.h>

#include "base/error.h"
#include "lattice/model_name.h"
#include "numeric/stream.h"

const double coverage_levels[N_LEVELS] = {0.80, 0.95};

/* What is known of a table and does not change from method to method. */
typedef struct bench {
  const design *of;
  const truth *drawn_from;
  const experiment *how;
  const method *const *methods; /* [n_methods] */
  size_t n_methods, number;
  const dark_table *table;
} bench;

/* Methods that share plan and replicates hold these in common. */
typedef struct shared {
  dark_plan *plan;
  dark_replicates *replicates; /* NULL until an interval needs them */
  double plan_seconds, replicate_seconds;
} shared;

/* Where the outcomes and times of one table go. */
typedef struct sheet {
  outcome *next;
  double *seconds; /* [n_methods] */
} sheet;

/* The library works on the calling thread alone when it is told to use one. */
static double thread_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static uint64_t seed_of(const design *of, uint64_t seed, const char *purpose) {
  return dark__stream_key(dark__stream_key(seed, of->name, strlen(of->name)), purpose, strlen(purpose));
}

static uint64_t replicate_seed(const bench *on) {
  char purpose[64];
  snprintf(purpose, sizeof purpose, "replicates of table %zu", on->number);
  return seed_of(on->of, on->how->seed, purpose);
}

static void close_shared(shared *held) {
  dark_replicates_free(held->replicates);
  dark_plan_free(held->plan);
  *held = (shared){0};
}

static dark_status open_shared(shared *held, const bench *on, const method *of, dark_error *err) {
  const dark_settings settings = method_settings(of, on->of);
  const double start = thread_seconds();
  close_shared(held);
  const dark_status status = dark_plan_new(&held->plan, on->table, &settings, err);
  held->plan_seconds = thread_seconds() - start;
  return status;
}

static dark_status draw_replicates(shared *held, const bench *on, dark_error *err) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.n_replicates = on->how->replicates;
  options.seed = replicate_seed(on);
  options.n_threads = 1;
  const double start = thread_seconds();
  const dark_status status = dark_bootstrap(&held->replicates, held->plan, &options, err);
  held->replicate_seconds = thread_seconds() - start;
  return status;
}

/* People in the parts of a target that have an estimate: what the row speaks about. */
static double people_covered(const bench *on, const dark_plan *plan, size_t target) {
  size_t n_parts;
  const size_t *parts = dark_plan_target_parts(plan, target, &n_parts);
  double people = 0;
  for (size_t i = 0; i < n_parts; i++)
    if (dark_plan_estimate(plan, parts[i])->reason == DARK_N_REASONS) people += on->drawn_from->people[parts[i]];
  return people;
}

static void name_target(char out[MOST_NAME], const dark_row *row, size_t n_categories) {
  size_t length = 0;
  snprintf(out, MOST_NAME, "(all)");
  for (size_t c = 0; c < n_categories && length < MOST_NAME; c++)
    length += (size_t)snprintf(out + length, MOST_NAME - length, "%s%s", c > 0 ? "/" : "", row->levels[c]);
}

/* Lists of tables are called A, B, ... or as in the file, and stand sorted: in models their digits are their bits. */
static int has_truth(const bench *on, const dark_row *row) {
  const size_t n_lists = dark_table_n_lists(on->table);
  const char *names[DARK_MAX_LISTS];
  unsigned positions[DARK_MAX_LISTS];
  uint32_t *generators;
  size_t n;
  if (on->drawn_from->effects == NULL || row->model[0] == '\0') return -1;
  for (size_t l = 0; l < n_lists; l++) {
    names[l] = dark_table_list_name(on->table, l);
    positions[l] = (unsigned)dark_table_list_position(on->table, l);
  }
  const dark__naming naming = {(unsigned)n_lists, names, positions, (unsigned)n_lists};
  if (dark__model_read(&generators, &n, row->model, &naming, NULL) != DARK_OK) return -1;
  const int answer = has_effects(on->drawn_from->effects, n_lists, generators, n);
  free(generators);
  return answer;
}

static outcome outcome_of(const bench *on, const method *of, const dark_plan *plan, const dark_row *row) {
  outcome said = {.table = on->number,
                  .level = row->interval.level,
                  .truth = people_covered(on, plan, row->target),
                  .observed = row->observed,
                  .total = row->total,
                  .lower = row->interval.lower,
                  .upper = row->interval.upper,
                  .state = row->state,
                  .reasons = row->reasons,
                  .has_truth = has_truth(on, row)};
  name_target(said.target, row, dark_table_n_categories(on->table));
  snprintf(said.method, sizeof said.method, "%s", of->name);
  return said;
}

static dark_status speak(sheet *out, const bench *on, const method *of, const shared *held, dark_error *err) {
  dark_result_options options = DARK_RESULT_OPTIONS_INIT;
  const dark_replicates *replicates = dark_interval_needs_replicates(of->interval) ? held->replicates : NULL;
  dark_results *results = NULL;
  options.interval = of->interval;
  options.levels = coverage_levels;
  options.n_levels = N_LEVELS;
  options.asked_method = of->estimator;
  const dark_status status = dark_results_new(&results, held->plan, replicates, &options, err);
  if (status != DARK_OK) return status;
  for (size_t r = 0; r < results->n_rows; r++) *out->next++ = outcome_of(on, of, held->plan, &results->rows[r]);
  dark_results_free(results);
  return DARK_OK;
}

static dark_status try_method(sheet *out, shared *held, const bench *on, size_t m, dark_error *err) {
  const method *of = on->methods[m];
  dark_status status = DARK_OK;
  if (m == 0 || !methods_share_plan(of, on->methods[m - 1])) status = open_shared(held, on, of, err);
  const bool is_replicated = dark_interval_needs_replicates(of->interval);
  if (status == DARK_OK && is_replicated && held->replicates == NULL) status = draw_replicates(held, on, err);
  const double start = thread_seconds();
  if (status == DARK_OK) status = speak(out, on, of, held, err);
  out->seconds[m] = thread_seconds() - start + held->plan_seconds + (is_replicated ? held->replicate_seconds : 0);
  return status;
}

static dark_status try_methods(sheet *out, bench *on, dark_error *err) {
  dark_sample *sample = NULL;
  shared held = {0};
  dark_status status = dark_population_draw(&sample, on->drawn_from->population, DARK_POPULATION_FIXED,
                                            seed_of(on->of, on->how->seed, "tables"), on->number, err);
  if (status == DARK_OK) on->table = sample->table;
  for (size_t m = 0; status == DARK_OK && m < on->n_methods; m++) status = try_method(out, &held, on, m, err);
  close_shared(&held);
  dark_sample_free(sample);
  return status;
}

/* ---- Blocks */

/* What the threads share. Each table writes its own part of `out`; the first failure ends the work. */
typedef struct job {
  bench on; /* but for number and table */
  size_t first, n_rows;
  outcome *outcomes; /* [BLOCK_TABLES x n_rows] */
  double *seconds;   /* [BLOCK_TABLES x n_methods] */
  atomic_int status;
  dark_error error;
} job;

static void do_table(job *work, size_t i) {
  if (atomic_load(&work->status) != DARK_OK) return;
  bench on = work->on;
  on.number = work->first + i;
  sheet out = {work->outcomes + i * work->n_rows, work->seconds + i * on.n_methods};
  dark_error why = DARK_ERROR_INIT;
  const dark_status status = try_methods(&out, &on, &why);
  if (status == DARK_OK) return;
#pragma omp critical(coverage_errors)
  if (atomic_load(&work->status) == DARK_OK) {
    work->error = why;
    atomic_store(&work->status, (int)status);
  }
}

static void do_tables(job *work) {
#pragma omp parallel for schedule(dynamic, 1) \
    num_threads(work->on.how->n_threads > 0 ? work->on.how->n_threads : omp_get_max_threads())
  for (size_t i = 0; i < BLOCK_TABLES; i++) do_table(work, i);
}

/* Margins over categories are targets as well. */
static size_t count_targets(const dark_table *shape) {
  size_t n = 1;
  for (size_t c = 0; c < dark_table_n_categories(shape); c++) n *= dark_table_n_levels(shape, c) + 1;
  return n;
}

static dark_status make_room(block_outcomes *out, job *work, const design *of, const truth *drawn_from, const experiment *how,
                             dark_error *err) {
  const dark_table *shape = dark_population_shape(drawn_from->population);
  const methods_wanted wanted = {.has_replicates = how->replicates > 0, .patterns = how->methods};
  out->methods = calloc(n_coverage_methods, sizeof *out->methods);
  if (out->methods == NULL) return dark__fail_memory(err);
  out->n_methods = methods_choose(out->methods, of, dark_table_n_lists(shape), &wanted);
  work->n_rows = out->n_methods * count_targets(shape) * N_LEVELS;
  out->n = BLOCK_TABLES * work->n_rows;
  out->outcomes = work->outcomes = calloc(out->n + 1, sizeof *out->outcomes);
  out->seconds = calloc(out->n_methods + 1, sizeof *out->seconds);
  work->seconds = calloc(BLOCK_TABLES * out->n_methods + 1, sizeof *work->seconds);
  return out->outcomes == NULL || out->seconds == NULL || work->seconds == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status block_run(block_outcomes *out, const design *of, const truth *drawn_from, const experiment *how, size_t block,
                      dark_error *err) {
  *out = (block_outcomes){0};
  job work = {.first = block * BLOCK_TABLES, .error = DARK_ERROR_INIT};
  atomic_init(&work.status, DARK_OK);
  dark_status status = make_room(out, &work, of, drawn_from, how, err);
  work.on = (bench){.of = of, .drawn_from = drawn_from, .how = how, .methods = out->methods, .n_methods = out->n_methods};
  if (status == DARK_OK) {
    do_tables(&work);
    status = (dark_status)atomic_load(&work.status);
    if (status != DARK_OK) dark__fail(err, status, "%s: %s", of->name, work.error.message);
  }
  for (size_t i = 0; status == DARK_OK && i < BLOCK_TABLES * out->n_methods; i++)
    out->seconds[i % out->n_methods] += work.seconds[i];
  free(work.seconds);
  return status;
}

void block_clear(block_outcomes *block) {
  free(block->outcomes);
  free((void *)block->methods);
  free(block->seconds);
  *block = (block_outcomes){0};
}
