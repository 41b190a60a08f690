/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves an estimate furthest: under the row of each category a bar for each assumption, from the estimate, which is a line across, to what it
   would be. Which assumptions, and what is said of them, is the page's. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/rows.h"

enum { MOST_NAME = 400, MOST_LINES = 8, BAR = 12 };

typedef struct tornado {
  dark__picture *picture;
  dark__rows rows;
  dark__legend_of legend;
} tornado;

/* ---- Words of a row, made by the page's, and what is done with them */

typedef void use(tornado *of, const dark_row *row, const dark__what_if *what_if, const dark__row_words *words);

static void use_words(tornado *of, const dark_row *row, const dark__what_if *what_if, use *with) {
  const dark__sheet *sheet = &of->picture->sheet;
  const bool is_estimate = what_if == NULL;
  dark__row_papers papers = {0};
  if (is_estimate) dark__sheet_add_name(&papers.name, sheet, row);
  else dark__sheet_add_what_if(&papers.name, sheet, what_if);
  if (is_estimate) dark__sheet_add_value(&papers.value, sheet, row);
  else dark__sheet_add_what_if_value(&papers.value, sheet, what_if);
  const dark__row_words words = dark__row_words_below(of->picture, &papers, is_estimate);
  with(of, row, what_if, &words);
  dark__row_papers_clear(&papers);
}

static void use_section(tornado *of, const dark_row *row, const dark__what_if_section *section, size_t n, use *with) {
  use_words(of, row, NULL, with);
  for (size_t i = 0; i < n; i++) use_words(of, row, &section->items[i], with);
}

static void measure(tornado *of, const dark_row *row, const dark__what_if *what_if, const dark__row_words *words) {
  const dark__mark mark = dark__forest_mark(&of->picture->sheet, row);
  dark__rows_measure(&of->rows, words);
  dark__legend_note(&of->legend, &mark);
  if (what_if != NULL) of->legend.has[DARK__SAMPLE_MOVED] = true;
}

/* ---- Marks */

static double least_of(const dark__mark *mark) { return isnan(mark->estimate) ? mark->lower : mark->estimate; }
static double most_of(const dark__mark *mark) { return isnan(mark->estimate) ? mark->upper : mark->estimate; }

static void draw_line(tornado *of, const dark__band *band, double estimate) {
  const double x = dark__axis_place(&of->rows.axis, estimate);
  dark__picture_line(of->picture, "reference", x, band->top, x, band->top + band->height);
}

static void draw_bar(tornado *of, const dark__band *band, const dark__mark *mark) {
  const dark__axis *axis = &of->rows.axis;
  const double y = dark__band_middle(band), least = least_of(mark), most = most_of(mark);
  const double from = dark__axis_place(axis, fmin(least, mark->reference)),
               to = dark__axis_place(axis, fmax(most, mark->reference));
  dark__picture_bar(of->picture, "moved", from, y - BAR / 2.0, to - from, BAR);
  draw_line(of, band, mark->reference);
  if (least != mark->reference) dark__picture_shape(of->picture, DARK__SHAPE_STOP, dark__axis_place(axis, least), y);
  if (most != mark->reference && most != least)
    dark__picture_shape(of->picture, DARK__SHAPE_STOP, dark__axis_place(axis, most), y);
}

static void tell(tornado *of, const dark__mark *mark, const dark__row_words *words) {
  dark__paper *data = &of->picture->data;
  dark__paper_add(data, "<moved by=\"");
  dark__markup_text(data, words->name);
  dark__paper_add(data, "\"");
  dark__tell_number(data, "estimate", mark->reference);
  dark__tell_number(data, "least", least_of(mark));
  dark__tell_number(data, "most", most_of(mark));
  dark__paper_add(data, "/>\n");
  dark__paper_add(&of->picture->description, "\n");
  dark__picture_describe(of->picture, words->name, words->value);
}

static void draw(tornado *of, const dark_row *row, const dark__what_if *what_if, const dark__row_words *words) {
  const dark__sheet *sheet = &of->picture->sheet;
  const dark__band band = dark__rows_put(of->picture, &of->rows, words);
  const dark__mark mark = what_if == NULL ? dark__forest_mark(sheet, row) : dark__what_if_mark(sheet, what_if, row);
  if (what_if != NULL) {
    draw_bar(of, &band, &mark);
    tell(of, &mark, words);
    return;
  }
  draw_line(of, &band, mark.estimate);
  dark__rows_mark(of->picture, &of->rows, &mark, dark__band_middle(&band));
  dark__tell_row(of->picture, &mark, words->name, words->value);
  dark__describe_row(of->picture, row, words->name, words->value);
}

/* ---- Together */

static void measure_section(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n,
                            void *context) {
  (void)sheet;
  use_section(context, row, section, n, measure);
}

static void draw_section(dark__sheet *sheet, const dark_row *row, const dark__what_if_section *section, size_t n, void *context) {
  (void)sheet;
  use_section(context, row, section, n, draw);
}

static void put_nothing(dark__picture *picture) {
  dark__paper words = {0};
  dark__picture_say(picture, &words, DARK__SAY_NOTHING_MOVES, NULL, 0);
  dark__markup_text(&picture->description, " ");
  dark__markup_text(&picture->description, dark__paper_text(&words));
  dark__picture_paragraph(picture, 14, "", &words);
}

void dark__plot_tornado(dark__picture *picture) {
  const dark__scale scale = dark__what_ifs_scale(&picture->sheet);
  tornado of = {.picture = picture, .rows = dark__rows_on(&scale, MOST_NAME, MOST_LINES)};
  dark__paper caption = {0};
  dark__use_what_ifs(&picture->sheet, measure_section, &of);
  dark__rows_arrange(&of.rows);
  dark__picture_say(picture, &caption, DARK__SAY_TORNADO_CAPTION, NULL, 0);
  dark__picture_open(picture, &caption);
  if (of.rows.n == 0) put_nothing(picture);
  dark__rows_head(picture, &of.rows);
  dark__use_what_ifs(&picture->sheet, draw_section, &of);
  if (of.rows.n > 0) dark__axis_below(picture, &of.rows.axis);
  dark__legend_put(picture, &of.legend);
  dark__picture_close(picture);
}
