/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The estimates as numbers: every row and level of the results. */
#include <math.h>

#include "base/halt.h"
#include "report/markup/markup.h"
#include "report/page/sheet.h"
#include "report/words/rows.h"

static void put_header(dark__sheet *sheet) {
  static const dark__saying columns[] = {DARK__SAY_COLUMN_RECORDED, DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_INTERVAL,
                                         DARK__SAY_COLUMN_HIDDEN, DARK__SAY_COLUMN_RATIO};
  const dark_results *results = &sheet->source->results;
  dark__paper names = {0};
  dark__paper_add(&sheet->html, "<thead><tr>");
  for (size_t c = 0; c < results->n_categories; c++)
    dark__paper_add(&names, "%s%s", c > 0 ? " · " : "", dark__label(sheet->options->labels, results->categories[c]));
  if (results->n_categories == 0) dark__say(&names, sheet->language, DARK__SAY_AXIS_PEOPLE, NULL, 0);
  dark__sheet_put(sheet, "th scope=\"col\"", &names);
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) dark__sheet_say(sheet, "th scope=\"col\"", columns[i], NULL, 0);
  if (sheet->source->rates != NULL) dark__sheet_say(sheet, "th scope=\"col\"", DARK__SAY_COLUMN_RATE, NULL, 0);
  dark__paper_add(&sheet->html, "</tr></thead>\n");
}

static void put_name(dark__sheet *sheet, const dark_row *row) {
  dark__paper name = {0};
  const dark__printed excluded = dark__shown_excluded(sheet, row);
  const dark__argument people = dark__argue_shown(sheet, excluded);
  dark__paper_add(&sheet->html, "<th scope=\"row\">");
  dark__sheet_add_name(&name, sheet, row);
  dark__sheet_put(sheet, "bdi", &name);
  if (row->excluded > 0) {
    dark__paper_add(&sheet->html, " ");
    dark__sheet_say(sheet, "small", isnan(excluded.people) ? DARK__SAY_LEFT_OUT_SOME : DARK__SAY_LEFT_OUT_OF, &people, 1);
  }
  dark__paper_add(&sheet->html, "</th>");
}

static void put_number(dark__sheet *sheet, dark__argument number) { dark__sheet_put_number(sheet, number.number, number.text); }

/* With its level where the table has several. */
static void put_limits(dark__sheet *sheet, const dark_row *row) {
  dark__paper text = {0};
  const dark_results *results = &sheet->source->results;
  dark__sheet_add_limits(&text, sheet, row);
  if (results->rows[0].interval.level != results->rows[results->n_rows - 1].interval.level)
    dark__paper_add(&text, " [%s]", dark__argue_level(sheet->language, row->interval.level).text);
  dark__sheet_put_number(sheet, dark__sheet_limits(sheet, row).lower, dark__paper_text(&text));
  if (text.failed) sheet->html.failed = true;
  dark__paper_clear(&text);
}

/* Of the numbers that are printed, not of the exact ones, so that it says no more than they do. */
static void put_ratio(dark__sheet *sheet, const dark_row *row) {
  const double recorded = dark__shown_recorded(sheet, row).people;
  const bool has_ratio = dark__has_point(sheet, row) && recorded > 0;
  if (has_ratio) put_number(sheet, dark__argue_ratio(sheet->language, dark__sheet_round(sheet, row->total, row) / recorded));
  else dark__paper_add(&sheet->html, "<td></td>");
}

/* The rate of what is printed, `shown`, for the estimate or limit `people`. */
static dark__argument argue_rate(const dark__sheet *sheet, double rate, double people, double shown) {
  return dark__argue_ratio(sheet->language, people > 0 ? rate * shown / people : rate);
}

/* Of an estimate that is a range alone; NULL: not even that. */
static void put_rate_range(dark__sheet *sheet, const dark__argument *words) {
  if (words == NULL) dark__paper_add(&sheet->html, "<td></td>");
  else dark__sheet_say(sheet, "td", DARK__SAY_RANGE, &words[1], 2);
}

