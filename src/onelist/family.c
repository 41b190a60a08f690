/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/family.h"

#include <math.h>

#include <gsl/gsl_sf_gamma.h>

dark__extra dark__extra_at(double value) { return (dark__extra){value, exp(value), exp(-value), -log1p(exp(value))}; }

/* The -log y! of each person. */
static void add_factorials(dark__likelihood *sum, const double *y, const double *people, size_t n, const dark__extra *extra) {
  (void)extra;
  for (size_t i = 0; i < n; i++)
    if (y[i] > 1) sum->value -= people[i] * gsl_sf_lnfact((unsigned)y[i]);
}

/* exp(x) - 1, 1 / (1 - exp(-x)) and log(1 + x) for x > 0: beyond CANCELS less than a digit is lost, and exp and log take half the time. */
static const double CANCELS = 0.1;
static double exp_less_one(double x) { return x > CANCELS ? exp(x) - 1 : expm1(x); }
static double inverse_complement(double x) { return x > CANCELS ? 1 / (1 - exp(-x)) : -1 / expm1(-x); }
static double log_one_plus(double x) { return x > CANCELS ? log(1 + x) : log1p(x); }

/* The usual contribution, from D = -log P(0) and its derivatives: with k = 1 / P(y > 0), dk = -k (k - 1) dD, and the people missed for
   each one seen are geometric with variance k (k - 1). */
static void contribute(dark__contribution *out, double d, double d_eta, double d_extra) {
  const double k = inverse_complement(d), spread = k * (k - 1);
  *out = (dark__contribution){k, -spread * d_eta, -spread * d_extra, spread};
}

/* ---- Poisson */

static void poisson_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  (void)extra;
  /* The odds of being captured are infinite for large lambda, whose mean without zeros is lambda. */
  const double lambda = exp(eta), odds = exp_less_one(lambda), mean = lambda > 30 ? lambda : lambda + lambda / odds;
  const double log_odds = lambda > 30 ? lambda : log(odds);
  *out = (dark__likelihood){.value = y * eta - log_odds, .eta = y - mean, .eta_eta = -mean * (1 + lambda - mean)};
}

static void poisson_contribution(dark__contribution *out, double y, double eta, const dark__extra *extra) {
  (void)y, (void)extra;
  const double lambda = exp(eta);
  contribute(out, lambda, lambda, 0);
}

const dark__family dark__ztpoisson_family = {.name = "ztpoisson",
                                             .likelihood = poisson_likelihood,
                                             .add_counts = add_factorials,
                                             .contribution = poisson_contribution,
                                             .most_captures = INFINITY,
                                             .is_bounded = true};

/* ---- geometric */

static void geometric_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  (void)extra;
  const double odds = exp(eta), share = odds / (1 + odds);
  *out = (dark__likelihood){
      .value = (y - 1) * eta - y * log_one_plus(odds), .eta = y - 1 - y * share, .eta_eta = -y * share * (1 - share)};
}

static void geometric_contribution(dark__contribution *out, double y, double eta, const dark__extra *extra) {
  (void)y, (void)extra;
  contribute(out, log_one_plus(exp(eta)), 1 / (1 + exp(-eta)), 0);
}

const dark__family dark__ztgeom_family = {.name = "ztgeom",
                                          .likelihood = geometric_likelihood,
                                          .contribution = geometric_contribution,
                                          .most_captures = INFINITY,
                                          .is_bounded = true};

/* ---- negative binomial. With theta = a lambda, w = theta / (1 + theta) and L = log(1 + theta), D = -log P(0) = L / a. */

typedef struct negbin {
  double w, l, d, d_eta, d_a, d_eta_eta, d_eta_a, d_a_a;
} negbin;

static negbin negbin_at(double eta, const dark__extra *log_a) {
  const double r = log_a->down, theta = exp(eta + log_a->value), w = theta / (1 + theta), l = log_one_plus(theta);
  return (negbin){.w = w,
                  .l = l,
                  .d = r * l,
                  .d_eta = r * w,
                  .d_a = r * (w - l),
                  .d_eta_eta = r * w * (1 - w),
                  .d_eta_a = -r * w * w,
                  .d_a_a = r * (l - w - w * w)};
}

/* -log y! and sum_{j<y} log(1 + a j), with its derivatives in log a: Gamma(y + 1/a) / Gamma(1/a) without the cancellation of small a. */
static void negbin_counts(dark__likelihood *sum, const double *y, const double *people, size_t n, const dark__extra *extra) {
  dark__likelihood rising = {0};
  unsigned j = 1;
  for (size_t i = 0; i < n; i++) {
    for (; j < y[i]; j++) {
      const double aj = extra->up * j, share = aj / (1 + aj);
      rising.value += log1p(aj);
      rising.extra += share;
      rising.extra_extra += share * (1 - share);
    }
    sum->value += people[i] * rising.value;
    sum->extra += people[i] * rising.extra;
    sum->extra_extra += people[i] * rising.extra_extra;
  }
  add_factorials(sum, y, people, n, extra);
}

/* log(exp(d) - 1) is d - log k. */
static void negbin_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  const negbin at = negbin_at(eta, extra);
  const double k = inverse_complement(at.d), spread = k * (k - 1), bend = y * at.w * (1 - at.w);
  *out = (dark__likelihood){.value = y * eta - y * at.l - at.d + log(k),
                            .eta = y - y * at.w - k * at.d_eta,
                            .extra = -y * at.w - k * at.d_a,
                            .eta_eta = -bend + spread * at.d_eta * at.d_eta - k * at.d_eta_eta,
                            .eta_extra = -bend + spread * at.d_eta * at.d_a - k * at.d_eta_a,
                            .extra_extra = -bend + spread * at.d_a * at.d_a - k * at.d_a_a};
}

