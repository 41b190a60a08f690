/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_ARRAY_H
#define DARK__BASE_ARRAY_H

#include <stddef.h>

/* `array` moved so that it has room for `n` > 0 elements of `size` bytes; *capacity, in elements, grows at least by half.
   NULL when memory is exhausted: `array` and *capacity are then as before. */
void *dark__array_grow(void *array, size_t *capacity, size_t n, size_t size);

#endif
