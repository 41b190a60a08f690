/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options/settings.h"

dark_status dark__settings_use(const char *method, const dark__request *request, dark__settings_user *use, void *context,
                               dark_error *err) {
  const dark__estimation_options *estimation = &request->estimation;
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = method;
  settings.model = estimation->joint != NULL ? estimation->joint : estimation->model;
  settings.absent = dark__words_items(&estimation->absent);
  settings.n_absent = estimation->absent.n;
  settings.max_order = estimation->max_order;
  settings.common_dependence = estimation->common;
  settings.missing = estimation->missing;
  settings.pool = estimation->pool;
  settings.set = dark__words_items(&estimation->set);
  settings.n_set = estimation->set.n;
  settings.ordered = request->input.ordered;
  settings.resample = request->resampling.uncertainty.resample;
  return dark__use_dependence(&settings, estimation, use, context, err);
}
