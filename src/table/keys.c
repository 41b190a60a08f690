/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "table/array.h"

enum { FIRST_SLOTS = 64 };

/* FNV-1a, with the high bits folded into the low ones that choose the slot. */
static size_t hash(const void *key, size_t length) {
  const unsigned char *bytes = key;
  uint64_t h = UINT64_C(14695981039346656037);
  for (size_t i = 0; i < length; i++) h = (h ^ bytes[i]) * UINT64_C(1099511628211);
  return (size_t)(h ^ (h >> 32));
}

static size_t key_length(const dark__keys *keys, size_t id) { return keys->starts[id + 1] - keys->starts[id] - 1; }

static bool is_key(const dark__keys *keys, size_t id, const void *key, size_t length) {
  return key_length(keys, id) == length && memcmp(keys->bytes + keys->starts[id], key, length) == 0;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t find_slot(const dark__keys *keys, const void *key, size_t length) {
  size_t slot = hash(key, length) & (keys->n_slots - 1);
  while (keys->slots[slot] != 0 && !is_key(keys, keys->slots[slot] - 1, key, length)) slot = (slot + 1) & (keys->n_slots - 1);
  return slot;
}

static bool grow_slots(dark__keys *keys) {
  const size_t n_slots = keys->n_slots == 0 ? FIRST_SLOTS : 2 * keys->n_slots;
  if (n_slots > UINT32_MAX) return false;
  uint32_t *slots = calloc(n_slots, sizeof *slots);
  if (slots == NULL) return false;
  free(keys->slots);
  keys->slots = slots;
  keys->n_slots = n_slots;
  for (size_t id = 0; id < keys->n; id++) {
    slots[find_slot(keys, keys->bytes + keys->starts[id], key_length(keys, id))] = (uint32_t)(id + 1);
  }
  return true;
}

/* Room for one more key of that length. */
static bool make_room(dark__keys *keys, size_t length) {
  if (length > SIZE_MAX / 8) return false;
  if (2 * (keys->n + 1) > keys->n_slots && !grow_slots(keys)) return false;
  char *bytes = dark__array_grow(keys->bytes, &keys->bytes_capacity, keys->n_bytes + length + 1, 1);
  if (bytes == NULL) return false;
  keys->bytes = bytes;
  size_t *starts = dark__array_grow(keys->starts, &keys->starts_capacity, keys->n + 2, sizeof *starts);
  if (starts == NULL) return false;
  keys->starts = starts;
  return true;
}

dark_status dark__keys_add(size_t *id, dark__keys *keys, const void *key, size_t length, dark_error *err) {
  *id = dark__keys_find(keys, key, length);
  if (*id != DARK__NONE) return DARK_OK;
  if (!make_room(keys, length)) return dark__fail_memory(err);
  const size_t slot = find_slot(keys, key, length);
  memcpy(keys->bytes + keys->n_bytes, key, length);
  keys->bytes[keys->n_bytes + length] = '\0';
  keys->starts[keys->n] = keys->n_bytes;
  keys->n_bytes += length + 1;
  *id = keys->n++;
  keys->starts[keys->n] = keys->n_bytes;
  keys->slots[slot] = (uint32_t)keys->n;
  return DARK_OK;
}

size_t dark__keys_find(const dark__keys *keys, const void *key, size_t length) {
  if (keys->n == 0) return DARK__NONE;
  const uint32_t found = keys->slots[find_slot(keys, key, length)];
  return found == 0 ? DARK__NONE : found - 1;
}

const char *dark__keys_at(const dark__keys *keys, size_t id) { return keys->bytes + keys->starts[id]; }

const char *dark__keys_nearest(const dark__keys *keys, const char *word) {
  if (keys->n == 0) return NULL;
  const char **candidates = calloc(keys->n, sizeof *candidates);
  if (candidates == NULL) return NULL;
  for (size_t id = 0; id < keys->n; id++) candidates[id] = dark__keys_at(keys, id);
  const char *nearest = dark__nearest(word, candidates, keys->n);
  free(candidates);
  return nearest;
}

void dark__keys_free(dark__keys *keys) {
  free(keys->bytes);
  free(keys->starts);
  free(keys->slots);
  *keys = (dark__keys){0};
}
