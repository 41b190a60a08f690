/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/random_effect.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "numeric/cholesky.h"
#include "numeric/exponential.h"

enum { MOST_STEPS = 200, MOST_HALVINGS = 40, MOST_RIDGES = 60, RUNAWAY_STEPS = 4 };

/* No effect moves further in one step, and sigma at most so far towards 0. */
static const double LONGEST_MOVE = 1, LEAST_SIGMA_LEFT = 0.25;
static const double CONVERGED_MOVE = 1e-7;
/* Below this gain, absolute and as a share of the log-likelihood, double precision cannot tell better from worse. */
static const double NOISE = 1e-10, NOISE_SHARE = 1e-13;
/* Steps so long when nothing is left to gain lead to infinity; where l is flat, it has been reached. */
static const double RUNAWAY_MOVE = 0.1;
/* A curvature is negative definite when no pivot is smaller. */
static const double LEAST_PIVOT = 1e-12;
/* Upward curvature at sigma = 0, per person, that is not taken for 0. */
static const double FLAT = 1e-9;
static const double FIRST_SIGMA = 0.5;

dark_status dark__nodes_make(dark__nodes *out, dark_error *err) {
  gsl_integration_fixed_workspace *rule =
      gsl_integration_fixed_alloc(gsl_integration_fixed_hermite, DARK__EFFECT_NODES, 0, 0.5, 0, 0);
  if (rule == NULL) return dark__fail_memory(err);
  memcpy(out->z, gsl_integration_fixed_nodes(rule), sizeof out->z);
  memcpy(out->weights, gsl_integration_fixed_weights(rule), sizeof out->weights);
  gsl_integration_fixed_free(rule);
  for (unsigned q = 0; q < DARK__EFFECT_NODES; q++) out->weights[q] /= sqrt(2 * M_PI);
  return DARK_OK;
}

/* log(1 + exp(x)) */
static double log_one_plus(double x) { return x > 0 ? x + log1p(dark__exp(-x)) : log1p(dark__exp(x)); }

/* Probabilities at each node, G_k, and l. */
static double evaluate(dark__effect_fit *fit, const dark__nodes *nodes) {
  const unsigned n = fit->n_groups;
  const double sigma = fit->effects[n];
  double seen = 0, log_lik = 0;
  memset(fit->shares, 0, sizeof fit->shares);
  for (unsigned q = 0; q < DARK__EFFECT_NODES; q++) {
    fit->missed[q] = fit->terms[q][n] = 0;
    for (unsigned g = 0; g < n; g++) {
      const double x = fit->effects[g] + sigma * nodes->z[q];
      fit->missed[q] -= fit->n_lists[g] * log_one_plus(x);
      fit->terms[q][g] = 1 / (1 + dark__exp(-x));
      fit->terms[q][n] += fit->n_lists[g] * fit->terms[q][g];
    }
    seen -= nodes->weights[q] * expm1(fit->missed[q]);
    for (unsigned k = 0; k < fit->n_rows; k++) {
      fit->parts[q][k] = nodes->weights[q] * dark__exp(fit->missed[q] + k * sigma * nodes->z[q]);
      fit->shares[k] += fit->parts[q][k];
    }
  }
  fit->odds_unseen = fit->shares[0] / seen;
  for (unsigned k = 1; k < fit->n_rows; k++)
    if (fit->captures[k] > 0) log_lik += fit->captures[k] * log(fit->shares[k]);
  for (unsigned g = 0; g < n; g++) log_lik += fit->totals[g] * fit->effects[g];
  return log_lik - fit->n * log(seen);
}

/* Derivatives of log G_k: first [n + 1], and G_k''/G_k in the lower triangle of second. */
static void differentiate(double *first, double *second, const dark__effect_fit *fit, const dark__nodes *nodes, unsigned k) {
  const unsigned n = fit->n_groups, size = n + 1;
  memset(first, 0, size * sizeof *first);
  memset(second, 0, (size_t)size * size * sizeof *second);
  for (unsigned q = 0; q < DARK__EFFECT_NODES; q++) {
    const double z = nodes->z[q], *p = fit->terms[q];
    const double share = fit->parts[q][k] / fit->shares[k];
    double slopes[DARK__MOST_EFFECTS], spread = 0;
    for (unsigned g = 0; g < n; g++) slopes[g] = -fit->n_lists[g] * p[g];
    slopes[n] = z * (k - p[n]);
    for (unsigned i = 0; i < size; i++) {
      first[i] += share * slopes[i];
      for (unsigned j = 0; j <= i; j++) second[i * size + j] += share * slopes[i] * slopes[j];
    }
    for (unsigned g = 0; g < n; g++) {
      const double variance = fit->n_lists[g] * p[g] * (1 - p[g]);
      second[g * size + g] -= share * variance;
      second[n * size + g] -= share * z * variance;
      spread += variance;
    }
    second[n * size + n] -= share * z * z * spread;
  }
}

