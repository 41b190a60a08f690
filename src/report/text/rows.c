/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "report/study/study.h"
#include "study/store/query.h"
#include "writing/grid.h"
#include "writing/page.h"

typedef struct text_rows {
  dark__grid grid;
  dark__paper columns;
} text_rows;

static dark_status put_text_head(void *context, const char *const *names, size_t n, dark_error *err) {
  text_rows *out = context;
  for (size_t c = 0; c < n; c++) dark__paper_add(&out->columns, "l");
  out->grid.columns = dark__paper_text(&out->columns);
  if (out->columns.failed) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++) dark__grid_add_foreign(&out->grid, names[c]);
  return DARK_OK;
}

static dark_status put_text_row(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err) {
  text_rows *out = context;
  (void)names, (void)err;
  for (size_t c = 0; c < n; c++) {
    dark__paper *cell = dark__grid_cell(&out->grid);
    if (fields[c].kind == DARK__FIELD_WHOLE) dark__paper_add(cell, "%lld", fields[c].whole);
    if (fields[c].kind == DARK__FIELD_REAL) dark__paper_add(cell, "%.10g", fields[c].real);
    if (fields[c].kind == DARK__FIELD_TEXT) dark__paper_add_foreign(cell, fields[c].text);
    dark__grid_next(&out->grid);
  }
  return DARK_OK;
}

dark_status dark__rows_text(FILE *stream, dark__store *store, const char *query, dark_error *err) {
  text_rows out = {.grid = {.columns = "l"}};
  dark__paper page = {0};
  const dark__query_reader reader = {put_text_head, put_text_row, &out};
  const dark_status status = dark__store_query(store, query, &reader, err);
  dark__grid_put(&page, &out.grid, 0);
  dark__paper_clear(&out.columns);
  if (status == DARK_OK) return dark__paper_finish(&page, stream, err);
  dark__paper_clear(&page);
  return status;
}
