/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_ERROR_H
#define DARK__BASE_ERROR_H

/* The one way to fail: `return dark__fail(err, DARK_EDATA, "bad count %s", text);` */

#include <stdarg.h>

#include <darkfigure/status.h>

/* Write a message into buffer [size] as one line, whatever it quotes: control characters become \xNN, and what has no room is cut off
   between characters, with "..." in its place. */
void dark__message_write(char *buffer, size_t size, const char *format, va_list arguments) DARK_PRINTF(3, 0);

/* Fill *err (may be NULL) with the message and return `status`. Never allocates. */
dark_status dark__fail(dark_error *err, dark_status status, const char *format, ...) DARK_PRINTF(3, 4);

/* Static analysis does not see from elsewhere that what comes back is `status`: that a failure is a failure. */
#ifdef __clang_analyzer__
#define dark__fail(err, status, ...) ((void)dark__fail(err, status, __VA_ARGS__), (status))
#endif

/* The same for exhausted memory; inline, so that static analysis sees what it returns. */
static inline dark_status dark__fail_memory(dark_error *err) {
  dark__fail(err, DARK_ENOMEM, "out of memory");
  return DARK_ENOMEM;
}

#endif