static void negbin_contribution(dark__contribution *out, double y, double eta, const dark__extra *extra) {
  (void)y;
  const negbin at = negbin_at(eta, extra);
  contribute(out, at.d, at.d_eta, at.d_a);
}

const dark__family dark__ztnegbin_family = {.name = "ztnegbin",
                                            .extra_name = "log(dispersion)",
                                            .likelihood = negbin_likelihood,
                                            .add_counts = negbin_counts,
                                            .contribution = negbin_contribution,
                                            .most_captures = INFINITY,
                                            .is_bounded = true,
                                            .without_extra = &dark__ztpoisson_family};

/* ---- logarithmic series: P(y | y > 0) = theta^y / (-y log(1 - theta)), theta = 1 / (1 + exp(-eta)) */

static void log_series_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  (void)extra;
  const double odds = exp(eta), theta = odds / (1 + odds), l = log_one_plus(odds); /* l = -log(1 - theta) */
  const double slope = theta / l;                                                  /* of log l */
  *out = (dark__likelihood){.value = y * (eta - l) - log(l),
                            .eta = y * (1 - theta) - slope,
                            .eta_eta = -y * theta * (1 - theta) - (theta * (1 - theta) / l - slope * slope)};
}

static void log_series_counts(dark__likelihood *sum, const double *y, const double *people, size_t n, const dark__extra *extra) {
  (void)extra;
  for (size_t i = 0; i < n; i++) sum->value -= people[i] * log(y[i]);
}

const dark__family dark__log_series_family = {
    .name = "log-series", .likelihood = log_series_likelihood, .add_counts = log_series_counts, .most_captures = INFINITY};

/* ---- one against two captures: logit P(2 | 1 or 2) = eta - log 2 */

static void pair_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  (void)extra;
  *out = (dark__likelihood){0};
  if (y > 2) return;
  const double odds = exp(eta) / 2, two = odds / (1 + odds);
  *out = (dark__likelihood){
      .value = (y == 2 ? eta - log(2) : 0) - log_one_plus(odds), .eta = (y == 2) - two, .eta_eta = -two * (1 - two)};
}

/* Each person captured once or twice stands for 1 / (lambda + lambda^2 / 2) who never were; the others for nobody. */
static void chao_contribution(dark__contribution *out, double y, double eta, const dark__extra *extra) {
  (void)extra;
  *out = (dark__contribution){.value = 1};
  if (y > 2) return;
  const double lambda = exp(eta), both = lambda + lambda * lambda / 2, seen = both * exp(-lambda);
  *out = (dark__contribution){.value = 1 + 1 / both,
                              .eta = -(lambda + lambda * lambda) / (both * both),
                              .variance = (1 - seen) * (1 + 1 / both) * (1 + 1 / both)};
}

const dark__family dark__chao_regression_family = {
    .name = "chao-regression", .likelihood = pair_likelihood, .contribution = chao_contribution, .most_captures = 2};

const dark__family dark__zelterman_regression_family = {.name = "zelterman-regression",
                                                        .likelihood = pair_likelihood,
                                                        .contribution = poisson_contribution,
                                                        .most_captures = 2,
                                                        .is_bounded = true};

/* ---- one-inflation */

/* From the likelihood of the family without inflation to that with a share w = 1 / (1 + exp(-extra)). */
static void inflate(dark__likelihood *out, double y, const dark__extra *extra) {
  const double w = 1 / (1 + extra->down), v = 1 / (1 + extra->up); /* v = 1 - w, exact for large extra */
  if (y > 1) {
    out->value += extra->log_complement;
    out->extra = -w;
    out->extra_extra = -w * v;
    return;
  }
  const double f = exp(out->value), one = w + v * f, slope = out->eta, bend = slope * slope + out->eta_eta;
  const double eta = v * f * slope / one, d_extra = w * v * (1 - f) / one;
  *out = (dark__likelihood){.value = log(one),
                            .eta = eta,
                            .extra = d_extra,
                            .eta_eta = v * f * bend / one - eta * eta,
                            .eta_extra = -w * v * f * slope / one - eta * d_extra,
                            .extra_extra = w * v * (v - w) * (1 - f) / one - d_extra * d_extra};
}

static void inflated_poisson_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  poisson_likelihood(out, y, eta, extra);
  inflate(out, y, extra);
}

static void inflated_geometric_likelihood(dark__likelihood *out, double y, double eta, const dark__extra *extra) {
  geometric_likelihood(out, y, eta, extra);
  inflate(out, y, extra);
}

const dark__family dark__oiztpoisson_family = {.name = "oiztpoisson",
                                               .extra_name = "logit(one-inflation)",
                                               .likelihood = inflated_poisson_likelihood,
                                               .add_counts = add_factorials,
                                               .contribution = poisson_contribution,
                                               .most_captures = INFINITY,
                                               .without_extra = &dark__ztpoisson_family};

const dark__family dark__oiztgeom_family = {.name = "oiztgeom",
                                            .extra_name = "logit(one-inflation)",
                                            .likelihood = inflated_geometric_likelihood,
                                            .contribution = geometric_contribution,
                                            .most_captures = INFINITY,
                                            .without_extra = &dark__ztgeom_family};
