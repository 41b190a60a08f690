/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"
#include "estimator/interval.h"
#include "estimator/strata.h"
#include "result/assembly.h"

static const double DISTANCES[] = {2, 6, 10};
enum { N_DISTANCES = sizeof DISTANCES / sizeof DISTANCES[0], MOST_RANKED = 10000 };

static const char *level_of_part(const dark__assembly *assembly, size_t part, size_t category) {
  if (part == dark_plan_pooled_part(assembly->plan)) return "(all)";
  const size_t level = dark_table_stratum_level(assembly->table, part, category);
  return dark_table_level_name(assembly->table, category, level);
}

static dark_status name_part(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(assembly->table);
  detail->levels = dark__arena_take(assembly->arena, n_categories, sizeof *detail->levels);
  if (detail->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_categories; c++) detail->levels[c] = level_of_part(assembly, detail->part, c);
  detail->method = dark__part_method(assembly, detail->part);
  detail->model = dark__part_model(assembly, detail->part);
  return detail->model != NULL ? DARK_OK : dark__fail_memory(err);
}

static dark_overlap overlap_of(const dark__margins *margins, size_t a, size_t b) {
  const double n_both = margins->overlaps[a][b];
  return (dark_overlap){a, b, n_both, n_both / margins->sizes[b], n_both / margins->sizes[a]};
}

static dark_status fill_overlaps(dark_detail *detail, const dark__assembly *assembly, const dark__margins *margins,
                                 dark_error *err) {
  const size_t n_caught = dark__margins_n_caught(margins);
  detail->overlaps = dark__arena_take(assembly->arena, n_caught * n_caught / 2, sizeof *detail->overlaps);
  if (detail->overlaps == NULL) return dark__fail_memory(err);
  for (size_t a = 0; a < margins->n_lists; a++)
    for (size_t b = a + 1; b < margins->n_lists; b++)
      if (dark__margins_has(margins, a) && dark__margins_has(margins, b))
        detail->overlaps[detail->n_overlaps++] = overlap_of(margins, a, b);
  return DARK_OK;
}

static dark_status fill_list_sizes(dark_detail *detail, const dark__assembly *assembly, const dark__margins *margins,
                                   dark_error *err) {
  detail->list_sizes = dark__arena_take(assembly->arena, margins->n_lists, sizeof *detail->list_sizes);
  if (detail->list_sizes == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < margins->n_lists; l++)
    detail->list_sizes[dark_table_list_position(assembly->table, l)] = margins->sizes[l];
  return DARK_OK;
}

/* In the input's order. */
static dark_status fill_empty_lists(dark_detail *detail, const dark__assembly *assembly, const dark__margins *margins,
                                    dark_error *err) {
  detail->empty_lists = dark__arena_take(assembly->arena, margins->n_lists, sizeof *detail->empty_lists);
  if (detail->empty_lists == NULL) return dark__fail_memory(err);
  for (size_t position = 0; position < margins->n_lists; position++)
    for (size_t l = 0; l < margins->n_lists; l++)
      if (dark_table_list_position(assembly->table, l) == position && !dark__margins_has(margins, l))
        detail->empty_lists[detail->n_empty_lists++] = dark_table_list_name(assembly->table, l);
  return DARK_OK;
}

static dark_status fill_explanation(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  dark_error why = DARK_ERROR_INIT;
  const dark_status status = dark_plan_explain(&detail->explanation, assembly->plan, detail->part, &why);
  if (status == DARK_ENUMERIC) { /* the estimate stands by itself */
    detail->explanation = (dark_explanation){.se = NAN, .reasons = DARK_REASON_BIT(DARK_REASON_NOT_CONVERGED)};
    return DARK_OK;
  }
  if (status != DARK_OK) return dark__fail(err, status, "%s", why.message);
  detail->has_explanation = 1;
  const dark_bound *bound = &detail->explanation.bound;
  if (bound->n_pairs > 0) detail->chao_lower_bound = detail->observed + bound->hidden;
  if (!detail->explanation.is_average && detail->explanation.priors[0] == 0)
    detail->conditional =
        dark__interval_log_normal(detail->observed, detail->estimate.hidden, detail->explanation.se, assembly->levels[0]);
  dark__interval_guard(&detail->conditional, detail->estimate.total);
  return dark__residuals_fill(detail, assembly, err);
}

