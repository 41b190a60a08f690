/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

/* In front of each block: its size, in as many bytes as keep what follows aligned. */
enum { HEAD = 16 };

static size_t size_of(const void *block) {
  size_t size;
  memcpy(&size, (const char *)block - HEAD, sizeof size);
  return size;
}

void *dark__vault_take(dark__vault *vault, size_t size) {
  if (size > vault->most_bytes - vault->n_bytes) {
    vault->is_over = true;
    return NULL;
  }
  char *head = malloc(HEAD + size);
  if (head == NULL) return NULL;
  memcpy(head, &size, sizeof size);
  vault->n_bytes += size;
  return head + HEAD;
}

void dark__vault_give(dark__vault *vault, void *block) {
  if (block == NULL) return;
  const size_t size = size_of(block);
  vault->n_bytes -= size;
  dark__wipe_free((char *)block - HEAD, HEAD + size);
}

void *dark__vault_resize(dark__vault *vault, void *block, size_t size) {
  void *moved = dark__vault_take(vault, size);
  if (moved == NULL || block == NULL) return moved;
  const size_t before = size_of(block);
  memcpy(moved, block, before < size ? before : size);
  dark__vault_give(vault, block);
  return moved;
}
