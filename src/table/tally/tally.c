/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/text.h"
#include "table/columns/indicator.h"
#include "table/columns/telling_names.h"
#include "table/tally/grouped.h"

/* What the count of one row says. */
typedef struct head_count {
  bool is_missing, is_missing_na;
  uint32_t n_digits; /* of the field */
  uint64_t n;        /* 1 for a row that is a person, 0 without a count, the least that a suppressed one may be */
  bool is_suppressed;
  dark__range range;
} head_count;

static dark_status begin_suppressed(dark__tally *tally, dark_error *err) {
  const dark_read_options *options = tally->options;
  const dark_status status = dark__suppressed_begin(&tally->suppressed, options->suppressed, err);
  tally->suppressed.is_barred = options->count_of_captures != NULL || options->occasions > 0;
  if (status != DARK_OK || options->suppressed == NULL || tally->columns.count != DARK__NONE) return status;
  return dark__fail(err, DARK_EUSAGE, "--suppressed is about a column of counts and %s has none; --count names it", tally->place);
}

dark_status dark__tally_begin(dark__tally *tally, const char *place, const dark__row *header, const dark_read_options *options,
                              dark_error *err) {
  *tally = (dark__tally){.options = options, .place = place, .cells.n_levels = options->n_by};
  dark_status status = dark__header_read(&tally->header, place, header, err);
  if (status == DARK_OK) status = dark__columns_claim(&tally->columns, &tally->header, options, err);
  if (status == DARK_OK) status = dark__filter_read(&tally->filter, &tally->header, options, err);
  if (status == DARK_OK) status = dark__categories_read(&tally->categories, &tally->header, options, err);
  if (status == DARK_OK) status = dark__sightings_begin(&tally->sightings, &tally->header, options, err);
  if (status == DARK_OK) status = dark__candidates_begin(&tally->candidates, &tally->columns, options, err);
  if (status == DARK_OK) status = begin_suppressed(tally, err);
  if (status == DARK_OK) status = dark__sample_begin(&tally->sample, header->n_fields, err);
  if (status == DARK_OK && options->count != NULL) {
    tally->variety = calloc(1, sizeof *tally->variety);
    if (tally->variety == NULL) status = dark__fail_memory(err);
  }
  if (status != DARK_OK) return status;
  tally->patterns.n_words = tally->candidates.n_words + options->n_by;
  tally->key = calloc(tally->patterns.n_words + DARK__CELL_WORDS, sizeof *tally->key);
  tally->n_missing_values = calloc(options->n_by + 1, sizeof *tally->n_missing_values);
  return tally->key == NULL || tally->n_missing_values == NULL ? dark__fail_memory(err) : DARK_OK;
}

/* What reads a number that may have its thousands set apart; else "". */
static const char *propose_thousands(const dark__tally *tally, const char *text) {
  static const struct {
    char sign;
    const char *advice;
  } all[] = {{',', "; --thousands , reads it if commas set thousands apart"},
             {'.', "; --thousands . reads it if dots set thousands apart"},
             {'\'', "; --thousands \"'\" reads it if apostrophes set thousands apart"},
             {' ', "; --thousands blank reads it if blanks set thousands apart"}};
  char digits[DARK__GROUPED_ROOM];
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i].sign != tally->options->thousands && dark__grouped_join(digits, text, all[i].sign)) return all[i].advice;
  return "";
}

/* "more than the limit" when `text` is a whole number, which then is too large, else that it is none. */
static dark_status fail_number(const dark__tally *tally, const dark__row *row, const char *text, dark_error *err) {
  char what[64] = "is not a whole number of people";
  const char *advice = "write it in digits alone";
  const size_t column = tally->columns.count;
  if (strcmp(text, dark__header_name(&tally->header, column)) == 0)
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: this row is the header once more; take it out of the file", tally->place,
                      row->line, column + 1);
  if (text[strspn(text, "0123456789")] == '\0') {
    snprintf(what, sizeof what, "is more than %u people", DARK_MAX_COUNT);
    advice = "is this a column of numbers of people?";
  }
  const char *grouped = propose_thousands(tally, text);
  if (grouped[0] != '\0') advice = grouped + strlen("; ");
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s); %s", tally->place, row->line, column + 1,
                    dark__kind(text).text, what, dark__header_show(&tally->header, column).text, advice);
}

/* What is no number. */
static dark_status read_suppressed(head_count *count, const dark__tally *tally, const dark__row *row, const char *text,
                                   dark_error *err) {
  char place[300];
  const size_t column = tally->columns.count;
  snprintf(place, sizeof place, "%s:%zu:%zu", tally->place, row->line, column + 1);
  const dark_status status = dark__suppressed_find(&count->is_suppressed, &count->range, &tally->suppressed, text, place,
                                                   dark__header_show(&tally->header, column).text, err);
  if (status == DARK_OK && !count->is_suppressed) return fail_number(tally, row, text, err);
  count->n = count->range.least;
  count->is_suppressed = count->range.least < count->range.most;
  return status;
}

static dark_status read_count(head_count *count, const dark__tally *tally, const dark__row *row, dark_error *err) {
  *count = (head_count){.n = 1};
  if (tally->columns.count == DARK__NONE) return DARK_OK;
  const char *text = dark__row_field(row, tally->columns.count);
  const size_t length = dark__row_length(row, tally->columns.count);
  if (dark__is_missing(text)) {
    *count = (head_count){.is_missing = true, .is_missing_na = length > 0};
    return DARK_OK;
  }
  count->n_digits = (uint32_t)length;
  char digits[DARK__GROUPED_ROOM];
  const char sign = tally->options->thousands;
  if (sign != '\0' && dark__grouped_join(digits, text, sign)) text = digits;
  return dark__parse_whole(&count->n, text, DARK_MAX_COUNT) ? DARK_OK : read_suppressed(count, tally, row, text, err);
}

