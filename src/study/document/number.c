/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/document/number.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Exponents beyond this make every number 0 or too large for whole numbers. */
enum { MOST_EXPONENT = 100000 };

/* A number taken apart; the texts are borrowed. */
typedef struct decimal {
  bool is_negative;
  const char *whole, *fraction; /* [n_...] digits */
  size_t n_whole, n_fraction;
  long exponent;
} decimal;

static size_t count_digits(const char *text) { return strspn(text, "0123456789"); }

/* The exponent behind 'e'; false when it is none. */
static bool take_exponent(long *exponent, const char *text) {
  const bool is_negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text++;
  const size_t n = count_digits(text);
  if (n == 0 || text[n] != '\0') return false;
  long value = 0;
  for (size_t i = 0; i < n && value < MOST_EXPONENT; i++) value = 10 * value + (text[i] - '0');
  *exponent = is_negative ? -value : value;
  return true;
}

static bool take_apart(decimal *out, const char *text) {
  *out = (decimal){.is_negative = text[0] == '-'};
  if (out->is_negative) text++;
  out->whole = text;
  out->n_whole = count_digits(text);
  if (out->n_whole > 1 && text[0] == '0') return false;
  text += out->n_whole;
  if (text[0] == '.') {
    out->fraction = ++text;
    out->n_fraction = count_digits(text);
    if (out->n_fraction == 0) return false;
    text += out->n_fraction;
  }
  if (out->n_whole + out->n_fraction == 0) return false;
  if (text[0] == 'e' || text[0] == 'E') return take_exponent(&out->exponent, text + 1);
  return text[0] == '\0';
}

/* Digit `i` of all the digits, the fraction behind the whole; 0 beyond them. */
static unsigned digit_at(const decimal *number, size_t i) {
  if (i < number->n_whole) return (unsigned)(number->whole[i] - '0');
  i -= number->n_whole;
  return i < number->n_fraction ? (unsigned)(number->fraction[i] - '0') : 0;
}

bool dark__read_whole(uint64_t *out, const char *text) {
  decimal number;
  if (!take_apart(&number, text)) return false;
  const size_t n_digits = number.n_whole + number.n_fraction;
  const long point = (long)number.n_whole + number.exponent; /* digits in front of the decimal point */
  uint64_t value = 0;
  bool is_zero = true;
  for (size_t i = 0; i < n_digits; i++) {
    if (digit_at(&number, i) == 0) continue;
    if ((long)i >= point) return false;
    is_zero = false;
  }
  for (long i = 0; !is_zero && i < point; i++)
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit_at(&number, (size_t)i), &value))
      return false;
  *out = value;
  return is_zero || !number.is_negative;
}

bool dark__read_real(double *out, const char *text) {
  decimal number;
  if (!take_apart(&number, text)) return false;
  errno = 0;
  const double value = strtod(text, NULL);
  if (errno == ERANGE || !isfinite(value)) return false;
  *out = value;
  return true;
}
