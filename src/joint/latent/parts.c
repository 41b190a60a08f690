/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/parts.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

void dark__parts_clear(dark__parts *of) {
  free(of->complete);
  free(of->counts);
  free(of->starts);
  free(of->cells);
  free(of->weights);
  free(of->shares);
  free(of->start);
  free(of->variances);
  free(of->kinds);
  *of = (dark__parts){0};
}

/* ---- making */

static bool is_compatible(const dark__joint_record *record, const dark__joint_strata *strata, size_t x) {
  const uint32_t *levels = strata->levels + x * strata->n_categories;
  for (size_t c = 0; c < strata->n_categories; c++)
    if (record->levels[c] != DARK__LEVEL_UNKNOWN && record->levels[c] != levels[c]) return false;
  return (record->history & dark__absent_in(strata, x)) == 0;
}

/* How likely a stratum is against what the model says. */
static double weight_of(const dark__joint_record *record, const dark__joint_strata *strata, size_t x) {
  if (!(record->odds > 0) || record->levels[record->odds_category] != DARK__LEVEL_UNKNOWN) return 1;
  return strata->levels[x * strata->n_categories + record->odds_category] == record->odds_level ? record->odds : 1;
}

static dark_status add_cell(dark__parts *out, size_t cell, double weight, dark_error *err) {
  const size_t n = out->starts[out->n + 1];
  void *grown = dark__array_grow(out->cells, &out->cells_capacity, n + 1, sizeof *out->cells);
  if (grown == NULL) return dark__fail_memory(err);
  out->cells = grown;
  void *weights = dark__array_grow(out->weights, &out->weights_capacity, n + 1, sizeof *out->weights);
  if (weights == NULL) return dark__fail_memory(err);
  out->weights = weights;
  out->cells[n] = cell;
  out->weights[n] = weight;
  out->starts[out->n + 1]++;
  return DARK_OK;
}

/* The cells of a stratum with that history and any of the unknown lists. */
static dark_status add_cells(dark__parts *out, const dark__joint_strata *strata, size_t x, const dark__joint_record *record,
                             dark_error *err) {
  const size_t first = x * dark__n_histories(strata);
  const uint32_t history = record->history, unknown = record->unknown | dark__absent_in(strata, x);
  const double weight = weight_of(record, strata, x);
  dark_status status = DARK_OK;
  for (uint32_t more = unknown;; more = (more - 1) & unknown) {
    if (status == DARK_OK) status = add_cell(out, first + (history | more), weight, err);
    if (more == 0) return status;
  }
}

static dark_status begin_part(dark__parts *out, double count, dark_error *err) {
  void *counts = dark__array_grow(out->counts, &out->counts_capacity, out->n + 1, sizeof *out->counts);
  if (counts == NULL) return dark__fail_memory(err);
  out->counts = counts;
  void *starts = dark__array_grow(out->starts, &out->starts_capacity, out->n + 2, sizeof *out->starts);
  if (starts == NULL) return dark__fail_memory(err);
  out->starts = starts;
  out->counts[out->n] = count;
  if (out->n == 0) out->starts[0] = 0;
  out->starts[out->n + 1] = out->starts[out->n];
  return DARK_OK;
}

static dark_status add_record(dark__parts *out, const dark__joint_strata *strata, const dark__joint_record *record,
                              dark_error *err) {
  if (record->history == 0)
    return dark__fail(err, DARK_EDATA, "a record of %g people is on no list that was consulted", record->count);
  dark_status status = begin_part(out, record->count, err);
  for (size_t x = 0; status == DARK_OK && x < strata->n_strata; x++)
    if (is_compatible(record, strata, x)) status = add_cells(out, strata, x, record, err);
  if (status != DARK_OK) return status;
  if (out->starts[out->n + 1] == out->starts[out->n])
    return dark__fail(err, DARK_EDATA, "a record of %g people fits no stratum, or is on a list that did not exist there",
                      record->count);
  out->n++;
  return DARK_OK;
}

/* People whose cell is known, unless a list did not exist in their stratum. */
static dark_status add_count(dark__parts *out, const dark__joint_strata *strata, size_t x, uint32_t w, double count,
                             dark_error *err) {
  const uint32_t absent = dark__absent_in(strata, x);
  if (!(count > 0) || w == 0) return DARK_OK;
  if (absent == 0) {
    out->complete[x * dark__n_histories(strata) + w] = count;
    return DARK_OK;
  }
  const dark__joint_record record = {
      .history = w, .unknown = absent, .levels = strata->levels + x * strata->n_categories, .count = count};
  return add_record(out, strata, &record, err);
}

static void fill_start(dark__parts *out, const dark__joint_strata *strata) {
  const size_t n = dark__n_histories(strata);
  memcpy(out->start, out->complete, out->n_cells * sizeof *out->start);
  for (size_t i = 0; i < out->n; i++)
    for (size_t k = out->starts[i]; k < out->starts[i + 1]; k++)
      out->start[out->cells[k]] += out->counts[i] / (double)(out->starts[i + 1] - out->starts[i]);
  for (size_t c = 0; c < out->n_cells; c++)
    out->kinds[c] = !dark__is_observable(strata, c / n, (uint32_t)(c % n)) ? DARK__CELL_UNSEEN
                    : out->start[c] > 0                                    ? DARK__CELL_OCCUPIED
                                                                           : DARK__CELL_EMPTY;
}

