/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "onelist/maximum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* ---- memory */

static dark_status make_alike(dark__maximum *maximum, const dark__truncated *of, dark_error *err) {
  maximum->ones = calloc(of->n_counts + 1, sizeof *maximum->ones);
  maximum->itself = calloc(of->n_counts + 1, sizeof *maximum->itself);
  if (maximum->ones == NULL || maximum->itself == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < of->n_counts; i++) {
    maximum->ones[i] = 1;
    maximum->itself[i] = i;
  }
  maximum->alike = (dark__truncated){.family = of->family,
                                     .captures = of->counts,
                                     .design = maximum->ones,
                                     .n_records = of->n_counts,
                                     .n_columns = 1,
                                     .counts = of->counts,
                                     .count_of = maximum->itself,
                                     .n_counts = of->n_counts};
  return dark__truncated_fit_make(&maximum->alike_fit, &maximum->alike, err);
}

dark_status dark__maximum_make(dark__maximum *maximum, const dark__truncated *of, dark_error *err) {
  *maximum = (dark__maximum){0};
  for (size_t s = 0; s < DARK__N_SUMMITS; s++) {
    maximum->summits[s] = calloc(of->n_columns + 1, sizeof *maximum->summits[s]);
    if (maximum->summits[s] == NULL) return dark__fail_memory(err);
  }
  const dark_status status = dark__truncated_fit_make(&maximum->fit, of, err);
  return status == DARK_OK ? make_alike(maximum, of, err) : status;
}

void dark__maximum_clear(dark__maximum *maximum) {
  for (size_t s = 0; s < DARK__N_SUMMITS; s++) free(maximum->summits[s]);
  dark__truncated_fit_clear(&maximum->fit);
  dark__truncated_fit_clear(&maximum->alike_fit);
  free(maximum->ones);
  free(maximum->itself);
  *maximum = (dark__maximum){0};
}

/* ---- everybody alike: small problems, where trying several beginnings costs nothing */

/* The odds of a further capture that the mean shows. */
static double guess_intercept(const dark__truncated *of, const double *people) {
  double n = 0, captures = 0;
  for (size_t i = 0; i < of->n_counts; i++) {
    n += people[i];
    captures += people[i] * of->counts[i];
  }
  const double more = fmax(captures / n - 1, 0.01);
  return log(more < 0.5 ? 2 * more : more + 1 - exp(-more - 1));
}

/* The intercept of everybody alike in a family without an extra parameter; the guess where it has no maximum. */
static double alike_intercept(dark__maximum *maximum, const dark__family *family, const double *people) {
  dark__truncated alike = maximum->alike;
  dark__truncated_fit *fit = &maximum->alike_fit;
  const double guess = guess_intercept(&alike, people);
  alike.family = family;
  fit->parameters[0] = guess;
  return dark__truncated_climb(fit, &alike, people, false) == DARK__TRUNCATED_FOUND ? fit->parameters[0] : guess;
}

static const double beginnings[] = {-2, 0, 2};
enum { N_BEGINNINGS = sizeof beginnings / sizeof beginnings[0] };

/* Intercept and extra parameter of the best of several climbs, starting from the intercept without it; false when there is none. */
static bool find_alike(double *intercept, double *extra, dark__maximum *maximum, double without, const double *people) {
  dark__truncated_fit *fit = &maximum->alike_fit;
  double best = -INFINITY;
  for (size_t b = 0; b < N_BEGINNINGS; b++) {
    fit->parameters[0] = without;
    fit->parameters[1] = beginnings[b];
    if (dark__truncated_climb(fit, &maximum->alike, people, false) != DARK__TRUNCATED_FOUND || fit->log_lik <= best) continue;
    best = fit->log_lik;
    *intercept = fit->parameters[0];
    *extra = fit->parameters[1];
  }
  return best > -INFINITY;
}

/* ---- climbs */

