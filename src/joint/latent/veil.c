/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/veil.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

void dark__veil_clear(dark__veil *veil) {
  free(veil->kinds);
  free(veil->start);
  free(veil->variances);
  free(veil->means);
  free(veil->cells);
  free(veil->row);
  free(veil->terms);
  free(veil->forward);
  free(veil->backward);
  *veil = (dark__veil){0};
}

/* ---- making */

static size_t last_count(const dark__veiled *cell) { return cell->first + cell->n - 1; }

static dark_status check_total(const dark__veil *veil, dark_error *err) {
  size_t least = 0, most = 0;
  for (size_t i = 0; i < veil->n; i++) {
    if (veil->veiled[i].n == 0 || last_count(&veil->veiled[i]) > DARK__MOST_VEILED_COUNTS)
      return dark__fail(err, DARK_ELIMIT, "a suppressed count may be %zu at most", (size_t)DARK__MOST_VEILED_COUNTS);
    least += veil->veiled[i].first;
    most += last_count(&veil->veiled[i]);
  }
  if (!veil->has_total || (least <= veil->total && veil->total <= most)) return DARK_OK;
  return dark__fail(err, DARK_EDATA,
                    "%zu suppressed counts cannot add up to %zu: at least %zu and at most %zu people are in them", veil->n,
                    veil->total, least, most);
}

