/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People by the lists that they are on, in the manner of UpSet (Lex, Gehlenborg, Strobelt, Vuillemot & Pfister 2014, IEEE Transactions on
   Visualization and Computer Graphics 20, 1983-1992), turned so that every combination of lists is a row: a number has room beside its bar
   then, whatever it is. Lists have numbers, as in models. */
#include <math.h>
#include <stdio.h>

#include "report/markup/markup.h"
#include "report/plot/picture.h"

enum { MOST_NAME = 290, GUTTER = 16, LETTERS = 14, SMALL = 13, ROW = 22, BAR = 14, DOT = 20, MOST_ROWS = 40, MOST_LINES = 4 };

typedef struct layout {
  const dark__source *source;
  size_t n_lists;
  int name_x, name_width, bar_x, bar_width;
  double most; /* people of the longest bar */
} layout;

/* ---- Numbers of people */

static bool is_on(const dark__source_history *history, size_t list) { return (history->lists >> list & 1u) != 0; }

static double people_on(const dark__source *source, size_t a, size_t b) {
  double people = 0;
  for (size_t h = 0; h < source->n_histories; h++)
    if (is_on(&source->histories[h], a) && is_on(&source->histories[h], b)) people += source->histories[h].people;
  return people;
}

static const char *label_of(const dark__picture *picture, size_t list) {
  return dark__label(picture->sheet.options->labels, picture->sheet.source->results.lists[list]);
}

/* ---- Where it stands */

static int greater(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

static layout arrange(const dark__picture *picture) {
  const dark__source *source = picture->sheet.source;
  layout of = {.source = source, .n_lists = source->results.n_lists, .name_x = DARK__PICTURE_EDGE + 32, .most = 1};
  for (size_t l = 0; l < of.n_lists; l++) {
    of.name_width = greater(of.name_width, dark__picture_width(label_of(picture, l), LETTERS));
    of.most = fmax(of.most, people_on(source, l, l));
  }
  const int number_width = dark__picture_width(dark__argue_count(picture->sheet.language, of.most).text, LETTERS);
  of.name_width = smaller(of.name_width, MOST_NAME);
  of.bar_x = greater(of.name_x + of.name_width, DARK__PICTURE_EDGE + DOT * (int)of.n_lists) + GUTTER;
  of.bar_width = DARK__PICTURE_WIDTH - DARK__PICTURE_EDGE - number_width - 8 - of.bar_x;
  return of;
}

static void put_heading(dark__picture *picture, dark__saying saying) {
  dark__paper words = {0};
  picture->y += 8;
  dark__picture_say(picture, &words, saying, NULL, 0);
  dark__picture_paragraph(picture, LETTERS, "", &words);
}

static void put_bar(dark__picture *picture, const layout *of, double people, int middle) {
  const double width = of->bar_width * people / of->most;
  const dark__argument number = dark__argue_count(picture->sheet.language, people);
  const dark__box box = {
      .x = of->bar_x + (int)width + 6, .y = middle - 10, .width = DARK__PICTURE_WIDTH, .size = LETTERS, .most = 1, .kind = ""};
  dark__picture_bar(picture, "recorded", of->bar_x, middle - BAR / 2.0, fmax(width, 1), BAR);
  dark__picture_text(picture, &box, number.text);
}

static double dot_x(size_t list) { return DARK__PICTURE_EDGE + DOT * ((double)list + 0.5); }

static void put_number(dark__picture *picture, size_t list, double x, int y) {
  dark__paper_add(&picture->sheet.html, "<text y=\"%d\" font-size=\"%d\" class=\"quiet\"", y, SMALL);
  dark__markup_length(&picture->sheet.html, "x", x);
  dark__paper_add(&picture->sheet.html, " text-anchor=\"middle\">%zu</text>\n", list + 1);
}

/* ---- Lists */

static void tell_list(dark__picture *picture, size_t list, double people) {
  const char *name = label_of(picture, list);
  dark__paper_add(&picture->data, "<list number=\"%zu\" name=\"", list + 1);
  dark__markup_text(&picture->data, name);
  dark__paper_add(&picture->data, "\" people=\"%.0f\"/>\n", people);
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, name, dark__argue_count(picture->sheet.language, people).text);
}

static void put_list(dark__picture *picture, const layout *of, size_t list) {
  const double people = people_on(of->source, list, list);
  const char *name = label_of(picture, list);
  dark__box box = {.x = of->name_x, .width = MOST_NAME, .size = LETTERS, .most = MOST_LINES, .kind = ""};
  const int lines = (int)dark__box_lines(picture, &box, name) * dark__box_line_height(&box);
  const int height = greater(lines + 10, ROW), middle = picture->y + height / 2;
  box.y = picture->y + (height - lines) / 2;
  put_number(picture, list, dot_x(0), middle + 5);
  dark__picture_text(picture, &box, name);
  put_bar(picture, of, people, middle);
  tell_list(picture, list, people);
  picture->y += height;
}

/* ---- Combinations */

