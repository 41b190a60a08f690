/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/labour.h"

#include "resample/replicates/bootstrap.h"

dark_status dark__planning_make(dark_plan **out, const dark_table *table, const dark__wish *wish, const dark__planning *by,
                                dark_error *err) {
  dark_settings mine = *wish->settings;
  mine.method = by->method != NULL ? by->method : wish->method;
  if (by->is_parametric) mine.resample = DARK_RESAMPLE_PARAMETRIC;
  if (by->is_other) mine.n_set = 0, mine.common_dependence = DARK_COMMON_NO;
  if (by->order != 0) mine.max_order = by->order;
  return dark_plan_new(out, table, &mine, err);
}

dark_status dark__wish_plan(dark_plan **out, const dark_table *table, const dark__wish *wish, dark_error *err) {
  const dark__planning as_wished = {.method = NULL};
  *out = NULL;
  return dark__planning_make(out, table, wish, &as_wished, err);
}

dark_status dark__draw_replicates(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  dark_replicates **replicates = out;
  return dark_bootstrap(replicates, plan, options, err);
}

dark_status dark__draw_spared(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  dark_replicates **replicates = out;
  return dark__bootstrap_spared(replicates, plan, options, err);
}

dark_status dark__draw_goodness(void *out, const dark_plan *plan, const dark_bootstrap_options *options, dark_error *err) {
  dark_goodness *goodness = out;
  return dark_goodness_test(goodness, plan, options, err);
}

dark_status dark__labour_do(dark__labour *work, void *out, const dark_plan *plan, dark_bootstrap_options *options,
                            const char *stage, const dark__wish *wish, dark_error *err) {
  const dark__watcher *watcher = &wish->watcher;
  options->progress = watcher->progress;
  options->context = watcher->context;
  if (watcher->begin != NULL) watcher->begin(watcher->context, stage);
  const dark_status status = work(out, plan, options, err);
  return watcher->end != NULL ? watcher->end(watcher->context, status, err) : status;
}
