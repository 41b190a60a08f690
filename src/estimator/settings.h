/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_SETTINGS_H
#define DARK__ESTIMATOR_SETTINGS_H

#include <stdbool.h>
#include <string.h>

#include <darkfigure/plan.h>

/* Whether the number of lists shall choose the method. */
static inline bool dark__method_is_automatic(const char *method) { return method == NULL || strcmp(method, "auto") == 0; }
static inline bool dark__settings_are_automatic(const dark_settings *settings) {
  return dark__method_is_automatic(settings->method);
}

/* The estimator of that name, NULL where there is none; for `auto` what is chosen: by dark_method_choose, or dark_method_choose_one_list where there are
   captures of one list, and where dependence is given one that honours it. */
const dark_estimator *dark__estimator_named(const char *method, size_t n_lists, bool has_captures, bool is_dependence_given);

/* What no settings may be, whatever the table: an unknown version, a NULL text, a way to resample that is none, an order beyond all lists.
   DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__settings_verify(const dark_settings *settings, dark_error *err);

#endif
