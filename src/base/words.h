/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_WORDS_H
#define DARK__BASE_WORDS_H

/* A list of words that grows. When memory is exhausted it is marked as failed and stays as it is, so that only the end needs a check.
   Start with a zeroed one. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/status.h>

typedef struct dark__words {
  char **items; /* [n] */
  size_t n;
  bool failed;
} dark__words;

/* Append a copy of the first `length` bytes of `text`. */
void dark__words_add(dark__words *words, const char *text, size_t length);

/* Append the names in "A,B,C". A name with commas stands in double quotes, a double quote within is doubled: `"police, north",B`.
   Spaces around names do not belong to them. DARK_EUSAGE: an empty name or an open quote; the message starts with `option`. */
DARK_MUST_CHECK dark_status dark__words_split(dark__words *words, const char *option, const char *text, dark_error *err);

/* The same, but that a word may be empty, also all of `text`: "no," is `no` and the empty word. */
DARK_MUST_CHECK dark_status dark__words_split_any(dark__words *words, const char *option, const char *text, dark_error *err);

/* The reverse of both: one new word in `out`, "A,B,C"; `none` when there are no words. */
void dark__words_join(dark__words *out, const dark__words *words, const char *none);

/* Whether `word` is among the words. */
bool dark__words_has(const dark__words *words, const char *word);

const char *const *dark__words_items(const dark__words *words);
void dark__words_free(dark__words *words);

#endif
