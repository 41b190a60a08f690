/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct block block;
struct block {
  block *next;
  max_align_t items[];
};

struct dark__arena {
  block *newest;
};

dark__arena *dark__arena_new(void) { return calloc(1, sizeof(dark__arena)); }

void dark__arena_free(dark__arena *arena) {
  if (arena == NULL) return;
  for (block *b = arena->newest; b != NULL;) {
    block *next = b->next;
    free(b);
    b = next;
  }
  free(arena);
}

void *dark__arena_take(dark__arena *arena, size_t n, size_t size) {
  if (size != 0 && n > (SIZE_MAX - sizeof(block)) / size) return NULL;
  block *b = calloc(1, sizeof(block) + n * size);
  if (b == NULL) return NULL;
  b->next = arena->newest;
  arena->newest = b;
  return b->items;
}

char *dark__arena_copy(dark__arena *arena, const char *text) {
  const size_t size = strlen(text) + 1;
  char *copy = dark__arena_take(arena, size, 1);
  if (copy != NULL) memcpy(copy, text, size);
  return copy;
}
