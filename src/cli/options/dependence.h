/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_DEPENDENCE_H
#define DARK__CLI_OPTIONS_DEPENDENCE_H

#include "cli/options/request.h"

/* What is done with settings; they and all that they refer to are gone afterwards. */
typedef dark_status dark__settings_user(const dark_settings *settings, void *context, dark_error *err);

/* Use settings with what `estimation` supposes of dependence between lists. DARK_EUSAGE, DARK_ENOMEM, errors of the user. */
DARK_MUST_CHECK dark_status dark__use_dependence(dark_settings *settings, const dark__estimation_options *estimation,
                                                 dark__settings_user *use, void *context, dark_error *err);

#endif
