/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/guard.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "writing/csv.h"
#include "writing/paper.h"

/* Those that spreadsheets look at, also as East Asian input methods write them. */
static bool begins_a_formula(const char *text) {
  static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}; /* = + - @ */
  if (text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL) return true;
  for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
    if (strncmp(text, wide[i], strlen(wide[i])) == 0) return true;
  return false;
}

static bool is_number(const char *text) {
  double value;
  if (*text == '+') text++;
  return isdigit((unsigned char)text[*text == '-']) && dark__parse_real(&value, text);
}

static void put_field(FILE *to, const char *text, dark__paper *shown) {
  dark__paper_clear(shown);
  if (begins_a_formula(text) && !is_number(text)) dark__paper_add(shown, "'");
  dark__paper_add_foreign(shown, text);
  dark__put_text(to, dark__paper_text(shown));
}

/* Take the field at `at`, without its quotes, into `field`. Returns the comma or line end behind it, or the end. */
static const char *take_field(dark__paper *field, const char *at, const char *end) {
  bool is_quoted = false;
  dark__paper_clear(field);
  for (; at < end && (is_quoted || (*at != ',' && *at != '\n')); at++) {
    const bool is_doubled = is_quoted && *at == '"' && at + 1 < end && at[1] == '"';
    if (is_doubled) at++;
    else if (*at == '"') is_quoted = !is_quoted;
    if (*at != '"' || is_doubled) dark__paper_add_bytes(field, at, 1);
  }
  return at;
}

bool dark__guard_csv(FILE *to, const char *bytes, size_t n) {
  dark__paper field = {0}, shown = {0};
  const char *at = bytes, *end = bytes + n;
  bool is_whole = true;
  while (at < end) {
    at = take_field(&field, at, end);
    put_field(to, dark__paper_text(&field), &shown);
    is_whole = is_whole && !field.failed && !shown.failed;
    if (at < end) fputc(*at++, to);
  }
  dark__paper_clear(&field);
  dark__paper_clear(&shown);
  return is_whole;
}
