/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/checks/parts.h"

#include <math.h>

#include <darkfigure/captures.h>

/* Entries shown of a longer list. */
enum { N_RESIDUALS = 3 };

bool dark__check_has_estimate(const dark_detail *detail) {
  return detail->estimate.reason == DARK_N_REASONS && isfinite(detail->estimate.total);
}

void dark__check_residual(dark__paper *text, const dark__checked *p, const dark_residual *residual) {
  dark__add_history_shown(text, p->of->table, residual->history);
  dark__paper_add(text, " (%s observed, %s fitted)", dark__count(residual->observed).text,
                  dark__statistic(residual->fitted).text);
}

/* Below that, a table contradicts its model. */
static const double CONTRADICTS = 0.05;

static void add_statistics(dark__paper *text, const dark_explanation *explanation) {
  dark__paper_add(text, "deviance %s, ", dark__statistic(explanation->deviance).text);
  if (!isnan(explanation->pearson)) dark__paper_add(text, "Pearson %s, ", dark__statistic(explanation->pearson).text);
  dark__paper_add(text, "degrees of freedom %s", dark__count_size(explanation->df).text);
}

static bool contradicts(const dark_goodness *goodness) { return goodness->p < CONTRADICTS; }

static void add_p_value(dark__paper *text, const dark_goodness *goodness, bool is_selected) {
  dark__paper_add(text, "(p = %.2g%s)", goodness->p, is_selected ? ", selection repeated" : "");
  if (!contradicts(goodness)) dark__paper_add(text, "; this says nothing about people on no list");
}

static void add_goodness(dark__paper *text, const dark__checked *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  const dark_goodness *goodness = &p->detail->goodness;
  if (goodness->n_compared > 0) {
    dark__paper_add(text, contradicts(goodness) ? "the observed counts contradict this model "
                                                : "the table does not contradict the model ");
    add_p_value(text, goodness, explanation->is_selected);
    dark__paper_add(text, "; ");
  }
  add_statistics(text, explanation);
  if (goodness->n_compared > 0) return;
  const int n_lists = __builtin_popcountll(p->detail->lists);
  if (n_lists > DARK_MAX_LISTS)
    dark__paper_add(text, " (not tested: %d lists have far more combinations than there are people)", n_lists);
  else if (explanation->df == 0) dark__paper_add(text, ", which leaves nothing to test");
  else if (goodness->n_draws > 0) dark__paper_add(text, " (not tested: no table drawn from the model had an estimate)");
  else
    dark__paper_add(text,
                    " (whether the table contradicts the model was not tested: no tables were drawn from it; see --fit-draws)");
}

/* Of an average the largest model. */
static void add_largest(dark__paper *text, const dark__checked *p) {
  const dark_goodness *goodness = &p->detail->goodness;
  if (goodness->n_compared == 0) return;
  dark__paper_add(text, "; the %s the largest model, with all interactions of up to %u lists ",
                  contradicts(goodness) ? "observed counts contradict even" : "table does not contradict", p->detail->max_order);
  add_p_value(text, goodness, false);
}

bool dark__check_has_priors(const dark__checked *p) {
  return p->detail->has_explanation && p->detail->explanation.priors[0] != '\0';
}

void dark__check_fit(dark__paper *text, const dark__checked *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  if (p->detail->has_explanation && dark_table_captures(p->of->table) != NULL) {
    dark__add_captures_fit(text, explanation);
    return;
  }
  if (dark__check_has_priors(p) && explanation->is_average) {
    dark__paper_add(text, "half the average over %s models, half a posterior over all that the interactions may be%s",
                    dark__count_size(explanation->n_candidates).text,
                    p->detail->goodness.n_compared == 0 ? ": no model with counts of its own" : "");
    add_largest(text, p);
    return;
  }
  if (dark__check_has_priors(p)) {
    dark__paper_add(text, "a posterior: the median over all that the interactions may be, no model with counts of its own");
    return;
  }
  if (p->detail->has_explanation && explanation->is_average) {
    dark__paper_add(text, "averaged over %s models, each with a fit of its own: see 'darkfigure models --method averaged'",
                    dark__count_size(explanation->n_candidates).text);
    add_largest(text, p);
    return;
  }
  if (!p->detail->has_explanation || !explanation->has_model) {
    dark__paper_add(text, p->of->results->n_suppressed > 0
                              ? "not tested: the counts that are suppressed cannot be compared with the fitted ones"
                              : "a closed formula, which leaves nothing to compare with the data");
    return;
  }
  add_goodness(text, p);
  for (size_t i = 0; i < p->detail->n_residuals && i < N_RESIDUALS; i++) {
    dark__paper_add(text, "%s", i == 0 ? "; largest differences: " : ", ");
    dark__check_residual(text, p, &p->detail->residuals[i]);
  }
}
