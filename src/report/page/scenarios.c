/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios beside their baseline, which never leaves the page: a difference without what it is a difference from says nothing. */
#include <string.h>

#include "report/markup/markup.h"
#include "report/page/sheet.h"
#include "report/shown/scenario.h"

/* ---- Numbers */

static void put_difference(dark__sheet *sheet, double difference) {
  dark__paper text = {0};
  dark__add_difference(&text, sheet, difference);
  dark__sheet_put_number(sheet, difference, dark__argue_paper(sheet, &text).text);
}

static void put_people(dark__sheet *sheet, double people) {
  dark__sheet_put_number(sheet, people, dark__argue_count(sheet->language, people).text);
}

static void put_interval(dark__sheet *sheet, const dark__shown_difference *shown) {
  dark__paper text = {0};
  dark__add_difference_interval(&text, sheet, shown);
  dark__sheet_put(sheet, "span", &text);
}

/* In words, not by a mark: what such a difference is worth. */
static void put_worth(dark__sheet *sheet, const dark__shown_difference *shown) {
  static const dark__saying sayings[] = {[DARK__WORTH_OUTSIDE] = DARK__SAY_OUTSIDE,
                                         [DARK__WORTH_UNSTABLE] = DARK__SAY_UNSTABLE_DIFFERENCE,
                                         [DARK__WORTH_SPANS] = DARK__SAY_SPANS_NONE};
  dark__paper_add(&sheet->html, " ");
  if (shown->worth != DARK__WORTH_AS_IT_IS) dark__sheet_say(sheet, "small", sayings[shown->worth], NULL, 0);
  if (shown->is_partial) dark__sheet_say(sheet, "small", DARK__SAY_IN_PART, NULL, 0);
}

/* ---- Rows */

static void put_name(dark__sheet *sheet, const dark__source_comparison *of,
                     void (*add)(dark__paper *, const dark__sheet *, const dark__source_comparison *)) {
  dark__paper name = {0};
  add(&name, sheet, of);
  dark__sheet_put(sheet, "bdi", &name);
}

static void put_meaning(dark__sheet *sheet, const dark__source_side *side) {
  dark__paper text = {0};
  bool is_english, is_foreign;
  dark__paper_add(&text, "%s", dark__scenario_meaning(&is_english, &is_foreign, sheet, side));
  dark__paper_add(&sheet->html, "<br>");
  dark__sheet_put(sheet, is_english ? "small lang=\"en\"" : "small", &text);
  if (!is_foreign) return;
  dark__paper_add(&sheet->html, " ");
  dark__sheet_say(sheet, "small", DARK__SAY_IN_ENGLISH, NULL, 0);
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
  dark__saying columns[MOST_COLUMNS];
  size_t n_columns;
} shape;

static const shape shapes[DARK__N_COMPARISON_KINDS] = {
    [DARK__OF_ASSUMPTIONS] = {{DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_DIFFERENCE, DARK__SAY_COLUMN_DIFFERENCE_INTERVAL}, 3},
    [DARK__OF_PEOPLE] = {{DARK__SAY_COLUMN_TOTAL, DARK__SAY_COLUMN_DIFFERENCE, DARK__SAY_COLUMN_DIFFERENCE_INTERVAL}, 3},
    [DARK__OF_DETECTION] = {{DARK__SAY_COLUMN_FOUND, DARK__SAY_COLUMN_STILL_HIDDEN, DARK__SAY_COLUMN_DIFFERENCE,
                             DARK__SAY_COLUMN_DIFFERENCE_INTERVAL},
                            4}};

static void put_all_columns(dark__sheet *sheet, dark__saying saying, size_t n) {
  for (size_t i = 0; i < n; i++) dark__sheet_say(sheet, "td", saying, NULL, 0);
}

static void put_numbers(dark__sheet *sheet, const dark__shown_difference *shown, dark__comparison_kind kind) {
  if (kind == DARK__OF_DETECTION) put_difference(sheet, shown->found);
  put_people(sheet, shown->people);
  put_difference(sheet, shown->difference);
  dark__paper_add(&sheet->html, "<td class=\"wide\">");
  put_interval(sheet, shown);
  put_worth(sheet, shown);
  dark__paper_add(&sheet->html, "</td>");
}