static dark_status take_memory(dark__veil *veil, dark_error *err) {
  size_t longest = 1;
  for (size_t i = 0; i < veil->n; i++)
    if (veil->veiled[i].n > longest) longest = veil->veiled[i].n;
  const size_t n_sums = veil->has_total ? (veil->n + 1) * (veil->total + 1) : 1;
  if (veil->has_total && (veil->total > DARK__MOST_VEILED_COUNTS || n_sums / (veil->total + 1) != veil->n + 1))
    return dark__fail(err, DARK_ELIMIT, "a total of suppressed counts may be %zu at most", (size_t)DARK__MOST_VEILED_COUNTS);
  veil->n_cells = veil->design->strata->n_strata * dark__n_histories(veil->design->strata);
  veil->kinds = calloc(veil->n_cells + 1, 1);
  veil->start = calloc(veil->n_cells + 1, sizeof(double));
  veil->variances = calloc(veil->n_cells + 1, sizeof(double));
  veil->means = calloc(veil->n + 1, sizeof(double));
  veil->cells = calloc(veil->n + 1, sizeof(size_t));
  veil->row = calloc(veil->n + 1, sizeof(double));
  veil->terms = calloc(longest, sizeof(double));
  veil->forward = calloc(n_sums, sizeof(double));
  veil->backward = calloc(n_sums, sizeof(double));
  const bool is_complete = veil->kinds != NULL && veil->start != NULL && veil->variances != NULL && veil->means != NULL &&
                           veil->cells != NULL && veil->row != NULL && veil->terms != NULL && veil->forward != NULL &&
                           veil->backward != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static void fill_exact(dark__veil *veil) {
  const size_t n = dark__n_histories(veil->design->strata);
  for (size_t c = 0; c < veil->n_cells; c++) {
    if (!dark__is_observable(veil->design->strata, c / n, (uint32_t)(c % n))) continue;
    veil->start[c] = veil->counts[c];
    veil->kinds[c] = veil->counts[c] > 0 ? DARK__CELL_OCCUPIED : DARK__CELL_EMPTY;
  }
}

/* May the mean run to 0? Where the smallest count is 0 the likelihood rises towards it wherever one begins, as it does in an empty cell; with a known
   total only as long as the means of all of them are too large for it. */
static unsigned char kind_of(const dark__veil *veil, const dark__veiled *cell) {
  if (veil->has_total) return veil->total > 0 ? DARK__CELL_OCCUPIED : DARK__CELL_EMPTY;
  return cell->first > 0 ? DARK__CELL_OCCUPIED : DARK__CELL_EMPTY;
}

static dark_status fill_veiled(dark__veil *veil, dark_error *err) {
  for (size_t i = 0; i < veil->n; i++) {
    const dark__veiled *cell = &veil->veiled[i];
    if (veil->variances[cell->cell] != 0) return dark__fail(err, DARK_EDATA, "a suppressed count is given twice");
    veil->variances[cell->cell] = 1;
    veil->cells[i] = cell->cell;
    veil->kinds[cell->cell] = kind_of(veil, cell);
    veil->start[cell->cell] = 0.5 * (double)(cell->first + last_count(cell));
  }
  for (size_t c = 0; c < veil->n_cells; c++)
    if (veil->kinds[c] != DARK__CELL_UNSEEN && veil->variances[c] == 0) veil->log_factorials += lgamma(veil->counts[c] + 1);
  return DARK_OK;
}

dark_status dark__veil_make(dark__veil *veil, dark_error *err) {
  dark_status status = check_total(veil, err);
  if (status == DARK_OK) status = take_memory(veil, err);
  if (status != DARK_OK) return status;
  fill_exact(veil);
  return fill_veiled(veil, err);
}

/* ---- one cell */

/* weights_k mu^k / k! for all its counts, over the largest of them, whose logarithm is returned. */
static double find_terms(double *terms, const dark__veiled *cell, double mean) {
  double largest = -INFINITY;
  for (size_t k = 0; k < cell->n; k++) {
    const double count = (double)(cell->first + k), weight = cell->weights == NULL ? 1 : cell->weights[k];
    terms[k] = log(weight) - lgamma(count + 1) + (count > 0 ? count * log(mean) : 0);
    largest = fmax(largest, terms[k]);
  }
  for (size_t k = 0; k < cell->n; k++) terms[k] = isfinite(largest) ? exp(terms[k] - largest) : 0;
  return largest;
}

static double expect_alone(dark__veil *veil, size_t i, double mean) {
  const dark__veiled *cell = &veil->veiled[i];
  const double largest = find_terms(veil->terms, cell, mean);
  double sum = 0, first = 0, second = 0;
  for (size_t k = 0; k < cell->n; k++) {
    sum += veil->terms[k];
    first += veil->terms[k] * (double)k;
  }
  first /= sum;
  for (size_t k = 0; k < cell->n; k++) second += veil->terms[k] * ((double)k - first) * ((double)k - first);
  veil->means[i] = (double)cell->first + first;
  veil->row[i] = second / sum;
  return largest + log(sum);
}

/* ---- cells with a known total. Sums are scaled by the largest terms, which cancel in moments. */

static double *sums_at(double *sums, const dark__veil *veil, size_t i) { return sums + i * (veil->total + 1); }

/* to[s] = sum over k of term_k from[s - k], or from[s + k] backwards; a tilted cell counts each term as often as its count says. */
static double convolve(double *to, const double *from, dark__veil *veil, size_t i, const double *means, bool backwards,
                       bool is_tilted) {
  const dark__veiled *cell = &veil->veiled[i];
  const double largest = find_terms(veil->terms, cell, means[cell->cell]);
  for (size_t s = 0; s <= veil->total; s++) {
    to[s] = 0;
    for (size_t k = 0; k < cell->n; k++) {
      const size_t count = cell->first + k, room = backwards ? veil->total - s : s;
      if (count > room) break;
      to[s] += (is_tilted ? (double)count : 1) * veil->terms[k] * from[backwards ? s + count : s - count];
    }
  }
  return largest;
}

/* All sums, cell `tilted` weighted by its count (n: none); the logarithm of what they are scaled by. */
static double sweep(dark__veil *veil, const double *means, size_t tilted) {
  double scale = 0;
  memset(sums_at(veil->forward, veil, 0), 0, (veil->total + 1) * sizeof(double));
  memset(sums_at(veil->backward, veil, veil->n), 0, (veil->total + 1) * sizeof(double));
  sums_at(veil->forward, veil, 0)[0] = 1;
  sums_at(veil->backward, veil, veil->n)[veil->total] = 1;
  for (size_t i = 0; i < veil->n; i++)
    scale += convolve(sums_at(veil->forward, veil, i + 1), sums_at(veil->forward, veil, i), veil, i, means, false, i == tilted);
  for (size_t i = veil->n; i-- > 0;)
    convolve(sums_at(veil->backward, veil, i), sums_at(veil->backward, veil, i + 1), veil, i, means, true, i == tilted);
  return scale;
}

/* E(y_i), or E(y_i y_tilted), times the weight of all. */
static double moment(dark__veil *veil, const double *means, size_t i, size_t tilted) {
  const dark__veiled *cell = &veil->veiled[i];
  const double *before = sums_at(veil->forward, veil, i), *behind = sums_at(veil->backward, veil, i + 1);
  double sum = 0;
  find_terms(veil->terms, cell, means[cell->cell]);
  for (size_t s = 0; s <= veil->total; s++)
    for (size_t k = 0; k < cell->n && s + cell->first + k <= veil->total; k++) {
      const double count = (double)(cell->first + k);
      sum += before[s] * veil->terms[k] * count * (i == tilted ? count : 1) * behind[s + cell->first + k];
    }
  return sum;
}

static double expect_together(dark__veil *veil, const double *means) {
  const double scale = sweep(veil, means, veil->n), weight = sums_at(veil->forward, veil, veil->n)[veil->total];
  for (size_t i = 0; i < veil->n; i++) veil->means[i] = moment(veil, means, i, veil->n) / weight;
  return scale + log(weight);
}

static void vary_together(dark__veil *veil, const double *means, dark__covariance_sink *to) {
  sweep(veil, means, veil->n);
  const double weight = sums_at(veil->forward, veil, veil->n)[veil->total], one = 1;
  for (size_t i = 0; i < veil->n; i++) {
    sweep(veil, means, i);
    for (size_t j = 0; j < veil->n; j++) veil->row[j] = moment(veil, means, j, i) / weight - veil->means[i] * veil->means[j];
    dark__covariance_add_product(to, 1, (dark__cell_sum){&veil->cells[i], &one, 1},
                                 (dark__cell_sum){veil->cells, veil->row, veil->n});
  }
}

/* ---- the emission */

static double expect_exact(dark__veil *veil, double *expected, const double *means) {
  double log_lik = -veil->log_factorials;
  for (size_t c = 0; c < veil->n_cells; c++) {
    expected[c] = veil->kinds[c] == DARK__CELL_UNSEEN ? 0 : veil->counts[c];
    veil->variances[c] = 0;
  }
  for (size_t i = 0; i < veil->n; i++) expected[veil->cells[i]] = 0;
  for (size_t c = 0; c < veil->n_cells; c++)
    if (expected[c] > 0) log_lik += expected[c] * log(means[c]);
  return log_lik;
}

static double expect(void *data, double *expected, const double *means) {
  dark__veil *veil = data;
  double log_lik = expect_exact(veil, expected, means);
  if (veil->has_total && veil->n > 0) log_lik += expect_together(veil, means);
  for (size_t i = 0; !veil->has_total && i < veil->n; i++) {
    log_lik += expect_alone(veil, i, means[veil->cells[i]]);
    veil->variances[veil->cells[i]] = veil->row[i];
  }
  for (size_t i = 0; i < veil->n; i++) expected[veil->cells[i]] = veil->means[i];
  return log_lik;
}

static void vary(void *data, const double *means, dark__covariance_sink *to) {
  dark__veil *veil = data;
  if (veil->has_total) vary_together(veil, means, to);
  else dark__covariance_add_diagonal(to, veil->variances);
}

dark__emission dark__veil_emission(dark__veil *veil) { return (dark__emission){veil, expect, vary}; }
