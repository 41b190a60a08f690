/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_UTF8_H
#define DARK__BASE_UTF8_H

/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF; and no NUL. */

#include <stdbool.h>
#include <stddef.h>

/* Where a text that arrives in pieces stands; all zero at its beginning. */
typedef struct dark__utf8 {
  unsigned n_missing;      /* bytes that the character in progress still needs */
  unsigned char first;     /* byte of that character */
  unsigned char low, high; /* bounds of the next of them */
} dark__utf8;

/* Index of the first byte that cannot follow, or n. */
size_t dark__utf8_check(dark__utf8 *state, const unsigned char *bytes, size_t n);

/* Bytes of the character that `text` begins with: 1 to 4, or 0 when it is none (also at the end of the text). */
size_t dark__utf8_length(const char *text);

/* Whether the whole text is UTF-8. */
bool dark__utf8_is_valid(const char *text);

#endif
