/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/link/record.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "table/columns/indicator.h"
#include "table/form/form.h"

dark_status dark__linked_read(dark__linked_rows *rows, const char *path, const dark__csv_sink *sink, dark_error *err) {
  dark__linking *linking = rows->linking;
  const dark_read_options *options = &linking->options;
  const dark__form_source source = {path, rows->place, options->delimiter, options->encoding, true, options};
  rows->columns = calloc(linking->n_columns + 1, sizeof *rows->columns);
  if (rows->columns == NULL) return dark__fail_memory(err);
  const dark_status status = dark__form_read(rows->facts->sha256, &source, sink, &linking->remarks, err);
  free(rows->columns);
  rows->columns = NULL;
  return status;
}

dark_status dark__linked_find_key(dark__linked_rows *rows, const dark__row *header, dark_error *err) {
  const char *key = rows->name;
  size_t nearest = DARK__NONE;
  for (rows->key = 0; rows->key < header->n_fields; rows->key++) {
    const char *name = dark__row_field(header, rows->key);
    if (strcmp(name, key) == 0) return DARK_OK;
    if (strcasecmp(name, key) == 0) nearest = rows->key;
  }
  const bool is_near = nearest != DARK__NONE;
  if (!is_near) {
    const bool is_link = rows->linking->long_file.path == NULL;
    return dark__fail(err, DARK_EUSAGE, "%s: there is no column '%s' (%s)%s", rows->place, dark__show(key).text,
                      rows->linking->option, is_link ? "; FILE:COLUMN names that of one file" : "");
  }
  return dark__fail(err, DARK_EUSAGE, "%s: there is no column '%s' (%s); did you mean '%s'?", rows->place, dark__show(key).text,
                    rows->linking->option, dark__show(dark__row_field(header, nearest)).text);
}

dark_status dark__linked_find_person(dark__person **person, dark__linked_rows *rows, const dark__row *row, dark_error *err) {
  const char *key = dark__row_field(row, rows->key);
  if (dark__is_missing(key)) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: the key is empty or NA (column %s)", rows->place, row->line, rows->key + 1,
                      dark__show(rows->name).text);
  }
  const dark__key_place place = {rows->place, row->line, rows->key + 1};
  const dark_status status = dark__key_watch_add(&rows->linking->watch, key, &place, err);
  return status == DARK_OK ? dark__people_find(person, &rows->linking->people, key, err) : status;
}

/* ---- Values */

static const char *column_name(const dark__linked_rows *rows, size_t c) {
  return dark__header_name(&rows->linking->tally.header, c);
}

static dark_status fail_value(const dark__linked_rows *rows, const dark__row *row, size_t c, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s (column %s)", rows->place, row->line, rows->columns[c] + 1, what,
                    dark__show(column_name(rows, c)).text);
}

/* *number = that of the value of column `c`. */
static dark_status number_value(size_t *number, const dark__linked_rows *rows, const dark__row *row, size_t c, dark_error *err) {
  dark__linking *linking = rows->linking;
  const char *value = dark__row_field(row, rows->columns[c]);
  if (strcmp(value, DARK__LEVEL_ALL) == 0) {
    return fail_value(rows, row, c, "'" DARK__LEVEL_ALL "' stands for all values in results and cannot be a value", err);
  }
  const dark_status status = dark__keys_add(number, &linking->values[c], value, strlen(value), err);
  if (status != DARK_OK) return status;
  if (c < linking->options.n_by && *number >= DARK_MAX_STRATA) {
    const dark__category_values category = {.name = column_name(rows, c)};
    return dark__categories_fail(&category, linking->tally.place, err);
  }
  if (*number >= DARK__VALUE_ID) return dark__fail(err, DARK_ELIMIT, "%s: too many different values (--where)", rows->place);
  return DARK_OK;
}

static void contradict(dark__linked_rows *rows, dark__person *person, const dark__row *row, size_t c, size_t number) {
  dark__linking *linking = rows->linking;
  const dark__keys *values = &linking->values[c];
  bool is_first = true;
  for (size_t i = 0; i < linking->n_columns; i++) is_first = is_first && (person->values[i] & DARK__VALUE_CONTRADICTED) == 0;
  linking->link->n_contradictory += is_first;
  linking->link->columns[c].n_contradictory++;
  const dark__contradiction found = {.place = rows->place,
                                     .line = row->line,
                                     .column = linking->link->columns[c].name,
                                     .later = dark__keys_at(values, number),
                                     .earlier = dark__keys_at(values, (person->values[c] & DARK__VALUE_ID) - 1),
                                     .is_key = dark__kind_is_key(values->n, linking->n_values[c])};
  dark__conflicts_add_contradiction(&linking->conflicts, &found);
  person->values[c] |= DARK__VALUE_CONTRADICTED;
}

static dark_status take_value(dark__linked_rows *rows, dark__person *person, const dark__row *row, size_t c, dark_error *err) {
  size_t number = 0;
  if (strcmp(dark__category_value(dark__row_field(row, rows->columns[c])), DARK__LEVEL_MISSING) == 0) {
    person->values[c] |= DARK__VALUE_WAS_MISSING;
    return DARK_OK;
  }
  const dark_status status = number_value(&number, rows, row, c, err);
  if (status != DARK_OK) return status;
  rows->linking->n_values[c]++;
  const uint32_t before = person->values[c] & DARK__VALUE_ID;
  if (before == 0) person->values[c] |= (uint32_t)number + 1;
  else if (before != number + 1 && (person->values[c] & DARK__VALUE_CONTRADICTED) == 0) contradict(rows, person, row, c, number);
  return DARK_OK;
}

dark_status dark__linked_take_values(dark__linked_rows *rows, dark__person *person, const dark__row *row, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < rows->linking->n_columns; c++)
    if (rows->columns[c] != DARK__NONE) status = take_value(rows, person, row, c, err);
  return status;
}
