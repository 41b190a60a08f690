/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of an Arrow record batch, copied: they are small beside what is done with them, and so nothing has to outlive the call. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "bridge/data/data.h"
#include "result/arena.h"

/* One column, with the rows first to first + n - 1 of its buffers. */
typedef struct column {
  const struct ArrowSchema *schema;
  const struct ArrowArray *array;
  size_t first, n;
  dark__arena *arena;
} column;

static bool is_bit_set(const void *bits, size_t i) { return (((const uint8_t *)bits)[i / 8] >> (i % 8) & 1) != 0; }

static bool is_there(const column *of, size_t i) {
  const void *valid = of->array->n_buffers > 0 ? of->array->buffers[0] : NULL;
  return valid == NULL || is_bit_set(valid, of->first + i);
}

static bool has_format(const column *of, const char *format) { return strcmp(of->schema->format, format) == 0; }

/* ---- Numbers */

static int64_t whole_at(const void *values, char format, size_t i) {
  switch (format) {
    case 'c': return ((const int8_t *)values)[i];
    case 'C': return ((const uint8_t *)values)[i];
    case 's': return ((const int16_t *)values)[i];
    case 'S': return ((const uint16_t *)values)[i];
    case 'i': return ((const int32_t *)values)[i];
    case 'I': return ((const uint32_t *)values)[i];
    case 'L': {
      const uint64_t value = ((const uint64_t *)values)[i];
      return value > INT64_MAX ? INT64_MAX : (int64_t)value;
    }
    default: return ((const int64_t *)values)[i];
  }
}

static bool is_whole(const column *of) {
  return of->schema->format[0] != '\0' && of->schema->format[1] == '\0' && strchr("cCsSiIlL", of->schema->format[0]) != NULL;
}

/* NULL: out of memory. */
static int64_t *copy_wholes(const column *of) {
  int64_t *copy = dark__arena_take(of->arena, of->n, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < of->n; i++)
    copy[i] = is_there(of, i) ? whole_at(of->array->buffers[1], of->schema->format[0], of->first + i) : INT64_MIN;
  return copy;
}

static int8_t *copy_flags(const column *of) {
  int8_t *copy = dark__arena_take(of->arena, of->n, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < of->n; i++)
    copy[i] = is_there(of, i) ? (int8_t)is_bit_set(of->array->buffers[1], of->first + i) : INT8_MIN;
  return copy;
}

static double *copy_reals(const column *of) {
  const bool is_single = has_format(of, "f");
  const void *values = of->array->buffers[1];
  double *copy = dark__arena_take(of->arena, of->n, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < of->n; i++) {
    const double value = is_single ? (double)((const float *)values)[of->first + i] : ((const double *)values)[of->first + i];
    copy[i] = is_there(of, i) ? value : (double)NAN;
  }
  return copy;
}

/* ---- Texts */

static bool is_text(const column *of) { return has_format(of, "u") || has_format(of, "U") || has_format(of, "vu"); }

/* A text of at most 12 bytes stands in its view, a longer one in one of the buffers behind the views. */
static const char *view_at(size_t *length, const struct ArrowArray *array, size_t i) {
  const char *view = (const char *)array->buffers[1] + 16 * i;
  int32_t size, buffer, offset;
  memcpy(&size, view, 4);
  memcpy(&buffer, view + 8, 4);
  memcpy(&offset, view + 12, 4);
  *length = (size_t)size;
  return size <= 12 ? view + 4 : (const char *)array->buffers[2 + buffer] + offset;
}

static const char *text_at(size_t *length, const column *of, size_t i) {
  const struct ArrowArray *array = of->array;
  const char *bytes = array->buffers[2];
  if (has_format(of, "vu")) return view_at(length, array, of->first + i);
  if (has_format(of, "U")) {
    const int64_t *offsets = (const int64_t *)array->buffers[1] + of->first + i;
    *length = (size_t)(offsets[1] - offsets[0]);
    return bytes == NULL ? "" : bytes + offsets[0];
  }
  const int32_t *offsets = (const int32_t *)array->buffers[1] + of->first + i;
  *length = (size_t)(offsets[1] - offsets[0]);
  return bytes == NULL ? "" : bytes + offsets[0];
}

static const char **copy_texts(const column *of) {
  const char **copy = dark__arena_take(of->arena, of->n, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < of->n; i++) {
    size_t length = 0;
    if (!is_there(of, i)) continue;
    const char *bytes = text_at(&length, of, i);
    char *text = dark__arena_take(of->arena, length + 1, 1);
    if (text == NULL) return NULL;
    memcpy(text, bytes, length);
    copy[i] = text;
  }
  return copy;
}

/* ---- Columns */

