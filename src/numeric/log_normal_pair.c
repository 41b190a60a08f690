/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/log_normal_pair.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_cdf.h>

#include "base/error.h"
#include "numeric/root.h"

/* Beyond so many standard deviations there is nothing. */
static const double REACH = 8;
/* A correlation nearer to 1 or -1 is taken for this. */
static const double LARGEST_CORRELATION = 1 - 1e-6;
enum { FEWEST_STEPS = 128, MOST_STEPS = 16384, STEPS_PER_SLOPE = 16, MOST_DOUBLINGS = 200 };

/* ---- a probability */

/* P(V < a + b U), U the first of the two in `first`, a >= 0. */
typedef struct condition {
  double mean_u, sd_u, mean_v, sd_v, correlation;
} condition;

static size_t count_steps(const condition *of, double rest) {
  const double slope = fmax(fabs(of->sd_u - of->correlation * of->sd_v), fabs(of->correlation) * of->sd_v) / rest;
  const double n = ceil(STEPS_PER_SLOPE * slope);
  return n < FEWEST_STEPS ? FEWEST_STEPS : n > MOST_STEPS ? MOST_STEPS : (size_t)n;
}

static double below(const condition *of, double a, double b) {
  const double rest = of->sd_v * sqrt(1 - of->correlation * of->correlation);
  const size_t n = count_steps(of, rest);
  double sum = 0, density = 0;
  for (size_t i = 0; i <= n; i++) {
    const double t = REACH * (2 * (double)i / (double)n - 1), weight = exp(-t * t / 2);
    const double limit = log(a + b * exp(of->mean_u + of->sd_u * t));
    sum += weight * gsl_cdf_ugaussian_P((limit - of->mean_v - of->correlation * of->sd_v * t) / rest);
    density += weight;
  }
  return sum / density;
}

double dark__pair_below(const dark__log_normal_pair *of, double a, double b) {
  const double r = fmax(-LARGEST_CORRELATION, fmin(of->correlation, LARGEST_CORRELATION));
  const condition forward = {of->mean[0], of->sd[0], of->mean[1], of->sd[1], r};
  const condition backward = {of->mean[1], of->sd[1], of->mean[0], of->sd[0], r};
  if (a >= 0) return below(&forward, a, b);
  return 1 - below(&backward, -a / b, 1 / b);
}

/* ---- quantiles of a mixture */

typedef struct mixture {
  const dark__log_normal_pair *parts;
  size_t n;
  const double *known;
  double target; /* probability times the total weight */
  bool is_ratio;
} mixture;

/* Of the difference at x; of the ratio at exp(x). */
static double excess_at(double x, void *context) {
  const mixture *of = context;
  const double b = of->is_ratio ? exp(x) : 1;
  const double a = of->is_ratio ? b * of->known[0] - of->known[1] : x + of->known[0] - of->known[1];
  double sum = 0;
  for (size_t i = 0; i < of->n; i++)
    if (of->parts[i].weight > 0) sum += of->parts[i].weight * dark__pair_below(&of->parts[i], a, b);
  return sum - of->target;
}

/* From `centre` outwards in growing steps, on the side where the quantile is. */
static dark_status find(double *x, mixture *of, double centre, double step, dark_error *err) {
  const bool is_above = excess_at(centre, of) < 0;
  double near = centre, far = centre;
  size_t n = 0;
  do {
    near = far;
    far += is_above ? step : -step;
    step *= 2;
  } while (n++ < MOST_DOUBLINGS && (excess_at(far, of) < 0) == is_above);
  return dark__root_find(x, excess_at, of, fmin(near, far), fmax(near, far), "a quantile of a difference", err);
}

static mixture mixture_of(const dark__log_normal_pair *parts, size_t n, const double known[2], double probability) {
  mixture of = {.parts = parts, .n = n, .known = known};
  for (size_t i = 0; i < n; i++) of.target += probability * parts[i].weight;
  return of;
}

static const dark__log_normal_pair *heaviest(const dark__log_normal_pair *parts, size_t n) {
  size_t best = 0;
  for (size_t i = 1; i < n; i++)
    if (parts[i].weight > parts[best].weight) best = i;
  return &parts[best];
}

dark_status dark__pair_difference(double *x, const dark__log_normal_pair *parts, size_t n, const double known[2],
                                  double probability, dark_error *err) {
  mixture of = mixture_of(parts, n, known, probability);
  const dark__log_normal_pair *best = heaviest(parts, n);
  const double first = exp(best->mean[0]), second = exp(best->mean[1]);
  return find(x, &of, known[1] + second - known[0] - first, fmax(best->sd[0] * first, best->sd[1] * second), err);
}

dark_status dark__pair_ratio(double *x, const dark__log_normal_pair *parts, size_t n, const double known[2], double probability,
                             dark_error *err) {
  mixture of = mixture_of(parts, n, known, probability);
  const dark__log_normal_pair *best = heaviest(parts, n);
  const double centre = log((known[1] + exp(best->mean[1])) / (known[0] + exp(best->mean[0])));
  of.is_ratio = true;
  const dark_status status = find(x, &of, centre, fmax(best->sd[0], best->sd[1]), err);
  *x = exp(*x);
  return status;
}
