/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/workbook.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/wipe.h"
#include "table/workbook/excel.h"
#include "table/workbook/opendocument.h"
#include "table/workbook/package.h"

typedef dark_status reader(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err);

/* Archives by a part that they have: how to read them, or what they are. */
static const struct {
  const char *part;
  reader *read;
  const char *what;
} archives[] = {
    {"xl/workbook.bin", NULL, "a binary Excel workbook (.xlsb); save it as .xlsx or as CSV"},
    {"word/document.xml", NULL, "a text document; save its table as a workbook or as CSV"},
    {"ppt/presentation.xml", NULL, "a presentation; save its table as a workbook or as CSV"},
    {"Index/Document.iwa", NULL, "a document of Apple's; export it as Excel or CSV"},
    {"[Content_Types].xml", dark__excel_read, NULL},
    {"content.xml", dark__opendocument_read, NULL},
};

static dark_status read_package(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err) {
  for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++) {
    if (dark__package_find(package, archives[i].part) < 0) continue;
    if (archives[i].read != NULL) return archives[i].read(sheet, package, asked, err);
    return dark__fail(err, DARK_EDATA, "%s: %s", package->place, archives[i].what);
  }
  return dark__fail(err, DARK_EDATA, "%s: a zip archive that is no workbook; unpack it", package->place);
}

dark_status dark__workbook_read(const dark__workbook_source *source, const dark__csv_sink *sink, dark__remarks *remarks,
                                dark_error *err) {
  dark__package package;
  dark__sheet *sheet = calloc(1, sizeof *sheet);
  if (sheet == NULL) return dark__fail_memory(err);
  sheet->place = source->place, sheet->sink = sink, sheet->remarks = remarks;
  dark_status status = dark__package_open(&package, source->place, source->bytes, source->n, err);
  if (status == DARK_OK) status = read_package(sheet, &package, source->sheet, err);
  dark__package_close(&package);
  dark__sheet_free(sheet);
  free(sheet);
  dark__wipe_stack();
  return status;
}
