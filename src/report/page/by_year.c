/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates by year on the page. Across, everything is a share of the width, which is not known; the numbers stand in the table above it, so that
   the pictures are hidden from readers that do not see. */
#include <math.h>
#include <string.h>

#include "report/markup/markup.h"
#include "report/page/upright.h"
#include "report/shown/series.h"

enum { HEIGHT = DARK__UPRIGHT_HEIGHT, MOST_LABELS = 4 };

typedef struct panel {
  dark__sheet *sheet;
  const dark__series *series;
  size_t first;
  dark__scale scale;
} panel;

static double people_y(const panel *of, double people) { return dark__upright_down(&of->scale, people); }
static double year_x(const panel *of, const dark_row *row) {
  return dark__year_place(of->series, dark__row_year(of->series, row));
}

static const dark_row *next_of(const panel *of, const dark_row *row) {
  return dark__next_year(of->series, of->first, row == NULL ? 0 : dark__row_year(of->series, row));
}

/* ---- Marks */

static void put_band(const panel *of, const dark_row *row, const dark_row *next) {
  if (!dark__is_band(of->series, row, next)) return;
  const dark__mark from = dark__forest_mark(of->sheet, row), to = dark__forest_mark(of->sheet, next);
  dark__page_upright_band(&of->sheet->html, &of->scale, &from, year_x(of, row), &to, year_x(of, next));
}

static void put_year(const panel *of, const dark_row *row) {
  dark__paper *html = &of->sheet->html;
  const dark__mark mark = dark__forest_mark(of->sheet, row);
  const double x = year_x(of, row);
  if (dark__is_gap(of->series, row)) dark__markup_line(html, "gap", x, x, 0, people_y(of, 0));
  dark__page_upright_interval(html, &of->scale, &mark, x);
  if (mark.recorded > 0) dark__shape_put(html, DARK__SHAPE_AT, x, people_y(of, mark.recorded));
  dark__page_upright_point(html, &of->scale, &mark, x);
}

static void put_marks(const panel *of) {
  dark__paper *html = &of->sheet->html;
  dark__paper_add(html, "<svg class=\"plot\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\">", HEIGHT);
  dark__page_upright_rules(html, &of->scale);
  dark__page_upright_open_bands(html);
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row)) put_band(of, row, next_of(of, row));
  dark__page_upright_close_bands(html);
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row)) put_year(of, row);
  dark__paper_add(html, "</svg>\n");
}

/* ---- Axes */

/* A label of four digits stays inside of the picture. */
static const char *anchor_of(double place) { return place < 0.03 ? "start" : place > 0.97 ? "end" : "middle"; }

/* A few years, counted from the last; with less room every other of them. */
static void put_years(const panel *of) {
  const dark__series *series = of->series;
  dark__paper *html = &of->sheet->html;
  const int n = (series->last - series->first) / series->step + 1, stride = (n + MOST_LABELS - 1) / MOST_LABELS * series->step;
  int i = 0;
  dark__paper_add(html, "<span></span><svg class=\"years-axis\" width=\"100%%\" aria-hidden=\"true\">");
  for (int year = series->last; year >= series->first; year -= stride, i++) {
    const double place = dark__year_place(series, year);
    dark__paper_add(html, "<text%s y=\"1.2em\" text-anchor=\"%s\"", dark__tick_class((size_t)i), anchor_of(place));
    dark__markup_share(html, "x", place);
    dark__paper_add(html, ">%d</text>", year);
  }
  dark__paper_add(html, "</svg>");
}

/* ---- Words */

static void say_years(const panel *of, dark__saying saying, dark__paper *years) {
  const dark__argument list = dark__argue_paper(of->sheet, years);
  if (list.text[0] != '\0')
    dark__sheet_say(of->sheet, saying == DARK__SAY_SERIES_BEYOND ? "p" : "p class=\"unknown\"", saying, &list, 1);
}

static void put_words(const panel *of) {
  dark__paper unknown = {0}, hidden = {0}, beyond = {0};
  dark__add_gaps(&unknown, of->series, of->first, false);
  dark__add_gaps(&hidden, of->series, of->first, true);
  dark__add_beyond(&beyond, of->series, of->first, &of->scale);
  say_years(of, DARK__SAY_SERIES_UNKNOWN, &unknown);
  say_years(of, DARK__SAY_SERIES_HIDDEN, &hidden);
  say_years(of, DARK__SAY_SERIES_BEYOND, &beyond);
}

static void put_panel(const panel *of) {
  dark__paper name = {0};
  dark__paper_add(&of->sheet->html, "<figure class=\"year\"><figcaption>");
  dark__add_panel_name(&name, of->series, of->first);
  dark__sheet_put(of->sheet, "bdi", &name);
  dark__paper_add(&of->sheet->html, " ");
  dark__sheet_say(of->sheet, "small", DARK__SAY_AXIS_PEOPLE, NULL, 0);
  dark__paper_add(&of->sheet->html, "</figcaption>\n<div class=\"panel\">");
  dark__page_upright_people(of->sheet, &of->scale);
  put_marks(of);
  put_years(of);
  dark__paper_add(&of->sheet->html, "</div>\n");
  put_words(of);
  dark__paper_add(&of->sheet->html, "</figure>\n");
}

/* What the forest above does not have. */
static void put_legend(dark__sheet *sheet) {
  static const char *const samples[] = {"<rect class=\"band\" y=\"8\" width=\"36\" height=\"12\"/>",
                                        "<line class=\"gap\" x1=\"18\" x2=\"18\" y1=\"2\" y2=\"26\"/>"};
  static const dark__saying sayings[] = {DARK__SAY_LEGEND_BAND, DARK__SAY_LEGEND_GAP, DARK__SAY_LEGEND_BEYOND};
  dark__paper_add(&sheet->html, "<p class=\"legend\">");
  for (size_t i = 0; i < sizeof sayings / sizeof sayings[0]; i++) {
    dark__paper_add(&sheet->html, "<span><svg width=\"40\" height=\"28\" aria-hidden=\"true\">");
    if (i < 2) dark__paper_add(&sheet->html, "%s", samples[i]);
    else dark__shape_put(&sheet->html, DARK__SHAPE_BEYOND, 0.5, 7);
    dark__paper_add(&sheet->html, "</svg> ");
    dark__sheet_say(sheet, "span", sayings[i], NULL, 0);
    dark__paper_add(&sheet->html, "</span> ");
  }
  dark__paper_add(&sheet->html, "</p>\n");
}

void dark__page_series(dark__sheet *sheet) {
  const size_t n_rows = sheet->source->results.n_rows;
  dark__series series;
  dark__paper caption = {0};
  if (!dark__series_find(&series, sheet)) return;
  dark__sheet_say(sheet, "h3", DARK__SAY_TITLE_SERIES, NULL, 0);
  dark__say_series(&caption, &series);
  dark__sheet_put(sheet, "p", &caption);
  dark__sheet_put_standing(sheet);
  dark__paper_add(&sheet->html, "\n<div class=\"years\">\n");
  for (size_t p = dark__next_panel(&series, 0); p < n_rows; p = dark__next_panel(&series, p + 1)) {
    const panel of = {sheet, &series, p, dark__panel_scale(&series, p)};
    put_panel(&of);
  }
  dark__paper_add(&sheet->html, "</div>\n");
  put_legend(sheet);
}
