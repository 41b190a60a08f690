/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json/json.h"

#include <math.h>

#include "report/words/names.h"
#include "result/margins.h"

/* What is known about one part, as far as one function needs it. */
typedef struct subject {
  const dark_detail *detail;
  const dark_results *results;
  const dark_table *table;
} subject;

void dark__json_put_interval(dark__json *json, json_t *object, const dark_interval *interval) {
  json_t *inside = dark__json_put_object(json, object, "interval_detail");
  dark__json_put(json, inside, "unstable", json_boolean(interval->unstable));
  dark__json_put(json, inside, "probability_lower", dark__json_real(interval->probability_lower));
  dark__json_put(json, inside, "probability_upper", dark__json_real(interval->probability_upper));
  dark__json_put(json, inside, "monte_carlo_log_lower", dark__json_real(interval->monte_carlo_lower));
  dark__json_put(json, inside, "monte_carlo_log_upper", dark__json_real(interval->monte_carlo_upper));
  dark__json_put(json, inside, "likeliest", dark__json_real(interval->likeliest));
  dark__json_put(json, inside, "models", interval->n_models > 0 ? dark__json_size(interval->n_models) : json_null());
  dark__json_put(json, inside, "missed_weight", dark__json_real(interval->missed_weight));
  dark__json_put(json, inside, "z0", dark__json_real(interval->z0));
  dark__json_put(json, inside, "acceleration", dark__json_real(interval->acceleration));
}

void dark__json_put_list_size(dark__json *json, json_t *array, const char *list, double people) {
  json_t *size = dark__json_append_object(json, array);
  dark__json_put(json, size, "list", dark__json_text(list));
  dark__json_put(json, size, "people", dark__json_count(people));
}

static void put_history(dark__json *json, json_t *object, const dark_table *table, uint64_t history) {
  dark__paper name = {0};
  dark__add_history(&name, table, history);
  dark__json_put(json, object, "history", dark__json_paper(&name));
}

static void put_conditional(dark__json *json, json_t *object, const dark_interval *interval) {
  if (interval->type == DARK_INTERVAL_NONE) {
    dark__json_put(json, object, "conditional_interval", json_null());
    return;
  }
  json_t *inside = dark__json_put_object(json, object, "conditional_interval");
  dark__json_put(json, inside, "interval", dark__json_text(dark_interval_name(interval->type)));
  dark__json_put(json, inside, "level", dark__json_real(interval->level));
  dark__json_put(json, inside, "lower", dark__json_real(interval->lower));
  dark__json_put(json, inside, "upper", dark__json_real(interval->upper));
}

/* ---- the chosen model */

static void put_terms(dark__json *json, json_t *object, const dark_explanation *explanation) {
  json_t *terms = dark__json_put_array(json, object, "terms");
  for (size_t i = 0; i < explanation->n_parameters && explanation->terms != NULL; i++) {
    const dark_term *term = &explanation->terms[i];
    const int is_minus_infinity = isinf(term->coefficient) && term->coefficient < 0;
    json_t *item = dark__json_append_object(json, terms);
    dark__json_put(json, item, "term", dark__json_text(term->name));
    dark__json_put(json, item, "coefficient", dark__json_real(term->coefficient));
    dark__json_put(json, item, "se", dark__json_real(term->se));
    dark__json_put(json, item, "minus_infinity", json_boolean(is_minus_infinity));
  }
}

static void put_factor_levels(dark__json *json, json_t *object, const dark_explanation *explanation) {
  json_t *array = dark__json_put_array(json, object, "by_covariate");
  for (size_t i = 0; i < explanation->n_levels; i++) {
    const dark_level *level = &explanation->levels[i];
    json_t *item = dark__json_append_object(json, array);
    dark__json_put(json, item, "covariate", dark__json_text(level->covariate));
    dark__json_put(json, item, "value", dark__json_text(level->value));
    dark__json_put(json, item, "observed", dark__json_count(level->observed));
    dark__json_put(json, item, "total", dark__json_real(level->total));
    dark__json_put(json, item, "se", dark__json_real(level->se));
  }
}

/* The history "" is that of the people on no list. */
static void put_fitted(dark__json *json, json_t *object, const subject *of) {
  const double *fitted = of->detail->explanation.fitted;
  const uint64_t lists = of->detail->lists;
  json_t *array = dark__json_put_array(json, object, "fitted");
  if (fitted == NULL) return;
  size_t n_lists = 0;
  for (uint64_t rest = lists; rest != 0; rest &= rest - 1) n_lists++;
  for (uint32_t history = 0; history < UINT32_C(1) << n_lists; history++) {
    json_t *item = dark__json_append_object(json, array);
    put_history(json, item, of->table, dark__history_in_table(history, lists));
    dark__json_put(json, item, "fitted", dark__json_real(fitted[history]));
  }
}

