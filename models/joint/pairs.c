/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/pairs.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "joint/search/refit.h"
#include "models/joint/sums.h"
#include "numeric/log_normal_pair.h"

/* For each pair: either sum, and both together. */
enum { FIRST, SECOND, BOTH, N_SUMS };

/* What the pairs are in every model. */
typedef struct measured {
  const dark__joint_plan *plan;
  const dark__pair_of_sums *pairs;
  size_t n;
  double *weights;              /* [n x N_SUMS x strata] */
  dark__log_normal_pair *parts; /* [n x models], a pair's models one behind the other */
  double *known;                /* [n x 2] people seen */
  bool *is_told;                /* [n] in every model somebody is hidden on both sides */
} measured;

static void weigh(measured *of) {
  const size_t n_strata = of->plan->group.strata.n_strata;
  for (size_t i = 0; i < of->n; i++)
    for (size_t side = 0; side < 2; side++)
      for (size_t k = 0; k < of->pairs[i].n[side]; k++) {
        const size_t x = of->pairs[i].strata[side][k];
        of->weights[(i * N_SUMS + side) * n_strata + x] = of->weights[(i * N_SUMS + BOTH) * n_strata + x] = 1;
        of->known[2 * i + side] += of->plan->n_here[x];
      }
}

static dark_status make_room(measured *of, dark_error *err) {
  of->weights = calloc(of->n * N_SUMS * of->plan->group.strata.n_strata + 1, sizeof *of->weights);
  of->parts = calloc(of->n * of->plan->found.n + 1, sizeof *of->parts);
  of->known = calloc(2 * of->n + 1, sizeof *of->known);
  of->is_told = calloc(of->n + 1, sizeof *of->is_told);
  if (of->weights == NULL || of->parts == NULL || of->known == NULL || of->is_told == NULL) return dark__fail_memory(err);
  weigh(of);
  for (size_t i = 0; i < of->n; i++) of->is_told[i] = true;
  return DARK_OK;
}

static void clear(measured *of) {
  free(of->weights);
  free(of->parts);
  free(of->known);
  free(of->is_told);
}

/* ---- one model */

static void read_pair(measured *of, size_t i, size_t model, const dark__joint_found *fitted) {
  const double *hidden = fitted->hidden + i * N_SUMS, *sd = fitted->sd + i * N_SUMS;
  dark__log_normal_pair *out = &of->parts[i * of->plan->found.n + model];
  if (fitted->seen != NULL)
    for (size_t side = 0; side < 2; side++) of->known[2 * i + side] = fitted->seen[i * N_SUMS + side];
  if (!(hidden[FIRST] > 0 && sd[FIRST] > 0 && hidden[SECOND] > 0 && sd[SECOND] > 0)) {
    of->is_told[i] = false;
    return;
  }
  const double covariance = (sd[BOTH] * sd[BOTH] - sd[FIRST] * sd[FIRST] - sd[SECOND] * sd[SECOND]) / 2;
  out->weight = of->plan->found.found[model].weight;
  out->correlation = fmax(-1, fmin(covariance / (sd[FIRST] * sd[SECOND]), 1));
  for (size_t side = 0; side < 2; side++) {
    out->mean[side] = log(hidden[side]);
    out->sd[side] = sd[side] / hidden[side];
  }
}

static dark_status read_model(measured *of, size_t model, const dark__joint_search_request *request, dark_error *err) {
  const dark__joint_found *found = &of->plan->found.found[model];
  const dark__joint_start start = {found->terms.terms, found->terms.n, found->term_starts, found->coefficients, NULL, false};
  dark__joint_found fitted;
  bool is_candidate;
  dark_status status = dark__joint_refit_from(&fitted, &is_candidate, request, &found->terms, &start, err);
  for (size_t i = 0; status == DARK_OK && i < of->n; i++)
    if (is_candidate) read_pair(of, i, model, &fitted);
    else of->is_told[i] = false;
  dark__joint_found_clear(&fitted);
  return status;
}

static dark_status read_models(measured *of, dark_error *err) {
  const dark__joint_plan *plan = of->plan;
  dark__joint_material whole;
  dark_status status = dark__joint_material_prepare(&whole, plan, plan->observed, err);
  dark__joint_search_request request = dark__joint_request_of(plan, &whole, plan->n_here);
  request.targets = of->weights;
  request.n_targets = of->n * N_SUMS;
  for (size_t m = 0; status == DARK_OK && m < plan->found.n; m++) status = read_model(of, m, &request, err);
  dark__joint_material_clear(&whole);
  return status;
}

/* ---- limits */

/* The same of the better half of the models, as dark__joint_sum_interval does: do the ratios stay where they are? */
static dark_status find_settled(bool *is_settled, const dark__pair_limits *all, const dark__log_normal_pair *parts,
                                const double *known, const double *tails, const dark__joint_plan *plan, dark_error *err) {
  const size_t n = dark__joint_better_half(&plan->found);
  dark_status status = DARK_OK;
  *is_settled = plan->found.covered >= plan->criteria.cover;
  if (*is_settled || plan->found.covered < DARK__JOINT_LEAST_COVERED) return DARK_OK;
  *is_settled = true;
  for (size_t side = 0; status == DARK_OK && side < 2; side++) {
    double ratio;
    status = dark__pair_ratio(&ratio, parts, n, known, tails[side], err);
    if (status == DARK_OK && dark__joint_is_far(ratio, all->ratio[side])) *is_settled = false;
  }
  return status;
}

static dark_status find_limits(dark__pair_limits *out, const measured *of, size_t i, double level, dark_error *err) {
  const size_t n = of->plan->found.n;
  const dark__log_normal_pair *parts = of->parts + i * n;
  const double *known = of->known + 2 * i, tails[] = {(1 - level) / 2, (1 + level) / 2};
  dark_status status = DARK_OK;
  *out = (dark__pair_limits){.reasons = 0};
  for (size_t side = 0; status == DARK_OK && side < 2; side++) {
    status = dark__pair_difference(&out->difference[side], parts, n, known, tails[side], err);
    if (status == DARK_OK) status = dark__pair_ratio(&out->ratio[side], parts, n, known, tails[side], err);
  }
  bool is_settled = false;
  if (status == DARK_OK) status = find_settled(&is_settled, out, parts, known, tails, of->plan, err);
  if (!is_settled) out->reasons |= DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  return status;
}

dark_status dark__joint_pair_limits(dark__pair_limits *out, const void *plan, const dark__pair_of_sums *pairs, size_t n,
                                    dark_interval_type type, const double *levels, size_t n_levels, dark_error *err) {
  measured of = {.plan = plan, .pairs = pairs, .n = n};
  const dark_interval_type own = of.plan->criteria.is_bic ? DARK_INTERVAL_MATA_BIC : DARK_INTERVAL_MATA_AIC;
  if (!of.plan->is_search || type != own || of.plan->found.n == 0) return DARK_OK; /* as it is: not offered */
  dark_status status = make_room(&of, err);
  if (status == DARK_OK) status = read_models(&of, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    for (size_t l = 0; status == DARK_OK && l < n_levels; l++)
      if (of.is_told[i]) status = find_limits(&out[i * n_levels + l], &of, i, levels[l], err);
      else out[i * n_levels + l] = dark__pair_without(DARK_REASON_NO_STANDARD_ERROR);
  clear(&of);
  return status;
}
