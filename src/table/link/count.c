/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "table/columns/indicator.h"
#include "table/link/alike.h"
#include "table/link/link.h"

/* A value of a cell of people: a number in 1 .. DARK__VALUE_ID as in dark__person, or one of these. */
enum { NO_VALUE = 0 };
static const uint32_t CONTRADICTED = UINT32_MAX;

static size_t count_bits(uint64_t bits) {
  size_t n = 0;
  for (; bits != 0; bits &= bits - 1) n++;
  return n;
}

/* The value that a person is counted with. */
static uint32_t settle_value(const dark__linking *linking, uint32_t value) {
  const bool is_contradicted = (value & DARK__VALUE_CONTRADICTED) != 0;
  if (is_contradicted && linking->options.conflict == DARK_CONFLICT_MISSING) return CONTRADICTED;
  return value & DARK__VALUE_ID;
}

/* Throw together people who are on the same lists and have the same values; cell [DARK__CELL_WORDS + n_columns] is room for one. */
static dark_status gather(dark__cells *cells, uint32_t *cell, dark__linking *linking, dark_error *err) {
  dark_link *link = linking->link;
  const dark__person *person = NULL;
  dark_status status = DARK_OK;
  bool is_new;
  while (status == DARK_OK && (person = dark__people_next(&linking->people, person)) != NULL) {
    dark__cells_put_history(cell, dark__person_lists(person));
    if (!linking->counts_rows) link->on_lists[count_bits(dark__person_lists(person)) - 1]++;
    for (size_t c = 0; c < linking->n_columns; c++) {
      uint32_t *value = &cell[DARK__CELL_WORDS + c];
      *value = settle_value(linking, person->values[c]);
      const bool has_value = *value != NO_VALUE && *value != CONTRADICTED;
      link->columns[c].n_filled += has_value && (person->values[c] & DARK__VALUE_WAS_MISSING) != 0;
    }
    status = dark__cells_add(&is_new, cells, cell, 1, err);
  }
  return status;
}

/* The values of a cell as a row under the header of the people, which has no fields for the lists behind them. */
static dark_status write_row(dark__row *row, const dark__linking *linking, const dark__cells *cells, size_t i, dark_error *err) {
  dark__row_clear(row);
  for (size_t c = 0; c < linking->n_columns; c++) {
    const uint32_t value = dark__cells_level(cells, i, c);
    const char *text = value == NO_VALUE       ? ""
                       : value == CONTRADICTED ? DARK__LEVEL_MISSING
                                               : dark__keys_at(&linking->values[c], value - 1);
    if (!dark__row_append(row, text, strlen(text))) return dark__fail_memory(err);
  }
  return DARK_OK;
}

/* The history that remains of the lists people are on, once lists are dropped and merged. */
static uint64_t recode(const dark__linking *linking, uint64_t on) {
  const dark__lists *lists = &linking->tally.lists;
  uint64_t history = 0;
  for (size_t i = 0; i < lists->n_columns; i++) {
    const size_t bit = linking->bits == NULL ? i : linking->bits[i];
    if (on >> bit & 1) history |= lists->columns[i].bit;
  }
  return history;
}

/* A covariate is needed of everybody. */
static dark_status check_covariates(const dark__tally *tally, const dark__row *row, uint64_t n, dark_error *err) {
  for (size_t i = 0; i < tally->sightings.columns.n; i++) {
    const dark__category_values *covariate = &tally->sightings.columns.all[i];
    if (!dark__is_missing(dark__row_field(row, covariate->column))) continue;
    return dark__fail(err, DARK_EDATA, "%s: %" PRIu64 " %s no value of covariate %s in any row (--covariates)", tally->place, n,
                      n == 1 ? "person has" : "people have", dark__show(covariate->name).text);
  }
  return DARK_OK;
}

