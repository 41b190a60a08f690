/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/json.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

void dark__json_put(dark__json *json, json_t *object, const char *key, json_t *value) {
  if (json_object_set_new(object, key, value) != 0) json->failed = true;
}

void dark__json_append(dark__json *json, json_t *array, json_t *value) {
  if (json_array_append_new(array, value) != 0) json->failed = true;
}

json_t *dark__json_put_object(dark__json *json, json_t *object, const char *key) {
  dark__json_put(json, object, key, json_object());
  return json_object_get(object, key);
}

json_t *dark__json_put_array(dark__json *json, json_t *object, const char *key) {
  dark__json_put(json, object, key, json_array());
  return json_object_get(object, key);
}

json_t *dark__json_append_object(dark__json *json, json_t *array) {
  const size_t n = json_array_size(array);
  dark__json_append(json, array, json_object());
  return json_array_get(array, n);
}

json_t *dark__json_real(double value) { return isfinite(value) ? json_real(value) : json_null(); }

json_t *dark__json_count(double value) {
  const double largest = 9007199254740992.0; /* 2^53 */
  if (fabs(value) <= largest && value == floor(value)) return json_integer((json_int_t)value);
  return dark__json_real(value);
}

json_t *dark__json_size(size_t value) { return json_integer((json_int_t)value); }

static json_t *repaired(const char *text) {
  dark__paper paper = {0};
  while (*text != '\0') {
    const size_t length = dark__utf8_length(text);
    if (length == 0) dark__paper_add(&paper, "\xEF\xBF\xBD");
    else dark__paper_add_bytes(&paper, text, length);
    text += length == 0 ? 1 : length;
  }
  return dark__json_paper(&paper);
}

json_t *dark__json_text(const char *text) {
  if (text == NULL) return json_null();
  return dark__utf8_is_valid(text) ? json_string(text) : repaired(text);
}

json_t *dark__json_paper(dark__paper *paper) {
  json_t *value = NULL;
  if (!paper->failed) value = dark__json_text(dark__paper_text(paper));
  dark__paper_clear(paper);
  return value;
}

json_t *dark__json_texts(const char *const *texts, size_t n) {
  dark__json part = {json_array(), false};
  for (size_t i = 0; i < n; i++) dark__json_append(&part, part.root, dark__json_text(texts[i]));
  if (!part.failed) return part.root;
  json_decref(part.root);
  return NULL;
}

void dark__json_put_levels(dark__json *json, json_t *object, const char *const *categories, const char *const *levels, size_t n) {
  for (size_t c = 0; c < n; c++) dark__json_put(json, object, categories[c], dark__json_text(levels[c]));
}

#ifndef DARK_CORE

/* An interrupted write is the stream's error, found by whoever called. */
static int write_piece(const char *bytes, size_t length, void *stream) {
  return fwrite(bytes, 1, length, stream) == length ? 0 : -1;
}

static int dump(FILE *stream, const json_t *root) {
  return json_dump_callback(root, write_piece, stream, JSON_INDENT(2) | JSON_REAL_PRECISION(17));
}

#else

static int dump(FILE *stream, const json_t *root) {
  dark__plain_write(stream, root);
  return ferror(stream) != 0 ? -1 : 0;
}

#endif

dark_status dark__json_write(dark__json *json, FILE *stream, dark_error *err) {
  dark_status status = DARK_OK;
  if (json->failed) status = dark__fail_memory(err);
  else if (dump(stream, json->root) != 0)
    status = ferror(stream) != 0 ? dark__fail(err, DARK_EIO, "cannot write the output") : dark__fail_memory(err);
  else fputc('\n', stream);
  json_decref(json->root);
  return status;
}
