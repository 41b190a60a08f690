/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/contract.h"

#include <stdio.h>
#include <string.h>

enum { MOST_ARGUMENTS = 16 };

const char elsewhere[1];

/* The check that is run. */
static struct {
  const char *tried[MOST_ARGUMENTS * 8];
  size_t n_tried;
  int has_err, has_status;
  dark_error err;
} now;

dark_error *contract_err(void) {
  now.err = (dark_error)DARK_ERROR_INIT;
  return now.has_err ? &now.err : NULL;
}

void contract_begin(int has_err) { now.has_err = has_err; }

int contract_hear(void *context, const char *stage, double share) {
  (void)context, (void)stage, (void)share;
  return 0;
}

void contract_tried(const char *argument) {
  if (now.n_tried < sizeof now.tried / sizeof now.tried[0]) now.tried[now.n_tried++] = argument;
}

void contract_refuses(const char *argument, dark_status expected, const char *words, dark_status status, const char *call,
                      const char *file, int line) {
  contract_tried(argument);
  now.has_status = 1;
  if (status != expected) {
    print_error("%s: %s, and not %s\n", call, dark_status_text(status), dark_status_text(expected));
    _fail(file, line);
  }
  if (words == NULL) return;
  const size_t length = strlen(now.err.message);
  if (now.err.status == expected && strstr(now.err.message, words) != NULL && now.err.message[length - 1] != '.') return;
  print_error("%s: '%s' does not say '%s'\n", call, now.err.message, words);
  _fail(file, line);
}

const char *contract_version_message(const char *type, int version, int current) {
  static char text[160];
  if (current == 1) snprintf(text, sizeof text, "%s of version %d: version 1 is supported", type, version);
  else snprintf(text, sizeof text, "%s of version %d: versions 1 to %d are supported", type, version, current);
  return text;
}

static int was_tried(const char *argument, size_t length) {
  if (now.has_status && length == 3 && memcmp(argument, "err", 3) == 0) return 1;
  for (size_t i = 0; i < now.n_tried; i++)
    if (strlen(now.tried[i]) == length && memcmp(now.tried[i], argument, length) == 0) return 1;
  return 0;
}

void contract_run(const contract *what, const char *arguments) {
  now.n_tried = 0;
  now.has_status = 0;
  what->check();
  while (*arguments != '\0') {
    const size_t length = strcspn(arguments, " ");
    if (!was_tried(arguments, length)) fail_msg("%s: the argument %.*s was not tried", what->function, (int)length, arguments);
    arguments += length + strspn(arguments + length, " ");
  }
}
