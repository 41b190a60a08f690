/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_GOODNESS_H
#define DARKFIGURE_GOODNESS_H

/* Does the table contradict the model that was chosen for it? A parametric bootstrap of the deviance: tables are drawn from the fitted
   model, each with as many people as were observed; in each the model is chosen anew; p is the share of tables, the observed one among them,
   whose chosen model leaves at least as large a deviance. Since the choice is repeated, p is right where reading the deviance off a
   chi-squared distribution is not: a chosen model fits better than a given one, and small counts have no such distribution. Of people on no
   list it says nothing: models that agree on the observed table may differ on them by any factor. */

#include <darkfigure/replicates.h>

DARK_PUBLIC_BEGIN

typedef struct dark_goodness {
  size_t n_draws;    /* tables drawn; 0: the part was not tested */
  size_t n_compared; /* of them with an estimate, and so a deviance */
  size_t n_as_far;   /* of these with at least the deviance of the observed table */
  double p;          /* (1 + n_as_far) / (1 + n_compared); NaN: not tested, or no draw had an estimate */
} dark_goodness;

/* Test every part that has a model with degrees of freedom left (dark_explanation.df > 0), into out [dark_plan_n_parts]. The plan must have
   been made for parametric resampling, so that it knows the cells in which nobody was observed. Of the options n_replicates is the number of
   draws and `resamples` must be NULL. Draw r of a part depends on (seed, the stratum's own values, r) only, and on no draw of
   dark_bootstrap. One thread at a time may call it for one `out`; many may for one plan.
   Errors: DARK_EUSAGE (another plan, options as of dark_bootstrap, or with resamples), DARK_ELIMIT (too many draws), DARK_ENOMEM,
   DARK_ENUMERIC, DARK_EINTERRUPTED. */
DARK_MUST_CHECK dark_status dark_goodness_test(dark_goodness *out, const dark_plan *plan, const dark_bootstrap_options *options,
                                               dark_error *err);

DARK_PUBLIC_END

#endif
