/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn of each row, on one axis, and what stands at that. */
#include <math.h>

#include "report/shown/sheet.h"

dark__mark dark__forest_mark(const dark__sheet *sheet, const dark_row *row) {
  const bool has_estimate = dark__has_estimate(row) && !dark__is_hidden(sheet, row);
  const dark__limits limits = dark__sheet_limits(sheet, row);
  return (dark__mark){.recorded = dark__shown_recorded(sheet, row).people,
                      .estimate = has_estimate && dark__has_point(sheet, row) ? dark__sheet_round(sheet, row->total, row) : NAN,
                      .lower = has_estimate ? limits.lower : NAN,
                      .upper = has_estimate ? limits.upper : NAN,
                      .is_sum = dark__is_sum(sheet, row)};
}

void dark__widen(double *least, double *most, double value) {
  if (!isfinite(value) || value <= 0) return;
  if (!(*least <= value)) *least = value;
  if (!(*most >= value)) *most = value;
}

dark__scale dark__forest_scale(const dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  double least = NAN, most = NAN;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark__mark mark = dark__forest_mark(sheet, &results->rows[r]);
    dark__widen(&least, &most, mark.recorded);
    dark__widen(&least, &most, mark.estimate);
    dark__widen(&least, &most, mark.lower);
    dark__widen(&least, &most, mark.upper);
  }
  return dark__scale_of(least, most);
}

dark__argument dark__scale_tick(const dark__sheet *sheet, const dark__scale *scale, size_t i) {
  if (scale->is_change) return dark__argue_change(sheet->language, scale->ticks[i]);
  return scale->is_ratio ? dark__argue_tick(sheet->language, scale->ticks[i])
                         : dark__argue_count(sheet->language, scale->ticks[i]);
}

dark__saying dark__scale_words(const dark__scale *scale) {
  if (scale->is_change) return DARK__SAY_AXIS_CHANGE;
  return scale->is_ratio ? DARK__SAY_AXIS_TIMES : DARK__SAY_AXIS_PEOPLE;
}
