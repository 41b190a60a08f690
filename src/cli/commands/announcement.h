/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_COMMANDS_ANNOUNCEMENT_H
#define DARK__CLI_COMMANDS_ANNOUNCEMENT_H

#include "cli/options/request.h"

/* Say before it starts that a run will take more than half a minute, and what would be quicker. What cannot be estimated is told by the plan,
   and nothing is said to who wants quiet. */
void dark__announce(const dark_table *table, const char *method, const dark__request *request);

#endif
