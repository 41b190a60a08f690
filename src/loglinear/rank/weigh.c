/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/rank/weigh.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "loglinear/fit/existence.h"
#include "loglinear/search/bound.h"
#include "loglinear/search/node.h"

/* The weighing of the tables of a crowd under way; arrays by table. */
typedef struct weighing {
  const dark__weigh_request *request;
  const dark__branch *branch;
  dark__branch_space *space;
  dark__weigh_report *reports;
  double price[DARK__CROWD_MOST];
  double log_choice[DARK__CROWD_MOST]; /* log(1 + exp(-price / 2)): a term may be in a model or not */
  double log_missed[DARK__CROWD_MOST]; /* of weights not relative to the best */
  dark_error *err;
} weighing;

static const dark__counts *counts_of(const weighing *at, size_t table) { return &at->space->crowd->counts[table]; }

static size_t n_inner(const weighing *at, const dark__branch_node *here) { return dark__n_terms_of(at->branch, here->inner); }

static size_t n_free(const dark__branch_node *here) { return dark__set_size(here->outer) - dark__set_size(here->inner); }

/* ---- weights */

/* log of the most that a model of n_terms can weigh. */
static double log_weight(const weighing *at, size_t table, double log_lik_most, size_t n_terms) {
  return -dark__criterion_value(counts_of(at, table), log_lik_most, n_terms, at->price[table]) / 2;
}

static void miss(weighing *at, size_t table, double log_weight_most) {
  const double more = fmax(at->log_missed[table], log_weight_most), less = fmin(at->log_missed[table], log_weight_most);
  at->log_missed[table] = isinf(less) ? more : more + log1p(exp(less - more));
}

/* The smallest log of a weight that matters. */
static double least_weight(const weighing *at, size_t table) {
  return isfinite(at->reports[table].best) ? log(at->request->cut) - at->reports[table].best / 2 : -INFINITY;
}

