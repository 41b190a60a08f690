/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/keys.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"

enum { FIRST_SLOTS = 64 };

static size_t key_length(const dark__keys *keys, size_t id) { return keys->starts[id + 1] - keys->starts[id] - 1; }

static bool is_key(const dark__keys *keys, size_t id, const void *key, size_t length) {
  return key_length(keys, id) == length && memcmp(keys->bytes + keys->starts[id], key, length) == 0;
}

/* The slot that holds the key, or the free one where it belongs. */
static dark__key_slot *find_slot(const dark__keys *keys, uint32_t hashed, const void *key, size_t length) {
  for (size_t i = hashed;; i++) {
    dark__key_slot *slot = &keys->slots[i & (keys->n_slots - 1)];
    if (slot->number == 0 || (slot->hash == hashed && is_key(keys, slot->number - 1, key, length))) return slot;
  }
}

static dark__key_slot *find_free_slot(const dark__keys *keys, uint32_t hashed) {
  size_t i = hashed & (keys->n_slots - 1);
  while (keys->slots[i].number != 0) i = (i + 1) & (keys->n_slots - 1);
  return &keys->slots[i];
}

static bool grow_slots(dark__keys *keys) {
  const dark__keys old = *keys;
  const size_t n_slots = old.n_slots == 0 ? FIRST_SLOTS : 2 * old.n_slots;
  if (n_slots > UINT32_MAX) return false;
  dark__key_slot *slots = calloc(n_slots, sizeof *slots);
  if (slots == NULL) return false;
  keys->slots = slots;
  keys->n_slots = n_slots;
  for (size_t i = 0; i < old.n_slots; i++) {
    if (old.slots[i].number != 0) *find_free_slot(keys, old.slots[i].hash) = old.slots[i];
  }
  free(old.slots);
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

/* Put a key behind the others for which there is room. */
static size_t append(dark__keys *keys, uint32_t hashed, const void *key, size_t length) {
  memcpy(keys->bytes + keys->n_bytes, key, length);
  keys->bytes[keys->n_bytes + length] = '\0';
  keys->starts[keys->n] = keys->n_bytes;
  keys->n_bytes += length + 1;
  const size_t id = keys->n++;
  keys->starts[keys->n] = keys->n_bytes;
  *find_free_slot(keys, hashed) = (dark__key_slot){hashed, (uint32_t)keys->n};
  return id;
}

static size_t find(const dark__keys *keys, uint32_t hashed, const void *key, size_t length) {
  if (keys->n == 0) return DARK__NONE;
  const uint32_t number = find_slot(keys, hashed, key, length)->number;
  return number == 0 ? DARK__NONE : number - 1;
}

dark_status dark__keys_add(size_t *id, dark__keys *keys, const void *key, size_t length, dark_error *err) {
  const uint32_t hashed = dark__hash(key, length);
  *id = find(keys, hashed, key, length);
  if (*id != DARK__NONE) return DARK_OK;
  if (!make_room(keys, length)) return dark__fail_memory(err);
  *id = append(keys, hashed, key, length);
  return DARK_OK;
}

size_t dark__keys_find(const dark__keys *keys, const void *key, size_t length) {
  return find(keys, dark__hash(key, length), key, length);
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
