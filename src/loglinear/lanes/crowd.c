/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/lanes/crowd.h"

#include <stdlib.h>

#include "base/error.h"

/* A crowd takes no more doubles than this, unless it must for a table in every lane. */
enum { MOST_DOUBLES = 1 << 19 };

/* Cells, margins and weighted logarithms. */
static size_t choose_room(unsigned n_lists, size_t width) {
  const size_t room = MOST_DOUBLES / ((size_t)3 << n_lists);
  return room < width ? width : room < DARK__CROWD_MOST ? room : DARK__CROWD_MOST;
}

static dark_status make_room(dark__crowd *crowd, const dark__problem *problem, dark_error *err) {
  const size_t n_cells = (size_t)1 << problem->n_lists,
               n = crowd->n_room = choose_room(problem->n_lists, crowd->lanes->kernel->width);
  crowd->counts = calloc(n, sizeof *crowd->counts);
  crowd->memory = malloc(n * (3 * n_cells + 1) * sizeof *crowd->memory);
  if (crowd->counts == NULL || crowd->memory == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++)
    crowd->counts[i] = (dark__counts){.n_lists = problem->n_lists,
                                      .given = problem->given,
                                      .cells = crowd->memory + i * (2 * n_cells + 1),
                                      .margins = crowd->memory + i * (2 * n_cells + 1) + n_cells};
  crowd->weighted_logs = crowd->memory + n * (2 * n_cells + 1);
  return DARK_OK;
}

dark_status dark__crowd_new(dark__crowd **out, const dark__problem *problem, size_t max_terms, dark_error *err) {
  *out = NULL;
  dark__crowd *crowd = calloc(1, sizeof *crowd);
  if (crowd == NULL) return dark__fail_memory(err);
  dark_status status = dark__lanes_new(&crowd->lanes, problem, max_terms, err);
  if (status == DARK_OK) status = make_room(crowd, problem, err);
  if (status == DARK_OK) *out = crowd;
  else dark__crowd_free(crowd);
  return status;
}

void dark__crowd_free(dark__crowd *crowd) {
  if (crowd == NULL) return;
  free(crowd->counts);
  free(crowd->memory);
  dark__lanes_free(crowd->lanes);
  free(crowd);
}

static double *weighted_logs_of(const dark__crowd *crowd, size_t table) {
  return crowd->weighted_logs + (table << crowd->lanes->problem->n_lists);
}

void dark__crowd_load(dark__crowd *crowd, const double *const *weights, size_t n) {
  crowd->n = n;
  for (size_t i = 0; i < n; i++) {
    dark__counts_set(&crowd->counts[i], crowd->lanes->histories, weights[i], crowd->lanes->problem->n_records);
    dark__block_weighted_logs(weighted_logs_of(crowd, i), &crowd->counts[i]);
  }
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) crowd->seated[lane] = SIZE_MAX;
}

dark_status dark__crowd_load_observed(dark__crowd *crowd, dark_error *err) {
  const dark__problem *problem = crowd->lanes->problem;
  double *weights = malloc((problem->n_records + 1) * sizeof *weights);
  if (weights == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < problem->n_records; i++) weights[i] = problem->records[i].count;
  dark__crowd_load(crowd, (const double *const[]){weights}, 1);
  free(weights);
  return DARK_OK;
}

void dark__crowd_seat_at(dark__crowd *crowd, size_t lane, size_t table) {
  crowd->seated[lane] = table;
  dark__block_seat(crowd->lanes->block, lane, &crowd->counts[table], weighted_logs_of(crowd, table));
}

/* A lane not taken where the table is already; the width when there is none. */
static size_t find_lane(const dark__crowd *crowd, size_t table, unsigned taken) {
  size_t lane = 0;
  while (lane < crowd->lanes->kernel->width && (crowd->seated[lane] != table || ((taken >> lane) & 1) != 0)) lane++;
  return lane;
}

unsigned dark__crowd_seat(size_t *lane_of, dark__crowd *crowd, const size_t *tables, size_t n) {
  const size_t width = crowd->lanes->kernel->width;
  unsigned taken = 0;
  for (size_t i = 0; i < n; i++) {
    lane_of[i] = find_lane(crowd, tables[i], taken);
    if (lane_of[i] < width) taken |= 1u << lane_of[i];
  }
  for (size_t i = 0; i < n; i++) {
    if (lane_of[i] < width) continue;
    lane_of[i] = (size_t)__builtin_ctz(~taken);
    taken |= 1u << lane_of[i];
    dark__crowd_seat_at(crowd, lane_of[i], tables[i]);
  }
  return taken;
}

size_t dark__crowd_room(const void *workspace) { return ((const dark__crowd *)workspace)->n_room; }

void dark__crowd_workspace_free(void *workspace) { dark__crowd_free(workspace); }
