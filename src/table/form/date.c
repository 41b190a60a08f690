/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/date.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

/* Three numbers with the same sign between them. */
typedef struct parts {
  int values[3];
  size_t lengths[3];
  char sign;
} parts;

static size_t take_number(int *value, const char *text) {
  const size_t n = strspn(text, "0123456789");
  *value = 0;
  for (size_t i = 0; i < n && i < 4; i++) *value = 10 * *value + (text[i] - '0');
  return n;
}

/* Behind a date nothing may stand but a time. */
static bool is_time(const char *text) {
  return text[0] == '\0' || ((text[0] == ' ' || text[0] == 'T') && strspn(text + 1, "0123456789:.,+-Z ") == strlen(text + 1));
}

static bool take_parts(parts *of, const char *text) {
  for (size_t i = 0; i < 3; i++) {
    of->lengths[i] = take_number(&of->values[i], text);
    if (of->lengths[i] == 0 || of->lengths[i] > 4) return false;
    text += of->lengths[i];
    if (i == 2) return is_time(text);
    if (i == 0) of->sign = *text;
    if (*text != of->sign || *text == '\0' || strchr("-./", *text) == NULL) return false;
    text++;
  }
  return false;
}

static int days_of(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && is_leap ? 29 : days[month - 1];
}

static int number_of(int year, int month, int day) {
  const bool is_day = month >= 1 && month <= 12 && day >= 1 && day <= days_of(year, month);
  return year >= 1000 && is_day ? 10000 * year + 100 * month + day : 0;
}

dark__date dark__date_read(const char *text) {
  parts of = {.sign = '\0'};
  if (!take_parts(&of, text)) return (dark__date){0, 0};
  const int *v = of.values;
  if (of.lengths[0] == 4 && of.sign != '.' && of.lengths[1] <= 2 && of.lengths[2] <= 2) {
    const int day = number_of(v[0], v[1], v[2]);
    return (dark__date){day, day};
  }
  if (of.lengths[2] != 4 || of.lengths[0] > 2 || of.lengths[1] > 2 || of.sign == '-') return (dark__date){0, 0};
  const int day_first = number_of(v[2], v[1], v[0]);
  return (dark__date){day_first, of.sign == '.' ? day_first : number_of(v[2], v[0], v[1])};
}

/* The first or last day of "2017", "2017-05", "2017-05-31", of which there are `n` bytes; 0: it is none. */
static int read_end(const char *text, size_t n, bool is_last) {
  char copy[16] = "";
  if (n >= sizeof copy) return 0;
  memcpy(copy, text, n);
  int year, month;
  if (take_number(&year, copy) != 4 || year < 1000) return 0;
  if (n == 4) return 10000 * year + (is_last ? 1231 : 101);
  if (n == 7 && copy[4] == '-' && take_number(&month, copy + 5) == 2 && month >= 1 && month <= 12)
    return 10000 * year + 100 * month + (is_last ? days_of(year, month) : 1);
  return n == 10 && copy[4] == '-' ? dark__date_read(copy).day_first : 0;
}

bool dark__period_read(int *first, int *last, const char *text) {
  const char *dots = strstr(text, "..");
  if (dots == NULL || strlen(text) == 2) return false;
  const size_t n_first = (size_t)(dots - text), n_last = strlen(dots + 2);
  *first = n_first == 0 ? 0 : read_end(text, n_first, false);
  *last = n_last == 0 ? INT_MAX : read_end(dots + 2, n_last, true);
  return (n_first == 0 || *first > 0) && *last > 0 && *first <= *last;
}
