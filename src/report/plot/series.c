/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates by year: a panel for each combination of the other categories, all with the same years, people upwards from zero. */
#include "report/shown/series.h"

#include <math.h>
#include <string.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/rows.h"
#include "report/plot/upright.h"

enum { HEIGHT = DARK__UPRIGHT_HEIGHT, SMALL = DARK__PANEL_LETTERS, TICK = 5, MOST_YEARS_BESIDE = 24 };

typedef struct panel {
  const dark__series *series;
  size_t first; /* its first row */
  dark__upright at;
} panel;

/* ---- Where it lies */

static double year_x(const panel *of, int year) { return of->at.x + of->at.plot_width * dark__year_place(of->series, year); }
static double people_y(const panel *of, double people) { return dark__upright_y(&of->at, people); }

/* ---- The axis of years */

/* From the last year to the first: one whose number would touch that of the one behind it has none. */
static void draw_years(dark__picture *picture, const panel *of) {
  const dark__series *series = of->series;
  const double y = people_y(of, 0), half = dark__picture_width("2000", SMALL) / 2.0;
  double taken = DARK__PICTURE_WIDTH * 2.0;
  dark__picture_line(picture, "axis", of->at.x, y, of->at.x + of->at.plot_width, y);
  for (int year = series->last; year >= series->first; year -= series->step) {
    char text[16];
    const double x = year_x(of, year);
    dark__picture_line(picture, "axis", x, y, x, y + TICK);
    if (x + half + SMALL / 2.0 > taken) continue;
    snprintf(text, sizeof text, "%d", year);
    dark__picture_label(picture, "middle", x, y + TICK + SMALL, text);
    taken = x - half;
  }
}

/* ---- Years */

static void draw_band(dark__picture *picture, const panel *of, const dark_row *row, const dark_row *next) {
  if (!dark__is_band(of->series, row, next)) return;
  const dark__mark marks[] = {dark__forest_mark(&picture->sheet, row), dark__forest_mark(&picture->sheet, next)};
  dark__picture_band(picture, year_x(of, dark__row_year(of->series, row)), people_y(of, marks[0].lower),
                     people_y(of, marks[0].upper), year_x(of, dark__row_year(of->series, next)), people_y(of, marks[1].lower),
                     people_y(of, marks[1].upper));
}

static void draw_year(dark__picture *picture, const panel *of, const dark_row *row) {
  const dark__mark mark = dark__forest_mark(&picture->sheet, row);
  const double x = year_x(of, dark__row_year(of->series, row));
  if (dark__is_gap(of->series, row)) dark__picture_line(picture, "gap", x, of->at.top, x, people_y(of, 0));
  dark__upright_interval(picture, &of->at, &mark, x);
  if (mark.recorded > 0) dark__picture_shape(picture, DARK__SHAPE_AT, x, people_y(of, mark.recorded));
  if (!isfinite(mark.estimate)) return;
  dark__picture_shape(picture, mark.is_sum ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC, x, people_y(of, mark.estimate));
}

static const dark_row *next_of(const panel *of, const dark_row *row) {
  return dark__next_year(of->series, of->first, row == NULL ? 0 : dark__row_year(of->series, row));
}

static void draw_marks(dark__picture *picture, const panel *of) {
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row))
    draw_band(picture, of, row, next_of(of, row));
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row)) draw_year(picture, of, row);
}

static void note_marks(dark__legend_of *legend, const panel *of) {
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row)) {
    const dark__mark mark = dark__forest_mark(of->series->sheet, row);
    dark__legend_note(legend, &mark);
    if (dark__is_band(of->series, row, next_of(of, row))) legend->has[DARK__SAMPLE_BAND] = true;
    if (dark__is_gap(of->series, row)) legend->has[DARK__SAMPLE_GAP] = true;
    if (dark__is_beyond(&of->at.scale, &mark)) legend->has[DARK__SAMPLE_BEYOND] = true;
  }
}

/* ---- Words */

