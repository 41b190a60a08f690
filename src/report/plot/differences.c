/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paired differences: under a heading for each kind of comparison and a line for each baseline a row for each scenario, with its difference from the
   baseline and the interval of that. The numbers and words are those of the page's tables. */
#include <math.h>
#include <string.h>

#include "report/markup/markup.h"
#include "report/plot/legend.h"
#include "report/plot/panel.h"
#include "report/plot/rows.h"
#include "report/shown/scenario.h"

enum { MOST_NAME = 250, MOST_LINES = 10, HEADING = 16, SMALL = 13, GAP = 10 };

typedef struct differences {
  dark__picture *picture;
  const dark__comparisons_source *source;
  dark__rows rows;             /* the same columns for all, on the axis that is at hand */
  dark__differences_axes axes; /* of the kind that is at hand */
  bool has_axis;               /* of the baseline that is at hand */
  dark__legend_of legend;
} differences;

/* ---- Words of a row, and what is done with them */

typedef void use(differences *of, const dark__source_comparison *comparison, const dark__row_words *words);

static void use_words(differences *of, const dark__source_comparison *comparison, use *with) {
  dark__row_papers papers = {0};
  dark__scenario_add_other(&papers.name, &of->picture->sheet, comparison);
  dark__add_difference_words(&papers.value, &of->picture->sheet, comparison);
  const dark__row_words words = dark__row_words_of(of->picture, &papers);
  with(of, comparison, &words);
  dark__row_papers_clear(&papers);
}

static dark__mark mark_of(const differences *of, const dark__source_comparison *comparison) {
  const dark__shown_difference shown = dark__shown_difference_of(&of->picture->sheet, comparison);
  const dark__mark whole = dark__difference_mark(&shown);
  return dark__mark_within(&whole, &of->rows.axis.scale);
}

static void measure(differences *of, const dark__source_comparison *comparison, const dark__row_words *words) {
  const dark__mark mark = mark_of(of, comparison);
  dark__rows_measure(&of->rows, words);
  if (isfinite(mark.estimate)) of->legend.has[DARK__SAMPLE_CHANGE] = true;
  if (isnan(mark.estimate) && !isnan(mark.lower)) of->legend.has[DARK__SAMPLE_LOOSE_CHANGE] = true;
  if (isinf(mark.lower) || isinf(mark.upper)) of->legend.has[DARK__SAMPLE_GOES_ON] = true;
  if (of->has_axis) of->legend.has[DARK__SAMPLE_NO_CHANGE] = true;
}

/* ---- A row */

static void tell_text(dark__paper *data, const char *attribute, const char *text) {
  dark__paper_add(data, " %s=\"", attribute);
  dark__markup_text(data, text);
  dark__paper_add(data, "\"");
}

static void tell(differences *of, const dark__source_comparison *comparison, const dark__row_words *words) {
  const dark__shown_difference shown = dark__shown_difference_of(&of->picture->sheet, comparison);
  dark__paper *data = &of->picture->data;
  dark__paper_add(data, "<difference");
  tell_text(data, "of", words->name);
  if (comparison->kind == DARK__OF_DETECTION) dark__tell_number(data, "found", shown.found);
  dark__tell_number(data, "difference", shown.difference);
  dark__tell_number(data, "lower", shown.lower);
  dark__tell_number(data, "upper", shown.upper);
  tell_text(data, "shown", words->value);
  dark__paper_add(data, "/>\n");
  dark__paper_add(&of->picture->description, "\n");
  dark__picture_describe(of->picture, words->name, words->value);
}

static void draw(differences *of, const dark__source_comparison *comparison, const dark__row_words *words) {
  const dark__mark mark = mark_of(of, comparison);
  const dark__band band = dark__rows_put(of->picture, &of->rows, words);
  const double x = dark__axis_place(&of->rows.axis, 0);
  if (of->has_axis) dark__picture_line(of->picture, "reference", x, band.top, x, band.top + band.height);
  dark__rows_mark(of->picture, &of->rows, &mark, dark__band_middle(&band));
  tell(of, comparison, words);
}

/* ---- A baseline */

static void put_baseline(differences *of, const dark__source_comparison *comparison) {
  dark__picture *picture = of->picture;
  dark__paper words = {0};
  dark__add_baseline_words(&words, &picture->sheet, comparison);
  dark__paper_add(&picture->data, "<baseline kind=\"%s\"", dark__comparison_kind_words[comparison->kind]);
  tell_text(&picture->data, "shown", dark__paper_text(&words));
  dark__paper_add(&picture->data, "/>\n");
  dark__paper_add(&picture->description, "\n");
  dark__markup_text(&picture->description, dark__paper_text(&words));
  picture->y += GAP;
  dark__picture_paragraph(picture, 14, "", &words);
}

static void use_panel(differences *of, size_t first, use *with) {
  const dark__difference_axis axis = dark__difference_axis_of(&of->picture->sheet, &of->axes, first);
  of->rows.axis.scale = axis.scale, of->has_axis = axis.has_marks;
  if (with == draw) put_baseline(of, &of->source->items[first]);
  for (size_t i = first; i < of->source->n; i++)
    if (dark__is_beside(of->source, i, first)) use_words(of, &of->source->items[i], with);
  if (with == draw && of->axes.is_own && of->has_axis) dark__axis_below(of->picture, &of->rows.axis);
}

