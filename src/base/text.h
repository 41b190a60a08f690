/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_TEXT_H
#define DARK__BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The candidate nearest to `word` by edit distance (insertions, deletions, replacements, swaps of neighbours; letter case counts
   half, and nothing else but case one half in all), or NULL when none is near enough to be a likely typing error; of one letter only the other case is. Borrowed from
   `candidates [n]`. */
const char *dark__nearest(const char *word, const char *const *candidates, size_t n);

/* The whole of `text` as a number in base 10, nothing before or behind it. False when it is not one or does not fit. */
bool dark__parse_whole(uint64_t *out, const char *text, uint64_t max);
bool dark__parse_real(double *out, const char *text);

/* Copy of the first `length` bytes of `text`, NUL-terminated; NULL when memory is exhausted. The caller frees it. */
char *dark__copy_text(const char *text, size_t length);

/* Whether the text ends so, and has something before it: a path in ".svg". */
bool dark__has_ending(const char *text, const char *ending);

#endif
