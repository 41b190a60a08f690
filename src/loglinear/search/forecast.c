/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/forecast.h"

#include <math.h>

/* Steps in thought, at most: what lies far ahead is seldom worth the way. */
enum { PATIENCE = 100, MOST_MORE = 5 };

/* The way of a table in thought. */
typedef struct forecast {
  const dark__quest *quest;
  const dark__branch *branch;
  dark__branch_space *space;
  size_t table;
  bool is_of_looks;
  dark__task *tasks;
  size_t n, most;
  unsigned n_steps;
  dark_status status;
} forecast;

static bool is_done(const forecast *at) { return at->n == at->most || at->n_steps >= PATIENCE || at->status != DARK_OK; }

/* Every lane of the block goes through the terms of all: a model that brings many more costs more than it helps. */
static bool fits_in(const forecast *at, dark__term_set model) {
  const size_t n = dark__n_terms_of(at->branch, at->tasks[0].model);
  return dark__n_terms_of(at->branch, dark__set_join(at->tasks[0].model, model)) <= n + n / MOST_MORE;
}

static void foresee_look(forecast *at, dark__term_set model, bool has_estimate) {
  dark__ahead *ahead = &at->space->looks_ahead;
  bool is_worthy;
  dark__task *task = &at->tasks[at->n];
  if (!at->is_of_looks || !fits_in(at, model) || dark__branch_is_guess(at->branch, model)) return;
  if (dark__ahead_find(ahead, at->table, model) != NULL) return;
  *task = (dark__task){.table = at->table, .model = model};
  at->status = at->quest->weigh_up(&is_worthy, &task->floor, at->quest->context, model, at->table, has_estimate);
  if (at->status != DARK_OK) return;
  if (is_worthy) at->n++;
  else dark__ahead_note(ahead, task, false);
}

/* Where the outer model is wanted, only if it is known how its bound will be fitted, and if that is like the others of the block. */
static bool is_alike(const forecast *at, bool has_estimate) {
  return !at->quest->wants_outer || (has_estimate && at->tasks[0].is_whole);
}

static void foresee_bound(forecast *at, const dark__branch_node *node, const double *start, bool has_estimate) {
  if (at->is_of_looks || !is_alike(at, has_estimate) || !fits_in(at, node->outer)) return;
  at->tasks[at->n] = (dark__task){.table = at->table,
                                  .model = node->outer,
                                  .is_whole = at->tasks[0].is_whole,
                                  .floor = at->quest->floor(at->quest->context, node, at->table),
                                  .start = start,
                                  .effects = at->space->scratch + at->n * at->space->n_effects};
  at->n++;
}

static void follow(forecast *at, dark__branch_node node, double most, const double *effects, bool has_estimate);

/* has_estimate: so has the outer model of the node above, and so has this one. */
static void follow_child(forecast *at, const dark__branch_node *child, double most, const double *effects, bool has_estimate) {
  const dark__foreseen *known = dark__ahead_find(&at->space->bounds_ahead, at->table, child->outer);
  if (known == NULL) foresee_bound(at, child, effects, has_estimate);
  else follow(at, *child, fmin(most, known->fit.log_lik_most), known->effects, has_estimate);
}

/* The model is the outer one, which is fitted with its bound. */
static bool is_in_hand(const forecast *at, const dark__branch_node *node, bool has_estimate) {
  return at->quest->wants_outer && has_estimate && dark__set_equal(node->inner, node->outer);
}

/* The children of a node, and its end. */
static void follow(forecast *at, dark__branch_node node, double most, const double *effects, bool has_estimate) {
  const dark__quest *quest = at->quest;
  for (; !is_done(at) && dark__lattice_allows(&at->branch->lattice, node.inner); at->n_steps++) {
    if (quest->is_worthless(quest->context, &node, most, at->table)) return;
    dark__node_settle(&node, at->branch);
    if (quest->is_at_end(quest->context, &node, most, at->table)) {
      if (!is_in_hand(at, &node, has_estimate)) foresee_look(at, node.inner, has_estimate);
      return;
    }
    const dark__branch_node child = dark__node_divide(&node, at->branch);
    follow_child(at, &child, most, effects, has_estimate);
  }
}

/* From the next child but one of a node on, and of all nodes above it. */
static void go(forecast *at, const dark__visit *from) {
  for (; from != NULL && !is_done(at); from = from->above) {
    dark__branch_node node = from->node;
    (void)dark__node_divide(&node, at->branch);
    const bool has_estimate = at->quest->wants_outer && from->outers[at->table].has_estimate;
    follow(at, node, from->log_lik_most[at->table], dark__visit_effects(from, at->space, at->table), has_estimate);
  }
}

void dark__forecast_bounds(dark__task *tasks, size_t *n, size_t most, const dark__quest *quest, const dark__branch *branch,
                           dark__branch_space *space, const dark__visit *from, size_t table) {
  forecast at = {.quest = quest, .branch = branch, .space = space, .table = table, .tasks = tasks, .n = *n, .most = most};
  go(&at, from);
  *n = at.n;
}

dark_status dark__forecast_looks(dark__task *tasks, size_t *n, size_t most, const dark__quest *quest, const dark__branch *branch,
                                 dark__branch_space *space, const dark__visit *from, size_t table) {
  forecast at = {.quest = quest,
                 .branch = branch,
                 .space = space,
                 .table = table,
                 .is_of_looks = true,
                 .tasks = tasks,
                 .n = *n,
                 .most = most};
  go(&at, from);
  *n = at.n;
  return at.status;
}
