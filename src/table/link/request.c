/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/utf8.h"
#include "base/wipe.h"
#include "table/link/link.h"

static dark_status check_options(const dark_read_options *options, dark_error *err) {
  const char *useless = NULL;
  if (options->n_lists > 0) useless = "--lists: each file is a list";
  else if (options->count != NULL) useless = "--count: each row is a person";
  else if (options->n_yes > 0) useless = "--yes and --no: everybody in a file is on its list";
  else if (options->force_count) useless = "--force-count: each row is a person";
  else if (options->thousands != '\0') useless = "--thousands: each row is a person";
  else if (options->n_ignore > 0) useless = "--ignore: only the key and the columns of --by and --where are looked at";
  else if (options->history != NULL) useless = "--history: each file is a list";
  else if (options->occasions > 0) useless = "--occasions";
  else if (options->count_of_captures != NULL) useless = "--count-of-captures: that is one list";
  else if (options->drop_unlisted) useless = "--drop-unlisted: everybody in a file is on its list";
  else if (options->long_key != NULL || options->long_list != NULL) useless = "--long: each file is a list";
  return useless == NULL ? DARK_OK : dark__fail(err, DARK_EUSAGE, "--link makes no sense with %s", useless);
}

static dark_status check_name(const dark_list_file *files, size_t i, dark_error *err) {
  const char *name = files[i].name;
  if (name == NULL || name[0] == '\0') return dark__fail(err, DARK_EUSAGE, "list %zu has no name (--link)", i + 1);
  if (files[i].path == NULL) return dark__fail(err, DARK_EUSAGE, "list %zu has no file (--link)", i + 1);
  if (files[i].key != NULL && files[i].key[0] == '\0')
    return dark__fail(err, DARK_EUSAGE, "the column of keys of list %zu has no name (--link)", i + 1);
  if (!dark__utf8_is_valid(name)) {
    return dark__fail(err, DARK_EUSAGE, "the name '%s' of list %zu is not UTF-8 (--link)", dark__show(name).text, i + 1);
  }
  for (size_t j = 0; j < i; j++) {
    if (strcmp(files[j].name, name) != 0) continue;
    return dark__fail(err, DARK_EUSAGE, "lists %zu and %zu are both called '%s'; NAME=FILE names them (--link)", j + 1, i + 1,
                      dark__show(name).text);
  }
  return DARK_OK;
}

static dark_status check_files(const dark_list_file *files, size_t n_files, dark_error *err) {
  size_t n_standard = 0;
  if (n_files == 0) return dark__fail(err, DARK_EUSAGE, "--link needs a file for each list");
  if (n_files > DARK_MAX_LIST_FILES) {
    return dark__fail(err, DARK_EUSAGE, "%zu files, more than %d (--link)", n_files, DARK_MAX_LIST_FILES);
  }
  for (size_t i = 0; i < n_files; i++) {
    const dark_status status = check_name(files, i, err);
    if (status != DARK_OK) return status;
    n_standard += strcmp(files[i].path, "-") == 0;
  }
  return n_standard < 2 ? DARK_OK : dark__fail(err, DARK_EUSAGE, "standard input is there for one list only (--link)");
}

/* Append a name to the header of the people, unless it is there. */
static dark_status add_column(dark__linking *linking, const char *name, size_t length, dark_error *err) {
  size_t id;
  return dark__keys_add(&id, &linking->tally.header.names, name, length, err);
}

/* Columns in front of '='; what is no assignment is left for others to complain about. */
static dark_status add_assigned(dark__linking *linking, const char *const *assignments, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    size_t length;
    dark__columns_split(&length, assignments[i]);
    if (length > 0) status = add_column(linking, assignments[i], length, err);
  }
  return status;
}

/* A key is nobody's to see. */
static dark_status refuse_key(const dark__linking *linking, const char *key, dark_error *err) {
  if (dark__keys_find(&linking->tally.header.names, key, strlen(key)) == DARK__NONE) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "column '%s' is the key (%s) and cannot be a category as well", dark__show(key).text,
                    linking->option);
}

