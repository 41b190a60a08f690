/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/method.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "coverage/outcome.h"

#define ALL_LISTS 3, DARK_MAX_LISTS
/* Searches among models of eight lists, repeated in every replicate, take minutes a table; so do those of order 3 among six. */
#define BIC_LISTS 3, 6
#define AUTO_LISTS 3, 6

enum { ANY_ORDER = 0, PAIRS = 2 }; /* stepwise adds pairs only */
enum { DETAILED = TRAIT_DETAILED, INDEPENDENT = TRAIT_INDEPENDENT, COMMON = TRAIT_COMMON, SUMS = TRAIT_SUMS };

/* To add a method, add a line. Lines with the same estimator, option and resampling share plan and replicates if they are neighbours. */
const method coverage_methods[] = {
    {"auto", "auto", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MIXTURE, AUTO_LISTS, ANY_ORDER, 0, 0},
    {"bic percentile", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, 0, 0},
    {"bic BCa", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_BCA, BIC_LISTS, ANY_ORDER, 0, 0},
    {"bic log-normal", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, BIC_LISTS, ANY_ORDER, 0, 0},
    {"bic profile", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PROFILE, BIC_LISTS, ANY_ORDER, 0, 0},
    {"MATA-BIC", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MATA_BIC, BIC_LISTS, ANY_ORDER, 0, 0},
    {"MATA-AIC", "bic", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MATA_AIC, BIC_LISTS, ANY_ORDER, 0, 0},
    {"bic imputed", "bic", {NULL}, DARK_RESAMPLE_IMPUTED, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, DETAILED, 0},
    {"bic parametric", "bic", {NULL}, DARK_RESAMPLE_PARAMETRIC, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, DETAILED, 0},
    {"stepwise percentile", "stepwise", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, ALL_LISTS, PAIRS, 0, 0},
    {"stepwise BCa", "stepwise", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_BCA, ALL_LISTS, PAIRS, 0, 0},
    {"stepwise log-normal", "stepwise", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, ALL_LISTS, PAIRS, 0, 0},
    {"independence log-normal",
     "independence",
     {NULL},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_LOG_NORMAL,
     ALL_LISTS,
     ANY_ORDER,
     INDEPENDENT,
     0},
    {"bic+H percentile",
     "bic",
     {NULL},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_PERCENTILE,
     BIC_LISTS,
     ANY_ORDER,
     COMMON,
     DARK_COMMON_SEARCH},
    {"MATA-AIC+H",
     "averaged",
     {NULL},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_MATA_AIC,
     BIC_LISTS,
     ANY_ORDER,
     COMMON,
     DARK_COMMON_SEARCH},
    {"aic percentile",
     "bic",
     {"criterion=aic"},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_PERCENTILE,
     BIC_LISTS,
     ANY_ORDER,
     COMMON,
     0},
    {"aic+H percentile",
     "bic",
     {"criterion=aic"},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_PERCENTILE,
     BIC_LISTS,
     ANY_ORDER,
     COMMON,
     DARK_COMMON_SEARCH},
    {"hierarchical credible", "hierarchical", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_CREDIBLE, 3, 8, ANY_ORDER, 0, 0},
    {"mixture", "mixture", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MIXTURE, 3, 6, ANY_ORDER, COMMON, 0},
    {"mixture replicated", "mixture", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, 3, 6, ANY_ORDER, SUMS, 0},
    {"mixture mean=0.5",
     "mixture",
     {"mean=0.5", "triples=1"},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_MIXTURE,
     3,
     6,
     ANY_ORDER,
     COMMON,
     0},
    {"mixture triples=1", "mixture", {"triples=1"}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MIXTURE, 3, 6, ANY_ORDER, COMMON, 0},
    {"mixture both=0.5",
     "mixture",
     {"mean=0.5", "triples=0.5"},
     DARK_RESAMPLE_OBSERVED,
     DARK_INTERVAL_MIXTURE,
     3,
     6,
     ANY_ORDER,
     COMMON,
     0},
    {"chapman percentile", "chapman", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, 2, 2, ANY_ORDER, 0, 0},
    {"chapman exact", "chapman", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_EXACT, 2, 2, ANY_ORDER, 0, 0},
    {"saturated log-normal", "saturated", {NULL}, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, 3, 5, ANY_ORDER, DETAILED, 0},
};
const size_t n_coverage_methods = sizeof coverage_methods / sizeof coverage_methods[0];

