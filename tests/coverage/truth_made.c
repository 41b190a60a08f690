/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/error.h"
#include "coverage/truth.h"

enum { MOST_HISTORIES = 1 << MOST_MADE_LISTS, MOST_PAIRS = MOST_MADE_LISTS * (MOST_MADE_LISTS - 1) / 2, ABC = 7 };

static double odds_of(const made_truth *recipe, size_t a, size_t b) {
  for (size_t i = 0; i < recipe->n_odds; i++)
    if (recipe->odds[i].a == a && recipe->odds[i].b == b) return recipe->odds[i].value;
  return recipe->odds_elsewhere > 0 ? recipe->odds_elsewhere : 1;
}

/* People who are caught alike; margins [n_lists] are theirs. */
static dark_status catch_alike(double *probabilities, const made_truth *recipe, const double *margins, dark_error *err) {
  dark_odds_ratio pairs[MOST_PAIRS];
  size_t n_pairs = 0;
  for (size_t b = 1; b < recipe->n_lists; b++)
    for (size_t a = 0; a < b; a++) pairs[n_pairs++] = (dark_odds_ratio){a, b, odds_of(recipe, a, b)};
  const dark_referral referral = {DARK_ANY_LIST, recipe->referral};
  const dark_capture_model model = {.n_lists = recipe->n_lists,
                                    .margins = margins,
                                    .odds_ratios = pairs,
                                    .n_odds_ratios = n_pairs,
                                    .referrals = &referral,
                                    .n_referrals = recipe->referral > 0 ? 1 : 0,
                                    .absorbing = recipe->n_lists - 1};
  return dark_capture_probabilities(probabilities, &model, err);
}

static double times_on(const made_truth *recipe, size_t list) {
  const bool is_often = recipe->often_on == 0 || (recipe->often_on >> list & 1u) != 0;
  return is_often ? recipe->times_often : recipe->times_elsewhere;
}

/* Two classes whose margins mix to those stated. */
static dark_status mix(double *probabilities, const made_truth *recipe, dark_error *err) {
  const double share = recipe->share_often;
  double margins[MOST_MADE_LISTS], often[MOST_HISTORIES];
  for (size_t l = 0; l < recipe->n_lists; l++) margins[l] = recipe->margins[l] / (share * times_on(recipe, l) + 1 - share);
  dark_status status = catch_alike(probabilities, recipe, margins, err);
  for (size_t l = 0; l < recipe->n_lists; l++) margins[l] *= times_on(recipe, l);
  if (status == DARK_OK) status = catch_alike(often, recipe, margins, err);
  for (size_t history = 0; status == DARK_OK && history < (size_t)1 << recipe->n_lists; history++)
    probabilities[history] = share * often[history] + (1 - share) * probabilities[history];
  return status;
}

/* ---- People whose log odds are normal */

enum { N_NODES = 201 };
static const double FARTHEST = 6; /* standard deviations */

/* The chance of a list at log odds `centre` + spread x, averaged over x. */
static double chance_at(double centre, double spread) {
  double sum = 0, weights = 0;
  for (int i = 0; i < N_NODES; i++) {
    const double x = FARTHEST * (2.0 * i / (N_NODES - 1) - 1), weight = exp(-x * x / 2);
    sum += weight / (1 + exp(-centre - spread * x));
    weights += weight;
  }
  return sum / weights;
}

/* The centre that gives the margin. */
static double centre_for(double margin, double spread) {
  double low = -30, high = 30;
  for (int step = 0; step < 100; step++) {
    const double middle = (low + high) / 2;
    if (chance_at(middle, spread) < margin) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/* Given x lists are independent. */
static void spread_people(double *probabilities, const made_truth *recipe) {
  const uint32_t n_histories = UINT32_C(1) << recipe->n_lists;
  double centres[MOST_MADE_LISTS], weights = 0;
  for (size_t l = 0; l < recipe->n_lists; l++) centres[l] = centre_for(recipe->margins[l], recipe->spread);
  for (uint32_t history = 0; history < n_histories; history++) probabilities[history] = 0;
  for (int i = 0; i < N_NODES; i++) {
    const double x = FARTHEST * (2.0 * i / (N_NODES - 1) - 1), weight = exp(-x * x / 2);
    weights += weight;
    for (uint32_t history = 0; history < n_histories; history++) {
      double p = weight;
      for (size_t l = 0; l < recipe->n_lists; l++) {
        const double caught = 1 / (1 + exp(-centres[l] - recipe->spread * x));
        p *= (history >> l & 1u) != 0 ? caught : 1 - caught;
      }
      probabilities[history] += p;
    }
  }
  for (uint32_t history = 0; history < n_histories; history++) probabilities[history] /= weights;
}

static dark_status catch_people(double *probabilities, const made_truth *recipe, dark_error *err) {
  if (recipe->share_often > 0) return mix(probabilities, recipe, err);
  if (!(recipe->spread > 0)) return catch_alike(probabilities, recipe, recipe->margins, err);
  spread_people(probabilities, recipe);
  return DARK_OK;
}

static void join_three(double *probabilities, const made_truth *recipe) {
  const size_t n_histories = (size_t)1 << recipe->n_lists;
  double sum = 0;
  for (size_t history = 0; history < n_histories; history++) {
    if ((history & ABC) == ABC) probabilities[history] *= recipe->three_way;
    sum += probabilities[history];
  }
  for (size_t history = 0; history < n_histories; history++) probabilities[history] /= sum;
}

dark_status made_truth_make(stratum_truth *out, const made_truth *recipe, dark_error *err) {
  *out = (stratum_truth){.n_lists = recipe->n_lists};
  for (size_t l = 0; l < recipe->n_lists; l++) out->names[l][0] = (char)('A' + (int)l);
  out->probabilities = malloc(((size_t)1 << recipe->n_lists) * sizeof *out->probabilities);
  if (out->probabilities == NULL) return dark__fail_memory(err);
  const dark_status status = catch_people(out->probabilities, recipe, err);
  if (status != DARK_OK) return status;
  if (recipe->three_way > 0) join_three(out->probabilities, recipe);
  out->people = recipe->people > 0 ? recipe->people : round(recipe->observed / (1 - out->probabilities[0]));
  return DARK_OK;
}
