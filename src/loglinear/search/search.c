/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/search/bound.h"
#include "loglinear/search/node.h"

/* A search of the tables of a crowd under way; arrays by table. */
typedef struct search {
  const dark__branch *branch;
  dark__branch_space *space;
  dark__shortlist *lists;
  dark__branch_report *reports;
  double price[DARK__CROWD_MOST]; /* of a parameter */
  const dark__known *known;       /* of models, for the tables that it applies to */
  bool with_known[DARK__CROWD_MOST];
  dark_error *err;
} search;

static const dark__counts *counts_of(const search *at, size_t table) { return &at->space->crowd->counts[table]; }

/* The log-likelihood that a model of n_terms must reach to enter the table's list. */
static double floor_for(const search *at, size_t table, size_t n_terms) {
  const double ceiling = dark__shortlist_ceiling(&at->lists[table]);
  if (!isfinite(ceiling)) return -INFINITY;
  const double target = ceiling + dark__criterion_tolerance(ceiling);
  return counts_of(at, table)->log_factorials - 0.5 * (target - at->price[table] * (double)n_terms);
}

/* ---- single models */

/* A model on a table of its lane. */
static dark_status enter(search *at, size_t table, dark__term_set model, size_t n_terms, const dark__fit *fit) {
  dark__verdict verdict;
  const dark__counts *counts = counts_of(at, table);
  dark_status status = dark__judge_fit(&verdict, fit, at->space->crowd->lanes->terms, n_terms, counts, at->err);
  if (status == DARK_OK && verdict.code != 0 && at->space->learnt != NULL)
    status = dark__known_add(at->space->learnt, model, at->err);
  if (status != DARK_OK || verdict.worthless || verdict.code != 0) return status;
  const dark__found found = {.model = model,
                             .criterion = dark__criterion_value(counts, verdict.log_lik, n_terms, at->price[table]),
                             .log_lik = verdict.log_lik,
                             .hidden = verdict.hidden};
  return dark__shortlist_enter(&at->lists[table], &found, at->err);
}

/* As many tables as there are lanes, at most; the terms of the model are in the lanes' scratch. */
static dark_status look_at_few(search *at, dark__term_set model, size_t n_terms, const size_t *tables, size_t n) {
  dark__lanes *lanes = at->space->crowd->lanes;
  size_t lane_of[DARK__MOST_LANES];
  dark__block_request request = {.terms = lanes->terms, .n_terms = n_terms};
  dark__block_result result;
  dark_status status = DARK_OK;
  request.active = dark__crowd_seat(lane_of, at->space->crowd, tables, n);
  for (size_t k = 0; k < n; k++) request.floor[lane_of[k]] = floor_for(at, tables[k], n_terms);
  dark__lanes_fit(&result, lanes, &request, NULL);
  for (size_t k = 0; status == DARK_OK && k < n; k++) status = enter(at, tables[k], model, n_terms, &result.lanes[lane_of[k]]);
  return status;
}

/* Tables [n] for which the model can be worth a fit stay. Returns how many. */
static size_t keep_worthy(const search *at, dark__term_set model, size_t n_terms, size_t *tables, size_t n) {
  const bool is_excluded = dark__known_excludes(at->known, model);
  size_t n_kept = 0;
  for (size_t k = 0; k < n; k++) {
    const size_t table = tables[k];
    if (is_excluded && at->with_known[table]) continue;
    if (!(counts_of(at, table)->saturated < floor_for(at, table, n_terms))) tables[n_kept++] = table;
  }
  return n_kept;
}

/* Fit one model to tables [n] and enter it; of the tables those stay that it was fitted to. */
static dark_status look_at(search *at, dark__term_set model, size_t *tables, size_t n) {
  const size_t width = at->space->crowd->lanes->kernel->width;
  const size_t n_terms = dark__lattice_expand(at->space->crowd->lanes->terms, &at->branch->lattice, model);
  dark_status status = DARK_OK;
  n = keep_worthy(at, model, n_terms, tables, n);
  for (size_t i = 0; status == DARK_OK && i < n; i += width)
    status = look_at_few(at, model, n_terms, tables + i, n - i < width ? n - i : width);
  return status;
}

/* ---- the descent */

/* A table's search stops here for want of budget: remember what might be missed. */
static void leave_open(search *at, const dark__branch_node *here, size_t table) {
  const double least = dark__criterion_value(counts_of(at, table), here->log_lik_most[table],
                                             dark__n_terms_of(at->branch, here->inner), at->price[table]);
  dark__branch_report *report = &at->reports[table];
  report->complete = false;
  if (least < report->open_bound) report->open_bound = least;
}

/* It is known that no model of the node has an estimate. Not while learning: the nodes of the observed table's search are counted and shown. */
static bool is_known_empty(const search *at, const dark__branch_node *here) {
  return at->space->learnt == NULL && dark__known_excludes(at->known, here->inner);
}

