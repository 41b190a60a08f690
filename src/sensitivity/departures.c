/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/estimator.h"
#include "estimator/interval.h"
#include "result/assembly.h"
#include "sensitivity/section.h"

/* As row.c of src/result finds it for the estimate itself. */
static int is_below_chao(const dark__section_work *work, double total) {
  const dark__assembly assembly = {.plan = work->plan, .table = work->inquiry->table};
  dark__margins margins = dark__margins_start(work->inquiry->table);
  if ((dark_plan_estimator(work->plan, work->part)->traits & DARK__LOWER_BOUND) != 0) return 0;
  dark__part_margins(&margins, &assembly, work->part);
  return dark_plan_n_lists(work->plan, work->part) > 2 && total < dark__margins_chao_bound(&margins) * (1 - 1e-9);
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
  if (is_below_chao(work, row.total)) row.reasons |= DARK_REASON_BIT(DARK_REASON_BELOW_CHAO);
  return row;
}
