/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LINK_PEOPLE_H
#define DARK__TABLE_LINK_PEOPLE_H

/* The people of all files by their keys. Each person is one record in one piece of memory, key included, found through a hash table of
   8 bytes a slot: 12 + 4 n_values + the key and its NUL, rounded up to 4, and 11 to 21 bytes of slots. Keys are user data, so
   they are hashed by SipHash under a secret: nobody can choose keys that collide. */

#include <stdint.h>

#include <darkfigure/status.h>

typedef struct dark__person {
  uint32_t lists, more_lists; /* bit i of both together: on the list of file i */
  uint32_t line;              /* first row of this person in the last of those files; UINT32_MAX when beyond */
  uint32_t values[];          /* [n_values] zero at first; the key follows */
} dark__person;

typedef struct dark__person_slot {
  uint32_t place; /* of the person in `words`, plus one; 0: free */
  uint32_t tag;   /* bits of the hash that do not choose the slot */
} dark__person_slot;

typedef struct dark__people {
  size_t n_values;
  size_t n;
  uint32_t *words; /* [n_words] the records, in the order of arrival */
  size_t n_words, capacity;
  dark__person_slot *slots; /* [n_slots] */
  size_t n_slots;           /* a power of two; 3/4 are taken at most */
  unsigned char secret[16];
} dark__people;

/* The lists of a person. */
static inline uint64_t dark__person_lists(const dark__person *person) {
  return (uint64_t)person->more_lists << 32 | person->lists;
}

static inline void dark__person_list(dark__person *person, uint64_t bit) {
  person->lists |= (uint32_t)bit;
  person->more_lists |= (uint32_t)(bit >> 32);
}

/* Nobody; libsodium must be initialised. Frees nothing on failure: dark__people_free copes. DARK_ENOMEM. */
dark_status dark__people_begin(dark__people *people, size_t n_values, dark_error *err);

/* *person = the one with that NUL-terminated key, added when new; valid until the next call. DARK_ENOMEM; DARK_ELIMIT: more than
   16 GiB. */
dark_status dark__people_find(dark__person **person, dark__people *people, const char *key, dark_error *err);

/* Walk over everybody: the first person after `person`, or the first of all for NULL; NULL when there is none. */
const dark__person *dark__people_next(const dark__people *people, const dark__person *person);

/* The key of a person, NUL-terminated. */
const char *dark__people_key(const dark__people *people, const dark__person *person);

/* Overwrites all keys, hashes and the secret. */
void dark__people_free(dark__people *people);

#endif
