/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/frame.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "table/csv/stream.h"

static dark_status take_row(void *context, const dark__row *row, dark_error *err) {
  frame *to = context;
  (void)err;
  for (size_t field = 0; field < row->n_fields; field++) {
    if (to->n_cells == to->n_room) {
      to->n_room = to->n_room == 0 ? 4096 : 2 * to->n_room;
      to->cells = realloc(to->cells, to->n_room * sizeof *to->cells);
      assert_non_null(to->cells);
    }
    to->cells[to->n_cells++] = strdup(dark__row_field(row, field));
  }
  to->n_columns = row->n_fields;
  return DARK_OK;
}

void frame_read(frame *out, const char *name) {
  char path[512], sha256[65];
  dark_error err = DARK_ERROR_INIT;
  *out = (frame){0};
  snprintf(path, sizeof path, "%s/%s", DARK_TEST_DATA, name);
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail_msg("%s is missing", path);
  const dark__csv_source source = {.file = file, .place = path, .delimiter = ','};
  const dark__csv_sink sink = {take_row, take_row, out};
  if (dark__csv_read(sha256, &source, &sink, &err) != DARK_OK) fail_msg("%s", err.message);
  fclose(file);
  out->n_rows = out->n_cells / out->n_columns - 1;
}

void frame_clear(frame *read) {
  for (size_t i = 0; i < read->n_cells; i++) free(read->cells[i]);
  free(read->cells);
  *read = (frame){0};
}

const char *frame_text(const frame *of, size_t row, const char *column) {
  for (size_t j = 0; j < of->n_columns; j++)
    if (strcmp(of->cells[j], column) == 0) return of->cells[(row + 1) * of->n_columns + j];
  fail_msg("there is no column %s", column);
  return NULL;
}

double frame_number(const frame *of, size_t row, const char *column) {
  const char *text = frame_text(of, row, column);
  return *text == '\0' || strcmp(text, "NA") == 0 ? NAN : strtod(text, NULL);
}

int frame_is(const frame *of, size_t row, const char *column, const char *text) {
  return strcmp(frame_text(of, row, column), text) == 0;
}