static void tell_marks(dark__picture *picture, const panel *of) {
  for (const dark_row *row = next_of(of, NULL); row != NULL; row = next_of(of, row)) {
    const dark__mark mark = dark__forest_mark(&picture->sheet, row);
    dark__paper name = {0}, value = {0};
    dark__sheet_add_name(&name, &picture->sheet, row);
    dark__sheet_add_value(&value, &picture->sheet, row);
    if (name.failed || value.failed) picture->sheet.html.failed = true;
    dark__tell_row(picture, &mark, dark__paper_text(&name), dark__paper_text(&value));
    dark__describe_row(picture, row, dark__paper_text(&name), dark__paper_text(&value));
    dark__paper_clear(&name);
    dark__paper_clear(&value);
  }
}

/* The list is cleared. */
static void say_years(dark__picture *picture, dark__paper *text, dark__saying saying, dark__paper *years) {
  const dark__argument list = dark__argue_paper(&picture->sheet, years);
  if (list.text[0] != '\0') dark__picture_say(picture, text, saying, &list, 1);
}

static int put_title(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0};
  dark__add_panel_name(&text, of->series, of->first);
  return dark__panel_title(picture, of->at.left, of->at.width, &text);
}

static int put_gaps(dark__picture *picture, const void *panel_of) {
  const panel *of = panel_of;
  dark__paper text = {0}, unknown = {0}, hidden = {0}, beyond = {0};
  dark__add_gaps(&unknown, of->series, of->first, false);
  dark__add_gaps(&hidden, of->series, of->first, true);
  dark__add_beyond(&beyond, of->series, of->first, &of->at.scale);
  say_years(picture, &text, DARK__SAY_SERIES_UNKNOWN, &unknown);
  say_years(picture, &text, DARK__SAY_SERIES_HIDDEN, &hidden);
  say_years(picture, &text, DARK__SAY_SERIES_BEYOND, &beyond);
  return dark__panel_words(picture, of->at.left, of->at.width, &text, "warning");
}

/* ---- Panels beside each other */

static void draw_panels(dark__picture *picture, panel *panels, size_t n) {
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_title) + SMALL + 8;
  for (size_t i = 0; i < n; i++) {
    panels[i].at.top = picture->y;
    dark__upright_people(picture, &panels[i].at);
    draw_marks(picture, &panels[i]);
    draw_years(picture, &panels[i]);
    tell_marks(picture, &panels[i]);
  }
  picture->y += HEIGHT + TICK + SMALL + 8;
  picture->y += dark__panels_put(picture, panels, n, sizeof *panels, put_gaps) + 12;
}

static size_t count_panels(const dark__series *series) {
  const size_t n_rows = series->sheet->source->results.n_rows;
  size_t n = 0;
  for (size_t p = dark__next_panel(series, 0); p < n_rows; p = dark__next_panel(series, p + 1)) n++;
  return n;
}

static void draw_all(dark__picture *picture, const dark__series *series, dark__legend_of *legend) {
  const size_t n_rows = series->sheet->source->results.n_rows;
  const bool is_wide = count_panels(series) == 1 || series->last - series->first >= MOST_YEARS_BESIDE * series->step;
  const size_t beside = is_wide ? 1 : DARK__PANELS_BESIDE;
  panel panels[DARK__PANELS_BESIDE];
  size_t n = 0;
  for (size_t p = dark__next_panel(series, 0); p < n_rows; p = dark__next_panel(series, p + 1)) {
    const dark__scale scale = dark__panel_scale(series, p);
    panels[n] = (panel){series, p, dark__upright_at(picture, &scale, n, beside)};
    note_marks(legend, &panels[n++]);
    if (n == beside) draw_panels(picture, panels, n);
    n %= beside;
  }
  if (n > 0) draw_panels(picture, panels, n);
}

void dark__plot_series(dark__picture *picture) {
  dark__series series;
  dark__legend_of legend = {.is_upright = true};
  dark__paper caption = {0};
  if (!dark__series_find(&series, &picture->sheet)) return;
  dark__say_series(&caption, &series);
  dark__picture_open(picture, &caption);
  draw_all(picture, &series, &legend);
  dark__legend_put(picture, &legend);
  dark__picture_close(picture);
}
