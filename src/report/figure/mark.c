/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/figure/mark.h"

#include <math.h>

#include "report/markup/markup.h"

/* Around the origin, in pixels. */
static const char *const shapes[] = {[DARK__SHAPE_END] = "<path class=\"interval\" d=\"M0-5V5\"/>",
                                     [DARK__SHAPE_STOP] = "<path class=\"interval\" d=\"M0-8V8\"/>",
                                     [DARK__SHAPE_ARROW] = "<path class=\"arrow\" d=\"M-8-5L0 0L-8 5Z\"/>",
                                     [DARK__SHAPE_LEFT] = "<path class=\"arrow\" d=\"M8-5L0 0L8 5Z\"/>",
                                     [DARK__SHAPE_CAP] = "<path class=\"interval\" d=\"M-5 0H5\"/>",
                                     [DARK__SHAPE_UP] = "<path class=\"arrow\" d=\"M-5 8L0 0L5 8Z\"/>",
                                     [DARK__SHAPE_BEYOND] = "<path class=\"interval\" d=\"M-6 7L0 1L6 7M-6 13L0 7L6 13\"/>",
                                     [DARK__SHAPE_DOWN] = "<path class=\"arrow\" d=\"M-5-8L0 0L5-8Z\"/>",
                                     [DARK__SHAPE_AT] = "<path class=\"recorded\" d=\"M-5-4H5L0 5Z\"/>",
                                     [DARK__SHAPE_DISC] = "<circle class=\"point\" r=\"5\"/>",
                                     [DARK__SHAPE_DIAMOND] = "<path class=\"point\" d=\"M0-7L7 0L0 7L-7 0Z\"/>",
                                     [DARK__SHAPE_RECORDED] = "<path class=\"recorded\" d=\"M-4-11H4L0-3Z\"/>",
                                     [DARK__SHAPE_ON] = "<circle class=\"on\" r=\"6\"/>",
                                     [DARK__SHAPE_OFF] = "<circle class=\"off\" r=\"2\"/>"};

const char *dark__shape_markup(dark__shape shape) { return shapes[shape]; }

void dark__shape_put(dark__paper *page, dark__shape shape, double share, double y) {
  dark__paper_add(page, "<svg overflow=\"visible\"");
  dark__markup_share(page, "x", share);
  dark__markup_length(page, "y", y);
  dark__paper_add(page, ">%s</svg>", shapes[shape]);
}

/* At half the height of a row. */
static void put_glyph(dark__paper *page, double share, dark__shape shape) { dark__shape_put(page, shape, share, 14); }

static void put_line(dark__paper *page, double from, double to, bool is_range) {
  dark__paper_add(page, "<line class=\"%s\" y1=\"14\" y2=\"14\"", is_range ? "range" : "interval");
  dark__markup_share(page, "x1", from);
  dark__markup_share(page, "x2", to);
  dark__paper_add(page, "/>");
}

static void put_interval(dark__paper *page, const dark__mark *mark, const dark__scale *scale) {
  if (isnan(mark->lower) || isnan(mark->upper)) return;
  const double from = isinf(mark->lower) ? 0 : dark__scale_place(scale, mark->lower),
               to = isinf(mark->upper) ? 1 : dark__scale_place(scale, mark->upper);
  put_line(page, from, to, isnan(mark->estimate));
  put_glyph(page, from, isinf(mark->lower) ? DARK__SHAPE_LEFT : DARK__SHAPE_END);
  put_glyph(page, to, isinf(mark->upper) ? DARK__SHAPE_ARROW : DARK__SHAPE_END);
}

static void put_reference(dark__paper *page, double share) {
  dark__paper_add(page, "<line class=\"reference\" y1=\"0\" y2=\"28\"");
  dark__markup_share(page, "x1", share);
  dark__markup_share(page, "x2", share);
  dark__paper_add(page, "/>");
}

void dark__mark_draw(dark__paper *page, const dark__mark *mark, const dark__scale *scale) {
  dark__paper_add(page, "<svg class=\"row\" width=\"100%%\" height=\"28\" aria-hidden=\"true\">");
  if (mark->reference > 0 || scale->is_change) put_reference(page, dark__scale_place(scale, mark->reference));
  put_interval(page, mark, scale);
  if (mark->recorded > 0) put_glyph(page, dark__scale_place(scale, mark->recorded), DARK__SHAPE_RECORDED);
  if (isfinite(mark->estimate))
    put_glyph(page, dark__scale_place(scale, mark->estimate), mark->is_sum ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC);
  dark__paper_add(page, "</svg>");
}

void dark__mark_legend(dark__paper *page, dark__legend legend) {
  dark__paper_add(page, "<svg width=\"40\" height=\"28\" aria-hidden=\"true\">");
  if (legend != DARK__LEGEND_RECORDED) put_line(page, 0.05, 0.95, legend == DARK__LEGEND_RANGE);
  if (legend == DARK__LEGEND_POINT) put_glyph(page, 0.5, DARK__SHAPE_DISC);
  if (legend == DARK__LEGEND_ARROW) put_glyph(page, 0.95, DARK__SHAPE_ARROW);
  if (legend == DARK__LEGEND_RECORDED) put_glyph(page, 0.5, DARK__SHAPE_RECORDED);
  dark__paper_add(page, "</svg>");
}
