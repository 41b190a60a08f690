/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_ADDRESS_H
#define DARK__TABLE_FORM_ADDRESS_H

#include <stddef.h>

/* COLUMN in "FILE:COLUMN" or "BOOK:SHEET:COLUMN" and *n = bytes of what stands in front of its colon; NULL and the whole length when no
   column is named. FILE is all of it, if there is such a file, else the longest beginning that is one; behind a workbook, which its bytes
   tell, stands the sheet first. "-:COLUMN" is of standard input. Looks at files. */
const char *dark__form_column(size_t *n, const char *text);

#endif
