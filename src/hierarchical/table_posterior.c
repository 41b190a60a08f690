/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hierarchical/table_posterior.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/obstacle.h"

struct dark__table_posterior {
  const dark__problem *problem;
  dark__posterior_space *posterior;
  dark_record *records; /* [n_records] a table with its histories */
};

void dark__table_posterior_free(dark__table_posterior *space) {
  if (space == NULL) return;
  dark__posterior_space_free(space->posterior);
  free(space->records);
  free(space);
}

dark_status dark__table_posterior_new(dark__table_posterior **out, const dark__problem *problem, dark_error *err) {
  *out = NULL;
  dark__table_posterior *space = calloc(1, sizeof *space);
  if (space == NULL) return dark__fail_memory(err);
  space->problem = problem;
  space->records = malloc((problem->n_records + 1) * sizeof *space->records);
  dark_status status = space->records != NULL ? DARK_OK : dark__fail_memory(err);
  if (status == DARK_OK) status = dark__posterior_space_new(&space->posterior, err);
  if (status == DARK_OK) *out = space;
  else dark__table_posterior_free(space);
  return status;
}

/* The same history among the lists in `caught` alone. */
static uint32_t squeeze(uint32_t history, uint32_t caught) {
  uint32_t result = 0;
  for (unsigned to = 0; caught != 0; caught &= caught - 1, to++)
    if ((history & caught & -caught) != 0) result |= (uint32_t)1 << to;
  return result;
}

/* Add people per history of the lists that caught somebody to counts [2^8]. Returns why there can be no estimate, or DARK_N_REASONS. */
static dark_reason count(double *counts, uint32_t *caught, dark__table_posterior *space, const double *weights) {
  const dark__problem *problem = space->problem;
  for (size_t i = 0; i < problem->n_records; i++)
    space->records[i] = (dark_record){.history = problem->records[i].history, .count = weights[i]};
  uint64_t lists;
  const dark_reason obstacle = dark__find_obstacle(space->records, problem->n_records, &lists);
  *caught = (uint32_t)lists;
  if (obstacle != DARK_N_REASONS) return obstacle;
  if (__builtin_popcount(*caught) < 3) return DARK_REASON_TOO_FEW_LISTS;
  for (size_t i = 0; i < problem->n_records; i++) counts[squeeze((uint32_t)problem->records[i].history, *caught)] += weights[i];
  return DARK_N_REASONS;
}

/* What is given of the lists that caught somebody, as pairs [MOST_PAIRS] and log_odds [MOST_PAIRS] of these alone. */
static dark__dependence given_among(uint32_t *pairs, double *log_odds, const dark__dependence *given, uint32_t caught) {
  dark__dependence result = {.pairs = pairs, .log_odds = log_odds, .xi = given->xi, .log_xi = given->log_xi};
  for (size_t i = 0; i < given->n_pairs; i++) {
    if ((given->pairs[i] & ~caught) != 0) continue;
    pairs[result.n_pairs] = squeeze(given->pairs[i], caught);
    log_odds[result.n_pairs++] = given->log_odds[i];
  }
  return result;
}

static void make_hierarchy(dark__hierarchy *hierarchy, const dark__problem *problem, const dark__priors *priors,
                           uint32_t caught) {
  uint32_t pairs[DARK__HIERARCHY_MOST_PAIRS];
  double log_odds[DARK__HIERARCHY_MOST_PAIRS];
  const unsigned n_lists = (unsigned)__builtin_popcount(caught);
  if (problem->given == NULL) {
    dark__hierarchy_make(hierarchy, n_lists, priors, NULL);
    return;
  }
  const dark__dependence given = given_among(pairs, log_odds, problem->given, caught);
  dark__hierarchy_make(hierarchy, n_lists, priors, &given);
}

dark_status dark__table_posterior_find(dark__posterior *out, dark_reason *reason, dark__table_posterior *space,
                                       const dark__priors *priors, const double *weights, dark_error *err) {
  double counts[DARK__HIERARCHY_MOST_CELLS] = {0};
  dark__hierarchy hierarchy;
  uint32_t caught;
  *out = (dark__posterior){.is_cut = false};
  *reason = count(counts, &caught, space, weights);
  if (*reason != DARK_N_REASONS) return DARK_OK;
  make_hierarchy(&hierarchy, space->problem, priors, caught);
  return dark__posterior_find(out, space->posterior, &hierarchy, counts, err);
}

dark_status dark__observed_posterior_find(dark__posterior *out, const dark__problem *problem, const dark__priors *priors,
                                          dark_error *err) {
  dark__table_posterior *space = NULL;
  dark_reason reason;
  double *weights = calloc(problem->n_records + 1, sizeof *weights);
  *out = (dark__posterior){.is_cut = false};
  dark_error mine = DARK_ERROR_INIT;
  dark_status status = weights != NULL ? dark__table_posterior_new(&space, problem, &mine) : DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < problem->n_records; i++) weights[i] = problem->records[i].count;
  if (status == DARK_OK) status = dark__table_posterior_find(out, &reason, space, priors, weights, &mine);
  dark__table_posterior_free(space);
  free(weights);
  if (status == DARK_ENUMERIC) {
    dark__posterior_clear(out);
    return DARK_OK;
  }
  if (status == DARK_EINTERRUPTED) return dark__fail(err, status, "%s", mine.message);
  return status != DARK_OK ? dark__fail_memory(err) : status;
}

dark_status dark__hierarchy_has_forced(const dark__problem *problem, const dark__priors *priors, dark_error *err) {
  const dark__dependence *given = problem->given;
  const int most = problem->n_lists > 3 && priors->triples > 0 ? 3 : 2;
  for (size_t i = 0; given != NULL && i < given->n_forced; i++) {
    char name[256];
    if (__builtin_popcount(given->forced[i]) <= most) continue;
    return dark__fail(err, DARK_EUSAGE, "forced interaction %s: the hierarchy has no interactions of more than %d lists",
                      dark__term_write(name, sizeof name, given->forced[i], &problem->naming), most);
  }
  return DARK_OK;
}

void dark__priors_write(char *buffer, size_t size, const dark__priors *priors, unsigned n_lists) {
  int used = snprintf(buffer, size, "log odds ratios of pairs of lists normal with standard deviation s around a mean, ");
  if (priors->mean > 0) used += snprintf(buffer + used, size - (size_t)used, "the mean normal around 0 with %g, ", priors->mean);
  else used += snprintf(buffer + used, size - (size_t)used, "the mean 0, ");
  used += snprintf(buffer + used, size - (size_t)used, "s half-normal with scale %g; ", priors->pairs);
  if (n_lists > 3 && priors->triples > 0)
    used += snprintf(buffer + used, size - (size_t)used,
                     "interactions of three lists normal around 0, their standard deviation half-normal with scale %g; ",
                     priors->triples);
  snprintf(buffer + used, size - (size_t)used, "the hidden number flat on the log scale");
}
