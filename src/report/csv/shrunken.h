/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__REPORT_CSV_SHRUNKEN_H
#define DARK__REPORT_CSV_SHRUNKEN_H

#include <stdio.h>

#include <darkfigure/plan.h>

/* Columns behind others, and what stands in them, with a comma before each. */
#define DARK__SHRUNKEN_COLUMNS ",shrunken,shrunken_lower,shrunken_upper"
void dark__csv_put_shrunken(FILE *stream, const dark_shrunken *of);

#endif
