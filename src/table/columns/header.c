/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/header.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "table/columns/indicator.h"
#include "table/columns/membership.h"

/* Room for the name of a column without one. */
enum { ROOM = 64 };

static bool is_number_or_indicator(const char *text) {
  const size_t n_digits = strspn(text, "0123456789");
  return (n_digits > 0 && text[n_digits] == '\0') || dark__indicator_parse(text) != DARK__INDICATOR_BAD;
}

/* Whether a first record stands where the header should: only numbers, and a 0 or a repetition among them. Lists that are
   called 1, 2, 3 or by their years remain possible. */
static bool looks_like_record(const dark__header *header, const dark__row *row) {
  for (size_t i = 0; i < row->n_fields; i++) {
    if (!is_number_or_indicator(dark__row_field(row, i))) return false;
  }
  return header->names.n < row->n_fields || dark__keys_find(&header->names, "0", 1) != DARK__NONE;
}

/* Whether names are both memberships that say yes and that say no, in the same words: a record of a file that has other columns too. Letters and
   blanks may be names, and lists may be numbered from 0. */
static bool holds_memberships(const dark__row *row) {
  static const dark_read_options usual = DARK_READ_OPTIONS_INIT;
  const uint32_t not_names =
      ~(UINT32_C(1) << DARK__CONVENTION_LETTERS | UINT32_C(1) << DARK__CONVENTION_CROSS | UINT32_C(1) << DARK__CONVENTION_ONE);
  uint32_t yes = 0, no = 0;
  for (size_t i = 0; i < row->n_fields; i++) {
    const dark__meaning meaning = dark__membership_parse(dark__row_field(row, i), &usual);
    if (strcmp(dark__row_field(row, i), "2") == 0) return false;
    if (meaning.is_yes) yes |= meaning.conventions;
    else no |= meaning.conventions;
  }
  return (yes & no & not_names) != 0;
}

static const char *field_at(const void *context, size_t i) { return dark__row_field(context, i); }

static dark_status fail_repeated(const dark__header *header, const dark__row *row, size_t column, dark_error *err) {
  const char *name = dark__row_field(row, column);
  if (header->is_record) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: a column name appears twice; is the header with the column names missing?",
                      header->place, row->line, column + 1);
  }
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: column name '%s' appears twice; rename one of the two", header->place,
                    row->line, column + 1, dark__show(name).text);
}

/* Mark a column as one without a name and give it one, in room [ROOM], that nobody types. */
static dark_status stand_in(const char **name, char *room, dark__header *header, const dark__row *row, size_t column,
                            dark_error *err) {
  if (header->is_unnamed == NULL) header->is_unnamed = calloc(row->n_fields, sizeof *header->is_unnamed);
  if (header->is_unnamed == NULL) return dark__fail_memory(err);
  header->is_unnamed[column] = true;
  snprintf(room, ROOM, "(column %zu, without a name)", column + 1);
  *name = room;
  return DARK_OK;
}

static dark_status add_name(bool *is_new, dark__header *header, const dark__row *row, size_t column, dark_error *err) {
  const size_t n_before = header->names.n;
  const char *name = dark__row_field(row, column);
  char room[ROOM];
  size_t id;
  dark_status status = name[0] == '\0' ? stand_in(&name, room, header, row, column, err) : DARK_OK;
  if (status == DARK_OK) status = dark__keys_add(&id, &header->names, name, strlen(name), err);
  *is_new = status == DARK_OK && header->names.n > n_before;
  return status;
}

dark_status dark__header_read(dark__header *header, const char *place, const dark__row *row, dark_error *err) {
  *header = (dark__header){.place = place, .line = row->line, .is_record = dark__kind_is_record(field_at, row, row->n_fields)};
  size_t repeated = DARK__NONE;
  for (size_t i = 0; i < row->n_fields; i++) {
    bool is_new;
    const dark_status status = add_name(&is_new, header, row, i, err);
    if (status != DARK_OK) return status;
    if (!is_new && repeated == DARK__NONE) repeated = i;
  }
  if (looks_like_record(header, row) || holds_memberships(row)) {
    return dark__fail(err, DARK_EDATA,
                      "%s:%zu: a record where the header with the column names should be; put a line of names above it, "
                      "such as 'A,B,count'",
                      place, row->line);
  }
  return repeated == DARK__NONE ? DARK_OK : fail_repeated(header, row, repeated, err);
}