static bool same_text(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }

bool methods_share_plan(const method *a, const method *b) {
  return strcmp(a->estimator, b->estimator) == 0 && same_text(a->set[0], b->set[0]) && same_text(a->set[1], b->set[1]) &&
         a->resample == b->resample && a->common == b->common;
}

static bool is_automatic(const method *of) { return strcmp(of->estimator, "auto") == 0; }

static bool is_tried(const method *of, const design *on, size_t n_lists) {
  if (n_lists < of->least_lists || n_lists > of->most_lists) return false;
  if (of->most_order != 0 && on->order > of->most_order) return false;
  return (of->only & ~on->traits) == 0;
}

/* What `auto` chooses for a table of so many lists, if it is among the methods with the same interval and searches what it searches. */
static const method *find_chosen(const method *of, const design *on, size_t n_lists) {
  unsigned order;
  const char *name = dark_method_choose(n_lists, &order);
  if (order != 0 && order != on->order) return NULL;
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const method *other = &coverage_methods[m];
    if (strcmp(other->estimator, name) == 0 && other->set[0] == NULL && other->common == DARK_COMMON_USUAL &&
        other->resample == of->resample && other->interval == of->interval && is_tried(other, on, n_lists))
      return other;
  }
  return NULL;
}

const method *method_behind(const method *of, const design *on, size_t n_lists) {
  if (is_automatic(of) && (on->traits & TRAIT_ORDER) != 0) return NULL;
  /* Strata in which a list caught nobody may be served by another method. */
  const method *chosen = is_automatic(of) && on->span != SPAN_STRATA ? find_chosen(of, on, n_lists) : NULL;
  if (chosen != NULL) return chosen;
  return is_tried(of, on, n_lists) ? of : NULL;
}

/* The next of patterns separated by commas, or NULL: at most size - 1 bytes of it. */
static const char *next_pattern(const char *patterns, char *out, size_t size) {
  const size_t length = strcspn(patterns, ",");
  snprintf(out, size, "%.*s", (int)length, patterns);
  return patterns[length] == ',' ? patterns + length + 1 : NULL;
}

static bool is_wanted(const method *of, const char *patterns) {
  char pattern[MOST_NAME];
  bool is_matched = patterns == NULL;
  for (const char *rest = patterns; rest != NULL && !is_matched;) {
    rest = next_pattern(rest, pattern, sizeof pattern);
    is_matched = fnmatch(pattern, of->name, 0) == 0;
  }
  return is_matched;
}

static bool is_some_method(const char *pattern) {
  bool any = false;
  for (size_t m = 0; m < n_coverage_methods; m++) any = any || fnmatch(pattern, coverage_methods[m].name, 0) == 0;
  return any;
}

bool methods_are_known(const char *patterns, char *unmatched, size_t size) {
  for (const char *rest = patterns; rest != NULL;) {
    rest = next_pattern(rest, unmatched, size);
    if (!is_some_method(unmatched)) return false;
  }
  return true;
}

size_t methods_choose(const method **chosen, const design *of, size_t n_lists, const methods_wanted *which) {
  size_t n = 0;
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const method *one = &coverage_methods[m];
    if (!which->has_replicates && one->interval != DARK_INTERVAL_LOG_NORMAL) continue;
    if (is_wanted(one, which->patterns) && method_behind(one, of, n_lists) == one) chosen[n++] = one;
  }
  return n;
}

dark_settings method_settings(const method *of, const design *on) {
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = of->estimator;
  settings.max_order = strcmp(of->estimator, "bic") == 0 ? on->order : 0;
  settings.common_dependence = of->common;
  settings.set = of->set;
  settings.n_set = of->set[0] == NULL ? 0 : of->set[1] == NULL ? 1 : 2;
  settings.resample = of->resample;
  return settings;
}
