/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_SUPPRESS_H
#define DARK__TABLE_SUPPRESS_H

/* The suppressed counts of a table (darkfigure/suppression.h). */

#include "table/table.h"
#include "table/tally/tally.h"

/* Lists that those of a tally are about, bit by bit: they may have caught somebody. */
uint64_t dark__suppressed_lists(const dark__tally *tally);

/* Those of a tally into the table that was assembled from it; where an option says that they may be 0, those of all combinations of lists
   that no row has too. Gives every one a record and notes how many there are. Nothing where none is. DARK_EUSAGE: a total that they cannot
   have, or of none. DARK_ELIMIT, DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__table_suppress(dark_table *table, const dark__tally *tally, dark_error *err);

#endif
