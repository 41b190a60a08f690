/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/membership.h"

#include <stddef.h>

#include "base/error.h"
#include "base/show.h"
#include "table/columns/fold.h"

typedef struct word {
  const char *text; /* in lower case */
  dark__meaning meaning;
} word;

#define IN(convention) (UINT32_C(1) << DARK__CONVENTION_##convention)

static const word words[] = {
    {"0", {IN(DIGITS), false}},     {"1", {IN(DIGITS) | IN(ONE), true}}, {"false", {IN(DIGITS), false}},
    {"true", {IN(DIGITS), true}},   {"0.0", {IN(DECIMALS), false}},      {"1.0", {IN(DECIMALS), true}},
    {"f", {IN(LETTERS), false}},    {"t", {IN(LETTERS), true}},          {"no", {IN(ENGLISH) | IN(SPANISH), false}},
    {"yes", {IN(ENGLISH), true}},   {"nein", {IN(GERMAN), false}},       {"ja", {IN(GERMAN) | IN(SWEDISH), true}},
    {"nej", {IN(SWEDISH), false}},  {"non", {IN(FRENCH), false}},        {"oui", {IN(FRENCH), true}},
    {"sí", {IN(SPANISH), true}},    {"si", {IN(SPANISH), true}},         {"ei", {IN(FINNISH), false}},
    {"kyllä", {IN(FINNISH), true}}, {"", {IN(CROSS) | IN(ONE), false}},  {"x", {IN(CROSS), true}},
};

static const char *const spoken[DARK__N_CONVENTIONS][2] = {
    [DARK__CONVENTION_DIGITS] = {"0 and 1", "0 or 1"},
    [DARK__CONVENTION_DECIMALS] = {"0.0 and 1.0", "0.0 or 1.0"},
    [DARK__CONVENTION_LETTERS] = {"T and F", "T or F"},
    [DARK__CONVENTION_ENGLISH] = {"yes and no", "yes or no"},
    [DARK__CONVENTION_GERMAN] = {"ja and nein", "ja or nein"},
    [DARK__CONVENTION_SWEDISH] = {"ja and nej", "ja or nej"},
    [DARK__CONVENTION_FRENCH] = {"oui and non", "oui or non"},
    [DARK__CONVENTION_SPANISH] = {"sí and no", "sí or no"},
    [DARK__CONVENTION_FINNISH] = {"kyllä and ei", "kyllä or ei"},
    [DARK__CONVENTION_CROSS] = {"x and blank", "x or blank"},
    [DARK__CONVENTION_ONE] = {"1 and blank", "1 or blank"},
    [DARK__CONVENTION_GIVEN] = {"words of --yes and --no", "a word of --yes or --no"},
};

static bool is_among(const char *text, const char *const *texts, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (dark__is_same_folded(text, texts[i])) return true;
  return false;
}

dark__meaning dark__membership_parse(const char *text, const dark_read_options *options) {
  if (options->n_yes > 0) {
    if (is_among(text, options->yes, options->n_yes)) return (dark__meaning){IN(GIVEN), true};
    return (dark__meaning){is_among(text, options->no, options->n_no) ? IN(GIVEN) : 0, false};
  }
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (dark__is_same_folded(text, words[i].text)) return words[i].meaning;
  return (dark__meaning){0, false};
}

const char *dark__convention_words(dark__convention convention, bool is_choice) { return spoken[convention][is_choice]; }

dark_status dark__membership_check(const dark_read_options *options, dark_error *err) {
  if ((options->n_yes > 0) != (options->n_no > 0))
    return dark__fail(err, DARK_EUSAGE, "--yes and --no are given together: %s is missing",
                      options->n_yes > 0 ? "--no" : "--yes");
  for (size_t i = 0; i < options->n_yes; i++)
    if (is_among(options->yes[i], options->no, options->n_no))
      return dark__fail(err, DARK_EUSAGE, "'%s' is a word of --yes and of --no", dark__show(options->yes[i]).text);
  return DARK_OK;
}
