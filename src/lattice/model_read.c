/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "lattice/common.h"
#include "lattice/model_name.h"

/* A model is "[" token { "," token } "]" and perhaps "+H"; a token is digits, or names joined by "*". */
typedef struct reader {
  const char *text, *at;
  const dark__naming *naming;
  bool short_form, takes_common;
  uint32_t *generators;
  size_t n_generators;
  dark_error *err;
} reader;

static dark_status fail(const reader *from, const char *what) {
  return dark__fail(from->err, DARK_EUSAGE, "model '%s': %s at character %td", from->text, what, from->at - from->text + 1);
}

/* What stands behind the closing bracket of a model with the common dependence. */
static bool is_common(const char *text) {
  text += strspn(text, " ");
  if (*text++ != '+') return false;
  text += strspn(text, " ");
  return strcmp(text, "H") == 0;
}

/* True when the text holds nothing but brackets, commas, blanks and digits from 1 to the number of lists. Never with more lists than the
   short form is written for: digits are then the names of lists. */
static bool looks_short(const char *text, const dark__naming *naming) {
  if (naming->n_input > DARK__SHORT_FORM_LISTS) return false;
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == ']' && strchr(c + 1, ']') == NULL) return true;
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
    const unsigned list = dark__list_at(from->naming, (unsigned)(*from->at - '1'));
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
  if (*from->at++ != '[')
    return dark__fail(from->err, DARK_EUSAGE, "model '%s' does not begin with '['; write it as '[12,3]' or '[A*B,C]'",
                      from->text);
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
  if (from->takes_common && is_common(from->at)) {
    from->generators[from->n_generators++] = dark__common_term(from->naming->n_lists);
    return DARK_OK;
  }
  return *from->at == '\0' ? DARK_OK : fail(from, "something behind the closing ']'");
}

static bool is_in_model(const reader *from, uint32_t pair) {
  for (size_t i = 0; i < from->n_generators; i++)
    if ((pair & from->generators[i]) == pair) return true;
  return false;
}

/* Pairs that the model leaves out; *last is one of them. */
static size_t count_left_out(uint32_t *last, const reader *from) {
  size_t n = 0;
  for (unsigned a = 0; a < from->naming->n_lists; a++)
    for (unsigned b = a + 1; b < from->naming->n_lists; b++) {
      const uint32_t pair = UINT32_C(1) << a | UINT32_C(1) << b;
      if (is_in_model(from, pair)) continue;
      *last = pair;
      n++;
    }
  return n;
}

/* H must have something to speak for that no other term could. */
static dark_status check_common(const reader *from) {
  char name[512];
  uint32_t pair = 0;
  if (!dark__has_common(from->generators, from->n_generators, from->naming->n_lists)) return DARK_OK;
  const size_t n = count_left_out(&pair, from);
  if (n >= DARK__FEWEST_COMMON_PAIRS) return DARK_OK;
  if (n == 0)
    return dark__fail(from->err, DARK_EUSAGE,
                      "model '%s': +H is the odds ratio that the pairs share which the model leaves out, and it leaves out none: "
                      "leave out +H",
                      from->text);
  return dark__fail(
      from->err, DARK_EUSAGE,
      "model '%s': +H is the odds ratio that the pairs share which the model leaves out, and it leaves out one only: "
      "write that pair, %s, in place of +H",
      from->text, dark__term_write(name, sizeof name, pair, from->naming));
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
  if (nearest == NULL)
    return dark__fail(err, DARK_EUSAGE, "interaction '%s': there is no list '%s'; write it as A:B", text, name);
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
  from.takes_common = true;
  dark_status status = read_generators(&from);
  if (status == DARK_OK) status = check_cover(&from);
  if (status == DARK_OK) status = check_common(&from);
  if (status != DARK_OK) {
    free(from.generators);
    return status;
  }
  *generators = from.generators;
  *n_generators = from.n_generators;
  return DARK_OK;
}