/* Of a type that is not taken. */
static dark_status pass_over(dark_data *data, const char *name, const column *of, dark_error *err) {
  const char *type = dark__arena_copy(of->arena, of->schema->format);
  return type == NULL ? dark__fail_memory(err) : dark__unread_add(data, &(dark__unread){name, type}, err);
}

static dark_status add_dictionary(dark_data *data, const char *name, const column *of, dark_error *err) {
  const struct ArrowArray *words = of->array->dictionary;
  const column levels = {of->schema->dictionary, words, (size_t)words->offset, (size_t)words->length, of->arena};
  if (!is_text(&levels) || !is_whole(of)) return pass_over(data, name, of, err);
  int32_t *codes = dark__arena_take(of->arena, of->n, sizeof *codes);
  const char **texts = copy_texts(&levels);
  const int64_t *wholes = copy_wholes(of);
  if (codes == NULL || texts == NULL || wholes == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < levels.n; l++)
    if (texts[l] == NULL) texts[l] = "";
  for (size_t i = 0; i < of->n; i++) codes[i] = wholes[i] < 0 || wholes[i] > INT32_MAX ? INT32_MIN : (int32_t)wholes[i];
  return dark_data_add_codes(data, name, codes, 0, texts, levels.n, NULL, err);
}

static dark_status add_column(dark_data *data, const column *of, dark_error *err) {
  const char *name = dark__arena_copy(of->arena, of->schema->name == NULL ? "" : of->schema->name);
  const void *copy = NULL;
  if (name == NULL) return dark__fail_memory(err);
  if (of->schema->dictionary != NULL) return add_dictionary(data, name, of, err);
  if (is_whole(of)) copy = copy_wholes(of);
  else if (has_format(of, "b")) copy = copy_flags(of);
  else if (has_format(of, "f") || has_format(of, "g")) copy = copy_reals(of);
  else if (is_text(of)) copy = copy_texts(of);
  else if (has_format(of, "n")) copy = dark__arena_take(of->arena, of->n, sizeof(const char *)); /* nothing is there */
  else return pass_over(data, name, of, err);
  if (copy == NULL) return dark__fail_memory(err);
  if (is_whole(of)) return dark_data_add_wholes(data, name, copy, NULL, err);
  if (has_format(of, "b")) return dark_data_add_bytes(data, name, copy, NULL, err);
  if (has_format(of, "f") || has_format(of, "g")) return dark_data_add_reals(data, name, copy, NULL, err);
  return dark_data_add_texts(data, name, copy, NULL, err);
}

static void release_arena(void *arena) { dark__arena_free(arena); }

static dark_status add_columns(dark_data *data, const struct ArrowSchema *schema, const struct ArrowArray *array,
                               dark_error *err) {
  dark_status status = DARK_OK;
  dark__arena *arena = dark__arena_new();
  if (arena == NULL) return dark__fail_memory(err);
  data->owned = arena;
  data->release = release_arena;
  for (int64_t c = 0; status == DARK_OK && c < schema->n_children; c++) {
    const size_t first = (size_t)(array->offset + array->children[c]->offset);
    const column of = {schema->children[c], array->children[c], first, data->n_rows, arena};
    status = add_column(data, &of, err);
  }
  return status;
}

static dark_status check(const struct ArrowSchema *schema, const struct ArrowArray *array, dark_error *err) {
  if (schema->release == NULL || array->release == NULL) return dark__fail(err, DARK_EUSAGE, "the Arrow array was released");
  if (strcmp(schema->format, "+s") != 0 || schema->n_children != array->n_children)
    return dark__fail(err, DARK_EUSAGE, "the Arrow array is no record batch (a struct of columns)");
  return DARK_OK;
}

static dark_status take_columns(dark_data **out, const struct ArrowSchema *schema, const struct ArrowArray *array,
                                dark_error *err) {
  dark_status status = check(schema, array, err);
  if (status == DARK_OK) status = dark_data_new(out, (size_t)array->length, err);
  if (status == DARK_OK) status = add_columns(*out, schema, array, err);
  if (status == DARK_OK) return status;
  dark_data_free(*out);
  *out = NULL;
  return status;
}

dark_status dark_data_from_arrow(dark_data **out, struct ArrowSchema *schema, struct ArrowArray *array, dark_error *err) {
  dark_status status;
  if (out != NULL) *out = NULL;
  if (schema == NULL || array == NULL || out == NULL)
    status = dark__fail_null(err, __func__, out == NULL ? "out" : schema == NULL ? "schema" : "array");
  else status = take_columns(out, schema, array, err);
  if (schema != NULL && schema->release != NULL) schema->release(schema);
  if (array != NULL && array->release != NULL) array->release(array);
  return status;
}
