/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLI_OPTIONS_VALUE_H
#define DARK__CLI_OPTIONS_VALUE_H

/* Values of options, read strictly: the whole text, within its range. All fail with DARK_EUSAGE, naming option and value. */

#include <stdint.h>

#include <darkfigure/status.h>

/* Any text but the empty one, which would be the same as not to give the option. */
DARK_MUST_CHECK dark_status dark__value_text(const char **out, const char *option, const char *text, dark_error *err);

/* A whole number from `least` to `most`. */
DARK_MUST_CHECK dark_status dark__value_whole(uint64_t *out, const char *option, const char *text, uint64_t least, uint64_t most,
                                              dark_error *err);

/* A number strictly between 0 and 1. */
DARK_MUST_CHECK dark_status dark__value_share(double *out, const char *option, const char *text, dark_error *err);

/* *out = index of the word among `words [n]`; the message suggests the nearest. */
DARK_MUST_CHECK dark_status dark__value_choice(size_t *out, const char *option, const char *text, const char *const *words,
                                               size_t n, dark_error *err);

/* What sets thousands apart, for --thousands. */
DARK_MUST_CHECK dark_status dark__value_thousands(char *out, const char *text, dark_error *err);

/* A comma, a semicolon, a tab or a blank, for --delimiter. */
DARK_MUST_CHECK dark_status dark__value_delimiter(char *out, const char *text, dark_error *err);

/* "k=5", the least number of people to be shown, from 2 to 100; "none": 0. */
DARK_MUST_CHECK dark_status dark__value_disclosure(uint64_t *k, const char *text, dark_error *err);

#endif
