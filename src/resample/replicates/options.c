/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates/options.h"

#include "base/arguments.h"
#include "base/threads.h"

dark_status dark__n_replicates_check(size_t n, dark_error *err) {
  if (n <= DARK_MAX_REPLICATES) return DARK_OK;
  return dark__fail(err, DARK_ELIMIT, "%zu replicates, more than %u", n, DARK_MAX_REPLICATES);
}

static dark_status check_resamples(const dark_resamples *resamples, dark_error *err) {
  const int is_empty = resamples->n_columns == 0 || resamples->n_replicates == 0;
  if (resamples->n_columns > 0 && resamples->histories == NULL)
    return dark__fail(err, DARK_EUSAGE, "the histories of the resamples are NULL");
  if (!is_empty && resamples->counts == NULL) return dark__fail(err, DARK_EUSAGE, "the counts of the resamples are NULL");
  return dark__n_replicates_check(resamples->n_replicates, err);
}

dark_status dark__bootstrap_options_check(const dark_bootstrap_options *options, dark_error *err) {
  dark_status status = dark__version_check(options->version, DARK_BOOTSTRAP_OPTIONS_VERSION, "dark_bootstrap_options", err);
  if (status == DARK_OK) status = dark__n_threads_check(options->n_threads, err);
  if (status != DARK_OK) return status;
  return options->resamples != NULL ? check_resamples(options->resamples, err)
                                    : dark__n_replicates_check(options->n_replicates, err);
}
