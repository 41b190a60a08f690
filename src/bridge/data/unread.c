/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/show.h"
#include "bridge/data/data.h"

dark_status dark__unread_add(dark_data *data, const dark__unread *column, dark_error *err) {
  dark__unread *grown = dark__array_grow(data->unread, &data->unread_capacity, data->n_unread + 1, sizeof *grown);
  if (grown == NULL) return dark__fail_memory(err);
  data->unread = grown;
  grown[data->n_unread++] = *column;
  return DARK_OK;
}

static bool is_one_of(const char *name, const char *const *names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (names[i] != NULL && strcmp(names[i], name) == 0) return true;
  return false;
}

/* Whether a text such as "COLUMN=VALUE" begins with the column. */
static bool is_side_of(const char *name, const char *const *texts, size_t n) {
  const size_t length = strlen(name);
  for (size_t i = 0; i < n; i++)
    if (strncmp(texts[i], name, length) == 0 && texts[i][length] == '=') return true;
  return false;
}

static bool is_named(const char *name, const dark_read_options *by) {
  const char *const single[] = {by->count, by->count_of_captures, by->history};
  return is_one_of(name, single, sizeof single / sizeof single[0]) || is_one_of(name, by->lists, by->n_lists) ||
         is_one_of(name, by->by, by->n_by) || is_one_of(name, by->drop_lists, by->n_drop_lists) ||
         is_one_of(name, by->absorbing, by->n_absorbing) || is_one_of(name, by->covariates, by->n_covariates) ||
         is_side_of(name, by->where, by->n_where);
}

dark_status dark__unread_check(const dark_data *data, const dark_read_options *options, dark_error *err) {
  for (size_t i = 0; i < data->n_unread; i++) {
    const dark__unread *column = &data->unread[i];
    if (is_named(column->name, options))
      return dark__fail(err, DARK_EUSAGE, "column '%s' has values of a type that is not taken (Arrow's '%s')",
                        dark__show(column->name).text, dark__show(column->type).text);
  }
  return DARK_OK;
}
