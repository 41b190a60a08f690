/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over strata that were estimated together, without replicates. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/interval.h"
#include "estimator/plan.h"
#include "estimator/strata.h"

static dark_status find_places(size_t **places, const dark_plan *plan, const size_t *parts, size_t n, dark_error *err) {
  *places = malloc((n + 1) * sizeof **places);
  if (*places == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++) (*places)[i] = plan->parts[parts[i]].place;
  return DARK_OK;
}

static const dark__group *group_of(const dark_plan *plan, const size_t *parts) {
  return &plan->groups[plan->parts[parts[0]].group];
}

dark_status dark__plan_sum_error(double *out, const dark_plan *plan, const size_t *parts, size_t n, dark_error *err) {
  const dark__group *group = group_of(plan, parts);
  size_t *places;
  *out = NAN;
  if (group->estimator == NULL || group->estimator->sum_error == NULL) return DARK_OK;
  dark_status status = find_places(&places, plan, parts, n, err);
  if (status == DARK_OK) status = group->estimator->sum_error(out, group->plan, places, n, err);
  free(places);
  if (status == DARK_ENUMERIC) *out = NAN;
  return status == DARK_ENUMERIC ? DARK_OK : status;
}

dark_status dark__plan_sum_interval(dark_interval *out, const dark_plan *plan, const size_t *parts, size_t n,
                                    dark_interval_type type, double level, dark_error *err) {
  const dark__group *group = group_of(plan, parts);
  size_t *places;
  *out = dark__interval_none(level);
  out->reasons = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  if (group->estimator == NULL || group->estimator->sum_interval == NULL) return DARK_OK;
  dark_status status = find_places(&places, plan, parts, n, err);
  *out = dark__interval_none(level);
  if (status == DARK_OK) status = group->estimator->sum_interval(out, group->plan, places, n, type, level, err);
  free(places);
  if (status != DARK_ENUMERIC) return status;
  *out = dark__interval_none(level);
  out->reasons = DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED);
  return DARK_OK;
}

/* ---- pairs of sums */

static void clear_places(dark__pair_of_sums *places, size_t n) {
  for (size_t i = 0; places != NULL && i < n; i++)
    for (size_t side = 0; side < 2; side++) free((size_t *)places[i].strata[side]);
  free(places);
}

static dark_status place_pairs(dark__pair_of_sums **out, const dark_plan *plan, const dark__pair_of_sums *pairs, size_t n,
                               dark_error *err) {
  dark_status status = DARK_OK;
  *out = calloc(n + 1, sizeof **out);
  if (*out == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n; i++)
    for (size_t side = 0; status == DARK_OK && side < 2; side++) {
      size_t *places = NULL;
      (*out)[i].n[side] = pairs[i].n[side];
      status = find_places(&places, plan, pairs[i].strata[side], pairs[i].n[side], err);
      (*out)[i].strata[side] = places;
    }
  return status;
}

static void fill_without(dark__pair_limits *out, size_t n, dark_reason reason) {
  for (size_t i = 0; i < n; i++) out[i] = dark__pair_without(reason);
}

dark_status dark__plan_pair_limits(dark__pair_limits *out, const dark_plan *plan, const dark__pair_of_sums *pairs, size_t n,
                                   dark_interval_type type, const double *levels, size_t n_levels, dark_error *err) {
  dark__pair_of_sums *places = NULL;
  fill_without(out, n * n_levels, DARK_REASON_NOT_OFFERED);
  if (n == 0) return DARK_OK;
  const dark__group *group = group_of(plan, pairs[0].strata[0]);
  if (group->estimator == NULL || group->estimator->pair_limits == NULL) return DARK_OK;
  dark_status status = place_pairs(&places, plan, pairs, n, err);
  if (status == DARK_OK) status = group->estimator->pair_limits(out, group->plan, places, n, type, levels, n_levels, err);
  clear_places(places, n);
  if (status == DARK_ENUMERIC) fill_without(out, n * n_levels, DARK_REASON_NOT_CONVERGED);
  return status == DARK_ENUMERIC ? DARK_OK : status;
}

/* ---- shrunken */

dark_status dark__plan_sum_shrunken(dark_shrunken *out, const dark_plan *plan, const size_t *parts, size_t n, double level,
                                    dark_error *err) {
  const dark__group *group = group_of(plan, parts);
  size_t *places;
  *out = (dark_shrunken){NAN, NAN, NAN};
  if (group->estimator == NULL || group->estimator->sum_shrunken == NULL) return DARK_OK;
  dark_status status = find_places(&places, plan, parts, n, err);
  if (status == DARK_OK) status = group->estimator->sum_shrunken(out, group->plan, places, n, level, err);
  free(places);
  return status == DARK_ENUMERIC ? DARK_OK : status;
}

bool dark__plan_shrinkage(dark_shrinkage *out, const dark_plan *plan) {
  *out = (dark_shrinkage){0};
  for (size_t g = 0; g < plan->n_groups; g++) {
    const dark__group *group = &plan->groups[g];
    if (group->estimator != NULL && group->estimator->shrinkage != NULL && group->plan != NULL &&
        group->estimator->shrinkage(out, group->plan))
      return true;
  }
  return false;
}
