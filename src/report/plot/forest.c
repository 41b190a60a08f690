/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates with their intervals, a row for each category and sum: its name, its marks on a common axis, its numbers. */
#include "report/plot/legend.h"
#include "report/plot/rows.h"

enum { MOST_NAME = 290, MOST_LINES = 4 };

typedef struct forest {
  dark__rows rows;
  dark__legend_of legend;
} forest;

/* ---- Rows */

/* What is done with the words of each row. */
typedef void use(dark__picture *picture, const dark_row *row, forest *of, const dark__row_words *words);

static void use_row(dark__picture *picture, const dark_row *row, forest *of, use *with) {
  dark__row_papers papers = {0};
  dark__sheet_add_name(&papers.name, &picture->sheet, row);
  dark__sheet_add_value(&papers.value, &picture->sheet, row);
  dark__row_words words = dark__row_words_of(picture, &papers);
  words.is_name_bold = dark__is_sum(&picture->sheet, row);
  words.is_value_bold = words.is_name_bold || (!dark__has_estimate(row) && !dark__is_hidden(&picture->sheet, row));
  with(picture, row, of, &words);
  dark__row_papers_clear(&papers);
}

static void use_rows(dark__picture *picture, forest *of, use *with) {
  const dark_results *results = &picture->sheet.source->results;
  for (size_t r = dark__next_target(&picture->sheet, 0); r < results->n_rows; r = dark__next_target(&picture->sheet, r + 1))
    use_row(picture, &results->rows[r], of, with);
}

static void measure_row(dark__picture *picture, const dark_row *row, forest *of, const dark__row_words *words) {
  const dark__mark mark = dark__forest_mark(&picture->sheet, row);
  dark__rows_measure(&of->rows, words);
  dark__legend_note(&of->legend, &mark);
}

static void draw_row(dark__picture *picture, const dark_row *row, forest *of, const dark__row_words *words) {
  const dark__mark mark = dark__forest_mark(&picture->sheet, row);
  const dark__band band = dark__rows_put(picture, &of->rows, words);
  dark__rows_mark(picture, &of->rows, &mark, dark__band_middle(&band));
  dark__tell_row(picture, &mark, words->name, words->value);
  dark__describe_row(picture, row, words->name, words->value);
}

/* ---- Together */

/* "Not applicable to these lists: petersen, chapman." */
static void put_not_applicable(dark__picture *picture) {
  const dark__source *source = picture->sheet.source;
  dark__paper names = {0}, text = {0};
  for (size_t i = 0; i < source->n_not_applicable; i++)
    dark__paper_add(&names, "%s%s", i > 0 ? ", " : "", source->not_applicable[i]);
  const dark__argument list = dark__argue_paper(&picture->sheet, &names);
  if (source->n_not_applicable > 0) dark__picture_say(picture, &text, DARK__SAY_METHODS_OTHERS, &list, 1);
  dark__picture_paragraph(picture, 13, "quiet", &text);
}

static void open_figure(dark__picture *picture, dark__saying says) {
  const dark_results *results = &picture->sheet.source->results;
  const dark__argument level = dark__argue_level(picture->sheet.language, results->rows[0].interval.level);
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, says, &level, 1);
  dark__picture_open(picture, &caption);
}

static void draw_forest(dark__picture *picture, dark__saying says) {
  const dark__scale scale = dark__forest_scale(&picture->sheet);
  forest of = {.rows = dark__rows_on(&scale, MOST_NAME, MOST_LINES)};
  use_rows(picture, &of, measure_row);
  dark__rows_arrange(&of.rows);
  open_figure(picture, says);
  dark__rows_head(picture, &of.rows);
  use_rows(picture, &of, draw_row);
  dark__axis_below(picture, &of.rows.axis);
  dark__legend_put(picture, &of.legend);
  put_not_applicable(picture);
  dark__picture_close(picture);
}

void dark__plot_forest(dark__picture *picture) { draw_forest(picture, DARK__SAY_FOREST_CAPTION); }
void dark__plot_methods(dark__picture *picture) { draw_forest(picture, DARK__SAY_METHODS_CAPTION); }