/* The columns asked for. One that only --expect names is a mistake, which is found where expectations are read. */
static dark_status add_columns(dark__linking *linking, const char *key, dark_error *err) {
  const dark_read_options *options = &linking->options;
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < options->n_by; i++) {
    status = add_column(linking, options->by[i], strlen(options->by[i]), err);
  }
  if (status == DARK_OK) status = add_assigned(linking, options->where, options->n_where, err);
  if (status == DARK_OK) status = add_assigned(linking, options->expect, options->n_expect, err);
  for (size_t i = 0; status == DARK_OK && i < options->n_covariates; i++)
    status = add_column(linking, options->covariates[i], strlen(options->covariates[i]), err);
  if (status != DARK_OK) return status;
  linking->n_columns = linking->tally.header.names.n;
  status = refuse_key(linking, key, err);
  for (size_t i = 0; status == DARK_OK && i < linking->n_files; i++)
    if (linking->files[i].key != NULL) status = refuse_key(linking, linking->files[i].key, err);
  return status;
}

static dark_status add_lists(dark__linking *linking, dark_error *err) {
  for (size_t i = 0; i < linking->n_lists; i++) {
    const char *name = linking->names[i];
    const dark_status status = add_column(linking, name, strlen(name), err);
    if (status != DARK_OK) return status;
    if (linking->tally.header.names.n == linking->n_columns + i + 1) continue;
    return dark__fail(err, DARK_EUSAGE, "list '%s' has the name of %s (%s)", dark__show(name).text,
                      linking->lists.n == 0 ? "a column of --by, --where or --expect; NAME=FILE names it"
                                            : "a column of --by, --where or --expect, or of another list; rename one",
                      linking->option);
  }
  linking->options.lists = linking->names;
  linking->options.n_lists = linking->n_lists;
  return DARK_OK;
}

/* What is counted in place of lists. */
static dark_status add_captures(dark__linking *linking, dark_error *err) {
  const char *name = linking->options.count_of_captures;
  const dark_status status = add_column(linking, name, strlen(name), err);
  if (status != DARK_OK || linking->tally.header.names.n == linking->n_columns + 1) return status;
  return dark__fail(err, DARK_EUSAGE,
                    "the number of captures cannot be called '%s', as a column of --by, --where or --covariates is "
                    "(--count-of-captures)",
                    dark__show(name).text);
}

static dark_status begin_counting(dark__linking *linking, dark_error *err) {
  dark__tally *tally = &linking->tally;
  const dark_status status = dark__sightings_begin(&tally->sightings, &tally->header, &linking->options, err);
  if (status != DARK_OK || linking->counts_rows) return status;
  return dark__lists_settle(&tally->lists, &tally->columns, &tally->header, &linking->options, NULL, err);
}

dark_status dark__link_begin_tally(dark__linking *linking, dark_error *err) {
  dark__tally *tally = &linking->tally;
  const dark_read_options *options = &linking->options;
  dark_status status = linking->counts_rows ? add_captures(linking, err) : add_lists(linking, err);
  if (status != DARK_OK) return status;
  tally->options = options;
  tally->cells.n_levels = options->n_by;
  status = dark__columns_claim(&tally->columns, &tally->header, options, err);
  if (status == DARK_OK) status = dark__filter_read(&tally->filter, &tally->header, options, err);
  if (status == DARK_OK) status = dark__categories_read(&tally->categories, &tally->header, options, err);
  if (status == DARK_OK) status = begin_counting(linking, err);
  if (status != DARK_OK) return status;
  tally->key = calloc(options->n_by + DARK__CELL_WORDS, sizeof *tally->key);
  tally->n_missing_values = calloc(options->n_by + 1, sizeof *tally->n_missing_values);
  return tally->key == NULL || tally->n_missing_values == NULL ? dark__fail_memory(err) : DARK_OK;
}

static dark_status begin_linking(dark__linking *linking, const char *key, dark_error *err) {
  linking->values = calloc(linking->n_columns + 1, sizeof *linking->values);
  linking->n_values = calloc(linking->n_columns + 1, sizeof *linking->n_values);
  linking->is_met = calloc(linking->n_columns + 1, sizeof *linking->is_met);
  linking->link = dark__link_facts_new(linking, key);
  const bool is_whole = linking->values != NULL && linking->n_values != NULL && linking->is_met != NULL && linking->link != NULL;
  if (!is_whole) return dark__fail_memory(err);
  if (sodium_init() < 0) return dark__fail(err, DARK_EIO, "libsodium cannot be initialised");
  return dark__people_begin(&linking->people, linking->n_columns, err);
}

