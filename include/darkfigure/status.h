/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_STATUS_H
#define DARKFIGURE_STATUS_H

/* How a call fails. An estimate that does not exist is not a failure: see reason.h. */

#include <stddef.h>

#if defined(__GNUC__)
#define DARK_MUST_CHECK __attribute__((warn_unused_result))
#define DARK_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define DARK_MUST_CHECK
#define DARK_PRINTF(text, first)
#endif

/* What stands between DARK_PUBLIC_BEGIN and DARK_PUBLIC_END is exported by the shared library, and has C names in C++ too. All
   declarations of a public header stand there, its includes before. */
#if defined(__cplusplus)
#define DARK_PUBLIC_BEGIN extern "C" {
#define DARK_PUBLIC_END }
#elif defined(__GNUC__)
#define DARK_PUBLIC_BEGIN _Pragma("GCC visibility push(default)")
#define DARK_PUBLIC_END _Pragma("GCC visibility pop")
#else
#define DARK_PUBLIC_BEGIN
#define DARK_PUBLIC_END
#endif

/* X(name, what it means). The command line turns EUSAGE and ELIMIT into exit 2, EDATA into 3, EINTERRUPTED into 130, the rest into 4. */
#define DARK_STATUSES(X)                                        \
  X(DARK_OK, "done")                                            \
  X(DARK_EUSAGE, "an argument, option or model makes no sense") \
  X(DARK_EDATA, "the input data are malformed")                 \
  X(DARK_EIO, "a file cannot be opened, read or written")       \
  X(DARK_ENOMEM, "memory is exhausted")                         \
  X(DARK_ELIMIT, "the task exceeds a documented limit")         \
  X(DARK_ENUMERIC, "a numerical library failed unexpectedly")   \
  X(DARK_EINTERRUPTED, "the caller asked to stop")

DARK_PUBLIC_BEGIN

typedef enum dark_status {
#define X(name, text) name,
  DARK_STATUSES(X)
#undef X
} dark_status;

/* What went wrong, in words, without a final stop. Owned by the caller; every fallible function takes one last and accepts NULL. */
typedef struct dark_error {
  dark_status status;
  char message[1024];
} dark_error;

#define DARK_ERROR_INIT \
  { DARK_OK, "" }

/* The meaning of a status as in the table above. Never NULL; static storage; any thread. */
const char *dark_status_text(dark_status status);

DARK_PUBLIC_END

#endif
