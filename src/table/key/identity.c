/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/key/identity.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST = 16 };

static bool has_shape(const char *key, const char *shape) {
  for (; *shape != '\0'; key++, shape++) {
    const unsigned char c = (unsigned char)*key;
    if (*shape == '9' ? !isdigit(c) : *shape == 'A' ? !isalpha(c) || c >= 0x80 : c != (unsigned char)*shape) return false;
  }
  return *key == '\0';
}

static unsigned digit(char c) { return (unsigned)(c - '0'); }
static unsigned pair(const char *digits) { return 10 * digit(digits[0]) + digit(digits[1]); }
static bool is_day(unsigned day, unsigned month) { return day >= 1 && day <= 31 && month >= 1 && month <= 12; }

/* The sum of digits times weights [n], the last n of a code before its check digit. */
static unsigned weigh(const char *digits, const char *weights) {
  unsigned sum = 0;
  for (; *weights != '\0'; digits++, weights++) sum += digit(*digits) * digit(*weights);
  return sum;
}

static uint64_t whole(const char *digits, size_t n) {
  uint64_t number = 0;
  for (size_t i = 0; i < n; i++) number = 10 * number + digit(digits[i]);
  return number;
}

/* DDMMYYCZZZQ: the check character is what remains of the nine digits by 31. */
static bool is_finnish(const char *key) {
  static const char checks[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  if (strlen(key) != 11 || strchr("+-ABCDEFUVWXY", toupper((unsigned char)key[6])) == NULL) return false;
  for (size_t i = 0; i < 10; i++)
    if (i != 6 && !isdigit((unsigned char)key[i])) return false;
  const uint64_t number = 1000 * whole(key, 6) + whole(key + 7, 3);
  return is_day(pair(key), pair(key + 2)) && checks[number % 31] == toupper((unsigned char)key[10]);
}

/* Luhn's sum of YYMMDDNNNC. */
static bool is_swedish_number(const char *digits) {
  unsigned sum = 0;
  for (size_t i = 0; i < 10; i++) {
    const unsigned product = digit(digits[i]) * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  const unsigned day = pair(digits + 4);
  return sum % 10 == 0 && is_day(day > 60 ? day - 60 : day, pair(digits + 2));
}

static bool is_swedish(const char *key) {
  char digits[LONGEST] = "";
  if (has_shape(key, "99999999-9999")) key += 2;
  if (!has_shape(key, "999999-9999") && !has_shape(key, "999999+9999")) return false;
  memcpy(digits, key, 6);
  memcpy(digits + 6, key + 7, 4);
  return is_swedish_number(digits);
}

static bool is_swedish_plain(const char *key) {
  if (has_shape(key, "999999999999")) key += 2;
  return has_shape(key, "9999999999") && is_swedish_number(key);
}

static bool is_danish(const char *key) { return has_shape(key, "999999-9999") && is_day(pair(key), pair(key + 2)); }

static bool is_norwegian(const char *key) {
  if (!has_shape(key, "99999999999") || !is_day(pair(key) % 40, pair(key + 2) % 40)) return false;
  return (weigh(key, "376189452") + digit(key[9])) % 11 == 0 && (weigh(key, "5432765432") + digit(key[10])) % 11 == 0;
}

/* GYYMMDDNNNC, with a second row of weights where the first leaves 10. */
static bool is_baltic(const char *key) {
  if (!has_shape(key, "99999999999") || key[0] < '1' || key[0] > '8' || !is_day(pair(key + 5), pair(key + 3))) return false;
  unsigned check = weigh(key, "1234567891") % 11;
  if (check == 10) check = weigh(key, "3456789123") % 11 % 10;
  return check == digit(key[10]);
}

static bool is_polish(const char *key) {
  if (!has_shape(key, "99999999999") || !is_day(pair(key + 4), pair(key + 2) % 20)) return false;
  return (weigh(key, "1379137913") + digit(key[10])) % 10 == 0;
}

static bool is_romanian(const char *key) {
  if (!has_shape(key, "9999999999999") || key[0] == '0' || !is_day(pair(key + 5), pair(key + 3))) return false;
  const unsigned rest = weigh(key, "279146358279") % 11;
  return (rest == 10 ? 1 : rest) == digit(key[12]);
}

static bool is_french(const char *key) {
  if (!has_shape(key, "999999999999999") || (key[0] != '1' && key[0] != '2')) return false;
  return (whole(key, 13) + whole(key + 13, 2)) % 97 == 0;
}

static bool is_spanish(const char *key) {
  static const char checks[] = "TRWAGMYFPDXBNJZSQVHLCKE";
  char digits[LONGEST];
  if (!has_shape(key, "99999999A") && !has_shape(key, "A9999999A")) return false;
  memcpy(digits, key, 9);
  if (isalpha((unsigned char)digits[0])) {
    const char *place = strchr("XYZ", toupper((unsigned char)digits[0]));
    if (place == NULL) return false;
    digits[0] = (char)('0' + (place - strchr("XYZ", 'X')));
  }
  return checks[whole(digits, 8) % 23] == toupper((unsigned char)key[8]);
}

static bool is_italian(const char *key) { return has_shape(key, "AAAAAA99A99A999A"); }
static bool is_british(const char *key) {
  return has_shape(key, "AA999999A") && strchr("ABCD", toupper((unsigned char)key[8])) != NULL;
}
static bool is_american(const char *key) { return has_shape(key, "999-99-9999"); }

static const struct {
  bool (*is_one)(const char *key);
  dark__identity what;
} codes[] = {
    {is_finnish, {"a Finnish personal identity code", true}},
    {is_swedish, {"a Swedish personal identity number", true}},
    {is_danish, {"a Danish CPR number", true}},
    {is_italian, {"an Italian tax code", true}},
    {is_american, {"a United States social security number", true}},
    {is_swedish_plain, {"a Swedish personal identity number", false}},
    {is_norwegian, {"a Norwegian birth number", false}},
    {is_baltic, {"a personal code of Estonia or Lithuania", false}},
    {is_polish, {"a Polish PESEL number", false}},
    {is_romanian, {"a Romanian personal numeric code", false}},
    {is_french, {"a French social security number", false}},
    {is_spanish, {"a Spanish identity number", false}},
    {is_british, {"a British national insurance number", false}},
};

dark__identity dark__identity_of(const char *key) {
  const size_t length = strlen(key);
  if (length < 9 || length > LONGEST) return (dark__identity){NULL, false};
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (codes[i].is_one(key)) return codes[i].what;
  return (dark__identity){NULL, false};
}
