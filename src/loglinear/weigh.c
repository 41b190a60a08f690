/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/weigh.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/bound.h"
#include "loglinear/node.h"

/* The weighing of n tables under way. */
typedef struct weighing {
  const dark__weigh_request *request;
  const dark__branch *branch;
  dark__branch_space *space;
  dark__lanes *lanes;
  dark__weigh_report *reports;
  double price[DARK__MOST_LANES];
  double log_choice[DARK__MOST_LANES]; /* log(1 + exp(-price / 2)): a term may be in a model or not */
  double log_missed[DARK__MOST_LANES]; /* of weights not relative to the best */
  dark_error *err;
} weighing;

static const dark__counts *counts_of(const weighing *at, size_t lane) { return dark__lane_counts(at->lanes, lane); }

static size_t n_inner(const weighing *at, const dark__branch_node *here) { return dark__n_terms_of(at->branch, here->inner); }

static size_t n_free(const dark__branch_node *here) { return dark__set_size(here->outer) - dark__set_size(here->inner); }

/* ---- weights */

/* log of the most that a model of n_terms can weigh. */
static double log_weight(const weighing *at, size_t lane, double log_lik_most, size_t n_terms) {
  return -dark__criterion_value(counts_of(at, lane), log_lik_most, n_terms, at->price[lane]) / 2;
}

static void miss(weighing *at, size_t lane, double log_weight_most) {
  const double more = fmax(at->log_missed[lane], log_weight_most), less = fmin(at->log_missed[lane], log_weight_most);
  at->log_missed[lane] = isinf(less) ? more : more + log1p(exp(less - more));
}

/* The smallest log of a weight that matters. */
static double least_weight(const weighing *at, size_t lane) {
  return isfinite(at->reports[lane].best) ? log(at->request->cut) - at->reports[lane].best / 2 : -INFINITY;
}

/* The log-likelihood that must be possible for models of n_terms and any of `free` more to matter. */
static double floor_for(const weighing *at, size_t lane, size_t n_terms, size_t free) {
  return least_weight(at, lane) - (double)free * at->log_choice[lane] - log_weight(at, lane, 0, n_terms);
}

static void add_weight(dark__weigh_report *report, double criterion) {
  if (criterion < report->best) {
    report->weight *= exp((criterion - report->best) / 2);
    report->best = criterion;
  }
  report->weight += exp((report->best - criterion) / 2);
  report->n_models++;
}

/* ---- single models */

static dark_status take(weighing *at, size_t lane, dark__term_set model, size_t n_terms, const dark__fit *fit) {
  if (fit->end == DARK__FIT_FAILED)
    return dark__fail(at->err, DARK_ENUMERIC, "a model of %zu effects did not converge although its estimate exists", n_terms);
  if (fit->end == DARK__FIT_WORTHLESS) {
    miss(at, lane, log_weight(at, lane, fit->log_lik_most, n_terms));
    return DARK_OK;
  }
  const dark__found found = {.model = model,
                             .criterion = dark__criterion_value(counts_of(at, lane), fit->log_lik, n_terms, at->price[lane]),
                             .log_lik = fit->log_lik,
                             .hidden = fit->hidden};
  add_weight(&at->reports[lane], found.criterion);
  return at->request->visit(at->request->context, lane, at->lanes, &found, n_terms, at->err);
}

/* Of the active tables, those to which the model matters and on which it has an estimate. That is asked first: where there is none the fit
   takes long to find its way to infinity. */
static dark_status choose_tables(unsigned *chosen, double *floor, weighing *at, unsigned active, size_t n_terms) {
  *chosen = 0;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!dark__is_active(active, lane)) continue;
    const dark__counts *counts = counts_of(at, lane);
    floor[lane] = floor_for(at, lane, n_terms, 0);
    if (counts->saturated < floor[lane]) {
      miss(at, lane, log_weight(at, lane, counts->saturated, n_terms));
      continue;
    }
    int code;
    const dark_status status = dark__existence(&code, at->lanes->terms, n_terms, counts, at->err);
    if (status != DARK_OK) return status;
    if (code == 0) *chosen |= 1u << lane;
  }
  return DARK_OK;
}

/* Fit one model to the active tables and take it. */
static dark_status look_at(weighing *at, dark__term_set model, unsigned active) {
  const size_t n_terms = dark__lattice_expand(at->lanes->terms, &at->branch->lattice, model);
  dark__block_request request = {.terms = at->lanes->terms, .n_terms = n_terms};
  dark_status status = choose_tables(&request.active, request.floor, at, active, n_terms);
  if (status != DARK_OK || request.active == 0) return status;
  dark__block_result result;
  dark__lanes_fit(&result, at->lanes, &request, NULL);
  for (size_t lane = 0; status == DARK_OK && lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(request.active, lane)) status = take(at, lane, model, n_terms, &result.lanes[lane]);
  return status;
}

/* ---- the descent */

