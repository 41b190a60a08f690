/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/search/branch.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "loglinear/search/descent.h"
#include "loglinear/search/searched.h"
#include "loglinear/search/walk.h"

/* Effects on the way down take no more doubles than this, unless they must for a table in every lane. */
enum { MOST_DOUBLES = 1 << 19 };

/* Fits remembered before their turn, 2^n bounds and as many of single models: fewer of lattices with few models. */
enum { MOST_AHEAD = 11, LEAST_AHEAD = 4 };

static unsigned choose_ahead(const dark__branch *branch) {
  const size_t n = LEAST_AHEAD + branch->lattice.n_optional;
  return n < MOST_AHEAD ? (unsigned)n : MOST_AHEAD;
}

static size_t n_depths(const dark__branch *branch) { return branch->lattice.n_optional + 2; }

static size_t choose_room(const dark__branch_space *space, const dark__branch *branch) {
  const size_t width = space->crowd->lanes->kernel->width, room = MOST_DOUBLES / (n_depths(branch) * space->n_effects);
  return room < width ? width : room < space->crowd->n_room ? room : space->crowd->n_room;
}

static dark_status make_room(dark__branch_space *space, const dark__branch *branch, dark_error *err) {
  space->n_effects = dark__lattice_most_terms(&branch->lattice);
  const size_t n = space->n_room = choose_room(space, branch), n_by_depth = n_depths(branch) * n;
  space->effects = malloc(n_by_depth * space->n_effects * sizeof *space->effects);
  space->log_lik_most = malloc(n_by_depth * sizeof *space->log_lik_most);
  space->active = malloc(n_by_depth * sizeof *space->active);
  space->chosen = malloc(2 * n * sizeof *space->chosen);
  space->n_nodes = calloc(n, sizeof *space->n_nodes);
  space->scratch = malloc(DARK__MOST_LANES * space->n_effects * sizeof *space->scratch);
  space->best = malloc(n * sizeof *space->best);
  space->found = malloc(2 * n * sizeof *space->found);
  if (space->effects == NULL || space->log_lik_most == NULL || space->active == NULL || space->chosen == NULL ||
      space->n_nodes == NULL || space->scratch == NULL || space->best == NULL || space->found == NULL)
    return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) space->best[i] = dark__shortlist_of_one(space->found + 2 * i);
  const dark_status status = dark__ahead_make(&space->bounds_ahead, choose_ahead(branch), space->n_effects, err);
  return status == DARK_OK ? dark__ahead_make(&space->looks_ahead, choose_ahead(branch), 0, err) : status;
}

dark_status dark__branch_space_new(dark__branch_space **out, const dark__branch *branch, dark_error *err) {
  *out = NULL;
  dark__branch_space *space = calloc(1, sizeof *space);
  if (space == NULL) return dark__fail_memory(err);
  dark_status status = dark__crowd_new(&space->crowd, branch->problem, dark__lattice_most_terms(&branch->lattice), err);
  if (status == DARK_OK) status = make_room(space, branch, err);
  space->pack = (dark__pack){.crowd = space->crowd, .lattice = &branch->lattice};
  if (status == DARK_OK) *out = space;
  else dark__branch_space_free(space);
  return status;
}

dark_status dark__branch_space_want_outers(dark__branch_space *space, const dark__branch *branch, dark_error *err) {
  space->outers = malloc(n_depths(branch) * space->n_room * sizeof *space->outers);
  return space->outers != NULL ? DARK_OK : dark__fail_memory(err);
}

void dark__branch_space_forget_outers(dark__branch_space *space) {
  free(space->outers);
  space->outers = NULL;
}

