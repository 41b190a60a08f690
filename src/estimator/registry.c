/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/text.h"
#include "estimator/estimator.h"

#define DARK_ESTIMATOR(name) extern const dark_estimator dark__##name##_estimator;
#include "models/estimators.def"
#undef DARK_ESTIMATOR

static const dark_estimator *const registry[] = {
#define DARK_ESTIMATOR(name) &dark__##name##_estimator,
#include "models/estimators.def"
#undef DARK_ESTIMATOR
};

enum { N_ESTIMATORS = sizeof registry / sizeof registry[0] };

const dark_estimator *dark_estimator_at(size_t index) { return index < N_ESTIMATORS ? registry[index] : NULL; }

const dark_estimator *dark_estimator_find(const char *name) {
  for (size_t i = 0; name != NULL && i < N_ESTIMATORS; i++)
    if (strcmp(registry[i]->name, name) == 0) return registry[i];
  return NULL;
}

const char *dark_estimator_nearest(const char *name) {
  const char *names[N_ESTIMATORS + 1] = {"auto"};
  for (size_t i = 0; i < N_ESTIMATORS; i++) names[i + 1] = registry[i]->name;
  return name == NULL ? NULL : dark__nearest(name, names, N_ESTIMATORS + 1);
}

/* Stands in for NULL: it has nothing and does nothing. */
static const dark_estimator nothing = {.name = NULL};

static const dark_estimator *known(const dark_estimator *estimator) { return estimator == NULL ? &nothing : estimator; }

const char *dark_estimator_name(const dark_estimator *estimator) { return known(estimator)->name; }
const char *dark_estimator_assumption(const dark_estimator *estimator) { return known(estimator)->assumption; }
const char *dark_estimator_advice(const dark_estimator *estimator) { return known(estimator)->advice; }
const char *dark_estimator_source(const dark_estimator *estimator) { return known(estimator)->source; }
unsigned dark_estimator_min_lists(const dark_estimator *estimator) { return known(estimator)->min_lists; }
unsigned dark_estimator_max_lists(const dark_estimator *estimator) { return known(estimator)->max_lists; }
int dark_estimator_takes_dependence(const dark_estimator *estimator) { return known(estimator)->takes_dependence; }
int dark_estimator_takes_captures(const dark_estimator *estimator, const dark_captures *captures) {
  const dark_estimator *here = known(estimator);
  if (captures == NULL) return estimator != NULL && !here->is_one_list;
  if (here->is_one_list) return 1;
  if ((here->traits & DARK__COUNTS_ONLY) == 0 || captures->n_covariates > 0) return 0;
  return captures->n_occasions == 0 ? (here->traits & DARK__UNLIMITED) != 0 : captures->n_occasions >= here->min_lists;
}

int dark_estimator_is_one_list(const dark_estimator *estimator) { return known(estimator)->is_one_list; }

const dark_option *dark_estimator_options(const dark_estimator *estimator, size_t *n_options) {
  if (n_options == NULL) return NULL;
  *n_options = known(estimator)->n_options;
  return known(estimator)->options;
}

const char *dark_method_choose_one_list(void) { return "chao-regression"; }

const char *dark_method_choose(size_t n_lists, unsigned *max_order) {
  if (max_order != NULL) *max_order = 0;
  if (n_lists > DARK_MAX_LISTS) return "mth-chao";
  return n_lists == 2 ? "chapman" : n_lists <= 6 ? "mixture" : "stepwise";
}
