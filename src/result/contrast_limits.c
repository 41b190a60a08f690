/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/strata.h"
#include "numeric/log_normal_pair.h"
#include "resample/interval/pairs.h"
#include "result/contrast.h"

static void mark(dark_contrast *out, dark_reasons reasons, bool is_unstable) {
  out->reasons |= reasons;
  if (is_unstable) out->state = DARK_STATE_UNSTABLE;
}

static bool has_estimate(const dark__contrast_work *work) { return work->out[0].of.state != DARK_STATE_NO_ESTIMATE; }

/* ---- from replicates */

static dark_status read_replicates(dark_contrast *out, const dark__sum *a, const dark__sum *b, const dark__assembly *assembly,
                                   dark_error *err) {
  dark__pairs pairs;
  dark__change difference = {out->difference, NAN, NAN, NAN}, ratio = {out->ratio, NAN, NAN, NAN};
  dark_status status = dark__pairs_make(&pairs, a, b, 0, err);
  if (status == DARK_OK && assembly->interval == DARK_INTERVAL_BCA)
    status = dark__pairs_accelerate(&difference, &ratio, a, b, err);
  if (status == DARK_OK) {
    const dark_reasons unstable =
        dark__pairs_limits(&difference, &ratio, &pairs, out->n_replicates, assembly->interval, out->level);
    out->n_failed = pairs.n_failed;
    out->difference_lower = difference.lower, out->difference_upper = difference.upper;
    out->ratio_lower = ratio.lower, out->ratio_upper = ratio.upper;
    mark(out, unstable, unstable != 0);
  }
  dark__pairs_clear(&pairs);
  return status;
}

static dark_status from_replicates(dark__contrast_work *work, const dark__assembly *assembly, dark_error *err) {
  dark__sum a, b = {0};
  dark_status status = dark__sum_make(&a, assembly->replicates, work->parts[0], work->n, err);
  if (status == DARK_OK) status = dark__sum_make(&b, assembly->replicates, work->parts[1], work->n, err);
  for (size_t l = 0; status == DARK_OK && l < assembly->n_levels; l++) {
    dark_contrast *out = &work->out[l].of;
    out->interval = assembly->interval;
    out->n_replicates = dark_replicates_n(assembly->replicates);
    if (a.is_drawn && b.is_drawn) status = read_replicates(out, &a, &b, assembly, err);
    else mark(out, DARK_REASON_BIT(DARK_REASON_NO_REPLICATES), true);
  }
  dark__sum_clear(&a);
  dark__sum_clear(&b);
  return status;
}

/* ---- from the intervals of two independent totals (MOVER) */

/* Donner & Zou 2012: the r at which b - r a = -+ sqrt(sum of squares of the distances to the limits of b and, times r, of a), so that it
   is 1 where the limit of the difference is 0. */
static double ratio_limit(double a, double to_a, double b, double to_b, bool is_lower) {
  const double of_a = to_a * (2 * a - to_a), of_b = to_b * (2 * b - to_b), root = sqrt(a * b * a * b - of_a * of_b);
  return is_lower ? of_b / (a * b + root) : (a * b + root) / of_a;
}

/* That the limit of one total is the number observed, or far from its estimate, says nothing of both. */
static const dark_reasons OF_ONE = DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED) | DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);

static void from_intervals(dark_contrast *out, const dark_row *a, const dark_row *b) {
  const dark_interval *x = &a->interval, *y = &b->interval;
  const bool has_both = x->type != DARK_INTERVAL_NONE && y->type != DARK_INTERVAL_NONE;
  mark(out, (x->reasons | y->reasons) & ~OF_ONE, x->unstable || y->unstable);
  if (!has_both) return;
  out->interval = x->type == y->type ? x->type : DARK_INTERVAL_MIXED;
  out->difference_lower = out->difference - hypot(b->total - y->lower, x->upper - a->total);
  out->difference_upper = out->difference + hypot(y->upper - b->total, a->total - x->lower);
  out->ratio_lower = ratio_limit(a->total, x->upper, b->total, y->lower, true);
  out->ratio_upper = ratio_limit(a->total, x->lower, b->total, y->upper, false);
}

/* ---- from standard errors of totals that were estimated together, given the model */

static dark_status error_of(double *out, const dark__assembly *assembly, const dark_detail *details, const size_t *parts,
                            size_t n, dark_error *err) {
  *out = n == 1 ? details[parts[0]].explanation.se : (double)NAN;
  return n > 1 ? dark__plan_sum_error(out, assembly->plan, parts, n, err) : DARK_OK;
}

