/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/branch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/bound.h"
#include "loglinear/searched.h"
#include "loglinear/walk.h"

/* A search of n tables under way. */
typedef struct search {
  const dark__branch *branch;
  dark__branch_space *space;
  dark__lanes *lanes;
  dark__shortlist *lists;
  dark__branch_report *reports;
  double price[DARK__MOST_LANES];
  const dark__known *known; /* of models, and bit l: it holds for table l */
  unsigned with_known;
  dark_error *err;
} search;

/* The models between inner and outer, for the tables that still need them. */
typedef struct node {
  dark__term_set inner, outer;
  unsigned active;                       /* bit l: table l needs this node */
  double log_lik_most[DARK__MOST_LANES]; /* of outer, and so of every model between */
  const double *start;                   /* [2^t x width] effects of outer's parent */
  size_t depth, next;                    /* branching terms before order[next] are settled */
} node;

static size_t n_terms_of(const dark__branch *branch, dark__term_set model) {
  return 1 + branch->lattice.n_lists + dark__set_size(model);
}

static bool is_active(unsigned active, size_t lane) { return (active >> lane) & 1; }

static const dark__counts *counts_of(const search *at, size_t lane) { return &at->lanes->block->lanes[lane]; }

/* The log-likelihood that a model of n_terms must reach to enter the lane's list. */
static double floor_for(const search *at, size_t lane, size_t n_terms) {
  const double ceiling = dark__shortlist_ceiling(&at->lists[lane]);
  if (!isfinite(ceiling)) return -INFINITY;
  const double target = ceiling + dark__criterion_tolerance(ceiling);
  return counts_of(at, lane)->log_factorials - 0.5 * (target - at->price[lane] * (double)n_terms);
}

/* Those of the active tables of which it is known that no model between inner and outer has an estimate. */
static unsigned tables_without(const search *at, dark__term_set inner, dark__term_set outer, unsigned active) {
  const unsigned asked = active & at->with_known;
  return asked != 0 && dark__known_excludes(at->known, inner, outer) ? asked : 0;
}

static dark_status enter(search *at, size_t lane, dark__term_set model, size_t n_terms, const dark__fit *fit) {
  dark__verdict verdict;
  const dark__counts *counts = counts_of(at, lane);
  dark_status status = dark__judge_fit(&verdict, fit, at->lanes->terms, n_terms, counts, at->err);
  if (status == DARK_OK && verdict.code != 0 && at->space->learnt != NULL)
    status = dark__known_add(at->space->learnt, model, at->err);
  if (status != DARK_OK || verdict.worthless || verdict.code != 0) return status;
  const dark__found found = {.model = model,
                             .criterion = dark__criterion_value(counts, verdict.log_lik, n_terms, at->price[lane]),
                             .log_lik = verdict.log_lik,
                             .hidden = verdict.hidden};
  return dark__shortlist_enter(&at->lists[lane], &found, at->err);
}

/* Fit one model to the active tables and enter it. */
static dark_status look_at(search *at, dark__term_set model, unsigned active) {
  const size_t n_terms = dark__lattice_expand(at->lanes->terms, &at->branch->lattice, model);
  dark__block_request request = {.terms = at->lanes->terms, .n_terms = n_terms};
  active &= ~tables_without(at, model, model, active);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!is_active(active, lane)) continue;
    request.floor[lane] = floor_for(at, lane, n_terms);
    if (!(counts_of(at, lane)->saturated < request.floor[lane])) request.active |= 1u << lane;
  }
  if (request.active == 0) return DARK_OK;
  dark__block_result result;
  dark__lanes_fit(&result, at->lanes, &request, NULL);
  dark_status status = DARK_OK;
  for (size_t lane = 0; status == DARK_OK && lane < at->lanes->kernel->width; lane++)
    if (is_active(request.active, lane)) status = enter(at, lane, model, n_terms, &result.lanes[lane]);
  return status;
}

