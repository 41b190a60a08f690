/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/store/query.h"

#include "base/error.h"
#include "cli/console/output.h"
#include "cli/study/study.h"
#include "report/json/json.h"
#include "report/text/text.h"
#include "writing/csv.h"

static const struct argp_child groups[] = {{&dark__output_group, 0, "Output:", 1}, {&dark__help_group, 0, "Help:", 2}, {0}};

static const char help[] =
    "Ask a results store in SQL, as SQLite understands it. The store is only read. Its tables: meta, tasks, blocks, points, "
    "results; "
    "'answers' has results with the names of data, scenario and method. The manual has their columns.\v"
    "Examples:\n"
    "  darkfigure study query study.db 'SELECT * FROM answers'\n"
    "  darkfigure study query --format csv study.db \"SELECT data, max(total) FROM\n"
    "    answers WHERE state = 'ok' GROUP BY data\"\n\n"
    "Exit status: 0 done, 2 wrong usage, also in the query, 3 a damaged store, 4 input, output or system failure.";

static const struct argp syntax = {.parser = dark__request_take, .args_doc = "STORE SQL", .doc = help, .children = groups};

/* ---- CSV */

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

static dark_status write_csv(FILE *stream, dark__store *store, const char *query, dark_error *err) {
  const dark__query_reader reader = {put_csv_head, put_csv_row, stream};
  return dark__store_query(store, query, &reader, err);
}

/* ---- JSON: an object for each row; of columns that are called the same the last counts */

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

static dark_status write_json(FILE *stream, dark__store *store, const char *query, dark_error *err) {
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

/* ---- For reading */

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

static dark_status write_text(FILE *stream, dark__store *store, const char *query, dark_error *err) {
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

typedef dark_status query_writer(FILE *stream, dark__store *store, const char *query, dark_error *err);

static dark_status serve(dark__request *request, dark_error *err) {
  static query_writer *const writers[] = {
      [DARK_FORMAT_TABLE] = write_text, [DARK_FORMAT_CSV] = write_csv, [DARK_FORMAT_JSON] = write_json};
  const dark__words *operands = &request->input.paths;
  dark__store store = {0};
  dark__output output = {0};
  if (operands->n < 2) return dark__fail(err, DARK_EUSAGE, "study query needs a STORE and a query in SQL");
  dark_status status = dark__store_read(&store, operands->items[0], NULL, err);
  if (status == DARK_OK) status = dark__output_open(&output, err);
  if (status == DARK_OK) status = writers[request->output.format](output.stream, &store, operands->items[1], err);
  if (status == DARK_OK) status = dark__output_deliver(&output, &request->output, err);
  dark__output_close(&output);
  dark__store_close(&store);
  return status;
}

int dark__study_query(int argc, char **argv) {
  dark__request request;
  dark__request_init(&request, "study query");
  request.operand = "STORE and one query";
  request.most_operands = 2;
  return dark__request_serve(&request, &syntax, argc, argv, serve);
}
