/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_OPTIONS_H
#define DARK__RESAMPLE_REPLICATES_OPTIONS_H

#include <darkfigure/replicates.h>

/* What no options may be, whatever the plan: an unknown version, numbers of replicates or threads out of range, resamples without their
   arrays. DARK_EUSAGE, DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__bootstrap_options_check(const dark_bootstrap_options *options, dark_error *err);

/* A number of replicates up to DARK_MAX_REPLICATES; DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__n_replicates_check(size_t n, dark_error *err);

#endif