static bool is_with_known(void *context, const dark__branch_node *here, size_t table) {
  (void)here;
  return ((search *)context)->with_known[table];
}

static void drop_known(search *at, dark__branch_node *here) {
  if (is_known_empty(at, here)) dark__node_split(at->space->chosen, here, is_with_known, at);
}

/* The table cannot gain here, or its budget is spent; else its floor is set. */
static bool is_over(void *context, const dark__branch_node *here, size_t table) {
  search *at = context;
  const double floor = at->space->floor[table] = floor_for(at, table, dark__n_terms_of(at->branch, here->inner));
  const bool is_hopeless = here->log_lik_most[table] < floor;
  const bool is_spent = !is_hopeless && at->reports[table].n_nodes > at->branch->budget;
  if (is_spent) leave_open(at, here, table);
  return is_hopeless || is_spent;
}

/* Nothing but inner itself is left for the table: no term to settle, or none that it could pay for. */
static bool is_at_end(void *context, const dark__branch_node *here, size_t table) {
  const search *at = context;
  return here->next == at->branch->lattice.n_optional ||
         here->log_lik_most[table] < floor_for(at, table, dark__n_terms_of(at->branch, here->inner) + 1);
}

static bool is_below_floor(void *context, const dark__branch_node *here, size_t table) {
  return here->log_lik_most[table] < ((search *)context)->space->floor[table];
}

static dark_status descend(search *at, dark__branch_node here);

/* The branch without a term and all above it. */
static dark_status descend_without(search *at, const dark__branch_node *here, size_t term) {
  dark__branch_node child;
  dark__node_without(&child, here, term, at->branch, at->space);
  drop_known(at, &child);
  if (child.n_active == 0) return DARK_OK;
  dark__bound(&child, at->branch, at->space, here->effects, at->space->floor);
  dark__node_split(at->space->chosen, &child, is_below_floor, at);
  return child.n_active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(search *at, dark__branch_node here) {
  const dark__branch *branch = at->branch;
  for (size_t k = 0; k < here.n_active; k++) at->reports[here.active[k]].n_nodes++;
  for (;;) {
    drop_known(at, &here);
    dark__node_split(at->space->chosen, &here, is_over, at);
    dark__node_settle(&here, branch);
    const size_t n_at_end = dark__node_split(at->space->chosen, &here, is_at_end, at);
    const bool is_new = n_at_end > 0 && !dark__branch_is_guess(branch, here.inner);
    dark_status status = is_new ? look_at(at, here.inner, at->space->chosen, n_at_end) : DARK_OK;
    if (status != DARK_OK || here.n_active == 0) return status;
    const size_t term = branch->order[here.next];
    status = descend_without(at, &here, term);
    if (status != DARK_OK) return status;
    here.inner = dark__set_join(here.inner, branch->inside[term]);
  }
}

static dark_status descend_from_root(search *at, const size_t *tables, size_t n) {
  dark__branch_node root;
  dark__node_root(&root, at->branch, at->space, tables, n);
  for (size_t k = 0; k < n; k++) at->space->floor[tables[k]] = floor_for(at, tables[k], dark__n_terms_of(at->branch, root.inner));
  dark__bound(&root, at->branch, at->space, root.effects, at->space->floor);
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

/* Tables [n] to search. */
static size_t choose_tables(size_t *tables, search *at) {
  size_t n = 0;
  for (size_t table = 0; table < at->space->crowd->n; table++) {
    at->reports[table] = (dark__branch_report){.complete = true, .open_bound = INFINITY};
    at->price[table] = dark__criterion_price(at->branch->criterion, counts_of(at, table)->margins[0]);
    at->with_known[table] = at->space->learnt != NULL || dark__known_applies(at->known, counts_of(at, table));
    if (!is_hopeless(counts_of(at, table))) tables[n++] = table;
  }
  return n;
}

/* look_at leaves fewer tables than it was given. */
static dark_status look_at_guesses(search *at, const size_t *tables, size_t n) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && n > 0 && i < at->branch->n_guesses; i++) {
    memcpy(at->space->chosen, tables, n * sizeof *tables);
    status = look_at(at, at->branch->guesses[i].model, at->space->chosen, n);
  }
  return status;
}

dark_status dark__branch_search(dark__shortlist *lists, dark__branch_report *reports, const dark__branch *branch,
                                dark__branch_space *space, bool guesses_only, dark_error *err) {
  search at = {.branch = branch, .space = space, .lists = lists, .reports = reports, .err = err};
  size_t *tables = space->chosen + space->n_room;
  at.known = space->learnt != NULL ? space->learnt : &branch->known;
  const size_t n = choose_tables(tables, &at);
  dark_status status = look_at_guesses(&at, tables, n);
  if (status == DARK_OK && n > 0 && !guesses_only) status = descend_from_root(&at, tables, n);
  return status;
}
