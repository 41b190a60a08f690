/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/capture/referral.h"

#include <math.h>
#include <stdbool.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "base/error.h"

enum { MOST_STEPS = 24, MOST_ITERATIONS = 100 };
/* What counts as solved, and what ends the search. */
static const double SOLVED = 1e-10, PERFECT = 1e-15;

uint32_t dark__whole_history(const dark__open_lists *open, uint32_t small) {
  uint32_t whole = open->always;
  for (; small != 0; small &= small - 1) whole |= UINT32_C(1) << open->lists[__builtin_ctz(small)];
  return whole;
}

void dark__fill_keep(double *keep, const dark__open_lists *open, const dark_capture_model *model) {
  const uint32_t absorbing = dark__absorbing_bit(model);
  for (uint32_t small = 0; small < UINT32_C(1) << open->n; small++) {
    const uint32_t whole = dark__whole_history(open, small);
    keep[small] = 1;
    for (size_t k = 0; k < model->n_referrals; k++) {
      const dark_referral *referral = &model->referrals[k];
      const bool is_caught = referral->from == DARK_ANY_LIST ? (whole & ~absorbing) != 0 : (whole >> referral->from & 1) != 0;
      if (is_caught) keep[small] *= 1 - referral->share;
    }
  }
}

typedef struct search {
  dark__tilt *tilt;
  const double *keep;
  unsigned list;
  double margin;
  double error;   /* of the other margins at the last value */
  double reached; /* margin of the list, referrals included, where the others were met last */
} search;

/* Relative excess of the list's margin when its effect is theta; NaN where the other margins cannot be met. */
static double excess(double theta, void *context) {
  search *s = context;
  dark__tilt *tilt = s->tilt;
  double on_list = 0;
  tilt->theta[s->list] = theta;
  s->error = dark__tilt_solve(tilt);
  if (!(s->error <= SOLVED)) return GSL_NAN;
  for (uint32_t history = 0; history < UINT32_C(1) << tilt->n_lists; history++)
    on_list += tilt->probabilities[history] * ((history >> s->list & 1) != 0 ? 1 : 1 - s->keep[history]);
  s->reached = on_list;
  return on_list / s->margin - 1;
}

/* Ends *low < *high with an excess below and above 0, searched with growing steps from the effect of an independent list. Downwards there
   is one below 0, so that a search that fails there says nothing about what can be reached. */
static bool bracket(double *low, double *high, search *s) {
  const double start = log(s->margin) - log1p(-s->margin), first = excess(start, s);
  double step = first < 0 ? 1 : -1, before = start;
  if (isnan(first)) return false;
  for (int i = 0; i < MOST_STEPS; i++, step *= 2) {
    const double here = before + step, value = excess(here, s);
    if (isnan(value)) break;
    if ((value < 0) != (first < 0)) {
      *low = fmin(here, before);
      *high = fmax(here, before);
      return true;
    }
    before = here;
  }
  if (!(first < 0)) s->reached = 0;
  return false;
}

static dark_status find_root(double *root, double low, double high, search *s, dark_error *err) {
  gsl_function function = {excess, s};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (solver == NULL) return dark__fail_memory(err);
  int failed = gsl_root_fsolver_set(solver, &function, low, high);
  *root = low;
  for (int i = 0; failed == 0 && i < MOST_ITERATIONS; i++) {
    failed = gsl_root_fsolver_iterate(solver);
    *root = gsl_root_fsolver_root(solver);
    const double width = gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver);
    if (width <= PERFECT * fabs(*root)) break;
  }
  gsl_root_fsolver_free(solver);
  return DARK_OK;
}

dark_status dark__absorption_solve(double *error, double *reached, dark__tilt *tilt, const double *keep, unsigned list,
                                   double margin, dark_error *err) {
  search s = {tilt, keep, list, margin, 0, 0};
  double low, high, root = -INFINITY;
  dark_status status = DARK_OK;
  double value = excess(root, &s); /* referrals alone */
  if (value < -SOLVED && bracket(&low, &high, &s)) status = find_root(&root, low, high, &s, err);
  if (root > -INFINITY) value = excess(root, &s);
  *reached = s.reached;
  *error = isnan(value) ? INFINITY : fmax(s.error, fabs(value));
  return status;
}
