/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/capture/tilt.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "lattice/transform.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

enum { N_SWEEPS = 2, MOST_STEPS = 200, MOST_HALVINGS = 30, MOST_STALLS = 3 };
/* As good as sums of doubles get; what counts as solved; from where on rounds of proportional fitting come before Newton's steps; the
   longest step in theta; what is added to variances, relatively, so that a direction without curvature gets a long step instead of none. */
static const double PERFECT = 1e-15, SOLVED = 1e-10, FAR = 0.5, LONGEST = 16, RIDGE = 1e-13;

static unsigned lowest(uint32_t history) { return (unsigned)__builtin_ctz(history); }

/* out <- log weights; returns the largest. */
static double fill_log_weights(double *out, const dark__tilt *tilt) {
  const uint32_t n = UINT32_C(1) << tilt->n_lists;
  double *effects = tilt->sums, largest = tilt->base[0];
  effects[0] = 0;
  out[0] = tilt->base[0];
  for (uint32_t history = 1; history < n; history++) {
    effects[history] = effects[history & (history - 1)] + tilt->theta[lowest(history)];
    out[history] = tilt->base[history] + effects[history];
    if (out[history] > largest) largest = out[history];
  }
  return largest;
}

/* Probabilities and their superset sums at theta; returns the largest relative error of a free margin. */
static double weigh(dark__tilt *tilt) {
  const uint32_t n = UINT32_C(1) << tilt->n_lists;
  double *p = tilt->probabilities, total = 0, error = 0;
  const double largest = fill_log_weights(p, tilt);
  for (uint32_t history = 0; history < n; history++) total += p[history] = dark__exp(p[history] - largest);
  for (uint32_t history = 0; history < n; history++) p[history] /= total;
  memcpy(tilt->sums, p, n * sizeof *p);
  dark__superset_sums(tilt->sums, tilt->n_lists);
  for (unsigned i = 0; i < tilt->n_lists; i++) {
    if ((tilt->free >> i & 1) == 0) continue;
    const double own = fabs(tilt->sums[UINT32_C(1) << i] - tilt->margins[i]) / tilt->margins[i];
    if (!(own <= error)) error = own;
  }
  return error;
}

/* Log of the sum of exp over the histories that have bit `list` as `wanted`. */
static double log_sum(const double *log_weights, uint32_t n, unsigned list, uint32_t wanted) {
  double largest = -INFINITY, sum = 0;
  for (uint32_t history = 0; history < n; history++)
    if ((history >> list & 1) == wanted && log_weights[history] > largest) largest = log_weights[history];
  for (uint32_t history = 0; history < n; history++)
    if ((history >> list & 1) == wanted) sum += dark__exp(log_weights[history] - largest);
  return largest + log(sum);
}

/* One round of iterative proportional fitting (Deming & Stephan 1940): each margin in turn is met exactly, whatever the weights. */
static void sweep(dark__tilt *tilt) {
  const uint32_t n = UINT32_C(1) << tilt->n_lists;
  for (unsigned i = 0; i < tilt->n_lists; i++) {
    if ((tilt->free >> i & 1) == 0) continue;
    fill_log_weights(tilt->probabilities, tilt);
    const double odds = log_sum(tilt->probabilities, n, i, 1) - log_sum(tilt->probabilities, n, i, 0);
    tilt->theta[i] += log(tilt->margins[i]) - log1p(-tilt->margins[i]) - odds;
  }
}

/* Newton's direction [n_lists] from the covariances of the lists; returns the slope of the convex function along it. */
static double find_direction(double *direction, const dark__tilt *tilt) {
  double matrix[DARK_MAX_LISTS * DARK_MAX_LISTS], gap[DARK_MAX_LISTS];
  unsigned lists[DARK_MAX_LISTS];
  size_t n = 0;
  for (unsigned i = 0; i < tilt->n_lists; i++) {
    direction[i] = 0;
    if (tilt->free >> i & 1) lists[n++] = i;
  }
  for (size_t a = 0; a < n; a++) {
    const double own = tilt->sums[UINT32_C(1) << lists[a]];
    direction[a] = gap[a] = tilt->margins[lists[a]] - own;
    for (size_t b = 0; b <= a; b++) {
      const uint32_t both = UINT32_C(1) << lists[a] | UINT32_C(1) << lists[b];
      matrix[a * n + b] = tilt->sums[both] - own * tilt->sums[UINT32_C(1) << lists[b]];
    }
  }
  for (size_t a = 0; a < n; a++) matrix[a * n + a] *= 1 + RIDGE;
  dark__cholesky_factor(matrix, n, 0);
  dark__cholesky_solve(matrix, n, direction);
  double slope = 0;
  for (size_t a = 0; a < n; a++) slope -= gap[a] * direction[a];
  for (size_t a = n; a-- > 0;) { /* to their places; lists[a] >= a */
    const double step = direction[a];
    direction[a] = 0;
    direction[lists[a]] = step;
  }
  return slope;
}

static double slope_along(const double *direction, const dark__tilt *tilt) {
  double slope = 0;
  for (unsigned i = 0; i < tilt->n_lists; i++)
    if (tilt->free >> i & 1) slope += (tilt->sums[UINT32_C(1) << i] - tilt->margins[i]) * direction[i];
  return slope;
}

/* Newton's step, halved until it does not overshoot the minimum along its direction by much. False: theta is as before. */
static bool step(double *error, dark__tilt *tilt) {
  double direction[DARK_MAX_LISTS], start[DARK_MAX_LISTS], longest = 0;
  const double slope = find_direction(direction, tilt);
  memcpy(start, tilt->theta, sizeof start);
  for (unsigned i = 0; i < tilt->n_lists; i++) longest = fmax(longest, fabs(direction[i]));
  if (!(slope < 0) || !isfinite(longest)) return false;
  double size = longest > LONGEST ? LONGEST / longest : 1;
  for (int halving = 0; halving < MOST_HALVINGS; halving++, size /= 2) {
    for (unsigned i = 0; i < tilt->n_lists; i++)
      if (tilt->free >> i & 1) tilt->theta[i] = start[i] + size * direction[i];
    *error = weigh(tilt);
    if (*error <= SOLVED || slope_along(direction, tilt) <= -slope / 2) return true;
  }
  memcpy(tilt->theta, start, sizeof start);
  return false;
}

double dark__tilt_solve(dark__tilt *tilt) {
  double best[DARK_MAX_LISTS], least = INFINITY;
  double error = weigh(tilt);
  for (int i = 0; i < N_SWEEPS && !(error <= FAR); i++) {
    sweep(tilt);
    error = weigh(tilt);
  }
  /* Below SOLVED the steps go on as long as they help: the odds are exact whatever theta is, so only margins gain. */
  for (int n_steps = 0, n_stalls = 0; n_steps < MOST_STEPS && n_stalls < MOST_STALLS; n_steps++) {
    if (error < least) {
      least = error;
      memcpy(best, tilt->theta, sizeof best);
      n_stalls = 0;
    } else if (least <= SOLVED) {
      n_stalls++;
    }
    if (least <= PERFECT) break;
    if (!step(&error, tilt)) {
      sweep(tilt);
      error = weigh(tilt);
    }
  }
  if (least < error) memcpy(tilt->theta, best, sizeof best);
  return weigh(tilt);
}
