/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/rank/average.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "loglinear/rank/ranking.h"
#include "loglinear/rank/weigh.h"
#include "loglinear/search/searched.h"

/* Models are left out below this share of the best model's weight, first; where that takes too long below the coarsest one, and then below
   what it takes, by what coarser ones missed, to miss no more than half of what is allowed. */
static const double FINE_CUT = 1e-12, COARSEST_CUT = 1e-3, TABLE_CUT = 1e-9, FINER = 1e-3;
enum { N_GUESSES = 8 };
/* Nodes of all weighings of the observed table, the fewer the more cells a node has; of one that makes better what is good enough; and of the search
   for first guesses. */
static const size_t BUDGET = 205000000, FINE_BUDGET = 6400000, SEARCH_BUDGET = 10000;

unsigned dark__average_order(unsigned n_lists) { return n_lists > 4 ? 2 : dark__search_order(n_lists); }

/* An intercept that ran out of the range of doubles. */
static double log_of(double hidden) { return log(fmax(hidden, DBL_MIN)); }

/* ---- the observed table */

/* One for each table. */
typedef struct collection {
  dark__averaged *to;
  double best; /* criterion that weights are relative to */
} collection;

static dark_status make_room(dark__averaged *to, dark_error *err) {
  if (to->n < to->n_room) return DARK_OK;
  const size_t n_room = to->n_room == 0 ? 256 : 2 * to->n_room;
  dark__normal *parts = realloc(to->parts, n_room * sizeof *parts);
  if (parts == NULL) return dark__fail_memory(err);
  to->parts = parts;
  to->n_room = n_room;
  return DARK_OK;
}

static dark_status collect(void *context, size_t table, const dark__found *found, double variance, dark_error *err) {
  collection *mine = (collection *)context + table;
  const dark_status status = make_room(mine->to, err);
  if (status != DARK_OK) return status;
  if (mine->to->n == 0) mine->best = found->criterion;
  mine->to->parts[mine->to->n++] = (dark__normal){.weight = (mine->best - found->criterion) / 2,
                                                  .mean = log_of(found->hidden),
                                                  .sd = sqrt(1 / fmax(found->hidden, DBL_MIN) + variance)};
  return DARK_OK;
}

/* Logarithms of weights, relative to whatever model came first, become weights relative to the best. */
static void settle_weights(dark__averaged *all) {
  double most = -INFINITY;
  for (size_t i = 0; i < all->n; i++) most = fmax(most, all->parts[i].weight);
  for (size_t i = 0; i < all->n; i++) all->parts[i].weight = exp(all->parts[i].weight - most);
}

/* Weighings of the observed table under way. */
typedef struct weighings {
  dark__averaged *out; /* the one that missed least */
  const dark__branch *branch;
  dark__branch_space *space;
  dark__criterion criterion;
  size_t n_left;    /* nodes of the budget */
  bool is_complete; /* the last one */
  dark_error *err;
} weighings;

