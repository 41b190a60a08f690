/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_ANNOUNCE_H
#define DARK__CLI_CONSOLE_ANNOUNCE_H

#include <stdbool.h>

/* More than half a minute. */
bool dark__is_long(double seconds);

/* Say before it starts that a run will be long: how long, `what` takes it and what is `quicker`, on standard error. */
void dark__announce(double seconds, const char *what, const char *quicker);

#endif
