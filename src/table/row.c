/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/row.h"

#include <stdlib.h>
#include <string.h>

#include "table/array.h"

bool dark__row_append(dark__row *row, const char *text, size_t length) {
  size_t *starts = dark__array_grow(row->starts, &row->starts_capacity, row->n_fields + 1, sizeof *starts);
  if (starts == NULL) return false;
  row->starts = starts;
  char *bytes = dark__array_grow(row->bytes, &row->bytes_capacity, row->n_bytes + length + 1, 1);
  if (bytes == NULL) return false;
  row->bytes = bytes;
  memcpy(bytes + row->n_bytes, text, length + 1);
  starts[row->n_fields++] = row->n_bytes;
  row->n_bytes += length + 1;
  return true;
}

void dark__row_clear(dark__row *row) {
  row->n_fields = 0;
  row->n_bytes = 0;
}

void dark__row_free(dark__row *row) {
  free(row->bytes);
  free(row->starts);
  *row = (dark__row){0};
}
