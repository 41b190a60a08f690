/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/descent.h"

#include <math.h>
#include <string.h>

#include "base/halt.h"
#include "loglinear/fit/existence.h"
#include "loglinear/search/forecast.h"

/* Log-likelihoods nearer to their bound than this are the maximum. */
static const double PROOF = 1e-8;

typedef struct descent {
  const dark__quest *quest;
  const dark__branch *branch;
  dark__branch_space *space;
  dark_error *err;
} descent;

static size_t width_of(const descent *at) { return at->space->crowd->lanes->kernel->width; }

/* A block of several models goes through the terms of all: not for the sake of a lane or two. */
static bool is_worth_filling(const descent *at, size_t n) { return n <= width_of(at) / 2; }

/* How far to fill a block for one of the tables [n] that have not been served yet. */
static size_t share(const descent *at, size_t n_tasks, size_t n) { return n_tasks + (width_of(at) - n_tasks + n - 1) / n; }

/* ---- single models */

/* Tasks [n] of tables that look at a model at the end of a node below `above`; others come to them: *n_all, n to begin with. */
static dark_status fill_looks(size_t *n_all, descent *at, dark__task *tasks, size_t n, const dark__visit *above) {
  dark_status status = DARK_OK;
  for (size_t k = 0; status == DARK_OK && is_worth_filling(at, n) && k < n; k++)
    status =
        dark__forecast_looks(tasks, n_all, share(at, *n_all, n - k), at->quest, at->branch, at->space, above, tasks[k].table);
  return status;
}

static dark_status fit_looks(descent *at, dark__task *tasks, size_t n, const dark__visit *above) {
  size_t n_all = n;
  dark_status status = dark__halt_check(at->err);
  if (n > 0 && status == DARK_OK) status = fill_looks(&n_all, at, tasks, n, above);
  if (n == 0 || status != DARK_OK) return status;
  dark__pack_fit(tasks, n_all, &at->space->pack, 0, at->quest->wants_variance);
  for (size_t k = n; k < n_all; k++) dark__ahead_note(&at->space->looks_ahead, &tasks[k], true);
  for (size_t k = 0; status == DARK_OK && k < n; k++) status = at->quest->take(at->quest->context, &tasks[k]);
  return status;
}

/* Whether a fit of the task is wanted and not there; what is known already is told. */
static dark_status ask(bool *wants_fit, descent *at, dark__task *task, bool has_estimate) {
  const dark__quest *quest = at->quest;
  const dark__foreseen *known = dark__ahead_find(&at->space->looks_ahead, task->table, task->model);
  bool is_worthy = known != NULL && known->is_worthy;
  dark_status status =
      known != NULL ? DARK_OK : quest->weigh_up(&is_worthy, &task->floor, quest->context, task->model, task->table, has_estimate);
  *wants_fit = is_worthy && known == NULL;
  if (status != DARK_OK || *wants_fit) return status;
  if (is_worthy) {
    task->fit = known->fit;
    task->variance = known->variance;
    status = quest->take(quest->context, task);
  } else if (quest->pass_over != NULL) {
    quest->pass_over(quest->context, task->model, task->table);
  }
  return status;
}

/* `here`, whose end it is, or NULL. */
static dark_status look_at(descent *at, dark__term_set model, const size_t *tables, size_t n, const dark__visit *here) {
  const dark__visit *above = here != NULL ? here->above : NULL;
  dark__task tasks[DARK__MOST_LANES];
  size_t n_tasks = 0;
  dark_status status = DARK_OK;
  for (size_t k = 0; status == DARK_OK && k < n; k++) {
    bool wants_fit;
    tasks[n_tasks] = (dark__task){.table = tables[k], .model = model};
    status = ask(&wants_fit, at, &tasks[n_tasks], here != NULL && at->quest->wants_outer && here->outers[tables[k]].has_estimate);
    if (status == DARK_OK && wants_fit) n_tasks++;
    if (status != DARK_OK || n_tasks < width_of(at)) continue;
    status = fit_looks(at, tasks, n_tasks, above);
    n_tasks = 0;
  }
  return status == DARK_OK ? fit_looks(at, tasks, n_tasks, above) : status;
}

/* ---- bounds */

static void lower(const descent *at, dark__visit *node, size_t table, const dark__fit *fit) {
  double *most = &node->log_lik_most[table];
  *most = fmin(*most, fmin(fit->log_lik_most, at->space->crowd->counts[table].saturated));
}

/* The bound proves that the fit is at the maximum. From a start far out, as effects of a model without an estimate are, Newton's method may stand
   still elsewhere. */
static bool is_proved(const dark__fit *fit) { return fit->log_lik_most - fit->log_lik < PROOF; }

/* A bound has been fitted, perhaps to the end. */
static void take_bound(const descent *at, dark__visit *node, size_t table, bool is_whole, const dark__fit *fit, double variance) {
  lower(at, node, table, fit);
  if (!is_whole || fit->end != DARK__FIT_CONVERGED || !is_proved(fit)) return;
  dark__outer *outer = &node->outers[table];
  *outer = (dark__outer){.has_estimate = true, .is_fitted = true, .fit = *fit, .variance = variance};
}

