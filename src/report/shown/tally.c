/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people and categories add up. */
#include "report/shown/sheet.h"

dark__reconciled dark__reconcile(const dark__sheet *sheet) {
  const dark__source *source = sheet->source;
  const dark__protection *of = sheet->options->protection;
  return (dark__reconciled){dark__shown_cell(sheet, of == NULL ? 0 : of->known, source->n_people + source->n_left_out),
                            dark__shown_cell(sheet, of == NULL ? 0 : of->left_out, source->n_left_out),
                            dark__shown_cell(sheet, of == NULL ? 0 : of->analysed, source->n_people)};
}

dark__tally dark__count_categories(const dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  dark__tally found = {0};
  double n_recorded = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    if (!dark__is_category(sheet, &results->rows[r])) continue;
    found.n++;
    if (dark__has_estimate(&results->rows[r])) found.n_estimated++;
    else n_recorded += results->rows[r].observed;
  }
  const dark__protection *protection = sheet->options->protection;
  found.recorded = dark__shown_cell(sheet, protection == NULL ? 0 : protection->unknown, n_recorded);
  return found;
}
