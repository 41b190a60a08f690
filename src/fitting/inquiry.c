/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/inquiry.h"

#include "base/error.h"
#include "estimator/estimator.h"
#include "estimator/settings.h"

enum { MANY_THINNINGS = 200, FEW_THINNINGS = 50 };

/* Whether the method has published practice beside it: then each estimate takes long, and its own interval needs no replicates. */
static bool has_practice(const dark_table *table, const char *method) {
  const dark_estimator *estimator =
      dark__estimator_named(method, dark_table_n_lists(table), dark_table_captures(table) != NULL, false);
  return estimator != NULL && estimator->practice != NULL;
}

/* Those of published practice, which `fit` puts beside the answer, have no place here. */
static void settle_replicates(dark__inquiry *inquiry, const dark_table *table, bool is_slow) {
  dark__uncertainty *wanted = &inquiry->uncertainty;
  const bool wants_interval = wanted->has_interval && dark_interval_needs_replicates(wanted->interval);
  if (is_slow && wanted->n_replicates > 0 && dark__uncertainty_leaves_interval(wanted, true)) {
    inquiry->ignores_replicates = wanted->has_replicates;
    wanted->n_replicates = 0;
    return;
  }
  if (wanted->has_replicates) return;
  if (wants_interval || wanted->has_resample) dark__uncertainty_settle(wanted, table);
  else wanted->n_replicates = 0;
}

dark_status dark__inquiry_settle(dark__inquiry *inquiry, const dark_table *table, const char *method, dark_error *err) {
  const bool is_slow = has_practice(table, method);
  if (inquiry->n_thinnings == SIZE_MAX) inquiry->n_thinnings = is_slow ? FEW_THINNINGS : MANY_THINNINGS;
  if (inquiry->uncertainty.is_given)
    return dark__fail(err, DARK_EUSAGE,
                      "option '--resamples' has no meaning here: there are many tables, each with its own replicates");
  if (inquiry->uncertainty.n_levels > 1) return dark__fail(err, DARK_EUSAGE, "option '--level' takes one level here");
  settle_replicates(inquiry, table, is_slow);
  return DARK_OK;
}

dark_sensitivity_options dark__inquiry_options(const dark__inquiry *inquiry) {
  const dark__uncertainty *wanted = &inquiry->uncertainty;
  const bool is_given = wanted->has_interval || wanted->n_replicates > 0;
  dark_sensitivity_options options = DARK_SENSITIVITY_OPTIONS_INIT;
  options.interval = is_given ? wanted->interval : DARK_INTERVAL_NONE;
  options.level = wanted->levels[0];
  options.n_replicates = wanted->n_replicates;
  options.n_thinnings = inquiry->n_thinnings;
  options.seed = wanted->seed;
  options.n_threads = wanted->n_threads;
  return options;
}

bool dark__inquiry_any(const dark_sensitivity *found) {
  for (size_t s = 0; s < found->n_sections; s++)
    if (found->sections[s].rows[0].answer.state != DARK_STATE_NO_ESTIMATE) return true;
  return false;
}
