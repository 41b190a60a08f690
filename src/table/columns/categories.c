/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/categories.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "base/utf8.h"
#include "table/columns/indicator.h"

const char *dark__category_value(const char *field) { return dark__is_missing(field) ? DARK__LEVEL_MISSING : field; }

static dark_status fail_expect(const char *expect, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "'%s' %s (--expect)", dark__show(expect).text, what);
}

static dark_status add_expected_value(dark__keys *values, const char *expect, const char *value, dark_error *err) {
  if (value[0] == '\0') return fail_expect(expect, "has an empty value", err);
  if (strcmp(value, DARK__LEVEL_ALL) == 0) return fail_expect(expect, "has a value that stands for all values in results", err);
  if (!dark__utf8_is_valid(value)) return fail_expect(expect, "has a value that is not UTF-8", err);
  size_t id;
  const char *level = dark__category_value(value);
  return dark__keys_add(&id, values, level, strlen(level), err);
}

/* Add the values of "VALUE,VALUE...". */
static dark_status add_expected_values(dark__keys *values, const char *expect, const char *list, dark_error *err) {
  for (const char *text = list;;) {
    const size_t length = strcspn(text, ",");
    char *value = dark__copy_text(text, length);
    if (value == NULL) return dark__fail_memory(err);
    const dark_status status = add_expected_value(values, expect, value, err);
    free(value);
    if (status != DARK_OK || text[length] == '\0') return status;
    text += length + 1;
  }
}

static dark_status read_expect(dark__categories *categories, const dark__header *header, const char *expect, dark_error *err) {
  size_t length, column;
  const char *values = dark__columns_split(&length, expect);
  if (length == 0) return fail_expect(expect, "is not COLUMN=VALUE,VALUE...", err);
  const dark_status status = dark__header_find(&column, header, expect, length, "--expect", err);
  if (status != DARK_OK) return status;
  for (size_t i = 0; i < categories->n; i++) {
    if (categories->all[i].column == column) return add_expected_values(&categories->all[i].values, expect, values, err);
  }
  return fail_expect(expect, "is not about a column of --by", err);
}

dark_status dark__categories_read(dark__categories *categories, const dark__header *header, const dark_read_options *options,
                                  dark_error *err) {
  *categories = (dark__categories){0};
  categories->all = calloc(options->n_by + 1, sizeof *categories->all);
  if (categories->all == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < options->n_by; i++) {
    const size_t column = dark__keys_find(&header->names, options->by[i], strlen(options->by[i]));
    categories->all[i].column = column;
    categories->all[i].name = dark__header_name(header, column);
  }
  categories->n = options->n_by;
  for (size_t i = 0; i < options->n_expect; i++) {
    const dark_status status = read_expect(categories, header, options->expect[i], err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

dark_status dark__categories_fail(const dark__category_values *category, const char *place, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "%s: column '%s' has more than %d different values (--by)", place,
                    dark__show(category->name).text, DARK_MAX_STRATA);
}

/* A value that was not met before. */
static dark_status add_value(size_t *id, dark__category_values *category, const char *value, const dark__row *row,
                             const dark__header *header, dark_error *err) {
  if (strcmp(value, DARK__LEVEL_ALL) == 0) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: '%s' stands for all values in results and cannot be a value (column %s)",
                      header->place, row->line, category->column + 1, value, dark__show(category->name).text);
  }
  const dark_status status = dark__keys_add(id, &category->values, value, strlen(value), err);
  if (status == DARK_OK && category->values.n > DARK_MAX_STRATA) return dark__categories_fail(category, header->place, err);
  return status;
}

dark_status dark__categories_find(uint32_t *levels, dark__categories *categories, const dark__row *row,
                                  const dark__header *header, dark_error *err) {
  for (size_t i = 0; i < categories->n; i++) {
    dark__category_values *category = &categories->all[i];
    const char *field = dark__row_field(row, category->column), *value = dark__category_value(field);
    const size_t length = value == field ? dark__row_length(row, category->column) : strlen(value);
    size_t id = dark__keys_find(&category->values, value, length);
    if (id == DARK__NONE) {
      const dark_status status = add_value(&id, category, value, row, header, err);
      if (status != DARK_OK) return status;
    }
    levels[i] = (uint32_t)id;
  }
  return DARK_OK;
}

dark_status dark__categories_cross(size_t *n_strata, const dark__categories *categories, const char *place, dark_error *err) {
  size_t product = 1;
  *n_strata = 0;
  for (size_t i = 0; i < categories->n; i++) {
    if (categories->all[i].values.n == 0) return DARK_OK;
  }
  for (size_t i = 0; i < categories->n; i++) {
    const size_t n = categories->all[i].values.n;
    if (n > DARK_MAX_STRATA / product) {
      return dark__fail(err, DARK_EUSAGE, "%s: more than %d combinations of values (--by)", place, DARK_MAX_STRATA);
    }
    product *= n;
  }
  *n_strata = product;
  return DARK_OK;
}

void dark__categories_free(dark__categories *categories) {
  for (size_t i = 0; i < categories->n; i++) dark__keys_free(&categories->all[i].values);
  free(categories->all);
  *categories = (dark__categories){0};
}
