/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text/forest.h"

#include <math.h>
#include <string.h>

#include "writing/numbers.h"

/* Columns of the drawing. */
enum { WIDTH = 44 };

typedef struct scale {
  double least, most;
} scale;

static scale scale_of(const dark__forest_line *lines, size_t n, double least) {
  scale s = {least, 0};
  for (size_t i = 0; i < n; i++) {
    const double ends[] = {lines[i].estimate, lines[i].lower, lines[i].upper};
    for (size_t k = 0; k < 3; k++)
      if (isfinite(ends[k]) && ends[k] > s.most) s.most = ends[k];
  }
  for (size_t i = 0; i < n; i++) /* room for the head of an arrow behind the largest estimate */
    if (isfinite(lines[i].lower) && !isfinite(lines[i].upper) && s.most <= lines[i].estimate) s.most = 1.1 * lines[i].estimate;
  if (s.most < least * 1.01) s.most = least * 1.01; /* nobody unseen */
  return s;
}

/* Column of a number of people. */
static int column_of(const scale *s, double people) {
  const double share = log(fmax(people, s->least) / s->least) / log(s->most / s->least);
  return (int)lround(share * (WIDTH - 1));
}

static const char *sign_at(const scale *s, const dark__forest_line *line, int column) {
  const bool has_lower = isfinite(line->lower), has_upper = isfinite(line->upper), has_any = has_lower || has_upper;
  const int first = has_lower ? column_of(s, line->lower) : 0, last = has_upper ? column_of(s, line->upper) : WIDTH - 1;
  if (column == column_of(s, line->estimate)) return "●";
  if (!has_any || column < first || column > last) return " ";
  if (column == first) return has_lower ? "├" : "◀";
  if (column == last) return has_upper ? "┤" : "▶";
  return "─";
}

static void put_line(dark__paper *page, const scale *s, const dark__forest_line *line, size_t name_width) {
  dark__paper text = {0};
  dark__paper_add(page, "  %s", line->name);
  dark__paper_add_spaces(page, name_width - dark__text_width(line->name) + 2);
  if (!isfinite(line->estimate)) {
    dark__paper_add(page, "no estimate\n");
    return;
  }
  int width = WIDTH; /* nothing is drawn beyond */
  while (line->remark[0] == '\0' && strcmp(sign_at(s, line, width - 1), " ") == 0) width--;
  for (int column = 0; column < width; column++) dark__paper_add(&text, "%s", sign_at(s, line, column));
  dark__paper_add(page, "%s", dark__paper_text(&text));
  if (line->remark[0] != '\0') dark__paper_add(page, "  %s", line->remark);
  dark__paper_add(page, "\n");
  if (text.failed) page->failed = true;
  dark__paper_clear(&text);
}

/* The ends of the scale under the lines. */
static void put_axis(dark__paper *page, const scale *s, size_t name_width) {
  const dark__number least = dark__count(s->least), most = dark__estimate(s->most);
  const size_t used = dark__text_width(least.text) + dark__text_width(most.text);
  dark__paper_add_spaces(page, 2 + name_width + 2);
  dark__paper_add(page, "%s", least.text);
  dark__paper_add_spaces(page, used < WIDTH ? WIDTH - used : 1);
  dark__paper_add(page, "%s\n", most.text);
}

void dark__put_forest(dark__paper *page, const dark__forest_line *lines, size_t n, double least) {
  size_t name_width = 0, n_estimates = 0;
  for (size_t i = 0; i < n; i++) {
    const size_t width = dark__text_width(lines[i].name);
    if (width > name_width) name_width = width;
    n_estimates += isfinite(lines[i].estimate) ? 1 : 0;
  }
  if (n_estimates == 0 || !(least > 0)) return;
  const scale s = scale_of(lines, n, least);
  for (size_t i = 0; i < n; i++) put_line(page, &s, &lines[i], name_width);
  put_axis(page, &s, name_width);
}
