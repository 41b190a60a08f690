/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__BASE_KIND_H
#define DARK__BASE_KIND_H

/* What a message says of a text that may be personal data: the kind of text it is, and never the text. Every message about a field of
   a file is made with it, since messages go into logs that others read. */

#include <stdbool.h>
#include <stddef.h>

#include "base/show.h"

/* "an empty field", "NA", "a six-digit number", "a negative number", "a date", "a word": fit to be the subject of a sentence. What it
   says of two texts of one kind is the same. */
dark__shown dark__kind(const char *text);

/* Whether `names` [n] may be a first record that stands where the names of columns should: one of them is a date, an address, a number
   that nobody calls a list by, or digits among letters as in keys, or it is 0 or 1 without being one of a series. Such names are not
   to be shown. `name_at(context, i)` gives name i. */
bool dark__kind_is_record(const char *(*name_at)(const void *context, size_t i), const void *context, size_t n);

/* Whether so many different values among `n` are too many to be categories: most of them belong to one person. */
bool dark__kind_is_key(size_t n_different, size_t n);

#endif
