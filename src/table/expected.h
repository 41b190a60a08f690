/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_EXPECTED_H
#define DARK__TABLE_EXPECTED_H

/* Tables of people who were not counted but are expected: they need not be whole numbers, and a combination may have nobody. */

#include <darkfigure/table.h>

/* Fill a stratum without people of a table from dark_table_new_empty with copies of records [n], sorted by history, counts >= 0.
   DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__table_expect(dark_table *table, size_t stratum, const dark_record *records, size_t n,
                                               dark_error *err);

/* No such people can be had in a stratum: it has no estimate, for DARK_REASON_IMPOSSIBLE, nor have all strata together. */
void dark__table_mark_impossible(dark_table *table, size_t stratum);
/* Of a stratum, or of any for the number of strata. */
int dark__table_is_impossible(const dark_table *table, size_t stratum);

#endif