/* *history = what is counted of people on those lists, or of so many rows; 0: they are on dropped lists only. */
static dark_status find_history(uint64_t *history, dark__linking *linking, const dark__row *row, uint64_t on, uint64_t n,
                                dark_error *err) {
  dark__tally *tally = &linking->tally;
  uint32_t sighting = 0;
  if (linking->counts_rows) {
    dark_status status = check_covariates(tally, row, n, err);
    if (status == DARK_OK) status = dark__sightings_find(&sighting, &tally->sightings, row, &tally->header, err);
    *history = sighting;
    return status;
  }
  *history = recode(linking, on);
  if (*history == 0 || !tally->sightings.are_of_lists) return DARK_OK;
  const dark_status status = dark__sightings_of(&sighting, &tally->sightings, (uint32_t)count_bits(*history), err);
  *history = sighting;
  return status;
}

/* Count the `n` people of a row into the tally, as dark__tally_add does with one row of a file. */
static dark_status tally_row(dark__linking *linking, const dark__row *row, uint64_t on, uint64_t n, dark_error *err) {
  dark__tally *tally = &linking->tally;
  bool passes, is_new;
  uint64_t history = 0;
  dark_status status = dark__filter_pass(&passes, &tally->filter, row, n, err);
  if (status != DARK_OK || !passes) return status;
  status = dark__categories_find(tally->key + DARK__CELL_WORDS, &tally->categories, row, &tally->header, err);
  if (status == DARK_OK) status = find_history(&history, linking, row, on, n, err);
  if (status != DARK_OK) return status;
  if (history == 0) {
    tally->n_dropped += n;
    return DARK_OK;
  }
  tally->n_people += n;
  for (size_t i = 0; i < tally->categories.n; i++) {
    if (dark__is_missing(dark__row_field(row, tally->categories.all[i].column))) tally->n_missing_values[i] += n;
  }
  dark__cells_put_history(tally->key, history);
  return dark__cells_add(&is_new, &tally->cells, tally->key, n, err);
}

static dark_status append_number(dark__row *row, uint32_t number, dark_error *err) {
  char text[16];
  const int length = snprintf(text, sizeof text, "%" PRIu32, number);
  return dark__row_append(row, text, (size_t)length) ? DARK_OK : dark__fail_memory(err);
}

static dark_status tally_cells(dark__linking *linking, const dark__cells *cells, dark_error *err) {
  dark__row row = {.line = 0};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < cells->keys.n; i++) {
    status = write_row(&row, linking, cells, i, err);
    const uint64_t on = dark__cells_history(cells, i);
    if (status == DARK_OK && linking->counts_rows) status = append_number(&row, (uint32_t)on, err);
    if (status == DARK_OK) status = tally_row(linking, &row, on, cells->counts[i], err);
  }
  dark__row_free(&row);
  return status;
}

dark_status dark__link_count(dark__linking *linking, dark_error *err) {
  if (linking->people.n == 0 && linking->n_other_rows > 0)
    return dark__fail(err, DARK_EDATA, "%s: no row is about a list that --lists names", linking->tally.place);
  if (linking->people.n == 0)
    return dark__fail(err, DARK_EDATA, "%s: no records, only %s", linking->tally.place,
                      linking->long_file.path == NULL ? "headers" : "a header");
  dark__cells cells = {.n_levels = linking->n_columns};
  uint32_t *cell = calloc(DARK__CELL_WORDS + linking->n_columns, sizeof *cell);
  linking->link->n_people = linking->people.n;
  dark_status status = cell == NULL ? dark__fail_memory(err) : gather(&cells, cell, linking, err);
  if (status == DARK_OK) status = dark__people_count_alike(&linking->link->n_alike, &linking->people, err);
  free(cell);
  /* The keys have done their work, and are the most of the memory. */
  dark__people_free(&linking->people);
  if (status == DARK_OK) status = tally_cells(linking, &cells, err);
  dark__cells_free(&cells);
  return status;
}
