/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_ARENA_H
#define DARK__RESULT_ARENA_H

/* One owner for the many small arrays and strings of a result: taken one by one, given back all at once. */

#include <stddef.h>

typedef struct dark__arena dark__arena;

/* NULL when memory is exhausted. */
dark__arena *dark__arena_new(void);
/* NULL is allowed. */
void dark__arena_free(dark__arena *arena);

/* Zeroed room for `n` items of `size` bytes, aligned for any type, never NULL for n = 0; NULL when memory is exhausted. */
void *dark__arena_take(dark__arena *arena, size_t n, size_t size);
/* A copy of `text`, or NULL when memory is exhausted. */
char *dark__arena_copy(dark__arena *arena, const char *text);

#endif
