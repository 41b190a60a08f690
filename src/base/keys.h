/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_KEYS_H
#define DARK__BASE_KEYS_H

/* A set of distinct byte strings, each with a number from 0 in the order of arrival: values of a category, cells of a table,
   names of columns. A zeroed struct is an empty set. */

#include <stdint.h>

#include <darkfigure/status.h>

typedef struct dark__key_slot {
  uint32_t hash;   /* of the key: nearly always tells other keys apart without looking at them */
  uint32_t number; /* of the key + 1, or 0 */
} dark__key_slot;

typedef struct dark__keys {
  char *bytes; /* the keys one behind the other, each with a NUL behind it */
  size_t n_bytes, bytes_capacity;
  size_t *starts; /* [n + 1] where each key begins in `bytes` */
  size_t starts_capacity;
  size_t n;
  dark__key_slot *slots; /* [n_slots] hash table */
  size_t n_slots;        /* a power of two, at least twice n */
} dark__keys;

#define DARK__NONE ((size_t)-1)

/* *id = the number of the key, which is added when it is new (then *id is the former `n`). DARK_ENOMEM. */
dark_status dark__keys_add(size_t *id, dark__keys *keys, const void *key, size_t length, dark_error *err);

/* Number of the key, or DARK__NONE. */
size_t dark__keys_find(const dark__keys *keys, const void *key, size_t length);

/* The key with that number, NUL-terminated; valid until the next key is added. */
const char *dark__keys_at(const dark__keys *keys, size_t id);

/* The key most like `word` when it may be a typing error of it, else NULL (also when memory is short). */
const char *dark__keys_nearest(const dark__keys *keys, const char *word);

void dark__keys_free(dark__keys *keys);

#endif
