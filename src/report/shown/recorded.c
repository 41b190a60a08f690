/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of people as the page may show them: as they are, or protected. */
#include <math.h>

#include "disclosure/coarse.h"
#include "report/shown/sheet.h"
#include "report/words/rows.h"

dark__printed dark__shown_cell(const dark__sheet *sheet, size_t cell, double people) {
  const dark__protection *protection = sheet->options->protection;
  if (protection == NULL) return (dark__printed){people, false};
  return (dark__printed){dark__protected_people(protection, cell), dark__protection_is_rounded(protection, cell)};
}

/* Also of a row of published practice, which is about the same people. */
static size_t row_number(const dark__sheet *sheet, const dark_row *row) {
  const dark_results *practice = &sheet->source->practice;
  for (size_t r = 0; r < practice->n_rows; r++)
    if (row == &practice->rows[r]) return r;
  return (size_t)(row - sheet->source->results.rows);
}

dark__printed dark__shown_recorded(const dark__sheet *sheet, const dark_row *row) {
  const dark__protection *protection = sheet->options->protection;
  return dark__shown_cell(sheet, protection == NULL ? 0 : protection->observed[row_number(sheet, row)], row->observed);
}

dark__printed dark__shown_excluded(const dark__sheet *sheet, const dark_row *row) {
  const dark__protection *protection = sheet->options->protection;
  return dark__shown_cell(sheet, protection == NULL ? 0 : protection->excluded[row_number(sheet, row)], row->excluded);
}

bool dark__has_point(const dark__sheet *sheet, const dark_row *row) {
  const dark__protection *protection = sheet->options->protection;
  if (!dark__row_has_point(row)) return false;
  return protection == NULL || !protection->has_no_point[row_number(sheet, row)];
}

dark__saying dark__range_legend(const dark__sheet *sheet) {
  const dark__protection *protection = sheet->options->protection;
  return protection != NULL && dark__protection_hides_points(protection) ? DARK__SAY_LEGEND_RANGE_KEPT : DARK__SAY_LEGEND_RANGE;
}

bool dark__is_hidden(const dark__sheet *sheet, const dark_row *row) { return isnan(dark__shown_recorded(sheet, row).people); }

dark__argument dark__argue_shown(dark__sheet *sheet, dark__printed shown) {
  const dark__argument number = dark__argue_count(sheet->language, shown.people);
  if (!shown.is_rounded) return number;
  dark__paper text = {0};
  dark__say(&text, sheet->language, DARK__SAY_ROUNDED, &number, 1);
  dark__argument about = dark__argue_text(dark__paper_text(&text));
  about.number = shown.people;
  if (text.failed) sheet->html.failed = true;
  dark__paper_clear(&text);
  return about;
}

/* What is known must not be read off an estimate where it is rounded itself. */
double dark__sheet_round(const dark__sheet *sheet, double people, const dark_row *row) {
  const dark__protection *protection = sheet->options->protection;
  const double known = row == NULL ? 0 : row->observed;
  if (protection == NULL) return dark__two_digits(people, known);
  const bool is_open = row == NULL || !dark__shown_recorded(sheet, row).is_rounded;
  return dark__coarse(people, protection->release.k, is_open ? known : (double)NAN);
}

dark__limits dark__sheet_limits(const dark__sheet *sheet, const dark_row *row) {
  const dark__protection *protection = sheet->options->protection;
  const dark_interval *interval = &row->interval;
  dark__limits limits = {dark__sheet_round(sheet, interval->lower, row), dark__sheet_round(sheet, interval->upper, row)};
  if (!(interval->lower < interval->upper) || limits.lower != limits.upper) return limits;
  const double unit = dark__coarse_unit(limits.upper, protection == NULL ? 1 : protection->release.k);
  limits.lower = dark__sheet_round(sheet, limits.lower - unit, row);
  if (protection == NULL) limits.lower = fmax(limits.lower, row->observed);
  limits.upper += unit;
  return limits;
}

dark__argument dark__sheet_estimate(const dark__sheet *sheet, double people, const dark_row *row) {
  return dark__argue_count(sheet->language, dark__sheet_round(sheet, people, row));
}
