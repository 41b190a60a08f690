/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/doubts.h"

#include <stdlib.h>

#include "base/error.h"
#include "table/columns/telling_names.h"

/* Rows from which on their numbers tell that they were numbered, and rows that say anything at all about counts; a category has at most one
   value to so many rows. */
enum { NUMBERED = 8, SOME = 3, CATEGORY = 3 };

/* ---- Identifiers */

static bool is_numbered(const dark__sample *sample, size_t column) {
  const dark__sample_column *of = &sample->columns[column];
  return !of->is_other && of->n_numbers == sample->n && sample->n >= NUMBERED && of->least <= 1 &&
         of->most - of->least + 1 == sample->n;
}

static dark_status judge_identifier(bool *is_identifier, const dark__tally *tally, size_t column, dark_error *err) {
  const bool has_name = dark__name_is_identifier(dark__header_name(&tally->header, column));
  const dark__sample *sample = &tally->sample;
  size_t n_different;
  *is_identifier = has_name && sample->is_over;
  if (sample->is_over || !(has_name || is_numbered(sample, column))) return DARK_OK;
  const dark_status status = dark__sample_count(&n_different, sample, column, err);
  *is_identifier = sample->n > 1 && n_different == sample->n;
  return status;
}

dark_status dark__find_identifiers(dark__tally *tally, dark_error *err) {
  tally->is_identifier = calloc(tally->columns.n_columns + 1, sizeof *tally->is_identifier);
  if (tally->is_identifier == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tally->columns.n_columns; i++)
    if (tally->columns.columns[i].role == DARK__ROLE_NONE) status = judge_identifier(&tally->is_identifier[i], tally, i, err);
  return status;
}

/* ---- Rows set against each other */

/* What the questions are asked of. */
typedef struct inquiry {
  const dark__tally *tally;
  uint64_t *histories; /* [number of patterns] a sum of the lists in each */
  bool *is_category;   /* [number of columns] few values to many rows */
  bool *is_none;       /* [number of columns] false */
} inquiry;

/* *n = lists in a pattern, the sum of which comes back. */
static uint64_t sum_lists(size_t *n, const dark__tally *tally, const uint32_t *key) {
  uint64_t sum = UINT64_C(0xCBF29CE484222325);
  *n = 0;
  for (size_t i = 0; i < tally->candidates.n; i++) {
    if (tally->judgement.verdicts[i] != DARK__VERDICT_LIST || !dark__candidates_bit(key, i)) continue;
    sum = (sum ^ (i + 1)) * UINT64_C(0x100000001B3) + (sum >> 41);
    ++*n;
  }
  return sum;
}

static dark_status find_categories(const inquiry *of, dark_error *err) {
  const dark__tally *tally = of->tally;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < tally->columns.n_columns; i++) {
    const dark__role role = tally->columns.columns[i].role;
    size_t n_different;
    if (role == DARK__ROLE_LIST || role == DARK__ROLE_COUNT || tally->is_identifier[i]) continue;
    status = dark__sample_count(&n_different, &tally->sample, i, err);
    of->is_category[i] = n_different * CATEGORY <= tally->sample.n + tally->sample.n_again;
  }
  return status;
}

static dark_status begin(inquiry *of, dark__tally *tally, dark_error *err) {
  *of = (inquiry){.tally = tally};
  of->histories = calloc(tally->patterns.keys.n + 1, sizeof *of->histories);
  of->is_category = calloc(tally->columns.n_columns + 1, sizeof *of->is_category);
  of->is_none = calloc(tally->columns.n_columns + 1, sizeof *of->is_none);
  if (of->histories == NULL || of->is_category == NULL || of->is_none == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < tally->patterns.keys.n; i++) {
    size_t n;
    dark__patterns_key(tally->key, &tally->patterns, i);
    of->histories[i] = sum_lists(&n, tally, tally->key);
  }
  return tally->sample.is_over ? DARK_OK : find_categories(of, err);
}

static void end(inquiry *of) {
  free(of->histories);
  free(of->is_category);
  free(of->is_none);
}

/* Whether no two rows are alike in the lists, or in lists and categories. */
static dark_status rows_differ(bool *differ, const inquiry *of, bool with_categories, dark_error *err) {
  return dark__sample_differ(differ, &of->tally->sample, of->histories, with_categories ? of->is_category : of->is_none, err);
}

/* ---- A column of counts that is none */

/* Whether every row counts as many people as it has lists. */
static bool counts_lists(const dark__tally *tally) {
  uint64_t n_rows = 0;
  size_t least = SIZE_MAX, most = 0;
  for (size_t i = 0; i < tally->patterns.keys.n; i++) {
    const dark__pattern *pattern = &tally->patterns.all[i];
    size_t n;
    dark__patterns_key(tally->key, &tally->patterns, i);
    sum_lists(&n, tally, tally->key);
    if (pattern->n_empty == tally->patterns.counts[i].n_rows && n == 0) continue;
    if (pattern->least != n || pattern->most != n) return false;
    n_rows += tally->patterns.counts[i].n_rows;
    if (n < least) least = n;
    if (n > most) most = n;
  }
  return n_rows >= SOME && least < most;
}

