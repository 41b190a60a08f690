/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/grouped.h"

#include <stddef.h>
#include <string.h>

/* Bytes of the sign at `text`; 0: it is not there. */
static size_t sign_length(const char *text, char sign) {
  static const char *const blanks[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  if (text[0] == sign) return 1;
  for (size_t i = 0; sign == ' ' && i < sizeof blanks / sizeof blanks[0]; i++)
    if (strncmp(text, blanks[i], strlen(blanks[i])) == 0) return strlen(blanks[i]);
  return 0;
}

/* Take so many digits at most. */
static size_t take_digits(char **digits, const char *text, size_t most) {
  size_t n = strspn(text, "0123456789");
  if (n > most) n = most + 1; /* one too many, which nothing takes */
  memcpy(*digits, text, n);
  *digits += n;
  return n;
}

bool dark__grouped_join(char *digits, const char *text, char sign) {
  char *end = digits;
  size_t n = take_digits(&end, text, 3), n_groups = 0;
  if (n == 0 || n > 3) return false;
  for (text += n; *text != '\0'; text += n) {
    const size_t n_sign = sign_length(text, sign);
    if (n_sign == 0 || end - digits + 5 > DARK__GROUPED_ROOM) return false;
    text += n_sign;
    n = take_digits(&end, text, 3);
    if (n != 3) return false;
    n_groups++;
  }
  *end = '\0';
  return n_groups > 0;
}
