/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_NOTES_H
#define DARK__TABLE_NOTES_H

#include "table/table.h"

/* Append a note to the table. DARK_ENOMEM. */
dark_status dark__table_add_note(dark_table *table, dark_error *err, const char *format, ...) DARK_PRINTF(3, 4);

#endif
