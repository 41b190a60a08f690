/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/bound.h"
#include "loglinear/node.h"

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

static const dark__counts *counts_of(const search *at, size_t lane) { return dark__lane_counts(at->lanes, lane); }

/* The log-likelihood that a model of n_terms must reach to enter the lane's list. */
static double floor_for(const search *at, size_t lane, size_t n_terms) {
  const double ceiling = dark__shortlist_ceiling(&at->lists[lane]);
  if (!isfinite(ceiling)) return -INFINITY;
  const double target = ceiling + dark__criterion_tolerance(ceiling);
  return counts_of(at, lane)->log_factorials - 0.5 * (target - at->price[lane] * (double)n_terms);
}

/* Those of the active tables of which it is known that no model with all of inner has an estimate. */
static unsigned tables_without(const search *at, dark__term_set inner, unsigned active) {
  const unsigned asked = active & at->with_known;
  return asked != 0 && dark__known_excludes(at->known, inner) ? asked : 0;
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
  active &= ~tables_without(at, model, active);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!dark__is_active(active, lane)) continue;
    request.floor[lane] = floor_for(at, lane, n_terms);
    if (!(counts_of(at, lane)->saturated < request.floor[lane])) request.active |= 1u << lane;
  }
  if (request.active == 0) return DARK_OK;
  dark__block_result result;
  dark__lanes_fit(&result, at->lanes, &request, NULL);
  dark_status status = DARK_OK;
  for (size_t lane = 0; status == DARK_OK && lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(request.active, lane)) status = enter(at, lane, model, n_terms, &result.lanes[lane]);
  return status;
}

/* A table's search stops here for want of budget: remember what might be missed. */
static void leave_open(search *at, const dark__branch_node *here, size_t lane) {
  const double least = dark__criterion_value(counts_of(at, lane), here->log_lik_most[lane],
                                             dark__n_terms_of(at->branch, here->inner), at->price[lane]);
  dark__branch_report *report = &at->reports[lane];
  report->complete = false;
  if (least < report->open_bound) report->open_bound = least;
}

/* Not while learning: the nodes of the observed table's search are counted and shown. */
static unsigned tables_without_node(const search *at, const dark__branch_node *here) {
  return at->space->learnt != NULL ? 0 : tables_without(at, here->inner, here->active);
}

/* Tables that cannot gain here drop out, and so do those whose budget is spent; floor [width] is set for the others. */
static void drop_tables(search *at, dark__branch_node *here, double *floor) {
  const size_t n_terms = dark__n_terms_of(at->branch, here->inner);
  here->active &= ~tables_without_node(at, here);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!dark__is_active(here->active, lane)) continue;
    floor[lane] = floor_for(at, lane, n_terms);
    const bool is_hopeless = here->log_lik_most[lane] < floor[lane];
    const bool is_spent = !is_hopeless && at->reports[lane].n_nodes > at->branch->budget;
    if (is_spent) leave_open(at, here, lane);
    if (is_hopeless || is_spent) here->active &= ~(1u << lane);
  }
}

/* Tables for which nothing but inner itself is left: no term to settle, or none that they could pay for. */
static unsigned tables_at_end(const search *at, const dark__branch_node *here) {
  const size_t n_terms = dark__n_terms_of(at->branch, here->inner);
  unsigned at_end = 0;
  if (here->next == at->branch->lattice.n_optional) return here->active;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(here->active, lane) && here->log_lik_most[lane] < floor_for(at, lane, n_terms + 1)) at_end |= 1u << lane;
  return at_end;
}

static dark_status descend(search *at, dark__branch_node here);

/* The branch without a term and all above it. */
static dark_status descend_without(search *at, const dark__branch_node *here, size_t term, const double *floor) {
  dark__branch_node child;
  double *keep = dark__node_without(&child, here, term, at->branch, at->space);
  child.active &= ~tables_without_node(at, &child);
  if (child.active == 0) return DARK_OK;
  dark__bound(child.log_lik_most, at->lanes, &at->branch->lattice, child.outer, here->start, floor, child.active, keep);
  child.start = keep;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(child.active, lane) && child.log_lik_most[lane] < floor[lane]) child.active &= ~(1u << lane);
  return child.active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(search *at, dark__branch_node here) {
  const dark__branch *branch = at->branch;
  double floor[DARK__MOST_LANES] = {0};
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) at->reports[lane].n_nodes += dark__is_active(here.active, lane);
  for (;;) {
    drop_tables(at, &here, floor);
    dark__node_settle(&here, branch);
    const unsigned at_end = tables_at_end(at, &here);
    const bool is_new = at_end != 0 && !dark__branch_is_guess(branch, here.inner);
    dark_status status = is_new ? look_at(at, here.inner, at_end) : DARK_OK;
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
  double floor[DARK__MOST_LANES] = {0};
  dark__branch_node root;
  double *keep = dark__node_root(&root, branch, at->space, active);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(active, lane)) floor[lane] = floor_for(at, lane, dark__n_terms_of(branch, root.inner));
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
