/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/settings.h"

#include "base/arguments.h"
#include "estimator/estimator.h"

/* The second list may be missing: the first is a pair then. */
static dark_status check_odds(const dark_dependence *asked, dark_error *err) {
  if (asked->n_odds_ratios > 0 && asked->odds_ratios == NULL)
    return dark__fail(err, DARK_EUSAGE, "odds_ratios are %zu and NULL", asked->n_odds_ratios);
  for (size_t i = 0; i < asked->n_odds_ratios; i++)
    if (asked->odds_ratios[i].lists[0] == NULL) return dark__fail(err, DARK_EUSAGE, "odds_ratios[%zu].lists[0] is NULL", i);
  return dark__texts_check(asked->forced, asked->n_forced, "forced", err);
}

static const char *const common_names[] = {"usual", "no", "search", "always"};

const char *dark_common_dependence_name(dark_common_dependence common) {
  return (size_t)common < sizeof common_names / sizeof common_names[0] ? common_names[common] : "";
}

static dark_status check_missing_odds(const dark_missing_odds *asked, dark_error *err) {
  if (asked->category == NULL || asked->value == NULL)
    return dark__fail(err, DARK_EUSAGE, "missing_odds have no category or no value");
  if (asked->odds >= 1e-6 && asked->odds <= 1e6) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "missing_odds are %g; they go from 0.000001 to 1,000,000", asked->odds);
}

static const char *const missing_names[] = {"usual", "model", "category", "drop"};

const char *dark_missing_name(dark_missing missing) {
  return (size_t)missing < sizeof missing_names / sizeof missing_names[0] ? missing_names[missing] : "";
}

const dark_estimator *dark__estimator_named(const char *method, size_t n_lists, bool has_captures, bool is_dependence_given) {
  if (!dark__method_is_automatic(method)) return dark_estimator_find(method);
  if (has_captures) return dark_estimator_find(dark_method_choose_one_list());
  const dark_estimator *chosen = dark_estimator_find(dark_method_choose(n_lists, NULL));
  return is_dependence_given && !chosen->takes_dependence ? dark_estimator_find("independence") : chosen;
}

dark_status dark__settings_verify(const dark_settings *settings, dark_error *err) {
  dark_status status = dark__version_check(settings->version, DARK_SETTINGS_VERSION, "dark_settings", err);
  if (status == DARK_OK) status = dark__texts_check(settings->set, settings->n_set, "set", err);
  if (status == DARK_OK) status = dark__texts_check(settings->absent, settings->n_absent, "absent", err);
  if (status == DARK_OK && (size_t)settings->resample > DARK_RESAMPLE_PARAMETRIC)
    status = dark__fail(err, DARK_EUSAGE, "resample is %u, none of dark_resample", (unsigned)settings->resample);
  if (status == DARK_OK && settings->max_order > DARK_MAX_LISTS)
    status = dark__fail(err, DARK_EUSAGE, "max_order is %u; an interaction is of at most %d lists", settings->max_order,
                        DARK_MAX_LISTS);
  if (status == DARK_OK && dark_common_dependence_name(settings->common_dependence)[0] == '\0')
    status = dark__fail(err, DARK_EUSAGE, "common_dependence is %u, none of dark_common_dependence",
                        (unsigned)settings->common_dependence);
  if (status == DARK_OK && dark_missing_name(settings->missing)[0] == '\0')
    status = dark__fail(err, DARK_EUSAGE, "missing is %u, none of dark_missing", (unsigned)settings->missing);
  if (status == DARK_OK && settings->missing_odds != NULL) status = check_missing_odds(settings->missing_odds, err);
  return status == DARK_OK ? check_odds(&settings->dependence, err) : status;
}
