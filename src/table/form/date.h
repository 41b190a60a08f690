/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_DATE_H
#define DARK__TABLE_FORM_DATE_H

/* Dates as tables have them: 2017-05-31, 2017/5/31, 31.5.2017 and, by day or by month first, 31/5/2017; a time may follow. */

#include <stdbool.h>

/* A day as the number 20170531, which is in order; 0: the text is none by that reading. Both are the same where only one reading is usual. */
typedef struct dark__date {
  int day_first, month_first;
} dark__date;

dark__date dark__date_read(const char *text);

/* First and last day of "2017-01-01..2017-12-31", "2017..2018-06" or, open at one end, "2017..". False: it is none of these. */
bool dark__period_read(int *first, int *last, const char *text);

#endif
