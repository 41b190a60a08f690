/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_WIPE_H
#define DARK__BASE_WIPE_H

/* Memory that held keys or whole lines of files of people is overwritten before it is given back, so that no later reader of the process
   (a core dump, a swapped page, an allocation that shows what it got) finds them. */

#include <stddef.h>

/* Overwrite `size` bytes, also where nobody reads them any more. */
void dark__wipe(void *memory, size_t size);

/* Overwrite what earlier calls left in registers and on the stack below this one: the dynamic linker saves registers there when a function
   is called for the first time, and with them pieces of lines that were copied. */
void dark__wipe_stack(void);

/* Free `size` bytes at `memory` after they are overwritten. NULL is allowed. */
void dark__wipe_free(void *memory, size_t size);

/* As dark__array_grow, but the place that the array moves away from is overwritten: realloc would leave a copy behind. */
void *dark__wipe_grow(void *array, size_t *capacity, size_t n, size_t size);

#endif
