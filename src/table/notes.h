/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_NOTES_H
#define DARK__TABLE_NOTES_H

#include <stdint.h>

#include "table/table.h"
#include "table/workbook/remarks.h"

static inline const char *dark__plural(uint64_t n, const char *one, const char *many) { return n == 1 ? one : many; }

/* Append a note to the table. DARK_ENOMEM. */
dark_status dark__table_add_note(dark_table *table, dark_error *err, const char *format, ...) DARK_PRINTF(3, 4);

/* Append what there is to say of the form of a file. DARK_ENOMEM. */
dark_status dark__table_add_remarks(dark_table *table, const dark__remarks *remarks, dark_error *err);

#endif
