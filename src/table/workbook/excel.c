/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/excel.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "table/workbook/relations.h"
#include "table/workbook/xml.h"

/* What xl/workbook.xml tells. */
typedef struct book {
  const dark__package *package;
  dark__relations relations;
  dark__sheets sheets;
  dark__excel content;
} book;

static bool is_worksheet(const book *b, const char *id) {
  const dark__relation *relation = dark__relations_with_id(&b->relations, id);
  return relation != NULL && strcmp(relation->type, "worksheet") == 0;
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  book *b = context;
  if (strcmp(name, "workbookPr") == 0) b->content.is_1904 = dark__xml_is_set(attributes, "date1904");
  if (strcmp(name, "sheet") != 0) return DARK_OK;
  const char *title = dark__xml_attribute(attributes, "name"), *id = dark__xml_attribute(attributes, "id");
  const char *state = dark__xml_attribute(attributes, "state");
  if (title == NULL || id == NULL || !is_worksheet(b, id)) return DARK_OK;
  return dark__sheets_add(&b->sheets, b->package->place, title, id, state != NULL && strcmp(state, "visible") != 0, err);
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  (void)context, (void)name, (void)err;
  return DARK_OK;
}

static int64_t find_part(const book *b, const char *type) {
  const dark__relation *relation = dark__relations_of_type(&b->relations, type);
  return relation == NULL ? -1 : dark__package_find(b->package, relation->path);
}

static dark_status fail_missing(const dark__package *package, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s: a damaged workbook: %s is missing", package->place, what);
}

static dark_status read_index(book *b, const char *path, dark_error *err) {
  const dark__xml_sink sink = {take_start, take_end, NULL, b};
  const size_t n = strlen(path);
  if (n > 4 && strcmp(path + n - 4, ".bin") == 0)
    return dark__fail(err, DARK_EDATA, "%s: a binary Excel workbook (.xlsb); save it as .xlsx or as CSV", b->package->place);
  const int64_t part = dark__package_find(b->package, path);
  if (part < 0) return fail_missing(b->package, "its table of contents", err);
  const dark_status status = dark__relations_read(&b->relations, b->package, path, err);
  return status == DARK_OK ? dark__xml_read(b->package, part, &sink, err) : status;
}

static dark_status read_sheet(book *b, dark__sheet *sheet, const char *asked, dark_error *err) {
  size_t chosen = 0;
  dark_status status = dark__sheets_choose(&chosen, &b->sheets, b->package->place, asked, sheet->remarks, err);
  if (status != DARK_OK) return status;
  const int64_t part = dark__package_find(b->package, dark__relations_with_id(&b->relations, b->sheets.all[chosen].id)->path);
  if (part < 0) return fail_missing(b->package, "that sheet", err);
  status = dark__strings_read(&b->content.strings, b->package, find_part(b, "sharedStrings"), err);
  if (status == DARK_OK) status = dark__styles_read(&b->content.styles, b->package, find_part(b, "styles"), err);
  return status == DARK_OK ? dark__excel_read_sheet(sheet, b->package, part, &b->content, err) : status;
}

dark_status dark__excel_read(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err) {
  book b = {.package = package};
  dark__relations roots;
  dark_status status = dark__relations_read(&roots, package, "", err);
  const dark__relation *root = status == DARK_OK ? dark__relations_of_type(&roots, "officeDocument") : NULL;
  if (status == DARK_OK && root == NULL) status = fail_missing(package, "its table of contents", err);
  if (status == DARK_OK) status = read_index(&b, root->path, err);
  if (status == DARK_OK) status = read_sheet(&b, sheet, asked, err);
  dark__relations_free(&roots);
  dark__relations_free(&b.relations);
  dark__sheets_free(&b.sheets);
  dark__strings_free(&b.content.strings);
  dark__styles_free(&b.content.styles);
  return status;
}
