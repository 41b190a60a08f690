/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_ANNOUNCE_H
#define DARK__CLI_CONSOLE_ANNOUNCE_H

/* Say before it starts that a run will take more than half a minute: how long, `what` takes it and what is `quicker`, on standard error. */
void dark__announce(double seconds, const char *what, const char *quicker);

#endif
