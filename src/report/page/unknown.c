/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What could not be estimated, and why. */
#include <math.h>

#include "report/page/sheet.h"

/* The limit has a sentence of its own, and what an estimate rests on says nothing where there is none. */
static bool is_said_elsewhere(dark_reason reason) {
  return reason == DARK_REASON_LOWER_ONLY || reason == DARK_REASON_INDEPENDENCE_UNTESTABLE;
}

static void put_reasons(dark__sheet *sheet, dark_reasons reasons) {
  for (int r = 0; r < DARK_N_REASONS; r++) {
    dark__paper sentence = {0};
    if ((reasons & DARK_REASON_BIT(r)) == 0 || is_said_elsewhere((dark_reason)r)) continue;
    dark__say_reason(&sentence, sheet->language, (dark_reason)r);
    const dark__argument reason = dark__argue_paper(sheet, &sentence);
    dark__paper_add(&sheet->html, " ");
    dark__sheet_say(sheet, "span", DARK__SAY_BECAUSE, &reason, 1);
  }
}

/* A limit that is only the number recorded says nothing new. */
static void put_limit(dark__sheet *sheet, const dark_row *row) {
  const dark__argument limit = dark__sheet_estimate(sheet, row->interval.lower, row);
  if (!(row->interval.lower > row->observed)) return;
  dark__paper_add(&sheet->html, " ");
  dark__sheet_say(sheet, "span", DARK__SAY_LOWER_LIMIT, &limit, 1);
}

static void put_item(dark__sheet *sheet, const dark_row *row) {
  const dark__argument head[] = {dark__argue_name(sheet, row), dark__argue_shown(sheet, dark__shown_recorded(sheet, row))};
  if (dark__is_hidden(sheet, row)) {
    dark__sheet_say(sheet, "strong", DARK__SAY_UNKNOWN_ITEM_HIDDEN, head, 1);
    return;
  }
  dark__sheet_say(sheet, "strong", DARK__SAY_UNKNOWN_ITEM, head, 2);
  put_reasons(sheet, row->reasons);
  put_limit(sheet, row);
}

void dark__page_unknown(dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  size_t n = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark_row *row = &results->rows[r];
    if (dark__has_estimate(row)) continue;
    dark__paper_add(&sheet->html, n++ == 0 ? "<ul>\n<li>" : "<li>");
    put_item(sheet, row);
    dark__paper_add(&sheet->html, "</li>\n");
  }
  if (n > 0) dark__paper_add(&sheet->html, "</ul>\n");
  else dark__sheet_say(sheet, "p", DARK__SAY_ALL_ESTIMATED, NULL, 0);
}
