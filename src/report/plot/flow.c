/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From lists to the estimate: boxes from top to bottom, and beside each what goes aside. */
#include "report/shown/flow.h"

#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/picture.h"

enum { MAIN_WIDTH = 480, ASIDE_WIDTH = 360, PADDING = 10, LETTERS = 14, MOST_LINES = 6, DOWN = 28, INDENT = 16 };
enum { ASIDE_X = DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE - ASIDE_WIDTH, MAIN_END = DARK__PICTURE_EDGE + MAIN_WIDTH };

/* ---- Boxes */

static dark__box box_at(int x, int width, int y, bool is_bold) {
  return (dark__box){.x = x + PADDING,
                     .y = y,
                     .width = width - 2 * PADDING,
                     .size = LETTERS,
                     .most = MOST_LINES,
                     .is_bold = is_bold,
                     .kind = ""};
}

static int height_of(dark__picture *picture, const dark__box *box, const char *text) {
  return (int)dark__box_lines(picture, box, text) * dark__box_line_height(box);
}

/* A text within its frame; returns how high that is. */
static int put_box(dark__picture *picture, int x, int width, const char *text, bool is_bold) {
  const dark__box box = box_at(x, width, picture->y + PADDING, is_bold);
  const int height = height_of(picture, &box, text) + 2 * PADDING;
  dark__picture_text(picture, &box, text);
  dark__picture_bar(picture, "box", x, picture->y, width, height);
  return height;
}

static void put_down(dark__picture *picture) {
  const double x = DARK__PICTURE_EDGE + MAIN_WIDTH / 2.0;
  dark__picture_line(picture, "interval", x, picture->y, x, picture->y + DOWN - 4);
  dark__picture_shape(picture, DARK__SHAPE_DOWN, x, picture->y + DOWN);
  picture->y += DOWN;
}

static int put_aside(dark__picture *picture, const char *text) {
  const double y = picture->y + PADDING + LETTERS / 2.0 + 2;
  dark__picture_line(picture, "interval", MAIN_END, y, ASIDE_X - 4, y);
  dark__picture_shape(picture, DARK__SHAPE_ARROW, ASIDE_X, y);
  return put_box(picture, ASIDE_X, ASIDE_WIDTH, text, false);
}

static int greater(int a, int b) { return a > b ? a : b; }

/* ---- Words */

static void describe(dark__picture *picture, const char *text) {
  dark__paper_add(&picture->description, "\n");
  dark__markup_text(&picture->description, text);
  dark__paper_add(&picture->description, ".");
}

static void tell(dark__picture *picture, const char *kind, const char *says, double people) {
  dark__paper_add(&picture->data, "<%s says=\"", kind);
  dark__markup_text(&picture->data, says);
  dark__paper_add(&picture->data, "\"");
  if (!isnan(people)) dark__paper_add(&picture->data, " people=\"%.0f\"", people);
  dark__paper_add(&picture->data, "/>\n");
  describe(picture, says);
}

/* ---- Lists: one box for all of them */

static void put_list(dark__picture *picture, size_t list) {
  dark__paper text = {0};
  const bool is_shown = picture->sheet.options->protection == NULL;
  dark__add_flow_list(&text, &picture->sheet, list);
  const dark__box box = box_at(DARK__PICTURE_EDGE + INDENT, MAIN_WIDTH - INDENT, picture->y, false);
  dark__picture_text(picture, &box, dark__paper_text(&text));
  tell(picture, "list", dark__paper_text(&text), is_shown ? dark__list_people(picture->sheet.source, list) : NAN);
  picture->y += height_of(picture, &box, dark__paper_text(&text)) + 2;
  if (text.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&text);
}

static int put_set_aside(dark__picture *picture) {
  dark__paper names = {0}, text = {0};
  int height = 0;
  const size_t n = dark__add_set_aside(&names, &picture->sheet);
  const dark__argument list = dark__argue_paper(&picture->sheet, &names);
  dark__say(&text, picture->sheet.language, DARK__SAY_FLOW_SET_ASIDE, &list, 1);
  if (n > 0) height = put_aside(picture, dark__paper_text(&text));
  if (n > 0) describe(picture, dark__paper_text(&text));
  if (text.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&text);
  return height;
}

static void put_lists(dark__picture *picture) {
  const int top = picture->y, aside = put_set_aside(picture);
  dark__paper heading = {0};
  dark__say(&heading, picture->sheet.language, DARK__SAY_FLOW_LISTS, NULL, 0);
  const dark__box box = box_at(DARK__PICTURE_EDGE, MAIN_WIDTH, top + PADDING, true);
  dark__picture_text(picture, &box, dark__paper_text(&heading));
  if (heading.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&heading);
  picture->y += PADDING + dark__box_line_height(&box) + 2;
  for (size_t l = 0; l < picture->sheet.source->results.n_lists; l++) put_list(picture, l);
  picture->y = greater(picture->y + PADDING - 2, top + aside);
  dark__picture_bar(picture, "box", DARK__PICTURE_EDGE, top, MAIN_WIDTH, picture->y - top);
}

/* ---- Steps */

static void put_step(dark__picture *picture, const dark__flow_step *step) {
  dark__paper text = {0}, aside = {0};
  int beside = 0;
  dark__say_flow(&text, &picture->sheet, step->says, step->people);
  dark__say_flow(&aside, &picture->sheet, step->aside_says, step->aside);
  put_down(picture);
  const int height = put_box(picture, DARK__PICTURE_EDGE, MAIN_WIDTH, dark__paper_text(&text), true);
  tell(picture, "step", dark__paper_text(&text), step->people.people);
  if (step->has_aside) beside = put_aside(picture, dark__paper_text(&aside));
  if (step->has_aside) tell(picture, "aside", dark__paper_text(&aside), step->aside.people);
  if (beside > height && step->has_aside) {
    const double x = DARK__PICTURE_EDGE + MAIN_WIDTH / 2.0;
    dark__picture_line(picture, "interval", x, picture->y + height, x, picture->y + beside);
  }
  picture->y += greater(height, beside);
  if (text.failed || aside.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&text);
  dark__paper_clear(&aside);
}

void dark__plot_flow(dark__picture *picture) {
  dark__flow_step steps[DARK__MOST_FLOW_STEPS];
  const size_t n = dark__flow(steps, &picture->sheet);
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, DARK__SAY_FLOW_TITLE, NULL, 0);
  dark__paper_add(&caption, ".");
  dark__picture_say(picture, &caption, DARK__SAY_FLOW_CAPTION, NULL, 0);
  dark__picture_open(picture, &caption);
  put_lists(picture);
  for (size_t i = 0; i < n; i++) put_step(picture, &steps[i]);
  picture->y += DOWN / 2;
  dark__picture_close(picture);
}
