/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/hunt.h"

#include <math.h>

#include "support/assert_close.h"
#include "support/published.h"

void open_hunt(hunt *on, unsigned n_lists, unsigned max_order, dark__criterion criterion, dark_common_dependence common,
               size_t budget, uint64_t number) {
  dark_error err = DARK_ERROR_INIT;
  draw_sparse(on->cells, n_lists, number);
  problem_of_cells(&on->problem, on->records, on->cells, n_lists);
  on->problem.common = common;
  assert_ok(dark__catalogue_new(&on->catalogue, &on->problem, max_order, criterion, &err), err);
  assert_ok(dark__branch_new(&on->branch, &on->problem, max_order, criterion, 8, budget, &err), err);
  assert_ok(dark__branch_space_new(&on->space, on->branch, &err), err);
  assert_ok(dark__engine_new(&on->engine, &on->problem, DARK__MAX_TERMS, &err), err);
}

void load_table(hunt *on, const double *weights) {
  dark__engine_load(on->engine, weights);
  dark__crowd_load(on->space->crowd, &weights, 1);
}

void load_observed(hunt *on) {
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__engine_load_observed(on->engine, &err), err);
  assert_ok(dark__crowd_load_observed(on->space->crowd, &err), err);
}

void close_hunt(hunt *on) {
  dark__engine_free(on->engine);
  dark__branch_space_free(on->space);
  dark__branch_free(on->branch);
  dark__catalogue_free(on->catalogue);
}

double criterion_of(const hunt *on, dark__term_set model) {
  dark_error err = DARK_ERROR_INIT;
  dark__verdict verdict;
  dark__engine *engine = on->engine;
  const size_t n_terms = dark__lattice_expand(engine->terms, &on->catalogue->lattice, model);
  const dark__fit_request request = {.terms = engine->terms, .n_terms = n_terms, .floor = -INFINITY};
  assert_ok(dark__engine_judge(&verdict, engine, &request, &err), err);
  const double price = dark__criterion_price(on->catalogue->criterion, engine->counts.margins[0]);
  return verdict.code == 0 ? dark__criterion_value(&engine->counts, verdict.log_lik, n_terms, price) : INFINITY;
}

int compare_winners(hunt *on) {
  dark_error err = DARK_ERROR_INIT;
  dark__branch_report report;
  dark_estimate oracle;
  dark__shortlist *best = on->space->best;
  best->n = 0;
  assert_ok(dark__branch_search(best, &report, on->branch, on->space, false, &err), err);
  assert_ok(dark__catalogue_search(&oracle, on->catalogue, on->engine, &err), err);
  assert_true(report.complete && isinf(report.open_bound));
  assert_int_equal(best->n, oracle.reason == DARK_N_REASONS ? 1 : 0);
  if (best->n == 0) assert_int_equal(oracle.reason, DARK_REASON_NO_MODEL);
  if (best->n == 0) return 0;
  if (!dark__set_equal(best->found[0].model, dark__id_set(oracle.model)))
    fail_msg("model %llx instead of %llx: criterion %.17g instead of %.17g", (unsigned long long)best->found[0].model.bits[0],
             (unsigned long long)oracle.model.bits[0], best->found[0].criterion, criterion_of(on, dark__id_set(oracle.model)));
  assert_close(best->found[0].hidden, oracle.hidden, 1e-9, 0);
  return 1;
}

/* The observed table, bootstrap tables of it, and tables that have nothing to do with it: lists empty, overlaps elsewhere. */
static void compare_on_tables(hunt *on, unsigned n_lists, size_t n_tables, uint64_t number, size_t n_outcomes[2]) {
  double weights[HUNT_CELLS];
  load_observed(on);
  n_outcomes[compare_winners(on)]++;
  for (size_t k = 0; k < n_tables; k++) {
    const uint64_t which = number * 1000 + k;
    if (k % 3 == 2) draw_sparse(weights, n_lists, which);
    else resample_cells(weights, on->cells, n_lists, which);
    for (uint32_t cell = 1; k % 7 == 6 && cell < (uint32_t)1 << n_lists; cell++)
      if (cell & 1) weights[cell] = 0;
    weights[6] += 1; /* nobody at all is not a table */
    load_table(on, weights + 1);
    n_outcomes[compare_winners(on)]++;
  }
}

void compare_many(unsigned n_lists, unsigned max_order, dark_common_dependence common, size_t first, size_t n_hunts,
                  size_t n_tables) {
  size_t n_outcomes[2] = {0};
  for (uint64_t i = first; i < first + n_hunts; i++) {
    hunt on;
    open_hunt(&on, n_lists, max_order, i % 4 == 3 ? DARK__CRITERION_AIC : DARK__CRITERION_BIC, common, HUNT_NO_LIMIT, i);
    compare_on_tables(&on, n_lists, n_tables, i, n_outcomes);
    close_hunt(&on);
  }
  assert_true(n_outcomes[1] > n_hunts * n_tables / 2);
  if (n_lists == 3) assert_true(n_outcomes[0] > n_hunts / 10);
}
