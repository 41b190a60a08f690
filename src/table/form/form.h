/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_FORM_FORM_H
#define DARK__TABLE_FORM_FORM_H

/* The door for files: rows of a table, whether it stands in a CSV file, in UTF-8 or something else, or in a sheet of a workbook. What a
   file is its bytes say, never its name. */

#include <stdbool.h>
#include <stddef.h>

#include <darkfigure/table.h>

#include "table/csv/stream.h"
#include "table/workbook/remarks.h"

typedef struct dark__form_source {
  const char *path;                 /* "-": standard input; "FILE:SHEET": a sheet of a workbook */
  const char *place;                /* how messages call it */
  char delimiter;                   /* of CSV; 0: detected */
  const char *encoding;             /* of CSV, as iconv calls it; NULL: UTF-8, or as a byte order mark says */
  bool takes_encoding;              /* the user can name one (--encoding) */
  const dark_read_options *options; /* of which those about dates are looked at (form/period.h); NULL: none */
} dark__form_source;

/* Open the file, read it to its end and close it. The sink is called as dark__csv_read does; sha256 [65] is that of the bytes in the file.
   remarks: what there is to say of the form; may be NULL.
   Errors: those of dark__csv_read; DARK_EUSAGE: no such sheet, several sheets and none named, no such encoding; DARK_EDATA: a file of
   another kind, named as what it is; DARK_ELIMIT: beyond the limits of workbooks; DARK_EIO: it cannot be opened or read. */
dark_status dark__form_read(char *sha256, const dark__form_source *source, const dark__csv_sink *sink, dark__remarks *remarks,
                            dark_error *err);

/* The name of the sheet in "FILE:SHEET" and *n = bytes of FILE, when there is no file of the whole name and one called FILE; NULL and
   the whole length for any other path. */
const char *dark__form_sheet(size_t *n, const char *path);

#endif
