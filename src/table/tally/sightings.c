/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/tally/sightings.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "table/columns/indicator.h"

static dark_status check_options(const dark_read_options *options, dark_error *err) {
  const char *useless = NULL;
  if (options->occasions > DARK_MAX_OCCASIONS)
    return dark__fail(err, DARK_EUSAGE, "--occasions %u is more than %u", options->occasions, DARK_MAX_OCCASIONS);
  if (options->count_of_captures == NULL) {
    if (options->n_covariates == 0) return DARK_OK;
    return dark__fail(err, DARK_EUSAGE,
                      "--covariates are those of people who were captured several times, so they need --count-of-captures");
  }
  if (options->n_lists > 0) useless = "--lists";
  else if (options->n_drop_lists > 0) useless = "--drop-list";
  else if (options->n_absorbing > 0) useless = "--absorbing";
  else if (options->n_merge_lists > 0) useless = "--merge-lists";
  else if (options->drop_unlisted) useless = "--drop-unlisted";
  else if (options->n_yes > 0) useless = "--yes";
  if (useless == NULL) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "%s makes no sense with --count-of-captures: there is one list", useless);
}

dark_status dark__sightings_begin(dark__sightings *sightings, const dark__header *header, const dark_read_options *options,
                                  dark_error *err) {
  const dark_status status = check_options(options, err);
  *sightings = (dark__sightings){.column = DARK__NONE, .n_occasions = options->occasions};
  sightings->are_of_lists = options->count_of_captures == NULL && options->occasions > 0;
  if (status != DARK_OK || options->count_of_captures == NULL) return status;
  sightings->column = dark__keys_find(&header->names, options->count_of_captures, strlen(options->count_of_captures));
  sightings->name = dark__header_name(header, sightings->column);
  sightings->key = calloc(options->n_covariates + 1, sizeof *sightings->key);
  sightings->columns.all = calloc(options->n_covariates + 1, sizeof *sightings->columns.all);
  if (sightings->key == NULL || sightings->columns.all == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < options->n_covariates; i++) {
    dark__category_values *covariate = &sightings->columns.all[sightings->columns.n++];
    covariate->column = dark__keys_find(&header->names, options->covariates[i], strlen(options->covariates[i]));
    covariate->name = dark__header_name(header, covariate->column);
  }
  return DARK_OK;
}

static dark_status fail_field(const dark__row *row, size_t column, const dark__header *header, const char *what,
                              dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s)", header->place, row->line, column + 1,
                    dark__kind(dark__row_field(row, column)).text, what, dark__header_show(header, column).text);
}

static dark_status read_captures(uint32_t *captures, const dark__sightings *sightings, const dark__row *row,
                                 const dark__header *header, dark_error *err) {
  const char *text = dark__row_field(row, sightings->column);
  uint64_t number = 0;
  const char *what = NULL;
  if (dark__is_missing(text)) what = "is a missing number of captures";
  else if (!dark__parse_whole(&number, text, UINT64_MAX)) what = "is not a whole number of captures";
  else if (number == 0)
    what = "is a person without captures: people who were never captured are what is estimated, and cannot be in the data";
  else if (number > DARK_MAX_CAPTURES) what = "is more than 1000000 captures of one person";
  else if (sightings->n_occasions > 0 && number > sightings->n_occasions)
    what = "is more captures than there are occasions (--occasions)";
  if (what != NULL) return fail_field(row, sightings->column, header, what, err);
  *captures = (uint32_t)number;
  return DARK_OK;
}

dark_status dark__sightings_find(uint32_t *history, dark__sightings *sightings, const dark__row *row, const dark__header *header,
                                 dark_error *err) {
  dark_status status = read_captures(&sightings->key[0], sightings, row, header, err);
  for (size_t i = 0; status == DARK_OK && i < sightings->columns.n; i++) {
    dark__category_values *covariate = &sightings->columns.all[i];
    const char *value = dark__row_field(row, covariate->column);
    if (dark__is_missing(value)) return fail_field(row, covariate->column, header, "is a missing value of a covariate", err);
    size_t id;
    status = dark__keys_add(&id, &covariate->values, value, strlen(value), err);
    sightings->key[i + 1] = (uint32_t)id;
  }
  size_t id = 0;
  const size_t length = (sightings->columns.n + 1) * sizeof *sightings->key;
  if (status == DARK_OK) status = dark__keys_add(&id, &sightings->keys, sightings->key, length, err);
  *history = (uint32_t)id + 1;
  return status;
}

dark_status dark__sightings_of(uint32_t *history, dark__sightings *sightings, uint32_t captures, dark_error *err) {
  size_t id = 0;
  const dark_status status = dark__keys_add(&id, &sightings->keys, &captures, sizeof captures, err);
  *history = (uint32_t)id + 1;
  return status;
}

void dark__sightings_free(dark__sightings *sightings) {
  dark__categories_free(&sightings->columns);
  dark__keys_free(&sightings->keys);
  free(sightings->key);
  *sightings = (dark__sightings){0};
}
