/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <string.h>

#include "cli/options/request.h"

error_t dark__request_proceed(dark_status status) { return status == DARK_OK ? 0 : EINVAL; }

void dark__show_pair(dark__words *shown, const char *name, const char *value) {
  dark__words_add(shown, name, strlen(name));
  dark__words_add(shown, value, strlen(value));
}

void dark__show_pairs(dark__words *shown, const char *name, const dark__words *values) {
  for (size_t i = 0; i < values->n; i++) dark__show_pair(shown, name, values->items[i]);
  if (values->n == 0) dark__show_pair(shown, name, "");
}
