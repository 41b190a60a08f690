/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_BOOTSTRAP_H
#define DARK__RESAMPLE_REPLICATES_BOOTSTRAP_H

/* The loop over tables behind dark_bootstrap, for those who want a portion of the replicates or tables of their own. */

#include "resample/draw/source.h"

/* Replicates first .. first + n - 1, and what is wanted besides their estimates. */
typedef struct dark__portion {
  size_t first, n;
  bool has_jackknife; /* the delete-one tables are estimated as well */
  bool
      spares_groups; /* but not of strata that are estimated together: a table for each record of each of them, for BCa limits alone */
  bool has_deviances; /* of the model of each replicate, in parts whose methods have them */
} dark__portion;

/* As dark_bootstrap, of a portion, from `draws` (NULL: as the options say). options->n_replicates is not looked at. Replicate i of the
   result is number first + i, the same bits as in any other portion; without the jackknife its values are NaN. */
DARK_MUST_CHECK dark_status dark__bootstrap(dark_replicates **out, const dark_plan *plan, const dark_bootstrap_options *options,
                                            const dark__portion *portion, const dark__draws *draws, dark_error *err);

/* dark_bootstrap for whoever makes no BCa limits: strata that are estimated together are not jackknifed. */
DARK_MUST_CHECK dark_status dark__bootstrap_spared(dark_replicates **out, const dark_plan *plan,
                                                   const dark_bootstrap_options *options, dark_error *err);

#endif
