/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_CLOCK_H
#define DARK__CLI_CONSOLE_CLOCK_H

/* Seconds of the monotonic clock. */
double dark__seconds(void);

#endif
