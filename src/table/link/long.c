/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file in the long form: a row for each time that somebody was seen, with a key and the list on which that was. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "table/columns/indicator.h"
#include "table/columns/telling_names.h"
#include "table/link/record.h"

/* ---- The header */

static const char *option_of(const dark__linking *linking, size_t c) {
  const char *name = dark__header_name(&linking->tally.header, c);
  for (size_t i = 0; i < linking->options.n_covariates; i++)
    if (strcmp(linking->options.covariates[i], name) == 0) return "--covariates";
  return c < linking->options.n_by ? "--by" : "--where";
}

static dark_status find_columns(dark__linked_rows *r, const dark__header *header, dark_error *err) {
  const dark_read_options *options = &r->linking->options;
  const char *list = options->long_list;
  dark_status status = DARK_OK;
  if (list != NULL) status = dark__header_find(&r->list, header, list, strlen(list), "--long", err);
  for (size_t c = 0; status == DARK_OK && c < r->linking->n_columns; c++) {
    const char *name = dark__header_name(&r->linking->tally.header, c);
    status = dark__header_find(&r->columns[c], header, name, strlen(name), option_of(r->linking, c), err);
  }
  return status;
}

/* Where the columns have changed places, every key would become the name of a list. */
static dark_status check_places(const dark__linked_rows *r, const dark__header *header, dark_error *err) {
  const char *list = r->linking->options.long_list;
  if (list == NULL || !dark__name_is_identifier(list) || dark__name_is_identifier(r->linking->options.long_key)) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "%s: column '%s' is called as numbers of persons are, and cannot be that of lists; the column of keys comes "
                    "first: --long %s,%s",
                    r->place, dark__show(list).text, dark__header_argument(header, r->list).text,
                    dark__header_argument(header, r->key).text);
}

static dark_status take_header(void *context, const dark__row *row, dark_error *err) {
  dark__linked_rows *r = context;
  dark__header header = {.place = r->place};
  dark_status status = dark__linked_find_key(r, row, err);
  if (status == DARK_OK) status = dark__header_read(&header, r->place, row, err);
  if (status == DARK_OK) status = find_columns(r, &header, err);
  if (status == DARK_OK) status = check_places(r, &header, err);
  dark__header_free(&header);
  return status;
}

/* ---- Rows */

static dark_status fail_list(const dark__linked_rows *r, const dark__row *row, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s (column %s)", r->place, row->line, r->list + 1, what,
                    dark__show(r->linking->options.long_list).text);
}

/* *list = the number of the list of a row; DARK__NONE: one that --lists does not name. */
static dark_status find_list(size_t *list, dark__linked_rows *r, const dark__row *row, dark_error *err) {
  dark__linking *linking = r->linking;
  const char *name = dark__row_field(row, r->list);
  const size_t length = dark__row_length(row, r->list);
  if (dark__is_missing(name))
    return fail_list(r, row, "the list is empty or NA, so that this row does not say where somebody was seen", err);
  *list = dark__keys_find(&linking->lists, name, length);
  if (*list != DARK__NONE || linking->options.n_lists > 0) return DARK_OK;
  if (linking->lists.n == DARK_MAX_LIST_FILES)
    return fail_list(
        r, row,
        "more than 64 different lists; --long ID,LIST names the column of keys first, then that of lists, and --lists "
        "says which lists to use",
        err);
  return dark__keys_add(list, &linking->lists, name, length, err);
}

/* The number of rows of one person. */
static dark_status count_row(dark__linked_rows *r, dark__person *person, const dark__row *row, dark_error *err) {
  const unsigned n_occasions = r->linking->options.occasions;
  const uint32_t most = n_occasions > 0 ? n_occasions : DARK_MAX_CAPTURES;
  if (person->lists++ < most) return DARK_OK;
  return dark__fail(err, DARK_EDATA, "%s:%zu: this is row number %u of one person, and there are %u %s", r->place, row->line,
                    most + 1, most, n_occasions > 0 ? "occasions (--occasions)" : "captures of one person at most");
}

static dark_status take_sighting(dark__linked_rows *r, dark__person *person, const dark__row *row, size_t list, dark_error *err) {
  r->facts->n_rows++;
  if (r->linking->counts_rows) return count_row(r, person, row, err);
  const uint64_t bit = UINT64_C(1) << list;
  r->facts->n_people += (dark__person_lists(person) & bit) == 0;
  dark__person_list(person, bit);
  return DARK_OK;
}

/* Rows without any value, as spreadsheets leave behind. */
static bool is_empty(const dark__row *row) {
  for (size_t i = 0; i < row->n_fields; i++)
    if (dark__row_length(row, i) > 0) return false;
  return true;
}

static dark_status take_record(void *context, const dark__row *row, dark_error *err) {
  dark__linked_rows *r = context;
  dark__person *person = NULL;
  size_t list = 0;
  if (is_empty(row)) return DARK_OK;
  dark_status status = r->linking->options.long_list == NULL ? DARK_OK : find_list(&list, r, row, err);
  if (status == DARK_OK && list == DARK__NONE) {
    r->linking->n_other_rows++;
    return DARK_OK;
  }
  if (status == DARK_OK) status = dark__linked_find_person(&person, r, row, err);
  if (status == DARK_OK) status = take_sighting(r, person, row, list, err);
  return status == DARK_OK ? dark__linked_take_values(r, person, row, err) : status;
}

/* ---- The file */

/* The lists that --lists names are lists even when nobody is on them. */
static dark_status add_named(dark__linking *linking, dark_error *err) {
  const dark_read_options *options = &linking->options;
  dark_status status = DARK_OK;
  if (options->n_lists > DARK_MAX_LIST_FILES)
    return dark__fail(err, DARK_EUSAGE, "%zu lists, more than %d (--lists)", options->n_lists, DARK_MAX_LIST_FILES);
  for (size_t i = 0; status == DARK_OK && i < options->n_lists; i++) {
    size_t id;
    status = dark__keys_add(&id, &linking->lists, options->lists[i], strlen(options->lists[i]), err);
    if (status == DARK_OK && id < i)
      return dark__fail(err, DARK_EUSAGE, "list '%s' is named twice by --lists", dark__show(options->lists[i]).text);
  }
  return status;
}

static dark_status read_file(dark__linking *linking, dark_error *err) {
  const char *path = linking->files[0].path;
  dark__linked_rows r = {
      .linking = linking, .facts = &linking->link->files[0], .place = linking->tally.place, .name = linking->link->key};
  const dark__csv_sink sink = {take_header, take_record, &r};
  return dark__linked_read(&r, path, &sink, err);
}

dark_status dark__link_read_long(dark__linking *linking, dark_error *err) {
  dark_status status = add_named(linking, err);
  if (status == DARK_OK) status = read_file(linking, err);
  if (status == DARK_OK) status = dark__link_settle_lists(linking, err);
  if (status != DARK_OK || linking->people.n == 0) return status;
  return dark__link_begin_tally(linking, err);
}
