/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"
#include "report/study/study.h"
#include "study/store/query.h"

/* An object for each row; of columns that are called the same the last counts */

typedef struct json_rows {
  dark__json json;
  json_t *rows;
} json_rows;

static dark_status put_json_head(void *context, const char *const *names, size_t n, dark_error *err) {
  json_rows *out = context;
  (void)err;
  dark__json_put(&out->json, out->json.root, "columns", dark__json_texts(names, n));
  out->rows = dark__json_put_array(&out->json, out->json.root, "rows");
  return DARK_OK;
}

static json_t *json_value(const dark__field *field) {
  switch (field->kind) {
    case DARK__FIELD_WHOLE: return json_integer(field->whole);
    case DARK__FIELD_REAL: return dark__json_real(field->real);
    case DARK__FIELD_TEXT: return dark__json_text(field->text);
    case DARK__FIELD_NONE: break;
  }
  return json_null();
}

static dark_status put_json_row(void *context, const char *const *names, const dark__field *fields, size_t n, dark_error *err) {
  json_rows *out = context;
  (void)err;
  json_t *object = dark__json_append_object(&out->json, out->rows);
  for (size_t c = 0; c < n; c++) dark__json_put(&out->json, object, names[c], json_value(&fields[c]));
  return DARK_OK;
}

dark_status dark__rows_json(FILE *stream, dark__store *store, const char *query, dark_error *err) {
  json_rows out = {.json = {.root = json_object()}};
  const dark__query_reader reader = {put_json_head, put_json_row, &out};
  dark__json_put_program(&out.json);
  dark__json_put(&out.json, out.json.root, "command", dark__json_text("study query"));
  dark__json_put(&out.json, out.json.root, "query", dark__json_text(query));
  const dark_status status = dark__store_query(store, query, &reader, err);
  if (status == DARK_OK) return dark__json_write(&out.json, stream, err);
  json_decref(out.json.root);
  return status;
}