/* Guesses have been looked at before the descent. */
static dark_status look_at_new(search *at, dark__term_set model, unsigned active) {
  for (size_t i = 0; i < at->branch->n_guesses; i++)
    if (dark__set_equal(at->branch->guesses[i].model, model)) return DARK_OK;
  return look_at(at, model, active);
}

static bool is_settled(const node *here, size_t term) {
  return dark__set_has(&here->inner, term) || !dark__set_has(&here->outer, term);
}

static double *effects_at(const dark__branch_space *space, const dark__branch *branch, size_t depth) {
  return space->effects + (depth << branch->lattice.n_lists) * space->lanes->kernel->width;
}

/* A table's search stops here for want of budget: remember what might be missed. */
static void leave_open(search *at, const node *here, size_t lane) {
  const double least =
      dark__criterion_value(counts_of(at, lane), here->log_lik_most[lane], n_terms_of(at->branch, here->inner), at->price[lane]);
  dark__branch_report *report = &at->reports[lane];
  report->complete = false;
  if (least < report->open_bound) report->open_bound = least;
}

/* Not while learning: the nodes of the observed table's search are counted and shown. */
static unsigned tables_without_node(const search *at, const node *here) {
  return at->space->learnt != NULL ? 0 : tables_without(at, here->inner, here->outer, here->active);
}

/* Tables that cannot gain here drop out, and so do those whose budget is spent; floor [width] is set for the others. */
static void drop_tables(search *at, node *here, double *floor) {
  const size_t n_terms = n_terms_of(at->branch, here->inner);
  here->active &= ~tables_without_node(at, here);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!is_active(here->active, lane)) continue;
    floor[lane] = floor_for(at, lane, n_terms);
    const bool is_hopeless = here->log_lik_most[lane] < floor[lane];
    const bool is_spent = !is_hopeless && at->reports[lane].n_nodes > at->branch->budget;
    if (is_spent) leave_open(at, here, lane);
    if (is_hopeless || is_spent) here->active &= ~(1u << lane);
  }
}

/* Tables for which nothing but inner itself is left: no term to settle, or none that they could pay for. */
static unsigned tables_at_end(const search *at, const node *here) {
  const size_t n_terms = n_terms_of(at->branch, here->inner);
  unsigned at_end = 0;
  if (here->next == at->branch->lattice.n_optional) return here->active;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (is_active(here->active, lane) && here->log_lik_most[lane] < floor_for(at, lane, n_terms + 1)) at_end |= 1u << lane;
  return at_end;
}

static dark_status descend(search *at, node here);

/* The branch without a term and all above it. */
static dark_status descend_without(search *at, const node *here, size_t term, const double *floor) {
  node child = *here;
  child.outer = dark__set_minus(here->outer, at->branch->lattice.above[term]);
  child.depth = here->depth + 1;
  child.next = here->next + 1;
  child.active &= ~tables_without_node(at, &child);
  if (child.active == 0) return DARK_OK;
  double *keep = effects_at(at->space, at->branch, child.depth);
  dark__bound(child.log_lik_most, at->lanes, &at->branch->lattice, child.outer, here->start, floor, child.active, keep);
  child.start = keep;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (is_active(child.active, lane) && child.log_lik_most[lane] < floor[lane]) child.active &= ~(1u << lane);
  return child.active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(search *at, node here) {
  const dark__branch *branch = at->branch;
  double floor[DARK__MOST_LANES] = {0};
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) at->reports[lane].n_nodes += is_active(here.active, lane);
  for (;;) {
    drop_tables(at, &here, floor);
    while (here.next < branch->lattice.n_optional && is_settled(&here, branch->order[here.next])) here.next++;
    const unsigned at_end = tables_at_end(at, &here);
    dark_status status = at_end == 0 ? DARK_OK : look_at_new(at, here.inner, at_end);
    here.active &= ~at_end;
    if (status != DARK_OK || here.active == 0) return status;
    const size_t term = branch->order[here.next];
    status = descend_without(at, &here, term, floor);
    if (status != DARK_OK) return status;
    here.inner = dark__set_join(here.inner, branch->inside[term]);
  }
}

