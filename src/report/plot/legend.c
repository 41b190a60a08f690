/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/legend.h"

#include <math.h>

enum { SMALL = 13, SAMPLE = 36, NARROW = 12, BAR = 12, LINE = 28, DOT = 3 };

void dark__legend_note(dark__legend_of *legend, const dark__mark *mark) {
  if (isfinite(mark->estimate)) legend->has[mark->is_sum ? DARK__SAMPLE_SUM : DARK__SAMPLE_POINT] = true;
  if (isnan(mark->estimate) && !isnan(mark->lower) && !isnan(mark->upper)) legend->has[DARK__SAMPLE_RANGE] = true;
  if (isinf(mark->upper)) legend->has[DARK__SAMPLE_ARROW] = true;
  if (mark->recorded > 0) legend->has[DARK__SAMPLE_RECORDED] = true;
}

static int sample_width(const dark__legend_of *legend, dark__sample what) {
  const bool is_narrow = what == DARK__SAMPLE_RECORDED || (legend->is_upright && what < DARK__SAMPLE_RECORDED);
  return is_narrow || (what >= DARK__SAMPLE_GAP && what < DARK__SAMPLE_HIGH) || what == DARK__SAMPLE_FEWER_BEYOND ||
                 what == DARK__SAMPLE_NO_CHANGE
             ? NARROW
             : SAMPLE;
}

static void draw_interval(dark__picture *picture, dark__sample what, double x, double y) {
  const double end = x + SAMPLE;
  const bool is_range = what == DARK__SAMPLE_RANGE || what == DARK__SAMPLE_LOOSE_CHANGE;
  dark__picture_line(picture, is_range ? "range" : "interval", x, y, end, y);
  dark__picture_shape(picture, DARK__SHAPE_END, x, y);
  dark__picture_shape(picture, what == DARK__SAMPLE_ARROW || what == DARK__SAMPLE_GOES_ON ? DARK__SHAPE_ARROW : DARK__SHAPE_END,
                      end, y);
}

static void draw_upright(dark__picture *picture, dark__sample what, double x, double y) {
  dark__picture_line(picture, what == DARK__SAMPLE_RANGE ? "range" : "interval", x, y - BAR, x, y + BAR);
  dark__picture_shape(picture, DARK__SHAPE_CAP, x, y + BAR);
  dark__picture_shape(picture, what == DARK__SAMPLE_ARROW ? DARK__SHAPE_UP : DARK__SHAPE_CAP, x, y - BAR);
}

static void draw_point(dark__picture *picture, const dark__legend_of *legend, dark__sample what, double x, double y) {
  const double middle = x + sample_width(legend, what) / 2.0;
  if (legend->is_upright) draw_upright(picture, what, middle, y);
  else draw_interval(picture, what, x, y);
  if (what == DARK__SAMPLE_POINT || what == DARK__SAMPLE_CHANGE) dark__picture_shape(picture, DARK__SHAPE_DISC, middle, y);
  if (what == DARK__SAMPLE_SUM) dark__picture_shape(picture, DARK__SHAPE_DIAMOND, middle, y);
}

static void draw_moved(dark__picture *picture, double x, double y) {
  dark__picture_bar(picture, "moved", x, y - BAR / 2.0, SAMPLE, BAR);
  dark__picture_line(picture, "reference", x + 10, y - BAR, x + 10, y + BAR);
}

static void draw_model(dark__picture *picture, dark__sample what, double x, double y) {
  dark__picture_disc(picture, "model", x, y, NARROW / 2.0 - 1);
  if (what == DARK__SAMPLE_BEST_MODEL) dark__picture_disc(picture, "interval", x, y, NARROW / 2.0);
}

static void draw_cell(dark__picture *picture, dark__sample what, double x, double y) {
  const bool is_high = what == DARK__SAMPLE_HIGH || what == DARK__SAMPLE_REACHED;
  dark__picture_bar(picture, is_high ? "band" : "low", x, y - BAR, SAMPLE, 2 * BAR);
  dark__picture_shape(picture, is_high ? DARK__SHAPE_UP : DARK__SHAPE_DOWN, x + SAMPLE / 2.0, is_high ? y - 4 : y + 4);
}

static void draw_draws(dark__picture *picture, double x, double y) {
  dark__picture_bar(picture, "band", x, y - BAR / 2.0, SAMPLE, BAR);
  dark__picture_disc(picture, "drawn", x + SAMPLE / 2.0, y, NARROW / 2.0 - 1);
}

