/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_CSV_FOREIGN_H
#define DARK__TABLE_CSV_FOREIGN_H

#include <stddef.h>

/* What the first bytes [n] of a file show it to be when it is text and no table, as the rest of a sentence that says what to do; static. NULL: it
   may be a table. */
const char *dark__csv_foreign(const unsigned char *bytes, size_t n);

#endif
