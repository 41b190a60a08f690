/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the answer depends on: other assumptions (what_if.c), published practice, single models, lists that were set aside, dependence that was supposed. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/page/sheet.h"

static void put_name_cell(dark__sheet *sheet, const dark_row *row) {
  dark__paper name = {0};
  dark__paper_add(&sheet->html, "<tr%s><th scope=\"row\">", dark__is_sum(sheet, row) ? " class=\"sum\"" : "");
  dark__sheet_add_name(&name, sheet, row);
  dark__sheet_put(sheet, "bdi", &name);
  dark__paper_add(&sheet->html, "</th>");
}

static void put_value_cell(dark__sheet *sheet, const dark_row *row) {
  dark__paper value = {0};
  dark__sheet_add_value(&value, sheet, row);
  dark__sheet_put(sheet, dark__has_estimate(row) || dark__is_hidden(sheet, row) ? "td" : "td class=\"unknown\"", &value);
}

static void put_columns(dark__sheet *sheet, const dark__saying *columns, size_t n) {
  dark__paper_add(&sheet->html, "<thead><tr><td></td>");
  for (size_t i = 0; i < n; i++) dark__sheet_say(sheet, "th scope=\"col\"", columns[i], NULL, 0);
  dark__paper_add(&sheet->html, "</tr></thead>\n<tbody>\n");
}

static bool put_practice(dark__sheet *sheet) {
  static const dark__saying columns[] = {DARK__SAY_COLUMN_HERE, DARK__SAY_COLUMN_PRACTICE};
  const dark__source *source = sheet->source;
  if (!source->has_practice) return false;
  dark__sheet_open_table(sheet, DARK__SAY_COLUMN_PRACTICE, NULL);
  dark__sheet_say(sheet, "caption", DARK__SAY_PRACTICE_CAPTION, NULL, 0);
  put_columns(sheet, columns, 2);
  for (size_t r = dark__next_target(sheet, 0); r < source->results.n_rows; r = dark__next_target(sheet, r + 1)) {
    put_name_cell(sheet, &source->results.rows[r]);
    put_value_cell(sheet, &source->results.rows[r]);
    put_value_cell(sheet, &source->practice.rows[r]);
    dark__paper_add(&sheet->html, "</tr>\n");
  }
  dark__sheet_close_table(sheet);
  return true;
}

static void put_ranges_caption(dark__sheet *sheet, const dark__source_detail *detail) {
  static const dark__saying columns[] = {DARK__SAY_COLUMN_RANGE};
  const dark__argument distance[] = {dark__argue_count(sheet->language, detail->distance), dark__argue_text(detail->criterion)};
  dark__sheet_open_table(sheet, DARK__SAY_COLUMN_RANGE, NULL);
  dark__sheet_say(sheet, "caption", DARK__SAY_RANGES_CAPTION, distance, 2);
  put_columns(sheet, columns, 1);
}

/* One model, or several that say the same, are no range. */
static bool is_range(const dark__sheet *sheet, const dark_row *row, const dark__source_detail *detail) {
  if (detail == NULL || !isfinite(detail->lowest) || !isfinite(detail->highest)) return false;
  return dark__sheet_round(sheet, detail->lowest, row) < dark__sheet_round(sheet, detail->highest, row);
}

static bool put_ranges(dark__sheet *sheet) {
  const dark__source *source = sheet->source;
  size_t n = 0;
  for (size_t r = dark__next_target(sheet, 0); r < source->results.n_rows; r = dark__next_target(sheet, r + 1)) {
    const dark_row *row = &source->results.rows[r];
    const dark__source_detail *detail = dark__source_detail_of(source, row);
    if (dark__is_hidden(sheet, row) || !is_range(sheet, row, detail)) continue;
    if (n++ == 0) put_ranges_caption(sheet, detail);
    const dark__argument range[] = {dark__sheet_estimate(sheet, detail->lowest, row),
                                    dark__sheet_estimate(sheet, detail->highest, row)};
    put_name_cell(sheet, row);
    dark__sheet_say(sheet, "td", DARK__SAY_RANGE, range, 2);
    dark__paper_add(&sheet->html, "</tr>\n");
  }
  if (n > 0) dark__sheet_close_table(sheet);
  return n > 0;
}

/* Values of an option, as labels when they are names of lists. */
static bool put_option(dark__sheet *sheet, const char *name, dark__saying saying) {
  dark__paper values = {0};
  size_t n = 0;
  for (const char *value; (value = dark__source_option(sheet->source, name, n)) != NULL && value[0] != '\0'; n++)
    dark__paper_add(&values, "%s%s", dark__comma(n), dark__label(sheet->options->labels, value));
  const dark__argument list = dark__argue_paper(sheet, &values);
  if (n > 0) dark__sheet_say(sheet, "p", saying, &list, 1);
  return n > 0;
}

void dark__page_dependence(dark__sheet *sheet) {
  static const char *const supposed[] = {"odds-ratio", "force", "xi"};
  bool is_any = dark__page_what_ifs(sheet);
  if (put_practice(sheet)) is_any = true;
  if (put_ranges(sheet)) is_any = true;
  if (put_option(sheet, "absorbing", DARK__SAY_SET_ASIDE)) is_any = true;
  for (size_t i = 0; i < sizeof supposed / sizeof supposed[0]; i++)
    if (put_option(sheet, supposed[i], DARK__SAY_SUPPOSED)) is_any = true;
  if (!is_any) dark__sheet_say(sheet, "p", DARK__SAY_NOTHING_COMPARED, NULL, 0);
}
