/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each estimate is distributed by its method, over replicates or as averaged: a row of fifty dots, each of which is one of fifty
   equal shares, over the interval. A quantile dot plot (Kay, Kola, Hullman & Munson 2016; fifty dots: Fernandes et al. 2018): people read
   shares off it by counting, where a density has an area that nobody can measure. */
#include "report/source/quantiles.h"

#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/rows.h"

enum { MOST_NAME = 240, MOST_LINES = 4, MARK = 26, DOT = 7, MOST_HEIGHT = 105, LOW_HEIGHT = 56, MANY_ROWS = 12, ABOVE = 8 };

static const double radius = 3;

typedef struct distribution {
  dark__rows rows;
  dark__legend_of legend;
} distribution;

/* Of one row. */
typedef struct dots {
  double at[DARK__N_QUANTILES]; /* [n] people, in order */
  size_t n, n_lost;             /* with a number, without */
  bool is_unstable;
} dots;

static dots dots_of(const dark__picture *picture, size_t r) {
  const dark_results *results = &picture->sheet.source->results;
  double quantiles[DARK__N_QUANTILES];
  dots of = {.n = 0, .is_unstable = !dark__has_point(&picture->sheet, &results->rows[r])};
  if (!dark__row_quantiles(quantiles, results, r) || !dark__has_estimate(&results->rows[r])) return of;
  for (size_t i = 0; i < DARK__N_QUANTILES; i++)
    if (isfinite(quantiles[i])) of.at[of.n++] = quantiles[i];
  of.n_lost = DARK__N_QUANTILES - of.n;
  return of;
}

/* ---- Piles */

/* What is done with each dot: it lies in a pile, `up` others being below it. */
typedef void use_dot(void *context, double x, size_t up);

/* Dots within the width of one lie in one pile, over the middle of it. */
static void use_dots(const dots *of, const dark__axis *axis, use_dot *with, void *context) {
  double pile = -INFINITY;
  size_t up = 0;
  for (size_t i = 0; i < of->n; i++) {
    const double x = dark__axis_place(axis, of->at[i]);
    if (x >= pile + DOT) pile = x, up = 0;
    with(context, pile + DOT / 2.0, up++);
  }
}

static void note_height(void *context, double x, size_t up) {
  size_t *most = context;
  (void)x;
  if (up + 1 > *most) *most = up + 1;
}

static size_t highest_pile(const dots *of, const dark__axis *axis) {
  size_t most = 0;
  use_dots(of, axis, note_height, &most);
  return most;
}

/* High piles are pressed together, more so where there are many rows. */
static double step_of(const dark__rows *rows, size_t most) {
  const size_t height = rows->n > MANY_ROWS ? LOW_HEIGHT : MOST_HEIGHT;
  return most * DOT > height ? (double)height / (double)most : DOT;
}

typedef struct drawing {
  dark__picture *picture;
  double bottom, step;
  const char *kind;
} drawing;

static void draw_dot(void *context, double x, size_t up) {
  const drawing *on = context;
  dark__picture_disc(on->picture, on->kind, x, on->bottom - radius - on->step * (double)up, radius);
}

/* ---- Rows */

typedef void use(dark__picture *picture, size_t r, distribution *of, dark__row_words *words);

static void add_lost(dark__picture *picture, dark__paper *value, const dots *of) {
  const dark__argument lost = dark__argue_count(picture->sheet.language, (double)of->n_lost);
  if (of->n_lost == 0) return;
  dark__paper_add(value, "; ");
  dark__say(value, picture->sheet.language, DARK__SAY_DOTS_LOST, &lost, 1);
}

static void use_row(dark__picture *picture, size_t r, distribution *of, use *with) {
  const dark_row *row = &picture->sheet.source->results.rows[r];
  const dots has = dots_of(picture, r);
  dark__row_papers papers = {0};
  dark__sheet_add_name(&papers.name, &picture->sheet, row);
  dark__sheet_add_value(&papers.value, &picture->sheet, row);
  add_lost(picture, &papers.value, &has);
  dark__row_words words = dark__row_words_of(picture, &papers);
  words.is_name_bold = words.is_value_bold = dark__is_sum(&picture->sheet, row);
  with(picture, r, of, &words);
  dark__row_papers_clear(&papers);
}

static void use_rows(dark__picture *picture, distribution *of, use *with) {
  const size_t n = picture->sheet.source->results.n_rows;
  for (size_t r = dark__next_target(&picture->sheet, 0); r < n; r = dark__next_target(&picture->sheet, r + 1))
    use_row(picture, r, of, with);
}

