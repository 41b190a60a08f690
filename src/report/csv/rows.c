/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/study/study.h"
#include "study/store/query.h"
#include "writing/csv.h"
#include "writing/numbers.h"

static dark_status put_csv_head(void *context, const char *const *names, size_t n, dark_error *err) {
  FILE *stream = context;
  (void)err;
  for (size_t c = 0; c < n; c++) {
    dark__put_text(stream, names[c]);
    fputc(c + 1 < n ? ',' : '\n', stream);
  }
  return DARK_OK;
}

static dark_status put_csv_row(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err) {
  FILE *stream = context;
  (void)names, (void)err;
  for (size_t c = 0; c < n; c++) {
    if (fields[c].kind == DARK__FIELD_WHOLE) fprintf(stream, "%lld", fields[c].whole);
    if (fields[c].kind == DARK__FIELD_REAL) fputs(dark__exact(fields[c].real).text, stream);
    if (fields[c].kind == DARK__FIELD_TEXT) dark__put_text(stream, fields[c].text);
    fputc(c + 1 < n ? ',' : '\n', stream);
  }
  return DARK_OK;
}

dark_status dark__rows_csv(FILE *stream, dark__store *store, const char *query, dark_error *err) {
  const dark__query_reader reader = {put_csv_head, put_csv_row, stream};
  return dark__store_query(store, query, &reader, err);
}