static dark_status descend_from_root(search *at, unsigned active) {
  const dark__branch *branch = at->branch;
  const size_t width = at->lanes->kernel->width, n_cells = (size_t)1 << branch->lattice.n_lists;
  double *keep = effects_at(at->space, branch, 0);
  double floor[DARK__MOST_LANES] = {0};
  node root = {.inner = branch->lattice.forced, .outer = dark__lattice_all(&branch->lattice), .active = active, .start = keep};
  for (size_t cell = 0; cell < n_cells; cell++)
    for (size_t lane = 0; lane < width; lane++) keep[cell * width + lane] = branch->root[cell];
  for (size_t lane = 0; lane < width; lane++) {
    root.log_lik_most[lane] = INFINITY;
    if (is_active(active, lane)) floor[lane] = floor_for(at, lane, n_terms_of(branch, root.inner));
  }
  dark__bound(root.log_lik_most, at->lanes, &branch->lattice, root.outer, keep, floor, active, keep);
  return descend(at, root);
}

/* No model with all main effects has an estimate when nobody is on two lists (a positive table with these margins would have somebody on
   two, and so more people) or one list holds everybody (it would have somebody elsewhere). Without this the search of such a table, which
   is resampled often from a sparse one, would look at every model for want of anything to compare with. */
static bool is_hopeless(const dark__counts *counts) {
  const double people = counts->margins[0];
  double memberships = 0;
  for (unsigned list = 0; list < counts->n_lists; list++) {
    const double size = counts->margins[(size_t)1 << list];
    if (size == people) return true;
    memberships += size;
  }
  return memberships == people;
}

dark_status dark__branch_search(dark__shortlist *lists, dark__branch_report *reports, size_t n, const dark__branch *branch,
                                dark__branch_space *space, bool guesses_only, dark_error *err) {
  search at = {.branch = branch, .space = space, .lanes = space->lanes, .lists = lists, .err = err};
  dark__branch_report all_reports[DARK__MOST_LANES];
  unsigned active = 0;
  at.reports = all_reports;
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++)
    all_reports[lane] = (dark__branch_report){.complete = true, .open_bound = INFINITY};
  for (size_t lane = 0; lane < n; lane++)
    if (!is_hopeless(counts_of(&at, lane))) active |= 1u << lane;
  for (size_t lane = 0; lane < n; lane++)
    at.price[lane] = dark__criterion_price(branch->criterion, counts_of(&at, lane)->margins[0]);
  at.known = space->learnt != NULL ? space->learnt : &branch->known;
  for (size_t lane = 0; lane < n; lane++)
    if (space->learnt != NULL || dark__known_applies(at.known, counts_of(&at, lane))) at.with_known |= 1u << lane;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && active != 0 && i < branch->n_guesses; i++)
    status = look_at(&at, branch->guesses[i].model, active);
  if (status == DARK_OK && active != 0 && !guesses_only) status = descend_from_root(&at, active);
  memcpy(reports, all_reports, n * sizeof *reports);
  return status;
}

dark_status dark__branch_space_new(dark__branch_space **out, const dark__branch *branch, dark_error *err) {
  *out = NULL;
  dark__branch_space *space = calloc(1, sizeof *space);
  if (space == NULL) return dark__fail_memory(err);
  dark_status status = dark__lanes_new(&space->lanes, branch->problem, dark__lattice_most_terms(&branch->lattice), err);
  if (status == DARK_OK) {
    space->effects = calloc(((branch->lattice.n_optional + 2) << branch->lattice.n_lists) * space->lanes->kernel->width,
                            sizeof *space->effects);
    if (space->effects == NULL) status = dark__fail_memory(err);
  }
  for (size_t lane = 0; status == DARK_OK && lane < space->lanes->kernel->width; lane++)
    status = dark__shortlist_new(&space->best[lane], 1, 0, err);
  if (status == DARK_OK) *out = space;
  else dark__branch_space_free(space);
  return status;
}

