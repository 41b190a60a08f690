/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_SETTINGS_H
#define DARK__CLI_OPTIONS_SETTINGS_H

/* Settings of an estimation, from the groups of options that say something of it. */

#include "cli/options/request.h"

/* What is done with settings; they and all that they refer to are gone afterwards. */
typedef dark_status dark__settings_user(const dark_settings *settings, void *context, dark_error *err);

/* dependence.c: use settings with what `estimation` supposes of dependence between lists. DARK_EUSAGE, DARK_ENOMEM, errors of the user. */
DARK_MUST_CHECK dark_status dark__use_dependence(dark_settings *settings, const dark__estimation_options *estimation,
                                                 dark__settings_user *use, void *context, dark_error *err);

/* The same with all that the user asked for. */
DARK_MUST_CHECK dark_status dark__settings_use(const char *method, const dark__request *request, dark__settings_user *use,
                                               void *context, dark_error *err);

#endif
