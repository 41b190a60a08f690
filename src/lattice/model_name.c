/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice/model_name.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

enum { SHORT_FORM_LISTS = 9 };

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

/* The list whose place in the input is `position`, or n_lists. */
static unsigned list_at(const dark__naming *naming, unsigned position) {
  unsigned list = 0;
  while (list < naming->n_lists && naming->positions[list] != position) list++;
  return list;
}

static void append_term(writer *to, uint32_t term, const dark__naming *naming, bool short_form) {
  bool first = true;
  for (unsigned position = 0; position < naming->n_input; position++) {
    const unsigned list = list_at(naming, position);
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
    if (terms[i] == 0) continue;
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
    append_term(&to, generator, naming, naming->n_input <= SHORT_FORM_LISTS);
    generator = next_generator(terms, n_terms, placed(generator, naming), naming);
    if (generator != 0) append(&to, ",");
  }
  append(&to, "]");
  return buffer;
}

char *dark__term_write(char *buffer, size_t size, uint32_t term, const dark__naming *naming) {
  writer to = {buffer, size, 0};
  if (term == 0) append(&to, "intercept");
  else append_term(&to, term, naming, false);
  return buffer;
}

/* Reading. A model is "[" token { "," token } "]"; a token is digits, or names joined by "*". */
typedef struct reader {
  const char *text, *at;
  const dark__naming *naming;
  bool short_form;
  uint32_t *generators;
  size_t n_generators;
  dark_error *err;
} reader;

static dark_status fail(const reader *from, const char *what) {
  return dark__fail(from->err, DARK_EUSAGE, "model '%s': %s at character %td", from->text, what, from->at - from->text + 1);
}

/* True when the text holds nothing but brackets, commas, blanks and digits from 1 to the number of lists. Never with more lists than the
   short form is written for: digits are then the names of lists. */
static bool looks_short(const char *text, const dark__naming *naming) {
  if (naming->n_input > SHORT_FORM_LISTS) return false;
  for (const char *c = text; *c != '\0'; c++) {
    if (strchr("[], ", *c) != NULL) continue;
    if (*c < '1' || *c > '9' || (unsigned)(*c - '0') > naming->n_input) return false;
  }
  return true;
}

static void skip_blanks(reader *from) {
  while (*from->at == ' ') from->at++;
}

static dark_status read_digits(reader *from, uint32_t *term) {
  for (; isdigit((unsigned char)*from->at); from->at++) {
    const unsigned list = list_at(from->naming, (unsigned)(*from->at - '1'));
    if (list == from->naming->n_lists) return fail(from, "no such list");
    if ((*term >> list) & 1) return fail(from, "a list twice in one term");
    *term |= (uint32_t)1 << list;
  }
  return *term == 0 ? fail(from, "a digit is missing") : DARK_OK;
}

/* Copy the next name, quoted or plain, into `name [size]`. */
static dark_status read_word(reader *from, char *name, size_t size) {
  size_t length = 0;
  const bool quoted = *from->at == '"';
  if (quoted) from->at++;
  for (; *from->at != '\0'; from->at++) {
    if (quoted && *from->at == '"' && *++from->at != '"') break;
    if (!quoted && strchr("*,] ", *from->at) != NULL) break;
    if (length + 1 == size) return fail(from, "a name is too long");
    name[length++] = *from->at;
  }
  name[length] = '\0';
  return length == 0 ? fail(from, "a list name is missing") : DARK_OK;
}

static dark_status read_list(reader *from, uint32_t *term) {
  char name[1024];
  const dark_status status = read_word(from, name, sizeof name);
  if (status != DARK_OK) return status;
  for (unsigned list = 0; list < from->naming->n_lists; list++) {
    if (strcmp(from->naming->names[list], name) != 0) continue;
    if ((*term >> list) & 1) return fail(from, "a list twice in one term before the end");
    *term |= (uint32_t)1 << list;
    return DARK_OK;
  }
  if (name[strspn(name, "0123456789")] == '\0')
    return dark__fail(from->err, DARK_EUSAGE, "model '%s': there is no list '%s', and a place is a digit from 1 to %u",
                      from->text, name, from->naming->n_input);
  const char *nearest = dark__nearest(name, from->naming->names, from->naming->n_lists);
  if (nearest == NULL) return dark__fail(from->err, DARK_EUSAGE, "model '%s': there is no list '%s'", from->text, name);
  return dark__fail(from->err, DARK_EUSAGE, "model '%s': there is no list '%s'; did you mean '%s'?", from->text, name, nearest);
}

static dark_status read_names(reader *from, uint32_t *term) {
  for (;;) {
    skip_blanks(from);
    const dark_status status = read_list(from, term);
    if (status != DARK_OK) return status;
    skip_blanks(from);
    if (*from->at != '*') return DARK_OK;
    from->at++;
  }
}

