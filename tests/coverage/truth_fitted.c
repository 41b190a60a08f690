/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "coverage/truth.h"

static dark_status keep_means(stratum_truth *out, const dark_explanation *explained, dark_error *err) {
  const size_t n_histories = (size_t)1 << out->n_lists;
  double sum = 0;
  if (explained->fitted == NULL) return dark__fail(err, DARK_EUSAGE, "the method fits no means");
  out->probabilities = malloc(n_histories * sizeof *out->probabilities);
  if (out->probabilities == NULL) return dark__fail_memory(err);
  for (size_t history = 0; history < n_histories; history++) sum += explained->fitted[history];
  for (size_t history = 0; history < n_histories; history++) out->probabilities[history] = explained->fitted[history] / sum;
  out->people = round(sum);
  return DARK_OK;
}

static dark_status fit(stratum_truth *out, const dark_table *table, const fitted_truth *recipe, dark_error *err) {
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = recipe->method;
  settings.model = recipe->model;
  settings.max_order = recipe->max_order;
  settings.set = &recipe->set;
  settings.n_set = recipe->set != NULL ? 1 : 0;
  dark_plan *plan = NULL;
  dark_explanation explained = {0};
  out->n_lists = dark_table_n_lists(table);
  for (size_t l = 0; l < out->n_lists; l++) snprintf(out->names[l], sizeof out->names[l], "%s", dark_table_list_name(table, l));
  dark_status status = dark_plan_new(&plan, table, &settings, err);
  if (status == DARK_OK) status = dark_plan_explain(&explained, plan, 0, err);
  if (status == DARK_OK) status = keep_means(out, &explained, err);
  dark_explanation_clear(&explained);
  dark_plan_free(plan);
  return status;
}

dark_status fitted_truth_make(stratum_truth *out, const fitted_truth *recipe, dark_error *err) {
  char path[512];
  dark_table *table = NULL;
  *out = (stratum_truth){0};
  snprintf(path, sizeof path, DARK_DATA "/%s.csv", recipe->file);
  dark_status status = dark_table_read_csv(&table, path, NULL, err);
  if (status == DARK_OK) status = fit(out, table, recipe, err);
  dark_table_free(table);
  return status;
}
