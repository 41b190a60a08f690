/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/fit.h"

#include <stdlib.h>
#include <string.h>

#include "fitting/labour.h"

static dark_status bootstrap(dark__fit *fit, dark_bootstrap_options *options, const dark__wish *wish, dark_error *err) {
  const char *stage = strcmp(wish->method, "auto") == 0 ? "resampling" : wish->method;
  dark__labour *draw = fit->uncertainty.interval == DARK_INTERVAL_BCA ? dark__draw_replicates : dark__draw_spared;
  return dark__labour_do(draw, &fit->replicates, fit->plan, options, stage, wish, err);
}

static dark_status resample(dark__fit *fit, const dark__wish *wish, dark_error *err) {
  dark_bootstrap_options options = dark__uncertainty_options(&fit->uncertainty, fit->uncertainty.n_replicates);
  if (!fit->uncertainty.is_given) return options.n_replicates == 0 ? DARK_OK : bootstrap(fit, &options, wish, err);
  dark_resamples given = {0};
  dark_status status = wish->read_resamples(&given, dark_plan_table(fit->plan), &fit->uncertainty, wish->context, err);
  options.resamples = &given;
  options.n_replicates = given.n_replicates;
  if (status == DARK_OK) status = bootstrap(fit, &options, wish, err);
  dark_resamples_clear(&given);
  return status;
}

static dark_status gather(dark__fit *fit, const dark__wish *wish, dark_error *err) {
  const dark__uncertainty *uncertainty = &fit->uncertainty;
  const dark_result_options options = {.version = DARK_RESULT_OPTIONS_VERSION,
                                       .interval = uncertainty->interval,
                                       .levels = uncertainty->levels,
                                       .n_levels = uncertainty->n_levels,
                                       .seed = uncertainty->seed,
                                       .asked_method = wish->method,
                                       .goodness = fit->goodness,
                                       .practice = fit->practice.results,
                                       .contrasts = wish->contrasts,
                                       .n_contrasts = wish->n_contrasts};
  return dark_results_new(&fit->results, fit->plan, fit->replicates, &options, err);
}

dark_status dark__fit_table(dark__fit *fit, const dark_table *table, const dark__wish *wish, dark_error *err) {
  *fit = (dark__fit){.uncertainty = wish->uncertainty};
  dark_status status = dark__wish_plan(&fit->plan, table, wish, err);
  if (status == DARK_OK) status = dark__uncertainty_settle_interval(&fit->uncertainty, fit->plan, err);
  if (status == DARK_OK) status = resample(fit, wish, err);
  if (status == DARK_OK) status = dark__fit_test(fit, table, wish, err);
  if (status == DARK_OK) status = dark__fit_practice(fit, table, wish, err);
  return status == DARK_OK ? gather(fit, wish, err) : status;
}

void dark__fit_clear(dark__fit *fit) {
  dark_results_free(fit->results);
  dark_results_free(fit->practice.results);
  dark_replicates_free(fit->practice.replicates);
  dark_plan_free(fit->practice.plan);
  free(fit->goodness);
  dark_replicates_free(fit->replicates);
  dark_plan_free(fit->plan);
  *fit = (dark__fit){0};
}
