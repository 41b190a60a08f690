/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/error.h"
#include "estimator/estimator.h"
#include "estimator/interval.h"
#include "lattice/chao_bound.h"
#include "sensitivity/section.h"

dark_status dark__departure_bound(dark__section_work *work, dark_error *err) {
  dark_explanation explanation;
  dark_error why = DARK_ERROR_INIT;
  work->bound = (dark_bound){.n_pairs = 0};
  if (dark_plan_estimator(work->plan, work->part)->explain == NULL) return DARK_OK;
  const dark_status status = dark_plan_explain(&explanation, work->plan, work->part, &why);
  if (status == DARK_ENUMERIC) return DARK_OK; /* the estimate stands by itself */
  if (status != DARK_OK) return dark__fail(err, status, "%s", why.message);
  work->bound = explanation.bound;
  dark_explanation_clear(&explanation);
  return DARK_OK;
}

/* As row.c of src/result finds it for the estimate itself. */
static int is_below_chao(const dark__section_work *work, double hidden) {
  dark_bound bound = work->bound;
  dark__bound_compare(&bound, hidden);
  return dark__is_below_bound(&bound);
}

static double scaled(double total, double observed, double factor) { return observed + (total - observed) * factor; }

int dark__departure_is_scaled(const dark__section_work *work) {
  return !dark_estimator_takes_dependence(dark_plan_estimator(work->plan, work->part));
}

dark_row dark__departure(const dark__section_work *work, double xi) {
  const double factor = 1 / xi;
  dark_row row = *work->estimate;
  if (factor == 1) return row;
  row.hidden *= factor;
  row.total = row.observed + row.hidden;
  row.se *= factor;
  row.interval.lower = scaled(row.interval.lower, row.observed, factor);
  row.interval.upper = scaled(row.interval.upper, row.observed, factor);
  dark__interval_guard(&row.interval, row.total);
  row.reasons &= ~(DARK_REASON_BIT(DARK_REASON_BELOW_CHAO) | DARK_REASON_BIT(DARK_REASON_INDEPENDENCE_UNTESTABLE) |
                   DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL));
  row.reasons |= row.interval.reasons;
  if (is_below_chao(work, row.hidden)) row.reasons |= DARK_REASON_BIT(DARK_REASON_BELOW_CHAO);
  return row;
}
