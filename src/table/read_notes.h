/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_READ_NOTES_H
#define DARK__TABLE_READ_NOTES_H

#include "table/table.h"
#include "table/tally/tally.h"

/* Say in notes what was guessed, added up or left out while the tally was made; kept_lists: bits of the lists that stayed.
   DARK_ENOMEM. */
dark_status dark__read_notes(dark_table *table, const dark__tally *tally, uint64_t kept_lists, dark_error *err);

#endif
