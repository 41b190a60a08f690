/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_WORKBOOK_WORKBOOK_H
#define DARK__TABLE_WORKBOOK_WORKBOOK_H

/* A workbook as a stream of rows, as csv/stream.h has them of a CSV file: what is behind this door does not know which it was.

     workbook/package.c        the zip archive, its parts unpacked
     workbook/xml.c            a part as XML, with limits
     workbook/choose.c         which sheet is meant
     workbook/sheet.c          cells made into rows
     workbook/excel*.c         .xlsx: index, strings.c, styles.c, relations.c, and the sheet
     workbook/opendocument*.c  .ods
     workbook/date.c           numbers, days and times as they are shown
     workbook/memory.c         memory of zlib and expat

   What a cell shows is what counts: whole numbers without a point, others with up to 15 digits, days as 2013-05-31, truth values as TRUE and
   FALSE, the stored value of a formula, NA for #N/A. Refused: merged cells in the table, formulas without a stored value, passwords,
   other archives. Read all the same, with a remark: hidden and filtered rows, hidden columns. A row's line is its number in the sheet. */

#include "table/csv/stream.h"
#include "table/workbook/remarks.h"

typedef struct dark__workbook_source {
  const unsigned char *bytes; /* [n] the whole file; borrowed */
  size_t n;
  const char *place; /* how messages call the file, with the sheet where one is asked for */
  const char *sheet; /* its name; NULL: there must be one only */
} dark__workbook_source;

/* Read one sheet to its end. remarks: what there is to say; may be NULL. What held data is overwritten before it returns.
   Errors: DARK_EUSAGE (which sheet), DARK_EDATA, DARK_ELIMIT, DARK_ENOMEM, and those of the sink. */
dark_status dark__workbook_read(const dark__workbook_source *source, const dark__csv_sink *sink, dark__remarks *remarks,
                                dark_error *err);

#endif
