/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/axis.h"

enum { SMALL = 13, TICK = 6 };

double dark__axis_place(const dark__axis *axis, double people) {
  return axis->x + axis->width * dark__scale_place(&axis->scale, people);
}

/* From the last tick to the first: a number that would touch the one before it is left out. */
static void put_ticks(dark__picture *picture, const dark__axis *axis, double y, double tick, int number_y) {
  double taken = DARK__PICTURE_WIDTH;
  for (size_t i = axis->scale.n_ticks; i-- > 0;) {
    const dark__argument number = dark__scale_tick(&picture->sheet, &axis->scale, i);
    const double x = dark__axis_place(axis, axis->scale.ticks[i]), half = dark__picture_width(number.text, SMALL) / 2.0;
    dark__picture_line(picture, "axis", x, y, x, y + tick);
    if (x + half + SMALL / 2.0 > taken) continue;
    dark__picture_label(picture, "middle", x, number_y, number.text);
    taken = x - half;
  }
}

void dark__axis_above(dark__picture *picture, const dark__axis *axis) {
  picture->y += SMALL + TICK + 2;
  dark__picture_line(picture, "axis", axis->x, picture->y, axis->x + axis->width, picture->y);
  put_ticks(picture, axis, picture->y - TICK, TICK, picture->y - TICK - 2);
  picture->y += 4;
}

void dark__axis_below(dark__picture *picture, const dark__axis *axis) {
  dark__paper words = {0};
  const int room = axis->room > 0 ? axis->room : DARK__PICTURE_WIDTH - axis->x - DARK__PICTURE_EDGE;
  dark__box box = {.x = axis->x, .width = room, .size = SMALL, .most = 3, .kind = ""};
  picture->y += 4;
  dark__picture_line(picture, "axis", axis->x, picture->y, axis->x + axis->width, picture->y);
  put_ticks(picture, axis, picture->y, TICK, picture->y + TICK + SMALL);
  picture->y += TICK + SMALL + 4;
  dark__picture_say(picture, &words, dark__scale_words(&axis->scale), NULL, 0);
  if (axis->scale.is_log) dark__paper_add(&words, ".");
  if (axis->scale.is_log) dark__picture_say(picture, &words, DARK__SAY_FOREST_LOG, NULL, 0);
  box.y = picture->y;
  dark__picture_text(picture, &box, dark__paper_text(&words));
  picture->y += (int)dark__box_lines(picture, &box, dark__paper_text(&words)) * dark__box_line_height(&box) + 6;
  if (words.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&words);
}
