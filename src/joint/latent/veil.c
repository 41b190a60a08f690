/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/veil.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "joint/latent/moments.h"

void dark__veil_clear(dark__veil *veil) {
  double *const all[] = {veil->start,    veil->variances, veil->means,  veil->terms,  veil->variances_alone, veil->forward,
                         veil->backward, veil->moving,    veil->behind, veil->tilted, veil->squares,         veil->covariances};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i]);
  free(veil->kinds);
  free(veil->cells);
  free(veil->term_starts);
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

/* Room for what a known total needs, or none. */
static dark_status take_tied(dark__veil *veil, dark_error *err) {
  const size_t n = veil->n, n_sums = veil->total + 1;
  if (!veil->has_total) return DARK_OK;
  if (veil->total > DARK__MOST_VEILED_COUNTS)
    return dark__fail(err, DARK_ELIMIT, "a total of suppressed counts may be %zu at most", (size_t)DARK__MOST_VEILED_COUNTS);
  if (n > DARK__MOST_TIED || n_sums > DARK__MOST_TIED_SUMS / (n + 1))
    return dark__fail(
        err, DARK_ELIMIT,
        "%zu suppressed counts with a known total of %zu are too many, or too large; without the total they are not", n,
        veil->total);
  veil->forward = calloc((n + 1) * n_sums, sizeof(double));
  veil->backward = calloc(n_sums, sizeof(double));
  veil->moving = calloc(2 * n_sums, sizeof(double));
  veil->behind = calloc((n + 1) * n_sums, sizeof(double));
  veil->tilted = calloc((n + 1) * n_sums, sizeof(double));
  veil->squares = calloc(n + 1, sizeof(double));
  veil->covariances = calloc(n * n + 1, sizeof(double));
  const bool is_complete = veil->forward != NULL && veil->backward != NULL && veil->moving != NULL && veil->behind != NULL &&
                           veil->tilted != NULL && veil->squares != NULL && veil->covariances != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static dark_status take_memory(dark__veil *veil, dark_error *err) {
  size_t n_terms = 0;
  veil->n_cells = veil->design->strata->n_strata * dark__n_histories(veil->design->strata);
  veil->term_starts = calloc(veil->n + 1, sizeof(size_t));
  if (veil->term_starts == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < veil->n; i++) veil->term_starts[i + 1] = n_terms += veil->veiled[i].n;
  veil->kinds = calloc(veil->n_cells + 1, 1);
  veil->start = calloc(veil->n_cells + 1, sizeof(double));
  veil->variances = calloc(veil->n_cells + 1, sizeof(double));
  veil->means = calloc(veil->n + 1, sizeof(double));
  veil->cells = calloc(veil->n + 1, sizeof(size_t));
  veil->terms = calloc(n_terms + 1, sizeof(double));
  veil->variances_alone = calloc(veil->n + 1, sizeof(double));
  const bool is_complete = veil->kinds != NULL && veil->start != NULL && veil->variances != NULL && veil->means != NULL &&
                           veil->cells != NULL && veil->terms != NULL && veil->variances_alone != NULL;
  return is_complete ? take_tied(veil, err) : dark__fail_memory(err);
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

dark_status dark__veil_of(dark__veil *veil, const dark__joint_design *design, const double *counts,
                          const dark__joint_published *published, dark_error *err) {
  *veil = (dark__veil){.design = design,
                       .counts = counts,
                       .veiled = published->veiled,
                       .n = published->n,
                       .has_total = published->has_total,
                       .total = published->total};
  return dark__veil_make(veil, err);
}

/* ---- the emission */

/* Right after the expectation at the same means. */
static void vary_together(dark__veil *veil, dark__covariance_sink *to) {
  const double one = 1;
  dark__veil_covary(veil);
  for (size_t i = 0; i < veil->n; i++)
    dark__covariance_add_product(to, 1, (dark__cell_sum){&veil->cells[i], &one, 1},
                                 (dark__cell_sum){veil->cells, veil->covariances + i * veil->n, veil->n});
}

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
  if (veil->has_total && veil->n > 0) log_lik += dark__veil_expect_together(veil, means);
  for (size_t i = 0; !veil->has_total && i < veil->n; i++) {
    log_lik += dark__veil_expect_alone(veil, i, means[veil->cells[i]]);
    veil->variances[veil->cells[i]] = veil->variances_alone[i];
  }
  for (size_t i = 0; i < veil->n; i++) expected[veil->cells[i]] = veil->means[i];
  return log_lik;
}

static void vary(void *data, const double *means, dark__covariance_sink *to) {
  dark__veil *veil = data;
  (void)means;
  if (veil->has_total) vary_together(veil, to);
  else dark__covariance_add_diagonal(to, veil->variances);
}

/* ---- who is where */

static double stratum_weight(const dark__veil *veil, size_t i, const double *weights) {
  return weights[veil->cells[i] / dark__n_histories(veil->design->strata)];
}

/* The same weight of all veiled cells, or NaN. */
static double common_weight(const dark__veil *veil, const double *weights) {
  for (size_t i = 1; i < veil->n; i++)
    if (stratum_weight(veil, i, weights) != stratum_weight(veil, 0, weights)) return NAN;
  return veil->n > 0 ? stratum_weight(veil, 0, weights) : (double)NAN;
}

static double sum_certain(const dark__veil *veil, const double *weights) {
  const size_t n = dark__n_histories(veil->design->strata);
  const double common = veil->has_total ? common_weight(veil, weights) : (double)NAN;
  double certain = isnan(common) ? 0 : common * (double)veil->total;
  for (size_t c = 0; c < veil->n_cells; c++)
    if (veil->kinds[c] != DARK__CELL_UNSEEN) certain += weights[c / n] * veil->counts[c];
  for (size_t i = 0; i < veil->n; i++) {
    certain -= stratum_weight(veil, i, weights) * veil->counts[veil->cells[i]];
    if (isnan(common)) certain += stratum_weight(veil, i, weights) * (double)veil->veiled[i].first;
  }
  return certain;
}

void dark__veil_settle(dark__veil *veil, const double *means) {
  for (size_t i = 0; !veil->has_total && i < veil->n; i++) dark__veil_expect_alone(veil, i, means[veil->cells[i]]);
  if (!veil->has_total || veil->n == 0) return;
  dark__veil_expect_together(veil, means);
  dark__veil_covary(veil);
}

static void spread_alone(dark__spread *out, double *derivatives, const dark__veil *veil, const double *weights) {
  for (size_t i = 0; i < veil->n; i++) {
    const double weight = stratum_weight(veil, i, weights);
    out->expected += weight * (veil->means[i] - (double)veil->veiled[i].first);
    out->variance += weight * weight * veil->variances_alone[i];
    derivatives[veil->cells[i]] += weight * veil->variances_alone[i];
  }
}

/* People of a known total who all are in the same strata are nowhere else. */
static void spread_together(dark__spread *out, double *derivatives, const dark__veil *veil, const double *weights) {
  if (!isnan(common_weight(veil, weights))) return;
  for (size_t i = 0; i < veil->n; i++) {
    const double weight = stratum_weight(veil, i, weights), *row = veil->covariances + i * veil->n;
    out->expected += weight * (veil->means[i] - (double)veil->veiled[i].first);
    for (size_t j = 0; weight != 0 && j < veil->n; j++) {
      out->variance += weight * stratum_weight(veil, j, weights) * row[j];
      derivatives[veil->cells[j]] += weight * row[j];
    }
  }
}

dark__spread dark__veil_spread(double *derivatives, const dark__veil *veil, const double *weights) {
  dark__spread out = {.certain = sum_certain(veil, weights)};
  memset(derivatives, 0, veil->n_cells * sizeof *derivatives);
  if (veil->has_total && veil->n > 0) spread_together(&out, derivatives, veil, weights);
  else spread_alone(&out, derivatives, veil, weights);
  return out;
}

dark__emission dark__veil_emission(dark__veil *veil) { return (dark__emission){veil, expect, vary}; }