void dark__branch_space_free(dark__branch_space *space) {
  if (space == NULL) return;
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) dark__shortlist_clear(&space->best[lane]);
  dark__lanes_free(space->lanes);
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

/* The bound of one model on the observed table, in lane 0; the effects go to keep [2^t x width]. */
static double bound_observed(const dark__branch *branch, dark__branch_space *space, dark__term_set outer, const double *start,
                             double *keep) {
  double log_lik_most[DARK__MOST_LANES], floor[DARK__MOST_LANES];
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) {
    log_lik_most[lane] = INFINITY;
    floor[lane] = -INFINITY;
  }
  dark__bound(log_lik_most, space->lanes, &branch->lattice, outer, start, floor, 1, keep);
  return log_lik_most[0];
}

/* Terms whose absence costs most first; small differences are rounding and are left in canonical order. */
static void find_order(dark__branch *branch, dark__branch_space *space) {
  const dark__lattice *lattice = &branch->lattice;
  const dark__term_set all = dark__lattice_all(lattice);
  const size_t width = space->lanes->kernel->width;
  double *root = effects_at(space, branch, 0), *scratch = effects_at(space, branch, 1);
  loss losses[DARK__MAX_OPTIONAL];
  bound_observed(branch, space, all, NULL, root);
  for (size_t cell = 0; cell < (size_t)1 << lattice->n_lists; cell++) branch->root[cell] = root[cell * width];
  for (size_t i = 0; i < lattice->n_optional; i++) {
    const double log_lik = bound_observed(branch, space, dark__set_minus(all, lattice->above[i]), root, scratch);
    losses[i] = (loss){floor(log_lik / DARK__NEAR_ENOUGH), i};
  }
  qsort(losses, lattice->n_optional, sizeof losses[0], compare_losses);
  for (size_t i = 0; i < lattice->n_optional; i++) branch->order[i] = losses[i].term;
}

/* The end of a greedy descent, if it has one, is the first guess: something to compare with from the start, and something to show for
   a search that runs out of budget. */
static dark_status guess_greedily(dark__branch *branch, dark__branch_space *space, dark_error *err) {
  const dark__walk walk = {.problem = branch->problem, .lattice = branch->lattice, .criterion = branch->criterion};
  dark_estimate end;
  const dark_status status = dark__walk_downhill(&end, 1, &walk, space->lanes, err);
  if (status != DARK_OK || end.reason != DARK_N_REASONS) return status;
  branch->guesses = calloc(1, sizeof *branch->guesses);
  if (branch->guesses == NULL) return dark__fail_memory(err);
  branch->guesses[0].model = dark__id_set(end.model);
  branch->n_guesses = 1;
  return DARK_OK;
}

/* Search the observed table, in lane 0, and keep what that finds out about models without an estimate. */
static dark_status search_and_learn(dark__shortlist *list, dark__branch *branch, dark__branch_space *space, dark_error *err) {
  dark_status status = dark__known_start(&branch->known, &branch->lattice, &space->lanes->block->lanes[0], err);
  space->learnt = &branch->known;
  if (status == DARK_OK) status = dark__branch_search(list, &branch->report, 1, branch, space, false, err);
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
  branch->root = calloc((size_t)1 << branch->lattice.n_lists, sizeof *branch->root);
  if (branch->root == NULL) return dark__fail_memory(err);
  dark__branch_space *space;
  dark_status status = dark__branch_space_new(&space, branch, err);
  if (status == DARK_OK) status = dark__lanes_load_observed(space->lanes, 0, err);
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
    find_inside(branch);
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