static dark_status read_generators(reader *from) {
  if (*from->at++ != '[') return dark__fail(from->err, DARK_EUSAGE, "model '%s' does not begin with '['", from->text);
  for (;;) {
    skip_blanks(from);
    uint32_t term = 0;
    const dark_status status = from->short_form ? read_digits(from, &term) : read_names(from, &term);
    if (status != DARK_OK) return status;
    from->generators[from->n_generators++] = term;
    skip_blanks(from);
    if (*from->at == ']') break;
    if (*from->at != ',') return fail(from, "',' or ']' expected");
    from->at++;
  }
  from->at++;
  return *from->at == '\0' ? DARK_OK : fail(from, "something behind the closing ']'");
}

static dark_status check_cover(const reader *from) {
  uint32_t covered = 0;
  for (size_t i = 0; i < from->n_generators; i++) covered |= from->generators[i];
  for (unsigned list = 0; list < from->naming->n_lists; list++)
    if (((covered >> list) & 1) == 0)
      return dark__fail(from->err, DARK_EUSAGE, "model '%s' says nothing of list %s (list %u); add it on its own", from->text,
                        from->naming->names[list], from->naming->positions[list] + 1);
  return DARK_OK;
}

static dark_status fail_unknown(const char *text, const char *name, const dark__naming *naming, dark_error *err) {
  const char *nearest = dark__nearest(name, naming->names, naming->n_lists);
  if (nearest == NULL) return dark__fail(err, DARK_EUSAGE, "interaction '%s': there is no list '%s'", text, name);
  return dark__fail(err, DARK_EUSAGE, "interaction '%s': there is no list '%s'; did you mean '%s'?", text, name, nearest);
}

static size_t match_list(const char *text, const dark__naming *naming, unsigned list) {
  const size_t length = strlen(naming->names[list]);
  const bool ends = strncmp(text, naming->names[list], length) == 0 && strchr(":*", text[length]) != NULL; /* or at the NUL */
  return ends ? length : 0;
}

/* Lists that are not in *term yet, one after the other to the end of the text; names may hold separators, so every way is tried. */
static bool match_lists(uint32_t *term, const char *text, const dark__naming *naming) {
  for (unsigned list = 0; list < naming->n_lists; list++) {
    const size_t length = match_list(text, naming, list);
    if (length == 0 || ((*term >> list) & 1) != 0) continue;
    uint32_t with = *term | (uint32_t)1 << list;
    if (text[length] != '\0' && !match_lists(&with, text + length + 1, naming)) continue;
    *term = with;
    return true;
  }
  return false;
}

/* What is wrong with a text that match_lists did not understand. */
static dark_status explain_mismatch(const char *text, const dark__naming *naming, dark_error *err) {
  for (const char *at = text;; at += strcspn(at, ":*") + 1) {
    char name[1024] = "";
    const size_t length = strcspn(at, ":*");
    bool is_known = false;
    for (unsigned list = 0; list < naming->n_lists; list++) is_known |= match_list(at, naming, list) > 0;
    if (length == 0) return dark__fail(err, DARK_EUSAGE, "interaction '%s': a list name is missing", text);
    memcpy(name, at, length < sizeof name ? length : sizeof name - 1);
    if (!is_known) return fail_unknown(text, name, naming, err);
    if (at[length] == '\0') return dark__fail(err, DARK_EUSAGE, "interaction '%s' names a list twice", text);
  }
}

dark_status dark__terms_read(uint32_t **terms, size_t *n_terms, const char *text, const dark__naming *naming, dark_error *err) {
  reader from = {.text = text, .at = text, .naming = naming, .short_form = looks_short(text, naming), .err = err};
  *terms = NULL;
  *n_terms = 0;
  from.generators = malloc((strlen(text) + 1) * sizeof *from.generators);
  if (from.generators == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  if (text[0] == '[') {
    status = read_generators(&from);
  } else {
    from.generators[from.n_generators++] = 0;
    if (!match_lists(&from.generators[0], text, naming)) status = explain_mismatch(text, naming, err);
  }
  if (status != DARK_OK) {
    free(from.generators);
    return status;
  }
  *terms = from.generators;
  *n_terms = from.n_generators;
  return DARK_OK;
}

dark_status dark__model_read(uint32_t **generators, size_t *n_generators, const char *text, const dark__naming *naming,
                             dark_error *err) {
  *generators = NULL;
  *n_generators = 0;
  reader from = {.text = text, .at = text, .naming = naming, .short_form = looks_short(text, naming), .err = err};
  from.generators = malloc((strlen(text) + 1) * sizeof *from.generators);
  if (from.generators == NULL) return dark__fail_memory(err);
  dark_status status = read_generators(&from);
  if (status == DARK_OK) status = check_cover(&from);
  if (status != DARK_OK) {
    free(from.generators);
    return status;
  }
  *generators = from.generators;
  *n_generators = from.n_generators;
  return DARK_OK;
}
