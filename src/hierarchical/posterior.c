/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hierarchical/posterior.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/halt.h"
#include "numeric/exponential.h"

/* A column, a point of a column, matters when it is no deeper than this below the highest: exp(-18) = 1.5e-8. */
static const double DEPTH = 18;
/* Of the grid of scales: c as a share of a prior's scale of at most 1, and the x near which to begin. */
static const double SHARE = 0.15, BEGIN_NEAR = 1.75;
enum { MOST_SCALES = 32, FINE = 8, MOST_FINE = 1 << 14 };

typedef struct weighed_column {
  dark__column column;
  double log_weight;
} weighed_column;

struct dark__posterior_space {
  dark__mode mode;
  size_t n;
  double best;
  weighed_column columns[MOST_SCALES * MOST_SCALES];
};

dark_status dark__posterior_space_new(dark__posterior_space **space, dark_error *err) {
  *space = calloc(1, sizeof **space);
  return *space != NULL ? DARK_OK : dark__fail_memory(err);
}

void dark__posterior_space_free(dark__posterior_space *space) { free(space); }

void dark__posterior_clear(dark__posterior *posterior) {
  dark__density_clear(&posterior->log_hidden);
  *posterior = (dark__posterior){0};
}

/* ---- the grid of scales */

/* The distance d: few pairs leave more to the prior's shape, and cost little. Half of it moves quantiles by less than 0.2%. */
static double distance_of(const dark__hierarchy *hierarchy) {
  return hierarchy->n_lists > 4 ? 0.5 : hierarchy->n_lists > 3 ? 0.35 : 0.25;
}

static double place_of(const dark__hierarchy *hierarchy, int k) { return (k + 0.5) * distance_of(hierarchy); }

static int begin_of(const dark__hierarchy *hierarchy) { return (int)(BEGIN_NEAR / distance_of(hierarchy)); }

static double scale_at(double prior, double x) { return SHARE * fmin(prior, 1) * sinh(x); }

/* Log of the half-normal density and of ds/dx, without constants. */
static double log_weight_at(double prior, double x) {
  const double ratio = scale_at(prior, x) / prior;
  return -ratio * ratio / 2 + log(cosh(x));
}

typedef struct cell {
  int pair, triple;
} cell;

static dark__scales scales_of(const dark__hierarchy *hierarchy, cell at) {
  const double x = place_of(hierarchy, at.pair), y = place_of(hierarchy, at.triple);
  return (dark__scales){.pair = scale_at(hierarchy->priors.pairs, x),
                        .triple = hierarchy->n_triples > 0 ? scale_at(hierarchy->priors.triples, y) : 1};
}

static double log_weight_of(const dark__hierarchy *hierarchy, cell at) {
  const double pair = log_weight_at(hierarchy->priors.pairs, place_of(hierarchy, at.pair));
  const double y = place_of(hierarchy, at.triple);
  return pair + (hierarchy->n_triples > 0 ? log_weight_at(hierarchy->priors.triples, y) : 0);
}

/* Make the column of a cell. *top receives its highest point with its weight. `best` is of weighed values, a column's of its own. */
static bool add_column(dark__posterior_space *space, const dark__hierarchy *hierarchy, cell at, dark__foothold *near,
                       double *top) {
  weighed_column *next = &space->columns[space->n];
  const dark__scales scales = scales_of(hierarchy, at);
  next->log_weight = log_weight_of(hierarchy, at);
  double best = space->best - next->log_weight;
  if (dark__halt_is_asked()) return false;
  if (!dark__column_make(&next->column, &space->mode, &scales, DEPTH, &best, near)) return false;
  *top = next->column.highest + next->log_weight;
  space->best = fmax(space->best, *top);
  space->n++;
  return true;
}

/* Go along one row from the cell `at`, itself left out, until a column falls off and is too deep to matter. *top: of the cell, then of the
   highest column met. */
static bool walk_triples(dark__posterior_space *space, const dark__hierarchy *hierarchy, cell at, int direction,
                         const dark__foothold *from, double *top) {
  dark__foothold near = *from;
  double last = *top, own;
  for (at.triple += direction; at.triple >= 0 && at.triple < MOST_SCALES; at.triple += direction) {
    if (!add_column(space, hierarchy, at, &near, &own)) return false;
    *top = fmax(*top, own);
    if (own < space->best - DEPTH && own < last) break;
    last = own;
  }
  return true;
}

