/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_RESIDENTS_H
#define DARKFIGURE_RESIDENTS_H

/* How many people live where the lists were made, and rates per 100,000 of them. A file of residents is CSV, or a sheet of a workbook, with
   a column for each category by which they are known (none: one row for all), `people`, and for numbers that are estimates themselves `lower`
   and `upper`, the limits of an interval of the same level as that of the numerator. */

#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

typedef struct dark_residents dark_residents;

/* Read a file of residents; "FILE:SHEET" for a sheet of a workbook. Errors: DARK_EDATA (no column `people`, a column twice, two rows of the same
   categories, a number that is none or not above 0, limits that do not enclose the number, no row), DARK_EUSAGE, DARK_EIO, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark_residents_read(dark_residents **out, const char *path, dark_error *err);
void dark_residents_free(dark_residents *residents);

/* Whether they go with a table: each of their columns is one of its categories, and each combination of values of these that the table has, but
   for missing values, has a row. They may know fewer categories (residents have a sex, but no form of exploitation) and more values. Errors:
   DARK_EUSAGE (a column that is no category), DARK_EDATA (a combination without a row); the message has the nearest name. */
DARK_MUST_CHECK dark_status dark_residents_check(const dark_residents *residents, const dark_table *table, dark_error *err);

/* Per 100,000 residents; NaN for what there is not. */
typedef struct dark_resident_rate {
  double residents;
  double rate, lower, upper;
} dark_resident_rate;

/* The rate of `total` people with the interval `lower` to `upper` (NaN: no such limit) in the categories [n], named, at levels [n]; "(all)" is the
   sum over a category. Where residents have no limits, the rate's are the numerator's per 100,000. Where they have, numerator and denominator are
   independent and their intervals are put together on the log scale (MOVER: Zou & Donner 2008, Statistics in Medicine 27:1693); limits of sums of
   residents likewise, on their own. NaN for all when residents are NULL or none live there. */
dark_resident_rate dark_residents_rate(const dark_residents *residents, const char *const *categories, const char *const *levels,
                                       size_t n, double total, double lower, double upper);

DARK_PUBLIC_END

#endif
