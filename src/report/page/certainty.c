/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How certain it is, and why. */
#include <math.h>

#include "report/page/sheet.h"
#include "report/words/assumptions.h"

static void put_item(dark__sheet *sheet, dark__saying saying, const dark__argument *arguments, size_t n) {
  dark__sheet_say(sheet, "li", saying, arguments, n);
  dark__paper_add(&sheet->html, "\n");
}

/* One item for each reason, with the rows that it is about. */
static void put_reason(dark__sheet *sheet, dark_reason reason) {
  const dark_results *results = &sheet->source->results;
  dark__paper names = {0}, sentence = {0};
  size_t n = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark_row *row = &results->rows[r];
    if (!dark__has_estimate(row) || dark__is_hidden(sheet, row) || (row->reasons & DARK_REASON_BIT(reason)) == 0) continue;
    dark__paper_add(&names, "%s", n++ > 0 ? "; " : "");
    dark__sheet_add_name(&names, sheet, row);
  }
  dark__say_reason(&sentence, sheet->language, reason);
  const dark__argument words[] = {dark__argue_paper(sheet, &names), dark__argue_paper(sheet, &sentence)};
  if (n > 0) put_item(sheet, DARK__SAY_ROW_REASON, words, 2);
}

/* What the first screen says in its own words is not said again: that categories without an estimate come on top. */
static void put_reasons(dark__sheet *sheet) {
  for (int r = 0; r < DARK_N_REASONS; r++)
    if (r != (int)DARK_REASON_PART_FAILED) put_reason(sheet, (dark_reason)r);
}

static void put_coverage(dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  dark__paper names = {0};
  size_t n = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark__source_detail *detail = dark__source_detail_of(sheet->source, &results->rows[r]);
    if (detail == NULL || dark__is_hidden(sheet, &results->rows[r]) || !(detail->sample_coverage <= DARK__SAMPLE_COVERAGE_NEEDED))
      continue;
    dark__paper_add(&names, "%s", dark__comma(n++));
    dark__sheet_add_name(&names, sheet, &results->rows[r]);
  }
  const dark__argument list = dark__argue_paper(sheet, &names);
  if (n > 0) put_item(sheet, DARK__SAY_COVERAGE_LOW, &list, 1);
}

static bool hides_zeros(const dark__sheet *sheet) {
  return sheet->options->protection != NULL && sheet->options->protection->release.hides_zeros;
}

static void put_empty_pairs(dark__sheet *sheet, const dark_row *row) {
  const dark__source_detail *detail = dark__source_detail_of(sheet->source, row);
  size_t n_empty = 0;
  for (size_t i = 0; detail != NULL && i < detail->n_overlaps; i++) n_empty += detail->overlaps[i].n_both == 0 ? 1 : 0;
  if (n_empty == 0 || dark__is_hidden(sheet, row) || hides_zeros(sheet)) return;
  const dark__argument words[] = {dark__argue_name(sheet, row), dark__argue_count(sheet->language, (double)n_empty),
                                  dark__argue_count(sheet->language, (double)detail->n_overlaps)};
  put_item(sheet, DARK__SAY_EMPTY_PAIRS, words, 3);
}

void dark__page_certainty(dark__sheet *sheet) {
  static const dark__saying trust[] = {DARK__SAY_TRUST_CLOSED, DARK__SAY_TRUST_LINKED, DARK__SAY_TRUST_SCOPE,
                                       DARK__SAY_TRUST_MODEL};
  const dark_results *results = &sheet->source->results;
  const dark__argument level = dark__argue_level(sheet->language, results->rows[0].interval.level);
  const bool is_any = dark_results_any(results) != 0;
  if (is_any) dark__sheet_say(sheet, "p", DARK__SAY_INTERVAL_MEANS, &level, 1);
  else dark__sheet_say(sheet, "p", DARK__SAY_HEAD_NONE, NULL, 0);
  dark__paper_add(&sheet->html, "<ul>\n");
  for (size_t i = 0; is_any && i < sizeof trust / sizeof trust[0]; i++) put_item(sheet, trust[i], NULL, 0);
  put_coverage(sheet);
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1))
    put_empty_pairs(sheet, &results->rows[r]);
  put_reasons(sheet);
  dark__paper_add(&sheet->html, "</ul>\n");
}
