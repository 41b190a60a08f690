/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* Whether eight bytes are ASCII and none is NUL. */
static bool is_plain(const unsigned char *bytes) {
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return ((word | ((word - ones) & ~word)) & tops) == 0;
}

/* The first byte of a character beyond ASCII; false when none begins so. */
static bool begin_character(dark__utf8 *state, unsigned char byte) {
  if (byte < 0xC2 || byte > 0xF4) return false;
  state->first = byte;
  state->n_missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
  state->low = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
  state->high = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
  return true;
}

static bool take_byte(dark__utf8 *state, unsigned char byte) {
  if (state->n_missing == 0) return byte < 0x80 ? byte != 0 : begin_character(state, byte);
  if (byte < state->low || byte > state->high) return false;
  state->n_missing--;
  state->low = 0x80;
  state->high = 0xBF;
  return true;
}

size_t dark__utf8_check(dark__utf8 *state, const unsigned char *bytes, size_t n) {
  size_t i = 0;
  while (i < n) {
    if (state->n_missing == 0 && n - i >= 8 && is_plain(bytes + i)) {
      i += 8;
      continue;
    }
    if (!take_byte(state, bytes[i])) return i;
    i++;
  }
  return n;
}

size_t dark__utf8_length(const char *text) {
  dark__utf8 state = {0};
  size_t length = 0;
  do {
    if (!take_byte(&state, (unsigned char)text[length])) return 0;
    length++;
  } while (state.n_missing > 0);
  return length;
}

bool dark__utf8_is_valid(const char *text) {
  dark__utf8 state = {0};
  const size_t n = strlen(text);
  return dark__utf8_check(&state, (const unsigned char *)text, n) == n && state.n_missing == 0;
}
