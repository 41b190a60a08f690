/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of a column as the field of a row. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bridge/data/data.h"
#include "writing/numbers.h"

/* What stands for a value that is missing: an empty field could be a word that says no, as where lists hold 1 and blank. */
static const char missing_value[] = "NA";

static bool append_text(dark__row *to, const char *text) { return dark__row_append(to, text, strlen(text)); }

static bool append_whole(dark__row *to, int64_t value, int64_t missing) {
  char digits[24];
  if (value == missing) return append_text(to, missing_value);
  if (value == 0 || value == 1) return append_text(to, value == 0 ? "0" : "1");
  snprintf(digits, sizeof digits, "%" PRId64, value);
  return append_text(to, digits);
}

/* What is whole has no exponent, so that it may be a count. */
static bool append_real(dark__row *to, double value) {
  static const double most = 9007199254740992; /* 2^53 */
  if (isnan(value)) return append_text(to, missing_value);
  if (value == floor(value) && fabs(value) <= most) return append_whole(to, (int64_t)value, INT64_MIN);
  return append_text(to, isinf(value) ? (value > 0 ? "inf" : "-inf") : dark__shortest(value).text);
}

static bool append_code(dark__row *to, const dark__array *array, int32_t code) {
  const int64_t level = (int64_t)code - array->first;
  return append_text(to, level < 0 || level >= (int64_t)array->n_levels ? missing_value : array->levels[level]);
}

bool dark__array_append(dark__row *to, const dark__array *array, size_t row) {
  const void *values = array->values;
  if (array->valid != NULL && (array->valid[row / 8] >> (row % 8) & 1) == 0) return append_text(to, missing_value);
  switch (array->kind) {
    case DARK__ARRAY_BYTES: return append_whole(to, ((const int8_t *)values)[row], INT8_MIN);
    case DARK__ARRAY_INTS: return append_whole(to, ((const int32_t *)values)[row], INT32_MIN);
    case DARK__ARRAY_WHOLES: return append_whole(to, ((const int64_t *)values)[row], INT64_MIN);
    case DARK__ARRAY_REALS: return append_real(to, ((const double *)values)[row]);
    case DARK__ARRAY_CODES: return append_code(to, array, ((const int32_t *)values)[row]);
    case DARK__ARRAY_TEXTS: break;
  }
  const char *text = ((const char *const *)values)[row];
  return append_text(to, text == NULL ? missing_value : text);
}
