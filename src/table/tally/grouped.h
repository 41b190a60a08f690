/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_GROUPED_H
#define DARK__TABLE_TALLY_GROUPED_H

/* Numbers whose thousands are set apart: "1,005". */

#include <stdbool.h>

/* Digits of the longest such number, with a NUL. */
enum { DARK__GROUPED_ROOM = 32 };

/* digits [DARK__GROUPED_ROOM] = those of a text that has one to three digits and then groups of three, at least one, each behind the sign. A blank
   stands also for those that do not break a line. False: the text is no such number. */
bool dark__grouped_join(char *digits, const char *text, char sign);

#endif
