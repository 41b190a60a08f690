/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "estimator/deviance.h"
#include "fitting/labour.h"

/* Unasked, a test that costs a tenth of what the intervals cost, and no more draws than its p-value needs. */
enum { SHARE_OF_REPLICATES = 10, MOST_UNASKED = 499 };

size_t dark__wish_draws(const dark__wish *wish, size_t n_replicates) {
  if (!wish->tests_fit) return 0;
  if (wish->has_draws) return wish->n_draws;
  const size_t n = n_replicates / SHARE_OF_REPLICATES;
  return n < MOST_UNASKED ? n : MOST_UNASKED;
}

/* Draws come from a plan of their own: one that knows the cells in which nobody was observed. */
static dark_status test_by(dark_goodness *out, const dark__fit *fit, const dark_table *table, dark__planning by,
                           const dark__wish *wish, dark_error *err) {
  dark_plan *plan = NULL;
  by.is_parametric = true;
  dark_bootstrap_options options = dark__uncertainty_options(&fit->uncertainty, fit->n_draws);
  dark_status status = dark__planning_make(&plan, table, wish, &by, err);
  if (status == DARK_OK) status = dark__labour_do(dark__draw_goodness, out, plan, &options, "testing the fit", wish, err);
  dark_plan_free(plan);
  return status;
}

/* Plans take long, and averages have nothing for this test. */
static bool has_any_deviance(const dark_plan *plan) {
  bool any = false;
  for (size_t i = 0; i < dark_plan_n_parts(plan); i++) any |= dark__plan_has_deviance(plan, i);
  return any;
}

/* An average has no model of its own; the largest that it is over, of all interactions of this many lists, is what can be contradicted.
   0: the part was tested, has no such model, one that leaves nothing to test, or one against which something is supposed. */
static unsigned order_to_test(const dark__fit *fit, size_t part) {
  const unsigned order = dark_plan_max_order(fit->plan, part);
  if (fit->goodness[part].n_draws > 0 || dark_plan_departs(fit->plan, part)) return 0;
  return order + 1 < dark_plan_n_lists(fit->plan, part) ? order : 0;
}

static dark_status test_largest(dark__fit *fit, const dark_table *table, unsigned order, const dark__wish *wish,
                                dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(fit->plan);
  const dark__planning by = {.method = "saturated", .is_other = true, .order = order};
  dark_goodness *found = calloc(n_parts + 1, sizeof *found);
  if (found == NULL) return dark__fail_memory(err);
  const dark_status status = test_by(found, fit, table, by, wish, err);
  for (size_t i = 0; status == DARK_OK && i < n_parts; i++)
    if (order_to_test(fit, i) == order) fit->goodness[i] = found[i];
  free(found);
  return status;
}

static bool is_order_wanted(const dark__fit *fit, unsigned order) {
  bool any = false;
  for (size_t i = 0; i < dark_plan_n_parts(fit->plan); i++) any |= order_to_test(fit, i) == order;
  return any;
}

dark_status dark__fit_test(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err) {
  const size_t n_replicates = fit->replicates != NULL ? dark_replicates_n(fit->replicates) : fit->uncertainty.n_beside;
  fit->n_draws = dark__wish_draws(wish, n_replicates);
  if (fit->n_draws == 0 || dark_table_captures(table) != NULL || dark_table_n_lists(table) > DARK_MAX_LISTS) return DARK_OK;
  fit->goodness = calloc(dark_plan_n_parts(fit->plan) + 1, sizeof *fit->goodness);
  if (fit->goodness == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < dark_plan_n_parts(fit->plan); i++) fit->goodness[i].p = NAN;
  dark_status status = DARK_OK;
  if (has_any_deviance(fit->plan)) status = test_by(fit->goodness, fit, table, (dark__planning){.order = 0}, wish, err);
  for (unsigned order = 1; status == DARK_OK && order < DARK_MAX_LISTS; order++)
    if (is_order_wanted(fit, order)) status = test_largest(fit, table, order, wish, err);
  return status;
}
