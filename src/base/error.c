/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

dark_status dark__fail(dark_error *err, dark_status status, const char *format, ...) {
  if (err == NULL) return status;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(err->message, sizeof err->message, format, arguments);
  va_end(arguments);
  err->status = status;
  return status;
}

const char *dark_status_text(dark_status status) {
  static const char *const texts[] = {
#define X(name, text) text,
      DARK_STATUSES(X)
#undef X
  };
  const size_t n = sizeof texts / sizeof texts[0];
  return (size_t)status < n ? texts[status] : "unknown status";
}
