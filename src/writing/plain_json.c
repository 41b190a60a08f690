/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/plain_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

typedef enum value_kind { OBJECT, ARRAY, TEXT, WHOLE, REAL, WORD } value_kind;

struct dark__plain_json {
  value_kind kind;
  size_t n_holders;
  char *text;
  const char *word;
  long long whole;
  double real;
  char **keys;              /* [n] of an object */
  dark__plain_json **items; /* [n] */
  size_t n, n_room, n_key_room;
};

static dark__plain_json *new_value(value_kind kind) {
  dark__plain_json *value = calloc(1, sizeof *value);
  if (value == NULL) return NULL;
  value->kind = kind;
  value->n_holders = 1;
  return value;
}

dark__plain_json *dark__plain_object(void) { return new_value(OBJECT); }
dark__plain_json *dark__plain_array(void) { return new_value(ARRAY); }

dark__plain_json *dark__plain_text(const char *text) {
  dark__plain_json *value = new_value(TEXT);
  if (value == NULL) return NULL;
  value->text = dark__copy_text(text, strlen(text));
  if (value->text != NULL) return value;
  free(value);
  return NULL;
}

dark__plain_json *dark__plain_whole(long long whole) {
  dark__plain_json *value = new_value(WHOLE);
  if (value != NULL) value->whole = whole;
  return value;
}

dark__plain_json *dark__plain_real(double real) {
  dark__plain_json *value = new_value(REAL);
  if (value != NULL) value->real = real;
  return value;
}

dark__plain_json *dark__plain_word(const char *word) {
  dark__plain_json *value = new_value(WORD);
  if (value != NULL) value->word = word;
  return value;
}

void dark__plain_release(dark__plain_json *value) {
  if (value == NULL || --value->n_holders > 0) return;
  for (size_t i = 0; i < value->n; i++) {
    dark__plain_release(value->items[i]);
    if (value->keys != NULL) free(value->keys[i]);
  }
  free(value->items);
  free(value->keys);
  free(value->text);
  free(value);
}

/* ---- Putting together */

static bool grow(dark__plain_json *into) {
  dark__plain_json **items = dark__array_grow(into->items, &into->n_room, into->n + 1, sizeof(dark__plain_json *));
  if (items == NULL) return false;
  into->items = items;
  return true;
}

int dark__plain_append(dark__plain_json *array, dark__plain_json *value) {
  if (array == NULL || value == NULL || !grow(array)) {
    dark__plain_release(value);
    return -1;
  }
  array->items[array->n++] = value;
  return 0;
}

int dark__plain_append_shared(dark__plain_json *array, dark__plain_json *value) {
  if (value != NULL) value->n_holders++;
  return dark__plain_append(array, value);
}

static size_t find(const dark__plain_json *object, const char *key) {
  size_t i = 0;
  while (i < object->n && strcmp(object->keys[i], key) != 0) i++;
  return i;
}

static bool add_key(dark__plain_json *object, const char *key) {
  char **keys = dark__array_grow(object->keys, &object->n_key_room, object->n + 1, sizeof(char *));
  if (keys == NULL) return false;
  object->keys = keys;
  object->keys[object->n] = dark__copy_text(key, strlen(key));
  return object->keys[object->n] != NULL;
}

int dark__plain_put(dark__plain_json *object, const char *key, dark__plain_json *value) {
  const size_t at = object == NULL ? 0 : find(object, key);
  if (object != NULL && value != NULL && at < object->n) {
    dark__plain_release(object->items[at]);
    object->items[at] = value;
    return 0;
  }
  if (object == NULL || value == NULL || !grow(object) || !add_key(object, key)) {
    dark__plain_release(value);
    return -1;
  }
  object->items[object->n++] = value;
  return 0;
}

/* ---- Looking */

dark__plain_json *dark__plain_get(const dark__plain_json *object, const char *key) {
  const size_t at = object == NULL ? 0 : find(object, key);
  return object != NULL && at < object->n ? object->items[at] : NULL;
}

dark__plain_json *dark__plain_at(const dark__plain_json *array, size_t i) {
  return array != NULL && i < array->n ? array->items[i] : NULL;
}

size_t dark__plain_size(const dark__plain_json *array) { return array == NULL ? 0 : array->n; }
bool dark__plain_is_array(const dark__plain_json *value) { return value != NULL && value->kind == ARRAY; }

/* ---- Writing */

static void write_character(FILE *stream, char character) {
  static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
  const char *at = character == '\0' ? NULL : strchr(letters, character);
  if (at != NULL) fprintf(stream, "\\%c", names[at - letters]);
  else if ((unsigned char)character < 0x20) fprintf(stream, "\\u%04X", (unsigned char)character);
  else fputc(character, stream);
}

static void write_text(FILE *stream, const char *text) {
  fputc('"', stream);
  for (; *text != '\0'; text++) write_character(stream, *text);
  fputc('"', stream);
}

/* "1.5e7": an exponent without '+' and leading zeros, and always a mark of a real number. */
static void write_real(FILE *stream, double real) {
  char text[64];
  snprintf(text, sizeof text, "%.17g", real);
  char *exponent = strchr(text, 'e'), *comma = strchr(text, ',');
  if (comma != NULL) *comma = '.';
  if (exponent == NULL) {
    fprintf(stream, "%s%s", text, strchr(text, '.') == NULL ? ".0" : "");
    return;
  }
  const char *digits = exponent + 1;
  const bool is_negative = *digits == '-';
  digits += strspn(digits, "+-");
  digits += strspn(digits, "0");
  fprintf(stream, "%.*se%s%s", (int)(exponent - text), text, is_negative ? "-" : "", digits);
}

static void start_line(FILE *stream, size_t depth) {
  fputc('\n', stream);
  for (size_t i = 0; i < depth; i++) fputs("  ", stream);
}

static void write_at(FILE *stream, const dark__plain_json *value, size_t depth);

static void write_items(FILE *stream, const dark__plain_json *value, size_t depth) {
  const bool is_object = value->kind == OBJECT;
  fputc(is_object ? '{' : '[', stream);
  for (size_t i = 0; i < value->n; i++) {
    start_line(stream, depth + 1);
    if (is_object) {
      write_text(stream, value->keys[i]);
      fputs(": ", stream);
    }
    write_at(stream, value->items[i], depth + 1);
    if (i + 1 < value->n) fputc(',', stream);
  }
  if (value->n > 0) start_line(stream, depth);
  fputc(is_object ? '}' : ']', stream);
}

static void write_at(FILE *stream, const dark__plain_json *value, size_t depth) {
  switch (value->kind) {
    case TEXT: write_text(stream, value->text); return;
    case WHOLE: fprintf(stream, "%lld", value->whole); return;
    case REAL: write_real(stream, value->real); return;
    case WORD: fputs(value->word, stream); return;
    default: write_items(stream, value, depth); return;
  }
}

void dark__plain_write(FILE *stream, const dark__plain_json *value) { write_at(stream, value, 0); }
