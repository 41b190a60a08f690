/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_PHRASES_PHRASES_H
#define DARK__REPORT_PHRASES_PHRASES_H

/* Every word of a page, in every language that pages are written in: sayings.def and reasons.def. A saying is a whole sentence with places for
   what varies: {1} is argument 1; {1:person|people} is the first word when argument 1 is the number one, else the second. Names from files go
   in only where the sentence takes them in the nominative, behind a colon. To add a language: a column in both files, its line in
   numerals.c, its word in `dark__language_words`. */

#include <darkfigure/result.h>

#include "writing/paper.h"

typedef enum dark__language {
  DARK__ENGLISH,
  DARK__FINNISH,
  DARK__PSEUDO, /* English in ⟦brackets⟧, 40% longer: what has none on a page was not taken from here */
  DARK__N_LANGUAGES
} dark__language;

/* "en", "fi", "pseudo", in that order: what --lang and the attribute lang say. The last is for tests. */
extern const char *const dark__language_words[DARK__N_LANGUAGES];

typedef enum dark__saying {
#define X(name, english, finnish) DARK__SAY_##name,
#include "report/phrases/sayings.def"
#undef X
  DARK__N_SAYINGS
} dark__saying;

/* An argument: its text, and its number where it is one. */
typedef struct dark__argument {
  char text[2048];
  double number;
} dark__argument;

/* Put the saying on paper; `arguments [n]` may be NULL when n is 0. */
void dark__say(dark__paper *paper, dark__language language, dark__saying saying, const dark__argument *arguments, size_t n);

/* The sentence of a reason, without a final stop. */
void dark__say_reason(dark__paper *paper, dark__language language, dark_reason reason);

/* ---- Arguments. Numbers are written as the language has them: 1,200 or 1 200. */

/* People, rounded to two significant digits: what every estimate on a page is. Never below `known` of them, which more digits prevent. */
dark__argument dark__argue_estimate(dark__language language, double people, double known);
/* People that were counted: all digits. */
dark__argument dark__argue_count(dark__language language, double people);
/* A ratio or a rate of two significant digits: "0.45", "2.5", "220". */
dark__argument dark__argue_ratio(dark__language language, double ratio);
/* A tick of an axis of ratios, all its digits: "0.25", "4", "1,000". */
dark__argument dark__argue_tick(dark__language language, double ratio);
/* How many people more or fewer, with its sign: "+1,000", "−400", "0". */
dark__argument dark__argue_change(dark__language language, double people);
/* A number that somebody set, with the digits that it has: "0.5", "2". */
dark__argument dark__argue_setting(dark__language language, double value);
/* "95%", "95 %". */
dark__argument dark__argue_level(dark__language language, double level);
/* A short text, cut between characters where it has no room. */
dark__argument dark__argue_text(const char *text);
/* The words of a share of 0..1: "about two thirds". */
dark__saying dark__share_words(double share);

/* The number that dark__argue_estimate shows, for what is drawn. */
double dark__two_digits(double people, double known);

#endif
