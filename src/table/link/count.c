/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/columns/indicator.h"
#include "table/link/link.h"

/* A value of a cell of people: a number in 1 .. DARK__VALUE_ID as in dark__person, or one of these. */
enum { NO_VALUE = 0 };
static const uint32_t CONTRADICTED = UINT32_MAX;

static size_t count_bits(uint32_t bits) {
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

/* Throw together people who are on the same lists and have the same values; cell [1 + n_columns] is room for one. */
static dark_status gather(dark__cells *cells, uint32_t *cell, dark__linking *linking, dark_error *err) {
  dark_link *link = linking->link;
  const dark__person *person = NULL;
  dark_status status = DARK_OK;
  bool is_new;
  while (status == DARK_OK && (person = dark__people_next(&linking->people, person)) != NULL) {
    cell[0] = person->lists;
    link->on_lists[count_bits(person->lists) - 1]++;
    for (size_t c = 0; c < linking->n_columns; c++) {
      cell[1 + c] = settle_value(linking, person->values[c]);
      const bool has_value = cell[1 + c] != NO_VALUE && cell[1 + c] != CONTRADICTED;
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

/* The history that remains of the files people are on, once lists are dropped and merged. */
static uint32_t recode(const dark__lists *lists, uint32_t files) {
  uint32_t history = 0;
  for (size_t i = 0; i < lists->n_columns; i++) {
    if (files >> i & 1) history |= lists->columns[i].bit;
  }
  return history;
}

/* Count the `n` people of a row into the tally, as dark__tally_add does with one row of a file. */
static dark_status tally_row(dark__tally *tally, const dark__row *row, uint32_t files, uint64_t n, dark_error *err) {
  bool passes, is_new;
  dark_status status = dark__filter_pass(&passes, &tally->filter, row, n, err);
  if (status != DARK_OK || !passes) return status;
  status = dark__categories_find(tally->key + 1, &tally->categories, row, &tally->header, err);
  if (status != DARK_OK) return status;
  tally->key[0] = recode(&tally->lists, files);
  if (tally->key[0] == 0) {
    tally->n_dropped += n;
    return DARK_OK;
  }
  tally->n_people += n;
  for (size_t i = 0; i < tally->categories.n; i++) {
    if (dark__is_missing(dark__row_field(row, tally->categories.all[i].column))) tally->n_missing_values[i] += n;
  }
  return dark__cells_add(&is_new, &tally->cells, tally->key, n, err);
}

static dark_status tally_cells(dark__linking *linking, const dark__cells *cells, dark_error *err) {
  dark__row row = {.line = 0};
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < cells->keys.n; i++) {
    status = write_row(&row, linking, cells, i, err);
    if (status == DARK_OK) status = tally_row(&linking->tally, &row, dark__cells_history(cells, i), cells->counts[i], err);
  }
  dark__row_free(&row);
  return status;
}

dark_status dark__link_count(dark__linking *linking, dark_error *err) {
  if (linking->people.n == 0) return dark__fail(err, DARK_EDATA, DARK__LINKED_FILES ": no records, only headers");
  dark__cells cells = {.n_levels = linking->n_columns};
  uint32_t *cell = calloc(1 + linking->n_columns, sizeof *cell);
  linking->link->n_people = linking->people.n;
  dark_status status = cell == NULL ? dark__fail_memory(err) : gather(&cells, cell, linking, err);
  free(cell);
  /* The keys have done their work, and are the most of the memory. */
  dark__people_free(&linking->people);
  if (status == DARK_OK) status = tally_cells(linking, &cells, err);
  dark__cells_free(&cells);
  return status;
}
