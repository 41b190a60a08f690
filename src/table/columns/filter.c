/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/kind.h"
#include "table/columns/categories.h"

/* Different values of a column that are kept to propose one of them. */
enum { MAX_SEEN = 1000 };

/* By column, then by value: the order of the options does not matter. */
static int compare(const void *a, const void *b) {
  const dark__condition *x = a, *y = b;
  if (x->column != y->column) return x->column < y->column ? -1 : 1;
  return strcmp(x->value, y->value);
}

dark_status dark__filter_read(dark__filter *filter, const dark__header *header, const dark_read_options *options,
                              dark_error *err) {
  *filter = (dark__filter){0};
  if (options->n_where == 0) return DARK_OK;
  filter->conditions = calloc(options->n_where, sizeof *filter->conditions);
  if (filter->conditions == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < options->n_where; i++) {
    size_t length;
    const char *value = dark__columns_split(&length, options->where[i]);
    filter->conditions[i].text = options->where[i];
    filter->conditions[i].value = dark__category_value(value);
    filter->conditions[i].column = dark__keys_find(&header->names, options->where[i], length);
  }
  filter->n = options->n_where;
  qsort(filter->conditions, filter->n, sizeof *filter->conditions, compare);
  return DARK_OK;
}

static dark_status remember(dark__condition *condition, const char *value, uint64_t n, dark_error *err) {
  if (strcmp(value, DARK__LEVEL_MISSING) == 0) return DARK_OK;
  condition->n_values += n;
  const size_t length = strlen(value);
  size_t id = dark__keys_find(&condition->seen, value, length);
  if (id == DARK__NONE && condition->seen.n >= MAX_SEEN) return DARK_OK;
  if (id == DARK__NONE) {
    uint64_t *counts = dark__array_grow(condition->counts, &condition->counts_capacity, condition->seen.n + 1, sizeof *counts);
    if (counts == NULL) return dark__fail_memory(err);
    condition->counts = counts;
    counts[condition->seen.n] = 0;
    const dark_status status = dark__keys_add(&id, &condition->seen, value, length, err);
    if (status != DARK_OK) return status;
  }
  condition->counts[id] += n;
  return DARK_OK;
}

/* All columns are looked at even when one fails, so that is_matched means what it says. */
dark_status dark__filter_pass(bool *passes, dark__filter *filter, const dark__row *row, uint64_t n, dark_error *err) {
  *passes = true;
  size_t i = 0;
  while (i < filter->n) {
    const size_t column = filter->conditions[i].column;
    const char *value = dark__category_value(dark__row_field(row, column));
    const dark_status status = remember(&filter->conditions[i], value, n, err);
    if (status != DARK_OK) return status;
    bool is_any = false;
    for (; i < filter->n && filter->conditions[i].column == column; i++) {
      if (strcmp(value, filter->conditions[i].value) != 0) continue;
      is_any = true;
      filter->conditions[i].is_matched = true;
    }
    if (!is_any) *passes = false;
  }
  return DARK_OK;
}

const char *dark__filter_nearest(const dark__filter *filter, size_t i) {
  size_t first = i;
  while (first > 0 && filter->conditions[first - 1].column == filter->conditions[i].column) first--;
  const dark__condition *condition = &filter->conditions[first];
  const dark__keys *seen = &condition->seen;
  if (seen->n >= MAX_SEEN || dark__kind_is_key(seen->n, condition->n_values)) return NULL;
  const char *nearest = dark__keys_nearest(seen, filter->conditions[i].value);
  if (nearest == NULL || condition->counts[dark__keys_find(seen, nearest, strlen(nearest))] < 2) return NULL;
  return nearest;
}

void dark__filter_free(dark__filter *filter) {
  for (size_t i = 0; i < filter->n; i++) {
    dark__keys_free(&filter->conditions[i].seen);
    free(filter->conditions[i].counts);
  }
  free(filter->conditions);
  *filter = (dark__filter){0};
}
