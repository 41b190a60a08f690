/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <inttypes.h>
#include <math.h>

/* ---- which intervals there are */

/* Names of the intervals that estimates have, each once. */
static void add_interval_types(dark__paper *text, const dark_results *results) {
  unsigned seen = 1u << DARK_INTERVAL_NONE | 1u << DARK_INTERVAL_MIXED;
  for (size_t r = 0, n = 0; r < results->n_rows; r++) {
    const dark_interval_type type = results->rows[r].interval.type;
    if ((seen >> type & 1u) != 0 || !dark__row_has_estimate(&results->rows[r])) continue;
    dark__paper_add(text, "%s%s", n++ == 0 ? " " : " and ", dark_interval_name(type));
    seen |= 1u << type;
  }
}

static bool has_type(const dark_results *results, dark_interval_type type) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r]) && results->rows[r].interval.type == type) return true;
  return false;
}

bool dark__has_search(const dark_results *results) {
  for (size_t d = 0; d < results->n_details; d++)
    if (results->details[d].has_explanation && results->details[d].explanation.is_selected) return true;
  return false;
}

static void add_source(dark__paper *text, const dark__subject *of) {
  static const char *const sources[] = {
      [DARK_RESAMPLE_OBSERVED] = "of the observed people",
      [DARK_RESAMPLE_IMPUTED] = "of the observed and the estimated unseen people (imputed)",
      [DARK_RESAMPLE_PARAMETRIC] = "of a population made from the fitted model (parametric)",
  };
  const dark_results *results = of->results;
  const char *given = dark__run_option(of->run, "resamples");
  dark__paper_add(text, ", from %s replicates ", dark__count_size(results->n_replicates).text);
  if (given == NULL) dark__paper_add(text, "%s", sources[results->resample]);
  else dark__paper_add(text, "read from "), dark__paper_add_foreign(text, given);
  if (dark__has_search(results)) dark__paper_add(text, ", the model chosen anew in each");
  if (given == NULL) dark__paper_add(text, "; seed %" PRIu64, results->seed);
}

static void put_kind(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  dark__paper text = {0};
  for (size_t l = 0; l < results->n_levels; l++)
    dark__paper_add(&text, "%s%s", l == 0 ? "" : " and ", dark__level(results->levels[l]).text);
  add_interval_types(&text, results);
  if (!dark__any_estimate(results)) dark__paper_add(&text, ", but nothing can be estimated");
  else if (results->n_replicates > 0) add_source(&text, of);
  else dark__paper_add(&text, ", without resampling");
  dark__put_entry(page, "Interval", &text);
}

/* ---- what they are, and what they ignore */

static void put_sentence(dark__paper *page, const char *sentence) {
  dark__paper text = {0};
  dark__paper_add(&text, "%s", sentence);
  dark__put_entry(page, "", &text);
}

/* The row that says most of how models were averaged. */
static const dark_row *find_averaged(const dark_results *results) {
  for (size_t r = 0; r < results->n_rows; r++)
    if (dark__row_has_estimate(&results->rows[r]) && results->rows[r].interval.n_models > 0) return &results->rows[r];
  return NULL;
}

static void add_number_of_models(dark__paper *text, const dark_interval *interval) {
  dark__paper_add(text, ": %s models; those left out ", dark__count_size(interval->n_models).text);
  if (interval->missed_weight < 1e-6) dark__paper_add(text, "carry less than a millionth of the weight");
  else dark__paper_add(text, "may carry up to %s of the weight", dark__percent(interval->missed_weight).text);
  if (interval->unstable) dark__paper_add(text, ", too much: lower --max-order");
}

static void put_averaging(dark__paper *page, const dark_results *results, const char *criterion) {
  const dark_row *row = find_averaged(results);
  dark__paper text = {0};
  dark__paper_add(&text, "Tail areas are averaged over models by weights of %s, so that the choice of a model is allowed for",
                  criterion);
  if (row != NULL && results->n_details == 1) add_number_of_models(&text, &row->interval);
  dark__paper_add(&text, ".");
  dark__put_entry(page, "", &text);
}

static void put_conditional(dark__paper *page, const dark_results *results) {
  if (dark__has_search(results))
    put_sentence(page,
                 "TOO NARROW: it comes from the chosen model alone and ignores that the model was chosen, or might be wrong. In "
                 "simulations it holds the truth far less often than it claims.");
  else put_sentence(page, "It takes what the method assumes for true, and ignores that it might be wrong.");
}

static void put_meaning(dark__paper *page, const dark_results *results) {
  if (has_type(results, DARK_INTERVAL_PROFILE))
    put_sentence(page, "Profile likelihood: the totals under which the model can still explain the data.");
  if (has_type(results, DARK_INTERVAL_PROFILE) || has_type(results, DARK_INTERVAL_LOG_NORMAL)) put_conditional(page, results);
  if (has_type(results, DARK_INTERVAL_EXACT))
    put_sentence(page, "Exact: it keeps its level for lists of any size, if they are independent of each other.");
  if (has_type(results, DARK_INTERVAL_MATA_AIC)) put_averaging(page, results, "AIC");
  if (has_type(results, DARK_INTERVAL_MATA_BIC)) put_averaging(page, results, "BIC");
  if (has_type(results, DARK_INTERVAL_MIXTURE))
    put_sentence(page,
                 "Mixture: quantiles of one distribution, half of it the average over models with and without a common "
                 "dependence of the lists, half a posterior under dependences that are all small; the estimate is its median.");
  if (has_type(results, DARK_INTERVAL_CREDIBLE))
    put_sentence(
        page, "Credible: quantiles of the posterior, whose median is the estimate. It rests on the priors below where the data "
              "say little.");
}

/* Sums over several categories, from intervals of theirs. */
static bool has_sums(const dark_results *results) {
  return results->n_rows > results->n_levels && !has_type(results, DARK_INTERVAL_LOG_NORMAL);
}

static bool are_together(const dark_results *results) {
  for (size_t d = 0; d < results->n_details; d++)
    if (results->details[d].n_together > 1) return true;
  return false;
}

static void put_sums(dark__paper *page, const dark_results *results) {
  put_sentence(page, are_together(results) ? "Margins and totals have intervals of their own: categories were estimated together."
                                           : "Margins and totals put the intervals of their categories together, which are "
                                             "independent.");
}

void dark__put_intervals(dark__paper *page, const dark__subject *of) {
  const dark_results *results = of->results;
  put_kind(page, of);
  if (!dark__any_estimate(results)) return;
  if (results->n_replicates == 0) {
    put_meaning(page, results);
    if (has_sums(results)) put_sums(page, results);
  } else if (results->resample == DARK_RESAMPLE_PARAMETRIC) {
    put_sentence(page, "TOO NARROW: replicates are drawn from the fitted model as if it were known to be true.");
  }
}
