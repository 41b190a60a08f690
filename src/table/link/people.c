/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/link/people.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/wipe.h"

enum { FIRST_SLOTS = 1024, WORD = sizeof(uint32_t) };

_Static_assert(sizeof((dark__people *)0)->secret == crypto_shorthash_KEYBYTES, "the secret is a key of crypto_shorthash");

static uint64_t hash(const dark__people *people, const char *key, size_t length) {
  unsigned char bytes[crypto_shorthash_BYTES];
  uint64_t value;
  crypto_shorthash(bytes, (const unsigned char *)key, length, people->secret);
  memcpy(&value, bytes, sizeof value);
  return value;
}

const char *dark__people_key(const dark__people *people, const dark__person *person) {
  return (const char *)&person->values[people->n_values];
}

static dark__person *person_at(const dark__people *people, size_t word) { return (dark__person *)(people->words + word); }

/* Words of a record with a key of `length` bytes. */
static size_t record_size(const dark__people *people, size_t length) {
  return sizeof(dark__person) / WORD + people->n_values + length / WORD + 1;
}

dark_status dark__people_begin(dark__people *people, size_t n_values, dark_error *err) {
  *people = (dark__people){.n_values = n_values, .n_slots = FIRST_SLOTS};
  crypto_shorthash_keygen(people->secret);
  people->slots = calloc(FIRST_SLOTS, sizeof *people->slots);
  return people->slots == NULL ? dark__fail_memory(err) : DARK_OK;
}

/* The slot of the person with that key, or the free one where it belongs. */
static dark__person_slot *find_slot(const dark__people *people, const char *key, uint64_t hashed) {
  const uint32_t tag = (uint32_t)(hashed >> 32);
  size_t i = hashed & (people->n_slots - 1);
  for (;; i = (i + 1) & (people->n_slots - 1)) {
    dark__person_slot *slot = &people->slots[i];
    if (slot->place == 0) return slot;
    if (slot->tag == tag && strcmp(dark__people_key(people, person_at(people, slot->place - 1)), key) == 0) return slot;
  }
}

static void fill_slots(dark__people *people) {
  for (size_t word = 0; word < people->n_words;) {
    const char *key = dark__people_key(people, person_at(people, word));
    const size_t length = strlen(key);
    const uint64_t hashed = hash(people, key, length);
    size_t i = hashed & (people->n_slots - 1);
    while (people->slots[i].place != 0) i = (i + 1) & (people->n_slots - 1);
    people->slots[i] = (dark__person_slot){(uint32_t)(word + 1), (uint32_t)(hashed >> 32)};
    word += record_size(people, length);
  }
}

static dark_status grow_slots(dark__people *people, dark_error *err) {
  dark__person_slot *slots = calloc(2 * people->n_slots, sizeof *slots);
  if (slots == NULL) return dark__fail_memory(err);
  dark__wipe_free(people->slots, people->n_slots * sizeof *people->slots);
  people->slots = slots;
  people->n_slots *= 2;
  fill_slots(people);
  return DARK_OK;
}

/* Room for one more record of `size` words, and a slot for it. */
static dark_status make_room(dark__people *people, size_t size, dark_error *err) {
  const size_t n_words = people->n_words + size;
  if (n_words > UINT32_MAX) return dark__fail(err, DARK_ELIMIT, "the keys of the linked files take more than 16 GiB");
  uint32_t *words = dark__wipe_grow(people->words, &people->capacity, n_words, WORD);
  if (words == NULL) return dark__fail_memory(err);
  people->words = words;
  return 4 * (people->n + 1) > 3 * people->n_slots ? grow_slots(people, err) : DARK_OK;
}

dark_status dark__people_find(dark__person **person, dark__people *people, const char *key, dark_error *err) {
  const size_t length = strlen(key), size = record_size(people, length);
  const dark_status status = make_room(people, size, err);
  if (status != DARK_OK) return status;
  const uint64_t hashed = hash(people, key, length);
  dark__person_slot *slot = find_slot(people, key, hashed);
  if (slot->place == 0) {
    *slot = (dark__person_slot){(uint32_t)(people->n_words + 1), (uint32_t)(hashed >> 32)};
    memset(people->words + people->n_words, 0, size * WORD);
    memcpy(&person_at(people, people->n_words)->values[people->n_values], key, length);
    people->n_words += size;
    people->n++;
  }
  *person = person_at(people, slot->place - 1);
  return DARK_OK;
}

const dark__person *dark__people_next(const dark__people *people, const dark__person *person) {
  if (person == NULL) return people->n == 0 ? NULL : person_at(people, 0);
  const size_t size = record_size(people, strlen(dark__people_key(people, person)));
  const size_t word = (size_t)((const uint32_t *)person - people->words) + size;
  return word == people->n_words ? NULL : person_at(people, word);
}

void dark__people_free(dark__people *people) {
  dark__wipe_free(people->words, people->capacity * WORD);
  dark__wipe_free(people->slots, people->n_slots * sizeof *people->slots);
  dark__wipe(people, sizeof *people);
}
