/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FROM_TALLY_H
#define DARK__TABLE_FROM_TALLY_H

#include "table/table.h"
#include "table/tally/tally.h"

/* Fill a zeroed table from what was counted: lists that caught nobody go, unless there is nobody at all, and notes say what
   happened. DARK_EUSAGE: too many strata. DARK_ENOMEM. Frees nothing on failure. */
dark_status dark__table_from_tally(dark_table *table, const dark__tally *tally, dark_error *err);

#endif
