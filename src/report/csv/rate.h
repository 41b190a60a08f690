/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_RATE_H
#define DARK__REPORT_CSV_RATE_H

#include <stdio.h>

#include <darkfigure/residents.h>

/* Columns that there are with residents alone, behind those that there always are; each begins with a comma. */
#define DARK__RATE_COLUMNS ",residents,rate,rate_lower,rate_upper"
void dark__put_rate(FILE *stream, const dark_resident_rate *rate);

#endif
