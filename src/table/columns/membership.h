/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_MEMBERSHIP_H
#define DARK__TABLE_COLUMNS_MEMBERSHIP_H

/* How files say that somebody is on a list. A convention is a pair of sets of words, for yes and for no; one convention holds for all
   lists of a file. A word may belong to several ("no" is English and Spanish). */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/table.h>

/* Earlier ones are preferred where several fit. */
typedef enum dark__convention {
  DARK__CONVENTION_DIGITS, /* 0 and 1, true and false */
  DARK__N_CONVENTIONS
} dark__convention;

/* What a text says in the conventions in which it is a word; no word says yes in one and no in another. */
typedef struct dark__meaning {
  uint32_t conventions; /* bits; 0: the text is no membership */
  bool is_yes;
} dark__meaning;

dark__meaning dark__membership_parse(const char *text);

/* The words of a convention for a sentence: "0 and 1", "0 or 1". */
const char *dark__convention_words(dark__convention convention, bool is_choice);

#endif
