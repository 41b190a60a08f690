/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>

#include "lattice/chao_bound.h"
#include "report/words/dependence.h"
#include "report/words/format.h"
#include "table/positions.h"

static void put_table_lists(dark__paper *page, const dark_table *table) {
  const size_t n = dark_table_n_lists(table);
  const char *names[DARK_MAX_TABLE_LISTS];
  size_t order[DARK_MAX_TABLE_LISTS];
  dark__lists_by_position(order, table);
  for (size_t i = 0; i < n; i++) names[i] = dark_table_list_name(table, order[i]);
  dark__put_lists(page, names, n);
}

static const char *code_text(int code) {
  switch (code) {
    case 0: return "";
    case 1: return "no estimate exists (1)";
    case 2: return "not identifiable (2)";
    default: return "no estimate exists, not identifiable (3)";
  }
}

/* ---- models */

static double least_bic(const dark__candidates *candidates) {
  double least = INFINITY;
  for (size_t i = 0; i < candidates->n; i++)
    if (candidates->items[i].code == 0 && candidates->items[i].bic < least) least = candidates->items[i].bic;
  return least;
}

static bool has_bounds(const dark__candidates *candidates) {
  for (size_t i = 0; i < candidates->n; i++)
    if (candidates->items[i].bound.n_pairs > 0 && isfinite(candidates->items[i].bound.z)) return true;
  return false;
}

static void add_bound(dark__grid *grid, const dark_bound *bound) {
  const bool is_told = bound->n_pairs > 0 && isfinite(bound->z);
  dark__grid_add(grid, is_told ? dark__statistic(bound->z).text : "–");
  dark__grid_add(grid, dark__is_below_bound(bound) ? "BELOW" : "");
}

static void put_certificate(dark__paper *page, const dark__candidates *candidates, const dark_run *run) {
  dark__paper text = {0};
  const dark__certified of = dark__certified_best(run->chosen, candidates->n > 0 ? &candidates->items[0] : NULL);
  if (!of.is_told) return;
  dark__paper_add(&text, "The first model: ");
  dark__add_certified(&text, &of);
  dark__paper_add(&text, ".");
  dark__paper_add(page, "\n");
  dark__paper_put(page, NULL, 2, 2, &text);
}

static void add_candidate(dark__grid *grid, const dark__candidates *candidates, size_t i, double best, bool with_bounds) {
  const dark_candidate *candidate = &candidates->items[i];
  const bool is_usable = candidate->code == 0;
  dark__grid_add(grid, dark__count_size(i + 1).text);
  dark__grid_add_foreign(grid, candidates->names[i]);
  dark__grid_add(grid, is_usable ? dark__estimate(candidate->total).text : "–");
  dark__grid_add(grid, is_usable ? dark__statistic(candidate->bic - best).text : "–");
  dark__grid_add(grid, is_usable ? dark__statistic(candidate->aic).text : "–");
  dark__grid_add(grid, is_usable ? dark__statistic(candidate->deviance).text : "–");
  dark__grid_add(grid, dark__count_size(candidate->n_parameters).text);
  dark__grid_add(grid, dark__count_size(candidate->n_minus_infinity).text);
  if (with_bounds) add_bound(grid, &candidate->bound);
  dark__grid_add(grid, code_text(candidate->code));
}

static dark_status write_candidates(FILE *stream, const dark__candidates *candidates, const dark_table *table,
                                    const dark_run *run, dark_error *err) {
  dark__paper page = {0}, text = {0};
  dark__paper_add(&page, "Models, the best first\n\n");
  dark__put_input(&page, table, run);
  put_table_lists(&page, table);
  dark__put_supposed(&page, run->dependence, dark_table_n_lists(table));
  const double best = least_bic(candidates);
  const bool with_bounds = has_bounds(candidates);
  dark__grid grid = {.columns = with_bounds ? "rlrrrrrrrll" : "rlrrrrrrl"};
  const char *const heads[] = {"rank", "model", "total", "BIC - best", "AIC", "deviance", "parameters", "-infinity"};
  for (size_t h = 0; h < sizeof heads / sizeof heads[0]; h++) dark__grid_add(&grid, heads[h]);
  if (with_bounds) dark__grid_add(&grid, "Chao's z"), dark__grid_add(&grid, "");
  dark__grid_add(&grid, "");
  for (size_t i = 0; i < candidates->n; i++) add_candidate(&grid, candidates, i, best, with_bounds);
  dark__paper_add(&page, "\n");
  dark__grid_put(&page, &grid, 2);
  put_certificate(&page, candidates, run);
  dark__paper_add(
      &text, "Totals are people, seen and unseen. Models within 2 BIC units of the best are hardly worse than it; within 10, "
             "not ruled out. Parameters count the intercept and the effects that are minus infinity (empty overlaps).");
  if (with_bounds)
    dark__paper_add(
        &text,
        " Chao's z: how many standard errors the unseen people of a model lie below Chao's bound over the pairs of lists that "
        "it leaves out; beyond %.3f it says too few by more than chance. Less is no evidence for it.",
        DARK__BELOW_BOUND);
  if (dark_table_n_lists(table) == 2 && !dark__is_departure(run->dependence))
    dark__paper_add(&text, " There is but one model: %s.", dark_reason_sentence(DARK_REASON_INDEPENDENCE_UNTESTABLE));
  dark__paper_add(&page, "\n");
  dark__paper_put(&page, NULL, 2, 2, &text);
  return dark__paper_finish(&page, stream, err);
}

/* ---- check */

static dark_status write_check(FILE *stream, const dark_check *check, const dark_table *table, const dark_run *run,
                               dark_error *err) {
  dark__paper page = {0}, text = {0};
  dark__put_input(&page, table, run);
  put_table_lists(&page, table);
  dark__paper_add_foreign(&text, check->model);
  dark__put_entry(&page, "Model", &text);
  dark__paper_add(&text, "%s parameters, %s of them minus infinity", dark__count_size(check->n_parameters).text,
                  dark__count_size(check->n_minus_infinity).text);
  dark__put_entry(&page, "Size", &text);
  dark__paper_add(&text, "%s: ", check->code == 0 ? "can be estimated" : code_text(check->code));
  dark__paper_add_foreign(&text, check->reason);
  dark__put_entry(&page, "Verdict", &text);
  return dark__paper_finish(&page, stream, err);
}

const dark__format dark__format_text = {dark__text_results, dark__text_descriptions, write_candidates, write_check,
                                        dark__text_sensitivity};
