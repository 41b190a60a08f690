/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"

dark_status dark__remarks_add(dark__remarks *remarks, dark_error *err, const char *format, ...) {
  char text[1024];
  va_list arguments;
  if (remarks == NULL) return DARK_OK;
  va_start(arguments, format);
  dark__message_write(text, sizeof text, format, arguments);
  va_end(arguments);
  if (remarks->n == remarks->capacity) {
    char **texts = dark__array_grow(remarks->texts, &remarks->capacity, remarks->n + 1, sizeof *texts);
    if (texts == NULL) return dark__fail_memory(err);
    remarks->texts = texts;
  }
  char *copy = dark__copy_text(text, strlen(text));
  if (copy == NULL) return dark__fail_memory(err);
  remarks->texts[remarks->n++] = copy;
  return DARK_OK;
}

void dark__remarks_free(dark__remarks *remarks) {
  for (size_t i = 0; i < remarks->n; i++) free(remarks->texts[i]);
  free(remarks->texts);
  *remarks = (dark__remarks){0};
}