/* Who is on which list, or what was seen of one person, into the first words of the key. */
static dark_status read_history(dark__tally *tally, const dark__row *row, dark_error *err) {
  if (tally->sightings.name == NULL) return dark__candidates_read(tally->key, &tally->candidates, row, err);
  return dark__sightings_find(tally->key, &tally->sightings, row, &tally->header, err);
}

static void add_row(dark__pattern *pattern, const head_count *count, size_t line) {
  pattern->n_empty += count->n == 0;
  if (!count->is_missing && count->n < pattern->least) pattern->least = (uint32_t)count->n;
  if (!count->is_missing && count->n > pattern->most) pattern->most = (uint32_t)count->n;
  if (count->n > 0 && pattern->people_line == 0) {
    pattern->people_line = line;
    pattern->n_digits = count->n_digits;
  }
  if (count->is_missing && pattern->missing_line == 0) {
    pattern->missing_line = line;
    pattern->is_missing_na = count->is_missing_na;
  }
}

static void add_people(dark__tally *tally, size_t pattern, uint64_t n) {
  dark__head_count *counts = &tally->patterns.counts[pattern];
  tally->n_rows++;
  tally->n_counted += n;
  counts->n_rows++;
  counts->n_people += n;
}

static void note_limit(dark__tally *tally, size_t line, uint32_t n_digits) {
  if (tally->n_counted <= DARK_MAX_COUNT || tally->limit_line != 0) return;
  tally->limit_line = line;
  tally->limit_digits = n_digits;
}

/* Count the people of a row by the note that dark__tally_add left for its line: the number of the pattern + 1, and the people. */
static void count_again(dark__tally *tally, const dark__row *row) {
  const uint64_t pattern = (*row->note >> 32) - 1, n = *row->note & UINT32_MAX;
  if (tally->n_counted + n > DARK_MAX_COUNT && tally->limit_line == 0) {
    *row->note = 0; /* dark__tally_add notes down how it came to that and needs the fields for it */
    return;
  }
  tally->sample.n_again++;
  if (tally->variety != NULL) dark__variety_add(tally->variety, n);
  add_people(tally, pattern, n);
}

/* Whether a row has no value at all, as spreadsheets leave behind. */
static bool is_empty(const dark__row *row) {
  for (size_t i = 0; i < row->n_fields; i++)
    if (dark__row_length(row, i) > 0) return false;
  return true;
}

/* A row whose first field is the word for it is the sum of others, and its people would be counted twice. */
static dark_status check_totals(const dark__tally *tally, const dark__row *row, dark_error *err) {
  size_t i = 0;
  while (dark__row_length(row, i) == 0) i++;
  if (!dark__name_is_total(dark__row_field(row, i))) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%s:%zu:%zu: this row is called a total, so that its people would be counted twice; take it out of the file",
                    tally->place, row->line, i + 1);
}

dark_status dark__tally_add(dark__tally *tally, const dark__row *row, dark_error *err) {
  if (row->n_fields == 0) {
    count_again(tally, row);
    return DARK_OK;
  }
  if (is_empty(row)) {
    tally->n_empty_rows++;
    return DARK_OK;
  }
  bool passes = false;
  head_count count;
  size_t i = 0;
  dark_status status = tally->header.is_unnamed == NULL ? DARK_OK : dark__header_check_unnamed(&tally->header, row, err);
  if (status == DARK_OK) status = dark__filter_pass(&passes, &tally->filter, row, 1, err);
  if (status != DARK_OK) return status;
  if (!passes) tally->n_rows++;
  if (!passes) return dark__candidates_pass_by(&tally->candidates, row, err);
  status = check_totals(tally, row, err);
  if (status != DARK_OK) return status;
  status = dark__categories_find(tally->key + tally->candidates.n_words, &tally->categories, row, &tally->header, err);
  if (status == DARK_OK) status = read_history(tally, row, err);
  if (status == DARK_OK) status = read_count(&count, tally, row, err);
  if (status == DARK_OK) status = dark__patterns_find(&i, &tally->patterns, tally->key, tally->place, err);
  if (status == DARK_OK && !tally->sample.is_over) status = dark__sample_add(&tally->sample, row, i, err);
  if (status == DARK_OK && count.is_suppressed) status = dark__suppressed_add(&tally->suppressed, i, row->line, count.range, err);
  if (status != DARK_OK) return status;
  if (tally->variety != NULL && !count.is_missing) dark__variety_add(tally->variety, count.n);
  add_row(&tally->patterns.all[i], &count, row->line);
  add_people(tally, i, count.n);
  note_limit(tally, row->line, count.n_digits);
  if (row->note != NULL && count.n > 0 && !count.is_suppressed) *row->note = (uint64_t)(i + 1) << 32 | count.n;
  return DARK_OK;
}

void dark__tally_free(dark__tally *tally) {
  dark__header_free(&tally->header);
  dark__columns_free(&tally->columns);
  dark__filter_free(&tally->filter);
  dark__categories_free(&tally->categories);
  dark__lists_free(&tally->lists);
  dark__sightings_free(&tally->sightings);
  dark__suppressed_free(&tally->suppressed);
  dark__candidates_free(&tally->candidates);
  dark__patterns_free(&tally->patterns);
  dark__judgement_free(&tally->judgement);
  dark__sample_free(&tally->sample);
  free(tally->variety);
  free(tally->is_identifier);
  dark__cells_free(&tally->cells);
  free(tally->key);
  free(tally->n_missing_values);
}
