/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_BUFFER_H
#define DARK__TABLE_WORKBOOK_BUFFER_H

/* Text that arrives in pieces, with a NUL behind it. A zeroed struct has no text, and none is "" once it was cleared. */

#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__buffer {
  char *bytes; /* [n], and a NUL */
  size_t n, capacity;
} dark__buffer;

/* DARK_ENOMEM; DARK_ELIMIT: more than `most` bytes. */
dark_status dark__buffer_add(dark__buffer *buffer, const char *text, size_t length, size_t most, dark_error *err);

/* Take the text out, keep the memory. DARK_ENOMEM. */
dark_status dark__buffer_clear(dark__buffer *buffer, dark_error *err);

/* Overwrites the text. */
void dark__buffer_free(dark__buffer *buffer);

#endif
