/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/estimator.h"
#include "estimator/interval.h"
#include "estimator/strata.h"
#include "lattice/chao_bound.h"
#include "result/assembly.h"
#include "result/sum_interval.h"

/* The parts that a row sums over. */
typedef struct span {
  size_t target; /* dark_plan_n_targets for the pooled part */
  const size_t *parts;
  size_t n_parts;
  size_t n_estimated;
  size_t n_spread; /* whose people are counted in others */
} span;

static int is_pooled(const dark__assembly *assembly, const span *s) { return s->target == dark_plan_n_targets(assembly->plan); }

static int is_spread(const dark__assembly *assembly, size_t part) {
  return dark_plan_estimate(assembly->plan, part)->reason == DARK_REASON_CATEGORY_MISSING;
}

static span span_of(const dark__assembly *assembly, size_t target, const size_t *pooled_part) {
  span s = {.target = target, .parts = pooled_part, .n_parts = 1};
  if (!is_pooled(assembly, &s)) s.parts = dark_plan_target_parts(assembly->plan, target, &s.n_parts);
  for (size_t i = 0; i < s.n_parts; i++) {
    s.n_estimated += dark__part_is_estimated(assembly, s.parts[i]) ? 1 : 0;
    s.n_spread += is_spread(assembly, s.parts[i]) ? 1 : 0;
  }
  return s;
}

/* The name that all parts share, "mixed" when they differ. Only parts with an estimate count, if there are any; a part whose method
   ran and found none gives its name too when there are not. */
static const char *method_of(const dark__assembly *assembly, const span *s) {
  const char *method = NULL;
  for (size_t i = 0; i < s->n_parts; i++) {
    const size_t part = s->parts[i];
    if (s->n_estimated > 0 && !dark__part_is_estimated(assembly, part)) continue;
    if (dark_plan_estimator(assembly->plan, part) == NULL) continue;
    const char *name = dark__part_method(assembly, part);
    if (method != NULL && strcmp(method, name) != 0) return "mixed";
    method = name;
  }
  return method != NULL ? method : assembly->asked_method;
}

/* The model of a part, or that of several which were estimated together. */
static const char *model_of(const dark__assembly *assembly, const span *s) {
  size_t first = s->n_parts;
  for (size_t i = 0; i < s->n_parts; i++) {
    if (s->n_parts > 1 && !dark__part_is_estimated(assembly, s->parts[i])) continue;
    if (first == s->n_parts) first = i;
    if (dark__plan_group(assembly->plan, s->parts[i]) != dark__plan_group(assembly->plan, s->parts[first])) return "";
  }
  return first < s->n_parts ? dark__part_model(assembly, s->parts[first]) : "";
}

static dark_status name_row(dark_row *row, const dark__assembly *assembly, const span *s, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(assembly->table);
  row->levels = dark__arena_take(assembly->arena, n_categories, sizeof *row->levels);
  if (row->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++) {
    const char *level = is_pooled(assembly, s) ? NULL : dark_plan_target_level(assembly->plan, s->target, c);
    row->levels[c] = level != NULL ? level : "(all)";
  }
  row->target = s->target;
  row->method = method_of(assembly, s);
  row->lists = assembly->lists;
  row->model = model_of(assembly, s);
  return row->model != NULL ? DARK_OK : dark__fail_memory(err);
}

static int is_incomplete(const dark__assembly *assembly, size_t part) {
  return dark_plan_estimate(assembly->plan, part)->is_incomplete ||
         (assembly->replicates != NULL && dark_replicates_n_incomplete(assembly->replicates, part) > 0);
}

/* What the estimate of a part must carry into every sum. */
static dark_reasons reasons_of_part(const dark__assembly *assembly, size_t part) {
  const size_t n_lists = dark_plan_n_lists(assembly->plan, part);
  dark_reasons reasons = 0;
  const int departs = dark_plan_departs(assembly->plan, part);
  if (n_lists == 2 && !departs) reasons |= DARK_REASON_BIT(DARK_REASON_INDEPENDENCE_UNTESTABLE);
  if (n_lists == 6 && dark_plan_max_order(assembly->plan, part) == 2) reasons |= DARK_REASON_BIT(DARK_REASON_ORDER2_ONLY);
  if (is_incomplete(assembly, part)) reasons |= DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE);
  return reasons;
}

