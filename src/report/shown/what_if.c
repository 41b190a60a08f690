/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each estimate would be if an assumption were another: which of them are shown, and what is said and drawn of them. */
#include <math.h>

#include "report/shown/sheet.h"

/* Of a category beside others, and of the one table. */
enum { MOST_OF_EACH = 3, MOST_OF_ONE = 8 };

/* ---- What is shown */

/* Under protection nothing of people whose number is not shown; and nothing of an estimate that cannot be said as one number. */
const dark__what_if_section *dark__what_ifs_shown(const dark__sheet *sheet, const dark_row *row) {
  if (!dark__has_estimate(row) || !dark__has_point(sheet, row) || dark__is_hidden(sheet, row)) return NULL;
  return dark__what_ifs_of(sheet->options->what_ifs, &sheet->source->results, row);
}

static double shown_total(const dark__sheet *sheet, const dark_row *row) { return dark__sheet_round(sheet, row->total, row); }

/* An estimate under another assumption may be below the people who are known, as when a list is left out. */
static double shown_value(const dark__sheet *sheet, double people) { return dark__sheet_round(sheet, people, NULL); }

static bool is_move(const dark__sheet *sheet, const dark__what_if *of, const dark_row *row) {
  const double total = shown_total(sheet, row);
  return shown_value(sheet, of->least) < total || shown_value(sheet, of->most) > total;
}

size_t dark__n_what_ifs(const dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section) {
  const size_t most = sheet->source->results.n_categories == 0 ? MOST_OF_ONE : MOST_OF_EACH;
  size_t n = 0;
  while (n < section->n && n < most && is_move(sheet, &section->items[n], row)) n++;
  return n;
}

/* ---- Words and marks of one */

void dark__sheet_add_what_if(dark__paper *text, const dark__sheet *sheet, const dark__what_if *of) {
  static const dark__saying sayings[DARK__N_WHAT_IFS] = {
      [DARK__IF_LEFT_OUT] = DARK__SAY_IF_LEFT_OUT, [DARK__IF_MERGED] = DARK__SAY_IF_MERGED,
      [DARK__IF_ODDS] = DARK__SAY_IF_ODDS,         [DARK__IF_XI] = DARK__SAY_IF_XI,
      [DARK__IF_PRIOR] = DARK__SAY_IF_PRIOR,       [DARK__IF_MISSING] = DARK__SAY_IF_MISSING};
  const dark__document *labels = sheet->options->labels;
  const dark__argument words[] = {dark__argue_text(of->first == NULL ? "" : dark__label(labels, of->first)),
                                  dark__argue_text(of->second == NULL ? "" : dark__label(labels, of->second)),
                                  dark__argue_setting(sheet->language, of->least_value),
                                  dark__argue_setting(sheet->language, of->most_value)};
  dark__say(text, sheet->language, sayings[of->kind], words, 4);
}

void dark__sheet_add_what_if_value(dark__paper *text, const dark__sheet *sheet, const dark__what_if *of) {
  const dark__argument range[] = {dark__sheet_estimate(sheet, of->least, NULL), dark__sheet_estimate(sheet, of->most, NULL)};
  const bool is_one = shown_value(sheet, of->least) == shown_value(sheet, of->most);
  dark__say(text, sheet->language, is_one ? DARK__SAY_IF_ONE : DARK__SAY_RANGE, range, 2);
}

dark__mark dark__what_if_mark(const dark__sheet *sheet, const dark__what_if *of, const dark_row *row) {
  const double least = shown_value(sheet, of->least), most = shown_value(sheet, of->most);
  const bool is_one = least == most;
  return (dark__mark){.recorded = NAN,
                      .estimate = is_one ? least : NAN,
                      .lower = is_one ? NAN : least,
                      .upper = is_one ? NAN : most,
                      .reference = shown_total(sheet, row)};
}

/* ---- All of them */

size_t dark__use_what_ifs(dark__sheet *sheet, dark__what_if_use *with, void *context) {
  const dark_results *results = &sheet->source->results;
  size_t n_rows = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark__what_if_section *section = dark__what_ifs_shown(sheet, &results->rows[r]);
    const size_t n = section == NULL ? 0 : dark__n_what_ifs(sheet, &results->rows[r], section);
    if (n > 0 && with != NULL) with(sheet, &results->rows[r], section, n, context);
    n_rows += n > 0;
  }
  return n_rows;
}

typedef struct span {
  double least, most;
} span;

static void widen_by_row(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n, void *context) {
  span *of = context;
  const dark__mark mark = dark__forest_mark(sheet, row);
  dark__widen(&of->least, &of->most, mark.recorded);
  dark__widen(&of->least, &of->most, mark.lower);
  dark__widen(&of->least, &of->most, mark.upper);
  for (size_t i = 0; i < n; i++) {
    dark__widen(&of->least, &of->most, shown_value(sheet, section->items[i].least));
    dark__widen(&of->least, &of->most, shown_value(sheet, section->items[i].most));
  }
}

dark__scale dark__what_ifs_scale(dark__sheet *sheet) {
  span of = {NAN, NAN};
  dark__use_what_ifs(sheet, widen_by_row, &of);
  return dark__scale_of(of.least, of.most);
}
