/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/kind.h"
#include "base/text.h"
#include "resample/capture/capture.h"
#include "resample/spec/spec.h"
#include "table/columns/indicator.h"

enum { MOST_RATIOS = DARK_MAX_LISTS * (DARK_MAX_LISTS - 1) / 2 };

/* The model of one row, and the column of each of its numbers. */
typedef struct row_model {
  double margins[DARK_MAX_LISTS];
  dark_odds_ratio ratios[MOST_RATIOS];
  size_t ratio_columns[MOST_RATIOS];
  dark_referral referrals[DARK_MAX_LISTS];
  size_t referral_columns[DARK_MAX_LISTS];
  dark_capture_model model;
} row_model;

dark_status dark__spec_fail(const dark__spec *spec, const dark__row *row, size_t column, const char *what, dark_error *err) {
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s %s (column %s)", spec->place, row->line, column + 1,
                    dark__kind(dark__row_field(row, column)).text, what, dark__header_show(&spec->header, column).text);
}

static dark_status read_share(double *out, const dark__spec *spec, const dark__row *row, size_t column, dark_error *err) {
  const char *text = dark__row_field(row, column);
  if (dark__is_missing(text)) return dark__spec_fail(spec, row, column, "is a missing probability", err);
  if (dark__parse_real(out, text) && *out >= 0 && *out <= 1) return DARK_OK;
  return dark__spec_fail(spec, row, column, "is not a number from 0 to 1", err);
}

static dark_status read_ratio(double *out, const dark__spec *spec, const dark__row *row, size_t column, dark_error *err) {
  if (dark__parse_real(out, dark__row_field(row, column)) && *out >= 0) return DARK_OK;
  return dark__spec_fail(spec, row, column, "is not a finite number from 0, as an odds ratio is", err);
}

static dark_status read_pair(row_model *out, const dark__spec *spec, const dark__row *row, size_t column, dark_error *err) {
  const dark__spec_column *pair = &spec->columns[column];
  dark_capture_model *model = &out->model;
  double value = 0;
  if (dark__is_missing(dark__row_field(row, column))) return DARK_OK;
  if (pair->role == DARK__SPEC_ODDS_RATIO) {
    const dark_status status = read_ratio(&value, spec, row, column, err);
    if (status != DARK_OK) return status;
    out->ratio_columns[model->n_odds_ratios] = column;
    out->ratios[model->n_odds_ratios++] = (dark_odds_ratio){pair->a, pair->b, value};
    return DARK_OK;
  }
  const dark_status status = read_share(&value, spec, row, column, err);
  if (status != DARK_OK || value == 0) return status;
  out->referral_columns[model->n_referrals] = column;
  out->referrals[model->n_referrals++] = (dark_referral){pair->a, value};
  return DARK_OK;
}

static dark_status read_model(row_model *out, const dark__spec *spec, const dark__row *row, dark_error *err) {
  dark_status status = DARK_OK;
  out->model = (dark_capture_model){.n_lists = spec->n_lists,
                                    .margins = out->margins,
                                    .odds_ratios = out->ratios,
                                    .referrals = out->referrals,
                                    .absorbing = spec->absorbing,
                                    .names = spec->names};
  for (size_t i = 0; status == DARK_OK && i < spec->n_lists; i++)
    status = read_share(&out->margins[i], spec, row, spec->lists[i], err);
  for (size_t column = 0; status == DARK_OK && column < spec->header.names.n; column++) {
    const dark__spec_role role = spec->columns[column].role;
    if (role == DARK__SPEC_ODDS_RATIO || role == DARK__SPEC_REFERRAL) status = read_pair(out, spec, row, column, err);
  }
  return status;
}

static size_t column_to_blame(const dark__blame *blame, const dark__spec *spec, const row_model *from) {
  switch (blame->kind) {
    case DARK__BLAME_ODDS_RATIO: return from->ratio_columns[blame->index];
    case DARK__BLAME_REFERRAL: return from->referral_columns[blame->index];
    case DARK__BLAME_MARGIN: break;
  }
  return spec->lists[blame->index];
}

