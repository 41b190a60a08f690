/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_MEMBERSHIP_H
#define DARK__TABLE_COLUMNS_MEMBERSHIP_H

/* How files say that somebody is on a list. A convention is a pair of sets of words, for yes and for no; one convention holds for all
   lists of a file. A word may belong to several ("no" is English and Spanish). Letter case does not matter. */

#include <stdbool.h>
#include <stdint.h>

#include <darkfigure/table.h>

/* Earlier ones are preferred where several fit. */
typedef enum dark__convention {
  DARK__CONVENTION_DIGITS,   /* 0 and 1, true and false */
  DARK__CONVENTION_DECIMALS, /* 0.0 and 1.0 */
  DARK__CONVENTION_LETTERS,  /* T and F */
  DARK__CONVENTION_ENGLISH,
  DARK__CONVENTION_GERMAN,
  DARK__CONVENTION_SWEDISH,
  DARK__CONVENTION_FRENCH,
  DARK__CONVENTION_SPANISH,
  DARK__CONVENTION_FINNISH,
  DARK__CONVENTION_CROSS, /* x against blank */
  DARK__CONVENTION_ONE,   /* 1 against blank */
  DARK__CONVENTION_GIVEN, /* those of --yes and --no, and no others */
  DARK__N_CONVENTIONS
} dark__convention;

/* What a text says in the conventions in which it is a word; no word says yes in one and no in another. */
typedef struct dark__meaning {
  uint32_t conventions; /* bits; 0: the text is no membership */
  bool is_yes;
} dark__meaning;

/* With the words of the options, if they have any. */
dark__meaning dark__membership_parse(const char *text, const dark_read_options *options);

/* The words of a convention for a sentence: "0 and 1", "0 or 1". */
const char *dark__convention_words(dark__convention convention, bool is_choice);

/* Words for yes without words for no, or a word for both. DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__membership_check(const dark_read_options *options, dark_error *err);

#endif