/* Below Chao's bound, of a sum below that of its parts together: where the models are right bound and estimate are the same but for chance, and
   the difference of each part has the standard error hidden x error. Parts whose estimate no bound bears on are left out on both sides. */
static int is_below_chao(const dark__assembly *assembly, const span *s, const dark_detail *details) {
  dark_bound all = {.n_pairs = 0};
  double hidden = 0, variance = 0;
  if (!dark__parts_are_apart(assembly, s->parts, s->n_parts)) return 0;
  for (size_t i = 0; i < s->n_parts; i++) {
    const dark_bound *own = &details[s->parts[i]].explanation.bound;
    if (!dark__part_is_estimated(assembly, s->parts[i]) || own->n_pairs == 0 || !(own->error > 0)) continue;
    const double part_hidden = dark_plan_estimate(assembly->plan, s->parts[i])->hidden;
    all.n_pairs += own->n_pairs;
    all.hidden += own->hidden;
    hidden += part_hidden;
    variance += part_hidden * part_hidden * own->error * own->error;
  }
  all.error = hidden > 0 ? sqrt(variance) / hidden : 0;
  dark__bound_compare(&all, hidden);
  return dark__is_below_bound(&all);
}

static void sum_estimates(dark_row *row, const dark__assembly *assembly, const span *s, const dark_detail *details) {
  row->observed = row->excluded = row->hidden = row->total = 0;
  for (size_t i = 0; i < s->n_parts; i++) {
    const size_t part = s->parts[i];
    const dark_estimate *estimate = dark_plan_estimate(assembly->plan, part);
    if (is_spread(assembly, part)) { /* seen people whom the others have among their hidden ones */
      row->observed += dark_plan_n_observed(assembly->plan, part);
      row->hidden -= dark_plan_n_observed(assembly->plan, part);
      continue;
    }
    if (estimate->reason != DARK_N_REASONS) {
      row->excluded += dark_plan_n_observed(assembly->plan, part);
      continue;
    }
    row->observed += dark_plan_n_observed(assembly->plan, part);
    row->hidden += estimate->hidden;
    row->total += estimate->total;
    row->reasons |= reasons_of_part(assembly, part);
  }
  if (s->n_estimated + s->n_spread < s->n_parts) row->reasons |= DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  if (is_below_chao(assembly, s, details)) row->reasons |= DARK_REASON_BIT(DARK_REASON_BELOW_CHAO);
}

static double error_of(const dark_explanation *explanation, double hidden) {
  (void)hidden;
  return explanation->se;
}

/* Those of its parts that have an estimate; *n is 0 unless they were all estimated together. The caller frees. */
static dark_status find_together(size_t **together, size_t *n, const dark__assembly *assembly, const span *s, dark_error *err) {
  *together = malloc((s->n_parts + 1) * sizeof **together);
  if (*together == NULL) return dark__fail_memory(err);
  *n = dark__parts_together(*together, assembly, s->parts, s->n_parts);
  return DARK_OK;
}

/* Of strata that were estimated together their method knows it, or nobody. */
static dark_status error_together(double *out, const dark__assembly *assembly, const span *s, dark_error *err) {
  size_t *together, n = 0;
  *out = NAN;
  dark_status status = find_together(&together, &n, assembly, s, err);
  if (status == DARK_OK && n > 0) status = dark__plan_sum_error(out, assembly->plan, together, n, err);
  free(together);
  return status;
}

/* Of independent strata variances add up. NaN when a part has no analytic standard error. */
static dark_status sum_errors(double *out, const dark__assembly *assembly, const span *s, const dark_detail *details,
                              double (*error)(const dark_explanation *, double), dark_error *err) {
  double variance = 0;
  if (!dark__parts_are_apart(assembly, s->parts, s->n_parts)) return error_together(out, assembly, s, err);
  for (size_t i = 0; i < s->n_parts; i++) {
    const size_t part = s->parts[i];
    if (!dark__part_is_estimated(assembly, part)) continue;
    const double se = error(&details[part].explanation, dark_plan_estimate(assembly->plan, part)->hidden);
    variance += se * se;
  }
  *out = sqrt(variance);
  return DARK_OK;
}

