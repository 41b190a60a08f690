/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/capture/capture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "resample/capture/referral.h"

/* How well margins are met, relative to them. */
static const double SOLVED = 1e-10;

/* One model being solved. */
typedef struct solving {
  const dark_capture_model *model;
  dark__open_lists open;
  dark__tilt tilt;                            /* of the open lists */
  double *base, *probabilities, *sums, *keep; /* [2^open.n] */
} solving;

static void find_open_lists(dark__open_lists *open, const dark_capture_model *model) {
  *open = (dark__open_lists){.absorbing = SIZE_MAX};
  for (size_t i = 0; i < model->n_lists; i++) {
    if (model->margins[i] == 1) open->always |= UINT32_C(1) << i;
    if (model->margins[i] == 0 || model->margins[i] == 1) continue;
    if (model->n_referrals > 0 && i == model->absorbing) open->absorbing = open->n;
    open->lists[open->n++] = i;
  }
}

static size_t place_of(const dark__open_lists *open, size_t list) {
  size_t i = 0;
  while (i < open->n && open->lists[i] != list) i++;
  return i;
}

/* Log weights of the odds ratios: for each history the sum over the pairs in it. */
static void fill_base(solving *s) {
  double effects[DARK_MAX_LISTS][DARK_MAX_LISTS] = {{0}};
  const unsigned n = s->open.n;
  for (size_t k = 0; k < s->model->n_odds_ratios; k++) {
    const dark_odds_ratio *ratio = &s->model->odds_ratios[k];
    const size_t a = place_of(&s->open, ratio->a), b = place_of(&s->open, ratio->b);
    if (a < n && b < n) effects[a][b] = effects[b][a] = ratio->value == 0 ? -INFINITY : log(ratio->value);
  }
  s->base[0] = 0;
  for (uint32_t history = 1; history < UINT32_C(1) << n; history++) {
    const uint32_t rest = history & (history - 1);
    const double *own = effects[__builtin_ctz(history)];
    s->base[history] = s->base[rest];
    for (uint32_t left = rest; left != 0; left &= left - 1) s->base[history] += own[__builtin_ctz(left)];
  }
}

static dark_status open_solving(solving *s, const dark_capture_model *model, dark_error *err) {
  *s = (solving){.model = model};
  find_open_lists(&s->open, model);
  const size_t n = (size_t)1 << s->open.n;
  s->base = malloc(n * sizeof *s->base);
  s->probabilities = malloc(n * sizeof *s->probabilities);
  s->sums = malloc(n * sizeof *s->sums);
  s->keep = malloc(n * sizeof *s->keep);
  if (s->base == NULL || s->probabilities == NULL || s->sums == NULL || s->keep == NULL) return dark__fail_memory(err);
  fill_base(s);
  dark__fill_keep(s->keep, &s->open, model);
  s->tilt = (dark__tilt){.n_lists = s->open.n, .base = s->base, .probabilities = s->probabilities, .sums = s->sums};
  for (unsigned i = 0; i < s->open.n; i++) {
    const double margin = model->margins[s->open.lists[i]];
    s->tilt.margins[i] = margin;
    s->tilt.theta[i] = log(margin) - log1p(-margin);
    if (i != s->open.absorbing) s->tilt.free |= UINT32_C(1) << i;
  }
  return DARK_OK;
}

static void close_solving(solving *s) {
  free(s->base);
  free(s->probabilities);
  free(s->sums);
  free(s->keep);
}

/* The odds ratio furthest from 1 stands for what is extreme; without any, a margin does. */
static dark_status fail_extreme(dark__blame *blame, const dark_capture_model *model, double error, dark_error *err) {
  double furthest = 0;
  *blame = (dark__blame){DARK__BLAME_MARGIN, 0};
  for (size_t k = 0; k < model->n_odds_ratios; k++) {
    const double distance = fabs(log(model->odds_ratios[k].value));
    if (distance > furthest) *blame = (dark__blame){DARK__BLAME_ODDS_RATIO, k};
    furthest = fmax(furthest, distance);
  }
  return dark__fail(
      err, DARK_EUSAGE,
      "margins and odds ratios so near to the impossible that they cannot be met together (a margin is missed by %.1g "
      "of itself)",
      error);
}

