/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios beside their baseline, which never leaves the page: a difference without what it is a difference from says nothing. */
#include <math.h>
#include <string.h>

#include "disclosure/coarse.h"
#include "report/markup/markup.h"
#include "report/page/scenario.h"

/* ---- What is shown */

/* The row of the page that is about the people of the category, or NULL. */
static const dark_row *row_of(const dark__sheet *sheet, const dark__source_side *side) {
  const dark_results *results = &sheet->source->results;
  for (size_t r = dark__next_target(sheet, 0); r < results->n_rows; r = dark__next_target(sheet, r + 1)) {
    size_t n_met = 0;
    for (size_t c = 0; c < results->n_categories; c++)
      for (size_t i = 0; i < side->n_categories; i++)
        if (strcmp(side->columns[i], results->categories[c]) == 0 && strcmp(side->values[i], results->rows[r].levels[c]) == 0)
          n_met++;
    if (side->n_categories > 0 && n_met == side->n_categories) return &results->rows[r];
  }
  return NULL;
}

/* Of few people nothing is shown, nor of people whose row is not. */
static bool is_side_hidden(const dark__sheet *sheet, const dark__source_side *side) {
  const dark__protection *protection = sheet->options->protection;
  if (protection == NULL) return false;
  const dark_row *row = row_of(sheet, side);
  return side->observed < protection->release.k || (row != NULL && dark__is_hidden(sheet, row));
}

static bool is_pair_hidden(const dark__sheet *sheet, const dark__source_comparison *of) {
  return is_side_hidden(sheet, &of->baseline) || is_side_hidden(sheet, &of->other);
}

/* ---- Numbers */

/* The unit of an estimate, to which differences of estimates are rounded. */
static double unit_of(const dark__sheet *sheet, const dark__source_comparison *of) {
  const double k = sheet->options->protection == NULL ? 1 : sheet->options->protection->release.k;
  return dark__coarse_unit(fmin(of->baseline.total, of->other.total), k);
}

/* As it is printed, with its sign. */
static double round_difference(double difference, double unit) {
  const double people = floor(fabs(difference) / unit + 0.5) * unit;
  return people == 0 ? 0 : copysign(people, difference);
}

/* "170 fewer", "hardly a difference" */
static void add_difference(dark__paper *text, const dark__sheet *sheet, double difference, double unit) {
  const double people = fabs(round_difference(difference, unit));
  const dark__argument number = dark__argue_count(sheet->language, people);
  if (people == 0) dark__say(text, sheet->language, DARK__SAY_HARDLY, NULL, 0);
  else dark__say(text, sheet->language, difference < 0 ? DARK__SAY_FEWER : DARK__SAY_MORE, &number, 1);
}

static dark__argument argue_difference(dark__sheet *sheet, double difference, double unit) {
  dark__paper text = {0};
  add_difference(&text, sheet, difference, unit);
  return dark__argue_paper(sheet, &text);
}

static void put_difference(dark__sheet *sheet, double difference, double unit) {
  dark__sheet_put_number(sheet, round_difference(difference, unit), argue_difference(sheet, difference, unit).text);
}

static void put_people(dark__sheet *sheet, double people) {
  const dark__argument number = dark__sheet_estimate(sheet, people, NULL);
  dark__sheet_put_number(sheet, number.number, number.text);
}

static void put_interval(dark__sheet *sheet, const dark__source_comparison *of, double unit) {
  const dark__argument limits[] = {argue_difference(sheet, of->lower, unit), argue_difference(sheet, of->upper, unit)};
  const bool has_lower = isfinite(of->lower), has_upper = isfinite(of->upper);
  if (has_lower && has_upper) dark__sheet_say(sheet, "span", DARK__SAY_FROM_TO, limits, 2);
  else if (has_lower) dark__sheet_say(sheet, "span", DARK__SAY_FROM, limits, 1);
  else if (has_upper) dark__sheet_say(sheet, "span", DARK__SAY_UP_TO, &limits[1], 1);
  else dark__sheet_say(sheet, "span", DARK__SAY_NO_INTERVAL, NULL, 0);
}

