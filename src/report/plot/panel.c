/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/plot/panel.h"

#include "report/markup/markup.h"

enum { TITLE = 14, MOST_LINES = 12, WHOLE = DARK__PICTURE_WIDTH - 2 * DARK__PICTURE_EDGE };

int dark__panel_width(size_t beside) { return beside == 1 ? WHOLE : (WHOLE - DARK__PANEL_GUTTER) / DARK__PANELS_BESIDE; }

int dark__panel_left(size_t i) {
  return DARK__PICTURE_EDGE + (int)i * (dark__panel_width(DARK__PANELS_BESIDE) + DARK__PANEL_GUTTER);
}

int dark__panel_title(dark__picture *picture, int left, int width, dark__paper *text) {
  const dark__box box = {
      .x = left, .y = picture->y, .width = width, .size = TITLE, .most = MOST_LINES, .is_bold = true, .kind = ""};
  return dark__picture_words(picture, &box, text);
}

int dark__panel_words(dark__picture *picture, int left, int width, dark__paper *text, const char *kind) {
  const dark__box box = {
      .x = left, .y = picture->y, .width = width, .size = DARK__PANEL_LETTERS, .most = MOST_LINES, .kind = kind};
  return dark__picture_words(picture, &box, text);
}

int dark__panels_put(dark__picture *picture, const void *panels, size_t n, size_t size, dark__panel_put *put) {
  int highest = 0;
  for (size_t i = 0; i < n; i++) {
    const int own = put(picture, (const char *)panels + i * size);
    if (own > highest) highest = own;
  }
  return highest;
}

void dark__panel_without(dark__picture *picture, const char *const *values, size_t n, bool is_unstable) {
  dark__paper name = {0}, value = {0}, text = {0};
  dark__sheet_add_people(&name, &picture->sheet, values, n);
  dark__say(&value, picture->sheet.language, is_unstable ? DARK__SAY_ONLY_RANGE : DARK__SAY_CANNOT, NULL, 0);
  const dark__argument both[] = {dark__argue_paper(&picture->sheet, &name), dark__argue_paper(&picture->sheet, &value)};
  dark__say(&text, picture->sheet.language, DARK__SAY_CATEGORY, both, 2);
  dark__paper_add(&picture->description, "\n");
  dark__markup_text(&picture->description, dark__paper_text(&text));
  dark__picture_paragraph(picture, TITLE, "", &text);
  picture->y += 8;
}
