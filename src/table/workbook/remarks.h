/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_REMARKS_H
#define DARK__TABLE_WORKBOOK_REMARKS_H

/* What the form of a file gives rise to say, in words: hidden rows, a sheet that was not read. */

#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__remarks {
  char **texts; /* [n] */
  size_t n, capacity;
} dark__remarks;

/* `remarks` may be NULL: then nobody wants to know. DARK_ENOMEM. */
dark_status dark__remarks_add(dark__remarks *remarks, dark_error *err, const char *format, ...) DARK_PRINTF(3, 4);

void dark__remarks_free(dark__remarks *remarks);

#endif
