/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/moments.h"

#include <math.h>
#include <string.h>

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

double dark__veil_expect_alone(dark__veil *veil, size_t i, double mean) {
  const dark__veiled *cell = &veil->veiled[i];
  double *terms = veil->terms + veil->term_starts[i];
  const double largest = find_terms(terms, cell, mean);
  double sum = 0, first = 0, second = 0;
  for (size_t k = 0; k < cell->n; k++) {
    sum += terms[k];
    first += terms[k] * (double)k;
  }
  first /= sum;
  for (size_t k = 0; k < cell->n; k++) second += terms[k] * ((double)k - first) * ((double)k - first);
  veil->means[i] = (double)cell->first + first;
  veil->variances_alone[i] = second / sum;
  return largest + log(sum);
}

/* ---- cells with a known total: sums of the counts of the first of them and of the last. Each vector is over its largest element, which cancels in moments. */

static double *row_at(double *rows, const dark__veil *veil, size_t i) { return rows + i * (veil->total + 1); }

/* A term counts as often as the count that it is of says, to this power. */
static double weigh(double term, double count, int power) {
  for (; power > 0; power--) term *= count;
  return term;
}

/* to[s] = sum over its counts c of term_c from[s - c]. */
static void convolve(double *restrict to, const double *restrict from, const dark__veil *veil, size_t i, int power) {
  const dark__veiled *cell = &veil->veiled[i];
  memset(to, 0, (veil->total + 1) * sizeof *to);
  for (size_t k = 0; k < cell->n && cell->first + k <= veil->total; k++) {
    const size_t count = cell->first + k;
    const double weight = weigh(veil->terms[veil->term_starts[i] + k], (double)count, power);
    for (size_t s = count; s <= veil->total; s++) to[s] += weight * from[s - count];
  }
}

/* to[s] = sum over its counts c of term_c from[s + c]. */
static void convolve_back(double *restrict to, const double *restrict from, const dark__veil *veil, size_t i, int power) {
  const dark__veiled *cell = &veil->veiled[i];
  memset(to, 0, (veil->total + 1) * sizeof *to);
  for (size_t k = 0; k < cell->n && cell->first + k <= veil->total; k++) {
    const size_t count = cell->first + k;
    const double weight = weigh(veil->terms[veil->term_starts[i] + k], (double)count, power);
    for (size_t s = 0; s + count <= veil->total; s++) to[s] += weight * from[s + count];
  }
}

/* The logarithm of what the vector was divided by. */
static double scale(double *vector, size_t total) {
  double largest = 0;
  for (size_t s = 0; s <= total; s++) largest = vector[s] > largest ? vector[s] : largest;
  for (size_t s = 0; largest > 0 && s <= total; s++) vector[s] /= largest;
  return log(largest);
}

static double dot(const double *a, const double *b, size_t total) {
  double sum = 0;
  for (size_t s = 0; s <= total; s++) sum += a[s] * b[s];
  return sum;
}

static double sweep_forward(dark__veil *veil) {
  double logarithm = 0;
  memset(veil->forward, 0, (veil->total + 1) * sizeof(double));
  veil->forward[0] = 1;
  for (size_t i = 0; i < veil->n; i++) {
    convolve(row_at(veil->forward, veil, i + 1), row_at(veil->forward, veil, i), veil, i, 0);
    logarithm += scale(row_at(veil->forward, veil, i + 1), veil->total);
  }
  return logarithm + log(row_at(veil->forward, veil, veil->n)[veil->total]);
}

/* veil->behind: what follows a sum before cell i, its own count weighed in or, in veil->tilted, as often as it says. */
static void sweep_back(dark__veil *veil) {
  memset(veil->backward, 0, (veil->total + 1) * sizeof(double));
  veil->backward[veil->total] = 1;
  for (size_t i = veil->n; i-- > 0;) {
    double *behind = row_at(veil->behind, veil, i);
    convolve_back(behind, veil->backward, veil, i, 0);
    convolve_back(row_at(veil->tilted, veil, i), veil->backward, veil, i, 1);
    convolve_back(veil->moving, veil->backward, veil, i, 2);
    veil->squares[i] = dot(row_at(veil->forward, veil, i), veil->moving, veil->total);
    memcpy(veil->backward, behind, (veil->total + 1) * sizeof(double));
    scale(veil->backward, veil->total);
  }
}

double dark__veil_expect_together(dark__veil *veil, const double *means) {
  double logarithm = 0;
  for (size_t i = 0; i < veil->n; i++)
    logarithm += find_terms(veil->terms + veil->term_starts[i], &veil->veiled[i], means[veil->cells[i]]);
  logarithm += sweep_forward(veil);
  sweep_back(veil);
  for (size_t i = 0; i < veil->n; i++) {
    const double *before = row_at(veil->forward, veil, i);
    const double weight = dot(before, row_at(veil->behind, veil, i), veil->total);
    veil->means[i] = dot(before, row_at(veil->tilted, veil, i), veil->total) / weight;
    veil->squares[i] /= weight;
  }
  return logarithm;
}

/* Where cell i counts as often as its count says, the mean of another is E(y_i y_j) / E(y_i). */
static void covary_with(dark__veil *veil, size_t i) {
  double *here = veil->moving, *next = veil->moving + veil->total + 1;
  convolve(here, row_at(veil->forward, veil, i), veil, i, 1);
  for (size_t j = i + 1; j < veil->n; j++) {
    scale(here, veil->total);
    const double weight = dot(here, row_at(veil->behind, veil, j), veil->total);
    const double mean = weight > 0 ? dot(here, row_at(veil->tilted, veil, j), veil->total) / weight : veil->means[j];
    const double covariance = veil->means[i] * (mean - veil->means[j]);
    veil->covariances[i * veil->n + j] = veil->covariances[j * veil->n + i] = covariance;
    convolve(next, here, veil, j, 0);
    double *passed = here;
    here = next;
    next = passed;
  }
}

void dark__veil_covary(dark__veil *veil) {
  for (size_t i = 0; i < veil->n; i++) {
    veil->covariances[i * veil->n + i] = fmax(0, veil->squares[i] - veil->means[i] * veil->means[i]);
    covary_with(veil, i);
  }
}