/* One weighing; it replaces what was there when it misses less. */
static dark_status try_cut(weighings *at, double cut, size_t budget) {
  dark__averaged tried = {.cut = cut};
  collection all = {.to = &tried};
  const dark__weigh_request request = {
      .criterion = at->criterion, .cut = cut, .budget = budget, .wants_variance = true, .visit = collect, .context = &all};
  dark__weigh_report report;
  const dark_status status = dark__weigh_models(&report, at->branch, at->space, &request, at->err);
  tried.missed = report.missed;
  tried.n_nodes = at->out->n_nodes + report.n_nodes;
  at->is_complete = report.complete;
  at->n_left -= report.n_nodes < at->n_left ? report.n_nodes : at->n_left;
  const bool is_better = status == DARK_OK && (at->out->n == 0 || tried.missed < at->out->missed);
  const dark__averaged worse = is_better ? *at->out : tried;
  if (is_better) *at->out = tried;
  else at->out->n_nodes = tried.n_nodes;
  free(worse.parts);
  return status;
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/* What is missed falls about as the cut does. */
static double next_cut(const weighings *at, double cut) {
  return at->out->missed > DARK__MOST_MISSED ? cut * DARK__MOST_MISSED / at->out->missed / 2 : cut * FINER;
}

static dark_status weigh_observed(weighings *at) {
  const size_t fine = FINE_BUDGET >> at->branch->lattice.n_lists;
  dark_status status = dark__crowd_load_observed(at->space->crowd, at->err);
  if (status == DARK_OK) status = try_cut(at, FINE_CUT, smaller(fine, at->n_left));
  if (at->is_complete) return status;
  at->is_complete = true;
  for (double cut = COARSEST_CUT; status == DARK_OK && at->is_complete && at->n_left > 0 && cut > FINE_CUT;
       cut = next_cut(at, cut))
    status = try_cut(at, cut, at->out->missed > DARK__MOST_MISSED ? at->n_left : smaller(fine, at->n_left));
  return status;
}

dark_status dark__average_within(dark__averaged *out, const dark__branch *branch, dark__criterion criterion, size_t budget,
                                 dark_error *err) {
  weighings at = {.out = out,
                  .branch = branch,
                  .criterion = criterion,
                  .n_left = budget > 0 ? budget : BUDGET >> branch->lattice.n_lists,
                  .err = err};
  *out = (dark__averaged){.missed = 1};
  dark_status status = dark__branch_space_new(&at.space, branch, err);
  if (status == DARK_OK) status = weigh_observed(&at);
  dark__branch_space_free(at.space);
  if (status == DARK_OK) {
    settle_weights(out);
  } else {
    free(out->parts);
    out->parts = NULL;
  }
  return status;
}

dark_status dark__average_models(dark__averaged *out, const dark__branch *branch, dark__criterion criterion, dark_error *err) {
  return dark__average_within(out, branch, criterion, 0, err);
}

dark_status dark__average_each(dark__averaged *out, const dark__branch *branch, dark__branch_space *space,
                               dark__criterion criterion, size_t budget, dark_error *err) {
  collection all[DARK__CROWD_MOST];
  dark__weigh_report reports[DARK__CROWD_MOST];
  const dark__weigh_request request = {
      .criterion = criterion, .cut = TABLE_CUT, .budget = budget, .wants_variance = true, .visit = collect, .context = all};
  for (size_t table = 0; table < space->crowd->n; table++) {
    out[table] = (dark__averaged){.missed = 1};
    all[table] = (collection){.to = &out[table]};
  }
  const dark_status status = dark__weigh_models(reports, branch, space, &request, err);
  for (size_t table = 0; table < space->crowd->n; table++) {
    out[table].missed = reports[table].missed;
    out[table].n_nodes = reports[table].n_nodes;
    settle_weights(&out[table]);
  }
  return status;
}

/* ---- intervals */

dark__criterion dark__mata_criterion(dark_interval_type type) {
  return type == DARK_INTERVAL_MATA_AIC ? DARK__CRITERION_AIC : DARK__CRITERION_BIC;
}

static dark_status find_limits(dark_interval *out, const dark__averaged *all, double n_observed, double level, dark_error *err) {
  double lower = NAN, upper = NAN;
  const double tail = (1 - level) / 2;
  dark_status status = dark__mixture_quantile(&lower, all->parts, all->n, tail, err);
  if (status == DARK_OK) status = dark__mixture_quantile(&upper, all->parts, all->n, 1 - tail, err);
  if (status != DARK_OK) return status;
  out->lower = n_observed + exp(lower);
  out->upper = n_observed + exp(upper);
  out->n_models = all->n;
  out->missed_weight = all->missed;
  if (!isfinite(out->upper)) {
    out->upper = NAN;
    out->reasons |= DARK_REASON_BIT(DARK_REASON_UPPER_UNBOUNDED);
    out->unstable = 1;
  }
  if (all->missed <= DARK__MOST_MISSED) return DARK_OK;
  out->reasons |= DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  out->unstable = 1;
  return DARK_OK;
}

dark_status dark__mata_of_average(dark_interval *out, const dark__averaged *all, double n_observed, dark_interval_type type,
                                  double level, dark_error *err) {
  if (all->n == 0) {
    out->reasons |= DARK_REASON_BIT(DARK_REASON_NO_MODEL);
    return DARK_OK;
  }
  out->type = type;
  return find_limits(out, all, n_observed, level, err);
}

dark_status dark__mata_interval(dark_interval *out, const dark__branch *branch, dark_interval_type type, double level,
                                dark_error *err) {
  dark__averaged all;
  dark_status status = dark__average_models(&all, branch, dark__mata_criterion(type), err);
  if (status != DARK_OK) return status;
  status = dark__mata_of_average(out, &all, branch->problem->n_observed, type, level, err);
  free(all.parts);
  return status;
}

dark_status dark__mata_of_problem(dark_interval *out, const dark__problem *problem, unsigned max_order, dark_interval_type type,
                                  double level, dark_error *err) {
  dark__branch *branch;
  dark_status status = dark__branch_new(&branch, problem, max_order, DARK__CRITERION_BIC, N_GUESSES, SEARCH_BUDGET, err);
  if (status == DARK_OK) status = dark__mata_interval(out, branch, type, level, err);
  dark__branch_free(branch);
  return status;
}

/* ---- resampled tables */

/* Weighted sums of x by table, relative to the best model so far. */
typedef struct sums {
  double best[DARK__CROWD_MOST], weight[DARK__CROWD_MOST], first[DARK__CROWD_MOST];
} sums;

static dark_status add_up(void *context, size_t table, const dark__found *found, double variance, dark_error *err) {
  sums *at = context;
  (void)variance;
  (void)err;
  if (found->criterion < at->best[table]) {
    const double shrunk = exp((found->criterion - at->best[table]) / 2);
    at->best[table] = found->criterion;
    at->weight[table] *= shrunk;
    at->first[table] *= shrunk;
  }
  const double weight = exp((at->best[table] - found->criterion) / 2);
  at->weight[table] += weight;
  at->first[table] += weight * log_of(found->hidden);
  return DARK_OK;
}

dark_status dark__average_tables(dark_estimate *out, const dark__branch *branch, dark__branch_space *space,
                                 dark__criterion criterion, double cut, size_t budget, dark_error *err) {
  sums at = {.weight = {0}};
  dark__weigh_report reports[DARK__CROWD_MOST];
  for (size_t table = 0; table < DARK__CROWD_MOST; table++) at.best[table] = INFINITY;
  const dark__weigh_request request = {
      .criterion = criterion, .cut = fmax(cut, TABLE_CUT), .budget = budget, .visit = add_up, .context = &at};
  dark_status status = dark__weigh_models(reports, branch, space, &request, err);
  for (size_t table = 0; status == DARK_OK && table < space->crowd->n; table++) {
    dark_reason reason = DARK_REASON_SEARCH_INCOMPLETE;
    if (reports[table].n_models == 0 && reports[table].complete)
      status = dark__no_model_reason(&reason, &branch->lattice, &space->crowd->counts[table], err);
    if (reports[table].n_models > 0)
      dark__estimate_succeeds(&out[table], exp(at.first[table] / at.weight[table]), (dark_model_id){{0, 0}});
    else dark__estimate_fails(&out[table], reason);
    out[table].is_incomplete = reports[table].missed > DARK__MOST_MISSED && !reports[table].complete;
  }
  return status;
}
