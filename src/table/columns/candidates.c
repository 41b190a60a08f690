/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/columns/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"

dark_status dark__candidates_begin(dark__candidates *candidates, const dark__columns *columns, const dark_read_options *options,
                                   dark_error *err) {
  const bool is_guessed = options->n_lists == 0;
  const dark__role wanted = is_guessed ? DARK__ROLE_NONE : DARK__ROLE_LIST;
  *candidates = (dark__candidates){.options = options, .is_guessed = is_guessed, .n_words = 1};
  candidates->all = calloc(columns->n_columns + 1, sizeof *candidates->all);
  candidates->open = calloc(columns->n_columns + 1, sizeof *candidates->open);
  if (candidates->all == NULL || candidates->open == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < columns->n_columns; i++) {
    if (columns->columns[i].role != wanted) continue;
    candidates->open[candidates->n] = candidates->n;
    candidates->all[candidates->n++].column = i;
  }
  candidates->n_open = candidates->n;
  candidates->n_words = candidates->n / 32 + 1;
  return DARK_OK;
}

/* A record of which the kinds of fields are shown, and room for one of them. */
typedef struct kinds {
  const dark__row *row;
  dark__shown *room;
} kinds;

/* "a word, a date" */
static const char *kind_at(const void *context, size_t i) {
  const kinds *of = context;
  *of->room = dark__kind(dark__row_field(of->row, i));
  return of->room->text;
}

static void note_first(dark__candidates *candidates, const dark__row *row) {
  dark__shown room;
  const kinds of = {row, &room};
  candidates->first_line = row->line;
  candidates->first_kinds = dark__show_names(kind_at, &of, row->n_fields);
  candidates->history = DARK__NONE;
  for (size_t i = row->n_fields; i-- > 0;)
    if (dark__row_length(row, i) > 2 && strspn(dark__row_field(row, i), "01") == dark__row_length(row, i))
      candidates->history = i;
}

/* Close the hopeless ones; of a column that is said to be a list, what is wrong with it is still to be told. */
static void sort_out(dark__candidates *candidates) {
  size_t n = 0;
  for (size_t k = 0; k < candidates->n_open; k++) {
    dark__candidate *candidate = &candidates->all[candidates->open[k]];
    if (dark__census_is_hopeless(&candidate->census)) dark__census_close(&candidate->census);
    else candidates->open[n++] = candidates->open[k];
  }
  candidates->n_open = n;
}

dark_status dark__candidates_read(uint32_t *yes, dark__candidates *candidates, const dark__row *row, dark_error *err) {
  if (candidates->first_line == 0) note_first(candidates, row);
  candidates->is_any_read = true;
  memset(yes, 0, candidates->n_words * sizeof *yes);
  bool is_any_hopeless = false;
  for (size_t k = 0; k < candidates->n_open; k++) {
    const size_t i = candidates->open[k], column = candidates->all[i].column;
    dark__census *census = &candidates->all[i].census;
    const char *text = dark__row_field(row, column);
    const size_t length = dark__row_length(row, column);
    size_t value = dark__census_find(census, text, length);
    if (value == DARK__CENSUS_MOST) {
      const dark_status status = dark__census_meet(&value, census, text, length, row->line, candidates->options, err);
      if (status != DARK_OK) return status;
      is_any_hopeless = is_any_hopeless || dark__census_is_hopeless(census);
    }
    yes[i / 32] |= dark__census_says_yes(census, value) << (i % 32);
  }
  if (is_any_hopeless && candidates->is_guessed) sort_out(candidates);
  return DARK_OK;
}

dark_status dark__candidates_pass_by(dark__candidates *candidates, const dark__row *row, dark_error *err) {
  dark_status status = DARK_OK;
  if (candidates->first_line == 0) note_first(candidates, row);
  for (size_t i = 0; status == DARK_OK && i < candidates->n; i++) {
    dark__census *census = &candidates->all[i].outside;
    if (census->is_closed) continue;
    const char *text = dark__row_field(row, candidates->all[i].column);
    const size_t length = dark__row_length(row, candidates->all[i].column);
    size_t value = dark__census_find(census, text, length);
    if (value != DARK__CENSUS_MOST) continue;
    status = dark__census_meet(&value, census, text, length, row->line, candidates->options, err);
    if (dark__census_is_hopeless(census)) dark__census_close(census);
  }
  return status;
}

void dark__candidates_free(dark__candidates *candidates) {
  for (size_t i = 0; candidates->all != NULL && i < candidates->n; i++) {
    dark__census_free(&candidates->all[i].census);
    dark__census_free(&candidates->all[i].outside);
  }
  free(candidates->all);
  free(candidates->open);
  *candidates = (dark__candidates){0};
}