/* The log-likelihood that must be possible for models of n_terms and any of `free` more to matter. */
static double floor_for(const weighing *at, size_t table, size_t n_terms, size_t free) {
  return least_weight(at, table) - (double)free * at->log_choice[table] - log_weight(at, table, 0, n_terms);
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

/* A model being fitted. */
typedef struct looking {
  dark__term_set model;
  size_t n_terms;
} looking;

static dark_status take(weighing *at, const looking *on, size_t table, size_t lane, const dark__fit *fit) {
  if (fit->end == DARK__FIT_FAILED)
    return dark__fail(at->err, DARK_ENUMERIC, "a model of %zu effects did not converge although its estimate exists",
                      on->n_terms);
  if (fit->end == DARK__FIT_WORTHLESS) {
    miss(at, table, log_weight(at, table, fit->log_lik_most, on->n_terms));
    return DARK_OK;
  }
  const dark__found found = {.model = on->model,
                             .criterion =
                                 dark__criterion_value(counts_of(at, table), fit->log_lik, on->n_terms, at->price[table]),
                             .log_lik = fit->log_lik,
                             .hidden = fit->hidden};
  const dark__weigh_seat seat = {table, lane, at->space->crowd->lanes, on->n_terms};
  add_weight(&at->reports[table], found.criterion);
  return at->request->visit(at->request->context, &seat, &found, at->err);
}

/* Of tables [n] those stay to which the model matters and on which it has an estimate. That is asked first: where there is none the fit takes long
   to find its way to infinity. */
static dark_status keep_worthy(size_t *n_kept, weighing *at, const looking *on, size_t *tables, size_t n) {
  *n_kept = 0;
  for (size_t k = 0; k < n; k++) {
    const dark__counts *counts = counts_of(at, tables[k]);
    int code;
    if (counts->saturated < floor_for(at, tables[k], on->n_terms, 0)) {
      miss(at, tables[k], log_weight(at, tables[k], counts->saturated, on->n_terms));
      continue;
    }
    const dark_status status = dark__existence(&code, at->space->crowd->lanes->terms, on->n_terms, counts, at->err);
    if (status != DARK_OK) return status;
    if (code == 0) tables[(*n_kept)++] = tables[k];
  }
  return DARK_OK;
}

/* As many tables as there are lanes, at most; the terms of the model are in the lanes' scratch. */
static dark_status look_at_few(weighing *at, const looking *on, const size_t *tables, size_t n) {
  dark__lanes *lanes = at->space->crowd->lanes;
  size_t lane_of[DARK__MOST_LANES];
  dark__block_request request = {.terms = lanes->terms, .n_terms = on->n_terms};
  dark__block_result result;
  dark_status status = DARK_OK;
  request.active = dark__crowd_seat(lane_of, at->space->crowd, tables, n);
  for (size_t k = 0; k < n; k++) request.floor[lane_of[k]] = floor_for(at, tables[k], on->n_terms, 0);
  dark__lanes_fit(&result, lanes, &request, NULL);
  for (size_t k = 0; status == DARK_OK && k < n; k++) status = take(at, on, tables[k], lane_of[k], &result.lanes[lane_of[k]]);
  return status;
}

/* Fit one model to tables [n] and take it; of the tables those stay that it was fitted to. */
static dark_status look_at(weighing *at, dark__term_set model, size_t *tables, size_t n) {
  const size_t width = at->space->crowd->lanes->kernel->width;
  const looking on = {.model = model,
                      .n_terms = dark__lattice_expand(at->space->crowd->lanes->terms, &at->branch->lattice, model)};
  dark_status status = keep_worthy(&n, at, &on, tables, n);
  for (size_t i = 0; status == DARK_OK && i < n; i += width)
    status = look_at_few(at, &on, tables + i, n - i < width ? n - i : width);
  return status;
}

/* ---- the descent */

/* The node does not matter to the table, or its budget is spent. */
static bool is_over(void *context, const dark__branch_node *here, size_t table) {
  weighing *at = context;
  const double most =
      log_weight(at, table, here->log_lik_most[table], n_inner(at, here)) + (double)n_free(here) * at->log_choice[table];
  const bool matters = !(most < least_weight(at, table));
  const bool is_spent = at->reports[table].n_nodes > at->request->budget;
  if (matters && is_spent) at->reports[table].complete = false;
  if (matters && !is_spent) return false;
  miss(at, table, most);
  return true;
}

/* Nothing but inner itself matters to the table: all other models of the node weigh (1 + exp(-price / 2))^k - 1 times what it could. */
static bool is_at_end(void *context, const dark__branch_node *here, size_t table) {
  weighing *at = context;
  const size_t free = n_free(here);
  if (free == 0) return true;
  const double others = log(expm1((double)free * at->log_choice[table]));
  const double most = log_weight(at, table, here->log_lik_most[table], n_inner(at, here)) + others;
  if (!(most < least_weight(at, table))) return false;
  miss(at, table, most);
  return true;
}

static void bound(weighing *at, dark__branch_node *node, const double *start) {
  for (size_t k = 0; k < node->n_active; k++)
    at->space->floor[node->active[k]] = floor_for(at, node->active[k], n_inner(at, node), n_free(node));
  dark__bound(node, at->branch, at->space, start, at->space->floor);
}

static dark_status descend(weighing *at, dark__branch_node here);

/* The branch without a term and all above it. */
static dark_status descend_without(weighing *at, const dark__branch_node *here, size_t term) {
  dark__branch_node child;
  dark__node_without(&child, here, term, at->branch, at->space);
  bound(at, &child, here->effects);
  dark__node_split(at->space->chosen, &child, is_over, at);
  return child.n_active == 0 ? DARK_OK : descend(at, child);
}

/* The branches with each term are one loop: the term joins inner, and the next one is tried. */
static dark_status descend(weighing *at, dark__branch_node here) {
  const dark__branch *branch = at->branch;
  for (size_t k = 0; k < here.n_active; k++) at->reports[here.active[k]].n_nodes++;
  for (;;) {
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

static void finish_report(dark__weigh_report *report, double log_missed) {
  if (report->n_models == 0) return;
  const double missed = exp(log_missed + report->best / 2);
  report->missed = missed / (report->weight + missed);
}

static void prepare(weighing *at, size_t *tables) {
  for (size_t table = 0; table < at->space->crowd->n; table++) {
    tables[table] = table;
    at->reports[table] = (dark__weigh_report){.best = INFINITY, .missed = 1, .complete = true};
    at->log_missed[table] = -INFINITY;
    at->price[table] = dark__criterion_price(at->request->criterion, counts_of(at, table)->margins[0]);
    at->log_choice[table] = log1p(exp(-at->price[table] / 2));
  }
}

dark_status dark__weigh_models(dark__weigh_report *reports, const dark__branch *branch, dark__branch_space *space,
                               const dark__weigh_request *request, dark_error *err) {
  weighing at = {.request = request, .branch = branch, .space = space, .reports = reports, .err = err};
  const size_t n = space->crowd->n;
  size_t *tables = space->chosen + space->n_room;
  dark__branch_node root;
  dark_status status = DARK_OK;
  prepare(&at, tables);
  for (size_t i = 0; status == DARK_OK && i < branch->n_guesses; i++) {
    memcpy(space->chosen, tables, n * sizeof *tables);
    status = look_at(&at, branch->guesses[i].model, space->chosen, n);
  }
  if (status == DARK_OK) {
    dark__node_root(&root, branch, space, tables, n);
    bound(&at, &root, root.effects);
    status = descend(&at, root);
  }
  for (size_t table = 0; table < n; table++) finish_report(&reports[table], at.log_missed[table]);
  return status;
}
