/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/buffer.h"

#include <string.h>

#include "base/error.h"
#include "base/wipe.h"

static dark_status reserve(dark__buffer *buffer, size_t n, dark_error *err) {
  if (n <= buffer->capacity) return DARK_OK;
  char *bytes = dark__wipe_grow(buffer->bytes, &buffer->capacity, n, 1);
  if (bytes == NULL) return dark__fail_memory(err);
  buffer->bytes = bytes;
  return DARK_OK;
}

dark_status dark__buffer_add(dark__buffer *buffer, const char *text, size_t length, size_t most, dark_error *err) {
  if (length > most || buffer->n > most - length)
    return dark__fail(err, DARK_ELIMIT, "a workbook with a text of more than %zu bytes", most);
  const dark_status status = reserve(buffer, buffer->n + length + 1, err);
  if (status != DARK_OK) return status;
  memcpy(buffer->bytes + buffer->n, text, length);
  buffer->n += length;
  buffer->bytes[buffer->n] = '\0';
  return DARK_OK;
}

dark_status dark__buffer_clear(dark__buffer *buffer, dark_error *err) {
  const dark_status status = reserve(buffer, 1, err);
  buffer->n = 0;
  if (status == DARK_OK) buffer->bytes[0] = '\0';
  return status;
}

void dark__buffer_free(dark__buffer *buffer) {
  dark__wipe_free(buffer->bytes, buffer->capacity);
  *buffer = (dark__buffer){0};
}