void dark__branch_space_free(dark__branch_space *space) {
  if (space == NULL) return;
  free(space->best);
  free(space->found);
  free(space->effects);
  free(space->log_lik_most);
  free(space->active);
  free(space->chosen);
  free(space->n_nodes);
  free(space->scratch);
  dark__ahead_clear(&space->bounds_ahead);
  dark__ahead_clear(&space->looks_ahead);
  dark__crowd_free(space->crowd);
  free(space);
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

/* The bounds of tasks [n] on the observed table, the only one of the crowd, as many as there are lanes at most. */
static void bound_observed(dark__task *tasks, size_t n, dark__branch_space *space) {
  for (size_t k = 0; k < n; k++) tasks[k].floor = -INFINITY;
  dark__pack_fit(tasks, n, &space->pack, DARK__NEAR_ENOUGH, false);
  for (size_t k = 0; k < n; k++) tasks[k].fit.log_lik_most = fmin(tasks[k].fit.log_lik_most, space->crowd->counts[0].saturated);
}

/* What the models without each of terms first, ..., first + n - 1, and without all above it, can reach. */
static void bound_losses(loss *losses, size_t first, size_t n, const dark__branch *branch, dark__branch_space *space) {
  const dark__lattice *lattice = &branch->lattice;
  dark__task tasks[DARK__MOST_LANES];
  for (size_t k = 0; k < n; k++)
    tasks[k] =
        (dark__task){.model = dark__set_minus(dark__lattice_all(lattice), lattice->above[first + k]), .start = branch->root};
  bound_observed(tasks, n, space);
  for (size_t k = 0; k < n; k++) losses[first + k] = (loss){floor(tasks[k].fit.log_lik_most / DARK__NEAR_ENOUGH), first + k};
}

/* Terms whose absence costs most first; small differences are rounding and are left in canonical order. H goes before all others, whatever its
   absence costs: it makes up for any pair that goes, so that bounds are tight only where it is settled. */
static void find_order(dark__branch *branch, dark__branch_space *space) {
  const size_t n = branch->lattice.n_optional, width = space->crowd->lanes->kernel->width;
  dark__task largest = {.model = dark__lattice_all(&branch->lattice), .effects = branch->root};
  loss losses[DARK__MAX_OPTIONAL];
  bound_observed(&largest, 1, space);
  for (size_t i = 0; i < n; i += width) bound_losses(losses, i, n - i < width ? n - i : width, branch, space);
  if (branch->lattice.has_common) losses[n - 1].log_lik = -INFINITY;
  qsort(losses, n, sizeof losses[0], compare_losses);
  for (size_t i = 0; i < n; i++) branch->order[i] = losses[i].term;
}

/* The end of a greedy descent, if it has one, is the first guess: something to compare with from the start, and something to show for
   a search that runs out of budget. */
static dark_status guess_greedily(dark__branch *branch, dark__branch_space *space, dark_error *err) {
  const dark__walk walk = {.problem = branch->problem, .lattice = branch->lattice, .criterion = branch->criterion};
  dark_estimate end;
  const dark_status status = dark__walk_downhill(&end, &walk, space->crowd, err);
  if (status != DARK_OK || end.reason != DARK_N_REASONS) return status;
  branch->guesses = calloc(1, sizeof *branch->guesses);
  if (branch->guesses == NULL) return dark__fail_memory(err);
  branch->guesses[0].model = dark__id_set(end.model);
  branch->n_guesses = 1;
  return DARK_OK;
}

/* Search the observed table, and keep what that finds out about models without an estimate. */
static dark_status search_and_learn(dark__shortlist *list, dark__branch *branch, dark__branch_space *space, dark_error *err) {
  dark_status status = dark__known_start(&branch->known, &space->crowd->counts[0], err);
  space->learnt = &branch->known;
  if (status == DARK_OK) status = dark__branch_search(list, &branch->report, branch, space, false, err);
  space->learnt = NULL;
  return status;
}

static dark_status find_guesses(dark__branch *branch, dark__branch_space *space, size_t n_guesses, dark_error *err) {
  dark__shortlist list;
  dark_status status = dark__shortlist_new(&list, n_guesses, INFINITY, err);
  if (status == DARK_OK) status = guess_greedily(branch, space, err);
  if (status == DARK_OK) status = search_and_learn(&list, branch, space, err);
  if (status != DARK_OK) {
    dark__shortlist_clear(&list);
    return status;
  }
  free(branch->guesses);
  branch->guesses = list.found;
  branch->n_guesses = list.n;
  return DARK_OK;
}

static dark_status look_at_observed(dark__branch *branch, size_t n_guesses, dark_error *err) {
  branch->root = calloc(dark__lattice_most_terms(&branch->lattice), sizeof *branch->root);
  if (branch->root == NULL) return dark__fail_memory(err);
  dark__branch_space *space;
  dark_status status = dark__branch_space_new(&space, branch, err);
  if (status == DARK_OK) status = dark__crowd_load_observed(space->crowd, err);
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
  dark_status status = dark__searched_lattice(&branch->lattice, problem, max_order, err);
  if (status == DARK_OK) {
    for (size_t i = 0; i < branch->lattice.n_optional; i++) branch->inside[i] = dark__lattice_inside(&branch->lattice, i);
    status = look_at_observed(branch, n_guesses, err);
  }
  if (status == DARK_OK) *out = branch;
  else dark__branch_free(branch);
  return status;
}

void dark__branch_free(dark__branch *branch) {
  if (branch == NULL) return;
  free(branch->root);
  free(branch->guesses);
  dark__known_clear(&branch->known);
  free(branch);
}
