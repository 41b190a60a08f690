/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/opposition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "resample/interval/limits.h"
#include "resample/interval/pairs.h"
#include "table/columns/categories.h"

/* ---- one side */

typedef struct view {
  const dark__opposed_side *side;
  const size_t *parts; /* of the target; NULL: there is none */
  size_t n_parts;
  dark__sum sum;
  double observed;
  dark_reasons reasons;
  bool is_partial; /* some part has no estimate */
} view;

static bool is_selected(const char *category, const char *level, const dark_group *wanted, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(wanted[i].name, category) == 0 && strcmp(wanted[i].members[0], DARK__LEVEL_ALL) != 0)
      return level != NULL && strcmp(level, wanted[i].members[0]) == 0;
  return level == NULL;
}

/* The target with these levels, all others being summed over; n_targets when the table has none. */
static size_t find_target(const dark_plan *plan, const dark_group *wanted, size_t n) {
  const dark_table *table = dark_plan_table(plan);
  for (size_t t = 0; t < dark_plan_n_targets(plan); t++) {
    bool is_it = true;
    for (size_t c = 0; c < dark_table_n_categories(table) && is_it; c++)
      is_it = is_selected(dark_table_category_name(table, c), dark_plan_target_level(plan, t, c), wanted, n);
    if (is_it) return t;
  }
  return dark_plan_n_targets(plan);
}

static dark_status open_view(view *of, const dark__opposed_side *side, dark_error *err) {
  *of = (view){.side = side};
  if (side->replicates == NULL) return DARK_OK;
  const dark_plan *plan = side->plan;
  const size_t target = find_target(plan, side->category, side->n_category);
  if (target == dark_plan_n_targets(plan)) return DARK_OK;
  of->parts = dark_plan_target_parts(plan, target, &of->n_parts);
  const dark_status status = dark__sum_make(&of->sum, side->replicates, of->parts, of->n_parts, err);
  for (size_t i = 0; status == DARK_OK && i < of->n_parts; i++) {
    const dark_reason reason = dark_plan_estimate(plan, of->parts[i])->reason;
    const bool is_spread = reason == DARK_REASON_CATEGORY_MISSING; /* the other parts have these people */
    if (is_spread || reason == DARK_N_REASONS) of->observed += dark_plan_n_observed(plan, of->parts[i]);
    else of->is_partial = true;
    if (!is_spread && reason != DARK_N_REASONS) of->reasons |= DARK_REASON_BIT(reason);
  }
  return status;
}

static bool has_estimate(const view *of) { return of->parts != NULL && isfinite(of->sum.estimate); }

/* ---- both sides speak of the same categories */

static bool has_value(const dark__opposed_side *side, const char *category) {
  for (size_t i = 0; i < side->n_category; i++)
    if (strcmp(side->category[i].name, category) == 0 && strcmp(side->category[i].members[0], DARK__LEVEL_ALL) != 0) return true;
  return false;
}

/* A category of which each side has a value of its own sets nothing apart. */
static bool same_levels(const view *of, size_t stratum_a, const view *in, size_t stratum_b) {
  const dark_table *a = of->side->table, *b = in->side->table;
  const size_t n = dark_table_n_categories(a);
  if (n != dark_table_n_categories(b)) return false;
  for (size_t c = 0; c < n; c++) {
    const char *name = dark_table_category_name(a, c);
    if (strcmp(dark_table_level_name(a, c, dark_table_stratum_level(a, stratum_a, c)),
               dark_table_level_name(b, c, dark_table_stratum_level(b, stratum_b, c))) != 0 &&
        !(has_value(of->side, name) && has_value(in->side, name)))
      return false;
  }
  return true;
}

static bool has_counterpart(const view *of, size_t i, const view *in) {
  for (size_t k = 0; k < in->n_parts; k++)
    if (dark__sum_has(&in->sum, k) && same_levels(of, of->parts[i], in, in->parts[k])) return true;
  return false;
}

static bool covers(const view *a, const view *b) {
  for (size_t i = 0; i < a->n_parts; i++)
    if (dark__sum_has(&a->sum, i) && !has_counterpart(a, i, b)) return false;
  return true;
}

/* Where nothing is missing the scenarios themselves say who is meant; else the same categories must be left. */
static bool are_comparable(const view *a, const view *b) {
  return (!a->is_partial && !b->is_partial) || (covers(a, b) && covers(b, a));
}

/* ---- acceleration: one case less, on both sides at once */

/* The total without one case of a cell; that of all people where the scenario leaves the cell out, or another target has it. */
static double without_case(const view *of, const dark__opposition *between, bool is_other, size_t cell) {
  size_t part, record;
  if (!between->find(&part, &record, between->context, is_other, cell)) return of->sum.estimate;
  return dark__sum_without(&of->sum, part, record);
}

typedef struct accelerations {
  double difference, ratio; /* NaN where there is none */
} accelerations;