/* Replicate r of the row; NaN when any part fails in it or was not resampled at all. */
static double replicate_at(const dark__assembly *assembly, const span *s, size_t r) {
  double sum = 0;
  for (size_t i = 0; i < s->n_parts; i++) {
    if (!dark__part_is_estimated(assembly, s->parts[i])) continue;
    const double *totals = dark_replicates_part(assembly->replicates, s->parts[i]);
    sum += totals != NULL ? totals[r] : NAN;
  }
  return sum;
}

static double replicated_se(const dark__assembly *assembly, const span *s) {
  const size_t n = dark_replicates_n(assembly->replicates);
  if (n < 2) return NAN;
  const double first = replicate_at(assembly, s, 0); /* as origin: equal replicates then spread by exactly 0 */
  double sum = 0, squares = 0;
  for (size_t r = 0; r < n; r++) {
    const double deviation = replicate_at(assembly, s, r) - first;
    sum += deviation;
    squares += deviation * deviation;
  }
  const double variance = (squares - sum * sum / (double)n) / (double)(n - 1);
  return isfinite(variance) ? sqrt(fmax(variance, 0)) : NAN;
}

static dark_status from_replicates(dark_row *row, const dark__assembly *assembly, const span *s, double level, dark_error *err) {
  const dark_replicates *replicates = assembly->replicates;
  const dark_status status =
      is_pooled(assembly, s) ? dark_interval_compute_part(&row->interval, replicates, s->parts[0], assembly->interval, level, err)
                             : dark_interval_compute(&row->interval, replicates, s->target, assembly->interval, level, err);
  row->n_replicates = dark_replicates_n(replicates);
  row->n_failed = row->interval.n_failed;
  if (dark_plan_resample(assembly->plan) == DARK_RESAMPLE_PARAMETRIC) row->reasons |= DARK_REASON_BIT(DARK_REASON_PARAMETRIC);
  return status;
}

/* Of strata that were estimated together the limits of a sum are no sum of limits. */
static dark_status from_group(dark_row *row, const dark__assembly *assembly, const span *s, size_t l, dark_error *err) {
  size_t *together, n = 0;
  dark_status status = find_together(&together, &n, assembly, s, err);
  if (status == DARK_OK && n > 0)
    status = dark__plan_sum_interval(&row->interval, assembly->plan, together, n, assembly->interval, assembly->levels[l], err);
  free(together);
  return status;
}

/* From the intervals of the parts that have an estimate, if these are independent; `l` is the index of the level. */
static dark_status from_parts(dark_row *row, const dark__assembly *assembly, const span *s, size_t l, dark_error *err) {
  row->interval = dark__interval_none(assembly->levels[l]);
  row->interval.reasons = DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  if (!dark__parts_are_apart(assembly, s->parts, s->n_parts)) return from_group(row, assembly, s, l, err);
  dark__summand *summands = malloc((s->n_parts + 1) * sizeof *summands);
  if (summands == NULL) return dark__fail_memory(err);
  size_t n = 0;
  for (size_t i = 0; i < s->n_parts; i++)
    if (dark__part_is_estimated(assembly, s->parts[i]))
      summands[n++] = (dark__summand){.total = dark_plan_estimate(assembly->plan, s->parts[i])->total,
                                      .interval = assembly->intervals[s->parts[i] * assembly->n_levels + l]};
  row->interval = dark__sum_interval(summands, n, assembly->levels[l]);
  free(summands);
  return DARK_OK;
}

/* From standard errors, given the models. */
static dark_status from_error(dark_row *row, const dark__assembly *assembly, const span *s, const dark_detail *details,
                              double level, dark_error *err) {
  double se;
  const dark_status status = sum_errors(&se, assembly, s, details, dark__log_normal_se, err);
  if (status != DARK_OK) return status;
  row->interval = dark__interval_log_normal(row->observed, row->hidden, se, level);
  if (row->interval.type == DARK_INTERVAL_NONE) return DARK_OK;
  for (size_t i = 0; i < s->n_parts; i++)
    if (dark__part_is_estimated(assembly, s->parts[i]) && details[s->parts[i]].explanation.is_selected)
      row->interval.reasons |= DARK_REASON_BIT(DARK_REASON_CONDITIONAL);
  return DARK_OK;
}