/* In words, not by a mark: what such a difference is worth. */
static void put_worth(dark__sheet *sheet, const dark__source_comparison *of) {
  const bool is_outside = of->difference < of->lower || of->difference > of->upper;
  const bool spans = !(of->lower > 0) && !(of->upper < 0);
  dark__paper_add(&sheet->html, " ");
  if (is_outside) dark__sheet_say(sheet, "small", DARK__SAY_OUTSIDE, NULL, 0);
  else if (of->is_unstable) dark__sheet_say(sheet, "small", DARK__SAY_UNSTABLE_DIFFERENCE, NULL, 0);
  else if (spans) dark__sheet_say(sheet, "small", DARK__SAY_SPANS_NONE, NULL, 0);
  if (of->is_partial) dark__sheet_say(sheet, "small", DARK__SAY_IN_PART, NULL, 0);
}

/* ---- Rows */

static void put_name(dark__sheet *sheet, const dark__source_comparison *of,
                     void (*add)(dark__paper *, const dark__sheet *, const dark__source_comparison *)) {
  dark__paper name = {0};
  add(&name, sheet, of);
  dark__sheet_put(sheet, "bdi", &name);
}

/* The words of the study, in its language; else the program's, in English. */
static void put_meaning(dark__sheet *sheet, const dark__source_side *side) {
  dark__paper text = {0};
  dark__paper_add(&text, "%s", side->says != NULL ? side->says : side->definition);
  dark__paper_add(&sheet->html, "<br>");
  dark__sheet_put(sheet, side->says != NULL ? "small" : "small lang=\"en\"", &text);
}

static void open_row(dark__sheet *sheet, const dark__source_comparison *of, size_t choice) {
  dark__paper_add(&sheet->html, "<tr data-scenario=\"%zu\"><th scope=\"row\" class=\"story\">", choice);
  put_name(sheet, of, dark__scenario_add_other);
  if (strcmp(of->baseline.scenario, of->other.scenario) != 0) put_meaning(sheet, &of->other);
  dark__paper_add(&sheet->html, "</th>");
}

/* ---- Tables: one for each kind and baseline */

enum { MOST_COLUMNS = 4 };
typedef struct shape {
  dark__saying title, caption;
  dark__saying columns[MOST_COLUMNS];
  size_t n_columns;
} shape;

static const shape shapes[DARK__N_COMPARISON_KINDS] = {
    [DARK__OF_ASSUMPTIONS] = {DARK__SAY_SCENARIOS_ASSUMPTIONS,
                              DARK__SAY_ASSUMPTIONS_CAPTION,
                              {DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_DIFFERENCE, DARK__SAY_COLUMN_DIFFERENCE_INTERVAL},
                              3},
    [DARK__OF_PEOPLE] = {DARK__SAY_SCENARIOS_PEOPLE,
                         DARK__SAY_PEOPLE_CAPTION,
                         {DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_DIFFERENCE, DARK__SAY_COLUMN_DIFFERENCE_INTERVAL},
                         3},
    [DARK__OF_DETECTION] = {DARK__SAY_SCENARIOS_DETECTION,
                            DARK__SAY_DETECTION_CAPTION,
                            {DARK__SAY_COLUMN_FOUND, DARK__SAY_COLUMN_STILL_HIDDEN, DARK__SAY_COLUMN_DIFFERENCE,
                             DARK__SAY_COLUMN_DIFFERENCE_INTERVAL},
                            4}};

static void put_all_columns(dark__sheet *sheet, dark__saying saying, size_t n) {
  for (size_t i = 0; i < n; i++) dark__sheet_say(sheet, "td", saying, NULL, 0);
}

static void put_estimates(dark__sheet *sheet, const dark__source_comparison *of) {
  if (of->kind == DARK__OF_DETECTION) {
    put_difference(sheet, of->other.observed - of->baseline.observed, unit_of(sheet, of));
    put_people(sheet, of->other.total - of->other.observed);
  } else put_people(sheet, of->other.total);
}

static void put_numbers(dark__sheet *sheet, const dark__source_comparison *of) {
  const double unit = unit_of(sheet, of);
  put_estimates(sheet, of);
  put_difference(sheet, of->difference, unit);
  dark__paper_add(&sheet->html, "<td class=\"wide\">");
  put_interval(sheet, of, unit);
  put_worth(sheet, of);
  dark__paper_add(&sheet->html, "</td>");
}

static void put_comparison(dark__sheet *sheet, const dark__source_comparison *of, size_t choice) {
  open_row(sheet, of, choice);
  if (is_pair_hidden(sheet, of)) put_all_columns(sheet, DARK__SAY_NOT_SHOWN, shapes[of->kind].n_columns);
  else if (!of->is_compared) put_all_columns(sheet, DARK__SAY_NOT_COMPARED, shapes[of->kind].n_columns);
  else put_numbers(sheet, of);
  dark__paper_add(&sheet->html, "</tr>\n");
}

