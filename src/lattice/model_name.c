/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/model_name.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "lattice/common.h"

/* Text that grows at the end of a buffer and stops at its size. */
typedef struct writer {
  char *buffer;
  size_t size, length;
} writer;

static void append(writer *to, const char *format, ...) DARK_PRINTF(2, 3);
static void append(writer *to, const char *format, ...) {
  if (to->length >= to->size) return;
  va_list arguments;
  va_start(arguments, format);
  const int n = vsnprintf(to->buffer + to->length, to->size - to->length, format, arguments);
  va_end(arguments);
  if (n > 0) to->length += (size_t)n < to->size - to->length ? (size_t)n : to->size - to->length - 1;
}

static bool is_plain(const char *name) {
  for (const char *c = name; *c != '\0'; c++)
    if (!isalnum((unsigned char)*c) && strchr("_.-", *c) == NULL && (unsigned char)*c < 128) return false;
  return true;
}

static void append_name(writer *to, const char *name) {
  if (is_plain(name)) {
    append(to, "%s", name);
    return;
  }
  append(to, "\"");
  for (const char *c = name; *c != '\0'; c++) append(to, *c == '"' ? "\"\"" : "%c", *c);
  append(to, "\"");
}

static void append_term(writer *to, uint32_t term, const dark__naming *naming, bool short_form) {
  bool first = true;
  for (unsigned position = 0; position < naming->n_input; position++) {
    const unsigned list = dark__list_at(naming, position);
    if (list == naming->n_lists || ((term >> list) & 1) == 0) continue;
    if (short_form) {
      append(to, "%u", position + 1);
    } else {
      if (!first) append(to, "*");
      append_name(to, naming->names[list]);
    }
    first = false;
  }
}

static bool is_maximal(const uint32_t *terms, size_t n_terms, uint32_t term) {
  for (size_t i = 0; i < n_terms; i++)
    if (terms[i] != term && (terms[i] & term) == term) return false;
  return true;
}

/* The term with lists moved to their places in the input. */
static uint32_t placed(uint32_t term, const dark__naming *naming) {
  uint32_t result = 0;
  for (unsigned list = 0; list < naming->n_lists; list++)
    if ((term >> list) & 1) result |= (uint32_t)1 << naming->positions[list];
  return result;
}

/* Larger first, then lexicographic in places. */
static bool comes_before(uint32_t a, uint32_t b) {
  const int size_a = __builtin_popcount(a), size_b = __builtin_popcount(b);
  if (size_a != size_b) return size_a > size_b;
  const uint32_t differing = a ^ b;
  return (a & (differing & -differing)) != 0;
}

/* The maximal term that comes next behind `last` (0: the first of all); 0 when there is none. Quadratic, and short lists. */
static uint32_t next_generator(const uint32_t *terms, size_t n_terms, uint32_t last, const dark__naming *naming) {
  uint32_t next = 0;
  for (size_t i = 0; i < n_terms; i++) {
    if (terms[i] == 0 || terms[i] == dark__common_term(naming->n_lists)) continue;
    const uint32_t term = placed(terms[i], naming);
    if (last != 0 && !comes_before(last, term)) continue;
    if (next != 0 && !comes_before(term, placed(next, naming))) continue;
    if (is_maximal(terms, n_terms, terms[i])) next = terms[i];
  }
  return next;
}

char *dark__model_write(char *buffer, size_t size, const uint32_t *terms, size_t n_terms, const dark__naming *naming) {
  writer to = {buffer, size, 0};
  append(&to, "[");
  uint32_t generator = next_generator(terms, n_terms, 0, naming);
  while (generator != 0) {
    append_term(&to, generator, naming, naming->n_input <= DARK__SHORT_FORM_LISTS);
    generator = next_generator(terms, n_terms, placed(generator, naming), naming);
    if (generator != 0) append(&to, ",");
  }
  append(&to, dark__has_common(terms, n_terms, naming->n_lists) ? "]+H" : "]");
  return buffer;
}

char *dark__term_write(char *buffer, size_t size, uint32_t term, const dark__naming *naming) {
  writer to = {buffer, size, 0};
  if (term == 0) append(&to, "intercept");
  else if (term == dark__common_term(naming->n_lists)) append(&to, "H");
  else append_term(&to, term, naming, false);
  return buffer;
}

char *dark__list_write(char *buffer, size_t size, unsigned list, const dark__naming *naming) {
  writer to = {buffer, size, 0};
  append_name(&to, naming->names[list]);
  return buffer;
}
