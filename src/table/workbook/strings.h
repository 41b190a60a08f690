/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_STRINGS_H
#define DARK__TABLE_WORKBOOK_STRINGS_H

/* The texts of an Excel workbook, which its cells refer to by number (sharedStrings.xml). */

#include "table/workbook/buffer.h"
#include "table/workbook/package.h"

typedef struct dark__strings {
  dark__buffer bytes; /* each with a NUL behind it */
  size_t *starts;     /* [n] */
  size_t n, capacity;
} dark__strings;

/* Read them; part -1: there are none. DARK_EDATA, DARK_ELIMIT (beyond 256 MiB), DARK_ENOMEM; frees nothing on failure. */
dark_status dark__strings_read(dark__strings *strings, const dark__package *package, int64_t part, dark_error *err);

static inline const char *dark__strings_at(const dark__strings *strings, size_t i) {
  return strings->bytes.bytes + strings->starts[i];
}

/* Overwrites them. */
void dark__strings_free(dark__strings *strings);

#endif