static double accelerate(const double *estimates, const dark_record *cells, size_t n) {
  double cubes = 0, squares = 0;
  return dark__acceleration_add(&cubes, &squares, cells, estimates, n) ? dark__acceleration(cubes, squares) : (double)NAN;
}

static dark_status find_accelerations(accelerations *out, const dark__opposition *between, const view *a, const view *b,
                                      dark_error *err) {
  const size_t n = between->n_cells;
  double *differences = calloc(n + 1, sizeof *differences), *ratios = calloc(n + 1, sizeof *ratios);
  dark_record *cells = calloc(n + 1, sizeof *cells);
  dark_status status = differences == NULL || ratios == NULL || cells == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    const double x = without_case(a, between, false, i), y = without_case(b, between, true, i);
    cells[i].count = between->people[i];
    differences[i] = y - x;
    ratios[i] = y / x;
  }
  if (status == DARK_OK) *out = (accelerations){accelerate(differences, cells, n), accelerate(ratios, cells, n)};
  free(differences);
  free(ratios);
  free(cells);
  return status;
}

/* ---- intervals */

static dark_status fill_intervals(dark_contrast *out, const dark__opposition *between, const view *a, const view *b,
                                  dark_error *err) {
  dark__pairs of;
  accelerations by = {(double)NAN, (double)NAN};
  dark_status status = dark__pairs_make(&of, &a->sum, &b->sum, out->is_paired ? 0 : 1, err);
  if (status == DARK_OK && out->interval == DARK_INTERVAL_BCA) status = find_accelerations(&by, between, a, b, err);
  dark__change difference = {.estimate = out->difference, .acceleration = by.difference};
  dark__change ratio = {.estimate = out->ratio, .acceleration = by.ratio};
  if (status == DARK_OK) {
    out->n_replicates = dark_replicates_n(a->sum.replicates);
    out->n_failed = of.n_failed;
    const dark_reasons unstable = dark__pairs_limits(&difference, &ratio, &of, out->n_replicates, out->interval, out->level);
    if (unstable != 0) out->state = DARK_STATE_UNSTABLE;
    out->reasons |= unstable;
    out->difference_lower = difference.lower, out->difference_upper = difference.upper;
    out->ratio_lower = ratio.lower, out->ratio_upper = ratio.upper;
  }
  dark__pairs_clear(&of);
  return status;
}

/* ---- the contrast */

static void fill_estimates(dark_contrast *out, const view *a, const view *b) {
  if (has_estimate(a)) out->baseline_total = a->sum.estimate, out->baseline_observed = a->observed;
  if (has_estimate(b)) out->other_total = b->sum.estimate, out->other_observed = b->observed;
  out->reasons = a->reasons | b->reasons;
  out->state = DARK_STATE_NO_ESTIMATE;
  if (!has_estimate(a) || !has_estimate(b)) return;
  if (!are_comparable(a, b)) {
    out->reasons |= DARK_REASON_BIT(DARK_REASON_PART_FAILED);
    return;
  }
  out->state = a->is_partial ? DARK_STATE_PARTIAL : DARK_STATE_OK;
  if (a->is_partial) out->reasons |= DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  out->difference = out->other_total - out->baseline_total;
  out->ratio = out->other_total / out->baseline_total;
}

static dark_status compare(dark_contrast *out, const dark__opposition *between, const view *a, const view *b, dark_error *err) {
  fill_estimates(out, a, b);
  if (out->state == DARK_STATE_NO_ESTIMATE) return DARK_OK;
  if (a->sum.is_drawn && b->sum.is_drawn && dark_replicates_n(a->sum.replicates) > 0)
    return fill_intervals(out, between, a, b, err);
  out->reasons |= DARK_REASON_BIT(DARK_REASON_NO_REPLICATES);
  out->state = DARK_STATE_UNSTABLE;
  return DARK_OK;
}

dark_status dark__opposition_make(dark_contrast *out, const dark__opposition *between, const dark__opposed_side *baseline,
                                  const dark__opposed_side *other, dark_interval_type type, double level, dark_error *err) {
  const double none = (double)NAN;
  *out = (dark_contrast){.baseline_observed = none,
                         .baseline_total = none,
                         .other_observed = none,
                         .other_total = none,
                         .difference = none,
                         .ratio = none,
                         .level = level,
                         .difference_lower = none,
                         .difference_upper = none,
                         .ratio_lower = none,
                         .ratio_upper = none};
  if (!(level > 0 && level < 1)) return dark__fail(err, DARK_EUSAGE, "level %g is not between 0 and 1", level);
  out->is_paired = between->is_paired;
  out->interval = type == DARK_INTERVAL_BCA && out->is_paired ? DARK_INTERVAL_BCA : DARK_INTERVAL_PERCENTILE;
  view a, b = {0};
  dark_status status = open_view(&a, baseline, err);
  if (status == DARK_OK) status = open_view(&b, other, err);
  if (status == DARK_OK) status = compare(out, between, &a, &b, err);
  dark__sum_clear(&a.sum);
  dark__sum_clear(&b.sum);
  return status;
}