static void put_rate(dark__sheet *sheet, const dark_row *row) {
  const dark__source *source = sheet->source;
  if (source->rates == NULL) return;
  const dark_resident_rate *rate = &source->rates[row - source->results.rows];
  const dark__limits limits = dark__sheet_limits(sheet, row);
  const dark__argument words[] = {argue_rate(sheet, rate->rate, row->total, dark__sheet_round(sheet, row->total, row)),
                                  argue_rate(sheet, rate->lower, row->interval.lower, limits.lower),
                                  argue_rate(sheet, rate->upper, row->interval.upper, limits.upper)};
  const bool has_limits = isfinite(rate->lower) && isfinite(rate->upper);
  if (!dark__has_estimate(row) || isnan(rate->rate)) dark__paper_add(&sheet->html, "<td></td>");
  else if (!dark__has_point(sheet, row)) put_rate_range(sheet, has_limits ? words : NULL);
  else {
    dark__paper text = {0};
    if (has_limits) dark__say(&text, sheet->language, DARK__SAY_RATE, words, 3);
    else dark__paper_add(&text, "%s", words[0].text);
    dark__sheet_put_number(sheet, words[0].number, dark__paper_text(&text));
    if (text.failed) sheet->html.failed = true;
    dark__paper_clear(&text);
  }
}

static void put_estimate(dark__sheet *sheet, const dark_row *row) {
  const bool has_point = dark__has_point(sheet, row);
  const dark__argument total = dark__sheet_estimate(sheet, row->total, row);
  const dark__argument hidden = dark__sheet_estimate(sheet, row->hidden, NULL);
  if (has_point) put_number(sheet, total);
  else dark__sheet_say(sheet, "td", DARK__SAY_ONLY_RANGE, NULL, 0);
  put_limits(sheet, row);
  if (has_point) put_number(sheet, hidden);
  else dark__sheet_say(sheet, "td", DARK__SAY_ONLY_RANGE, NULL, 0);
  put_ratio(sheet, row);
}

static void put_unknown(dark__sheet *sheet) {
  dark__sheet_say(sheet, "td class=\"unknown\"", DARK__SAY_CANNOT, NULL, 0);
  dark__sheet_say(sheet, "td", DARK__SAY_NO_INTERVAL, NULL, 0);
  dark__sheet_say(sheet, "td", DARK__SAY_HIDDEN_UNKNOWN, NULL, 0);
  dark__paper_add(&sheet->html, "<td></td>");
}

static void put_numbers(dark__sheet *sheet, const dark_row *row) {
  put_number(sheet, dark__argue_shown(sheet, dark__shown_recorded(sheet, row)));
  if (dark__has_estimate(row)) put_estimate(sheet, row);
  else put_unknown(sheet);
  put_rate(sheet, row);
}

static void put_hidden(dark__sheet *sheet) {
  const int n_columns = sheet->source->rates != NULL ? 6 : 5;
  for (int column = 0; column < n_columns; column++) dark__sheet_say(sheet, "td", DARK__SAY_NOT_SHOWN, NULL, 0);
}

/* Further levels of one estimate go where its first row goes. */
static void open_row(dark__sheet *sheet, const dark_row *row) {
  const dark_results *results = &sheet->source->results;
  const bool is_more = !dark__row_is_first(results, (size_t)(row - results->rows));
  dark__paper_add(&sheet->html, "<tr");
  if (dark__is_sum(sheet, row)) dark__paper_add(&sheet->html, " class=\"sum%s\"", is_more ? " more" : "");
  else if (is_more) dark__paper_add(&sheet->html, " class=\"more\"");
  dark__paper_add(&sheet->html, ">");
}

static void put_row(dark__sheet *sheet, const dark_row *row) {
  open_row(sheet, row);
  put_name(sheet, row);
  if (dark__is_hidden(sheet, row)) put_hidden(sheet);
  else put_numbers(sheet, row);
  dark__paper_add(&sheet->html, "</tr>\n");
}

void dark__page_table(dark__sheet *sheet) {
  const dark_results *results = &sheet->source->results;
  dark__sheet_open_table(sheet, DARK__SAY_TITLE_ESTIMATES, NULL);
  dark__sheet_say(sheet, "caption", DARK__SAY_TABLE_CAPTION, NULL, 0);
  put_header(sheet);
  dark__paper_add(&sheet->html, "<tbody>\n");
  for (size_t r = 0; r < results->n_rows && !dark__halt_is_asked(); r++) put_row(sheet, &results->rows[r]);
  dark__sheet_close_table(sheet);
}
