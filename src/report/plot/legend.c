/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the marks of a forest mean: those that are there. */
#include <math.h>

#include "report/plot/picture.h"

enum { SMALL = 13, SAMPLE = 36, TRIANGLE = 12 };

typedef enum legend { POINT, SUM, RANGE, ARROW, RECORDED, N_LEGENDS } legend;

static void find_legends(const dark__picture *picture, bool is_there[N_LEGENDS]) {
  const dark_results *results = &picture->sheet.source->results;
  for (size_t r = dark__next_target(&picture->sheet, 0); r < results->n_rows; r = dark__next_target(&picture->sheet, r + 1)) {
    const dark__mark mark = dark__forest_mark(&picture->sheet, &results->rows[r]);
    if (isfinite(mark.estimate)) is_there[mark.is_sum ? SUM : POINT] = true;
    if (isnan(mark.estimate) && !isnan(mark.lower) && !isnan(mark.upper)) is_there[RANGE] = true;
    if (isinf(mark.upper)) is_there[ARROW] = true;
    if (mark.recorded > 0) is_there[RECORDED] = true;
  }
}

static int sample_width(legend what) { return what == RECORDED ? TRIANGLE : SAMPLE; }

static void draw_sample(dark__picture *picture, legend what, double x, double y) {
  const double end = x + sample_width(what), middle = (x + end) / 2;
  if (what == RECORDED) {
    dark__picture_shape(picture, DARK__SHAPE_RECORDED, middle, y + 7);
    return;
  }
  dark__picture_line(picture, what == RANGE ? "range" : "interval", x, y, end, y);
  dark__picture_shape(picture, DARK__SHAPE_END, x, y);
  dark__picture_shape(picture, what == ARROW ? DARK__SHAPE_ARROW : DARK__SHAPE_END, end, y);
  if (what == POINT || what == SUM) dark__picture_shape(picture, what == SUM ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC, middle, y);
}

/* An entry beside the one before it, or below. Returns where it ends. */
static int put_entry(dark__picture *picture, legend what, int x, const char *words) {
  const int sample = sample_width(what) + 8, width = sample + dark__picture_width(words, SMALL);
  if (x + width > DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE) x = DARK__PICTURE_EDGE, picture->y += 24;
  const dark__box box = {
      .x = x + sample, .y = picture->y, .width = DARK__PICTURE_WIDTH, .size = SMALL, .most = 1, .kind = "quiet"};
  draw_sample(picture, what, x, picture->y + 9);
  dark__picture_text(picture, &box, words);
  return x + width + 20;
}

void dark__forest_legend(dark__picture *picture) {
  static const dark__saying sayings[] = {[POINT] = DARK__SAY_LEGEND_POINT,
                                         [SUM] = DARK__SAY_LEGEND_SUM,
                                         [RANGE] = DARK__SAY_LEGEND_RANGE,
                                         [ARROW] = DARK__SAY_LEGEND_ARROW,
                                         [RECORDED] = DARK__SAY_LEGEND_RECORDED};
  bool is_there[N_LEGENDS] = {false};
  int x = DARK__PICTURE_EDGE;
  find_legends(picture, is_there);
  for (int what = 0; what < (int)N_LEGENDS; what++) {
    dark__paper words = {0};
    dark__say(&words, picture->sheet.language, sayings[what], NULL, 0);
    if (is_there[what]) x = put_entry(picture, (legend)what, x, dark__paper_text(&words));
    if (words.failed) picture->sheet.html.failed = true;
    dark__paper_clear(&words);
  }
  picture->y += 24;
}
