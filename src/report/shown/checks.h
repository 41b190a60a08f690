/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_SHOWN_CHECKS_H
#define DARK__REPORT_SHOWN_CHECKS_H

/* What an answer is checked by where that is known, and with fewer people (source/checks.h): what is drawn of it and said about it, wherever
   it is. For those who may see the lists. */

#include "report/shown/upright.h"

/* Section i of the sheet's own source, where that is of them, or of what stands beside it. NULL behind the last. */
const dark__checked *dark__checked_at(const dark__sheet *sheet, size_t i);
/* The labels of its people. */
void dark__add_checked_name(dark__paper *text, const dark__sheet *sheet, const dark__checked *of);
/* The level of intervals, as an argument; and the rows of an answer as they are shown, in people. */
dark__argument dark__checked_level(const dark__sheet *sheet);
dark__mark dark__checked_mark(const dark__sheet *sheet, const dark_row *row);

/* ---- The size of each list from the others (known_lists.c) */
dark__mark dark__known_list_mark(const dark__sheet *sheet,
                                 const dark__known_list *list); /* times the known size; the line is at 1 */
dark__scale dark__known_lists_scale(const dark__sheet *sheet);  /* for the marks of all of them */
/* "Known: 807. Estimated: ~620 (300–1,700)." */
void dark__add_known_list(dark__paper *text, const dark__sheet *sheet, const dark__known_list *list);
/* How many of a section's intervals hold the known size, and how many have none; or that it has no estimate. */
void dark__add_known_lists(dark__paper *text, const dark__sheet *sheet, const dark__checked *of);

/* ---- Fewer people (thinned.c) */
/* The shares of a section from the smallest, and all people as the last: how many there are, and one of them, of which the answer is borrowed. */
size_t dark__n_shares(const dark__checked *of);
typedef struct dark__share {
  double share, n_people;
  const dark_row *answer;
  bool is_all;
} dark__share;
dark__share dark__share_at(const dark__checked *of, size_t i);
double dark__share_place(const dark__checked *of, size_t i); /* 0 is the left edge, 1 the right one */
dark__scale dark__thinned_scale(const dark__sheet *sheet, const dark__checked *of);
/* Whether a band joins the ranges of this share and the next. */
bool dark__is_share_band(const dark__sheet *sheet, const dark__checked *of, size_t i);
/* "50%" */
dark__argument dark__argue_share(const dark__sheet *sheet, const dark__share *of);
/* Whether it rises, falls or stays with more people, in sentences; and what lies beyond the axis. */
void dark__add_thinned(dark__paper *text, const dark__sheet *sheet, const dark__checked *of);

#endif