/* Whether all counts are 0 or 1, and there are both. */
static bool counts_like_a_list(const dark__tally *tally) {
  bool has_one = false, has_none = false;
  for (size_t i = 0; i < tally->patterns.keys.n; i++) {
    const dark__pattern *pattern = &tally->patterns.all[i];
    if (pattern->most > 1 || pattern->missing_line != 0) return false;
    has_one = has_one || pattern->most == 1;
    has_none = has_none || pattern->least == 0;
  }
  return has_one && has_none;
}

static dark_status refuse_column(const dark__tally *tally, const char *why, dark_error *err) {
  const size_t column = tally->columns.count;
  const char *instead = tally->columns.guessed == DARK__NONE ? " instead of --count" : "";
  const dark__shown word = dark__header_argument(&tally->header, column);
  return dark__fail(
      err, DARK_EDATA,
      "%s: column %s %s; --ignore %s%s takes each row for one person, --force-count counts by the column all the same",
      tally->place, dark__header_show(&tally->header, column).text, why, word.text, instead);
}

static dark_status refuse_list(const dark__tally *tally, dark_error *err) {
  const dark__shown name = dark__header_show(&tally->header, tally->columns.count);
  return dark__fail(
      err, DARK_EDATA,
      "%s: column %s holds only 0 and 1 and may be a list; --count %s counts people by it, --lists names it with the "
      "other lists",
      tally->place, name.text, dark__header_argument(&tally->header, tally->columns.count).text);
}

/* A column that --count names. */
static dark_status doubt_named(const inquiry *of, dark_error *err) {
  const dark__tally *tally = of->tally;
  const char *name = dark__header_name(&tally->header, tally->columns.count);
  if (dark__name_is_count(name) != 0 || !dark__variety_is_great(tally->variety)) return DARK_OK;
  if (dark__name_is_identifier(name)) return refuse_column(tally, "looks like a number of each person or case", err);
  bool differ;
  const dark_status status = rows_differ(&differ, of, true, err);
  if (status != DARK_OK || differ) return status;
  return refuse_column(
      tally, "has nearly another value in every row, as numbers of cases have, while combinations of lists repeat", err);
}

static dark_status doubt_column(const inquiry *of, dark_error *err) {
  const dark__tally *tally = of->tally;
  if (tally->options->force_count) return DARK_OK;
  if (counts_lists(tally)) return refuse_column(tally, "is the number of lists in each row and no count of people", err);
  if (tally->columns.guessed == DARK__NONE) return doubt_named(of, err);
  bool differ;
  const dark_status status = rows_differ(&differ, of, true, err);
  return status == DARK_OK && !differ && counts_like_a_list(tally) ? refuse_list(tally, err) : status;
}

/* ---- Persons that are none */

/* Whether a column without a role may hold counts. */
static bool may_count(const inquiry *of, size_t column, bool with_categories) {
  const dark__tally *tally = of->tally;
  const dark__sample_column *numbers = &tally->sample.columns[column];
  if (tally->columns.columns[column].role != DARK__ROLE_NONE || tally->is_identifier[column]) return false;
  if (numbers->is_other || numbers->n_numbers == 0 || numbers->most < 2 || numbers->most > DARK_MAX_COUNT) return false;
  if (with_categories && of->is_category[column]) return false;
  return !dark__name_is_property(dark__header_name(&tally->header, column));
}

static dark_status refuse_persons(const dark__tally *tally, size_t column, bool with_categories, dark_error *err) {
  const dark__shown word = dark__header_argument(&tally->header, column);
  return dark__fail(
      err, DARK_EDATA,
      "%s: every row is another combination of lists%s, and column %s holds whole numbers: --count %s counts people by "
      "it, --ignore %s takes each row for one person",
      tally->place, with_categories ? " and categories" : "", dark__header_show(&tally->header, column).text, word.text,
      word.text);
}

static dark_status doubt_persons(dark__tally *tally, const inquiry *of, bool with_categories, dark_error *err) {
  bool differ;
  size_t n = 0, last = 0;
  const dark_status status = rows_differ(&differ, of, with_categories, err);
  if (status != DARK_OK || !differ || tally->sample.n < SOME) return status;
  for (size_t i = 0; i < tally->columns.n_columns; i++) {
    if (!may_count(of, i, with_categories)) continue;
    last = i;
    n++;
  }
  tally->is_count_in_doubt = tally->is_count_in_doubt || n > 0;
  return n == 1 ? refuse_persons(tally, last, with_categories, err) : DARK_OK;
}

dark_status dark__doubt_counts(dark__tally *tally, dark_error *err) {
  inquiry of;
  dark_status status = begin(&of, tally, err);
  if (status == DARK_OK && tally->columns.count != DARK__NONE) {
    status = doubt_column(&of, err);
  } else if (status == DARK_OK) {
    status = doubt_persons(tally, &of, false, err);
    if (status == DARK_OK) status = doubt_persons(tally, &of, true, err);
  }
  end(&of);
  return status;
}