/* Null for what was not tested. Of an average the largest model is tested, whose order is told. */
static void put_goodness(dark__json *json, json_t *inside, const dark_detail *detail) {
  const dark_goodness *goodness = &detail->goodness;
  if (goodness->n_draws == 0) {
    dark__json_put(json, inside, "goodness", json_null());
    return;
  }
  json_t *object = dark__json_put_object(json, inside, "goodness");
  if (!detail->explanation.has_model) dark__json_put(json, object, "of_largest_of_order", json_integer(detail->max_order));
  dark__json_put(json, object, "draws", dark__json_size(goodness->n_draws));
  dark__json_put(json, object, "compared", dark__json_size(goodness->n_compared));
  dark__json_put(json, object, "as_far", dark__json_size(goodness->n_as_far));
  dark__json_put(json, object, "p", dark__json_real(goodness->p));
}

static void put_explanation(dark__json *json, json_t *object, const subject *of) {
  const dark_explanation *explanation = &of->detail->explanation;
  if (!of->detail->has_explanation) {
    dark__json_put(json, object, "explanation", json_null());
    return;
  }
  json_t *inside = dark__json_put_object(json, object, "explanation");
  dark__json_put(json, inside, "se", dark__json_real(explanation->se));
  dark__json_put(json, inside, "candidates", dark__json_size(explanation->n_candidates));
  dark__json_put(json, inside, "selected", explanation->is_selected ? json_true() : json_false());
  dark__json_put(json, inside, "search_complete", explanation->is_complete ? json_true() : json_false());
  dark__json_put(json, inside, "search_nodes", dark__json_size(explanation->n_nodes));
  dark__json_put(json, inside, "missed_criterion",
                 explanation->is_complete ? json_null() : dark__json_real(explanation->missed_criterion));
  dark__json_put(json, inside, "missed_gap", explanation->is_complete ? json_null() : dark__json_real(explanation->missed_gap));
  if (explanation->is_certified || explanation->certified_gap > 0) {
    dark__json_put(json, inside, "certified", json_boolean(explanation->is_certified));
    dark__json_put(json, inside, "certified_gap", dark__json_real(explanation->certified_gap));
    dark__json_put(json, inside, "certified_met", dark__json_real(explanation->certified_met));
    dark__json_put(json, inside, "certifying_fits", dark__json_size(explanation->n_certifying));
  }
  if (explanation->n_fitted > 0) {
    dark__json_put(json, inside, "fitted_models", dark__json_size(explanation->n_fitted));
    dark__json_put(json, inside, "fitted_weight", dark__json_real(explanation->fitted_weight));
    dark__json_put(json, inside, "unexpanded_models", dark__json_size(explanation->n_unexpanded));
  }
  dark__json_put(json, inside, "has_model", json_boolean(explanation->has_model));
  dark__json_put(json, inside, "average", json_boolean(explanation->is_average));
  if (explanation->priors[0] != '\0') dark__json_put(json, inside, "priors", dark__json_text(explanation->priors));
  put_goodness(json, inside, of->detail);
  if (!explanation->has_model) return;
  dark__json_put(json, inside, "parameters", dark__json_size(explanation->n_parameters));
  dark__json_put(json, inside, "minus_infinity", dark__json_size(explanation->n_minus_infinity));
  dark__json_put(json, inside, "log_lik", dark__json_real(explanation->log_lik));
  dark__json_put(json, inside, "deviance", dark__json_real(explanation->deviance));
  dark__json_put(json, inside, "pearson", dark__json_real(explanation->pearson));
  dark__json_put(json, inside, "df", dark__json_size(explanation->df));
  dark__json_put(json, inside, "aic", dark__json_real(explanation->aic));
  dark__json_put(json, inside, "bic", dark__json_real(explanation->bic));
  put_terms(json, inside, explanation);
  put_fitted(json, inside, of);
  if (explanation->n_levels > 0) put_factor_levels(json, inside, explanation);
}

/* ---- what reviewers ask */

static void put_residuals(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "residuals");
  for (size_t i = 0; i < of->detail->n_residuals; i++) {
    const dark_residual *residual = &of->detail->residuals[i];
    json_t *item = dark__json_append_object(json, array);
    put_history(json, item, of->table, residual->history);
    dark__json_put(json, item, "observed", dark__json_count(residual->observed));
    dark__json_put(json, item, "fitted", dark__json_real(residual->fitted));
    dark__json_put(json, item, "residual", dark__json_real(residual->residual));
  }
}

static void put_wins(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "wins");
  for (size_t i = 0; i < of->detail->n_wins; i++) {
    const dark_win *win = &of->detail->wins[i];
    json_t *item = dark__json_append_object(json, array);
    dark__json_put(json, item, "model", dark__json_text(win->model));
    dark__json_put(json, item, "replicates", dark__json_size(win->n));
    dark__json_put(json, item, "extreme", dark__json_size(win->n_extreme));
  }
}

static void put_list_sizes(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "list_sizes");
  for (size_t l = 0; l < of->results->n_lists; l++)
    dark__json_put_list_size(json, array, of->results->lists[l], of->detail->list_sizes[l]);
}

