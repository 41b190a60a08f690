/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_OPENDOCUMENT_H
#define DARK__TABLE_WORKBOOK_OPENDOCUMENT_H

/* Workbooks of LibreOffice and others (.ods; OASIS OpenDocument 1.3, part 3). */

#include "table/workbook/choose.h"
#include "table/workbook/package.h"
#include "table/workbook/sheet.h"

/* Read the sheet called `asked` (NULL: the only one) into `sheet`, whose remarks take what there is to say. DARK_EDATA, DARK_EUSAGE,
   DARK_ELIMIT, DARK_ENOMEM, and what the sink of the sheet says. */
dark_status dark__opendocument_read(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err);

/* Read sheet number `chosen` of the part with the content. opendocument_sheet.c */
dark_status dark__opendocument_read_sheet(dark__sheet *sheet, const dark__package *package, int64_t part, size_t chosen,
                                          dark_error *err);

#endif