static dark_status fail_referrals(dark__blame *blame, const dark_capture_model *model, double reached, dark_error *err) {
  char room[64];
  const char *name = dark__list_called(room, model, model->absorbing);
  const double margin = model->margins[model->absorbing];
  *blame = (dark__blame){DARK__BLAME_REFERRAL, 0};
  if (reached > margin)
    return dark__fail(err, DARK_EUSAGE, "referrals alone put %.10g of the people on %s, more than its margin %.10g", reached,
                      name, margin);
  *blame = (dark__blame){DARK__BLAME_MARGIN, model->absorbing};
  return dark__fail(
      err, DARK_EUSAGE,
      "the margin %.6g of %s cannot be reached: with the other margins, the odds ratios and the referrals it gets to "
      "about %.6g",
      margin, name, reached);
}

/* Odds ratios of a list that catches nobody itself mean nothing. */
static dark_status check_direct(dark__blame *blame, const solving *s, dark_error *err) {
  char room[64];
  if (s->tilt.theta[s->open.absorbing] > -INFINITY) return DARK_OK;
  for (size_t k = 0; k < s->model->n_odds_ratios; k++) {
    const dark_odds_ratio *ratio = &s->model->odds_ratios[k];
    if (ratio->value == 1 || (ratio->a != s->model->absorbing && ratio->b != s->model->absorbing)) continue;
    *blame = (dark__blame){DARK__BLAME_ODDS_RATIO, k};
    return dark__fail(err, DARK_EUSAGE, "an odds ratio of %s means nothing when all of its people are referred",
                      dark__list_called(room, s->model, s->model->absorbing));
  }
  return DARK_OK;
}

static dark_status solve_direct(dark__blame *blame, solving *s, dark_error *err) {
  double error, reached = 0;
  const size_t absorbing = s->open.absorbing;
  if (absorbing == SIZE_MAX) {
    error = dark__tilt_solve(&s->tilt);
    return error <= SOLVED ? DARK_OK : fail_extreme(blame, s->model, error, err);
  }
  const dark_status status =
      dark__absorption_solve(&error, &reached, &s->tilt, s->keep, (unsigned)absorbing, s->tilt.margins[absorbing], err);
  if (status != DARK_OK) return status;
  if (error <= SOLVED) return check_direct(blame, s, err);
  return reached > 0 ? fail_referrals(blame, s->model, reached, err) : fail_extreme(blame, s->model, error, err);
}

/* Histories of all lists, with those who are referred in their places. */
static void spread(double *probabilities, const solving *s) {
  const uint32_t absorbing = dark__absorbing_bit(s->model);
  memset(probabilities, 0, ((size_t)1 << s->model->n_lists) * sizeof *probabilities);
  for (uint32_t small = 0; small < UINT32_C(1) << s->open.n; small++) {
    const uint32_t whole = dark__whole_history(&s->open, small);
    const double p = s->probabilities[small], kept = (whole & absorbing) != 0 ? 1 : s->keep[small];
    probabilities[whole] += p * kept;
    if (kept < 1) probabilities[whole | absorbing] += p * (1 - kept);
  }
}

/* A list of margin 0 must not be sent anybody. */
static dark_status check_closed(dark__blame *blame, const solving *s, const double *probabilities, dark_error *err) {
  const dark_capture_model *model = s->model;
  double sum = 0;
  if (model->n_referrals == 0 || model->margins[model->absorbing] > 0) return DARK_OK;
  for (uint32_t history = 0; history < UINT32_C(1) << model->n_lists; history++)
    if (history >> model->absorbing & 1) sum += probabilities[history];
  return sum > 0 ? fail_referrals(blame, model, sum, err) : DARK_OK;
}

dark_status dark__capture_solve(double *probabilities, dark__blame *blame, const dark_capture_model *model, dark_error *err) {
  solving s;
  dark_status status = dark__capture_check(blame, model, err);
  if (status != DARK_OK) return status;
  status = open_solving(&s, model, err);
  if (status == DARK_OK) status = solve_direct(blame, &s, err);
  if (status == DARK_OK) {
    spread(probabilities, &s);
    status = check_closed(blame, &s, probabilities, err);
  }
  close_solving(&s);
  return status;
}

dark_status dark_capture_probabilities(double *probabilities, const dark_capture_model *model, dark_error *err) {
  dark__blame blame;
  DARK__REQUIRE(probabilities, err);
  DARK__REQUIRE(model, err);
  DARK__REQUIRE_ARRAY(model->odds_ratios, model->n_odds_ratios, err);
  DARK__REQUIRE_ARRAY(model->referrals, model->n_referrals, err);
  return dark__capture_solve(probabilities, &blame, model, err);
}