/* As log-normal intervals of either total (Chao 1987) have it. */
static dark__log_normal_pair pair_of(const double hidden[2], const double se[2], double se_both) {
  const double covariance = (se_both * se_both - se[0] * se[0] - se[1] * se[1]) / 2;
  dark__log_normal_pair out = {.weight = 1};
  for (size_t side = 0; side < 2; side++) {
    out.mean[side] = log(hidden[side]);
    out.sd[side] = sqrt(log1p(pow(se[side] / hidden[side], 2)));
  }
  const double log_covariance = log1p(fmax(covariance / (hidden[0] * hidden[1]), -1));
  out.correlation = fmax(-1, fmin(log_covariance / (out.sd[0] * out.sd[1]), 1));
  return out;
}

static dark_status read_pair(dark_contrast *out, const dark__log_normal_pair *pair, const double known[2], dark_error *err) {
  const double low = (1 - out->level) / 2, high = (1 + out->level) / 2;
  dark_status status = dark__pair_difference(&out->difference_lower, pair, 1, known, low, err);
  if (status == DARK_OK) status = dark__pair_difference(&out->difference_upper, pair, 1, known, high, err);
  if (status == DARK_OK) status = dark__pair_ratio(&out->ratio_lower, pair, 1, known, low, err);
  if (status == DARK_OK) status = dark__pair_ratio(&out->ratio_upper, pair, 1, known, high, err);
  out->interval = DARK_INTERVAL_LOG_NORMAL;
  return status;
}

static bool is_selected(const dark__contrast_work *work, const dark__assembly *assembly, const dark_detail *details) {
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < work->n; i++)
      if (dark__part_is_estimated(assembly, work->parts[side][i]) && details[work->parts[side][i]].explanation.is_selected)
        return true;
  return false;
}

/* Parts that have an estimate, of either side behind each other. */
typedef struct together {
  size_t *parts;
  size_t n[2]; /* 0: they were not all estimated together */
} together;

static dark_status find_together(together *out, const dark__contrast_work *work, const dark__assembly *assembly,
                                 dark_error *err) {
  *out = (together){.parts = malloc((2 * work->n + 1) * sizeof *out->parts)};
  if (out->parts == NULL) return dark__fail_memory(err);
  out->n[0] = dark__parts_together(out->parts, assembly, work->parts[0], work->n);
  out->n[1] = dark__parts_together(out->parts + out->n[0], assembly, work->parts[1], work->n);
  const size_t n = out->n[0] + out->n[1];
  const bool is_one = out->n[0] > 0 && out->n[1] > 0 &&
                      dark__plan_group(assembly->plan, out->parts[0]) == dark__plan_group(assembly->plan, out->parts[n - 1]);
  if (!is_one) out->n[0] = out->n[1] = 0;
  return DARK_OK;
}

static dark_status find_errors(double se[3], const together *of, const dark__assembly *assembly, const dark_detail *details,
                               dark_error *err) {
  dark_status status = error_of(&se[0], assembly, details, of->parts, of->n[0], err);
  if (status == DARK_OK) status = error_of(&se[1], assembly, details, of->parts + of->n[0], of->n[1], err);
  if (status == DARK_OK) status = error_of(&se[2], assembly, details, of->parts, of->n[0] + of->n[1], err);
  return status;
}

static dark_status from_errors(dark__contrast_work *work, const dark__assembly *assembly, const dark_detail *details,
                               dark_error *err) {
  const dark_row *a = work->rows[0], *b = work->rows[1];
  const double known[] = {a->observed, b->observed}, hidden[] = {a->hidden, b->hidden};
  double se[3] = {NAN, NAN, NAN};
  together of;
  dark_status status = find_together(&of, work, assembly, err);
  if (status == DARK_OK && of.n[0] > 0) status = find_errors(se, &of, assembly, details, err);
  free(of.parts);
  const bool is_told = hidden[0] > 0 && hidden[1] > 0 && se[0] > 0 && se[1] > 0 && isfinite(se[2]);
  const dark_reason reason = is_told ? DARK_REASON_CONDITIONAL : DARK_REASON_NO_STANDARD_ERROR;
  for (size_t l = 0; status == DARK_OK && l < assembly->n_levels; l++) {
    const dark__log_normal_pair pair = pair_of(hidden, se, se[2]);
    if (is_told) status = read_pair(&work->out[l].of, &pair, known, err);
    if (!is_told || is_selected(work, assembly, details)) mark(&work->out[l].of, DARK_REASON_BIT(reason), false);
  }
  return status;
}