/* One row: all scales of triples with one scale of pairs. *near: where to begin, then where the next row does. */
static bool add_row(dark__posterior_space *space, const dark__hierarchy *hierarchy, int pair, dark__foothold *near, double *top) {
  const cell at = {pair, begin_of(hierarchy)};
  if (!add_column(space, hierarchy, at, near, top)) return false;
  if (hierarchy->n_triples == 0) return true;
  return walk_triples(space, hierarchy, at, 1, near, top) && walk_triples(space, hierarchy, at, -1, near, top);
}

static bool walk_pairs(dark__posterior_space *space, const dark__hierarchy *hierarchy, int direction, const dark__foothold *from,
                       double first) {
  dark__foothold near = *from;
  double last = first, own;
  for (int pair = begin_of(hierarchy) + direction; pair >= 0 && pair < MOST_SCALES; pair += direction) {
    if (!add_row(space, hierarchy, pair, &near, &own)) return false;
    if (own < space->best - DEPTH && own < last) break;
    last = own;
  }
  return true;
}

static bool explore(dark__posterior_space *space, const dark__hierarchy *hierarchy) {
  dark__foothold near = {.log_hidden = log(space->mode.margins[0])};
  double top;
  space->n = 0;
  space->best = -INFINITY;
  dark__mode_begin(&space->mode, near.log_hidden);
  for (size_t i = 0; i < hierarchy->n_effects; i++) near.effects[i] = space->mode.effects[i];
  return add_row(space, hierarchy, begin_of(hierarchy), &near, &top) && walk_pairs(space, hierarchy, 1, &near, top) &&
         walk_pairs(space, hierarchy, -1, &near, top);
}

/* ---- the sum of the columns */

static bool matters(const dark__posterior_space *space, const weighed_column *one) {
  return one->column.highest + one->log_weight >= space->best - DEPTH;
}

/* Where all columns that matter lie, and their shortest step. */
static void find_range(double *start, double *end, double *step, const dark__posterior_space *space) {
  *start = *step = INFINITY;
  *end = -INFINITY;
  for (size_t i = 0; i < space->n; i++) {
    const dark__column *column = &space->columns[i].column;
    if (!matters(space, &space->columns[i])) continue;
    *start = fmin(*start, column->middle + column->first * column->step);
    *end = fmax(*end, column->middle + column->last * column->step);
    *step = fmin(*step, column->step);
  }
}

enum { ABREAST = 64 };

/* Add a column to n <= ABREAST points of the density from number `first` on. */
static void add_points(dark__density *density, size_t first, size_t n, const weighed_column *one, double best) {
  double values[ABREAST] = {0};
  for (size_t i = 0; i < n; i++)
    values[i] = dark__column_at(&one->column, density->start + (double)(first + i) * density->step) + one->log_weight - best;
  dark__exp_all(values, values, n);
  for (size_t i = 0; i < n; i++) density->at[first + i] += values[i];
}

static void add_up(dark__density *density, const dark__posterior_space *space) {
  for (size_t i = 0; i < space->n; i++) {
    if (!matters(space, &space->columns[i])) continue;
    for (size_t k = 0; k < density->n; k += ABREAST)
      add_points(density, k, density->n - k < ABREAST ? density->n - k : ABREAST, &space->columns[i], space->best);
  }
}

static bool is_cut(const dark__posterior_space *space) {
  for (size_t i = 0; i < space->n; i++)
    if (space->columns[i].column.is_cut && matters(space, &space->columns[i])) return true;
  return false;
}

dark_status dark__posterior_find(dark__posterior *out, dark__posterior_space *space, const dark__hierarchy *hierarchy,
                                 const double *counts, dark_error *err) {
  double start, end, step;
  *out = (dark__posterior){0};
  dark__mode_load(&space->mode, hierarchy, counts);
  const bool has_mode = explore(space, hierarchy);
  dark_status status = dark__halt_check(err);
  if (status != DARK_OK) return status;
  if (!has_mode) return dark__fail(err, DARK_ENUMERIC, "the posterior of the hidden number has no mode");
  find_range(&start, &end, &step, space);
  const size_t n = (size_t)fmin(ceil((end - start) / step * FINE), MOST_FINE) + 2;
  status = dark__density_make(&out->log_hidden, start, (end - start) / (double)(n - 1), n, err);
  if (status != DARK_OK) return status;
  add_up(&out->log_hidden, space);
  dark__density_settle(&out->log_hidden);
  out->is_cut = is_cut(space);
  return DARK_OK;
}
