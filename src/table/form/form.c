/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/form/form.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "base/wipe.h"
#include "table/form/period.h"
#include "table/form/recognise.h"
#include "table/form/supply.h"
#include "table/form/whole.h"
#include "table/workbook/workbook.h"

/* A file with what was read ahead to recognise it. */
typedef struct opened {
  const dark__form_source *source;
  const char *sheet; /* NULL: none is named */
  FILE *file;
  unsigned char ahead[DARK__FORM_BYTES];
  size_t n_ahead;
} opened;

static bool is_there(const char *path) {
  struct stat facts;
  return stat(path, &facts) == 0 && S_ISREG(facts.st_mode);
}

static bool begins_with_file(const char *path, size_t n) {
  char name[PATH_MAX];
  if (n >= sizeof name) return false; /* no file has such a name */
  memcpy(name, path, n);
  name[n] = '\0';
  return is_there(name);
}

/* Names of sheets have no colon, names of files may. */
const char *dark__form_sheet(size_t *n, const char *path) {
  const char *colon = strrchr(path, ':');
  struct stat facts;
  *n = strlen(path);
  if (colon == NULL || colon == path || colon[1] == '\0' || stat(path, &facts) == 0) return NULL;
  if (!begins_with_file(path, (size_t)(colon - path))) return NULL;
  *n = (size_t)(colon - path);
  return colon + 1;
}

static dark_status open_path(FILE **file, const char *path, size_t n, const char *place, dark_error *err) {
  char *name = dark__copy_text(path, n);
  if (name == NULL) return dark__fail_memory(err);
  errno = 0;
  *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
  free(name);
  if (*file == NULL) return dark__fail(err, DARK_EIO, "%s: cannot be opened: %s", place, strerror(errno));
  setvbuf(*file, NULL, _IONBF, 0); /* reads are large, and a buffer of its own would keep people's data */
  return DARK_OK;
}

static dark_status read_text(char *sha256, opened *o, const char *marked, const dark__csv_sink *sink, dark__remarks *remarks,
                             dark_error *err) {
  const dark__form_source *from = o->source;
  const char *encoding = marked != NULL ? marked : from->encoding;
  dark__supply supply = {.file = NULL};
  const dark__csv_supply bytes = {dark__supply_read, &supply};
  size_t n_titles = 0;
  const dark__csv_source csv = {o->file, from->place, from->delimiter, &bytes, from->takes_encoding, &n_titles};
  const bool is_utf8 = encoding != NULL && o->n_ahead >= 3 && memcmp(o->ahead, "\xEF\xBB\xBF", 3) == 0;
  dark_status status = dark__supply_open(&supply, o->file, from->place, is_utf8 ? NULL : encoding, o->ahead, o->n_ahead, err);
  if (status == DARK_OK && marked != NULL) status = dark__remarks_add(remarks, err, "%s is in %s", from->place, marked);
  if (status == DARK_OK) status = dark__csv_read(sha256, &csv, sink, err);
  if (status == DARK_OK && n_titles > 0)
    status = dark__remarks_add(remarks, err, "%s: %zu line%s above the header %s left out", from->place, n_titles,
                               n_titles == 1 ? "" : "s", n_titles == 1 ? "was" : "were");
  if (status == DARK_OK && supply.is_converted) dark__supply_hash(sha256, &supply);
  dark__supply_close(&supply);
  return status;
}

static dark_status read_workbook(char *sha256, opened *o, const dark__csv_sink *sink, dark__remarks *remarks, dark_error *err) {
  dark__whole whole = {.n = 0};
  dark_status status = dark__whole_read(&whole, o->file, o->source->place, o->ahead, o->n_ahead, err);
  const dark__workbook_source source = {whole.bytes, whole.n, o->source->place, o->sheet};
  if (status == DARK_OK) status = dark__workbook_read(&source, sink, remarks, err);
  if (status == DARK_OK) dark__whole_hash(sha256, &whole);
  dark__whole_free(&whole);
  return status;
}

static dark_status read_opened(char *sha256, opened *o, const dark__csv_sink *sink, dark__remarks *remarks, dark_error *err) {
  const char *what, *place = o->source->place;
  o->n_ahead = fread(o->ahead, 1, sizeof o->ahead, o->file);
  if (ferror(o->file)) return dark__fail(err, DARK_EIO, "%s: cannot be read: %s", place, strerror(errno));
  const dark__form form = dark__form_recognise(&what, o->ahead, o->n_ahead);
  const char *wide = form == DARK__FORM_TEXT && what == NULL ? dark__form_wide(o->ahead, o->n_ahead) : NULL;
  if (form == DARK__FORM_WORKBOOK) return read_workbook(sha256, o, sink, remarks, err);
  if (form == DARK__FORM_OTHER) return dark__fail(err, DARK_EDATA, "%s: %s", place, what);
  if (o->sheet != NULL)
    return dark__fail(err, DARK_EUSAGE, "%s: no workbook, so that there is no sheet '%s'", place, dark__show(o->sheet).text);
  if (wide == NULL || o->source->encoding != NULL || !o->source->takes_encoding)
    return read_text(sha256, o, what, sink, remarks, err);
  return dark__fail(err, DARK_EDATA, "%s: not UTF-8 but, as it seems, %s without a byte order mark; --encoding %s reads it",
                    place, wide, wide);
}

/* Only the rows of a period. */
static dark_status read_period(char *sha256, opened *o, const dark__csv_sink *sink, dark__remarks *remarks, dark_error *err) {
  dark__period period = {.options = o->source->options, .place = o->source->place, .sink = sink};
  dark__csv_sink all;
  dark__period_begin(&all, &period);
  dark_status status = read_opened(sha256, o, &all, remarks, err);
  if (status == DARK_OK) status = dark__period_end(&period, remarks, err);
  dark__period_free(&period);
  return status;
}

dark_status dark__form_read(char *sha256, const dark__form_source *source, const dark__csv_sink *sink, dark__remarks *remarks,
                            dark_error *err) {
  opened o = {.source = source};
  size_t n;
  o.sheet = dark__form_sheet(&n, source->path);
  dark_status status = open_path(&o.file, source->path, n, source->place, err);
  if (status != DARK_OK) return status;
  const bool has_dates = source->options != NULL && source->options->date != NULL;
  status = has_dates ? read_period(sha256, &o, sink, remarks, err) : read_opened(sha256, &o, sink, remarks, err);
  if (o.file != stdin) fclose(o.file);
  dark__wipe(o.ahead, sizeof o.ahead);
  return status;
}