static json_t *pair(const subject *of, const dark_overlap *overlap) {
  const char *a = dark_table_list_name(of->table, overlap->list_a), *b = dark_table_list_name(of->table, overlap->list_b);
  const int is_reversed =
      dark_table_list_position(of->table, overlap->list_a) > dark_table_list_position(of->table, overlap->list_b);
  const char *names[] = {is_reversed ? b : a, is_reversed ? a : b};
  return dark__json_texts(names, 2);
}

static void put_overlaps(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "overlaps");
  json_t *empty = dark__json_put_array(json, object, "empty_overlaps");
  for (size_t i = 0; i < of->detail->n_overlaps; i++) {
    const dark_overlap *overlap = &of->detail->overlaps[i];
    const int is_reversed =
        dark_table_list_position(of->table, overlap->list_a) > dark_table_list_position(of->table, overlap->list_b);
    json_t *item = dark__json_append_object(json, array);
    dark__json_put(json, item, "lists", pair(of, overlap));
    dark__json_put(json, item, "both", dark__json_count(overlap->n_both));
    dark__json_put(json, item, "coverage_of_first", dark__json_real(is_reversed ? overlap->coverage_b : overlap->coverage_a));
    dark__json_put(json, item, "coverage_of_second", dark__json_real(is_reversed ? overlap->coverage_a : overlap->coverage_b));
    if (overlap->n_both == 0) dark__json_append(json, empty, pair(of, overlap));
  }
}

static void put_influences(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "influences");
  for (size_t i = 0; i < of->detail->n_influences; i++) {
    json_t *item = dark__json_append_object(json, array);
    put_history(json, item, of->table, of->detail->influences[i].history);
    dark__json_put(json, item, "total_without_one_case", dark__json_real(of->detail->influences[i].total));
  }
}

static void put_ranges(dark__json *json, json_t *object, const subject *of) {
  json_t *array = dark__json_put_array(json, object, "ranges");
  for (size_t i = 0; i < of->detail->n_ranges; i++) {
    const dark_range *range = &of->detail->ranges[i];
    json_t *item = dark__json_append_object(json, array);
    dark__json_put(json, item, "criterion", json_string(of->detail->criterion));
    dark__json_put(json, item, "bic_distance", dark__json_real(range->distance));
    dark__json_put(json, item, "lowest", dark__json_real(range->lowest));
    dark__json_put(json, item, "highest", dark__json_real(range->highest));
    dark__json_put(json, item, "models", dark__json_size(range->n_models));
  }
}

/* ---- together */

static void put_estimate(dark__json *json, json_t *object, const dark_detail *detail) {
  const dark_reason reason = detail->estimate.reason;
  dark__json_put(json, object, "method", dark__json_text(detail->method));
  dark__json_put(json, object, "model", dark__json_text(detail->model));
  dark__json_put(json, object, "observed", dark__json_count(detail->observed));
  dark__json_put(json, object, "hidden", dark__json_real(detail->estimate.hidden));
  dark__json_put(json, object, "total", dark__json_real(detail->estimate.total));
  dark__json_put(json, object, "reason", reason == DARK_N_REASONS ? json_null() : dark__json_text(dark_reason_code(reason)));
  dark__json_put(json, object, "empty_lists", dark__json_texts(detail->empty_lists, detail->n_empty_lists));
}

/* A member "chao_bound": null where there is none. */
void dark__json_put_bound(dark__json *json, json_t *object, const dark_bound *bound) {
  if (bound->n_pairs == 0) {
    dark__json_put(json, object, "chao_bound", json_null());
    return;
  }
  json_t *inside = dark__json_put_object(json, object, "chao_bound");
  dark__json_put(json, inside, "pairs", dark__json_size(bound->n_pairs));
  dark__json_put(json, inside, "hidden", dark__json_real(bound->hidden));
  dark__json_put(json, inside, "log_error", dark__json_real(bound->error));
  dark__json_put(json, inside, "z", dark__json_real(bound->z));
}

void dark__json_append_detail(dark__json *json, json_t *array, const dark_detail *detail, const dark_results *results,
                              const dark_table *table) {
  const subject of = {detail, results, table};
  json_t *object = dark__json_append_object(json, array);
  json_t *levels = dark__json_put_object(json, object, "categories");
  dark__json_put_levels(json, levels, results->categories, detail->levels, results->n_categories);
  dark__json_put(json, object, "pooled", json_boolean(!dark__is_stratum(detail->levels, results->n_categories)));
  put_estimate(json, object, detail);
  put_conditional(json, object, &detail->conditional);
  dark__json_put(json, object, "sample_coverage", dark__json_real(detail->sample_coverage));
  dark__json_put(json, object, "chao_lower_bound", dark__json_real(detail->chao_lower_bound));
  dark__json_put_bound(json, object, &detail->explanation.bound);
  put_explanation(json, object, &of);
  put_residuals(json, object, &of);
  put_ranges(json, object, &of);
  put_wins(json, object, &of);
  dark__json_put(json, object, "extreme_replicates", dark__json_size(detail->n_extreme));
  put_influences(json, object, &of);
  put_list_sizes(json, object, &of);
  put_overlaps(json, object, &of);
}