static dark_status solve(double *probabilities, const dark__spec *spec, const dark__row *row, const row_model *from,
                         dark_error *err) {
  dark__blame blame = {DARK__BLAME_MARGIN, 0};
  dark_error inner = DARK_ERROR_INIT;
  const dark_status status = dark__capture_solve(probabilities, &blame, &from->model, &inner);
  if (status == DARK_OK) return DARK_OK;
  const size_t column = column_to_blame(&blame, spec, from);
  if (status != DARK_EUSAGE) return dark__fail(err, status, "%s:%zu: %s", spec->place, row->line, inner.message);
  return dark__fail(err, DARK_EDATA, "%s:%zu:%zu: %s (column %s)", spec->place, row->line, column + 1, inner.message,
                    dark__header_show(&spec->header, column).text);
}

static dark_status read_people(double *out, dark__spec *spec, const dark__row *row, dark_error *err) {
  const char *text = dark__row_field(row, spec->people);
  char what[96];
  if (dark__is_missing(text)) return dark__spec_fail(spec, row, spec->people, "is a missing number of people", err);
  if (!dark__parse_real(out, text) || !(*out >= 0))
    return dark__spec_fail(spec, row, spec->people, "is not a number of people", err);
  if (spec->options->size == DARK_POPULATION_FIXED && spec->latent == DARK__NONE && *out != floor(*out))
    return dark__spec_fail(spec, row, spec->people, "is not a whole number of people (as --population fixed needs)", err);
  spec->n_people += *out;
  snprintf(what, sizeof what, "brings the total above %.0f people", DARK_MAX_PEOPLE);
  return spec->n_people <= DARK_MAX_PEOPLE ? DARK_OK : dark__spec_fail(spec, row, spec->people, what, err);
}

/* Append an empty row. */
static dark_status add_row(dark__spec *spec, size_t line, dark_error *err) {
  if (spec->n_rows >= DARK_MAX_PROBABILITIES >> spec->n_lists)
    return dark__fail(err, DARK_ELIMIT, "%s:%zu: more than %zu rows of %zu lists are too many capture probabilities", spec->place,
                      line, spec->n_rows, spec->n_lists);
  dark__spec_row *rows = dark__array_grow(spec->rows, &spec->rows_capacity, spec->n_rows + 1, sizeof *rows);
  if (rows == NULL) return dark__fail_memory(err);
  spec->rows = rows;
  dark__spec_row *made = &rows[spec->n_rows++];
  *made = (dark__spec_row){.line = line,
                           .levels = calloc(spec->categories.n + 1, sizeof *made->levels),
                           .probabilities = malloc(((size_t)1 << spec->n_lists) * sizeof *made->probabilities)};
  return made->levels == NULL || made->probabilities == NULL ? dark__fail_memory(err) : DARK_OK;
}

dark_status dark__spec_add(dark__spec *spec, const dark__row *row, dark_error *err) {
  row_model read;
  dark_status status = add_row(spec, row->line, err);
  if (status != DARK_OK) return status;
  dark__spec_row *made = &spec->rows[spec->n_rows - 1];
  const char *latent = spec->latent == DARK__NONE ? "" : dark__row_field(row, spec->latent);
  made->latent = dark__copy_text(latent, strlen(latent));
  if (made->latent == NULL) return dark__fail_memory(err);
  status = dark__categories_find(made->levels, &spec->categories, row, &spec->header, err);
  if (status == DARK_OK) status = read_people(&made->people, spec, row, err);
  if (status == DARK_OK) status = read_model(&read, spec, row, err);
  return status == DARK_OK ? solve(made->probabilities, spec, row, &read, err) : status;
}

void dark__spec_free(dark__spec *spec) {
  for (size_t i = 0; i < spec->n_rows; i++) {
    free(spec->rows[i].levels);
    free(spec->rows[i].latent);
    free(spec->rows[i].probabilities);
  }
  free(spec->rows);
  free(spec->columns);
  dark__categories_free(&spec->categories);
  dark__header_free(&spec->header);
}
