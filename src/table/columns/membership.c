/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/membership.h"

#include <stddef.h>

#include "table/columns/indicator.h"

typedef struct word {
  const char *text; /* in lower case */
  dark__meaning meaning;
} word;

enum { DIGITS = 1 << DARK__CONVENTION_DIGITS };

static const word words[] = {
    {"0", {DIGITS, false}},
    {"1", {DIGITS, true}},
    {"false", {DIGITS, false}},
    {"true", {DIGITS, true}},
};

dark__meaning dark__membership_parse(const char *text) {
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (dark__is_word(text, words[i].text)) return words[i].meaning;
  return (dark__meaning){0, false};
}

const char *dark__convention_words(dark__convention convention, bool is_choice) {
  static const char *const all[DARK__N_CONVENTIONS][2] = {[DARK__CONVENTION_DIGITS] = {"0 and 1", "0 or 1"}};
  return all[convention][is_choice];
}
