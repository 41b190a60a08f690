/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/csv/row.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/wipe.h"

bool dark__row_reserve(dark__row *row, size_t n_fields) {
  dark__field *fields = dark__array_grow(row->fields, &row->fields_capacity, n_fields, sizeof *fields);
  if (fields == NULL) return false;
  row->fields = fields;
  return true;
}

bool dark__row_append(dark__row *row, const char *text, size_t length) {
  if (!dark__row_reserve(row, row->n_fields + 1)) return false;
  char *bytes = dark__wipe_grow(row->bytes, &row->bytes_capacity, row->n_bytes + length + 1, 1);
  if (bytes == NULL) return false;
  row->bytes = bytes;
  memcpy(bytes + row->n_bytes, text, length + 1);
  row->fields[row->n_fields++] = (dark__field){row->n_bytes, length};
  row->n_bytes += length + 1;
  return true;
}

void dark__row_clear(dark__row *row) {
  row->n_fields = 0;
  row->n_bytes = 0;
}

void dark__row_free(dark__row *row) {
  dark__wipe_free(row->bytes, row->bytes_capacity);
  free(row->fields);
  *row = (dark__row){0};
}