/* Gradient and curvature of l. */
static void gather(dark__effect_fit *fit, const dark__nodes *nodes) {
  const unsigned n = fit->n_groups, size = n + 1;
  double first[DARK__MOST_EFFECTS], second[DARK__MOST_EFFECTS * DARK__MOST_EFFECTS];
  memset(fit->curvature, 0, (size_t)size * size * sizeof *fit->curvature);
  memcpy(fit->gradient, fit->totals, n * sizeof *fit->gradient);
  fit->gradient[n] = 0;
  for (unsigned k = 0; k < fit->n_rows; k++) {
    if (k > 0 && !(fit->captures[k] > 0)) continue;
    differentiate(first, second, fit, nodes, k);
    if (k == 0) memcpy(fit->slope_unseen, first, size * sizeof *first);
    /* log G_k has second derivatives G''/G - (G'/G)^2; -log(1 - G_0) has o G''/G + o^2 (G'/G)^2, o the odds of being unseen. */
    const double level = k == 0 ? fit->n * fit->odds_unseen : fit->captures[k];
    const double squares = k == 0 ? level * fit->odds_unseen : -level;
    for (unsigned i = 0; i < size; i++) {
      fit->gradient[i] += level * first[i];
      for (unsigned j = 0; j <= i; j++)
        fit->curvature[i * size + j] -= level * second[i * size + j] + squares * first[i] * first[j];
    }
  }
}

/* ---- climbing */

/* A step uphill: Newton's where the curvature allows, else with a ridge that makes it so. Returns whether none was needed. */
static int find_step(dark__effect_fit *fit) {
  const unsigned size = fit->n_groups + 1;
  double kept[DARK__MOST_EFFECTS * DARK__MOST_EFFECTS], ridge = 0;
  memcpy(kept, fit->curvature, (size_t)size * size * sizeof *kept);
  for (int attempt = 0; attempt < MOST_RIDGES; attempt++) {
    memcpy(fit->curvature, kept, (size_t)size * size * sizeof *kept);
    for (unsigned i = 0; i < size; i++) fit->curvature[i * size + i] += ridge;
    if (dark__cholesky_factor(fit->curvature, size, LEAST_PIVOT) > LEAST_PIVOT) break;
    ridge = ridge > 0 ? 4 * ridge : 1e-6 * fit->n;
  }
  memcpy(fit->step, fit->gradient, size * sizeof *fit->step);
  dark__cholesky_solve(fit->curvature, size, fit->step);
  return ridge == 0;
}

static double longest_move(const dark__effect_fit *fit) {
  double longest = 0;
  for (unsigned i = 0; i <= fit->n_groups; i++) longest = fmax(longest, fabs(fit->step[i]));
  return longest;
}

/* What the step would gain if l were straight. */
static double gain_of(const dark__effect_fit *fit) {
  double gain = 0;
  for (unsigned i = 0; i <= fit->n_groups; i++) gain += fit->step[i] * fit->gradient[i];
  return gain;
}

static double noise_of(const dark__effect_fit *fit) { return NOISE + NOISE_SHARE * fabs(fit->log_lik); }

/* How much of the step may be gone. */
static double share_of_step(const dark__effect_fit *fit, double longest) {
  const double sigma = fit->effects[fit->n_groups], fall = -fit->step[fit->n_groups];
  double share = longest > LONGEST_MOVE ? LONGEST_MOVE / longest : 1;
  if (share * fall > (1 - LEAST_SIGMA_LEFT) * sigma) share = (1 - LEAST_SIGMA_LEFT) * sigma / fall;
  return share;
}

/* Go; while l falls by more than rounding explains, go back half of the way. NaN when nothing helps. */
static double advance(dark__effect_fit *fit, const dark__nodes *nodes, double share) {
  const unsigned size = fit->n_groups + 1;
  memcpy(fit->previous, fit->effects, size * sizeof *fit->previous);
  for (unsigned i = 0; i < size; i++) fit->effects[i] += share * fit->step[i];
  for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
    const double log_lik = evaluate(fit, nodes);
    if (isfinite(log_lik) && log_lik >= fit->log_lik - noise_of(fit)) return log_lik;
    for (unsigned i = 0; i < size; i++) fit->effects[i] = 0.5 * (fit->effects[i] + fit->previous[i]);
  }
  return NAN;
}

