/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/page/upright.h"

#include <math.h>
#include <string.h>

#include "report/markup/markup.h"

enum { HEIGHT = DARK__UPRIGHT_HEIGHT, ACROSS = 10000 };

void dark__page_upright_people(dark__sheet *sheet, const dark__scale *scale) {
  dark__paper *html = &sheet->html;
  const dark__argument largest = dark__argue_count(sheet->language, scale->ticks[scale->n_ticks - 1]);
  dark__paper_add(html, "<svg class=\"plot\" width=\"%zuch\" height=\"%d\" aria-hidden=\"true\">", strlen(largest.text) + 1,
                  HEIGHT);
  for (size_t i = 0; i < scale->n_ticks; i++) {
    dark__paper_add(html, "<text x=\"100%%\" dx=\"-4\" dy=\".35em\" text-anchor=\"end\"");
    dark__markup_length(html, "y", dark__upright_down(scale, scale->ticks[i]));
    dark__paper_add(html, ">%s</text>", dark__argue_count(sheet->language, scale->ticks[i]).text);
  }
  dark__paper_add(html, "</svg>");
}

void dark__page_upright_rules(dark__paper *html, const dark__scale *scale) {
  for (size_t i = 0; i < scale->n_ticks; i++) {
    const double y = dark__upright_down(scale, scale->ticks[i]);
    dark__markup_line(html, i == 0 ? "axis" : "rule", 0, 1, y, y);
  }
}

void dark__page_upright_interval(dark__paper *html, const dark__scale *scale, const dark__mark *mark, double share) {
  if (isnan(mark->lower) || isnan(mark->upper)) return;
  const bool is_open = isinf(mark->upper), is_beyond = dark__is_beyond(scale, mark);
  const double low = dark__upright_down(scale, mark->lower), high = is_open ? 0 : dark__upright_down(scale, mark->upper);
  dark__markup_line(html, isnan(mark->estimate) ? "range" : "interval", share, share, low, high);
  if (mark->lower <= scale->to) dark__shape_put(html, DARK__SHAPE_CAP, share, low);
  dark__shape_put(html, is_beyond ? DARK__SHAPE_BEYOND : is_open ? DARK__SHAPE_UP : DARK__SHAPE_CAP, share, high);
}

void dark__page_upright_point(dark__paper *html, const dark__scale *scale, const dark__mark *mark, double share) {
  if (!isfinite(mark->estimate)) return;
  dark__shape_put(html, mark->is_sum ? DARK__SHAPE_DIAMOND : DARK__SHAPE_DISC, share, dark__upright_down(scale, mark->estimate));
}

/* ---- Bands */

static void put_corner(dark__paper *html, double x, double y) {
  dark__paper_add(html, "%ld,%ld ", lround(ACROSS * x), lround(y));
}

void dark__page_upright_open_bands(dark__paper *html) {
  dark__paper_add(html, "<svg width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">", HEIGHT, ACROSS,
                  HEIGHT);
}

void dark__page_upright_band(dark__paper *html, const dark__scale *scale, const dark__mark *from, double from_share,
                             const dark__mark *to, double to_share) {
  dark__paper_add(html, "<polygon class=\"band\" points=\"");
  put_corner(html, from_share, dark__upright_down(scale, from->lower));
  put_corner(html, from_share, dark__upright_down(scale, from->upper));
  put_corner(html, to_share, dark__upright_down(scale, to->upper));
  put_corner(html, to_share, dark__upright_down(scale, to->lower));
  dark__paper_add(html, "\"/>");
}

void dark__page_upright_close_bands(dark__paper *html) { dark__paper_add(html, "</svg>"); }
