/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/shown/flow.h"

#include <math.h>

/* ---- Numbers */

/* Where some are in no category that is shown, the last step is not what remains of the one before. */
static bool adds_up(const dark__sheet *sheet, const dark_row *whole) {
  const dark_results *results = &sheet->source->results;
  double people = 0;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1))
    if (dark__is_category(sheet, &results->rows[r])) people += results->rows[r].observed;
  return people == sheet->source->n_people && whole->observed + whole->excluded == people;
}

size_t dark__flow(dark__flow_step steps[DARK__MOST_FLOW_STEPS], const dark__sheet *sheet) {
  const dark__reconciled people = dark__reconcile(sheet);
  const dark__tally categories = dark__count_categories(sheet);
  const dark_row *whole = dark__whole_row(sheet);
  const bool is_split = sheet->source->results.n_categories > 0 && categories.n_estimated < categories.n && whole != NULL &&
                        dark__has_estimate(whole) && adds_up(sheet, whole);
  steps[0] = (dark__flow_step){DARK__SAY_FLOW_KNOWN, DARK__SAY_FLOW_LEFT_OUT, people.known, people.left_out,
                               sheet->source->n_left_out > 0};
  steps[1] = (dark__flow_step){DARK__SAY_FLOW_ANALYSED, DARK__SAY_FLOW_UNKNOWN, people.analysed, categories.recorded, is_split};
  if (!is_split) return 2;
  steps[2] = (dark__flow_step){.says = DARK__SAY_FLOW_ESTIMATED, .people = dark__shown_recorded(sheet, whole)};
  return 3;
}

double dark__list_people(const dark__source *source, size_t list) {
  double people = 0;
  for (size_t d = 0; d < source->n_details; d++) people += source->details[d].list_sizes[list];
  return source->n_details > 0 ? people : NAN;
}

/* ---- Words */

void dark__say_flow(dark__paper *text, dark__sheet *sheet, dark__saying saying, dark__printed people) {
  dark__paper hidden = {0};
  dark__say(&hidden, sheet->language, DARK__SAY_NOT_SHOWN, NULL, 0);
  const dark__argument not_shown = dark__argue_paper(sheet, &hidden);
  const dark__argument number = isnan(people.people) ? not_shown : dark__argue_shown(sheet, people);
  dark__say(text, sheet->language, saying, &number, 1);
}

void dark__add_flow_list(dark__paper *text, dark__sheet *sheet, size_t list) {
  const double people = dark__list_people(sheet->source, list);
  dark__paper_add(text, "%s", dark__label(sheet->options->labels, sheet->source->results.lists[list]));
  if (sheet->options->protection != NULL || isnan(people)) return;
  dark__paper_add(text, ": %s", dark__argue_count(sheet->language, people).text);
}

size_t dark__add_set_aside(dark__paper *text, const dark__sheet *sheet) {
  static const char *const options[] = {"drop-list", "absorbing"};
  size_t n = 0;
  for (size_t o = 0; o < sizeof options / sizeof options[0]; o++) {
    const char *name;
    for (size_t i = 0; (name = dark__source_option(sheet->source, options[o], i)) != NULL && name[0] != '\0'; i++)
      dark__paper_add(text, "%s%s", n++ > 0 ? ", " : "", dark__label(sheet->options->labels, name));
  }
  return n;
}