static void put_comparison(dark__sheet *sheet, const dark__source_comparison *of, size_t choice) {
  const dark__shown_difference shown = dark__shown_difference_of(sheet, of);
  open_row(sheet, of, choice);
  if (shown.is_hidden) put_all_columns(sheet, DARK__SAY_NOT_SHOWN, shapes[of->kind].n_columns);
  else if (!shown.is_compared) put_all_columns(sheet, DARK__SAY_NOT_COMPARED, shapes[of->kind].n_columns);
  else put_numbers(sheet, &shown, of->kind);
  dark__paper_add(&sheet->html, "</tr>\n");
}

/* The first row: what the others are compared with. */
static void put_baseline(dark__sheet *sheet, const dark__source_comparison *of) {
  const shape *as = &shapes[of->kind];
  dark__paper estimate = {0};
  dark__paper_add(&sheet->html, "<tr class=\"sum\"><th scope=\"row\" class=\"story\">");
  dark__sheet_say(sheet, "span", DARK__SAY_BASELINE, NULL, 0);
  dark__paper_add(&sheet->html, " ");
  put_name(sheet, of, dark__scenario_add_baseline);
  put_meaning(sheet, &of->baseline);
  dark__paper_add(&sheet->html, "</th>");
  if (as->n_columns == MOST_COLUMNS) dark__paper_add(&sheet->html, "<td></td>");
  dark__add_baseline_estimate(&estimate, sheet, of);
  dark__sheet_put(sheet, "td", &estimate);
  dark__paper_add(&sheet->html, "<td></td><td></td></tr>\n");
}

static void open_table(dark__sheet *sheet, const dark__source_comparison *of) {
  const shape *as = &shapes[of->kind];
  const dark__argument level = dark__argue_level(sheet->language, of->level);
  dark__paper baseline = {0};
  dark__scenario_add_baseline(&baseline, sheet, of);
  dark__sheet_open_table(sheet, dark__kind_title(of->kind), &baseline);
  dark__sheet_say(sheet, "caption", dark__kind_caption(of->kind), &level, 1);
  dark__paper_add(&sheet->html, "<thead><tr>");
  dark__sheet_say(sheet, "th scope=\"col\"", DARK__SAY_COLUMN_SCENARIO, NULL, 0);
  for (size_t c = 0; c < as->n_columns; c++)
    dark__sheet_say(sheet, c + 1 < as->n_columns ? "th scope=\"col\"" : "th scope=\"col\" class=\"wide\"", as->columns[c], NULL,
                    0);
  dark__paper_add(&sheet->html, "</tr></thead>\n<tbody>\n");
  put_baseline(sheet, of);
}

static void put_table(dark__sheet *sheet, const dark__comparisons_source *source, size_t first) {
  open_table(sheet, &source->items[first]);
  for (size_t i = first; i < source->n; i++)
    if (dark__is_beside(source, i, first)) put_comparison(sheet, &source->items[i], dark__choice_of(source, i));
  dark__sheet_close_table(sheet);
}

static void open_kind(dark__sheet *sheet, dark__comparison_kind kind) {
  dark__paper_add(&sheet->html, "<div class=\"kind\">\n");
  dark__sheet_say(sheet, "h3", dark__kind_title(kind), NULL, 0);
}

static void put_kind(dark__sheet *sheet, const dark__comparisons_source *source, dark__comparison_kind kind) {
  size_t n = 0;
  for (size_t i = 0; i < source->n; i++) {
    if (source->items[i].kind != kind || !dark__is_first_beside(source, i)) continue;
    if (n++ == 0) open_kind(sheet, kind);
    put_table(sheet, source, i);
  }
  if (n == 0) return;
  dark__page_differences(sheet, kind);
  dark__paper_add(&sheet->html, "</div>\n");
}

void dark__page_scenarios(dark__sheet *sheet) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  dark__sheet_say(sheet, "p", DARK__SAY_SCENARIOS_READ, NULL, 0);
  dark__page_choice(sheet);
  for (int kind = 0; kind < (int)DARK__N_COMPARISON_KINDS; kind++) put_kind(sheet, source, (dark__comparison_kind)kind);
}
