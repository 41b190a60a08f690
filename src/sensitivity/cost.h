/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__SENSITIVITY_COST_H
#define DARK__SENSITIVITY_COST_H

/* How long all questions take, before the first is asked. */

#include <darkfigure/sensitivity.h>

/* *seconds of one core, as good as those of resample/cost.h, whose errors it has; DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__sensitivity_cost(double *seconds, const dark_table *table, const dark_settings *settings,
                                                   const dark_sensitivity_options *options, dark_error *err);

#endif