/* Tables to which the node does not matter drop out, and so do those whose budget is spent. */
static void drop_tables(weighing *at, dark__branch_node *here) {
  const size_t n_terms = n_inner(at, here), free = n_free(here);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!dark__is_active(here->active, lane)) continue;
    const double most = log_weight(at, lane, here->log_lik_most[lane], n_terms) + (double)free * at->log_choice[lane];
    const bool matters = !(most < least_weight(at, lane));
    const bool is_spent = at->reports[lane].n_nodes > at->request->budget;
    if (matters && is_spent) at->reports[lane].complete = false;
    if (matters && !is_spent) continue;
    miss(at, lane, most);
    here->active &= ~(1u << lane);
  }
}

/* Tables to which nothing but inner itself matters: all other models of the node weigh (1 + exp(-price / 2))^k - 1 times what it could. */
static unsigned tables_at_end(weighing *at, const dark__branch_node *here) {
  const size_t n_terms = n_inner(at, here), free = n_free(here);
  unsigned at_end = 0;
  if (free == 0) return here->active;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) {
    if (!dark__is_active(here->active, lane)) continue;
    const double others = log(expm1((double)free * at->log_choice[lane]));
    const double most = log_weight(at, lane, here->log_lik_most[lane], n_terms) + others;
    if (!(most < least_weight(at, lane))) continue;
    miss(at, lane, most);
    at_end |= 1u << lane;
  }
  return at_end;
}

static dark_status descend(weighing *at, dark__branch_node here);

/* The branch without a term and all above it. */
static dark_status descend_without(weighing *at, const dark__branch_node *here, size_t term) {
  double floor[DARK__MOST_LANES] = {0};
  dark__branch_node child;
  double *keep = dark__node_without(&child, here, term, at->branch, at->space);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(child.active, lane)) floor[lane] = floor_for(at, lane, n_inner(at, &child), n_free(&child));
  dark__bound(child.log_lik_most, at->lanes, &at->branch->lattice, child.outer, here->start, floor, child.active, keep);
  child.start = keep;
  drop_tables(at, &child);
  return child.active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(weighing *at, dark__branch_node here) {
  const dark__branch *branch = at->branch;
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++) at->reports[lane].n_nodes += dark__is_active(here.active, lane);
  for (;;) {
    drop_tables(at, &here);
    dark__node_settle(&here, branch);
    const unsigned at_end = tables_at_end(at, &here);
    const bool is_new = at_end != 0 && !dark__branch_is_guess(branch, here.inner);
    dark_status status = is_new ? look_at(at, here.inner, at_end) : DARK_OK;
    here.active &= ~at_end;
    if (status != DARK_OK || here.active == 0) return status;
    const size_t term = branch->order[here.next];
    status = descend_without(at, &here, term);
    if (status != DARK_OK) return status;
    here.inner = dark__set_join(here.inner, branch->inside[term]);
  }
}

static dark_status descend_from_root(weighing *at, unsigned active) {
  const dark__branch *branch = at->branch;
  double floor[DARK__MOST_LANES] = {0};
  dark__branch_node root;
  double *keep = dark__node_root(&root, branch, at->space, active);
  for (size_t lane = 0; lane < at->lanes->kernel->width; lane++)
    if (dark__is_active(active, lane)) floor[lane] = floor_for(at, lane, n_inner(at, &root), n_free(&root));
  dark__bound(root.log_lik_most, at->lanes, &branch->lattice, root.outer, keep, floor, active, keep);
  return descend(at, root);
}

static void finish_report(dark__weigh_report *report, double log_missed) {
  if (report->n_models == 0) return;
  const double missed = exp(log_missed + report->best / 2);
  report->missed = missed / (report->weight + missed);
}

dark_status dark__weigh_models(dark__weigh_report *reports, size_t n, const dark__branch *branch, dark__branch_space *space,
                               const dark__weigh_request *request, dark_error *err) {
  dark__weigh_report all_reports[DARK__MOST_LANES];
  weighing at = {.request = request, .branch = branch, .space = space, .lanes = space->lanes, .reports = all_reports, .err = err};
  const unsigned active = (1u << n) - 1;
  for (size_t lane = 0; lane < DARK__MOST_LANES; lane++) {
    all_reports[lane] = (dark__weigh_report){.best = INFINITY, .missed = 1, .complete = true};
    at.log_missed[lane] = -INFINITY;
  }
  for (size_t lane = 0; lane < n; lane++) {
    at.price[lane] = dark__criterion_price(request->criterion, counts_of(&at, lane)->margins[0]);
    at.log_choice[lane] = log1p(exp(-at.price[lane] / 2));
  }
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < branch->n_guesses; i++) status = look_at(&at, branch->guesses[i].model, active);
  if (status == DARK_OK) status = descend_from_root(&at, active);
  for (size_t lane = 0; lane < n; lane++) finish_report(&all_reports[lane], at.log_missed[lane]);
  memcpy(reports, all_reports, n * sizeof *reports);
  return status;
}
