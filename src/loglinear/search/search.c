/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/error.h"
#include "loglinear/search/descent.h"

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

/* A model that was fitted to a table; what is below the floor now is worth no more than what was below it then. */
static dark_status enter(void *context, const dark__task *task) {
  search *at = context;
  dark__verdict verdict;
  const dark__counts *counts = counts_of(at, task->table);
  const size_t n_terms = dark__n_terms_of(at->branch, task->model);
  if (task->fit.log_lik_most < floor_for(at, task->table, n_terms)) return DARK_OK;
  const uint32_t *terms = dark__pack_terms(&at->space->pack, task->model);
  dark_status status = dark__judge_fit(&verdict, &task->fit, terms, n_terms, counts, at->err);
  if (status == DARK_OK && verdict.code != 0 && at->space->learnt != NULL)
    status = dark__known_add(at->space->learnt, task->model, at->err);
  if (status != DARK_OK || verdict.worthless || verdict.code != 0) return status;
  const dark__found found = {.model = task->model,
                             .criterion = dark__criterion_value(counts, verdict.log_lik, n_terms, at->price[task->table]),
                             .log_lik = verdict.log_lik,
                             .hidden = verdict.hidden};
  return dark__shortlist_enter(&at->lists[task->table], &found, at->err);
}

static bool is_excluded(const search *at, dark__term_set model, size_t table) {
  return at->with_known[table] && dark__known_excludes(at->known, model);
}

static dark_status weigh_up(bool *is_worthy, double *floor, void *context, dark__term_set model, size_t table,
                            bool has_estimate) {
  const search *at = context;
  (void)has_estimate;
  *floor = floor_for(at, table, dark__n_terms_of(at->branch, model));
  *is_worthy = !(counts_of(at, table)->saturated < *floor) && !is_excluded(at, model, table);
  return DARK_OK;
}

/* ---- nodes */

static double floor_of(void *context, const dark__branch_node *node, size_t table) {
  const search *at = context;
  return floor_for(at, table, dark__n_terms_of(at->branch, node->inner));
}

/* The table cannot gain here, or it is known that no model of the node has an estimate. Not while learning: the nodes of the observed
   table's search are counted and shown. */
static bool is_worthless(void *context, const dark__branch_node *node, double most, size_t table) {
  const search *at = context;
  return most < floor_of(context, node, table) || (at->space->learnt == NULL && is_excluded(at, node->inner, table));
}

/* No term is left to settle, or none that the table could pay for. */
static bool is_at_end(void *context, const dark__branch_node *node, double most, size_t table) {
  const search *at = context;
  return node->next == at->branch->lattice.n_optional ||
         most < floor_for(at, table, dark__n_terms_of(at->branch, node->inner) + 1);
}

/* A table's search that stops for want of budget remembers what might be missed. */
static void leave(void *context, const dark__branch_node *node, double most, size_t table, dark__leaving why) {
  search *at = context;
  dark__branch_report *report = &at->reports[table];
  if (why != DARK__LEFT_SPENT) return;
  const double least =
      dark__criterion_value(counts_of(at, table), most, dark__n_terms_of(at->branch, node->inner), at->price[table]);
  report->complete = false;
  if (least < report->open_bound) report->open_bound = least;
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

dark_status dark__branch_search(dark__shortlist *lists, dark__branch_report *reports, const dark__branch *branch,
                                dark__branch_space *space, bool guesses_only, dark_error *err) {
  search at = {.branch = branch, .space = space, .lists = lists, .reports = reports, .err = err};
  const dark__quest quest = {.context = &at,
                             .budget = branch->budget,
                             .floor = floor_of,
                             .is_worthless = is_worthless,
                             .is_at_end = is_at_end,
                             .weigh_up = weigh_up,
                             .leave = leave,
                             .take = enter};
  size_t *tables = space->chosen + space->n_room;
  at.known = space->learnt != NULL ? space->learnt : &branch->known;
  const size_t n = choose_tables(tables, &at);
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < branch->n_guesses; i++)
    status = dark__descent_look(&quest, branch, space, branch->guesses[i].model, tables, n, err);
  if (status != DARK_OK || guesses_only) return status;
  status = dark__descent_go(&quest, branch, space, tables, n, err);
  for (size_t k = 0; k < n; k++) reports[tables[k]].n_nodes = space->n_nodes[tables[k]];
  return status;
}
