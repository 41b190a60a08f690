/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames as the Arrow C data interface has them. A struct array of n columns, each with its own release: consumers move children out,
   which marks the child as released where it was and leaves its release to them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "bridge/frame/inside.h"

/* ---- Schema */

static void release_schema(struct ArrowSchema *schema) {
  for (int64_t i = 0; i < schema->n_children; i++) {
    struct ArrowSchema *child = schema->children[i];
    if (child != NULL && child->release != NULL) child->release(child);
    free(child);
  }
  free(schema->children);
  free(schema->private_data);
  schema->release = NULL;
}

static bool fill_field(struct ArrowSchema *out, const char *format, const char *name, int64_t flags) {
  char *copy = malloc(strlen(name) + 1);
  if (copy == NULL) return false;
  strcpy(copy, name);
  *out = (struct ArrowSchema){.format = format, .name = copy, .flags = flags, .release = release_schema, .private_data = copy};
  return true;
}

static bool fill_schema(struct ArrowSchema *out, const dark_frame *frame) {
  static const char *const formats[] = {[DARK_COLUMN_REAL] = "g", [DARK_COLUMN_WHOLE] = "l", [DARK_COLUMN_TEXT] = "u"};
  if (!fill_field(out, "+s", "", 0)) return false;
  out->children = calloc(frame->n_columns + 1, sizeof *out->children);
  if (out->children == NULL) return false;
  for (size_t c = 0; c < frame->n_columns; c++) {
    struct ArrowSchema *child = calloc(1, sizeof *child);
    if (child == NULL) return false;
    out->children[out->n_children++] = child;
    if (!fill_field(child, formats[frame->columns[c].type], frame->columns[c].name, ARROW_FLAG_NULLABLE)) return false;
  }
  return true;
}

/* ---- Array */

/* What an array holds: its buffers, of which those that are its own are freed, and the frame that has the others. */
typedef struct holding {
  dark_frame *frame;
  const void *buffers[3];
  void *own[3];
} holding;

static void release_array(struct ArrowArray *array) {
  holding *held = array->private_data;
  for (int64_t i = 0; i < array->n_children; i++) {
    struct ArrowArray *child = array->children[i];
    if (child != NULL && child->release != NULL) child->release(child);
    free(child);
  }
  free(array->children);
  for (size_t i = 0; i < 3; i++) free(held->own[i]);
  dark_frame_free(held->frame);
  free(held);
  array->release = NULL;
}

static bool begin_array(struct ArrowArray *out, const dark_frame *frame, int64_t n_buffers) {
  holding *held = calloc(1, sizeof *held);
  if (held == NULL) return false;
  memcpy(&held->frame, &frame, sizeof frame); /* only its count of holders changes */
  dark__frame_hold(held->frame);
  *out = (struct ArrowArray){.length = (int64_t)frame->n_rows,
                             .n_buffers = n_buffers,
                             .buffers = held->buffers,
                             .release = release_array,
                             .private_data = held};
  return true;
}

static bool is_absent(const dark__frame_column_data *column, size_t row) {
  if (column->type == DARK_COLUMN_REAL) return isnan(((const double *)column->values)[row]);
  if (column->type == DARK_COLUMN_WHOLE) return ((const int64_t *)column->values)[row] == INT64_MIN;
  return ((const char *const *)column->values)[row] == NULL;
}

/* Bits of what is there; no bit map when all is. */
static bool fill_validity(struct ArrowArray *out, const dark__frame_column_data *column) {
  holding *held = out->private_data;
  const size_t n = (size_t)out->length;
  for (size_t i = 0; i < n; i++) out->null_count += is_absent(column, i);
  if (out->null_count == 0) return true;
  uint8_t *bits = calloc(n / 8 + 1, 1);
  if (bits == NULL) return false;
  for (size_t i = 0; i < n; i++)
    if (!is_absent(column, i)) bits[i / 8] = (uint8_t)(bits[i / 8] | (1u << (i % 8)));
  held->buffers[0] = held->own[0] = bits;
  return true;
}

/* Offsets and bytes of texts. False also where 32 bits do not count the bytes. */
static bool fill_texts(struct ArrowArray *out, const char *const *texts) {
  holding *held = out->private_data;
  const size_t n = (size_t)out->length;
  int32_t *offsets = calloc(n + 1, sizeof *offsets);
  held->buffers[1] = held->own[1] = offsets;
  if (offsets == NULL) return false;
  size_t n_bytes = 0;
  for (size_t i = 0; i < n; i++) {
    n_bytes += texts[i] == NULL ? 0 : strlen(texts[i]);
    if (n_bytes > INT32_MAX) return false;
    offsets[i + 1] = (int32_t)n_bytes;
  }
  char *bytes = malloc(n_bytes + 1);
  held->buffers[2] = held->own[2] = bytes;
  if (bytes == NULL) return false;
  for (size_t i = 0; i < n; i++)
    if (texts[i] != NULL) memcpy(bytes + offsets[i], texts[i], (size_t)(offsets[i + 1] - offsets[i]));
  return true;
}

static bool fill_column(struct ArrowArray *out, const dark_frame *frame, const dark__frame_column_data *column) {
  static const double nothing[1]; /* a buffer of no values */
  const bool is_text = column->type == DARK_COLUMN_TEXT;
  if (!begin_array(out, frame, is_text ? 3 : 2) || !fill_validity(out, column)) return false;
  if (is_text) return fill_texts(out, column->values);
  ((holding *)out->private_data)->buffers[1] = column->values == NULL ? nothing : column->values;
  return true;
}

static bool fill_array(struct ArrowArray *out, const dark_frame *frame) {
  if (!begin_array(out, frame, 1)) return false;
  out->children = calloc(frame->n_columns + 1, sizeof *out->children);
  if (out->children == NULL) return false;
  for (size_t c = 0; c < frame->n_columns; c++) {
    struct ArrowArray *child = calloc(1, sizeof *child);
    if (child == NULL) return false;
    out->children[out->n_children++] = child;
    if (!fill_column(child, frame, &frame->columns[c])) return false;
  }
  return true;
}

dark_status dark_frame_export(const dark_frame *frame, struct ArrowSchema *schema, struct ArrowArray *array, dark_error *err) {
  struct ArrowSchema made_schema = {.format = NULL};
  struct ArrowArray made_array = {.length = 0};
  DARK__REQUIRE(frame, err);
  if (schema != NULL) *schema = made_schema;
  if (array != NULL) *array = made_array;
  bool is_made = schema == NULL || fill_schema(&made_schema, frame);
  if (is_made && array != NULL) is_made = fill_array(&made_array, frame);
  if (!is_made && made_schema.release != NULL) made_schema.release(&made_schema);
  if (!is_made && made_array.release != NULL) made_array.release(&made_array);
  if (!is_made) return dark__fail_memory(err);
  if (schema != NULL) *schema = made_schema;
  if (array != NULL) *array = made_array;
  return DARK_OK;
}
