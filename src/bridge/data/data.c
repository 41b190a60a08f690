/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/data/data.h"

#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/array.h"
#include "base/show.h"
#include "base/utf8.h"

dark_status dark_data_new(dark_data **out, size_t n_rows, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = calloc(1, sizeof **out);
  if (*out == NULL) return dark__fail_memory(err);
  (*out)->n_rows = n_rows;
  return DARK_OK;
}

void dark_data_free(dark_data *data) {
  if (data == NULL) return;
  if (data->release != NULL) data->release(data->owned);
  free(data->unread);
  free(data->arrays);
  free(data);
}

static dark_status check_name(const dark_data *data, const char *name, dark_error *err) {
  if (name[0] == '\0') return dark__fail(err, DARK_EUSAGE, "column %zu has no name", data->n_arrays + 1);
  if (!dark__utf8_is_valid(name)) return dark__fail(err, DARK_EUSAGE, "the name of column %zu is not UTF-8", data->n_arrays + 1);
  for (size_t i = 0; i < data->n_arrays; i++)
    if (strcmp(data->arrays[i].name, name) == 0)
      return dark__fail(err, DARK_EUSAGE, "two columns are called '%s'", dark__show(name).text);
  return DARK_OK;
}

static dark_status add(dark_data *data, const dark__array *array, dark_error *err) {
  const dark_status status = check_name(data, array->name, err);
  if (status != DARK_OK) return status;
  dark__array *grown = dark__array_grow(data->arrays, &data->capacity, data->n_arrays + 1, sizeof *grown);
  if (grown == NULL) return dark__fail_memory(err);
  data->arrays = grown;
  grown[data->n_arrays++] = *array;
  return DARK_OK;
}

/* What all of numbers do, with the names of their arguments. */
#define ADD_NUMBERS(kind_of)                                                                     \
  DARK__REQUIRE(data, err);                                                                      \
  DARK__REQUIRE(name, err);                                                                      \
  DARK__REQUIRE_ARRAY(values, data->n_rows, err);                                                \
  const dark__array array = {.name = name, .kind = (kind_of), .values = values, .valid = valid}; \
  return add(data, &array, err)

dark_status dark_data_add_bytes(dark_data *data, const char *name, const int8_t *values, const uint8_t *valid, dark_error *err) {
  ADD_NUMBERS(DARK__ARRAY_BYTES);
}

dark_status dark_data_add_ints(dark_data *data, const char *name, const int32_t *values, const uint8_t *valid, dark_error *err) {
  ADD_NUMBERS(DARK__ARRAY_INTS);
}

dark_status dark_data_add_wholes(dark_data *data, const char *name, const int64_t *values, const uint8_t *valid,
                                 dark_error *err) {
  ADD_NUMBERS(DARK__ARRAY_WHOLES);
}

dark_status dark_data_add_reals(dark_data *data, const char *name, const double *values, const uint8_t *valid, dark_error *err) {
  ADD_NUMBERS(DARK__ARRAY_REALS);
}

dark_status dark_data_add_texts(dark_data *data, const char *name, const char *const *values, const uint8_t *valid,
                                dark_error *err) {
  DARK__REQUIRE(data, err);
  DARK__REQUIRE(name, err);
  DARK__REQUIRE_ARRAY(values, data->n_rows, err);
  const dark__array array = {.name = name, .kind = DARK__ARRAY_TEXTS, .values = values, .valid = valid};
  return add(data, &array, err);
}

dark_status dark_data_add_codes(dark_data *data, const char *name, const int32_t *codes, int32_t first, const char *const *levels,
                                size_t n_levels, const uint8_t *valid, dark_error *err) {
  DARK__REQUIRE(data, err);
  DARK__REQUIRE(name, err);
  DARK__REQUIRE_ARRAY(codes, data->n_rows, err);
  const dark_status status = dark__texts_check(levels, n_levels, "levels", err);
  if (status != DARK_OK) return status;
  const dark__array array = {.name = name,
                             .kind = DARK__ARRAY_CODES,
                             .values = codes,
                             .valid = valid,
                             .first = first,
                             .levels = levels,
                             .n_levels = n_levels};
  return add(data, &array, err);
}