static void draw_sample(dark__picture *picture, const dark__legend_of *legend, dark__sample what, double x, double y) {
  switch (what) {
    case DARK__SAMPLE_RECORDED: dark__picture_shape(picture, DARK__SHAPE_AT, x + NARROW / 2.0, y); break;
    case DARK__SAMPLE_MOVED: draw_moved(picture, x, y); break;
    case DARK__SAMPLE_BAND: dark__picture_bar(picture, "band", x, y - BAR / 2.0, SAMPLE, BAR); break;
    case DARK__SAMPLE_GAP: dark__picture_line(picture, "gap", x + NARROW / 2.0, y - BAR, x + NARROW / 2.0, y + BAR); break;
    case DARK__SAMPLE_NO_CHANGE:
      dark__picture_line(picture, "reference", x + NARROW / 2.0, y - BAR, x + NARROW / 2.0, y + BAR);
      break;
    case DARK__SAMPLE_FEWER_BEYOND:
    case DARK__SAMPLE_BEYOND: dark__picture_shape(picture, DARK__SHAPE_BEYOND, x + NARROW / 2.0, y - BAR / 2.0); break;
    case DARK__SAMPLE_MODEL:
    case DARK__SAMPLE_BEST_MODEL: draw_model(picture, what, x + NARROW / 2.0, y); break;
    case DARK__SAMPLE_REACHED:
    case DARK__SAMPLE_FALLEN:
    case DARK__SAMPLE_HIGH:
    case DARK__SAMPLE_LOW: draw_cell(picture, what, x, y); break;
    case DARK__SAMPLE_DRAWS: draw_draws(picture, x, y); break;
    case DARK__SAMPLE_DOT: dark__picture_disc(picture, "dot", x + NARROW / 2.0, y, DOT); break;
    case DARK__SAMPLE_LOOSE_DOT: dark__picture_disc(picture, "model", x + NARROW / 2.0, y, DOT); break;
    default: draw_point(picture, legend, what, x, y);
  }
}

/* An entry beside the one before it, or below. Returns where it ends. */
static int put_entry(dark__picture *picture, const dark__legend_of *legend, dark__sample what, int x, const char *words) {
  const int sample = sample_width(legend, what) + 8, width = sample + dark__picture_width(words, SMALL);
  if (x + width > DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE) x = DARK__PICTURE_EDGE, picture->y += LINE;
  const dark__box box = {
      .x = x + sample, .y = picture->y, .width = DARK__PICTURE_WIDTH, .size = SMALL, .most = 1, .kind = "quiet"};
  draw_sample(picture, legend, what, x, picture->y + 9);
  dark__picture_text(picture, &box, words);
  return x + width + 20;
}

void dark__legend_put(dark__picture *picture, const dark__legend_of *legend) {
  const dark__saying sayings[] = {[DARK__SAMPLE_POINT] = DARK__SAY_LEGEND_POINT,
                                  [DARK__SAMPLE_SUM] = DARK__SAY_LEGEND_SUM,
                                  [DARK__SAMPLE_RANGE] = dark__range_legend(&picture->sheet),
                                  [DARK__SAMPLE_ARROW] = DARK__SAY_LEGEND_ARROW,
                                  [DARK__SAMPLE_RECORDED] = DARK__SAY_LEGEND_RECORDED,
                                  [DARK__SAMPLE_MOVED] = DARK__SAY_LEGEND_MOVED,
                                  [DARK__SAMPLE_BAND] = DARK__SAY_LEGEND_BAND,
                                  [DARK__SAMPLE_GAP] = DARK__SAY_LEGEND_GAP,
                                  [DARK__SAMPLE_BEYOND] = DARK__SAY_LEGEND_BEYOND,
                                  [DARK__SAMPLE_MODEL] = DARK__SAY_LEGEND_MODEL,
                                  [DARK__SAMPLE_BEST_MODEL] = DARK__SAY_LEGEND_BEST_MODEL,
                                  [DARK__SAMPLE_DOT] = DARK__SAY_LEGEND_DOT,
                                  [DARK__SAMPLE_LOOSE_DOT] = DARK__SAY_LEGEND_LOOSE_DOT,
                                  [DARK__SAMPLE_HIGH] = DARK__SAY_LEGEND_HIGH,
                                  [DARK__SAMPLE_LOW] = DARK__SAY_LEGEND_LOW,
                                  [DARK__SAMPLE_REACHED] = DARK__SAY_LEGEND_REACHED,
                                  [DARK__SAMPLE_FALLEN] = DARK__SAY_LEGEND_FALLEN,
                                  [DARK__SAMPLE_DRAWS] = DARK__SAY_LEGEND_THINNED,
                                  [DARK__SAMPLE_FEWER_BEYOND] = DARK__SAY_LEGEND_FEWER_BEYOND,
                                  [DARK__SAMPLE_CHANGE] = DARK__SAY_LEGEND_CHANGE,
                                  [DARK__SAMPLE_LOOSE_CHANGE] = DARK__SAY_LEGEND_LOOSE_CHANGE,
                                  [DARK__SAMPLE_GOES_ON] = DARK__SAY_LEGEND_GOES_ON,
                                  [DARK__SAMPLE_NO_CHANGE] = DARK__SAY_LEGEND_NO_CHANGE};
  int x = DARK__PICTURE_EDGE;
  picture->y += 4;
  for (int what = 0; what < (int)DARK__N_SAMPLES; what++) {
    dark__paper words = {0};
    dark__say(&words, picture->sheet.language, sayings[what], NULL, 0);
    if (legend->has[what]) x = put_entry(picture, legend, (dark__sample)what, x, dark__paper_text(&words));
    if (words.failed) picture->sheet.html.failed = true;
    dark__paper_clear(&words);
  }
  if (x > DARK__PICTURE_EDGE) picture->y += LINE;
}