dark_status dark__header_check_unnamed(const dark__header *header, const dark__row *row, dark_error *err) {
  for (size_t i = 1; header->is_unnamed != NULL && i < row->n_fields; i++) {
    if (!header->is_unnamed[i] || dark__row_length(row, i) == 0) continue;
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: a column without a name, which is not empty; give it one", header->place,
                      header->line, i + 1);
  }
  return DARK_OK;
}

static size_t same(const void *context, size_t i) {
  (void)context;
  return i;
}

dark_status dark__header_find(size_t *column, const dark__header *header, const char *name, size_t length, const char *option,
                              dark_error *err) {
  *column = dark__keys_find(&header->names, name, length);
  if (*column != DARK__NONE) return DARK_OK;
  char *word = dark__copy_text(name, length);
  if (word == NULL) return dark__fail_memory(err);
  const char *nearest = header->is_record ? NULL : dark__keys_nearest(&header->names, word);
  const bool tells_all = nearest == NULL && !header->is_record && header->noun == NULL && header->names.n > 0;
  dark__fail(err, DARK_EUSAGE, "%s: there is no %s '%s' (%s)%s%s%s%s%s", header->place,
             header->noun == NULL ? "column" : header->noun, dark__show(word).text, option,
             nearest == NULL ? "" : "; did you mean '", nearest == NULL ? "" : dark__show(nearest).text,
             nearest == NULL ? "" : "'?", tells_all ? "; there are " : "",
             tells_all ? dark__header_show_all(header, same, NULL, header->names.n).text : "");
  free(word);
  return DARK_EUSAGE;
}

const char *dark__header_name(const dark__header *header, size_t column) { return dark__keys_at(&header->names, column); }

dark__shown dark__header_show(const dark__header *header, size_t column) {
  if (!header->is_record) return dark__show(dark__header_name(header, column));
  dark__shown shown = {""};
  snprintf(shown.text, sizeof shown.text, "no. %zu", column + 1);
  return shown;
}

static bool is_plain(const char *name) {
  for (; *name != '\0'; name++)
    if (!isalnum((unsigned char)*name) && (unsigned char)*name < 0x80 && strchr("_-.+", *name) == NULL) return false;
  return true;
}

static bool needs_quotes(const char *name) {
  return strpbrk(name, ",\"") != NULL || name[0] == ' ' || name[strlen(name) - 1] == ' ';
}

dark__shown dark__header_argument(const dark__header *header, size_t column) {
  const dark__shown shown = dark__header_show(header, column);
  if (is_plain(shown.text)) return shown;
  dark__shown quoted = {"'"};
  const bool is_word = needs_quotes(shown.text);
  size_t n = 1;
  if (is_word) quoted.text[n++] = '"';
  for (const char *c = shown.text; *c != '\0' && n + 8 < sizeof quoted.text; c++) {
    if (*c == '\'') n += (size_t)sprintf(quoted.text + n, "'\\'");
    if (*c == '"') quoted.text[n++] = '"';
    quoted.text[n++] = *c;
  }
  if (is_word) quoted.text[n++] = '"';
  quoted.text[n++] = '\'';
  return quoted;
}

/* What to show, and room for the name that is being shown. */
typedef struct showing {
  const dark__header *header;
  size_t (*column_at)(const void *context, size_t i);
  const void *context;
  dark__shown *room;
} showing;

static const char *show_at(const void *context, size_t i) {
  const showing *of = context;
  *of->room = dark__header_show(of->header, of->column_at(of->context, i));
  return of->room->text;
}

dark__shown dark__header_show_all(const dark__header *header, size_t (*column_at)(const void *context, size_t i),
                                  const void *context, size_t n) {
  dark__shown room;
  const showing of = {header, column_at, context, &room};
  return dark__show_names(show_at, &of, n);
}

void dark__header_free(dark__header *header) {
  dark__keys_free(&header->names);
  free(header->is_unnamed);
  header->is_unnamed = NULL;
}
