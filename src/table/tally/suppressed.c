/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/suppressed.h"

#include <stdlib.h>

#include <darkfigure/suppression.h>

#include "base/array.h"
#include "base/error.h"
#include "base/keys.h"

dark_status dark__suppressed_begin(dark__suppressed *out, const char *option, dark_error *err) {
  *out = (dark__suppressed){.has_range = option != NULL};
  return option == NULL ? DARK_OK : dark__range_option(&out->range, option, err);
}

void dark__suppressed_free(dark__suppressed *of) {
  free(of->rows);
  *of = (dark__suppressed){0};
}

dark_status dark__suppressed_find(bool *is_suppressed, dark__range *range, const dark__suppressed *of, const char *text,
                                  const char *place, const char *column, dark_error *err) {
  const dark__range_kind kind = dark__range_read(range, text, of->has_range && of->range.least == 0 ? 0 : 1);
  *is_suppressed = kind != DARK__RANGE_NONE;
  if (kind == DARK__RANGE_NONE) return DARK_OK;
  if (of->is_barred)
    return dark__fail(err, DARK_EDATA, "%s: this count is suppressed (column %s), and only counts of people by lists may be",
                      place, column);
  if (kind == DARK__RANGE_EMPTY)
    return dark__fail(err, DARK_EDATA,
                      "%s: there is no number in this range of counts (column %s); the smaller one comes first, as in 1-4", place,
                      column);
  if (kind == DARK__RANGE_MARK && !of->has_range)
    return dark__fail(
        err, DARK_EDATA,
        "%s: this count is suppressed (column %s), and nothing says between which numbers it is; --suppressed 1-4 says "
        "that it is from 1 to 4",
        place, column);
  if (kind == DARK__RANGE_MARK) *range = of->range;
  if (range->most <= DARK_MAX_SUPPRESSED) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s: a suppressed count may be %u at most (column %s)", place, DARK_MAX_SUPPRESSED, column);
}

dark_status dark__suppressed_add(dark__suppressed *of, size_t pattern, size_t line, dark__range range, dark_error *err) {
  dark__suppressed_row *rows = dark__array_grow(of->rows, &of->capacity, of->n + 1, sizeof *rows);
  if (rows == NULL) return dark__fail_memory(err);
  of->rows = rows;
  rows[of->n++] = (dark__suppressed_row){pattern, line, DARK__NONE, range};
  return DARK_OK;
}
