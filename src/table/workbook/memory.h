/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_MEMORY_H
#define DARK__TABLE_WORKBOOK_MEMORY_H

/* Memory for zlib and expat while they have people's data in hand: overwritten before it is given back, and limited, so that no file
   makes them take more. */

#include <stdbool.h>
#include <stddef.h>

typedef struct dark__vault {
  size_t n_bytes, most_bytes; /* taken now; the limit */
  bool is_over;               /* the limit was met */
} dark__vault;

/* NULL when memory is exhausted or the limit is met. */
void *dark__vault_take(dark__vault *vault, size_t size);
void *dark__vault_resize(dark__vault *vault, void *block, size_t size);

/* NULL is allowed. */
void dark__vault_give(dark__vault *vault, void *block);

#endif
