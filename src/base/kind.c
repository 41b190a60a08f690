/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char DIGITS[] = "0123456789";

/* Digits that a list may be called by: years. And digits among letters from which on a name looks like a key: AB1234, but not ICD10. */
enum { YEAR = 4, KEY = 4 };

typedef enum kind {
  EMPTY,
  MISSING,
  WHOLE,
  NEGATIVE,
  DECIMAL,
  COMMA,
  DATE,
  ADDRESS,
  LETTER,
  WORD,
  WORDS,
  MIXTURE,
  PERCENTAGE,
  EXPONENT,
  FORMULA,
  MARKED,
  QUOTED,
  MARK,
  OTHER,
  N_KINDS
} kind;

static bool is_letter(char c) { return isalpha((unsigned char)c) || (unsigned char)c >= 0x80; }

/* Bytes of "1990-01-01", "1.2.1990", "01/02/90" at `text`; 0: no date. */
static size_t date_length(const char *text) {
  const char *at = text;
  for (int part = 0; part < 3; part++) {
    const size_t n = strspn(at, DIGITS);
    if (n == 0 || n > 4) return 0;
    at += n;
    if (part < 2 && strchr("-/.", *at++) == NULL) return 0;
    if (part < 2 && at[-1] == '\0') return 0;
  }
  return (size_t)(at - text);
}

static bool is_date(const char *text) {
  const size_t n = date_length(text);
  return n > 0 && (text[n] == '\0' || text[n] == 'T' || text[n] == ' ');
}

/* Digits with a sign, a point or a comma. */
static kind number_kind(const char *text) {
  const bool is_negative = *text == '-';
  if (*text == '-' || *text == '+') text++;
  size_t n = strspn(text, DIGITS);
  if (text[n] == '.' || text[n] == ',') n += 1 + strspn(text + n + 1, DIGITS);
  if (n == 0 || text[n] != '\0' || strpbrk(text, DIGITS) == NULL) return OTHER;
  if (strchr(text, ',') != NULL) return COMMA;
  return is_negative ? NEGATIVE : DECIMAL;
}

static kind text_kind(const char *text) {
  size_t n_letters = 0, n_digits = 0, n_blanks = 0, n_other = 0, n = strlen(text);
  for (size_t i = 0; i < n; i++) {
    if (is_letter(text[i])) n_letters++;
    else if (isdigit((unsigned char)text[i])) n_digits++;
    else if (text[i] == ' ') n_blanks++;
    else if (strchr("-_.'", text[i]) == NULL) n_other++;
  }
  if (n_other > 0 || n_letters + n_digits == 0) return OTHER;
  if (n_digits > 0) return n_blanks > 0 ? OTHER : MIXTURE;
  if (n_blanks > 0) return WORDS;
  return n == 1 ? LETTER : WORD;
}

/* "17%", "1.2E+15", "<5", "5*": one number and what is not of it. */
static kind sign_kind(const char *text) {
  const size_t sign = strcspn(text, DIGITS);
  const size_t n = sign + strspn(text + sign, "0123456789.,");
  const char *rest = text + n;
  if (n == sign) return OTHER;
  if (sign == 0 && (strcmp(rest, "%") == 0 || strcmp(rest, " %") == 0)) return PERCENTAGE;
  if (sign == 0 && (*rest == 'E' || *rest == 'e') && (rest[1] == '+' || rest[1] == '-') && rest[2] != '\0' &&
      rest[2 + strspn(rest + 2, DIGITS)] == '\0')
    return EXPONENT;
  const bool is_before = sign == 1 && strchr("<>~", text[0]) != NULL && *rest == '\0';
  const bool is_behind = sign == 0 && strcmp(rest, "*") == 0;
  return is_before || is_behind ? MARKED : OTHER;
}

