/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/interval.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "numeric/hypergeometric.h"

static const double HEAVY = 10;

const char *dark_interval_name(dark_interval_type type) {
  static const char *const names[DARK_N_INTERVALS] = {[DARK_INTERVAL_NONE] = "",
                                                      [DARK_INTERVAL_PERCENTILE] = "percentile",
                                                      [DARK_INTERVAL_BCA] = "bca",
                                                      [DARK_INTERVAL_LOG_NORMAL] = "log-normal",
                                                      [DARK_INTERVAL_EXACT] = "exact",
                                                      [DARK_INTERVAL_PROFILE] = "profile",
                                                      [DARK_INTERVAL_MATA_AIC] = "mata-aic",
                                                      [DARK_INTERVAL_MATA_BIC] = "mata-bic",
                                                      [DARK_INTERVAL_CREDIBLE] = "credible",
                                                      [DARK_INTERVAL_MIXTURE] = "mixture"};
  if (type == DARK_INTERVAL_MIXED) return "mixed";
  return (size_t)type < DARK_N_INTERVALS ? names[type] : "";
}

int dark_interval_needs_replicates(dark_interval_type type) {
  return type == DARK_INTERVAL_PERCENTILE || type == DARK_INTERVAL_BCA;
}

dark_interval dark__interval_none(double level) {
  return (dark_interval){
      .type = DARK_INTERVAL_NONE,
      .level = level,
      .lower = NAN,
      .upper = NAN,
      .probability_lower = NAN,
      .probability_upper = NAN,
      .monte_carlo_lower = NAN,
      .monte_carlo_upper = NAN,
      .z0 = NAN,
      .acceleration = NAN,
      .likeliest = NAN,
      .missed_weight = NAN,
  };
}

dark_interval dark__interval_log_normal(double observed, double hidden, double se, double level) {
  dark_interval interval = dark__interval_none(level);
  if (!(hidden > 0) || !isfinite(hidden) || !isfinite(se)) return interval;
  const double z = gsl_cdf_ugaussian_Qinv((1 - level) / 2), ratio = se / hidden;
  const double c = exp(z * sqrt(log1p(ratio * ratio)));
  interval.type = DARK_INTERVAL_LOG_NORMAL;
  interval.lower = observed + hidden / c;
  interval.upper = observed + hidden * c;
  return interval;
}

double dark__log_normal_se(const dark_explanation *explanation, double hidden) {
  const double ratio = explanation->se / hidden;
  return explanation->is_average || explanation->priors[0] != 0 ? hidden * sqrt(expm1(ratio * ratio)) : explanation->se;
}

void dark__interval_guard(dark_interval *interval, double estimate) {
  interval->reasons &= ~DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);
  if (interval->upper > HEAVY * estimate) interval->reasons |= DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);
}

dark_interval dark__interval_exact(double n1, double n2, double m, double level) {
  dark_interval interval = dark__interval_none(level);
  const double tail = (1 - level) / 2;
  interval.type = DARK_INTERVAL_EXACT;
  interval.lower = dark__least_population(n1, n2, m, tail);
  if (m > 0) interval.upper = dark__most_population(n1, n2, m, tail);
  else interval.reasons = DARK_REASON_BIT(DARK_REASON_LOWER_ONLY);
  if (m > 0 && interval.lower <= n1 + n2 - m) interval.reasons = DARK_REASON_BIT(DARK_REASON_LOWER_AT_OBSERVED);
  return interval;
}
