/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/pack.h"

#include <math.h>

#include "loglinear/fit/factored.h"

/* Start of an effect whose margin was empty in the fit that the start comes from. */
static const double FAR_BELOW = -30;

/* A block being fitted. */
typedef struct block {
  const dark__outline *outline; /* of all models together */
  dark__block_request request;
  uint8_t absent[DARK__MAX_TERMS]; /* where models differ */
  size_t lanes[DARK__MOST_LANES];  /* of the tasks */
} block;

static size_t n_common(const dark__lattice *lattice) { return (size_t)1 + lattice->n_lists; }

static void draw_outline(dark__outline *out, const dark__lattice *lattice, dark__term_set model) {
  if (out->n > 0 && dark__set_equal(out->model, model)) return;
  size_t n = 0;
  out->model = model;
  out->n = dark__lattice_expand(out->terms, lattice, model);
  for (; n < n_common(lattice); n++) out->places[n] = (uint16_t)n;
  for (size_t i = 0; i < lattice->n_optional; i++)
    if (dark__set_has(&model, i)) out->places[n++] = (uint16_t)(n_common(lattice) + i);
}

const uint32_t *dark__pack_terms(dark__pack *pack, dark__term_set model) {
  draw_outline(&pack->outline, pack->lattice, model);
  return pack->outline.terms;
}

/* What is fitted: without H where all pairs are in the model. */
static dark__term_set fitted(const dark__pack *pack, const dark__task *task) {
  return dark__lattice_distinct(pack->lattice, task->model);
}

static dark__term_set join_models(const dark__pack *pack, const dark__task *tasks, size_t n) {
  dark__term_set all = fitted(pack, &tasks[0]);
  for (size_t k = 1; k < n; k++) all = dark__set_join(all, fitted(pack, &tasks[k]));
  return all;
}

/* Mark the terms that a lane's model is without. */
static void mark_absent(block *in, const dark__lattice *lattice, dark__term_set model, size_t lane) {
  if (dark__set_equal(model, in->outline->model)) return;
  if (in->request.absent == NULL)
    for (size_t i = 0; i < in->outline->n; i++) in->absent[i] = 0;
  in->request.absent = in->absent;
  for (size_t i = n_common(lattice); i < in->outline->n; i++)
    if (!dark__set_has(&model, in->outline->places[i] - n_common(lattice))) in->absent[i] |= (uint8_t)(1u << lane);
}

static void seat(block *in, dark__crowd *crowd, const dark__task *tasks, size_t n) {
  size_t tables[DARK__MOST_LANES] = {0};
  for (size_t k = 0; k < n; k++) tables[k] = tasks[k].table;
  in->request.active = dark__crowd_seat(in->lanes, crowd, tables, n);
  for (size_t k = 0; k < n; k++) in->request.floor[in->lanes[k]] = tasks[k].floor;
}

static void set_start(const block *in, dark__lanes *lanes, const dark__task *task, size_t lane) {
  const size_t width = lanes->kernel->width;
  for (size_t i = 0; i < in->outline->n; i++) lanes->starts[i * width + lane] = task->start[in->outline->places[i]];
}

static void keep_effects(dark__task *task, const block *in, const double *effects, size_t lane, size_t width) {
  for (size_t i = 0; i < in->outline->n; i++) {
    const double effect = effects[i * width + lane];
    if (in->request.absent != NULL && ((in->absent[i] >> lane) & 1) != 0) continue;
    task->effects[in->outline->places[i]] = isfinite(effect) ? effect : FAR_BELOW;
  }
}

/* Another fit that starts from here may have H. */
static void keep_common(dark__task *task, const dark__pack *pack) {
  if (!dark__set_equal(fitted(pack, task), task->model)) task->effects[dark__lattice_most_terms(pack->lattice) - 1] = 0;
}