static bool wants_whole(const descent *at, const dark__visit *node, size_t table) {
  return at->quest->wants_outer && node->outers[table].has_estimate;
}

/* Whether the outer model has an estimate, where that is wanted: it has if that of the node above has. */
static dark_status ask_outer(descent *at, dark__visit *node, size_t table) {
  dark__outer *outer = &node->outers[table];
  int code = 0;
  dark_status status = DARK_OK;
  if (node->above == NULL || !node->above->outers[table].has_estimate) {
    const uint32_t *terms = dark__pack_terms(&at->space->pack, node->node.outer);
    status =
        dark__existence(&code, terms, dark__n_terms_of(at->branch, node->node.outer), &at->space->crowd->counts[table], at->err);
  }
  outer->has_estimate = code == 0;
  outer->is_fitted = false;
  return status;
}

/* Fits to the end that stood still elsewhere begin anew from the data. */
static void repair_whole(const descent *at, dark__task *tasks, size_t n) {
  for (size_t k = 0; k < n && tasks[0].is_whole; k++) {
    if (tasks[k].fit.end == DARK__FIT_WORTHLESS || is_proved(&tasks[k].fit)) continue;
    tasks[k].start = NULL;
    dark__pack_fit(&tasks[k], 1, &at->space->pack, 0, at->quest->wants_variance);
  }
}

/* Fit bounds [n], as many as there are lanes at most, all to the end or none. */
static void fit_alike(const descent *at, dark__task *tasks, size_t n) {
  const bool is_whole = tasks[0].is_whole;
  dark__pack_fit(tasks, n, &at->space->pack, is_whole ? 0 : DARK__NEAR_ENOUGH, is_whole && at->quest->wants_variance);
  repair_whole(at, tasks, n);
}

/* Lanes that are left look ahead. */
static void fit_few_bounds(descent *at, const dark__visit *node, dark__task *tasks, size_t n) {
  size_t n_all = n;
  for (size_t k = 0; node->above != NULL && is_worth_filling(at, n) && k < n; k++)
    dark__forecast_bounds(tasks, &n_all, share(at, n_all, n - k), at->quest, at->branch, at->space, node->above, tasks[k].table);
  fit_alike(at, tasks, n_all);
  for (size_t k = n; k < n_all; k++) dark__ahead_note(&at->space->bounds_ahead, &tasks[k], true);
}

static void fit_many_bounds(const descent *at, dark__task *tasks, size_t n) {
  const size_t width = width_of(at);
  for (size_t k = 0; tasks[0].is_whole && k < n; k += width) fit_alike(at, tasks + k, n - k < width ? n - k : width);
  if (!tasks[0].is_whole) dark__pack_fit_many(tasks, n, &at->space->pack, DARK__NEAR_ENOUGH);
}

/* Bound a node for the tables of tasks [n], all to the end or none; there is room for as many as there are lanes. */
static void fit_bounds(descent *at, dark__visit *node, dark__task *tasks, size_t n) {
  if (n == 0) return;
  if (n > width_of(at)) fit_many_bounds(at, tasks, n);
  else fit_few_bounds(at, node, tasks, n);
  for (size_t k = 0; k < n; k++) take_bound(at, node, tasks[k].table, tasks[k].is_whole, &tasks[k].fit, tasks[k].variance);
}

/* Take what is known of a node, if anything is. */
static bool is_foreseen(descent *at, dark__visit *node, size_t table) {
  const dark__foreseen *known = dark__ahead_find(&at->space->bounds_ahead, table, node->node.outer);
  if (known == NULL) return false;
  take_bound(at, node, table, known->is_whole, &known->fit, known->variance);
  memcpy(dark__visit_effects(node, at->space, table), known->effects, at->space->n_effects * sizeof *known->effects);
  return true;
}

static dark__task bound_task(const descent *at, const dark__visit *node, size_t table, bool is_whole) {
  const dark__visit *from = node->above != NULL ? node->above : node;
  return (dark__task){.table = table,
                      .model = node->node.outer,
                      .is_whole = is_whole,
                      .floor = at->quest->floor(at->quest->context, &node->node, table),
                      .start = dark__visit_effects(from, at->space, table),
                      .effects = dark__visit_effects(node, at->space, table)};
}

/* Bound a node for those of its tables whose bounds are to be fitted to the end, or for the others. */
static void bound_some(descent *at, dark__visit *node, bool is_whole) {
  dark__task tasks[DARK__CROWD_MOST + DARK__MOST_LANES];
  size_t n = 0;
  for (size_t k = 0; k < node->n_active; k++) {
    const size_t table = node->active[k];
    if (wants_whole(at, node, table) == is_whole && !is_foreseen(at, node, table))
      tasks[n++] = bound_task(at, node, table, is_whole);
  }
  fit_bounds(at, node, tasks, n);
}

