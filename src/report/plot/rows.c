/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/rows.h"

#include <math.h>

#include "report/markup/markup.h"

enum { MOST_VALUE = 290, LEAST_COLUMN = 60, GUTTER = 16, INDENT = 16, LETTERS = 14 };
enum { ROW_GAP = 10, LEAST_ROW = 28, MANY_ROWS = 12 };

static int greater(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

/* ---- Columns */

dark__rows dark__rows_on(const dark__scale *scale, int most_name, size_t most_lines) {
  return (dark__rows){.axis = {.scale = *scale},
                      .name_width = LEAST_COLUMN,
                      .value_width = LEAST_COLUMN,
                      .most_name = most_name,
                      .most_lines = most_lines};
}

static int bold_width(const char *text) { return dark__picture_width(text, LETTERS) * 6 / 5 + 2; }

void dark__rows_measure(dark__rows *rows, const dark__row_words *words) {
  rows->name_width = greater(rows->name_width, smaller(words->indent + bold_width(words->name), rows->most_name));
  rows->value_width = greater(rows->value_width, smaller(bold_width(words->value), MOST_VALUE));
  rows->n++;
}

void dark__rows_arrange(dark__rows *rows) {
  rows->value_x = DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE - rows->value_width;
  rows->axis.x = DARK__PICTURE_EDGE + rows->name_width + GUTTER;
  rows->axis.width = rows->value_x - GUTTER - rows->axis.x;
}

void dark__rows_head(dark__picture *picture, const dark__rows *rows) {
  if (rows->n > MANY_ROWS) dark__axis_above(picture, &rows->axis);
}

/* ---- Words */

dark__row_words dark__row_words_of(dark__picture *picture, dark__row_papers *papers) {
  if (papers->name.failed || papers->value.failed) picture->sheet.html.failed = true;
  return (dark__row_words){.name = dark__paper_text(&papers->name), .value = dark__paper_text(&papers->value)};
}

dark__row_words dark__row_words_below(dark__picture *picture, dark__row_papers *papers, bool is_heading) {
  dark__row_words words = dark__row_words_of(picture, papers);
  words.is_name_bold = words.is_value_bold = is_heading;
  words.indent = is_heading ? 0 : INDENT;
  return words;
}

void dark__row_papers_clear(dark__row_papers *papers) {
  dark__paper_clear(&papers->name);
  dark__paper_clear(&papers->value);
}

static int height_of(dark__picture *picture, const dark__box *box, const char *text) {
  return (int)dark__box_lines(picture, box, text) * dark__box_line_height(box);
}

dark__band dark__rows_put(dark__picture *picture, const dark__rows *rows, const dark__row_words *words) {
  dark__box left = {.x = DARK__PICTURE_EDGE + words->indent,
                    .width = rows->name_width - words->indent,
                    .size = LETTERS,
                    .most = rows->most_lines,
                    .is_bold = words->is_name_bold,
                    .kind = ""};
  dark__box right = left;
  right.x = rows->value_x, right.width = rows->value_width, right.is_bold = words->is_value_bold;
  const int left_height = height_of(picture, &left, words->name), right_height = height_of(picture, &right, words->value);
  const dark__band band = {picture->y,
                           greater(greater(left_height, right_height) + ROW_GAP, greater(words->least_height, LEAST_ROW))};
  left.y = band.top + (band.height - left_height) / 2;
  right.y = band.top + (band.height - right_height) / 2;
  dark__picture_text(picture, &left, words->name);
  dark__picture_text(picture, &right, words->value);
  picture->y += band.height;
  dark__picture_line(picture, "rule", DARK__PICTURE_EDGE, picture->y, DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE, picture->y);
  return band;
}

/* ---- Marks */

double dark__band_middle(const dark__band *band) { return band->top + band->height / 2.0; }

static void draw_interval(dark__picture *picture, const dark__mark *mark, const dark__axis *axis, double y) {
  if (isnan(mark->lower) || isnan(mark->upper)) return;
  const bool is_open = isinf(mark->upper), is_open_below = isinf(mark->lower);
  const double from = is_open_below ? axis->x : dark__axis_place(axis, mark->lower),
               to = is_open ? axis->x + axis->width : dark__axis_place(axis, mark->upper);
  dark__picture_line(picture, isnan(mark->estimate) ? "range" : "interval", from, y, to, y);
  dark__picture_shape(picture, is_open_below ? DARK__SHAPE_LEFT : DARK__SHAPE_END, from, y);
  dark__picture_shape(picture, is_open ? DARK__SHAPE_ARROW : DARK__SHAPE_END, to, y);
}

void dark__rows_mark(dark__picture *picture, const dark__rows *rows, const dark__mark *mark, double y) {
  const dark__axis *axis = &rows->axis;
  draw_interval(picture, mark, axis, y);
  if (mark->recorded > 0) dark__picture_shape(picture, DARK__SHAPE_RECORDED, dark__axis_place(axis, mark->recorded), y);
  if (!isfinite(mark->estimate)) return;
  dark__picture_shape(picture, mark->is_sum ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC, dark__axis_place(axis, mark->estimate), y);
}

/* ---- In words and numbers */

void dark__tell_number(dark__paper *data, const char *attribute, double people) {
  if (isinf(people)) dark__paper_add(data, " %s=\"unbounded\"", attribute);
  else if (!isnan(people)) dark__paper_add(data, " %s=\"%.0f\"", attribute, people);
}

void dark__tell_row(dark__picture *picture, const dark__mark *mark, const char *name, const char *value) {
  dark__paper *data = &picture->data;
  dark__paper_add(data, "<row kind=\"%s\" name=\"", mark->is_sum ? "sum" : "category");
  dark__markup_text(data, name);
  dark__paper_add(data, "\"");
  dark__tell_number(data, "recorded", mark->recorded);
  dark__tell_number(data, "estimate", mark->estimate);
  dark__tell_number(data, "lower", mark->lower);
  dark__tell_number(data, "upper", mark->upper);
  dark__paper_add(data, " shown=\"");
  dark__markup_text(data, value);
  dark__paper_add(data, "\"/>\n");
}

void dark__describe_row(dark__picture *picture, const dark_row *row, const char *name, const char *value) {
  const dark__printed recorded = dark__shown_recorded(&picture->sheet, row);
  dark__paper column = {0};
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, name, value);
  if (isnan(recorded.people)) return;
  dark__say(&column, picture->sheet.language, DARK__SAY_COLUMN_RECORDED, NULL, 0);
  dark__paper_add(&picture->description, " ");
  dark__picture_describe(picture, dark__paper_text(&column), dark__argue_shown(&picture->sheet, recorded).text);
  if (column.failed) picture->description.failed = true;
  dark__paper_clear(&column);
}
