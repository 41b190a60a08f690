/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_FOLD_H
#define DARK__TABLE_COLUMNS_FOLD_H

/* Letter case in words and names, as far as the letters of western European languages go. */

#include <stdbool.h>

/* The byte in lower case; `before` is the one in front of it in the text, 0 at its beginning. */
unsigned char dark__fold_byte(unsigned char byte, unsigned char before);

/* Whether two texts of UTF-8 are the same but for letter case. */
bool dark__is_same_folded(const char *a, const char *b);

#endif
