/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/protection/released.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "report/source/member.h"

/* ---- One number */

static dark__display display_of(dark__reading *reading, const dark__node *object) {
  const char *word = dark__member_text(reading, object, "display");
  if (strcmp(word, "exact") == 0) return DARK__EXACT;
  if (strcmp(word, "rounded") == 0) return DARK__ROUNDED;
  if (strcmp(word, "suppressed") != 0) dark__reading_fail(reading, "display", "is none that is known here");
  return DARK__SUPPRESSED;
}

static dark__cell read_cell(dark__reading *reading, const dark__node *object, bool may_be_zero) {
  const dark__display display = display_of(reading, object);
  const double unit = dark__member_count(reading, object, "unit"), most = dark__member_real(reading, object, "most");
  if (!(unit >= 1)) dark__reading_fail(reading, "unit", "is no number of people");
  return (dark__cell){.display = display, .unit = unit, .most = isnan(most) ? INFINITY : most, .may_be_zero = may_be_zero};
}

/* ---- What it is of */

/* Of the whole page; NULL: of a row. */
static size_t *frame_number(dark__released *to, const char *what) {
  if (strcmp(what, "known") == 0) return &to->known;
  if (strcmp(what, "left_out") == 0) return &to->left_out;
  if (strcmp(what, "analysed") == 0) return &to->analysed;
  return strcmp(what, "without_estimate") == 0 ? &to->unknown : NULL;
}

static bool is_of_row(dark__reading *reading, const dark__released *to, const dark_row *row, const dark__node *categories) {
  const dark_results *results = &to->source.results;
  for (size_t c = 0; c < results->n_categories; c++)
    if (strcmp(dark__member_text(reading, categories, results->categories[c]), row->levels[c]) != 0) return false;
  return true;
}

/* Rows of one target differ in their level only, and have one number. */
static void read_row_number(dark__reading *reading, dark__released *to, const char *what, const dark__node *object,
                            size_t number) {
  const dark__node *categories = dark__member_object(reading, object, "categories");
  const bool is_excluded = strcmp(what, "excluded") == 0;
  size_t n_met = 0;
  if (!is_excluded && strcmp(what, "recorded") != 0) dark__reading_fail(reading, "what", "is none that is known here");
  for (size_t r = 0; reading->status == DARK_OK && r < to->source.results.n_rows; r++) {
    if (!is_of_row(reading, to, &to->source.results.rows[r], categories)) continue;
    (is_excluded ? to->excluded : to->observed)[r] = number;
    n_met++;
  }
  if (n_met == 0) dark__reading_fail(reading, "categories", "are those of no row");
}

static void read_number(dark__reading *reading, dark__released *to, const dark__node *object, bool may_be_zero) {
  const char *what = dark__member_text(reading, object, "what");
  size_t *frame = frame_number(to, what);
  to->cells[to->n_cells] = read_cell(reading, object, may_be_zero);
  if (frame != NULL) *frame = to->n_cells;
  else read_row_number(reading, to, what, object, to->n_cells);
  to->n_cells++;
}

static void read_numbers(dark__reading *reading, dark__released *to, const dark__node *private) {
  const dark__node *rule = dark__member_object(reading, private, "disclosure");
  const dark__node *numbers = dark__member_array(reading, rule, "numbers");
  const bool may_be_zero = dark__member_flag(reading, rule, "suppress_zeros");
  to->k = dark__member_count(reading, rule, "k");
  to->cells = dark__reading_take(reading, to->source.arena, dark__n_items(numbers), sizeof *to->cells);
  for (size_t i = 0; reading->status == DARK_OK && i < dark__n_items(numbers); i++)
    read_number(reading, to, numbers->items[i], may_be_zero);
}

/* ---- Together */

/* Until it is said otherwise: nobody, of whom nothing is hidden. */
static dark_status start(dark__released *to, dark_error *err) {
  const size_t n_rows = to->source.results.n_rows;
  to->known = to->left_out = to->analysed = to->unknown = DARK__NOBODY;
  to->observed = dark__arena_take(to->source.arena, n_rows, sizeof *to->observed);
  to->excluded = dark__arena_take(to->source.arena, n_rows, sizeof *to->excluded);
  if (to->observed == NULL || to->excluded == NULL) return dark__fail_memory(err);
  for (size_t r = 0; r < n_rows; r++) to->observed[r] = to->excluded[r] = DARK__NOBODY;
  return DARK_OK;
}

dark_status dark__released_read(dark__released *released, const char *path, dark_error *err) {
  dark__reading reading = {path, DARK_OK, err, "report", "report.html", "SOURCE"};
  const dark__node *private;
  *released = (dark__released){0};
  reading.status = dark__source_read_private(&released->source, &private, path, err);
  if (reading.status == DARK_OK) reading.status = start(released, err);
  if (reading.status == DARK_OK && private != NULL) read_numbers(&reading, released, private);
  return reading.status;
}

void dark__released_clear(dark__released *released) {
  dark__source_clear(&released->source);
  *released = (dark__released){0};
}