/* Climb from the parameters at `from`, those of aliased columns left out; where that leads nowhere, the parameters are lost. */
static bool climb_from(dark__maximum *maximum, const dark__truncated *of, const double *weights, const double *from,
                       bool is_rough) {
  dark__truncated_fit *fit = &maximum->fit;
  memcpy(fit->parameters, from, (of->n_columns + 1) * sizeof *from);
  for (size_t j = 0; j < of->n_columns; j++)
    if (fit->is_aliased[j]) fit->parameters[j] = 0;
  return dark__truncated_climb(fit, of, weights, is_rough) == DARK__TRUNCATED_FOUND;
}

/* Keep the place reached. */
static double keep(dark__maximum *maximum, dark__summit summit, size_t n_columns) {
  memcpy(maximum->summits[summit], maximum->fit.parameters, (n_columns + 1) * sizeof *maximum->fit.parameters);
  maximum->is_known[summit] = true;
  return maximum->fit.log_lik;
}

/* Climb with a family that has no extra parameter: from that summit of `near`, else from everybody alike. The log likelihood at the
   summit, -infinity where there is none; the parameters are kept. */
static double climb_plain(dark__maximum *maximum, const dark__truncated *of, const dark__family *family, const double *weights,
                          dark__summit summit, const dark__maximum *near, bool is_rough) {
  dark__truncated plain = *of;
  plain.family = family;
  if (near != NULL && near->is_known[summit] && climb_from(maximum, &plain, weights, near->summits[summit], is_rough))
    return keep(maximum, summit, of->n_columns);
  double *from = maximum->summits[summit];
  memset(from, 0, (of->n_columns + 1) * sizeof *from);
  from[0] = alike_intercept(maximum, family, maximum->fit.people);
  return climb_from(maximum, &plain, weights, from, is_rough) ? keep(maximum, summit, of->n_columns) : -INFINITY;
}

/* Climb with the extra parameter from where everybody alike has it, the other coefficients being those without it; where that leads
   nowhere, from several values of it. */
static double climb_within(dark__maximum *maximum, const dark__truncated *of, const double *weights, const dark__maximum *near) {
  const size_t p = of->n_columns;
  const double *without = maximum->summits[DARK__SUMMIT_WITHOUT];
  double *from = maximum->summits[DARK__SUMMIT_WITHIN], intercept = 0, extra = 0, best = -INFINITY;
  if (near != NULL && near->is_known[DARK__SUMMIT_WITHIN] &&
      climb_from(maximum, of, weights, near->summits[DARK__SUMMIT_WITHIN], false))
    return keep(maximum, DARK__SUMMIT_WITHIN, p);
  const double alike = alike_intercept(maximum, of->family->without_extra, maximum->fit.people);
  if (find_alike(&intercept, &extra, maximum, alike, maximum->fit.people)) {
    memcpy(from, without, p * sizeof *from);
    from[0] += intercept - alike;
    from[p] = extra;
    if (climb_from(maximum, of, weights, from, false)) return keep(maximum, DARK__SUMMIT_WITHIN, p);
  }
  for (size_t b = 0; b < N_BEGINNINGS; b++) {
    double *trial = maximum->summits[DARK__SUMMIT_SERIES];
    memcpy(trial, without, p * sizeof *trial);
    trial[p] = beginnings[b];
    if (climb_from(maximum, of, weights, trial, false) && maximum->fit.log_lik > best)
      best = keep(maximum, DARK__SUMMIT_WITHIN, p);
  }
  return best;
}

/* The same for the logarithmic series, which the negative binomial nears with odds exp(eta) times its dispersion: from that place. */
static double climb_series(dark__maximum *maximum, const dark__truncated *of, const double *weights, const dark__maximum *near) {
  const size_t p = of->n_columns;
  const bool is_near = near != NULL && near->is_known[DARK__SUMMIT_SERIES];
  if (!is_near && maximum->is_known[DARK__SUMMIT_WITHIN]) {
    dark__truncated series = *of;
    double *from = maximum->summits[DARK__SUMMIT_SERIES];
    series.family = &dark__log_series_family;
    memcpy(from, maximum->summits[DARK__SUMMIT_WITHIN], (p + 1) * sizeof *from);
    from[0] += from[p];
    if (climb_from(maximum, &series, weights, from, true)) return keep(maximum, DARK__SUMMIT_SERIES, p);
  }
  return climb_plain(maximum, of, &dark__log_series_family, weights, DARK__SUMMIT_SERIES, near, true);
}

