/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/styles.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "table/workbook/xml.h"

enum { MOST_STYLES = 65536, MOST_FORMATS = 1024 };

/* A number format that the workbook writes out. */
typedef struct format {
  unsigned id;
  dark__number_kind kind;
} format;

typedef struct reading {
  dark__styles *styles;
  const char *place;
  format formats[MOST_FORMATS];
  size_t n_formats;
  bool is_in_cells; /* within <cellXfs> */
} reading;

static dark__number_kind kind_of(const reading *r, unsigned id) {
  for (size_t i = 0; i < r->n_formats; i++)
    if (r->formats[i].id == id) return r->formats[i].kind;
  return dark__format_kind(id);
}

static void take_format(reading *r, const char **attributes) {
  const char *code = dark__xml_attribute(attributes, "formatCode");
  const unsigned id = (unsigned)dark__xml_number(attributes, "numFmtId", UINT32_MAX, 0);
  if (code == NULL || r->n_formats == MOST_FORMATS) return;
  r->formats[r->n_formats++] = (format){id, dark__format_read(code)};
}

static dark_status take_style(reading *r, const char **attributes, dark_error *err) {
  dark__styles *styles = r->styles;
  if (styles->n == MOST_STYLES) return dark__fail(err, DARK_ELIMIT, "%s: more than %d styles of cells", r->place, MOST_STYLES);
  if (styles->n == styles->capacity) {
    unsigned char *kinds = dark__array_grow(styles->kinds, &styles->capacity, styles->n + 1, sizeof *kinds);
    if (kinds == NULL) return dark__fail_memory(err);
    styles->kinds = kinds;
  }
  const unsigned id = (unsigned)dark__xml_number(attributes, "numFmtId", UINT32_MAX, 0);
  styles->kinds[styles->n++] = (unsigned char)kind_of(r, id);
  return DARK_OK;
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  reading *r = context;
  if (strcmp(name, "numFmt") == 0) take_format(r, attributes);
  else if (strcmp(name, "cellXfs") == 0) r->is_in_cells = true;
  else if (strcmp(name, "xf") == 0 && r->is_in_cells) return take_style(r, attributes, err);
  return DARK_OK;
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  reading *r = context;
  (void)err;
  if (strcmp(name, "cellXfs") == 0) r->is_in_cells = false;
  return DARK_OK;
}

dark_status dark__styles_read(dark__styles *styles, const dark__package *package, int64_t part, dark_error *err) {
  reading *r = calloc(1, sizeof *r);
  *styles = (dark__styles){.n = 0};
  if (r == NULL) return dark__fail_memory(err);
  r->styles = styles, r->place = package->place;
  const dark__xml_sink sink = {take_start, take_end, NULL, r};
  const dark_status status = part < 0 ? DARK_OK : dark__xml_read(package, part, &sink, err);
  free(r);
  return status;
}

void dark__styles_free(dark__styles *styles) { free(styles->kinds); }
