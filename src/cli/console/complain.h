/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_CONSOLE_COMPLAIN_H
#define DARK__CLI_CONSOLE_COMPLAIN_H

/* What is said on standard error, and the status with which the program ends. */

#include <darkfigure/status.h>

/* Exit statuses; users' scripts depend on them. */
enum {
  DARK__EXIT_DONE = 0,
  DARK__EXIT_NO_ESTIMATE = 1, /* no category has an estimate */
  DARK__EXIT_USAGE = 2,
  DARK__EXIT_DATA = 3,
  DARK__EXIT_SYSTEM = 4,
  DARK__EXIT_INTERRUPTED = 130
};

/* The exit status that belongs to a status. */
int dark__exit_code(dark_status status);

/* "darkfigure: MESSAGE", one line; control characters, which only a user's value can bring in, as \xNN. */
void dark__complain(const char *format, ...) DARK_PRINTF(1, 2);

/* "darkfigure: note: MESSAGE", in the same way. */
void dark__note(const char *format, ...) DARK_PRINTF(1, 2);

/* DARK_EIO with "PATH: cannot WHAT: REASON", where the reason is that of errno, in lower case. */
DARK_MUST_CHECK dark_status dark__fail_system(dark_error *err, const char *path, const char *what);

#endif
