/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_FUZZ_TABLE_CHECK_H
#define DARK_TESTS_FUZZ_TABLE_CHECK_H

/* What holds for every table, however it came about. */

#include <darkfigure/table.h>

/* Order, distinctness and sums of all that the table tells. */
void fuzz_check_table(const dark_table *table);

/* The same lists, categories, strata and records. */
void fuzz_check_same(const dark_table *a, const dark_table *b);

/* Written as CSV and read again it is the same table. */
void fuzz_check_round_trip(const dark_table *table);

#endif
