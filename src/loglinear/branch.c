/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/branch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* Bounds are as good as exact when they are this near. */
static const double NEAR_ENOUGH = 0.02;
/* Start of an effect whose margin was empty in the fit that the start comes from. */
static const double FAR_BELOW = -30;

/* One search under way. */
typedef struct search {
  const dark__branch *branch;
  dark__branch_space *space;
  dark__shortlist *list;
  dark__branch_report *report;
  double price;
  dark_error *err;
} search;

/* The models between inner and outer. */
typedef struct node {
  dark__term_set inner, outer;
  double log_lik_most; /* of outer, and so of every model between */
  const double *start; /* [2^t] effects of outer's parent */
  size_t depth, next;  /* branching terms before order[next] are settled */
} node;

static dark__term_set join(dark__term_set a, dark__term_set b) {
  return (dark__term_set){{a.bits[0] | b.bits[0], a.bits[1] | b.bits[1]}};
}

static dark__term_set minus(dark__term_set a, dark__term_set b) {
  return (dark__term_set){{a.bits[0] & ~b.bits[0], a.bits[1] & ~b.bits[1]}};
}

static dark__term_set all_terms(const dark__lattice *lattice) {
  dark__term_set all = {{0, 0}};
  for (size_t i = 0; i < lattice->n_optional; i++) dark__set_add(&all, i);
  return all;
}

static size_t n_terms_of(const dark__branch *branch, dark__term_set model) {
  return 1 + branch->lattice.n_lists + dark__set_size(model);
}

/* The log-likelihood that a model of n_terms must reach to enter the list. */
static double floor_for(const search *at, size_t n_terms) {
  const double ceiling = dark__shortlist_ceiling(at->list);
  if (!isfinite(ceiling)) return -INFINITY;
  const double target = ceiling + dark__criterion_tolerance(ceiling);
  return at->space->engine->counts.log_factorials - 0.5 * (target - at->price * (double)n_terms);
}

/* Fit one model and enter it. */
static dark_status look_at(search *at, dark__term_set model) {
  dark__engine *engine = at->space->engine;
  const size_t n_terms = dark__lattice_expand(engine->terms, &at->branch->lattice, model);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .floor = floor_for(at, n_terms)};
  if (engine->counts.saturated < request.floor) return DARK_OK;
  dark__verdict verdict;
  const dark_status status = dark__engine_judge(&verdict, engine, &request, at->err);
  if (status != DARK_OK || verdict.worthless || verdict.code != 0) return status;
  const dark__found found = {.model = model,
                             .criterion = dark__criterion_value(&engine->counts, verdict.log_lik, n_terms, at->price),
                             .log_lik = verdict.log_lik,
                             .hidden = verdict.hidden};
  return dark__shortlist_enter(at->list, &found, at->err);
}

/* Guesses have been looked at before the descent. */
static dark_status look_at_new(search *at, dark__term_set model) {
  for (size_t i = 0; i < at->branch->n_guesses; i++)
    if (dark__set_equal(at->branch->guesses[i].model, model)) return DARK_OK;
  return look_at(at, model);
}

/* An upper bound for the log-likelihood of all models inside `outer`, as low as needed; the effects go to keep [2^t]. */
static double bound(dark__engine *engine, const dark__branch *branch, dark__term_set outer, const double *start, double floor,
                    double *keep) {
  double starts[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(engine->terms, &branch->lattice, outer);
  for (size_t i = 0; start != NULL && i < n_terms; i++) starts[i] = start[engine->terms[i]];
  const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .start = start != NULL ? starts : NULL,
                                     .floor = floor, .loose = NEAR_ENOUGH};
  const dark__fit fit = dark__fit_model(&engine->space, &engine->counts, &request);
  dark__fit_effects(starts, &engine->space, &request);
  for (size_t i = 0; i < n_terms; i++) keep[engine->terms[i]] = isfinite(starts[i]) ? starts[i] : FAR_BELOW;
  return fmin(fit.log_lik_most, engine->counts.saturated);
}

