/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "table/workbook/xml.h"

enum { MOST_BYTES = 256 << 20 };

typedef struct reading {
  dark__strings *strings;
  bool is_in_item, is_in_text; /* within <si> and its <t> */
  bool is_in_reading_aid;      /* <rPh>: how a text is pronounced */
} reading;

static dark_status begin_item(dark__strings *strings, dark_error *err) {
  size_t *starts = strings->starts;
  if (strings->n == strings->capacity) starts = dark__array_grow(starts, &strings->capacity, strings->n + 1, sizeof *starts);
  if (starts == NULL) return dark__fail_memory(err);
  strings->starts = starts;
  starts[strings->n++] = strings->bytes.n;
  return DARK_OK;
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  reading *r = context;
  (void)attributes;
  if (strcmp(name, "t") == 0) r->is_in_text = r->is_in_item && !r->is_in_reading_aid;
  else if (strcmp(name, "rPh") == 0) r->is_in_reading_aid = true;
  else if (strcmp(name, "si") == 0 && !r->is_in_item) {
    r->is_in_item = true;
    return begin_item(r->strings, err);
  }
  return DARK_OK;
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  reading *r = context;
  if (strcmp(name, "t") == 0) r->is_in_text = false;
  else if (strcmp(name, "rPh") == 0) r->is_in_reading_aid = false;
  else if (strcmp(name, "si") == 0 && r->is_in_item) {
    r->is_in_item = false;
    return dark__buffer_add(&r->strings->bytes, "", 1, MOST_BYTES, err);
  }
  return DARK_OK;
}

static dark_status take_text(void *context, const char *text, size_t length, dark_error *err) {
  reading *r = context;
  return r->is_in_text ? dark__buffer_add(&r->strings->bytes, text, length, MOST_BYTES, err) : DARK_OK;
}

dark_status dark__strings_read(dark__strings *strings, const dark__package *package, int64_t part, dark_error *err) {
  reading r = {.strings = strings};
  const dark__xml_sink sink = {take_start, take_end, take_text, &r};
  *strings = (dark__strings){.n = 0};
  return part < 0 ? DARK_OK : dark__xml_read(package, part, &sink, err);
}

void dark__strings_free(dark__strings *strings) {
  dark__buffer_free(&strings->bytes);
  free(strings->starts);
}
