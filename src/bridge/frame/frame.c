/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/frame/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "bridge/frame/inside.h"

static const size_t sizes[] = {
    [DARK_COLUMN_REAL] = sizeof(double), [DARK_COLUMN_WHOLE] = sizeof(int64_t), [DARK_COLUMN_TEXT] = sizeof(const char *)};

/* ---- Life */

dark_frame *dark__frame_new(void) {
  dark_frame *frame = calloc(1, sizeof *frame);
  if (frame == NULL) return NULL;
  atomic_init(&frame->n_holders, 1);
  frame->arena = dark__arena_new();
  if (frame->arena != NULL) return frame;
  free(frame);
  return NULL;
}

void dark__frame_hold(dark_frame *frame) { atomic_fetch_add(&frame->n_holders, 1); }

void dark_frame_free(dark_frame *frame) {
  if (frame == NULL || atomic_fetch_sub(&frame->n_holders, 1) > 1) return;
  for (size_t c = 0; c < frame->n_columns; c++) free(frame->columns[c].values);
  free(frame->columns);
  dark__arena_free(frame->arena);
  free(frame);
}

dark_status dark__frame_check(const dark_frame *frame, dark_error *err) {
  return frame == NULL || frame->failed || frame->next != 0 ? dark__fail_memory(err) : DARK_OK;
}

/* ---- Making */

static void add_column(dark_frame *frame, const char *name, size_t length, dark_column_type type) {
  if (frame == NULL || frame->failed) return;
  dark__frame_column_data *grown =
      dark__array_grow(frame->columns, &frame->columns_capacity, frame->n_columns + 1, sizeof *grown);
  char *copy = dark__arena_take(frame->arena, length + 1, 1);
  if (grown != NULL) frame->columns = grown;
  frame->failed = grown == NULL || copy == NULL || frame->n_rows > 0 || frame->next > 0;
  if (frame->failed) return;
  memcpy(copy, name, length);
  grown[frame->n_columns++] = (dark__frame_column_data){.name = copy, .type = type};
}

void dark__frame_column(dark_frame *frame, const char *name, dark_column_type type) {
  add_column(frame, name, strlen(name), type);
}

static void add_columns(dark_frame *frame, const char *names, dark_column_type type) {
  for (;;) {
    const size_t length = strcspn(names, ",");
    add_column(frame, names, length, type);
    if (names[length] == '\0') return;
    names += length + 1;
  }
}

void dark__frame_reals(dark_frame *frame, const char *names) { add_columns(frame, names, DARK_COLUMN_REAL); }
void dark__frame_wholes(dark_frame *frame, const char *names) { add_columns(frame, names, DARK_COLUMN_WHOLE); }
void dark__frame_texts(dark_frame *frame, const char *names) { add_columns(frame, names, DARK_COLUMN_TEXT); }

/* Where the next cell goes, NULL when it has no place. */
static void *next_cell(dark_frame *frame, dark_column_type type) {
  if (frame == NULL || frame->failed) return NULL;
  dark__frame_column_data *column = frame->next < frame->n_columns ? &frame->columns[frame->next] : NULL;
  void *grown = column == NULL || column->type != type
                    ? NULL
                    : dark__array_grow(column->values, &column->capacity, frame->n_rows + 1, sizes[type]);
  frame->failed = grown == NULL;
  if (grown == NULL) return NULL;
  column->values = grown;
  return (char *)grown + frame->n_rows * sizes[type];
}

static void end_cell(dark_frame *frame) {
  if (++frame->next < frame->n_columns) return;
  frame->next = 0;
  frame->n_rows++;
}

void dark__frame_put_real(dark_frame *frame, double value) {
  double *cell = next_cell(frame, DARK_COLUMN_REAL);
  if (cell == NULL) return;
  *cell = value;
  end_cell(frame);
}

void dark__frame_put_whole(dark_frame *frame, int64_t value) {
  int64_t *cell = next_cell(frame, DARK_COLUMN_WHOLE);
  if (cell == NULL) return;
  *cell = value;
  end_cell(frame);
}

void dark__frame_put_size(dark_frame *frame, size_t value) {
  dark__frame_put_whole(frame, value == SIZE_MAX ? INT64_MIN : (int64_t)value);
}

void dark__frame_put_static(dark_frame *frame, const char *value) {
  const char **cell = next_cell(frame, DARK_COLUMN_TEXT);
  if (cell == NULL) return;
  *cell = value;
  end_cell(frame);
}

/* The same as in the row before takes no room. */
void dark__frame_put_text(dark_frame *frame, const char *value) {
  const char **cell = next_cell(frame, DARK_COLUMN_TEXT);
  if (cell == NULL) return;
  const char *before = frame->n_rows > 0 ? cell[-1] : NULL;
  const bool is_same = value != NULL && before != NULL && strcmp(value, before) == 0;
  *cell = value == NULL || is_same ? before : dark__arena_copy(frame->arena, value);
  if (value == NULL) *cell = NULL;
  frame->failed = value != NULL && *cell == NULL;
  if (!frame->failed) end_cell(frame);
}

void dark__frame_put_paper(dark_frame *frame, const dark__paper *paper) {
  if (frame != NULL && paper->failed) frame->failed = true;
  dark__frame_put_text(frame, dark__paper_text(paper));
}

/* ---- Reading */

size_t dark_frame_n_rows(const dark_frame *frame) { return frame == NULL ? 0 : frame->n_rows; }
size_t dark_frame_n_columns(const dark_frame *frame) { return frame == NULL ? 0 : frame->n_columns; }

static const dark__frame_column_data *column_at(const dark_frame *frame, size_t column) {
  return frame == NULL || column >= frame->n_columns ? NULL : &frame->columns[column];
}

const char *dark_frame_column_name(const dark_frame *frame, size_t column) {
  const dark__frame_column_data *found = column_at(frame, column);
  return found == NULL ? NULL : found->name;
}

dark_column_type dark_frame_column_type(const dark_frame *frame, size_t column) {
  const dark__frame_column_data *found = column_at(frame, column);
  return found == NULL ? DARK_N_COLUMN_TYPES : found->type;
}

size_t dark_frame_find_column(const dark_frame *frame, const char *name) {
  for (size_t c = 0; name != NULL && c < dark_frame_n_columns(frame); c++)
    if (strcmp(frame->columns[c].name, name) == 0) return c;
  return SIZE_MAX;
}

/* The values of a column of this type; never NULL where it is one, also without rows. */
static const void *values_of(const dark_frame *frame, size_t column, dark_column_type type) {
  static const double nothing[1];
  const dark__frame_column_data *found = column_at(frame, column);
  if (found == NULL || found->type != type) return NULL;
  return found->values == NULL ? nothing : found->values;
}

const double *dark_frame_reals(const dark_frame *frame, size_t column) { return values_of(frame, column, DARK_COLUMN_REAL); }
const int64_t *dark_frame_wholes(const dark_frame *frame, size_t column) { return values_of(frame, column, DARK_COLUMN_WHOLE); }
const char *const *dark_frame_texts(const dark_frame *frame, size_t column) { return values_of(frame, column, DARK_COLUMN_TEXT); }
