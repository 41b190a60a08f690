/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_HASH_H
#define DARK__BASE_HASH_H

/* A hash of bytes for tables in memory: fast for the short texts of a CSV file, and never part of a result. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Between one and eight bytes as a number: another one for other bytes. */
static inline uint64_t dark__hash_word(const unsigned char *bytes, size_t n) {
  uint64_t word;
  uint32_t first, last;
  if (n >= 8) {
    memcpy(&word, bytes, 8);
    return word;
  }
  if (n < 4) return bytes[0] | (uint64_t)bytes[n / 2] << 8 | (uint64_t)bytes[n - 1] << 16;
  memcpy(&first, bytes, 4);
  memcpy(&last, bytes + n - 4, 4);
  return (uint64_t)first << 32 | last;
}

/* Eight bytes at a time: a multiplication carries every bit upwards, a shift brings it back down. */
static inline uint32_t dark__hash(const void *key, size_t length) {
  const unsigned char *bytes = key;
  uint64_t h = length;
  for (size_t i = 0; i < length; i += 8) {
    h = (h ^ dark__hash_word(bytes + i, length - i)) * UINT64_C(0x9E3779B97F4A7C15);
    h ^= h >> 32;
  }
  return (uint32_t)h;
}

#endif
