/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/console/complain.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

enum { MAX_MESSAGE = 2048 };

int dark__exit_code(dark_status status) {
  switch (status) {
    case DARK_OK: return DARK__EXIT_DONE;
    case DARK_EUSAGE:
    case DARK_ELIMIT: return DARK__EXIT_USAGE;
    case DARK_EDATA: return DARK__EXIT_DATA;
    case DARK_EINTERRUPTED: return DARK__EXIT_INTERRUPTED;
    default: return DARK__EXIT_SYSTEM;
  }
}

/* One write for the whole line, so that lines of several processes do not mix. */
static void say(const char *kind, const char *format, va_list arguments) DARK_PRINTF(2, 0);
static void say(const char *kind, const char *format, va_list arguments) {
  char message[MAX_MESSAGE];
  dark__message_write(message, sizeof message, format, arguments);
  fprintf(stderr, "darkfigure: %s%s\n", kind, message);
}

void dark__complain(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("", format, arguments);
  va_end(arguments);
}

void dark__note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say("note: ", format, arguments);
  va_end(arguments);
}

dark_status dark__fail_system(dark_error *err, const char *path, const char *what) {
  char reason[128];
  snprintf(reason, sizeof reason, "%s", strerror(errno));
  reason[0] = (char)tolower((unsigned char)reason[0]);
  return dark__fail(err, DARK_EIO, "%s: cannot %s: %s", path, what, reason);
}