/* Candidates stand best first. Models that are mathematically on the edge (differing by a whole number of parameters) are taken in:
   1e-9 relative. */
static dark_range range_within(const dark_candidate *candidates, size_t n, double distance) {
  dark_range range = {.distance = distance, .lowest = NAN, .highest = NAN};
  const double best = candidates[0].criterion;
  for (size_t i = 0; i < n; i++) {
    if (!(candidates[i].criterion <= best + distance + 1e-9 * fabs(best))) break;
    range.lowest = fmin(range.lowest, candidates[i].total);
    range.highest = fmax(range.highest, candidates[i].total);
    range.n_models++;
  }
  range.is_cut = range.n_models == MOST_RANKED;
  return range;
}

/* Methods that rank no models have no ranges, nor have tables on which too many models come near or one does not converge. */
static dark_status fill_ranges(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  dark_candidate *candidates = NULL;
  size_t n = 0;
  dark_error why = DARK_ERROR_INIT;
  const dark_status status =
      dark_plan_rank(&candidates, &n, assembly->plan, detail->part, MOST_RANKED, DISTANCES[N_DISTANCES - 1], &why);
  if (status == DARK_EUSAGE || status == DARK_ELIMIT || status == DARK_ENUMERIC) return DARK_OK;
  if (status != DARK_OK) return dark__fail(err, status, "%s", why.message);
  if (n > 0) {
    for (size_t d = 0; d < N_DISTANCES; d++) detail->ranges[d] = range_within(candidates, n, DISTANCES[d]);
    detail->n_ranges = N_DISTANCES;
    detail->criterion = candidates[0].criterion == candidates[0].aic ? "AIC" : "BIC";
  }
  free(candidates);
  return DARK_OK;
}

static dark_status fill_estimated(dark_detail *detail, const dark__assembly *assembly, dark_error *err) {
  dark_status status = fill_explanation(detail, assembly, err);
  if (status == DARK_OK) status = fill_ranges(detail, assembly, err);
  if (status == DARK_OK) status = dark__wins_fill(detail, assembly, err);
  if (status == DARK_OK) status = dark__influences_fill(detail, assembly, err);
  return status;
}

/* People on two lists are what a stratum says of its own number; of one or two of them it says next to nothing. */
enum { FEWEST_CAUGHT_AGAIN = 3 };

/* A stratum that has no estimate by itself, or hardly one, has only what the others lend it, where they are estimated together. */
static void say_if_borrowed(dark_detail *detail, const dark__margins *margins) {
  const bool has_own =
      dark__margins_obstacle(margins) == DARK_N_REASONS && margins->n_observed - margins->captures[1] >= FEWEST_CAUGHT_AGAIN;
  if (detail->n_together > 1 && !has_own) detail->explanation.reasons |= DARK_REASON_BIT(DARK_REASON_BORROWED);
}

dark_status dark__detail_fill(dark_detail *detail, const dark__assembly *assembly, size_t part, dark_error *err) {
  dark__margins margins = dark__margins_start(assembly->table);
  dark__part_margins(&margins, assembly, part);
  detail->part = part;
  detail->estimate = *dark_plan_estimate(assembly->plan, part);
  detail->goodness = assembly->goodness != NULL ? assembly->goodness[part] : (dark_goodness){.p = NAN};
  detail->lists = dark__plan_lists(assembly->plan, part);
  detail->group = dark__plan_group(assembly->plan, part);
  detail->n_together = dark__plan_strata(assembly->plan, detail->group).n;
  detail->max_order = dark_plan_max_order(assembly->plan, part);
  detail->observed = margins.n_observed;
  detail->chao_lower_bound = NAN;
  detail->sample_coverage = dark__margins_coverage(&margins);
  detail->conditional = dark__interval_none(assembly->levels[0]);
  dark_status status = name_part(detail, assembly, err);
  if (status == DARK_OK) status = fill_list_sizes(detail, assembly, &margins, err);
  if (status == DARK_OK) status = fill_overlaps(detail, assembly, &margins, err);
  if (status == DARK_OK) status = fill_empty_lists(detail, assembly, &margins, err);
  if (status == DARK_OK && dark__part_is_estimated(assembly, part)) {
    status = fill_estimated(detail, assembly, err);
    say_if_borrowed(detail, &margins);
  }
  return status;
}