/* What programs make of quotes, a formula, and two files put together. */
static kind wrapped_kind(const char *text) {
  static const char *const quotes[] = {"'", "\xE2\x80\x9C", "\xE2\x80\x9E", "\xE2\x80\x98", "\xC2\xAB"};
  for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
    if (strncmp(text, quotes[i], strlen(quotes[i])) == 0) return QUOTED;
  if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) return MARK;
  return text[0] == '=' && text[1] != '\0' ? FORMULA : OTHER;
}

static kind kind_of(const char *text) {
  if (*text == '\0') return EMPTY;
  if (strcmp(text, "NA") == 0) return MISSING;
  if (text[strspn(text, DIGITS)] == '\0') return WHOLE;
  if (is_date(text)) return DATE;
  if (number_kind(text) != OTHER) return number_kind(text);
  const char *at = strchr(text, '@');
  if (at != NULL && at != text && at[1] != '\0') return ADDRESS;
  if (wrapped_kind(text) != OTHER) return wrapped_kind(text);
  return sign_kind(text) != OTHER ? sign_kind(text) : text_kind(text);
}

dark__shown dark__kind(const char *text) {
  static const char *const words[N_KINDS] = {[EMPTY] = "an empty field",
                                             [MISSING] = "NA",
                                             [NEGATIVE] = "a negative number",
                                             [DECIMAL] = "a number with a sign or fraction",
                                             [COMMA] = "a number with a comma",
                                             [DATE] = "a date",
                                             [ADDRESS] = "an address",
                                             [LETTER] = "a letter",
                                             [WORD] = "a word",
                                             [WORDS] = "a text of several words",
                                             [MIXTURE] = "a mixture of letters and digits",
                                             [PERCENTAGE] = "a percentage",
                                             [EXPONENT] = "a number with an exponent",
                                             [FORMULA] = "a formula",
                                             [MARKED] = "a number with a mark beside it",
                                             [QUOTED] = "a text in quotes that are not \"",
                                             [MARK] = "a byte order mark within the file",
                                             [OTHER] = "a text with other signs"};
  static const char *const numbers[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  const kind of = kind_of(text);
  const size_t n = strlen(text);
  dark__shown shown = {""};
  if (of != WHOLE) snprintf(shown.text, sizeof shown.text, "%s", words[of]);
  else if (n <= 10) snprintf(shown.text, sizeof shown.text, "a%s %s-digit number", n == 8 ? "n" : "", numbers[n - 1]);
  else snprintf(shown.text, sizeof shown.text, "a number of %zu digits", n);
  return shown;
}

static bool is_no_name(const char *text) {
  size_t n_digits = 0;
  for (const char *c = text; *c != '\0'; c++) n_digits += isdigit((unsigned char)*c) != 0;
  switch (kind_of(text)) {
    case NEGATIVE:
    case DECIMAL:
    case COMMA:
    case DATE:
    case ADDRESS:
    case MISSING: return true;
    case WHOLE: return strlen(text) > YEAR || strcmp(text, "0") == 0;
    case MIXTURE:
    case PERCENTAGE:
    case EXPONENT:
    case FORMULA:
    case MARKED:
    case QUOTED:
    case MARK:
    case OTHER: return n_digits >= KEY && n_digits * 2 >= strlen(text);
    default: return strcasecmp(text, "true") == 0 || strcasecmp(text, "false") == 0;
  }
}

bool dark__kind_is_record(const char *(*name_at)(const void *context, size_t i), const void *context, size_t n) {
  bool has_one = false, has_two = false;
  for (size_t i = 0; i < n; i++) {
    const char *name = name_at(context, i);
    if (is_no_name(name)) return true;
    if (strcmp(name, "1") == 0 && has_one) return true;
    has_one = has_one || strcmp(name, "1") == 0;
    has_two = has_two || strcmp(name, "2") == 0;
  }
  return has_one && !has_two && n > 1;
}

bool dark__kind_is_key(size_t n_different, size_t n) { return n_different > n / 2; }