/* ---- the highest */

/* Two values of a log likelihood that differ by less are the same maximum. */
static bool is_higher(double a, double b) { return a > b + 1e-9 * (1 + fabs(b)); }

static void settle_on(dark__maximum *maximum, dark__summit summit, size_t n_columns, double log_lik) {
  memcpy(maximum->fit.parameters, maximum->summits[summit], (n_columns + 1) * sizeof *maximum->fit.parameters);
  maximum->fit.log_lik = log_lik;
  if (summit == DARK__SUMMIT_WITHOUT) maximum->fit.parameters[n_columns] = -INFINITY;
}

/* A summit that was reached roughly, exactly. */
static double refine(dark__maximum *maximum, const dark__truncated *of, const dark__family *family, const double *weights,
                     dark__summit summit) {
  dark__truncated plain = *of;
  plain.family = family;
  return climb_from(maximum, &plain, weights, maximum->summits[summit], false) ? keep(maximum, summit, of->n_columns)
                                                                               : -(double)INFINITY;
}

/* Summits that lie far apart are told apart by rough climbs. */
static dark__truncated_end find_with_extra(dark__maximum *maximum, const dark__truncated *of, const double *weights,
                                           const dark__maximum *near) {
  static const double far_apart = 2;
  const dark__family *plain = of->family->without_extra;
  double without = climb_plain(maximum, of, plain, weights, DARK__SUMMIT_WITHOUT, near, true);
  if (isinf(without)) return DARK__TRUNCATED_DIVERGED;
  const double within = climb_within(maximum, of, weights, near);
  if (!(within > without + far_apart)) without = refine(maximum, of, plain, weights, DARK__SUMMIT_WITHOUT);
  if (isinf(without)) return DARK__TRUNCATED_DIVERGED;
  if (of->family == &dark__ztnegbin_family) {
    const double highest = fmax(within, without);
    double series = climb_series(maximum, of, weights, near);
    if (!(highest > series + far_apart) && isfinite(series))
      series = refine(maximum, of, &dark__log_series_family, weights, DARK__SUMMIT_SERIES);
    if (!is_higher(highest, series)) return DARK__TRUNCATED_UNBOUNDED;
  }
  const bool is_within = is_higher(within, without);
  settle_on(maximum, is_within ? DARK__SUMMIT_WITHIN : DARK__SUMMIT_WITHOUT, of->n_columns, is_within ? within : without);
  return is_within ? DARK__TRUNCATED_FOUND : DARK__TRUNCATED_REDUCED;
}

dark__truncated_end dark__maximum_find(dark__maximum *maximum, const dark__truncated *of, const double *weights,
                                       const dark__maximum *near) {
  double people = 0;
  for (size_t s = 0; s < DARK__N_SUMMITS; s++) maximum->is_known[s] = false;
  dark__truncated_weigh(&maximum->fit, of, weights);
  for (size_t i = 0; i < of->n_counts; i++) people += maximum->fit.people[i];
  if (!(people > 0)) return DARK__TRUNCATED_EMPTY;
  dark__truncated_weigh(&maximum->alike_fit, &maximum->alike, maximum->fit.people);
  if (of->family->extra_name != NULL) return find_with_extra(maximum, of, weights, near);
  const double found = climb_plain(maximum, of, of->family, weights, DARK__SUMMIT_WITHIN, near, false);
  return isinf(found) ? DARK__TRUNCATED_DIVERGED : DARK__TRUNCATED_FOUND;
}