/* ---- A kind */

/* Its axes are at hand. */
static void use_kind(differences *of, dark__comparison_kind kind, use *with) {
  for (size_t i = 0; i < of->source->n; i++)
    if (of->source->items[i].kind == kind && dark__is_first_beside(of->source, i)) use_panel(of, i, with);
}

static void measure_kind(differences *of, dark__comparison_kind kind) {
  of->axes = dark__differences_axes_of(&of->picture->sheet, kind);
  use_kind(of, kind, measure);
}

static size_t n_of(const dark__comparisons_source *source, dark__comparison_kind kind) {
  size_t n = 0;
  for (size_t i = 0; i < source->n; i++) n += source->items[i].kind == kind ? 1 : 0;
  return n;
}

/* The first level that any has: what is missing has none. */
static double level_of(const dark__comparisons_source *source, dark__comparison_kind kind) {
  for (size_t i = 0; i < source->n; i++)
    if (source->items[i].kind == kind && isfinite(source->items[i].level)) return source->items[i].level;
  return NAN;
}

static void put_heading(differences *of, dark__comparison_kind kind) {
  dark__picture *picture = of->picture;
  const double level = level_of(of->source, kind);
  dark__paper title = {0}, caption = {0};
  const dark__argument argument = dark__argue_level(picture->sheet.language, level);
  dark__picture_say(picture, &title, dark__kind_title(kind), NULL, 0);
  if (isfinite(level)) dark__picture_say(picture, &caption, dark__kind_caption(kind), &argument, 1);
  if (of->axes.is_own) dark__picture_say(picture, &caption, DARK__SAY_OWN_AXES, NULL, 0);
  dark__paper_add(&picture->description, "\n");
  dark__picture_describe(picture, dark__paper_text(&title), dark__paper_text(&caption));
  picture->y += GAP;
  dark__picture_paragraph(picture, HEADING, "", &title);
  dark__picture_paragraph(picture, SMALL, "quiet", &caption);
}

/* The axis that all have: above rows so many that it would be far away below them, and below. */
static void put_kind(differences *of, dark__comparison_kind kind) {
  of->rows.n = n_of(of->source, kind);
  if (of->rows.n == 0) return;
  of->axes = dark__differences_axes_of(&of->picture->sheet, kind);
  of->rows.axis.scale = of->axes.common;
  const bool has_common = !of->axes.is_own && of->axes.has_marks;
  put_heading(of, kind);
  if (has_common) dark__rows_head(of->picture, &of->rows);
  use_kind(of, kind, draw);
  if (has_common) dark__axis_below(of->picture, &of->rows.axis);
}

/* ---- Together */

/* What a scenario is, which rows only name. */
static void put_meaning(dark__picture *picture, const dark__source_side *side) {
  dark__paper text = {0};
  bool is_english, is_foreign;
  const dark__argument both[] = {dark__argue_text(dark__label(picture->sheet.options->labels, side->scenario)),
                                 dark__argue_text(dark__scenario_meaning(&is_english, &is_foreign, &picture->sheet, side))};
  dark__picture_say(picture, &text, DARK__SAY_SCENARIO_IS, both, 2);
  if (is_foreign) dark__picture_say(picture, &text, DARK__SAY_IN_ENGLISH, NULL, 0);
  dark__paper_add(&picture->description, "\n");
  dark__markup_text(&picture->description, dark__paper_text(&text));
  dark__picture_paragraph(picture, SMALL, "quiet", &text);
}

/* Side 2i is the baseline of comparison i, 2i + 1 the other. */
static const dark__source_side *side_at(const dark__comparisons_source *source, size_t at) {
  return at % 2 == 0 ? &source->items[at / 2].baseline : &source->items[at / 2].other;
}

static bool is_said(const dark__comparisons_source *source, size_t at) {
  for (size_t before = 0; before < at; before++)
    if (strcmp(side_at(source, before)->scenario, side_at(source, at)->scenario) == 0) return true;
  return false;
}

static void put_meanings(const differences *of) {
  for (size_t at = 0; at < 2 * of->source->n; at++)
    if (!is_said(of->source, at)) put_meaning(of->picture, side_at(of->source, at));
}

void dark__plot_differences(dark__picture *picture) {
  const dark__scale any = {0};
  differences of = {
      .picture = picture, .source = picture->sheet.options->comparisons, .rows = dark__rows_on(&any, MOST_NAME, MOST_LINES)};
  dark__paper caption = {0};
  for (int kind = 0; kind < (int)DARK__N_COMPARISON_KINDS; kind++) measure_kind(&of, (dark__comparison_kind)kind);
  dark__rows_arrange(&of.rows);
  dark__picture_say(picture, &caption, DARK__SAY_DIFFERENCES_CAPTION, NULL, 0);
  dark__picture_open(picture, &caption);
  for (int kind = 0; kind < (int)DARK__N_COMPARISON_KINDS; kind++) put_kind(&of, (dark__comparison_kind)kind);
  dark__legend_put(picture, &of.legend);
  put_meanings(&of);
  dark__picture_close(picture);
}
