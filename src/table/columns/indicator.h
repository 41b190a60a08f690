/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_INDICATOR_H
#define DARK__TABLE_COLUMNS_INDICATOR_H

/* What a field of a list column says, and which fields say nothing. */

#include <stdbool.h>

/* 0 and 1 are the values of a list; the name for all the rest: */
#define DARK__INDICATOR_BAD (-1)

static inline bool dark__is_word(const char *text, const char *lower_case) {
  while (*lower_case != '\0' && (*text | 0x20) == *lower_case) {
    text++;
    lower_case++;
  }
  return *lower_case == '\0' && *text == '\0';
}

/* 1 or true: on the list; 0 or false: not; letter case does not matter. */
static inline int dark__indicator_parse(const char *text) {
  if ((text[0] == '0' || text[0] == '1') && text[1] == '\0') return text[0] - '0';
  if (dark__is_word(text, "true")) return 1;
  if (dark__is_word(text, "false")) return 0;
  return DARK__INDICATOR_BAD;
}

/* Whether a field is empty or NA. */
static inline bool dark__is_missing(const char *text) {
  return text[0] == '\0' || (text[0] == 'N' && text[1] == 'A' && text[2] == '\0');
}

#endif
