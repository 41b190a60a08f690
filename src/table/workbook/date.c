/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/date.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { DAY = 86400, LAST_DAY = 2958465, DAYS_TO_1904 = 1462 };

dark__number_kind dark__format_kind(unsigned id) {
  if (id == 22) return DARK__DATE_TIME;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return DARK__TIME;
  const bool is_date = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return is_date ? DARK__DATE : DARK__NUMBER;
}

/* What stands between quotes or brackets is no sign of a date, but [h], [m] and [s] are of a time. */
static const char *skip_quoted(const char *code, bool *has_time) {
  if (code[0] == '\\' || code[0] == '_' || code[0] == '*') return code[1] == '\0' ? code + 1 : code + 2;
  const char *end = strchr(code + 1, code[0] == '[' ? ']' : '"');
  if (code[0] == '[' && strchr("hHmMsS", code[1]) != NULL && code[1] != '\0') *has_time = true;
  return end == NULL ? code + strlen(code) : end + 1;
}

dark__number_kind dark__format_read(const char *code) {
  bool has_date = false, has_time = false, has_m = false;
  while (*code != '\0' && *code != ';') {
    if (strchr("\\_*\"[", *code) != NULL) {
      code = skip_quoted(code, &has_time);
      continue;
    }
    if (strchr("yYdD", *code) != NULL) has_date = true;
    if (strchr("hHsS", *code) != NULL) has_time = true;
    if (*code == 'm' || *code == 'M') has_m = true;
    code++;
  }
  if (has_m && !has_time) has_date = true;
  return has_date && has_time ? DARK__DATE_TIME : has_date ? DARK__DATE : has_time ? DARK__TIME : DARK__NUMBER;
}

/* Year, month and day of a day counted from 1970 (the algorithm of Howard Hinnant, chrono-Compatible Low-Level Date Algorithms). */
static int write_day(char *text, size_t room, int64_t day) {
  const int64_t z = day + 719468, era = z / 146097, of_era = z - era * 146097;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100), m = (5 * of_year + 2) / 153;
  const int month = (int)(m < 10 ? m + 3 : m - 9);
  const int year = (int)(year_of_era + era * 400 + (month <= 2));
  return snprintf(text, room, "%04d-%02d-%02d", year, month, (int)(of_year - (153 * m + 2) / 5 + 1));
}

/* Excel takes 1900 for a leap year, so that days before its day 60 are one less. */
static int64_t day_of(int64_t serial, bool is_1904) {
  const int64_t since_1900 = is_1904 ? serial + DAYS_TO_1904 : serial;
  return since_1900 - 25569 + (since_1900 < 60);
}

static size_t write_date(char *text, size_t room, double value, dark__number_kind kind, bool is_1904) {
  const int64_t seconds = (int64_t)llround(value * DAY), of_day = seconds % DAY;
  int n = 0;
  if (kind != DARK__TIME) n = write_day(text, room, day_of(seconds / DAY, is_1904));
  if (kind == DARK__TIME || (kind == DARK__DATE_TIME && of_day != 0)) {
    const int hour = (int)(kind == DARK__TIME ? seconds / 3600 : of_day / 3600);
    n += snprintf(text + n, room - (size_t)n, "%s%02d:%02d:%02d", n > 0 ? " " : "", hour, (int)(of_day / 60 % 60),
                  (int)(of_day % 60));
  }
  return (size_t)n;
}

/* The decimal point of the user's own language is none in a file. */
static size_t mend_point(char *text) {
  size_t n = 0;
  for (const char *c = text; *c != '\0'; c++) {
    const bool is_plain = strchr("0123456789+-E", *c) != NULL;
    if (is_plain) text[n++] = *c;
    else if (n > 0 && text[n - 1] != '.') text[n++] = '.';
  }
  text[n] = '\0';
  return n;
}

/* How many digits a whole number has that is written as it would be; 0: it is none. */
static size_t plain_digits(const char *value) {
  size_t n = 0;
  while (value[n] >= '0' && value[n] <= '9') n++;
  return n <= 15 && value[n] == '\0' && (value[0] != '0' || n == 1) ? n : 0;
}

size_t dark__number_write(char *text, size_t room, const char *value, dark__number_kind kind, bool is_1904) {
  double number;
  const size_t n_digits = kind == DARK__NUMBER ? plain_digits(value) : 0;
  if (n_digits > 0 && n_digits < room) {
    memcpy(text, value, n_digits + 1);
    return n_digits;
  }
  if (!dark__parse_real(&number, value)) return (size_t)snprintf(text, room, "%.30s", value);
  if (kind != DARK__NUMBER && number >= 0 && number < LAST_DAY + 1) return write_date(text, room, number, kind, is_1904);
  snprintf(text, room, "%.15G", number);
  return mend_point(text);
}