static bool is_settled(const node *here, size_t term) {
  return dark__set_has(&here->inner, term) || !dark__set_has(&here->outer, term);
}

static double *effects_at(const search *at, size_t depth) {
  return at->space->effects + (depth << at->branch->lattice.n_lists);
}

/* The search stops here for want of budget: remember what might be missed. */
static void leave_open(search *at, const node *here) {
  const dark__counts *counts = &at->space->engine->counts;
  const double least = dark__criterion_value(counts, here->log_lik_most, n_terms_of(at->branch, here->inner), at->price);
  at->report->complete = false;
  if (least < at->report->open_bound) at->report->open_bound = least;
}

static dark_status descend(search *at, node here);

/* The branch without a term and all above it. */
static dark_status descend_without(search *at, const node *here, size_t term, double floor) {
  node child = *here;
  child.outer = minus(here->outer, at->branch->lattice.above[term]);
  child.depth = here->depth + 1;
  child.next = here->next + 1;
  double *keep = effects_at(at, child.depth);
  child.log_lik_most = fmin(here->log_lik_most, bound(at->space->engine, at->branch, child.outer, here->start, floor, keep));
  child.start = keep;
  return child.log_lik_most < floor ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(search *at, node here) {
  const dark__branch *branch = at->branch;
  at->report->n_nodes++;
  for (;;) {
    const size_t n_terms = n_terms_of(branch, here.inner);
    const double floor = floor_for(at, n_terms);
    if (here.log_lik_most < floor) return DARK_OK;
    if (at->report->n_nodes > branch->budget) {
      leave_open(at, &here);
      return DARK_OK;
    }
    while (here.next < branch->lattice.n_optional && is_settled(&here, branch->order[here.next])) here.next++;
    const bool room_for_more = here.log_lik_most >= floor_for(at, n_terms + 1);
    if (here.next == branch->lattice.n_optional || !room_for_more) return look_at_new(at, here.inner);
    const size_t term = branch->order[here.next];
    const dark_status status = descend_without(at, &here, term, floor);
    if (status != DARK_OK) return status;
    here.inner = join(here.inner, branch->inside[term]);
  }
}

dark_status dark__branch_search(dark__shortlist *list, dark__branch_report *report, const dark__branch *branch,
                                dark__branch_space *space, bool guesses_only, dark_error *err) {
  *report = (dark__branch_report){.complete = true, .open_bound = INFINITY};
  search at = {.branch = branch, .space = space, .list = list, .report = report, .err = err};
  at.price = dark__criterion_price(branch->criterion, space->engine->counts.margins[0]);
  for (size_t i = 0; i < branch->n_guesses; i++) {
    const dark_status status = look_at(&at, branch->guesses[i].model);
    if (status != DARK_OK) return status;
  }
  if (guesses_only) return DARK_OK;
  double *keep = effects_at(&at, 0);
  node root = {.outer = all_terms(&branch->lattice), .start = keep};
  const double floor = floor_for(&at, n_terms_of(branch, root.inner));
  root.log_lik_most = bound(space->engine, branch, root.outer, branch->root, floor, keep);
  return descend(&at, root);
}

dark_status dark__branch_space_new(dark__branch_space **out, const dark__branch *branch, dark_error *err) {
  *out = NULL;
  dark__branch_space *space = calloc(1, sizeof *space);
  if (space == NULL) return dark__fail_memory(err);
  dark_status status = dark__engine_new(&space->engine, branch->problem, DARK__MAX_TERMS, err);
  space->effects = calloc((branch->lattice.n_optional + 2) << branch->lattice.n_lists, sizeof *space->effects);
  if (status == DARK_OK && space->effects == NULL) status = dark__fail_memory(err);
  if (status == DARK_OK) status = dark__shortlist_new(&space->best, 1, 0, err);
  if (status == DARK_OK)
    *out = space;
  else
    dark__branch_space_free(space);
  return status;
}

void dark__branch_space_free(dark__branch_space *space) {
  if (space == NULL) return;
  dark__engine_free(space->engine);
  dark__shortlist_clear(&space->best);
  free(space->effects);
  free(space);
}

static void find_inside(dark__branch *branch) {
  const dark__lattice *lattice = &branch->lattice;
  for (size_t i = 0; i < lattice->n_optional; i++)
    for (size_t j = 0; j < lattice->n_optional; j++)
      if (dark__set_has(&lattice->above[j], i)) dark__set_add(&branch->inside[i], j);
}

typedef struct loss {
  double log_lik;
  size_t term;
} loss;

static int compare_losses(const void *a, const void *b) {
  const loss *x = a, *y = b;
  if (x->log_lik != y->log_lik) return x->log_lik < y->log_lik ? -1 : 1;
  return (x->term > y->term) - (x->term < y->term);
}

/* Terms whose absence costs most first; small differences are rounding and are left in canonical order. */
static void find_order(dark__branch *branch, dark__branch_space *space) {
  const dark__lattice *lattice = &branch->lattice;
  const dark__term_set all = all_terms(lattice);
  loss losses[DARK__MAX_OPTIONAL];
  bound(space->engine, branch, all, NULL, -INFINITY, branch->root);
  for (size_t i = 0; i < lattice->n_optional; i++) {
    const dark__term_set outer = minus(all, lattice->above[i]);
    losses[i].log_lik = floor(bound(space->engine, branch, outer, branch->root, -INFINITY, space->effects) / NEAR_ENOUGH);
    losses[i].term = i;
  }
  qsort(losses, lattice->n_optional, sizeof losses[0], compare_losses);
  for (size_t i = 0; i < lattice->n_optional; i++) branch->order[i] = losses[i].term;
}

static dark_status find_guesses(dark__branch *branch, dark__branch_space *space, size_t n_guesses, dark_error *err) {
  dark__shortlist list;
  dark_status status = dark__shortlist_new(&list, n_guesses, INFINITY, err);
  if (status == DARK_OK) status = dark__branch_search(&list, &branch->report, branch, space, false, err);
  if (status != DARK_OK) {
    dark__shortlist_clear(&list);
    return status;
  }
  branch->guesses = list.found;
  branch->n_guesses = list.n;
  return DARK_OK;
}

static dark_status look_at_observed(dark__branch *branch, size_t n_guesses, dark_error *err) {
  branch->root = calloc((size_t)1 << branch->lattice.n_lists, sizeof *branch->root);
  if (branch->root == NULL) return dark__fail_memory(err);
  dark__branch_space *space;
  dark_status status = dark__branch_space_new(&space, branch, err);
  if (status == DARK_OK) status = dark__engine_load_observed(space->engine, err);
  if (status == DARK_OK) {
    find_order(branch, space);
    status = find_guesses(branch, space, n_guesses, err);
  }
  dark__branch_space_free(space);
  return status;
}

dark_status dark__branch_new(dark__branch **out, const dark__problem *problem, unsigned max_order, dark__criterion criterion,
                             size_t n_guesses, size_t budget, dark_error *err) {
  *out = NULL;
  dark__branch *branch = calloc(1, sizeof *branch);
  if (branch == NULL) return dark__fail_memory(err);
  branch->problem = problem;
  branch->criterion = criterion;
  branch->budget = budget;
  dark_status status = dark__lattice_make(&branch->lattice, problem->n_lists, max_order, err);
  if (status == DARK_OK) {
    find_inside(branch);
    status = look_at_observed(branch, n_guesses, err);
  }
  if (status == DARK_OK)
    *out = branch;
  else
    dark__branch_free(branch);
  return status;
}

void dark__branch_free(dark__branch *branch) {
  if (branch == NULL) return;
  free(branch->root);
  free(branch->guesses);
  free(branch);
}