/* The first row: what the others are compared with. */
static void put_baseline(dark__sheet *sheet, const dark__source_comparison *of) {
  const shape *as = &shapes[of->kind];
  const bool is_hidden = is_side_hidden(sheet, &of->baseline);
  dark__paper_add(&sheet->html, "<tr class=\"sum\"><th scope=\"row\" class=\"story\">");
  dark__sheet_say(sheet, "span", DARK__SAY_BASELINE, NULL, 0);
  dark__paper_add(&sheet->html, " ");
  put_name(sheet, of, dark__scenario_add_baseline);
  put_meaning(sheet, &of->baseline);
  dark__paper_add(&sheet->html, "</th>");
  if (as->n_columns == MOST_COLUMNS) dark__paper_add(&sheet->html, "<td></td>");
  const double hidden = of->baseline.total - (of->kind == DARK__OF_DETECTION ? of->baseline.observed : 0);
  if (is_hidden || isnan(hidden)) dark__sheet_say(sheet, "td", is_hidden ? DARK__SAY_NOT_SHOWN : DARK__SAY_CANNOT, NULL, 0);
  else dark__markup_element(&sheet->html, "td", dark__sheet_estimate(sheet, hidden, NULL).text);
  dark__paper_add(&sheet->html, "<td></td><td></td></tr>\n");
}

static void open_table(dark__sheet *sheet, const dark__source_comparison *of) {
  const shape *as = &shapes[of->kind];
  const dark__argument level = dark__argue_level(sheet->language, of->level);
  dark__paper baseline = {0};
  dark__scenario_add_baseline(&baseline, sheet, of);
  dark__sheet_open_table(sheet, as->title, &baseline);
  dark__sheet_say(sheet, "caption", as->caption, &level, 1);
  dark__paper_add(&sheet->html, "<thead><tr>");
  dark__sheet_say(sheet, "th scope=\"col\"", DARK__SAY_COLUMN_SCENARIO, NULL, 0);
  for (size_t c = 0; c < as->n_columns; c++)
    dark__sheet_say(sheet, c + 1 < as->n_columns ? "th scope=\"col\"" : "th scope=\"col\" class=\"wide\"", as->columns[c], NULL,
                    0);
  dark__paper_add(&sheet->html, "</tr></thead>\n<tbody>\n");
  put_baseline(sheet, of);
}

static bool is_first_of_table(const dark__comparisons_source *source, size_t i) {
  for (size_t j = 0; j < i; j++)
    if (source->items[j].kind == source->items[i].kind && dark__same_baseline(&source->items[j], &source->items[i])) return false;
  return true;
}

static void put_table(dark__sheet *sheet, const dark__comparisons_source *source, size_t first) {
  open_table(sheet, &source->items[first]);
  for (size_t i = first; i < source->n; i++)
    if (source->items[i].kind == source->items[first].kind && dark__same_baseline(&source->items[i], &source->items[first]))
      put_comparison(sheet, &source->items[i], dark__choice_of(source, i));
  dark__sheet_close_table(sheet);
}

static void open_kind(dark__sheet *sheet, dark__comparison_kind kind) {
  dark__paper_add(&sheet->html, "<div class=\"kind\">\n");
  dark__sheet_say(sheet, "h3", shapes[kind].title, NULL, 0);
}

static void put_kind(dark__sheet *sheet, const dark__comparisons_source *source, dark__comparison_kind kind) {
  size_t n = 0;
  for (size_t i = 0; i < source->n; i++) {
    if (source->items[i].kind != kind || !is_first_of_table(source, i)) continue;
    if (n++ == 0) open_kind(sheet, kind);
    put_table(sheet, source, i);
  }
  if (n > 0) dark__paper_add(&sheet->html, "</div>\n");
}

void dark__page_scenarios(dark__sheet *sheet) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  dark__sheet_say(sheet, "p", DARK__SAY_SCENARIOS_READ, NULL, 0);
  dark__page_choice(sheet);
  for (int kind = 0; kind < (int)DARK__N_COMPARISON_KINDS; kind++) put_kind(sheet, source, (dark__comparison_kind)kind);
}
