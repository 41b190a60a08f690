/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "result/contrast.h"

/* Nobody is there, or nobody of whom anything is said apart from the others. */
static bool is_empty(const dark__assembly *assembly, size_t part) {
  const dark_reason reason = dark_plan_estimate(assembly->plan, part)->reason;
  return reason == DARK_REASON_NO_RECORDS || reason == DARK_REASON_CATEGORY_MISSING || reason == DARK_REASON_CATEGORY_DROPPED;
}

/* People whom one total leaves out, for want of an estimate, must not be in the other. */
static bool are_comparable(const dark__contrast_work *work, const dark__assembly *assembly) {
  for (size_t i = 0; i < work->n; i++) {
    const size_t a = work->parts[0][i], b = work->parts[1][i];
    if (dark__part_is_estimated(assembly, a) != dark__part_is_estimated(assembly, b) && !is_empty(assembly, a) &&
        !is_empty(assembly, b))
      return false;
  }
  return true;
}

static dark_reasons reasons_of(const dark_row *row) { return row->reasons & ~row->interval.reasons; }

static void fill_estimates(dark_contrast *out, const dark_row *a, const dark_row *b) {
  const double none = (double)NAN;
  *out = (dark_contrast){.baseline_observed = a->observed,
                         .baseline_total = a->total,
                         .other_observed = b->observed,
                         .other_total = b->total,
                         .difference = none,
                         .ratio = none,
                         .level = a->interval.level,
                         .difference_lower = none,
                         .difference_upper = none,
                         .ratio_lower = none,
                         .ratio_upper = none,
                         .state = DARK_STATE_NO_ESTIMATE,
                         .reasons = reasons_of(a) | reasons_of(b)};
}

static void fill_change(dark_contrast *out) {
  const bool is_partial = (out->reasons & DARK_REASON_BIT(DARK_REASON_PART_FAILED)) != 0;
  const bool is_guess = (out->reasons & DARK_REASON_BIT(DARK_REASON_SEARCH_INCOMPLETE)) != 0;
  out->difference = out->other_total - out->baseline_total;
  out->ratio = out->baseline_total > 0 ? out->other_total / out->baseline_total : (double)NAN;
  out->state = is_guess ? DARK_STATE_UNSTABLE : is_partial ? DARK_STATE_PARTIAL : DARK_STATE_OK;
}

static bool has_level(const dark__assembly *assembly, size_t target, size_t category, const char *level) {
  for (size_t c = 0; c < dark_table_n_categories(assembly->table); c++) {
    const char *own = dark_plan_target_level(assembly->plan, target, c);
    if (c == category ? own != level : own != NULL) return false;
  }
  return true;
}

/* The total of a value, all other categories being summed over. */
static size_t find_target(const dark__assembly *assembly, size_t category, const char *level) {
  size_t target = 0;
  while (target < dark_plan_n_targets(assembly->plan) && !has_level(assembly, target, category, level)) target++;
  return target;
}

void dark__contrast_begin(dark__contrast_work *work, const dark__assembly *assembly, const dark_row *rows,
                          const dark__contrast_pair *pair) {
  const char *levels[] = {dark_table_level_name(assembly->table, pair->category, pair->baseline),
                          dark_table_level_name(assembly->table, pair->category, pair->other)};
  for (size_t side = 0; side < 2; side++) {
    const size_t target = find_target(assembly, pair->category, levels[side]);
    work->parts[side] = dark_plan_target_parts(assembly->plan, target, &work->n);
    work->rows[side] = rows + target * assembly->n_levels;
  }
  for (size_t l = 0; l < assembly->n_levels; l++) {
    dark_contrast *out = &work->out[l].of;
    work->out[l] = (dark_category_contrast){
        .category = dark_table_category_name(assembly->table, pair->category), .baseline = levels[0], .other = levels[1]};
    fill_estimates(out, &work->rows[0][l], &work->rows[1][l]);
    if (isnan(out->baseline_total) || isnan(out->other_total)) continue;
    if (are_comparable(work, assembly)) fill_change(out);
    else out->reasons |= DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  }
}
