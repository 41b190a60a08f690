/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_SETTINGS_H
#define DARK__ESTIMATOR_SETTINGS_H

#include <darkfigure/plan.h>

/* What no settings may be, whatever the table: an unknown version, a NULL text, a way to resample that is none, an order beyond all lists.
   DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__settings_verify(const dark_settings *settings, dark_error *err);

#endif
