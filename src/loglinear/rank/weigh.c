/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/rank/weigh.h"

#include <math.h>

#include "base/error.h"
#include "loglinear/fit/existence.h"
#include "loglinear/search/descent.h"

/* The weighing of the tables of a crowd under way; arrays by table. */
typedef struct weighing {
  const dark__weigh_request *request;
  const dark__branch *branch;
  dark__branch_space *space;
  dark__weigh_report *reports;
  double price[DARK__CROWD_MOST];
  double log_choice[DARK__CROWD_MOST]; /* log(1 + exp(-price / 2)): a term may be in a model or not */
  double log_missed[DARK__CROWD_MOST]; /* of weights not relative to the best */
  double least[DARK__CROWD_MOST];      /* smallest log of a weight that matters, after the guesses */
  dark_error *err;
} weighing;

static const dark__counts *counts_of(const weighing *at, size_t table) { return &at->space->crowd->counts[table]; }

static size_t n_terms_of(const weighing *at, dark__term_set model) { return dark__n_terms_of(at->branch, model); }

static size_t n_free(const dark__branch_node *node) { return dark__set_size(node->outer) - dark__set_size(node->inner); }

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

/* The log-likelihood that must be possible for models of n_terms and any of `free` more to weigh as much as `least`. */
static double floor_for(const weighing *at, double least, size_t table, size_t n_terms, size_t free) {
  return least - (double)free * at->log_choice[table] - log_weight(at, table, 0, n_terms);
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

static dark_status take(void *context, const dark__task *task) {
  weighing *at = context;
  const size_t table = task->table, n_terms = n_terms_of(at, task->model);
  const dark__fit *fit = &task->fit;
  if (fit->log_lik_most < floor_for(at, least_weight(at, table), table, n_terms, 0)) {
    miss(at, table, log_weight(at, table, fit->log_lik_most, n_terms));
    return DARK_OK;
  }
  if (fit->end == DARK__FIT_FAILED)
    return dark__fail(at->err, DARK_ENUMERIC, "a model of %zu effects did not converge although its estimate exists", n_terms);
  const dark__found found = {.model = task->model,
                             .criterion = dark__criterion_value(counts_of(at, table), fit->log_lik, n_terms, at->price[table]),
                             .log_lik = fit->log_lik,
                             .hidden = fit->hidden};
  add_weight(&at->reports[table], found.criterion);
  return at->request->visit(at->request->context, table, &found, task->variance, at->err);
}

static bool can_matter(const weighing *at, double floor, size_t table) { return !(counts_of(at, table)->saturated < floor); }

/* Whether the model can matter and has an estimate. That is asked first: where there is none the fit takes long to find its way to
   infinity. */
static dark_status weigh_up(bool *is_worthy, double *floor, void *context, dark__term_set model, size_t table,
                            bool has_estimate) {
  const weighing *at = context;
  const size_t n_terms = n_terms_of(at, model);
  int code = 0;
  *floor = floor_for(at, at->least[table], table, n_terms, 0);
  *is_worthy = can_matter(at, *floor, table);
  if (!*is_worthy || has_estimate) return DARK_OK;
  const uint32_t *terms = dark__pack_terms(&at->space->pack, model);
  const dark_status status = dark__existence(&code, terms, n_terms, counts_of(at, table), at->err);
  *is_worthy = code == 0;
  return status;
}

static void pass_over(void *context, dark__term_set model, size_t table) {
  weighing *at = context;
  const size_t n_terms = n_terms_of(at, model);
  if (can_matter(at, floor_for(at, at->least[table], table, n_terms, 0), table)) return;
  miss(at, table, log_weight(at, table, counts_of(at, table)->saturated, n_terms));
}

/* ---- nodes */

static double floor_of(void *context, const dark__branch_node *node, size_t table) {
  const weighing *at = context;
  return floor_for(at, at->least[table], table, n_terms_of(at, node->inner), n_free(node));
}

/* log of the most that the inner model of a node can weigh. */
static double log_inner(const weighing *at, const dark__branch_node *node, double most, size_t table) {
  return log_weight(at, table, most, n_terms_of(at, node->inner));
}

/* log of the most that all models of a node can weigh ... */
static double log_all(const weighing *at, const dark__branch_node *node, double most, size_t table) {
  return log_inner(at, node, most, table) + (double)n_free(node) * at->log_choice[table];
}

/* ... and all but inner itself, which weigh (1 + exp(-price / 2))^k - 1 times what it could. */
static double log_others(const weighing *at, const dark__branch_node *node, double most, size_t table) {
  return log_inner(at, node, most, table) + log(expm1((double)n_free(node) * at->log_choice[table]));
}

static bool is_worthless(void *context, const dark__branch_node *node, double most, size_t table) {
  const weighing *at = context;
  return log_all(at, node, most, table) < least_weight(at, table);
}

static bool is_at_end(void *context, const dark__branch_node *node, double most, size_t table) {
  const weighing *at = context;
  return n_free(node) == 0 || log_others(at, node, most, table) < least_weight(at, table);
}

static void leave(void *context, const dark__branch_node *node, double most, size_t table, dark__leaving why) {
  weighing *at = context;
  if (why == DARK__LEFT_SPENT) at->reports[table].complete = false;
  if (why != DARK__LEFT_AT_END) miss(at, table, log_all(at, node, most, table));
  else if (n_free(node) > 0) miss(at, table, log_others(at, node, most, table));
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
    at->log_missed[table] = at->least[table] = -INFINITY;
    at->price[table] = dark__criterion_price(at->request->criterion, counts_of(at, table)->margins[0]);
    at->log_choice[table] = log1p(exp(-at->price[table] / 2));
  }
}

/* The guesses come first; what matters beside them is known then, and fits have the same floor whenever they are made. */
static dark_status weigh(weighing *at, const dark__quest *quest, const size_t *tables) {
  const size_t n = at->space->crowd->n;
  for (size_t i = 0; i < at->branch->n_guesses; i++) {
    const dark_status status = dark__descent_look(quest, at->branch, at->space, at->branch->guesses[i].model, tables, n, at->err);
    if (status != DARK_OK) return status;
    for (size_t table = 0; table < n; table++) at->least[table] = least_weight(at, table);
  }
  return dark__descent_go(quest, at->branch, at->space, tables, n, at->err);
}

dark_status dark__weigh_models(dark__weigh_report *reports, const dark__branch *branch, dark__branch_space *space,
                               const dark__weigh_request *request, dark_error *err) {
  weighing at = {.request = request, .branch = branch, .space = space, .reports = reports, .err = err};
  const dark__quest quest = {.context = &at,
                             .budget = request->budget,
                             .wants_variance = request->wants_variance,
                             .wants_outer = true,
                             .floor = floor_of,
                             .is_worthless = is_worthless,
                             .is_at_end = is_at_end,
                             .weigh_up = weigh_up,
                             .leave = leave,
                             .pass_over = pass_over,
                             .take = take};
  size_t *tables = space->chosen + space->n_room;
  prepare(&at, tables);
  dark_status status = dark__branch_space_want_outers(space, branch, err);
  if (status == DARK_OK) status = weigh(&at, &quest, tables);
  dark__branch_space_forget_outers(space);
  for (size_t table = 0; table < space->crowd->n; table++) {
    reports[table].n_nodes = space->n_nodes[table];
    finish_report(&reports[table], at.log_missed[table]);
  }
  return status;
}
