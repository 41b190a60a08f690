/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/columns/indicator.h"

/* Fields that are kept of a file with very many columns. */
enum { MOST_FIELDS = 1 << 18 };

static uint64_t sum_up(uint64_t sum, const void *bytes, size_t n) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < n; i++) sum = (sum ^ at[i]) * UINT64_C(0x100000001B3) + (sum >> 41);
  return sum;
}

dark_status dark__sample_begin(dark__sample *sample, size_t n_columns, dark_error *err) {
  *sample = (dark__sample){.n_columns = n_columns};
  sample->columns = calloc(n_columns + 1, sizeof *sample->columns);
  return sample->columns == NULL ? dark__fail_memory(err) : DARK_OK;
}

static void forget(dark__sample *sample) {
  free(sample->fields);
  free(sample->patterns);
  sample->fields = NULL;
  sample->patterns = NULL;
}

/* Room for one more row, by doubling, unless the file is too large. */
static dark_status make_room(dark__sample *sample, dark_error *err) {
  const size_t n = sample->n, room = n == 0 ? 1 : 2 * n;
  sample->is_over = sample->is_over || n == DARK__SAMPLE_ROWS || (n + 1) * sample->n_columns > MOST_FIELDS;
  if (sample->is_over) forget(sample);
  const bool is_full = (n & (n - 1)) == 0; /* 0 and the powers of two */
  if (sample->is_over || !is_full) return DARK_OK;
  uint64_t *fields = realloc(sample->fields, (room * sample->n_columns + 1) * sizeof *fields);
  if (fields == NULL) return dark__fail_memory(err);
  sample->fields = fields;
  size_t *patterns = realloc(sample->patterns, room * sizeof *patterns);
  if (patterns == NULL) return dark__fail_memory(err);
  sample->patterns = patterns;
  return DARK_OK;
}

static void look(dark__sample_column *column, const char *text) {
  uint64_t number;
  if (dark__is_missing(text)) return;
  if (!dark__parse_whole(&number, text, UINT64_MAX)) {
    column->is_other = true;
    return;
  }
  if (column->n_numbers == 0 || number < column->least) column->least = number;
  if (column->n_numbers == 0 || number > column->most) column->most = number;
  column->n_numbers++;
}

dark_status dark__sample_add(dark__sample *sample, const dark__row *row, size_t pattern, dark_error *err) {
  const dark_status status = make_room(sample, err);
  if (status != DARK_OK || sample->is_over) return status;
  uint64_t *own = sample->fields + sample->n * sample->n_columns;
  for (size_t c = 0; c < sample->n_columns; c++) {
    own[c] = sum_up(UINT64_C(0xCBF29CE484222325), dark__row_field(row, c), dark__row_length(row, c));
    look(&sample->columns[c], dark__row_field(row, c));
  }
  sample->patterns[sample->n++] = pattern;
  return DARK_OK;
}

static int compare(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* The number of different ones among sums [n], which get sorted. */
static size_t count_different(uint64_t *sums, size_t n) {
  size_t n_different = n > 0;
  qsort(sums, n, sizeof *sums, compare);
  for (size_t i = 1; i < n; i++) n_different += sums[i] != sums[i - 1];
  return n_different;
}

dark_status dark__sample_count(size_t *n_different, const dark__sample *sample, size_t column, dark_error *err) {
  uint64_t *sums = malloc((sample->n + 1) * sizeof *sums);
  if (sums == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < sample->n; i++) sums[i] = sample->fields[i * sample->n_columns + column];
  *n_different = count_different(sums, sample->n);
  free(sums);
  return DARK_OK;
}

dark_status dark__sample_differ(bool *differ, const dark__sample *sample, const uint64_t *histories, const bool *is_in,
                                dark_error *err) {
  *differ = false;
  if (sample->is_over || sample->n_again > 0) return DARK_OK;
  uint64_t *sums = malloc((sample->n + 1) * sizeof *sums);
  if (sums == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < sample->n; i++) {
    const uint64_t *own = sample->fields + i * sample->n_columns;
    sums[i] = sum_up(UINT64_C(0xCBF29CE484222325), &histories[sample->patterns[i]], sizeof *histories);
    for (size_t c = 0; c < sample->n_columns; c++)
      if (is_in[c]) sums[i] = sum_up(sums[i], &own[c], sizeof own[c]);
  }
  *differ = count_different(sums, sample->n) == sample->n;
  free(sums);
  return DARK_OK;
}

void dark__sample_free(dark__sample *sample) {
  forget(sample);
  free(sample->columns);
  *sample = (dark__sample){0};
}