/* ---- from the joint distribution of totals that were estimated together */

static void take_limits(dark__contrast_work *work, const dark__pair_limits *limits, const dark__assembly *assembly) {
  for (size_t l = 0; l < assembly->n_levels; l++) {
    dark_contrast *out = &work->out[l].of;
    const bool is_guess = (limits[l].reasons & DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE)) != 0;
    out->difference_lower = limits[l].difference[0], out->difference_upper = limits[l].difference[1];
    out->ratio_lower = limits[l].ratio[0], out->ratio_upper = limits[l].ratio[1];
    if (isfinite(out->difference_lower)) out->interval = assembly->interval;
    mark(out, limits[l].reasons, is_guess);
  }
}

/* Those that are estimated together, all at once: their models are looked at once for all. */
typedef struct batch {
  together *members; /* [n] */
  dark__pair_of_sums *pairs;
  size_t *of; /* [n] which work */
  size_t n;
  dark__pair_limits *limits; /* [n x n_levels] */
} batch;

static dark_status open_batch(batch *out, size_t n, size_t n_levels, dark_error *err) {
  *out = (batch){.members = calloc(n + 1, sizeof *out->members),
                 .pairs = calloc(n + 1, sizeof *out->pairs),
                 .of = calloc(n + 1, sizeof *out->of),
                 .limits = calloc(n * n_levels + 1, sizeof *out->limits)};
  const bool is_complete = out->members != NULL && out->pairs != NULL && out->of != NULL && out->limits != NULL;
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static void close_batch(batch *of) {
  for (size_t i = 0; of->members != NULL && i < of->n; i++) free(of->members[i].parts);
  free(of->members);
  free(of->pairs);
  free(of->of);
  free(of->limits);
}

static dark_status add_to_batch(batch *to, dark__contrast_work *works, size_t i, const dark__assembly *assembly,
                                dark_error *err) {
  together *next = &to->members[to->n];
  const dark_status status = find_together(next, &works[i], assembly, err);
  if (status != DARK_OK) return status;
  if (next->n[0] == 0) { /* as it is for sums */
    free(next->parts);
    for (size_t l = 0; l < assembly->n_levels; l++) mark(&works[i].out[l].of, DARK_REASON_BIT(DARK_REASON_NOT_OFFERED), false);
    return DARK_OK;
  }
  to->pairs[to->n] = (dark__pair_of_sums){{next->parts, next->parts + next->n[0]}, {next->n[0], next->n[1]}};
  to->of[to->n++] = i;
  return DARK_OK;
}

static bool comes_together(const dark__contrast_work *work, const dark__assembly *assembly) {
  return has_estimate(work) && !work->is_apart && assembly->replicates == NULL && assembly->intervals != NULL;
}

static dark_status from_models(dark__contrast_work *works, size_t n, const dark__assembly *assembly, dark_error *err) {
  batch all;
  dark_status status = open_batch(&all, n, assembly->n_levels, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++)
    if (comes_together(&works[i], assembly)) status = add_to_batch(&all, works, i, assembly, err);
  if (status == DARK_OK)
    status = dark__plan_pair_limits(all.limits, assembly->plan, all.pairs, all.n, assembly->interval, assembly->levels,
                                    assembly->n_levels, err);
  for (size_t i = 0; status == DARK_OK && i < all.n; i++)
    take_limits(&works[all.of[i]], all.limits + i * assembly->n_levels, assembly);
  close_batch(&all);
  return status;
}

/* ---- together */

static dark_status limit_alone(dark__contrast_work *work, const dark__assembly *assembly, const dark_detail *details,
                               dark_error *err) {
  if (!has_estimate(work) || comes_together(work, assembly)) return DARK_OK;
  if (assembly->replicates != NULL) return from_replicates(work, assembly, err);
  if (!work->is_apart) return from_errors(work, assembly, details, err);
  for (size_t l = 0; l < assembly->n_levels; l++) from_intervals(&work->out[l].of, &work->rows[0][l], &work->rows[1][l]);
  return DARK_OK;
}

dark_status dark__contrasts_limit(dark__contrast_work *works, size_t n, const dark__assembly *assembly,
                                  const dark_detail *details, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) status = limit_alone(&works[i], assembly, details, err);
  return status == DARK_OK ? from_models(works, n, assembly, err) : status;
}