static dark_status fill_interval(dark_row *row, const dark__assembly *assembly, const span *s, const dark_detail *details,
                                 size_t l, dark_error *err) {
  dark_status status = DARK_OK;
  if (assembly->replicates != NULL) status = from_replicates(row, assembly, s, assembly->levels[l], err);
  else if (assembly->intervals != NULL) status = from_parts(row, assembly, s, l, err);
  else status = from_error(row, assembly, s, details, assembly->levels[l], err);
  if (status == DARK_OK) dark__interval_guard(&row->interval, row->total);
  row->reasons |= row->interval.reasons;
  return status;
}

/* The state column holds one word. That an interval must not be relied on outweighs that a sum leaves categories out, which the
   reasons and `excluded` still say. */
static dark_state state_of(const dark_row *row, const span *s) {
  const int is_guess = (row->reasons & DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE)) != 0;
  const int is_borrowed = s->n_parts == 1 && (row->reasons & DARK_REASON_BIT(DARK_REASON_BORROWED)) != 0;
  if (row->interval.unstable || is_guess || is_borrowed) return DARK_STATE_UNSTABLE;
  return s->n_estimated + s->n_spread < s->n_parts ? DARK_STATE_PARTIAL : DARK_STATE_OK;
}

static dark_status fill_estimate(dark_row *row, const dark__assembly *assembly, const span *s, const dark_detail *details,
                                 size_t l, dark_error *err) {
  sum_estimates(row, assembly, s, details);
  for (size_t i = 0; i < s->n_parts; i++) row->reasons |= details[s->parts[i]].explanation.reasons;
  dark_status status = DARK_OK;
  if (assembly->replicates != NULL) row->se = replicated_se(assembly, s);
  else status = sum_errors(&row->se, assembly, s, details, error_of, err);
  if (status != DARK_OK) return status;
  if (assembly->replicates == NULL && isnan(row->se)) row->reasons |= DARK_REASON_BIT(DARK_REASON_NO_STANDARD_ERROR);
  status = fill_interval(row, assembly, s, details, l, err);
  row->state = state_of(row, s);
  return status;
}

/* Two lists that share nobody still say how many people there must be at least, if they are independent. */
static void limit_from_below(dark_row *row, const dark__assembly *assembly, size_t part, double level) {
  dark__margins margins = dark__margins_start(assembly->table);
  dark__part_margins(&margins, assembly, part);
  if (dark__margins_n_caught(&margins) != 2 || dark_plan_departs(assembly->plan, part)) return;
  double sizes[2] = {0, 0};
  for (size_t l = 0, n = 0; l < margins.n_lists; l++)
    if (dark__margins_has(&margins, l)) sizes[n++] = margins.sizes[l];
  row->interval = dark__interval_exact(sizes[0], sizes[1], 0, level);
  row->reasons |= row->interval.reasons | DARK_REASON_BIT(DARK_REASON_INDEPENDENCE_UNTESTABLE);
}

static void fill_absence(dark_row *row, const dark__assembly *assembly, const span *s, double level) {
  row->state = DARK_STATE_NO_ESTIMATE;
  row->hidden = row->total = row->se = NAN;
  row->interval = dark__interval_none(level);
  for (size_t i = 0; i < s->n_parts; i++) {
    row->observed += dark_plan_n_observed(assembly->plan, s->parts[i]);
    row->reasons |= DARK_REASON_BIT(dark_plan_estimate(assembly->plan, s->parts[i])->reason);
  }
  const int is_alone = s->n_parts == 1;
  if (is_alone && dark_plan_estimate(assembly->plan, s->parts[0])->reason == DARK_REASON_NO_OVERLAP)
    limit_from_below(row, assembly, s->parts[0], level);
}

dark_status dark__rows_fill(dark_row *rows, const dark__assembly *assembly, const dark_detail *details, size_t target,
                            dark_error *err) {
  const size_t pooled_part = dark_plan_pooled_part(assembly->plan);
  const span s = span_of(assembly, target, &pooled_part);
  dark_row shared = {0};
  dark_status status = name_row(&shared, assembly, &s, err);
  for (size_t l = 0; status == DARK_OK && l < assembly->n_levels; l++) {
    rows[l] = shared;
    if (s.n_estimated == 0) fill_absence(&rows[l], assembly, &s, assembly->levels[l]);
    else status = fill_estimate(&rows[l], assembly, &s, details, l, err);
  }
  return status;
}
