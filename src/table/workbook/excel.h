/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_EXCEL_H
#define DARK__TABLE_WORKBOOK_EXCEL_H

/* Workbooks of Excel (.xlsx, .xlsm; ECMA-376, SpreadsheetML). */

#include "table/workbook/choose.h"
#include "table/workbook/package.h"
#include "table/workbook/sheet.h"
#include "table/workbook/strings.h"
#include "table/workbook/styles.h"

/* Read the sheet called `asked` (NULL: the only one) into `sheet`, whose remarks take what there is to say. DARK_EDATA, DARK_EUSAGE,
   DARK_ELIMIT, DARK_ENOMEM, and what the sink of the sheet says. */
dark_status dark__excel_read(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err);

/* What the cells of a sheet refer to. */
typedef struct dark__excel {
  dark__strings strings;
  dark__styles styles;
  bool is_1904; /* days count from 1904 */
} dark__excel;

/* Read one part, which is a sheet. excel_sheet.c */
dark_status dark__excel_read_sheet(dark__sheet *sheet, const dark__package *package, int64_t part, const dark__excel *excel,
                                   dark_error *err);

#endif