dark_status dark__parts_make(dark__parts *out, const dark__joint_strata *strata, const double *counts,
                             const dark__joint_record *records, size_t n_records, dark_error *err) {
  *out = (dark__parts){.n_cells = strata->n_strata * dark__n_histories(strata)};
  out->complete = calloc(out->n_cells + 1, sizeof *out->complete);
  out->start = calloc(out->n_cells + 1, sizeof *out->start);
  out->variances = calloc(out->n_cells + 1, sizeof *out->variances);
  out->kinds = calloc(out->n_cells + 1, 1);
  if (out->complete == NULL || out->start == NULL || out->variances == NULL || out->kinds == NULL) return dark__fail_memory(err);
  dark_status status = DARK_OK;
  for (size_t x = 0; x < strata->n_strata; x++)
    for (uint32_t w = 0; status == DARK_OK && w < dark__n_histories(strata); w++)
      status = add_count(out, strata, x, w, counts[x * dark__n_histories(strata) + w], err);
  for (size_t i = 0; status == DARK_OK && i < n_records; i++) status = add_record(out, strata, &records[i], err);
  if (status != DARK_OK) return status;
  out->shares = calloc((out->n > 0 ? out->starts[out->n] : 0) + 1, sizeof *out->shares);
  if (out->shares == NULL) return dark__fail_memory(err);
  fill_start(out, strata);
  return DARK_OK;
}

/* ---- the emission */

static double expect_part(dark__parts *of, double *expected, const double *means, size_t i) {
  double sum = 0;
  for (size_t k = of->starts[i]; k < of->starts[i + 1]; k++) sum += of->weights[k] * means[of->cells[k]];
  for (size_t k = of->starts[i]; k < of->starts[i + 1]; k++) {
    of->shares[k] = of->weights[k] * means[of->cells[k]] / sum;
    expected[of->cells[k]] += of->counts[i] * of->shares[k];
  }
  return of->counts[i] * log(sum);
}

static double expect(void *data, double *expected, const double *means) {
  dark__parts *of = data;
  double log_lik = 0;
  memcpy(expected, of->complete, of->n_cells * sizeof *expected);
  for (size_t c = 0; c < of->n_cells; c++)
    if (of->complete[c] > 0) log_lik += of->complete[c] * log(means[c]);
  for (size_t i = 0; i < of->n; i++) log_lik += expect_part(of, expected, means, i);
  return log_lik;
}

/* n_o (diag(q) - q q') for every part. */
static void vary(void *data, const double *means, dark__covariance_sink *to) {
  dark__parts *of = data;
  (void)means;
  double *variances = of->variances;
  memset(variances, 0, of->n_cells * sizeof *variances);
  for (size_t i = 0; i < of->n; i++)
    for (size_t k = of->starts[i]; k < of->starts[i + 1]; k++) variances[of->cells[k]] += of->counts[i] * of->shares[k];
  dark__covariance_add_diagonal(to, variances);
  for (size_t i = 0; i < of->n; i++) {
    const size_t first = of->starts[i];
    const dark__cell_sum part = {of->cells + first, of->shares + first, of->starts[i + 1] - first};
    dark__covariance_add_product(to, -of->counts[i], part, part);
  }
}

dark__emission dark__parts_emission(dark__parts *of) { return (dark__emission){of, expect, vary}; }

/* ---- who is where */

static void spread_part(dark__spread *out, double *derivatives, const dark__parts *of, size_t i, size_t n,
                        const double *weights) {
  const double first = weights[of->cells[of->starts[i]] / n];
  double mean = 0, square = 0;
  bool is_certain = true;
  for (size_t k = of->starts[i]; k < of->starts[i + 1]; k++) {
    const double weight = weights[of->cells[k] / n];
    is_certain = is_certain && weight == first;
    mean += of->shares[k] * weight;
    square += of->shares[k] * weight * weight;
  }
  if (is_certain) {
    out->certain += of->counts[i] * first;
    return;
  }
  out->expected += of->counts[i] * mean;
  out->variance += of->counts[i] * fmax(0, square - mean * mean);
  for (size_t k = of->starts[i]; derivatives != NULL && k < of->starts[i + 1]; k++)
    derivatives[of->cells[k]] += of->counts[i] * of->shares[k] * (weights[of->cells[k] / n] - mean);
}

dark__spread dark__parts_spread(double *derivatives, const dark__parts *of, const dark__joint_strata *strata,
                                const double *weights) {
  const size_t n = dark__n_histories(strata);
  dark__spread out = {0};
  if (derivatives != NULL) memset(derivatives, 0, of->n_cells * sizeof *derivatives);
  for (size_t c = 0; c < of->n_cells; c++) out.certain += weights[c / n] * of->complete[c];
  for (size_t i = 0; i < of->n; i++) spread_part(&out, derivatives, of, i, n, weights);
  return out;
}