static void put_dots_of(dark__picture *picture, const layout *of, uint64_t lists, dark__shape shape, int middle) {
  for (size_t l = 0; l < of->n_lists; l++)
    if ((lists >> l & 1u) != 0) dark__picture_shape(picture, shape, dot_x(l), middle);
}

/* The line lies over the dots of lists that the people are not on. */
static void put_dots(dark__picture *picture, const layout *of, uint64_t lists, int middle) {
  size_t first = 0, last = of->n_lists;
  while (first + 1 < last && (lists >> first & 1u) == 0) first++;
  while (last > first + 1 && (lists >> (last - 1) & 1u) == 0) last--;
  put_dots_of(picture, of, ~lists, DARK__SHAPE_OFF, middle);
  if (last - first > 1) dark__picture_line(picture, "interval", dot_x(first), middle, dot_x(last - 1), middle);
  put_dots_of(picture, of, lists, DARK__SHAPE_ON, middle);
}

static void tell_combination(dark__picture *picture, const layout *of, uint64_t lists, const char *kind, double people) {
  dark__paper names = {0};
  for (size_t l = 0; l < of->n_lists; l++)
    if ((lists >> l & 1u) != 0) dark__paper_add(&names, "%s%s", names.length > 0 ? " + " : "", label_of(picture, l));
  dark__paper_add(&picture->data, "<%s lists=\"", kind);
  dark__markup_text(&picture->data, dark__paper_text(&names));
  dark__paper_add(&picture->data, "\" people=\"%.0f\"/>\n", people);
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, dark__paper_text(&names), dark__argue_count(picture->sheet.language, people).text);
  if (names.failed) picture->description.failed = true;
  dark__paper_clear(&names);
}

static void put_combination(dark__picture *picture, const layout *of, const dark__source_history *history) {
  put_dots(picture, of, history->lists, picture->y + ROW / 2);
  put_bar(picture, of, history->people, picture->y + ROW / 2);
  tell_combination(picture, of, history->lists, "combination", history->people);
  picture->y += ROW;
}

static void put_rest(dark__picture *picture, const dark__source *source) {
  double people = 0;
  dark__paper words = {0};
  for (size_t h = MOST_ROWS; h < source->n_histories; h++) people += source->histories[h].people;
  const dark__argument both[] = {dark__argue_count(picture->sheet.language, (double)(source->n_histories - MOST_ROWS)),
                                 dark__argue_count(picture->sheet.language, people)};
  dark__picture_say(picture, &words, DARK__SAY_OVERLAPS_MORE, both, 2);
  dark__picture_paragraph(picture, SMALL, "quiet", &words);
}

static void put_head(dark__picture *picture, const layout *of) {
  for (size_t l = 0; l < of->n_lists; l++) put_number(picture, l, dot_x(l), picture->y + SMALL);
  picture->y += SMALL + 6;
}

static void put_combinations(dark__picture *picture, const layout *of) {
  put_heading(picture, DARK__SAY_OVERLAPS_EXACTLY);
  put_head(picture, of);
  for (size_t h = 0; h < of->source->n_histories && h < MOST_ROWS; h++) put_combination(picture, of, &of->source->histories[h]);
  if (of->source->n_histories > MOST_ROWS) put_rest(picture, of->source);
}

/* ---- Pairs that share nobody */

static void put_empty_pair(dark__picture *picture, const layout *of, size_t a, size_t b) {
  const uint64_t lists = UINT64_C(1) << a | UINT64_C(1) << b;
  dark__paper words = {0};
  dark__box box = {
      .x = of->bar_x, .y = picture->y + 1, .width = DARK__PICTURE_WIDTH, .size = LETTERS, .most = 1, .kind = "warning"};
  dark__picture_say(picture, &words, DARK__SAY_OVERLAPS_NOBODY, NULL, 0);
  put_dots(picture, of, lists, picture->y + ROW / 2);
  dark__picture_text(picture, &box, dark__paper_text(&words));
  tell_combination(picture, of, lists, "empty-pair", 0);
  if (words.failed) picture->sheet.html.failed = true;
  dark__paper_clear(&words);
  picture->y += ROW;
}

static void put_empty_pairs(dark__picture *picture, const layout *of) {
  bool has_heading = false;
  for (size_t a = 0; a < of->n_lists; a++)
    for (size_t b = a + 1; b < of->n_lists; b++) {
      if (people_on(of->source, a, b) > 0) continue;
      if (!has_heading) put_heading(picture, DARK__SAY_OVERLAPS_EMPTY);
      has_heading = true;
      put_empty_pair(picture, of, a, b);
    }
}

void dark__plot_overlaps(dark__picture *picture) {
  const layout of = arrange(picture);
  dark__paper caption = {0};
  dark__picture_say(picture, &caption, DARK__SAY_OVERLAPS_CAPTION, NULL, 0);
  dark__picture_open(picture, &caption);
  put_heading(picture, DARK__SAY_OVERLAPS_LISTS);
  for (size_t l = 0; l < of.n_lists; l++) put_list(picture, &of, l);
  put_combinations(picture, &of);
  put_empty_pairs(picture, &of);
  dark__picture_close(picture);
}
