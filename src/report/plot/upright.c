/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/upright.h"

#include <math.h>

enum { TICK = 5 };

dark__upright dark__upright_at(const dark__picture *picture, const dark__scale *scale, size_t i, size_t beside) {
  const dark__argument largest = dark__argue_count(picture->sheet.language, scale->ticks[scale->n_ticks - 1]);
  const int room = dark__picture_width(largest.text, DARK__PANEL_LETTERS) + TICK + 4;
  dark__upright of = {.scale = *scale, .left = dark__panel_left(i), .width = dark__panel_width(beside)};
  of.x = of.left + room;
  of.plot_width = of.width - room;
  return of;
}

double dark__upright_y(const dark__upright *of, double people) { return of->top + dark__upright_down(&of->scale, people); }

void dark__upright_people(dark__picture *picture, const dark__upright *of) {
  dark__paper words = {0};
  dark__picture_say(picture, &words, DARK__SAY_AXIS_PEOPLE, NULL, 0);
  dark__picture_label(picture, "start", of->left, of->top - 6, dark__paper_text(&words));
  if (words.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&words);
  for (size_t i = 0; i < of->scale.n_ticks; i++) {
    const double y = dark__upright_y(of, of->scale.ticks[i]);
    dark__picture_line(picture, "rule", of->x, y, of->x + of->plot_width, y);
    dark__picture_label(picture, "end", of->x - TICK, y + DARK__PANEL_LETTERS / 3.0,
                        dark__argue_count(picture->sheet.language, of->scale.ticks[i]).text);
  }
}

void dark__upright_interval(dark__picture *picture, const dark__upright *of, const dark__mark *mark, double x) {
  if (isnan(mark->lower) || isnan(mark->upper)) return;
  const bool is_open = isinf(mark->upper), is_beyond = dark__is_beyond(&of->scale, mark);
  const double low = dark__upright_y(of, mark->lower), high = is_open ? of->top : dark__upright_y(of, mark->upper);
  dark__picture_line(picture, isnan(mark->estimate) ? "range" : "interval", x, low, x, high);
  if (mark->lower <= of->scale.to) dark__picture_shape(picture, DARK__SHAPE_CAP, x, low);
  dark__picture_shape(picture, is_beyond ? DARK__SHAPE_BEYOND : is_open ? DARK__SHAPE_UP : DARK__SHAPE_CAP, x, high);
}
