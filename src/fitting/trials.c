/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/trials.h"

#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"

/* Methods for lists and for counts of captures do not mix; `fixed` needs a model. */
static bool is_candidate(const dark_estimator *estimator, const dark_table *table) {
  return dark_estimator_takes_captures(estimator, dark_table_captures(table)) &&
         strcmp(dark_estimator_name(estimator), "fixed") != 0;
}

static dark_status try_method(dark__trial *trial, const dark_table *table, dark__try *fit, void *context, dark_error *err) {
  dark_error problem = DARK_ERROR_INIT;
  const dark_status status = fit(&trial->fit, table, dark_estimator_name(trial->estimator), context, &problem);
  if (status == DARK_OK) return DARK_OK;
  if (status != DARK_EUSAGE && status != DARK_ELIMIT) return dark__fail(err, status, "%s", problem.message);
  dark__fit_clear(&trial->fit);
  memcpy(trial->why_not, problem.message, sizeof trial->why_not);
  return DARK_OK;
}

dark_status dark__trials_make(dark__trials *trials, const dark_table *table, dark__try *fit, void *context, dark_error *err) {
  size_t n = 0;
  while (dark_estimator_at(n) != NULL) n++;
  *trials = (dark__trials){.table = table, .items = calloc(n + 1, sizeof *trials->items)};
  if (trials->items == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    if (!is_candidate(dark_estimator_at(i), table)) continue;
    dark__trial *trial = &trials->items[trials->n++];
    trial->estimator = dark_estimator_at(i);
    status = try_method(trial, table, fit, context, err);
  }
  return status;
}

void dark__trials_clear(dark__trials *trials) {
  for (size_t i = 0; i < trials->n; i++) dark__fit_clear(&trials->items[i].fit);
  free(trials->items);
  *trials = (dark__trials){.n = 0};
}

bool dark__trials_any(const dark__trials *trials) {
  for (size_t i = 0; i < trials->n; i++)
    if (trials->items[i].fit.results != NULL && dark_results_any(trials->items[i].fit.results)) return true;
  return false;
}