/* From the effects set. */
static dark_reason climb(dark__effect_fit *fit, const dark__nodes *nodes) {
  int n_idle = 0;
  fit->log_lik = evaluate(fit, nodes);
  for (int n_steps = 0; n_steps < MOST_STEPS && isfinite(fit->log_lik); n_steps++) {
    gather(fit, nodes);
    const int is_newton = find_step(fit);
    const double longest = longest_move(fit);
    n_idle = (longest > RUNAWAY_MOVE || !is_newton) && gain_of(fit) < noise_of(fit) ? n_idle + 1 : 0;
    if (!isfinite(longest) || n_idle == RUNAWAY_STEPS) return DARK_REASON_NO_MLE;
    fit->log_lik = advance(fit, nodes, share_of_step(fit, longest));
    if (is_newton && longest <= CONVERGED_MOVE && isfinite(fit->log_lik)) {
      gather(fit, nodes);
      return DARK_N_REASONS;
    }
  }
  return DARK_REASON_NOT_CONVERGED;
}

/* ---- from a table */

/* Groups and starting effects from the fit without heterogeneity. */
static void load(dark__effect_fit *fit, int lists_differ, const dark__tally *tally) {
  const dark__rows *design = &fit->plain.design;
  const double *plain = fit->plain.regression.coefficients;
  fit->n_groups = lists_differ ? design->n_lists : 1;
  fit->n_rows = design->end;
  fit->n = tally->n;
  fit->n_lists[0] = tally->n_occasions;
  fit->lists[0] = 0;
  fit->totals[0] = 0;
  for (unsigned k = 1; !lists_differ && k < fit->n_rows; k++) fit->totals[0] += k * tally->captures[k];
  fit->effects[0] = plain[DARK__SLOPE];
  for (unsigned g = 0; lists_differ && g < fit->n_groups; g++) {
    fit->lists[g] = fit->plain.lists[g];
    fit->n_lists[g] = 1;
    fit->totals[g] = tally->totals[fit->lists[g]];
    fit->effects[g] = plain[design->n_columns + g];
  }
  memcpy(fit->captures, tally->captures, sizeof fit->captures);
}

/* From where another table had its maximum, then from the fit without heterogeneity. */
static dark_reason climb_from(dark__effect_fit *fit, const dark__nodes *nodes, int lists_differ,
                              const dark__effect_start *start) {
  const unsigned n = fit->n_groups;
  double plain[DARK__MOST_EFFECTS];
  memcpy(plain, fit->effects, n * sizeof *plain);
  plain[n] = FIRST_SIGMA;
  if (start != NULL && start->sigma > 0) {
    for (unsigned g = 0; g < n; g++) fit->effects[g] = start->lists[lists_differ ? fit->lists[g] : 0];
    fit->effects[n] = start->sigma;
    if (climb(fit, nodes) == DARK_N_REASONS) return DARK_N_REASONS;
  }
  memcpy(fit->effects, plain, (n + 1) * sizeof *plain);
  return climb(fit, nodes);
}

dark_reason dark__effect_fit_tally(dark__effect_fit *fit, const dark__nodes *nodes, int lists_differ, const dark__tally *tally,
                                   const dark__effect_start *start) {
  const dark__closed_model plain = {.lists_differ = lists_differ};
  const dark_reason reason = dark__closed_fit_tally(&fit->plain, &plain, tally, start != NULL ? &start->plain : NULL);
  if (reason != DARK_N_REASONS) return reason;
  load(fit, lists_differ, tally);
  if (fit->n_rows <= 3) return DARK_REASON_NOT_IDENTIFIABLE; /* of two lists */
  const unsigned n = fit->n_groups, size = n + 1;
  fit->effects[n] = 0;
  fit->log_lik = evaluate(fit, nodes);
  gather(fit, nodes);
  fit->is_boundary = -fit->curvature[n * size + n] <= FLAT * fit->n;
  return fit->is_boundary ? DARK_N_REASONS : climb_from(fit, nodes, lists_differ, start);
}

void dark__effect_start_of(dark__effect_start *out, const dark__effect_fit *fit) {
  *out = (dark__effect_start){.sigma = fit->effects[fit->n_groups]};
  dark__closed_effects_of(&out->plain, &fit->plain);
  for (unsigned g = 0; g < fit->n_groups; g++) out->lists[fit->lists[g]] = fit->effects[g];
}

void dark__effect_covariances(double *inverse, dark__effect_fit *fit, const dark__nodes *nodes) {
  const size_t size = fit->n_groups + 1;
  gather(fit, nodes);
  dark__cholesky_factor(fit->curvature, size, LEAST_PIVOT);
  memset(inverse, 0, size * size * sizeof *inverse);
  for (size_t i = 0; i < size; i++) {
    inverse[i * size + i] = 1;
    dark__cholesky_solve(fit->curvature, size, inverse + i * size);
  }
}
