/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/legend.h"

#include <math.h>

enum { SMALL = 13, SAMPLE = 36, TRIANGLE = 12, BAR = 12, LINE = 24 };

void dark__legend_note(dark__legend_of *legend, const dark__mark *mark) {
  if (isfinite(mark->estimate)) legend->has[mark->is_sum ? DARK__SAMPLE_SUM : DARK__SAMPLE_POINT] = true;
  if (isnan(mark->estimate) && !isnan(mark->lower) && !isnan(mark->upper)) legend->has[DARK__SAMPLE_RANGE] = true;
  if (isinf(mark->upper)) legend->has[DARK__SAMPLE_ARROW] = true;
  if (mark->recorded > 0) legend->has[DARK__SAMPLE_RECORDED] = true;
}

static int sample_width(dark__sample what) { return what == DARK__SAMPLE_RECORDED ? TRIANGLE : SAMPLE; }

static void draw_interval(dark__picture *picture, dark__sample what, double x, double y) {
  const double end = x + SAMPLE, middle = x + SAMPLE / 2.0;
  dark__picture_line(picture, what == DARK__SAMPLE_RANGE ? "range" : "interval", x, y, end, y);
  dark__picture_shape(picture, DARK__SHAPE_END, x, y);
  dark__picture_shape(picture, what == DARK__SAMPLE_ARROW ? DARK__SHAPE_ARROW : DARK__SHAPE_END, end, y);
  if (what == DARK__SAMPLE_POINT) dark__picture_shape(picture, DARK__SHAPE_DISC, middle, y);
  if (what == DARK__SAMPLE_SUM) dark__picture_shape(picture, DARK__SHAPE_DIAMOND, middle, y);
}

static void draw_moved(dark__picture *picture, double x, double y) {
  dark__picture_bar(picture, "moved", x, y - BAR / 2.0, SAMPLE, BAR);
  dark__picture_line(picture, "reference", x + 10, y - BAR, x + 10, y + BAR);
}

static void draw_sample(dark__picture *picture, dark__sample what, double x, double y) {
  switch (what) {
    case DARK__SAMPLE_RECORDED: dark__picture_shape(picture, DARK__SHAPE_RECORDED, x + TRIANGLE / 2.0, y + 7); break;
    case DARK__SAMPLE_MOVED: draw_moved(picture, x, y); break;
    default: draw_interval(picture, what, x, y);
  }
}

/* An entry beside the one before it, or below. Returns where it ends. */
static int put_entry(dark__picture *picture, dark__sample what, int x, const char *words) {
  const int sample = sample_width(what) + 8, width = sample + dark__picture_width(words, SMALL);
  if (x + width > DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE) x = DARK__PICTURE_EDGE, picture->y += LINE;
  const dark__box box = {
      .x = x + sample, .y = picture->y, .width = DARK__PICTURE_WIDTH, .size = SMALL, .most = 1, .kind = "quiet"};
  draw_sample(picture, what, x, picture->y + 9);
  dark__picture_text(picture, &box, words);
  return x + width + 20;
}

void dark__legend_put(dark__picture *picture, const dark__legend_of *legend) {
  static const dark__saying sayings[] = {
      [DARK__SAMPLE_POINT] = DARK__SAY_LEGEND_POINT,       [DARK__SAMPLE_SUM] = DARK__SAY_LEGEND_SUM,
      [DARK__SAMPLE_RANGE] = DARK__SAY_LEGEND_RANGE,       [DARK__SAMPLE_ARROW] = DARK__SAY_LEGEND_ARROW,
      [DARK__SAMPLE_RECORDED] = DARK__SAY_LEGEND_RECORDED, [DARK__SAMPLE_MOVED] = DARK__SAY_LEGEND_MOVED};
  int x = DARK__PICTURE_EDGE;
  for (int what = 0; what < (int)DARK__N_SAMPLES; what++) {
    dark__paper words = {0};
    dark__say(&words, picture->sheet.language, sayings[what], NULL, 0);
    if (legend->has[what]) x = put_entry(picture, (dark__sample)what, x, dark__paper_text(&words));
    if (words.failed) picture->sheet.html.failed = true;
    dark__paper_clear(&words);
  }
  if (x > DARK__PICTURE_EDGE) picture->y += LINE;
}
