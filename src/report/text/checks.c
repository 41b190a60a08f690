/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/text.h"

#include <math.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "report/words/assumptions.h"

/* Overlaps below this many people are thin; residuals and shifts beyond these are worth a look. */
static const double THIN_OVERLAP = 5, LARGE_RESIDUAL = 3, LARGE_SHIFT = 0.1, WIDE_RANGE = 2, FEW_WINS = 0.5;
/* Entries shown of a longer list. */
enum { N_RESIDUALS = 3, N_WINS = 3, N_OVERLAPS = 8 };

/* One part and what is around it. */
typedef struct part {
  const dark__subject *of;
  const dark_detail *detail;
} part;

static double total_of(const part *p) { return p->detail->estimate.total; }

static bool has_estimate(const dark_detail *detail) {
  return detail->estimate.reason == DARK_N_REASONS && isfinite(detail->estimate.total);
}

/* ---- one thing at a time; each adds a sentence or two */

static void add_residual(dark__paper *text, const part *p, const dark_residual *residual) {
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

static void add_p_value(dark__paper *text, const dark_goodness *goodness, bool is_selected) {
  dark__paper_add(text, "(p = %.2g%s)", goodness->p, is_selected ? ", selection repeated" : "");
}

static void add_goodness(dark__paper *text, const part *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  const dark_goodness *goodness = &p->detail->goodness;
  if (goodness->n_compared > 0) {
    const bool is_bad = goodness->p < CONTRADICTS;
    dark__paper_add(text, is_bad ? "the observed counts contradict this model " : "the table does not contradict the model ");
    add_p_value(text, goodness, explanation->is_selected);
    if (!is_bad) dark__paper_add(text, "; this says nothing about people on no list");
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
static void add_largest(dark__paper *text, const part *p) {
  const dark_goodness *goodness = &p->detail->goodness;
  if (goodness->n_compared == 0) return;
  const bool is_bad = goodness->p < CONTRADICTS;
  dark__paper_add(text, "; the %s the largest model, with all interactions of up to %u lists ",
                  is_bad ? "observed counts contradict even" : "table does not contradict", p->detail->max_order);
  add_p_value(text, goodness, false);
  if (!is_bad) dark__paper_add(text, "; this says nothing about people on no list");
}

static bool has_priors(const part *p) { return p->detail->has_explanation && p->detail->explanation.priors[0] != '\0'; }

static void add_fit(dark__paper *text, const part *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  if (p->detail->has_explanation && dark_table_captures(p->of->table) != NULL) {
    dark__add_captures_fit(text, explanation);
    return;
  }
  if (has_priors(p) && explanation->is_average) {
    dark__paper_add(text, "half the average over %s models, half a posterior over all that the interactions may be%s",
                    dark__count_size(explanation->n_candidates).text,
                    p->detail->goodness.n_compared == 0 ? ": no model with counts of its own" : "");
    add_largest(text, p);
    return;
  }
  if (has_priors(p)) {
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
    dark__paper_add(text, "a closed formula, which leaves nothing to compare with the data");
    return;
  }
  add_goodness(text, p);
  for (size_t i = 0; i < p->detail->n_residuals && i < N_RESIDUALS; i++) {
    dark__paper_add(text, "%s", i == 0 ? "; largest differences: " : ", ");
    add_residual(text, p, &p->detail->residuals[i]);
  }
}

static void add_priors(dark__paper *text, const part *p) { dark__paper_add(text, "%s", p->detail->explanation.priors); }

/* Ranges over the best model alone are none. */
static void add_ranges(dark__paper *text, const part *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->detail->n_ranges; i++) {
    const dark_range *range = &p->detail->ranges[i];
    if (range->n_models < 2) continue;
    dark__paper_add(text, "%s%s–%s over the %s models within %s", n == 0 ? "" : "; ", dark__estimate(range->lowest).text,
                    dark__estimate(range->highest).text, dark__count_size(range->n_models).text,
                    dark__shortest(range->distance).text);
    if (n++ == 0) dark__paper_add(text, " %s units of the best", p->detail->criterion);
  }
  if (n == 0)
    dark__paper_add(text, "none within %s %s units of the best",
                    dark__shortest(p->detail->ranges[p->detail->n_ranges - 1].distance).text, p->detail->criterion);
}

static void add_wins(dark__paper *text, const part *p) {
  const double n = (double)p->of->results->n_replicates;
  for (size_t i = 0; i < p->detail->n_wins && i < N_WINS; i++) {
    dark__paper_add(text, "%s", dark__comma(i));
    dark__paper_add_foreign(text, p->detail->wins[i].model);
    dark__paper_add(text, "%s in %s", i == 0 ? " was chosen" : "", dark__percent((double)p->detail->wins[i].n / n).text);
    if (i == 0) dark__paper_add(text, " of the replicates");
  }
}

/* A shift that rounding swallows is not worth a sentence. */
static bool is_influence_seen(const part *p) {
  const double total = p->detail->influences[0].total;
  return !isfinite(total) || strcmp(dark__estimate(total).text, dark__estimate(total_of(p)).text) != 0;
}

static void add_influence(dark__paper *text, const part *p) {
  const dark_influence *influence = &p->detail->influences[0];
  const bool has_captures = dark_table_captures(p->of->table) != NULL;
  dark__paper_add(text, "with one person less %s ", has_captures ? "among those with" : "on");
  dark__add_history_shown(text, p->of->table, influence->history);
  dark__paper_add(text, "%s ", has_captures ? "" : " (and no other list)");
  if (isfinite(influence->total))
    dark__paper_add(text, "the total would be %s instead of %s", dark__estimate(influence->total).text,
                    dark__estimate(total_of(p)).text);
  else dark__paper_add(text, "there would be no estimate");
}

static void add_failures(dark__paper *text, const part *p) {
  dark__paper_add(text, "%s of %s have no estimate", dark__count_size(p->of->results->rows[0].n_failed).text,
                  dark__count_size(p->of->results->n_replicates).text);
}

/* "A+B" in the input's order. */
static void add_pair(dark__paper *text, const part *p, const dark_overlap *overlap) {
  dark__add_history_shown(text, p->of->table, UINT64_C(1) << overlap->list_a | UINT64_C(1) << overlap->list_b);
}

static size_t count_thin(const dark_detail *detail) {
  size_t n = 0;
  for (size_t i = 0; i < detail->n_overlaps; i++) n += detail->overlaps[i].n_both < THIN_OVERLAP ? 1 : 0;
  return n;
}

static void add_thin_overlaps(dark__paper *text, const part *p) {
  const size_t n_thin = count_thin(p->detail);
  if (n_thin == 0) {
    dark__paper_add(text, "every pair of lists shares at least %s people", dark__count(THIN_OVERLAP).text);
    return;
  }
  dark__paper_add(text, "fewer than %s people shared in %s of %s pairs of lists: ", dark__count(THIN_OVERLAP).text,
                  dark__count_size(n_thin).text, dark__count_size(p->detail->n_overlaps).text);
  size_t n = 0;
  for (size_t i = 0; i < p->detail->n_overlaps && n < N_OVERLAPS; i++) {
    if (!(p->detail->overlaps[i].n_both < THIN_OVERLAP)) continue;
    dark__paper_add(text, "%s", dark__comma(n++));
    add_pair(text, p, &p->detail->overlaps[i]);
    dark__paper_add(text, " %s", dark__count(p->detail->overlaps[i].n_both).text);
  }
  if (n_thin > n) dark__paper_add(text, " and %s more", dark__count_size(n_thin - n).text);
}

/* The list that caught the least of another list's people. */
static void add_lowest_coverage(dark__paper *text, const part *p) {
  const dark_overlap *lowest = NULL;
  size_t list = 0, among = 0;
  double least = INFINITY;
  for (size_t i = 0; i < p->detail->n_overlaps; i++) {
    const dark_overlap *overlap = &p->detail->overlaps[i];
    if (overlap->coverage_a < least)
      least = overlap->coverage_a, lowest = overlap, list = overlap->list_a, among = overlap->list_b;
    if (overlap->coverage_b < least)
      least = overlap->coverage_b, lowest = overlap, list = overlap->list_b, among = overlap->list_a;
  }
  if (lowest == NULL) {
    dark__paper_add(text, "no pair of lists to compare");
    return;
  }
  dark__paper_add(text, "lowest of all pairs: ");
  dark__paper_add_foreign(text, dark_table_list_name(p->of->table, list));
  dark__paper_add(text, " caught %s of the people on ", dark__percent(least).text);
  dark__paper_add_foreign(text, dark_table_list_name(p->of->table, among));
  dark__paper_add(text, " (%s shared)", dark__count(lowest->n_both).text);
}

static void add_chao(dark__paper *text, const part *p) { dark__add_bound(text, p->of, p->detail); }

/* ---- one part: everything in brief */

static void put(dark__paper *page, const char *label, const part *p, void (*add)(dark__paper *, const part *)) {
  dark__paper text = {0};
  add(&text, p);
  dark__put_entry(page, label, &text);
}

static void add_part_coverage(dark__paper *text, const part *p) { dark__add_sample_coverage(text, p->detail->sample_coverage); }

static bool is_search_open(const part *p) {
  return p->detail->has_explanation && p->detail->explanation.is_selected && !p->detail->explanation.is_complete;
}

static void add_open_search(dark__paper *text, const part *p) {
  const dark_explanation *explanation = &p->detail->explanation;
  dark__paper_add(text,
                  "NOT COMPLETE: it stopped after %s steps. The best model it met has a criterion of %.2f; one that it did not "
                  "reach may have one as low as %.2f, better by %.2f at most. Raise --set budget or lower --max-order",
                  dark__count_size(explanation->n_nodes).text, explanation->criterion, explanation->missed_criterion,
                  explanation->missed_gap);
}

static void add_common(dark__paper *text, const part *p) { dark__add_common_effect(text, p->detail); }

static void put_brief(dark__paper *page, const part *p) {
  const bool estimated = has_estimate(p->detail);
  if (is_search_open(p)) put(page, "Search", p, add_open_search);
  if (estimated) put(page, "Fit", p, add_fit);
  if (estimated && has_priors(p)) put(page, "Priors", p, add_priors);
  if (estimated && p->detail->n_ranges > 0) put(page, "Other models", p, add_ranges);
  if (estimated && p->detail->explanation.is_selected && p->detail->n_wins > 0 && p->of->results->n_replicates > 0)
    put(page, "Choice", p, add_wins);
  if (estimated && p->of->results->rows[0].n_failed > 0) put(page, "Replicates", p, add_failures);
  if (estimated && p->detail->n_influences > 0 && is_influence_seen(p)) put(page, "One case", p, add_influence);
  if (p->detail->n_overlaps > 0) {
    put(page, "Overlaps", p, add_thin_overlaps);
    put(page, "Pair coverage", p, add_lowest_coverage);
  }
  if (estimated && dark__has_common_effect(p->detail)) put(page, "Common", p, add_common);
  if (estimated && dark__is_bounded(p->detail)) put(page, "Chao's bound", p, add_chao);
  if (dark_table_captures(p->of->table) == NULL) put(page, "Sample coverage", p, add_part_coverage);
}

/* ---- many parts: only what is alarming */

static bool is_wide(const dark_detail *detail) {
  return detail->n_ranges > 0 && detail->ranges[0].highest > WIDE_RANGE * detail->ranges[0].lowest;
}

static bool is_contested(const part *p) {
  return p->detail->n_wins > 0 && (double)p->detail->wins[0].n < FEW_WINS * (double)p->of->results->n_replicates;
}

static bool hangs_on_one_case(const part *p) {
  if (p->detail->n_influences == 0) return false;
  const double shift = fabs(p->detail->influences[0].total - total_of(p));
  return !(shift <= LARGE_SHIFT * total_of(p));
}

static bool fits_badly(const dark_detail *detail) {
  return detail->n_residuals > 0 && fabs(detail->residuals[0].residual) > LARGE_RESIDUAL;
}

static void add_bad_fit(dark__paper *text, const part *p) {
  dark__paper_add(text, "the model fits badly at ");
  add_residual(text, p, &p->detail->residuals[0]);
}

static void add_contest(dark__paper *text, const part *p) {
  dark__paper_add(text, "the choice of model is uncertain: ");
  add_wins(text, p);
}

/* The row says that the search is incomplete; this, how much there can be in it. */
static void add_gap(dark__paper *text, const part *p) {
  dark__paper_add(text,
                  "the search is not complete: a model that it did not reach may be better by %.2f in the criterion at most",
                  p->detail->explanation.missed_gap);
}

/* Which alarms there are, in the order in which they matter. */
static void (*find_alarm(const part *p, size_t which))(dark__paper *, const part *) {
  const dark_detail *detail = p->detail;
  switch (which) {
    case 0: return is_search_open(p) ? add_gap : NULL;
    case 1: return dark__is_below_chao(p->of->results, p->detail) ? add_chao : NULL;
    case 2: return hangs_on_one_case(p) ? add_influence : NULL;
    case 3: return is_wide(detail) ? add_ranges : NULL;
    case 4: return fits_badly(detail) ? add_bad_fit : NULL;
    case 5: return is_contested(p) ? add_contest : NULL;
    default: return detail->n_overlaps > 0 && 2 * count_thin(detail) > detail->n_overlaps ? add_thin_overlaps : NULL;
  }
}

enum { N_ALARMS = 7 };

static size_t put_alarms(dark__paper *page, const part *p) {
  dark__paper text = {0};
  size_t n = 0;
  dark__add_detail_label(&text, p->of, p->detail);
  dark__paper_add(&text, ": ");
  for (size_t a = 0; a < N_ALARMS; a++) {
    void (*add)(dark__paper *, const part *) = find_alarm(p, a);
    if (add == NULL) continue;
    dark__paper_add(&text, "%s", n++ > 0 ? "; " : "");
    add(&text, p);
  }
  dark__paper_add(&text, ".");
  if (n > 0) dark__paper_put(page, NULL, 2, 4, &text);
  if (text.failed) page->failed = true;
  dark__paper_clear(&text);
  return n;
}

static void put_poor_coverage(dark__paper *page, const dark_results *results) {
  size_t n = 0, n_poor = 0;
  for (size_t d = 0; d < results->n_details; d++) {
    const double coverage = results->details[d].sample_coverage;
    if (!isfinite(coverage)) continue;
    n++;
    n_poor += coverage <= DARK__SAMPLE_COVERAGE_NEEDED ? 1 : 0;
  }
  if (n_poor == 0) return;
  dark__paper text = {0};
  dark__paper_add(&text,
                  "Sample coverage is 0.55 or less in %s of %s tables: estimators based on it are unreliable there (usual for "
                  "trafficking lists).",
                  dark__count_size(n_poor).text, dark__count_size(n).text);
  dark__paper_put(page, NULL, 2, 4, &text);
}

static void put_many(dark__paper *page, const dark__subject *of) {
  size_t n = 0;
  for (size_t d = 0; d < of->results->n_details; d++) {
    const part p = {of, &of->results->details[d]};
    if (has_estimate(p.detail) && p.detail != dark__pooled_detail(of->results)) n += put_alarms(page, &p);
  }
  put_poor_coverage(page, of->results);
  dark__paper text = {0};
  dark__paper_add(&text, "%s", n == 0 ? "Nothing else alarming. " : "");
  dark__paper_add(&text, "Every check of every category: --format json.");
  dark__paper_put(page, NULL, 2, 4, &text);
}

void dark__put_checks(dark__paper *page, const dark__subject *of) {
  if (of->results->n_details == 0) return;
  const bool is_one = of->results->n_details == 1;
  dark__paper_heading(page, is_one ? "Checks" : "Checks (only what is alarming)");
  if (is_one) put_brief(page, &(part){of, &of->results->details[0]});
  else put_many(page, of);
}
