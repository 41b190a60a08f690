/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_SUPPRESSED_H
#define DARK__ESTIMATOR_SUPPRESSED_H

/* Tables with suppressed counts (darkfigure/suppression.h), which only a model of all lists and categories takes. */

#include "estimator/estimator.h"

/* *out = the settings; of a table with suppressed counts a model for `fixed` becomes the formula of the same model of all categories, every
   term crossed with all of them. *formula is what *out then borrows besides, for free(); else NULL. Errors: DARK_EUSAGE (a model that makes
   no sense), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__suppressed_settings(dark_settings *out, char **formula, const dark_settings *settings,
                                                      const dark_table *table, const dark__naming *whole, dark_error *err);

/* DARK_EUSAGE when counts of the table are suppressed and the estimator needs all of them: what to type instead. */
DARK_MUST_CHECK dark_status dark__suppressed_check(const dark_estimator *estimator, const dark_table *table, dark_error *err);

#endif
