/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arguments.h"

#include <stdio.h>

dark_status dark__fail_null(dark_error *err, const char *function, const char *argument) {
  return dark__fail(err, DARK_EUSAGE, "%s: %s is NULL", function, argument);
}

dark_status dark__fail_beyond(dark_error *err, const char *function, const char *argument, size_t value, size_t n) {
  return dark__fail(err, DARK_EUSAGE, "%s: %s is %zu, not below %zu", function, argument, value, n);
}

dark_status dark__version_check(int version, int current, const char *type, dark_error *err) {
  char supported[64] = "version 1 is";
  if (version >= 1 && version <= current) return DARK_OK;
  if (current > 1) snprintf(supported, sizeof supported, "versions 1 to %d are", current);
  return dark__fail(err, DARK_EUSAGE, "%s of version %d: %s supported; its macro ..._INIT sets it", type, version, supported);
}

dark_status dark__texts_check(const char *const *texts, size_t n, const char *name, dark_error *err) {
  if (n > 0 && texts == NULL) return dark__fail(err, DARK_EUSAGE, "%s are %zu and NULL", name, n);
  for (size_t i = 0; i < n; i++)
    if (texts[i] == NULL) return dark__fail(err, DARK_EUSAGE, "%s[%zu] is NULL", name, i);
  return DARK_OK;
}
