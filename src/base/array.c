/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>

void *dark__array_grow(void *array, size_t *capacity, size_t n, size_t size) {
  if (array != NULL && n <= *capacity) return array;
  if (n > SIZE_MAX / 4 / size) return NULL;
  size_t wanted = *capacity + *capacity / 2 + 16;
  if (wanted < n) wanted = n;
  void *grown = realloc(array, wanted * size);
  if (grown != NULL) *capacity = wanted;
  return grown;
}
