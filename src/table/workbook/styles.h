/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_STYLES_H
#define DARK__TABLE_WORKBOOK_STYLES_H

/* Which cells of an Excel workbook hold dates: its styles by number (styles.xml). */

#include "table/workbook/date.h"
#include "table/workbook/package.h"

typedef struct dark__styles {
  unsigned char *kinds; /* [n] dark__number_kind of a style */
  size_t n, capacity;
} dark__styles;

/* Read them; part -1: there are none. DARK_EDATA, DARK_ELIMIT, DARK_ENOMEM; frees nothing on failure. */
dark_status dark__styles_read(dark__styles *styles, const dark__package *package, int64_t part, dark_error *err);

static inline dark__number_kind dark__styles_at(const dark__styles *styles, size_t i) {
  return i < styles->n ? (dark__number_kind)styles->kinds[i] : DARK__NUMBER;
}

void dark__styles_free(dark__styles *styles);

#endif
