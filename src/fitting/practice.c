/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/labour.h"

/* Of many lists published studies search models of pairs, not the order that this program would choose. */
static unsigned order_in_practice(const dark_table *table, const dark__wish *wish) {
  enum { MANY_LISTS = 6, PAIRS = 2 };
  return wish->settings->max_order == 0 && dark_table_n_lists(table) >= MANY_LISTS ? PAIRS : 0;
}

dark_status dark__fit_practice(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err) {
  const dark__uncertainty *uncertainty = &fit->uncertainty;
  const char *method = dark_plan_practice(fit->plan);
  const dark__planning by = {.method = method, .is_other = true, .order = order_in_practice(table, wish)};
  dark_bootstrap_options options = dark__uncertainty_options(uncertainty, uncertainty->n_beside);
  const dark_result_options shown = {.version = DARK_RESULT_OPTIONS_VERSION,
                                     .interval = DARK_INTERVAL_PERCENTILE,
                                     .levels = uncertainty->levels,
                                     .n_levels = uncertainty->n_levels,
                                     .seed = uncertainty->seed,
                                     .asked_method = method};
  if (method == NULL || options.n_replicates == 0) return DARK_OK;
  dark_status status = dark__planning_make(&fit->practice.plan, table, wish, &by, err);
  if (status == DARK_OK)
    status = dark__labour_do(dark__draw_replicates, &fit->practice.replicates, fit->practice.plan, &options, "as published", wish,
                             err);
  if (status != DARK_OK) return status;
  return dark_results_new(&fit->practice.results, fit->practice.plan, fit->practice.replicates, &shown, err);
}
