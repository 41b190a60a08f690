/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "table/columns/indicator.h"
#include "table/csv/file.h"
#include "table/link/link.h"

/* One file that is being read. */
typedef struct reading {
  dark__linking *linking;
  dark_linked_file *facts;
  const char *place;
  uint32_t bit;    /* of its list */
  size_t key;      /* the column of keys */
  size_t *columns; /* [linking->n_columns] in this file; DARK__NONE: it has no such column */
} reading;

/* Looked for before anything else: a file that lacks it may lack its header, and then its first record is nobody's to see. So the only
   name proposed is one that differs by letter case. */
static dark_status find_key(reading *r, const dark__row *row, dark_error *err) {
  const char *key = r->linking->link->key;
  size_t nearest = DARK__NONE;
  for (r->key = 0; r->key < row->n_fields; r->key++) {
    const char *name = dark__row_field(row, r->key);
    if (strcmp(name, key) == 0) return DARK_OK;
    if (strcasecmp(name, key) == 0) nearest = r->key;
  }
  const bool is_near = nearest != DARK__NONE;
  return dark__fail(err, DARK_EUSAGE, "%s: there is no column '%s' (--link)%s%s%s", r->place, dark__show(key).text,
                    is_near ? "; did you mean '" : "", is_near ? dark__show(dark__row_field(row, nearest)).text : "",
                    is_near ? "'?" : "");
}

static dark_status find_columns(reading *r, const dark__header *header, dark_error *err) {
  dark__linking *linking = r->linking;
  for (size_t c = 0; c < linking->n_columns; c++) {
    const char *name = dark__header_name(&linking->tally.header, c);
    r->columns[c] = dark__keys_find(&header->names, name, strlen(name));
    if (r->columns[c] != DARK__NONE) linking->is_met[c] = true;
  }
  linking->met.is_record = linking->met.is_record || header->is_record;
  for (size_t i = 0; i < header->names.n; i++) {
    size_t id;
    const char *name = dark__header_name(header, i);
    const dark_status status = i == r->key ? DARK_OK : dark__keys_add(&id, &linking->met.names, name, strlen(name), err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status take_header(void *context, const dark__row *row, dark_error *err) {
  reading *r = context;
  dark__header header = {.place = r->place};
  dark_status status = find_key(r, row, err);
  if (status == DARK_OK) status = dark__header_read(&header, r->place, row, err);
  if (status == DARK_OK) status = find_columns(r, &header, err);
  dark__header_free(&header);
  return status;
}

static dark_status fail_value(const reading *r, const dark__row *row, size_t c, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s (column %s)", r->place, row->line, r->columns[c] + 1, what,
                    dark__show(dark__header_name(&r->linking->tally.header, c)).text);
}

/* *number = that of the value of column `c`. */
static dark_status number_value(size_t *number, const reading *r, const dark__row *row, size_t c, dark_error *err) {
  dark__linking *linking = r->linking;
  const char *value = dark__row_field(row, r->columns[c]);
  if (strcmp(value, DARK__LEVEL_ALL) == 0) {
    return fail_value(r, row, c, "'" DARK__LEVEL_ALL "' stands for all values in results and cannot be a value", err);
  }
  const dark_status status = dark__keys_add(number, &linking->values[c], value, strlen(value), err);
  if (status != DARK_OK) return status;
  if (c < linking->options.n_by && *number >= DARK_MAX_STRATA)
    return dark__categories_fail(&linking->tally.categories.all[c], DARK__LINKED_FILES, err);
  if (*number >= DARK__VALUE_ID) return dark__fail(err, DARK_ELIMIT, "%s: too many different values (--where)", r->place);
  return DARK_OK;
}

static void contradict(reading *r, dark__person *person, const dark__row *row, size_t c, size_t number) {
  dark__linking *linking = r->linking;
  const dark__keys *values = &linking->values[c];
  bool is_first = true;
  for (size_t i = 0; i < linking->n_columns; i++) is_first = is_first && (person->values[i] & DARK__VALUE_CONTRADICTED) == 0;
  linking->link->n_contradictory += is_first;
  linking->link->columns[c].n_contradictory++;
  const dark__contradiction found = {.place = r->place,
                                     .line = row->line,
                                     .column = linking->link->columns[c].name,
                                     .later = dark__keys_at(values, number),
                                     .earlier = dark__keys_at(values, (person->values[c] & DARK__VALUE_ID) - 1),
                                     .is_key = dark__kind_is_key(values->n, linking->n_values[c])};
  dark__conflicts_add_contradiction(&linking->conflicts, &found);
  person->values[c] |= DARK__VALUE_CONTRADICTED;
}

static dark_status take_value(reading *r, dark__person *person, const dark__row *row, size_t c, dark_error *err) {
  size_t number = 0;
  if (strcmp(dark__category_value(dark__row_field(row, r->columns[c])), DARK__LEVEL_MISSING) == 0) {
    person->values[c] |= DARK__VALUE_WAS_MISSING;
    return DARK_OK;
  }
  const dark_status status = number_value(&number, r, row, c, err);
  if (status != DARK_OK) return status;
  r->linking->n_values[c]++;
  const uint32_t before = person->values[c] & DARK__VALUE_ID;
  if (before == 0) person->values[c] |= (uint32_t)number + 1;
  else if (before != number + 1 && (person->values[c] & DARK__VALUE_CONTRADICTED) == 0) contradict(r, person, row, c, number);
  return DARK_OK;
}

static void take_membership(reading *r, dark__person *person, const dark__row *row) {
  r->facts->n_rows++;
  if ((person->lists & r->bit) != 0) {
    dark__conflicts_add_repeat(&r->linking->conflicts, r->place, row->line, person->line);
    return;
  }
  r->facts->n_people++;
  person->lists |= r->bit;
  person->line = row->line < UINT32_MAX ? (uint32_t)row->line : UINT32_MAX;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  reading *r = context;
  const char *key = dark__row_field(row, r->key);
  if (dark__is_missing(key)) {
    return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: the key is empty or NA (column %s)", r->place, row->line, r->key + 1,
                      dark__show(r->linking->link->key).text);
  }
  dark__person *person;
  dark_status status = dark__people_find(&person, &r->linking->people, key, err);
  if (status != DARK_OK) return status;
  take_membership(r, person, row);
  for (size_t c = 0; status == DARK_OK && c < r->linking->n_columns; c++) {
    if (r->columns[c] != DARK__NONE) status = take_value(r, person, row, c, err);
  }
  return status;
}

dark_status dark__link_read(dark__linking *linking, size_t file, dark_error *err) {
  const char *path = linking->files[file].path;
  const dark__shown place = dark__show_path(path);
  reading r = {.linking = linking,
               .facts = &linking->link->files[file],
               .place = place.text,
               .bit = UINT32_C(1) << file,
               .columns = calloc(linking->n_columns + 1, sizeof *r.columns)};
  const dark__csv_sink sink = {take_header, take_record, &r};
  dark_status status = DARK_OK;
  if (r.columns == NULL) status = dark__fail_memory(err);
  else status = dark__csv_read_path(r.facts->sha256, path, r.place, linking->options.delimiter, &sink, err);
  free(r.columns);
  return status;
}
