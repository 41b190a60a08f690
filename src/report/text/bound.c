/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks say of Chao's bound. */

#include <math.h>

#include "report/text/text.h"

/* As the result has it, which knows when the comparison means something. */
bool dark__is_below_chao(const dark_results *results, const dark_detail *detail) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__detail_of(results, &results->rows[r]) == detail)
      return (results->rows[r].reasons & DARK_REASON_BIT(DARK_REASON_BELOW_CHAO)) != 0;
  return false;
}

/* Methods that are a bound themselves, or say for themselves how lists hang together, are not held against one. */
bool dark__is_bounded(const dark_detail *detail) {
  if (!detail->has_explanation) return false;
  return detail->explanation.bound.n_pairs > 0 || dark_estimator_takes_dependence(dark_estimator_find(detail->method));
}

/* The bound, and what it is made from. */
static void add_source(dark__paper *text, const dark__subject *of, const dark_detail *detail) {
  const size_t n_pairs = detail->explanation.bound.n_pairs;
  dark__paper_add(text, "Chao's lower bound of %s, from the people ", dark__estimate(detail->chao_lower_bound).text);
  if (dark_table_captures(of->table) != NULL) dark__paper_add(text, "captured once and twice");
  else if (n_pairs == 1) dark__paper_add(text, "on one and on both lists of the pair that the model leaves out");
  else dark__paper_add(text, "on one and on two lists of the %s pairs that the model leaves out", dark__count_size(n_pairs).text);
}

static void add_no_bound(dark__paper *text, const dark_explanation *explanation) {
  if (explanation->is_average) dark__paper_add(text, "none: each model has one of its own, by 'darkfigure models'");
  else
    dark__paper_add(text, "none: every pair of lists is in the model, or supposed, so that there is nothing to hold the estimate "
                          "against");
}

static void add_comparison(dark__paper *text, const dark__subject *of, const dark_detail *detail) {
  const bool has_captures = dark_table_captures(of->table) != NULL, is_below = dark__is_below_chao(of->results, detail);
  const double z = detail->explanation.bound.z;
  dark__paper_add(text, "the estimate of %s is %s ", dark__estimate(detail->estimate.total).text,
                  is_below ? "BELOW"
                  : z > 0  ? "below, though by no more than chance,"
                           : "not below");
  add_source(text, of, detail);
  dark__paper_add(text, " (z = %s)", dark__statistic(z).text);
  if (!is_below) dark__paper_add(text, "; that is no evidence that people do not differ");
  else if (has_captures)
    dark__paper_add(text, ": people may differ in how easily they are captured, and the true number be higher");
  else
    dark__paper_add(text,
                    ": people may differ in how easily they are detected, or these lists depend on each other, and the true "
                    "number be higher");
}

void dark__add_bound(dark__paper *text, const dark__subject *of, const dark_detail *detail) {
  const dark_bound *bound = &detail->explanation.bound;
  if (bound->n_pairs == 0) add_no_bound(text, &detail->explanation);
  else if (isfinite(bound->z)) add_comparison(text, of, detail);
  else {
    dark__paper_add(text, "it says nothing here: ");
    add_source(text, of, detail);
    dark__paper_add(text, bound->error > 0 ? ", finds nobody unseen" : ", is the estimate in other words");
  }
}