void dark__pack_fit(dark__task *tasks, size_t n, dark__pack *pack, double loose, bool wants_variance) {
  dark__lanes *lanes = pack->crowd->lanes;
  double effects[DARK__MAX_TERMS * DARK__MOST_LANES];
  block in;
  dark__block_result result;
  draw_outline(&pack->outline, pack->lattice, join_models(pack, tasks, n));
  in.outline = &pack->outline;
  in.request = (dark__block_request){
      .terms = in.outline->terms, .n_terms = in.outline->n, .loose = loose, .wants_variance = wants_variance};
  seat(&in, pack->crowd, tasks, n);
  if (tasks[0].start != NULL) in.request.start = lanes->starts;
  for (size_t k = 0; k < n; k++) {
    mark_absent(&in, pack->lattice, fitted(pack, &tasks[k]), in.lanes[k]);
    if (tasks[k].start != NULL) set_start(&in, lanes, &tasks[k], in.lanes[k]);
  }
  dark__lanes_fit(&result, lanes, &in.request, tasks[0].effects != NULL ? effects : NULL);
  for (size_t k = 0; k < n; k++) {
    tasks[k].lane = in.lanes[k];
    tasks[k].fit = result.lanes[in.lanes[k]];
    if (tasks[k].effects != NULL) keep_common(&tasks[k], pack);
    if (tasks[k].effects != NULL) keep_effects(&tasks[k], &in, effects, in.lanes[k], lanes->kernel->width);
    tasks[k].variance = wants_variance && tasks[k].fit.end == DARK__FIT_CONVERGED ? result.variances[in.lanes[k]] : NAN;
  }
}

/* ---- many tables */

/* Tasks that wait for a lane. */
typedef struct queue {
  dark__pack *pack;
  block *in;
  dark__task *tasks;
  size_t n, n_begun;
  size_t of_lane[DARK__MOST_LANES]; /* the task that a lane has */
  double effects[DARK__MAX_TERMS * DARK__MOST_LANES];
} queue;

static void end_task(queue *of, size_t lane, const dark__fit *fit) {
  dark__task *task = &of->tasks[of->of_lane[lane]];
  task->fit = *fit;
  keep_common(task, of->pack);
  keep_effects(task, of->in, of->effects, lane, of->pack->crowd->lanes->kernel->width);
}

static void begin_task(queue *of, size_t lane) {
  dark__task *task = &of->tasks[of->of_lane[lane] = of->n_begun++];
  of->in->request.floor[lane] = task->floor;
  set_start(of->in, of->pack->crowd->lanes, task, lane);
}

static bool supply_task(void *context, size_t lane, const dark__fit *ended) {
  queue *of = context;
  dark__fit fit = *ended;
  if (of->n_begun == of->n) return false;
  dark__lanes_end(&fit, of->pack->crowd->lanes, &of->in->request, lane, of->effects);
  end_task(of, lane, &fit);
  begin_task(of, lane);
  dark__crowd_seat_at(of->pack->crowd, lane, of->tasks[of->of_lane[lane]].table);
  return true;
}

static void fit_queue(queue *of) {
  dark__lanes *lanes = of->pack->crowd->lanes;
  const size_t width = lanes->kernel->width;
  dark__block_result result;
  seat(of->in, of->pack->crowd, of->tasks, width);
  for (size_t k = 0; k < width; k++) begin_task(of, of->in->lanes[k]);
  dark__lanes_fit(&result, lanes, &of->in->request, of->effects);
  for (size_t lane = 0; lane < width; lane++) end_task(of, lane, &result.lanes[lane]);
}

void dark__pack_fit_many(dark__task *tasks, size_t n, dark__pack *pack, double loose) {
  const dark__problem *problem = pack->crowd->lanes->problem;
  const size_t width = pack->crowd->lanes->kernel->width;
  if (n > width && !dark__factored_is_possible(problem->n_lists, problem->given)) {
    block in;
    queue all = {.pack = pack, .in = &in, .tasks = tasks, .n = n};
    draw_outline(&pack->outline, pack->lattice, fitted(pack, &tasks[0]));
    in.outline = &pack->outline;
    in.request = (dark__block_request){.terms = in.outline->terms,
                                       .n_terms = in.outline->n,
                                       .loose = loose,
                                       .start = pack->crowd->lanes->starts,
                                       .supply = supply_task,
                                       .context = &all};
    fit_queue(&all);
    return;
  }
  for (size_t k = 0; k < n; k += width) dark__pack_fit(tasks + k, n - k < width ? n - k : width, pack, loose, false);
}