dark_status dark__link_begin(dark__linking *linking, const char *key, const dark_list_file *files, size_t n_files,
                             const dark_read_options *options, dark_error *err) {
  *linking = (dark__linking){.option = "--link", .files = files, .n_files = n_files, .n_lists = n_files, .options = *options};
  linking->tally.place = linking->tally.header.place = linking->met.place = DARK__LINKED_FILES;
  linking->tally.header.noun = "list";
  if (key[0] == '\0') return dark__fail(err, DARK_EUSAGE, "--link needs the name of the key column");
  dark_status status = check_options(options, err);
  if (status == DARK_OK) status = check_files(files, n_files, err);
  if (status != DARK_OK) return status;
  linking->names = calloc(n_files, sizeof *linking->names);
  if (linking->names == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_files; i++) linking->names[i] = files[i].name;
  status = add_columns(linking, key, err);
  if (status == DARK_OK) status = dark__link_begin_tally(linking, err);
  return status == DARK_OK ? begin_linking(linking, key, err) : status;
}

/* ---- The long form */

static dark_status check_long_options(const dark_read_options *options, dark_error *err) {
  const char *useless = NULL;
  if (options->count != NULL) useless = "--count: each row is a person who was seen";
  else if (options->n_yes > 0) useless = "--yes and --no: who has a row with a list is on it";
  else if (options->force_count) useless = "--force-count: each row is a person who was seen";
  else if (options->thousands != '\0') useless = "--thousands: each row is a person who was seen";
  else if (options->n_ignore > 0) useless = "--ignore: only the columns that options name are looked at";
  else if (options->history != NULL) useless = "--history: that has a row per person";
  else if (options->drop_unlisted) useless = "--drop-unlisted: who has a row is on a list";
  if (useless != NULL) return dark__fail(err, DARK_EUSAGE, "--long makes no sense with %s", useless);
  if (options->long_list != NULL || options->count_of_captures != NULL) return DARK_OK;
  return dark__fail(
      err, DARK_EUSAGE,
      "--long needs the column of lists as well, as in --long %s,LIST; or --count-of-captures NAME counts the rows of "
      "each person",
      dark__show(options->long_key).text);
}

/* A column is for the keys, or the lists, or a category. */
static dark_status check_long_list(const dark__linking *linking, dark_error *err) {
  const char *list = linking->options.long_list, *key = linking->options.long_key;
  if (list == NULL) return DARK_OK;
  if (strcmp(list, key) == 0)
    return dark__fail(err, DARK_EUSAGE, "--long ID,LIST needs two columns, and '%s' is one", dark__show(key).text);
  if (dark__keys_find(&linking->tally.header.names, list, strlen(list)) == DARK__NONE) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "column '%s' says on which list somebody was (--long) and cannot be a category as well",
                    dark__show(list).text);
}

dark_status dark__link_begin_long(dark__linking *linking, const char *path, const dark_read_options *options, dark_error *err) {
  *linking = (dark__linking){.option = "--long", .n_files = 1, .long_file = {"", path, NULL}, .options = *options};
  linking->files = &linking->long_file;
  linking->counts_rows = options->count_of_captures != NULL;
  linking->tally.header.noun = "list";
  dark_status status = check_long_options(options, err);
  if (status == DARK_OK) status = add_columns(linking, options->long_key, err);
  if (status == DARK_OK) status = check_long_list(linking, err);
  return status == DARK_OK ? begin_linking(linking, options->long_key, err) : status;
}

dark_status dark__link_check_columns(const dark__linking *linking, dark_error *err) {
  for (size_t c = 0; c < linking->n_columns; c++) {
    const char *name = dark__header_name(&linking->tally.header, c);
    size_t column;
    if (linking->is_met[c]) continue;
    return dark__header_find(&column, &linking->met, name, strlen(name), linking->tally.columns.columns[c].option, err);
  }
  return DARK_OK;
}

void dark__link_end(dark__linking *linking) {
  for (size_t c = 0; linking->values != NULL && c < linking->n_columns; c++) dark__keys_free(&linking->values[c]);
  free(linking->values);
  free(linking->n_values);
  free(linking->is_met);
  free(linking->names);
  free(linking->bits);
  dark__keys_free(&linking->lists);
  dark__header_free(&linking->met);
  dark__people_free(&linking->people);
  dark__remarks_free(&linking->remarks);
  dark__wipe_stack();
  dark__tally_free(&linking->tally);
  dark__link_facts_free(linking->link);
}
