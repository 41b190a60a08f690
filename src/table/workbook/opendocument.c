/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/opendocument.h"

#include <string.h>

#include "base/error.h"
#include "base/keys.h"
#include "table/workbook/buffer.h"
#include "table/workbook/xml.h"

/* What content.xml has, at a first reading: which sheet is meant is not known before all are. */
typedef struct contents {
  const char *place;
  dark__sheets sheets;
  dark__keys hidden;   /* styles of sheets that are not shown */
  dark__buffer style;  /* the name of the style in hand */
  bool is_table_style; /* it is one of tables */
  size_t depth;        /* of tables within tables */
} contents;

static dark_status take_style(contents *c, const char **attributes, dark_error *err) {
  const char *family = dark__xml_attribute(attributes, "family"), *name = dark__xml_attribute(attributes, "name");
  c->is_table_style = family != NULL && name != NULL && strcmp(family, "table") == 0;
  if (!c->is_table_style) return DARK_OK;
  const dark_status status = dark__buffer_clear(&c->style, err);
  return status == DARK_OK ? dark__buffer_add(&c->style, name, strlen(name), 1024, err) : status;
}

static dark_status take_properties(contents *c, const char **attributes, dark_error *err) {
  const char *display = dark__xml_attribute(attributes, "display");
  size_t id;
  if (!c->is_table_style || display == NULL || strcmp(display, "false") != 0) return DARK_OK;
  return dark__keys_add(&id, &c->hidden, c->style.bytes, c->style.n, err);
}

static dark_status take_table(contents *c, const char **attributes, dark_error *err) {
  const char *name = dark__xml_attribute(attributes, "name"), *style = dark__xml_attribute(attributes, "style-name");
  if (c->depth++ > 0) return DARK_OK;
  const bool is_hidden = style != NULL && dark__keys_find(&c->hidden, style, strlen(style)) != DARK__NONE;
  return dark__sheets_add(&c->sheets, c->place, name == NULL ? "" : name, NULL, is_hidden, err);
}

static dark_status take_start(void *context, const char *name, const char **attributes, dark_error *err) {
  if (strcmp(name, "table") == 0) return take_table(context, attributes, err);
  if (strcmp(name, "style") == 0) return take_style(context, attributes, err);
  return strcmp(name, "table-properties") == 0 ? take_properties(context, attributes, err) : DARK_OK;
}

static dark_status take_end(void *context, const char *name, dark_error *err) {
  contents *c = context;
  (void)err;
  if (strcmp(name, "table") == 0) c->depth--;
  return DARK_OK;
}

/* The manifest says which parts cannot be read without a password. */
static dark_status take_manifest(void *context, const char *name, const char **attributes, dark_error *err) {
  const char *place = context;
  (void)attributes;
  if (strcmp(name, "encryption-data") != 0) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s: has a password; save it without one", place);
}

static dark_status end_manifest(void *context, const char *name, dark_error *err) {
  (void)context, (void)name, (void)err;
  return DARK_OK;
}

static dark_status check_manifest(const dark__package *package, dark_error *err) {
  const dark__xml_sink sink = {take_manifest, end_manifest, NULL, (void *)package->place};
  const int64_t part = dark__package_find(package, "META-INF/manifest.xml");
  return part < 0 ? DARK_OK : dark__xml_read(package, part, &sink, err);
}

dark_status dark__opendocument_read(dark__sheet *sheet, const dark__package *package, const char *asked, dark_error *err) {
  contents c = {.place = package->place};
  const dark__xml_sink sink = {take_start, take_end, NULL, &c};
  const int64_t part = dark__package_find(package, "content.xml");
  size_t chosen = 0;
  dark_status status = check_manifest(package, err);
  if (status == DARK_OK) status = dark__xml_read(package, part, &sink, err);
  if (status == DARK_OK) status = dark__sheets_choose(&chosen, &c.sheets, package->place, asked, sheet->remarks, err);
  if (status == DARK_OK) status = dark__opendocument_read_sheet(sheet, package, part, chosen, err);
  dark__sheets_free(&c.sheets);
  dark__keys_free(&c.hidden);
  dark__buffer_free(&c.style);
  return status;
}
