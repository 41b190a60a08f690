/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/census.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/text.h"
#include "base/wipe.h"
#include "table/columns/indicator.h"

/* Bytes of a text that is kept as it is, with a NUL; where its length stands; and what stands where its length would when it is longer. */
enum { SHORT = 14, LENGTH = 15, LONG = 255 };

/* Two different sums, so that two long texts are practically never taken for one. */
static void hash_long(uint64_t *key, const char *text, size_t length) {
  key[0] = UINT64_C(0xCBF29CE484222325);
  key[1] = length;
  for (size_t i = 0; i < length; i++) {
    key[0] = (key[0] ^ (unsigned char)text[i]) * UINT64_C(0x100000001B3);
    key[1] = (key[1] ^ (unsigned char)text[i]) * UINT64_C(0x9E3779B97F4A7C15) + (key[1] >> 29);
  }
}

static void make_key(uint64_t *key, const char *text, size_t length) {
  unsigned char bytes[2 * sizeof *key] = {0};
  if (length <= SHORT) {
    memcpy(bytes, text, length);
    bytes[LENGTH] = (unsigned char)length;
    memcpy(key, bytes, sizeof bytes);
  } else {
    hash_long(key, text, length);
    memcpy(bytes, key, sizeof bytes);
    bytes[LENGTH] = LONG;
    memcpy(key, bytes, sizeof bytes);
  }
}

size_t dark__census_find_long(const dark__census *census, const char *text, size_t length) {
  uint64_t key[2];
  make_key(key, text, length);
  for (size_t i = 0; i < census->n; i++)
    if (census->values[i].text[0] == key[0] && census->values[i].text[1] == key[1]) return i;
  return DARK__CENSUS_MOST;
}

/* Numbers that stand for an unknown membership in many files. */
static bool is_code(double number) {
  static const double codes[] = {8, 9, 88, 99, 888, 999, -1, -8, -9, -88, -99};
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (number == codes[i]) return true;
  return false;
}

static void judge_number(dark__value *value, const char *text) {
  double number;
  if (value->meaning.conventions != 0 || !dark__parse_real(&number, text)) return;
  value->is_code = is_code(number) || number == 2;
  value->is_number = number != 0 && number != 1 && !is_code(number); /* "01" and "1.0" are memberships badly written */
}

const char *dark__census_text(const dark__value *value) { return (const char *)value->text; }

dark_status dark__census_meet(size_t *value, dark__census *census, const char *text, size_t length, size_t line,
                              const dark_read_options *options, dark_error *err) {
  *value = DARK__CENSUS_MOST;
  if (census->n == DARK__CENSUS_MOST) census->is_closed = true;
  if (census->is_closed) return DARK_OK;
  dark__value *values = dark__wipe_grow(census->values, &census->capacity, census->n + 1, sizeof *values);
  if (values == NULL) return dark__fail_memory(err);
  census->values = values;
  dark__value *own = &values[census->n];
  *own = (dark__value){.line = line, .meaning = dark__membership_parse(text, options), .is_missing = dark__is_missing(text)};
  make_key(own->text, text, length);
  judge_number(own, text);
  snprintf(own->kind, sizeof own->kind, "%.47s", dark__kind(text).text);
  census->n_numbers += own->is_number;
  census->yes |= (uint64_t)own->meaning.is_yes << census->n;
  *value = census->n++;
  if (length <= 1) census->singles[(unsigned char)text[0]] = (uint8_t)census->n;
  return DARK_OK;
}

bool dark__census_is_hopeless(const dark__census *census) { return census->is_closed || census->n_numbers > 1; }

void dark__census_close(dark__census *census) {
  dark__wipe_free(census->values, census->capacity * sizeof *census->values);
  *census = (dark__census){.is_closed = true};
}

void dark__census_free(dark__census *census) {
  dark__wipe_free(census->values, census->capacity * sizeof *census->values);
  *census = (dark__census){0};
}