static void measure_row(dark__picture *picture, size_t r, distribution *of, dark__row_words *words) {
  const dark__mark mark = dark__forest_mark(&picture->sheet, &picture->sheet.source->results.rows[r]);
  const dots has = dots_of(picture, r);
  dark__rows_measure(&of->rows, words);
  dark__legend_note(&of->legend, &mark);
  if (has.n > 0) of->legend.has[has.is_unstable ? DARK__SAMPLE_LOOSE_DOT : DARK__SAMPLE_DOT] = true;
}

static void tell_dots(dark__picture *picture, size_t r, const char *name) {
  const dark_results *results = &picture->sheet.source->results;
  double quantiles[DARK__N_QUANTILES];
  dark__paper *data = &picture->data;
  if (!dark__row_quantiles(quantiles, results, r) || !dark__has_estimate(&results->rows[r])) return;
  dark__paper_add(data, "<distribution name=\"");
  dark__markup_text(data, name);
  dark__paper_add(data, "\" interval=\"%s\" quantiles=\"", dark_interval_name(results->rows[r].interval.type));
  for (size_t i = 0; i < DARK__N_QUANTILES; i++) {
    if (i > 0) dark__paper_add(data, " ");
    if (isfinite(quantiles[i])) dark__paper_add(data, "%.0f", quantiles[i]);
    else dark__paper_add(data, isinf(quantiles[i]) ? "unbounded" : "none");
  }
  dark__paper_add(data, "\"/>\n");
}

/* The middle half of the dots. */
static void describe_dots(dark__picture *picture, const dots *of, double known) {
  const size_t from = DARK__N_QUANTILES / 4, to = DARK__N_QUANTILES - 1 - from;
  if (of->n < DARK__N_QUANTILES) return;
  const dark__argument half[] = {dark__argue_estimate(picture->sheet.language, of->at[from], known),
                                 dark__argue_estimate(picture->sheet.language, of->at[to], known)};
  dark__paper text = {0};
  dark__say(&text, picture->sheet.language, DARK__SAY_DOTS_HALF, half, 2);
  dark__paper_add(&picture->description, " ");
  dark__markup_text(&picture->description, dark__paper_text(&text));
  if (text.failed) picture->description.failed = true;
  dark__paper_clear(&text);
}

static void draw_row(dark__picture *picture, size_t r, distribution *of, dark__row_words *words) {
  const dark_row *row = &picture->sheet.source->results.rows[r];
  const dark__mark mark = dark__forest_mark(&picture->sheet, row);
  const dots has = dots_of(picture, r);
  const size_t most = highest_pile(&has, &of->rows.axis);
  drawing on = {picture, 0, step_of(&of->rows, most), has.is_unstable ? "model" : "dot"};
  if (most > 0) words->least_height = ABOVE + (int)ceil(on.step * (double)(most - 1)) + DOT + MARK;
  const dark__band band = dark__rows_put(picture, &of->rows, words);
  const double end = band.top + band.height;
  on.bottom = end - MARK;
  use_dots(&has, &of->rows.axis, draw_dot, &on);
  dark__rows_mark(picture, &of->rows, &mark, most > 0 ? end - MARK / 2.0 : dark__band_middle(&band));
  dark__tell_row(picture, &mark, words->name, words->value);
  tell_dots(picture, r, words->name);
  dark__describe_row(picture, row, words->name, words->value);
  describe_dots(picture, &has, row->observed);
}

/* ---- Together */

static dark__scale scale_of(const dark__picture *picture) {
  const dark_results *results = &picture->sheet.source->results;
  double least = NAN, most = NAN;
  for (size_t r = dark__next_target(&picture->sheet, 0); r < results->n_rows; r = dark__next_target(&picture->sheet, r + 1)) {
    const dark__mark mark = dark__forest_mark(&picture->sheet, &results->rows[r]);
    const dots has = dots_of(picture, r);
    const double limits[] = {
        mark.recorded, mark.estimate, mark.lower, mark.upper, has.n > 0 ? has.at[0] : NAN, has.n > 0 ? has.at[has.n - 1] : NAN};
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) dark__widen(&least, &most, limits[i]);
  }
  return dark__scale_of(least, most);
}

void dark__plot_replicates(dark__picture *picture) {
  const dark__scale scale = scale_of(picture);
  distribution of = {.rows = dark__rows_on(&scale, MOST_NAME, MOST_LINES)};
  dark__paper caption = {0};
  use_rows(picture, &of, measure_row);
  dark__rows_arrange(&of.rows);
  dark__picture_say(picture, &caption, DARK__SAY_DOTS_CAPTION, NULL, 0);
  dark__picture_open(picture, &caption);
  dark__rows_head(picture, &of.rows);
  use_rows(picture, &of, draw_row);
  dark__axis_below(picture, &of.rows.axis);
  dark__legend_put(picture, &of.legend);
  dark__picture_close(picture);
}
