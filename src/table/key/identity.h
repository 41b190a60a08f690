/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_KEY_IDENTITY_H
#define DARK__TABLE_KEY_IDENTITY_H

/* Personal identity codes of states, which are no pseudonyms. */

#include <stdbool.h>

typedef struct dark__identity {
  const char *name; /* "a Finnish personal identity code"; NULL: it is none */
  bool is_certain;  /* nothing else looks like it; else only a column full of them is one of codes */
} dark__identity;

/* What a key is. Dates and check characters must be right; letter case does not matter. */
dark__identity dark__identity_of(const char *key);

#endif
