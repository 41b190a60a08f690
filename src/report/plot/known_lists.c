/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Internal consistency: under the people of each section a row for each list, whose size the others estimate: how many times the known size. */
#include <math.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/rows.h"
#include "report/shown/checks.h"

enum { MOST_NAME = 260, MOST_LINES = 8 };

typedef struct drawing {
  dark__picture *picture;
  dark__rows rows;
  dark__legend_of legend;
} drawing;

/* ---- Words of a row, and what is done with them; without a list those of the section */

typedef void use(drawing *on, const dark__checked *of, const dark__known_list *list, const dark__row_words *words);

static void use_words(drawing *on, const dark__checked *of, const dark__known_list *list, use *with) {
  const dark__sheet *sheet = &on->picture->sheet;
  const bool is_section = list == NULL;
  dark__row_papers papers = {0};
  if (is_section) dark__add_checked_name(&papers.name, sheet, of);
  else dark__paper_add(&papers.name, "%s", dark__label(sheet->options->labels, list->name));
  if (is_section) dark__add_known_lists(&papers.value, sheet, of);
  else dark__add_known_list(&papers.value, sheet, list);
  const dark__row_words words = dark__row_words_below(on->picture, &papers, is_section);
  with(on, of, list, &words);
  dark__row_papers_clear(&papers);
}

static void use_all(drawing *on, use *with) {
  const dark__checked *of;
  for (size_t i = 0; (of = dark__checked_at(&on->picture->sheet, i)) != NULL; i++) {
    use_words(on, of, NULL, with);
    for (size_t l = 0; l < of->n_lists; l++) use_words(on, of, &of->lists[l], with);
  }
}

static void measure(drawing *on, const dark__checked *of, const dark__known_list *list, const dark__row_words *words) {
  (void)of;
  dark__rows_measure(&on->rows, words);
  if (list == NULL) return;
  const dark__mark mark = dark__known_list_mark(&on->picture->sheet, list);
  dark__legend_note(&on->legend, &mark);
}

/* ---- Drawing */

static void tell(drawing *on, const dark__known_list *list, const dark__row_words *words) {
  dark__paper *data = &on->picture->data;
  const dark__mark mark = dark__checked_mark(&on->picture->sheet, &list->estimate);
  dark__paper_add(data, "<list name=\"");
  dark__markup_text(data, words->name);
  dark__paper_add(data, "\"");
  dark__tell_number(data, "known", list->known);
  dark__tell_number(data, "estimate", mark.estimate);
  dark__tell_number(data, "lower", mark.lower);
  dark__tell_number(data, "upper", mark.upper);
  dark__paper_add(data, "/>\n");
}

static void draw(drawing *on, const dark__checked *of, const dark__known_list *list, const dark__row_words *words) {
  dark__picture *picture = on->picture;
  const dark__band band = dark__rows_put(picture, &on->rows, words);
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, words->name, words->value);
  if (list == NULL) {
    dark__paper_add(&picture->data, "<lists of=\"");
    dark__markup_text(&picture->data, words->name);
    dark__paper_add(&picture->data, of->n_lists == 0 ? "\"/>\n" : "\">\n");
    return;
  }
  const dark__mark mark = dark__known_list_mark(&picture->sheet, list);
  const double x = dark__axis_place(&on->rows.axis, mark.reference);
  dark__picture_line(picture, "reference", x, band.top, x, band.top + band.height);
  dark__rows_mark(picture, &on->rows, &mark, dark__band_middle(&band));
  tell(on, list, words);
  if (list + 1 == of->lists + of->n_lists) dark__paper_add(&picture->data, "</lists>\n");
}

void dark__plot_known_lists(dark__picture *picture) {
  const dark__scale scale = dark__known_lists_scale(&picture->sheet);
  const dark__argument level = dark__checked_level(&picture->sheet);
  drawing on = {.picture = picture, .rows = dark__rows_on(&scale, MOST_NAME, MOST_LINES)};
  dark__paper caption = {0};
  use_all(&on, measure);
  dark__rows_arrange(&on.rows);
  dark__picture_say(picture, &caption, DARK__SAY_KNOWN_LISTS_CAPTION, &level, 1);
  dark__picture_open(picture, &caption);
  dark__rows_head(picture, &on.rows);
  use_all(&on, draw);
  dark__axis_below(picture, &on.rows.axis);
  dark__legend_put(picture, &on.legend);
  dark__picture_close(picture);
}
