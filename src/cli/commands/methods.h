/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_METHODS_H
#define DARK__CLI_COMMANDS_METHODS_H

/* The two things `methods` shows: the registered estimators, and what each of them says of one table. */

#include <stdio.h>

#include "cli/commands/fitting.h"
#include "fitting/trials.h"

/* methods_list.c. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__methods_list(FILE *stream, dark_format format, dark_error *err);

/* methods_trials.c. DARK_ENOMEM, DARK_EIO. */
DARK_MUST_CHECK dark_status dark__methods_compare(FILE *stream, const dark__trials *trials, const dark__request *request,
                                                  dark_error *err);

#endif
