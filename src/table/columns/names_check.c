/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/names_check.h"

#include <stdlib.h>
#include <string.h>

#include <darkfigure/table.h>

#include "base/error.h"
#include "base/keys.h"
#include "base/show.h"
#include "base/utf8.h"

static dark_status check_name(const char *singular, const char *name, size_t i, dark_error *err) {
  if (name == NULL || name[0] == '\0') return dark__fail(err, DARK_EUSAGE, "%s %zu has no name", singular, i + 1);
  if (dark__utf8_is_valid(name)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "the name '%s' of %s %zu is not UTF-8", dark__show(name).text, singular, i + 1);
}

dark_status dark__names_check(const char *singular, const char *plural, const char *const *names, size_t n, dark_error *err) {
  dark__keys seen = {0};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    size_t id = i;
    status = check_name(singular, names[i], i, err);
    if (status == DARK_OK) status = dark__keys_add(&id, &seen, names[i], strlen(names[i]), err);
    if (status == DARK_OK && id < i) {
      status =
          dark__fail(err, DARK_EUSAGE, "%s %zu and %zu are both called '%s'", plural, id + 1, i + 1, dark__show(names[i]).text);
    }
  }
  dark__keys_free(&seen);
  return status;
}

dark_status dark__list_names_check(const char *const *names, size_t n, dark_error *err) {
  if (n == 0) return dark__fail(err, DARK_EUSAGE, "a table needs at least one list");
  if (n > DARK_MAX_TABLE_LISTS) return dark__fail(err, DARK_ELIMIT, "%zu lists, more than %d", n, DARK_MAX_TABLE_LISTS);
  return dark__names_check("list", "lists", names, n, err);
}