/* Lower the upper bounds of a node, as far as it takes to be worthless or as good as exact, from effects of the node above or, at the root, its own. */
static dark_status bound(descent *at, dark__visit *node) {
  dark_status status = DARK_OK;
  if (!at->quest->wants_outer) {
    bound_some(at, node, false);
    return DARK_OK;
  }
  for (size_t k = 0; status == DARK_OK && k < node->n_active; k++) status = ask_outer(at, node, node->active[k]);
  if (status != DARK_OK) return status;
  bound_some(at, node, true);
  bound_some(at, node, false);
  return DARK_OK;
}

/* ---- the way down */

static void leave(const descent *at, const dark__visit *here, size_t table, dark__leaving why) {
  if (at->quest->leave != NULL) at->quest->leave(at->quest->context, &here->node, here->log_lik_most[table], table, why);
}

static bool is_worthless(void *context, const dark__visit *here, size_t table) {
  const descent *at = context;
  if (!at->quest->is_worthless(at->quest->context, &here->node, here->log_lik_most[table], table)) return false;
  leave(at, here, table, DARK__LEFT_WORTHLESS);
  return true;
}

static bool is_over(void *context, const dark__visit *here, size_t table) {
  const descent *at = context;
  if (is_worthless(context, here, table)) return true;
  if (at->space->n_nodes[table] <= at->quest->budget) return false;
  leave(at, here, table, DARK__LEFT_SPENT);
  return true;
}

static bool is_at_end(void *context, const dark__visit *here, size_t table) {
  const descent *at = context;
  if (!at->quest->is_at_end(at->quest->context, &here->node, here->log_lik_most[table], table)) return false;
  leave(at, here, table, DARK__LEFT_AT_END);
  return true;
}

/* The outer model is all that is left and was fitted when it was bounded, for some of tables [n]: take it there. The others stay: how many. */
static dark_status take_outer(size_t *n_left, descent *at, const dark__visit *here, size_t *tables, size_t n) {
  dark_status status = DARK_OK;
  *n_left = 0;
  for (size_t k = 0; status == DARK_OK && k < n; k++) {
    const dark__outer *outer = &here->outers[tables[k]];
    const dark__task task = {.table = tables[k], .model = here->node.outer, .fit = outer->fit, .variance = outer->variance};
    if (outer->is_fitted) status = at->quest->take(at->quest->context, &task);
    else tables[(*n_left)++] = tables[k];
  }
  return status;
}

/* Look at the inner model for the tables for which nothing else is left. */
static dark_status look_at_end(descent *at, dark__visit *here) {
  size_t *tables = at->space->chosen;
  size_t n = dark__visit_split(tables, here, is_at_end, at);
  dark_status status = DARK_OK;
  if (n == 0 || dark__branch_is_guess(at->branch, here->node.inner)) return DARK_OK;
  if (at->quest->wants_outer && dark__set_equal(here->node.inner, here->node.outer)) status = take_outer(&n, at, here, tables, n);
  return status == DARK_OK && n > 0 ? look_at(at, here->node.inner, tables, n, here) : status;
}

static dark_status descend(descent *at, dark__visit here);

static dark_status descend_into(descent *at, const dark__visit *here, const dark__branch_node *node) {
  dark__visit child;
  dark__visit_child(&child, here, node, at->space);
  dark_status status = dark__halt_check(at->err);
  if (status == DARK_OK) status = bound(at, &child);
  if (status != DARK_OK) return status;
  dark__visit_split(at->space->chosen, &child, is_worthless, at);
  return child.n_active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(descent *at, dark__visit here) {
  for (size_t k = 0; k < here.n_active; k++) at->space->n_nodes[here.active[k]]++;
  while (dark__lattice_allows(&at->branch->lattice, here.node.inner)) {
    dark__visit_split(at->space->chosen, &here, is_over, at);
    dark__node_settle(&here.node, at->branch);
    dark_status status = look_at_end(at, &here);
    if (status != DARK_OK || here.n_active == 0) return status;
    dark__branch_node rest = here.node;
    const dark__branch_node child = dark__node_divide(&rest, at->branch);
    status = descend_into(at, &here, &child);
    if (status != DARK_OK) return status;
    here.node = rest;
  }
  return DARK_OK;
}

dark_status dark__descent_look(const dark__quest *quest, const dark__branch *branch, dark__branch_space *space,
                               dark__term_set model, const size_t *tables, size_t n, dark_error *err) {
  descent at = {quest, branch, space, err};
  dark__ahead_forget(&space->looks_ahead);
  return look_at(&at, model, tables, n, NULL);
}

dark_status dark__descent_go(const dark__quest *quest, const dark__branch *branch, dark__branch_space *space,
                             const size_t *tables, size_t n, dark_error *err) {
  descent at = {quest, branch, space, err};
  dark__visit root;
  dark__ahead_forget(&space->looks_ahead);
  dark__ahead_forget(&space->bounds_ahead);
  for (size_t k = 0; k < n; k++) space->n_nodes[tables[k]] = 0;
  if (n == 0) return DARK_OK;
  dark__visit_root(&root, branch, space, tables, n);
  const dark_status status = bound(&at, &root);
  return status == DARK_OK ? descend(&at, root) : status;
}
