/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/checks.h"

#include <math.h>

/* ---- Sections */

const dark__checked *dark__checked_at(const dark__sheet *sheet, size_t i) {
  const dark__what_ifs_source *beside = sheet->options->what_ifs;
  if (sheet->source->checked != NULL) return i < sheet->source->n_checked ? &sheet->source->checked[i] : NULL;
  return beside != NULL && i < beside->n_checked ? &beside->checked[i] : NULL;
}

void dark__add_checked_name(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  dark__sheet_add_people(text, sheet, of->values, of->n_categories);
}

dark__argument dark__checked_level(const dark__sheet *sheet) {
  const dark__checked *first = dark__checked_at(sheet, 0);
  return dark__argue_level(sheet->language, first == NULL ? (double)NAN : first->estimate.interval.level);
}

dark__mark dark__checked_mark(const dark__sheet *sheet, const dark_row *row) {
  const bool has_estimate = dark__has_estimate(row);
  const dark__limits limits = dark__sheet_limits(sheet, row);
  return (dark__mark){.recorded = NAN,
                      .estimate = dark__has_point(sheet, row) ? dark__two_digits(row->total, row->observed) : (double)NAN,
                      .lower = has_estimate ? limits.lower : (double)NAN,
                      .upper = has_estimate ? limits.upper : (double)NAN};
}

/* ---- Marks */

dark__mark dark__known_list_mark(const dark__sheet *sheet, const dark__known_list *list) {
  const dark__mark people = dark__checked_mark(sheet, &list->estimate);
  return (dark__mark){.recorded = NAN,
                      .estimate = people.estimate / list->known,
                      .lower = people.lower / list->known,
                      .upper = people.upper / list->known,
                      .reference = 1};
}

dark__scale dark__known_lists_scale(const dark__sheet *sheet) {
  const dark__checked *of;
  double least = NAN, most = NAN;
  for (size_t i = 0; (of = dark__checked_at(sheet, i)) != NULL; i++)
    for (size_t l = 0; l < of->n_lists; l++) {
      const dark__mark mark = dark__known_list_mark(sheet, &of->lists[l]);
      dark__widen(&least, &most, mark.estimate);
      dark__widen(&least, &most, mark.lower);
      dark__widen(&least, &most, mark.upper);
    }
  return dark__scale_around_one(least, most);
}

/* ---- Words */

void dark__add_known_list(dark__paper *text, const dark__sheet *sheet, const dark__known_list *list) {
  dark__paper value = {0};
  dark__sheet_add_value(&value, sheet, &list->estimate);
  const dark__argument words[] = {dark__argue_count(sheet->language, list->known), dark__argue_text(dark__paper_text(&value))};
  const bool has_estimate = dark__has_estimate(&list->estimate);
  dark__say(text, sheet->language, has_estimate ? DARK__SAY_KNOWN_LIST_VALUE : DARK__SAY_KNOWN_LIST_CANNOT, words, 2);
  if (value.failed) text->failed = true;
  dark__paper_clear(&value);
}

void dark__add_known_lists(dark__paper *text, const dark__sheet *sheet, const dark__checked *of) {
  size_t n_within = 0, n_intervals = 0, n_without = 0;
  for (size_t l = 0; l < of->n_lists; l++) {
    n_within += of->lists[l].is_within ? 1 : 0;
    n_intervals += of->lists[l].has_interval ? 1 : 0;
    n_without += dark__has_estimate(&of->lists[l].estimate) ? 0 : 1;
  }
  const dark__argument within[] = {dark__argue_count(sheet->language, (double)n_within),
                                   dark__argue_count(sheet->language, (double)n_intervals)};
  const dark__argument without = dark__argue_count(sheet->language, (double)n_without);
  if (of->n_lists == 0) dark__sheet_add_value(text, sheet, &of->estimate);
  if (n_intervals > 0) dark__say(text, sheet->language, DARK__SAY_KNOWN_LISTS_WITHIN, within, 2);
  if (n_intervals > 0 && n_without > 0) dark__paper_add(text, " ");
  if (n_without > 0) dark__say(text, sheet->language, DARK__SAY_KNOWN_LISTS_WITHOUT, &without, 1);
}
