/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wipe.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

#ifndef DARK_CORE
#include <sodium.h>
#endif

enum { STACK = 32768, PIECE = 4096 };

#ifdef DARK_CORE

/* Without libsodium: what is written through a volatile pointer is written. The core reads no files, so that no lines are on the stack. */
void dark__wipe(void *memory, size_t size) {
  volatile unsigned char *bytes = memory;
  for (size_t i = 0; i < size; i++) bytes[i] = 0;
}

static void wipe_stack(void) {
  unsigned char room[STACK];
  dark__wipe(room, sizeof room);
}

#else

void dark__wipe(void *memory, size_t size) { sodium_memzero(memory, size); }

static void wipe_stack(void) { sodium_stackzero(STACK); }

#endif

/* Send harmless bytes the way that lines went: pieces of all sizes take all registers that the C library copies and compares with. */
static void wipe_registers(void) {
  char from[PIECE + 1] = {0}, to[PIECE + 1] = {0};
  volatile size_t n_same = 0;
  for (size_t n = 1; n <= PIECE; n *= 2) {
    memmove(to, from, n);
    n_same += memcmp(from, to, n) == 0 && memchr(from, '\n', n) == NULL;
  }
  n_same += strlen(from) + (strcmp(from, to) == 0);
  (void)n_same;
}

void dark__wipe_stack(void) {
  wipe_registers();
  wipe_stack();
}

void dark__wipe_free(void *memory, size_t size) {
  if (memory != NULL) dark__wipe(memory, size);
  free(memory);
}

void *dark__wipe_grow(void *array, size_t *capacity, size_t n, size_t size) {
  if (array != NULL && n <= *capacity) return array;
  size_t grown_capacity = *capacity;
  void *grown = dark__array_grow(NULL, &grown_capacity, n, size);
  if (grown == NULL) return NULL;
  if (array != NULL) memcpy(grown, array, *capacity * size);
  dark__wipe_free(array, *capacity * size);
  *capacity = grown_capacity;
  return grown;
}
