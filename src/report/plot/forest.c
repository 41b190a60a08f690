/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates with their intervals, a row for each category and sum: its name, its marks on a common axis, its numbers. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/axis.h"
#include "report/plot/picture.h"

enum { MOST_COLUMN = 290, LEAST_COLUMN = 60, GUTTER = 16, LETTERS = 14, MOST_LINES = 4 };
enum { ROW_GAP = 10, LEAST_ROW = 28, MANY_ROWS = 12 };

/* Columns are as wide as what stands in them, up to a limit; the axis has the rest. */
typedef struct layout {
  dark__axis axis;
  int name_width, value_x, value_width;
  size_t n_rows;
} layout;

/* ---- Marks */

static void draw_interval(dark__picture *picture, const dark__mark *mark, const dark__axis *axis, double y) {
  if (isnan(mark->lower) || isnan(mark->upper)) return;
  const bool is_open = isinf(mark->upper);
  const double from = dark__axis_place(axis, mark->lower),
               to = is_open ? axis->x + axis->width : dark__axis_place(axis, mark->upper);
  dark__picture_line(picture, isnan(mark->estimate) ? "range" : "interval", from, y, to, y);
  dark__picture_shape(picture, DARK__SHAPE_END, from, y);
  dark__picture_shape(picture, is_open ? DARK__SHAPE_ARROW : DARK__SHAPE_END, to, y);
}

static void draw_mark(dark__picture *picture, const dark__mark *mark, const dark__axis *axis, double y) {
  draw_interval(picture, mark, axis, y);
  if (mark->recorded > 0) dark__picture_shape(picture, DARK__SHAPE_RECORDED, dark__axis_place(axis, mark->recorded), y);
  if (!isfinite(mark->estimate)) return;
  dark__picture_shape(picture, mark->is_sum ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC, dark__axis_place(axis, mark->estimate), y);
}

/* ---- Rows */

static void add_number(dark__paper *data, const char *attribute, double people) {
  if (isinf(people)) dark__paper_add(data, " %s=\"unbounded\"", attribute);
  else if (!isnan(people)) dark__paper_add(data, " %s=\"%.0f\"", attribute, people);
}

static void add_data(dark__picture *picture, const dark__mark *mark, const char *name, const char *value) {
  dark__paper *data = &picture->data;
  dark__paper_add(data, "<row kind=\"%s\" name=\"", mark->is_sum ? "sum" : "category");
  dark__markup_text(data, name);
  dark__paper_add(data, "\"");
  add_number(data, "recorded", mark->recorded);
  add_number(data, "estimate", mark->estimate);
  add_number(data, "lower", mark->lower);
  add_number(data, "upper", mark->upper);
  dark__paper_add(data, " shown=\"");
  dark__markup_text(data, value);
  dark__paper_add(data, "\"/>\n");
}

/* "labour: ~490 (330–760). Recorded: 120." */
static void describe(dark__picture *picture, const dark_row *row, const char *name, const char *value) {
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

static int height_of(dark__picture *picture, const dark__box *box, const char *text) {
  return (int)dark__box_lines(picture, box, text) * dark__box_line_height(box);
}

static int greater(int a, int b) { return a > b ? a : b; }

static void draw_row(dark__picture *picture, const dark_row *row, layout *of, const char *name, const char *value) {
  const dark__mark mark = dark__forest_mark(&picture->sheet, row);
  const bool is_unknown = !dark__has_estimate(row) && !dark__is_hidden(&picture->sheet, row);
  dark__box left = {
      .x = DARK__PICTURE_EDGE, .width = of->name_width, .size = LETTERS, .most = MOST_LINES, .is_bold = mark.is_sum, .kind = ""};
  dark__box right = left;
  right.x = of->value_x, right.width = of->value_width, right.is_bold = mark.is_sum || is_unknown;
  const int left_height = height_of(picture, &left, name), right_height = height_of(picture, &right, value);
  const int height = greater(greater(left_height, right_height) + ROW_GAP, LEAST_ROW);
  left.y = picture->y + (height - left_height) / 2;
  right.y = picture->y + (height - right_height) / 2;
  dark__picture_text(picture, &left, name);
  draw_mark(picture, &mark, &of->axis, picture->y + height / 2.0);
  dark__picture_text(picture, &right, value);
  add_data(picture, &mark, name, value);
  describe(picture, row, name, value);
  picture->y += height;
  dark__picture_line(picture, "rule", DARK__PICTURE_EDGE, picture->y, DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE, picture->y);
}

/* What is done with the words of each row. */
typedef void use(dark__picture *picture, const dark_row *row, layout *of, const char *name, const char *value);

static void use_row(dark__picture *picture, const dark_row *row, layout *of, use *with) {
  dark__paper name = {0}, value = {0};
  dark__sheet_add_name(&name, &picture->sheet, row);
  dark__sheet_add_value(&value, &picture->sheet, row);
  if (name.failed || value.failed) picture->sheet.html.failed = true;
  with(picture, row, of, dark__paper_text(&name), dark__paper_text(&value));
  dark__paper_clear(&name);
  dark__paper_clear(&value);
}

static void use_rows(dark__picture *picture, layout *of, use *with) {
  const dark_results *results = &picture->sheet.source->results;
  for (size_t r = dark__next_target(&picture->sheet, 0); r < results->n_rows; r = dark__next_target(&picture->sheet, r + 1))
    use_row(picture, &results->rows[r], of, with);
}

static int bold_width(const char *text) {
  const int width = dark__picture_width(text, LETTERS) * 6 / 5 + 2;
  return width < MOST_COLUMN ? width : MOST_COLUMN;
}

static void measure_row(dark__picture *picture, const dark_row *row, layout *of, const char *name, const char *value) {
  (void)picture, (void)row;
  of->name_width = greater(of->name_width, bold_width(name));
  of->value_width = greater(of->value_width, bold_width(value));
  of->n_rows++;
}

static layout arrange(dark__picture *picture) {
  layout of = {.axis.scale = dark__forest_scale(&picture->sheet), .name_width = LEAST_COLUMN, .value_width = LEAST_COLUMN};
  use_rows(picture, &of, measure_row);
  of.value_x = DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE - of.value_width;
  of.axis.x = DARK__PICTURE_EDGE + of.name_width + GUTTER;
  of.axis.width = of.value_x - GUTTER - of.axis.x;
  return of;
}

/* ---- Together */

static void open_figure(dark__picture *picture) {
  const dark_results *results = &picture->sheet.source->results;
  const dark__argument level = dark__argue_level(picture->sheet.language, results->rows[0].interval.level);
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, DARK__SAY_FOREST_CAPTION, &level, 1);
  dark__markup_text(&picture->description, dark__paper_text(&caption));
  dark__picture_open(picture, &caption);
}

void dark__plot_forest(dark__picture *picture) {
  layout of = arrange(picture);
  open_figure(picture);
  if (of.n_rows > MANY_ROWS) dark__axis_above(picture, &of.axis);
  use_rows(picture, &of, draw_row);
  dark__axis_below(picture, &of.axis);
  dark__forest_legend(picture);
  dark__picture_close(picture);
}
