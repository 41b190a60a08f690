/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "estimator/estimator.h"
#include "estimator/interval.h"
#include "result/assembly.h"
#include "sensitivity/section.h"

static const double XI[DARK__N_XI] = {0.25, 0.5, 2.0 / 3, 1, 1.5, 2, 4};

static double scaled(double total, double observed, double factor) { return observed + (total - observed) * factor; }

/* Intervals that are the same in the hidden number whatever its scale. Others would have to be made anew. */
static int is_scalable(const dark_row *row, const dark__inquiry *inquiry) {
  switch (row->interval.type) {
    case DARK_INTERVAL_LOG_NORMAL: return 1;
    case DARK_INTERVAL_PERCENTILE:
    case DARK_INTERVAL_BCA: return inquiry->settings->resample == DARK_RESAMPLE_OBSERVED;
    default: return 0;
  }
}

/* As row.c of src/result finds it for the estimate itself. */
static int is_below_chao(const dark__section_work *work, double total) {
  const dark__assembly assembly = {.plan = work->plan, .table = work->inquiry->table};
  dark__margins margins = dark__margins_start(work->inquiry->table);
  if ((dark_plan_estimator(work->plan, work->part)->traits & DARK__LOWER_BOUND) != 0) return 0;
  dark__part_margins(&margins, &assembly, work->part);
  return dark_plan_n_lists(work->plan, work->part) > 2 && total < dark__margins_chao_bound(&margins) * (1 - 1e-9);
}

static void rescale_interval(dark_row *row, double observed, double factor, const dark__inquiry *inquiry) {
  dark_interval *interval = &row->interval;
  if (factor == 1 || interval->type == DARK_INTERVAL_NONE) return;
  if (is_scalable(row, inquiry)) {
    interval->lower = scaled(interval->lower, observed, factor);
    interval->upper = scaled(interval->upper, observed, factor);
    return;
  }
  row->reasons = (row->reasons & ~interval->reasons) | DARK_REASON_BIT(DARK_REASON_NOT_OFFERED);
  *interval = dark__interval_none(interval->level);
}

/* The answer for a hidden number `factor` times as large. */
static dark_row rescaled(const dark__section_work *work, double factor) {
  const dark_reasons relative = DARK_REASON_BIT(DARK_REASON_BELOW_CHAO), untested = DARK_REASON_BIT(DARK_REASON_INDEPENDENCE_UNTESTABLE);
  dark_row row = *work->estimate;
  if (factor == 1) return row;
  row.hidden *= factor;
  row.total = row.observed + row.hidden;
  row.se *= factor;
  row.reasons &= ~(relative | untested);
  if (is_below_chao(work, row.total)) row.reasons |= relative;
  rescale_interval(&row, row.observed, factor, work->inquiry);
  return row;
}

void dark__departures_add(dark__section_work *work) {
  const double now = work->inquiry->given->xi;
  for (size_t i = 0; i < DARK__N_XI; i++) {
    const dark_row answer = rescaled(work, now / XI[i]);
    dark_sensitivity_row *row = dark__section_add(work, DARK_ANALYSIS_XI, &answer);
    row->value = XI[i];
    dark__section_compare(row, work->estimate->total);
  }
}
