/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/method.h"

#include <string.h>

#define ALL_LISTS 3, DARK_MAX_LISTS
/* Searches among models of eight lists, repeated in every replicate, take minutes a table; so do those of order 3 among six. */
#define BIC_LISTS 3, 6
#define AUTO_LISTS 3, 5

enum { ANY_ORDER = 0, PAIRS = 2 }; /* stepwise adds pairs only */
enum { DETAILED = TRAIT_DETAILED, INDEPENDENT = TRAIT_INDEPENDENT };

/* To add a method, add a line. Lines with the same estimator, option and resampling share plan and replicates if they are neighbours. */
const method coverage_methods[] = {
    {"auto percentile", "auto", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, AUTO_LISTS, ANY_ORDER, 0},
    {"auto BCa", "auto", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_BCA, AUTO_LISTS, ANY_ORDER, 0},
    {"auto log-normal", "auto", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, AUTO_LISTS, ANY_ORDER, 0},
    {"bic percentile", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, 0},
    {"bic BCa", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_BCA, BIC_LISTS, ANY_ORDER, 0},
    {"bic log-normal", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, BIC_LISTS, ANY_ORDER, 0},
    {"bic profile", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PROFILE, BIC_LISTS, ANY_ORDER, 0},
    {"MATA-BIC", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MATA_BIC, BIC_LISTS, ANY_ORDER, 0},
    {"MATA-AIC", "bic", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_MATA_AIC, BIC_LISTS, ANY_ORDER, 0},
    {"bic imputed", "bic", NULL, DARK_RESAMPLE_IMPUTED, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, DETAILED},
    {"bic parametric", "bic", NULL, DARK_RESAMPLE_PARAMETRIC, DARK_INTERVAL_PERCENTILE, BIC_LISTS, ANY_ORDER, DETAILED},
    {"stepwise percentile", "stepwise", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_PERCENTILE, ALL_LISTS, PAIRS, 0},
    {"stepwise BCa", "stepwise", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_BCA, ALL_LISTS, PAIRS, 0},
    {"stepwise log-normal", "stepwise", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, ALL_LISTS, PAIRS, 0},
    {"independence log-normal", "independence", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, ALL_LISTS, ANY_ORDER,
     INDEPENDENT},
    {"saturated log-normal", "saturated", NULL, DARK_RESAMPLE_OBSERVED, DARK_INTERVAL_LOG_NORMAL, 3, 5, ANY_ORDER, DETAILED},
};
const size_t n_coverage_methods = sizeof coverage_methods / sizeof coverage_methods[0];

static bool same_text(const char *a, const char *b) { return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0); }

bool methods_share_plan(const method *a, const method *b) {
  return strcmp(a->estimator, b->estimator) == 0 && same_text(a->set, b->set) && a->resample == b->resample;
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
    if (strcmp(other->estimator, name) == 0 && other->set == NULL && other->resample == of->resample &&
        other->interval == of->interval && is_tried(other, on, n_lists))
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

size_t methods_choose(const method **chosen, const design *of, size_t n_lists, bool has_replicates) {
  size_t n = 0;
  for (size_t m = 0; m < n_coverage_methods; m++) {
    const method *one = &coverage_methods[m];
    const bool is_wanted = has_replicates || one->interval == DARK_INTERVAL_LOG_NORMAL;
    if (is_wanted && method_behind(one, of, n_lists) == one) chosen[n++] = one;
  }
  return n;
}

dark_settings method_settings(const method *of, const design *on) {
  dark_settings settings = DARK_SETTINGS_INIT;
  settings.method = of->estimator;
  settings.max_order = strcmp(of->estimator, "bic") == 0 ? on->order : 0;
  settings.set = &of->set;
  settings.n_set = of->set != NULL ? 1 : 0;
  settings.resample = of->resample;
  return settings;
}
