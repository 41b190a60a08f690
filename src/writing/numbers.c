/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/numbers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* From here on a double holds fewer digits than would be printed with confidence. */
static const double TOO_LARGE = 1e15;

static dark__number phrase(const char *text) {
  dark__number out;
  snprintf(out.text, sizeof out.text, "%s", text);
  return out;
}

/* printf writes the decimal point of the program's locale; whatever is no part of a number here is one. */
static void put_decimal_point(char *text) {
  char *to = text;
  for (const char *from = text; *from != '\0';) {
    const size_t n_plain = strspn(from, "0123456789eE+-");
    memmove(to, from, n_plain);
    to += n_plain;
    from += n_plain;
    const size_t n_point = strcspn(from, "0123456789eE+-");
    if (n_point > 0) *to++ = '.';
    from += n_point;
  }
  *to = '\0';
}

/* Commas between thousands; `digits` are digits only. */
static void group(char *out, const char *digits) {
  const size_t n = strlen(digits);
  for (size_t i = 0; i < n; i++) {
    if (i > 0 && (n - i) % 3 == 0) *out++ = ',';
    *out++ = digits[i];
  }
  *out = '\0';
}

double dark__rounding_unit(double total) {
  double unit = 1;
  while (total >= unit * 1000 && total < TOO_LARGE) unit *= 10;
  return unit;
}

dark__number dark__people(double value, double unit) {
  if (isnan(value)) return phrase("–");
  if (isinf(value)) return phrase("unbounded");
  if (fabs(value) >= TOO_LARGE) return phrase(value > 0 ? "over 10^15" : "under -10^15");
  const double rounded = round(value / unit) * unit;
  const int is_lost = rounded == 0 && value > 0 && unit > 1;
  char digits[32];
  snprintf(digits, sizeof digits, "%.0f", is_lost ? unit / 2 : fabs(rounded));
  dark__number out;
  char *to = out.text;
  if (is_lost) *to++ = '<';
  if (rounded < 0) *to++ = '-';
  group(to, digits);
  return out;
}

dark__number dark__estimate(double value) { return dark__people(value, dark__rounding_unit(value)); }

dark__number dark__count(double value) { return dark__people(value, 1); }

dark__number dark__count_size(size_t value) { return dark__people((double)value, 1); }

static dark__number fixed(double value, int decimals, const char *after) {
  dark__number out;
  snprintf(out.text, sizeof out.text, "%.*f", decimals, value);
  put_decimal_point(out.text);
  strncat(out.text, after, sizeof out.text - strlen(out.text) - 1);
  return out;
}

dark__number dark__percent(double share) {
  const double percent = 100 * share;
  if (isnan(percent)) return phrase("–");
  if (isinf(percent)) return phrase("unbounded");
  if (percent > 0 && percent < 0.05) return phrase("<0.1%");
  if (percent < 100 && percent >= 99.95) return phrase(">99.9%");
  if ((percent > 0 && percent < 9.95) || (percent > 99 && percent < 100)) return fixed(percent, 1, "%");
  dark__number out = dark__count(percent);
  strncat(out.text, "%", sizeof out.text - strlen(out.text) - 1);
  return out;
}

dark__number dark__level(double level) {
  if (!isfinite(level)) return phrase("–");
  dark__number out;
  snprintf(out.text, sizeof out.text - 1, "%.6g", 100 * level);
  put_decimal_point(out.text);
  strncat(out.text, "%", sizeof out.text - strlen(out.text) - 1);
  return out;
}

dark__number dark__statistic(double value) {
  const double size = fabs(value);
  if (!isfinite(value) || size >= 999.5) return dark__count(value);
  return fixed(value, size < 10 ? 2 : 1, "");
}

dark__number dark__coverage(double value) {
  if (!isfinite(value)) return phrase("–");
  const double limit = 0.55;
  if (value > limit && value < limit + 0.0005) return phrase("just over 0.55");
  return fixed(value, 3, "");
}

dark__number dark__exact(double value) {
  dark__number out = {""};
  if (!isfinite(value)) return out;
  snprintf(out.text, sizeof out.text, "%.17g", value == 0 ? 0.0 : value);
  put_decimal_point(out.text);
  return out;
}

dark__number dark__shortest(double value) {
  dark__number out = {""};
  if (!isfinite(value)) return out;
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(out.text, sizeof out.text, "%.*g", digits, value);
    const int is_plain = strchr(out.text, 'e') == NULL || fabs(value) < 1;
    if (is_plain && strtod(out.text, NULL) == value) break; /* same locale both ways */
  }
  put_decimal_point(out.text);
  return out;
}
