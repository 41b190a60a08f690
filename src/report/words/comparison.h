/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_WORDS_COMPARISON_H
#define DARK__REPORT_WORDS_COMPARISON_H

/* What a comparison of two scenarios is about: the same people under other assumptions, other people, or what a list that detects more would find. */

typedef enum dark__comparison_kind {
  DARK__OF_ASSUMPTIONS,
  DARK__OF_PEOPLE,
  DARK__OF_DETECTION,
  DARK__N_COMPARISON_KINDS
} dark__comparison_kind;

/* "assumptions", "people", "detection" */
extern const char *const dark__comparison_kind_words[DARK__N_COMPARISON_KINDS];

#endif
