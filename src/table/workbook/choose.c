/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/workbook/choose.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/show.h"
#include "base/text.h"

enum { MOST_SHEETS = 1024 };

dark_status dark__sheets_add(dark__sheets *sheets, const char *place, const char *name, const char *id, bool is_hidden,
                             dark_error *err) {
  if (sheets->n == MOST_SHEETS) return dark__fail(err, DARK_ELIMIT, "%s: more than %d sheets", place, MOST_SHEETS);
  if (sheets->n == sheets->capacity) {
    dark__sheet_entry *all = dark__array_grow(sheets->all, &sheets->capacity, sheets->n + 1, sizeof *all);
    if (all == NULL) return dark__fail_memory(err);
    sheets->all = all;
  }
  dark__sheet_entry entry = {.name = dark__copy_text(name, strlen(name)), .is_hidden = is_hidden};
  if (id != NULL) entry.id = dark__copy_text(id, strlen(id));
  sheets->all[sheets->n++] = entry;
  return entry.name == NULL || (id != NULL && entry.id == NULL) ? dark__fail_memory(err) : DARK_OK;
}

static const char *name_at(const void *context, size_t i) { return ((const dark__sheets *)context)->all[i].name; }

static dark_status fail_unknown(const dark__sheets *sheets, const char *place, const char *asked, dark_error *err) {
  return dark__fail(err, DARK_EUSAGE, "%s: there is no sheet '%s'; the sheets are %s", place, dark__show(asked).text,
                    dark__show_names(name_at, sheets, sheets->n).text);
}

static dark_status fail_several(const dark__sheets *sheets, size_t n_shown, size_t first, const char *place, dark_error *err) {
  const char *name = sheets->all[first].name;
  return dark__fail(err, DARK_EUSAGE,
                    "%s: %zu sheets%s: %s; say which, as in '%s:%s', or make each a list with --link KEY '%s:%s' ...", place,
                    n_shown, n_shown < sheets->n ? " besides hidden ones" : "", dark__show_names(name_at, sheets, sheets->n).text,
                    place, dark__show(name).text, place, dark__show(name).text);
}

static dark_status remark_hidden(const dark__sheets *sheets, const char *place, size_t chosen, dark__remarks *remarks,
                                 dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < sheets->n; i++) {
    if (i != chosen)
      status = dark__remarks_add(remarks, err, "%s: sheet '%s' is hidden and was not read", place,
                                 dark__show(sheets->all[i].name).text);
  }
  return status;
}

dark_status dark__sheets_choose(size_t *chosen, const dark__sheets *sheets, const char *place, const char *asked,
                                dark__remarks *remarks, dark_error *err) {
  size_t n_shown = 0;
  if (sheets->n == 0) return dark__fail(err, DARK_EDATA, "%s: a workbook without sheets", place);
  for (size_t i = sheets->n; i-- > 0;) {
    const bool is_meant = asked == NULL ? !sheets->all[i].is_hidden : strcmp(sheets->all[i].name, asked) == 0;
    if (is_meant) *chosen = i;
    n_shown += is_meant;
  }
  if (asked != NULL) return n_shown > 0 ? DARK_OK : fail_unknown(sheets, place, asked, err);
  if (n_shown > 1) return fail_several(sheets, n_shown, *chosen, place, err);
  if (n_shown == 1) return remark_hidden(sheets, place, *chosen, remarks, err);
  return dark__fail(err, DARK_EUSAGE, "%s: all sheets are hidden: %s; say which, as in '%s:%s'", place,
                    dark__show_names(name_at, sheets, sheets->n).text, place, dark__show(sheets->all[0].name).text);
}

void dark__sheets_free(dark__sheets *sheets) {
  for (size_t i = 0; i < sheets->n; i++) {
    free(sheets->all[i].name);
    free(sheets->all[i].id);
  }
  free(sheets->all);
}
