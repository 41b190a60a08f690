/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folded keys are compared by 64 bits of SipHash: of a million different ones two are alike by chance once in 37 million files. */
#include "table/link/alike.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/wipe.h"
#include "table/columns/fold.h"

/* The key without blanks and in lower case. */
typedef struct folded {
  char *bytes;
  size_t n, capacity;
} folded;

/* Bytes of the blank at `text`; 0: there is none. */
static size_t blank_length(const char *text) {
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  return text[0] == '\xC2' && text[1] == '\xA0' ? 2 : 0; /* the one that does not break */
}

static dark_status fold(folded *to, const char *key, dark_error *err) {
  char *bytes = dark__wipe_grow(to->bytes, &to->capacity, strlen(key) + 1, 1);
  if (bytes == NULL) return dark__fail_memory(err);
  to->bytes = bytes;
  to->n = 0;
  unsigned char before = 0;
  while (*key != '\0') {
    const size_t n_blank = blank_length(key);
    if (n_blank == 0) bytes[to->n++] = (char)dark__fold_byte((unsigned char)*key, before);
    before = (unsigned char)*key;
    key += n_blank == 0 ? 1 : n_blank;
  }
  return DARK_OK;
}

static int compare(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static dark_status hash_all(uint64_t *hashes, const dark__people *people, dark_error *err) {
  _Static_assert(crypto_shorthash_BYTES == sizeof *hashes, "a hash is a word");
  folded key = {NULL, 0, 0};
  dark_status status = DARK_OK;
  const dark__person *person = NULL;
  for (size_t i = 0; status == DARK_OK && (person = dark__people_next(people, person)) != NULL; i++) {
    status = fold(&key, dark__people_key(people, person), err);
    if (status == DARK_OK) crypto_shorthash((unsigned char *)&hashes[i], (const unsigned char *)key.bytes, key.n, people->secret);
  }
  dark__wipe_free(key.bytes, key.capacity);
  return status;
}

dark_status dark__people_count_alike(uint64_t *n, const dark__people *people, dark_error *err) {
  *n = 0;
  uint64_t *hashes = calloc(people->n + 1, sizeof *hashes);
  if (hashes == NULL) return dark__fail_memory(err);
  const dark_status status = hash_all(hashes, people, err);
  if (status == DARK_OK) qsort(hashes, people->n, sizeof *hashes, compare);
  for (size_t i = 1; status == DARK_OK && i < people->n; i++) *n += hashes[i] == hashes[i - 1];
  dark__wipe_free(hashes, (people->n + 1) * sizeof *hashes);
  return status;
}
