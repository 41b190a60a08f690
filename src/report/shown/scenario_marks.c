/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences as rows of a figure: what is drawn of them, on which axis, and the words beside. */
#include <math.h>

#include "report/shown/scenario.h"

/* On one axis nobody has less than a quarter of it. */
static const double most_times = 4;

/* ---- Marks */

dark__mark dark__difference_mark(const dark__shown_difference *shown) {
  dark__mark mark = {.recorded = NAN, .estimate = NAN, .lower = NAN, .upper = NAN};
  const bool has_interval = !isnan(shown->lower) || !isnan(shown->upper);
  if (!shown->is_compared || shown->is_hidden || !has_interval || shown->worth == DARK__WORTH_OUTSIDE) return mark;
  if (shown->worth != DARK__WORTH_UNSTABLE) mark.estimate = shown->difference;
  mark.lower = isnan(shown->lower) ? -INFINITY : shown->lower;
  mark.upper = isnan(shown->upper) ? INFINITY : shown->upper;
  return mark;
}

/* Of an axis: differences, their limits, and how far it goes at most. */
typedef struct span {
  double least, most, reach;
} span;
static const span none = {NAN, NAN, 0};

static void reach_to(span *of, double people) { of->reach = fmax(of->reach, fabs(people)); }

static void widen(span *of, double people) {
  if (!isfinite(people)) return;
  of->least = fmin(people, of->least), of->most = fmax(people, of->most);
}

static void widen_by(span *of, const dark__shown_difference *shown, bool takes_unstable) {
  const dark__mark mark = dark__difference_mark(shown);
  reach_to(of, shown->people);
  if (isnan(mark.estimate) && !takes_unstable) return;
  reach_to(of, mark.estimate);
  widen(of, mark.estimate), widen(of, mark.lower), widen(of, mark.upper);
}

static span span_with(const dark__sheet *sheet, size_t first, bool takes_unstable) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  span of = none;
  reach_to(&of, dark__shown_baseline(sheet, &source->items[first]));
  for (size_t i = first; i < source->n; i++) {
    if (!dark__is_beside(source, i, first)) continue;
    const dark__shown_difference shown = dark__shown_difference_of(sheet, &source->items[i]);
    widen_by(&of, &shown, takes_unstable);
  }
  return of;
}

/* Of what stands beside the baseline of `first`. */
static span span_of(const dark__sheet *sheet, size_t first) {
  const span of = span_with(sheet, first, false);
  return isnan(of.least) ? span_with(sheet, first, true) : of;
}

static span join(span of, const span *other) {
  reach_to(&of, other->reach);
  widen(&of, other->least), widen(&of, other->most);
  return of;
}

static dark__scale scale_of(const span *of) {
  return dark__scale_around_zero(fmax(of->least, -of->reach), fmin(of->most, of->reach));
}

/* NaN: nothing, or only zeros. */
static double width_of(const span *of) {
  const dark__scale scale = scale_of(of);
  return of->least < 0 || of->most > 0 ? scale.to - scale.from : NAN;
}

dark__differences_axes dark__differences_axes_of(const dark__sheet *sheet, dark__comparison_kind kind) {
  const dark__comparisons_source *source = sheet->options->comparisons;
  span common = none;
  double narrowest = NAN;
  for (size_t i = 0; i < source->n; i++) {
    if (source->items[i].kind != kind || !dark__is_first_beside(source, i)) continue;
    const span own = span_of(sheet, i);
    common = join(common, &own);
    narrowest = fmin(narrowest, width_of(&own));
  }
  return (dark__differences_axes){
      .is_own = width_of(&common) > most_times * narrowest, .has_marks = !isnan(common.least), .common = scale_of(&common)};
}

dark__difference_axis dark__difference_axis_of(const dark__sheet *sheet, const dark__differences_axes *axes, size_t first) {
  if (!axes->is_own) return (dark__difference_axis){axes->has_marks, axes->common};
  const span own = span_of(sheet, first);
  return (dark__difference_axis){!isnan(own.least), scale_of(&own)};
}

dark__mark dark__mark_within(const dark__mark *mark, const dark__scale *scale) {
  dark__mark within = *mark;
  if (mark->lower < scale->from) within.lower = -INFINITY;
  if (mark->upper > scale->to) within.upper = INFINITY;
  return within;
}

/* ---- Words */

static dark__argument argue(dark__paper *failing, dark__paper *text) {
  const dark__argument argument = dark__argue_text(dark__paper_text(text));
  if (text->failed) failing->failed = true;
  dark__paper_clear(text);
  return argument;
}

static void add_worth(dark__paper *text, const dark__sheet *sheet, const dark__shown_difference *shown) {
  const bool is_loose = shown->worth == DARK__WORTH_OUTSIDE || shown->worth == DARK__WORTH_UNSTABLE;
  if (is_loose || shown->is_partial) dark__paper_add(text, ".");
  if (is_loose) dark__paper_add(text, " ");
  if (shown->worth == DARK__WORTH_OUTSIDE) dark__say(text, sheet->language, DARK__SAY_OUTSIDE, NULL, 0);
  if (shown->worth == DARK__WORTH_UNSTABLE) dark__say(text, sheet->language, DARK__SAY_UNSTABLE_DIFFERENCE, NULL, 0);
  if (shown->is_partial) dark__paper_add(text, " ");
  if (shown->is_partial) dark__say(text, sheet->language, DARK__SAY_IN_PART, NULL, 0);
}

/* "hardly a difference" is said once of all three. */
static dark__argument argue_numbers(dark__paper *failing, const dark__sheet *sheet, const dark__shown_difference *shown) {
  dark__paper difference = {0}, interval = {0}, both = {0};
  dark__add_difference(&difference, sheet, shown->difference);
  if (shown->difference == 0 && shown->lower == 0 && shown->upper == 0) return argue(failing, &difference);
  dark__add_difference_interval(&interval, sheet, shown);
  const dark__argument parts[] = {argue(failing, &difference), argue(failing, &interval)};
  dark__say(&both, sheet->language, DARK__SAY_DIFFERENCE_WITH, parts, 2);
  return argue(failing, &both);
}

static void add_numbers(dark__paper *text, const dark__sheet *sheet, const dark__shown_difference *shown,
                        dark__comparison_kind kind) {
  dark__paper found = {0};
  dark__add_difference(&found, sheet, shown->found);
  const dark__argument all[] = {argue(text, &found), argue_numbers(text, sheet, shown)};
  if (kind == DARK__OF_DETECTION) dark__say(text, sheet->language, DARK__SAY_FOUND_THEN, all, 2);
  else dark__paper_add(text, "%s", all[1].text);
}

void dark__add_difference_words(dark__paper *text, const dark__sheet *sheet, const dark__source_comparison *of) {
  const dark__shown_difference shown = dark__shown_difference_of(sheet, of);
  if (shown.is_hidden) dark__say(text, sheet->language, DARK__SAY_NOT_SHOWN, NULL, 0);
  else if (!shown.is_compared) dark__say(text, sheet->language, DARK__SAY_NOT_COMPARED, NULL, 0);
  else {
    add_numbers(text, sheet, &shown, of->kind);
    add_worth(text, sheet, &shown);
  }
}

static dark__argument argue_baseline(dark__sheet *sheet, const dark__source_comparison *of) {
  dark__paper text = {0}, about = {0};
  dark__add_baseline_estimate(&text, sheet, of);
  const dark__argument people = dark__argue_paper(sheet, &text);
  if (isnan(dark__shown_baseline(sheet, of))) return people;
  dark__say(&about, sheet->language, DARK__SAY_ROUNDED, &people, 1);
  return dark__argue_paper(sheet, &about);
}

void dark__add_baseline_words(dark__paper *text, dark__sheet *sheet, const dark__source_comparison *of) {
  dark__paper name = {0};
  dark__scenario_add_baseline(&name, sheet, of);
  const dark__argument words[] = {dark__argue_paper(sheet, &name), argue_baseline(sheet, of)};
  dark__say(text, sheet->language, of->kind == DARK__OF_DETECTION ? DARK__SAY_BASELINE_STILL : DARK__SAY_BASELINE_IS, words, 2);
}

dark__saying dark__kind_title(dark__comparison_kind kind) {
  static const dark__saying titles[DARK__N_COMPARISON_KINDS] = {[DARK__OF_ASSUMPTIONS] = DARK__SAY_SCENARIOS_ASSUMPTIONS,
                                                                [DARK__OF_PEOPLE] = DARK__SAY_SCENARIOS_PEOPLE,
                                                                [DARK__OF_DETECTION] = DARK__SAY_SCENARIOS_DETECTION};
  return titles[kind];
}

dark__saying dark__kind_caption(dark__comparison_kind kind) {
  static const dark__saying captions[DARK__N_COMPARISON_KINDS] = {[DARK__OF_ASSUMPTIONS] = DARK__SAY_ASSUMPTIONS_CAPTION,
                                                                  [DARK__OF_PEOPLE] = DARK__SAY_PEOPLE_CAPTION,
                                                                  [DARK__OF_DETECTION] = DARK__SAY_DETECTION_CAPTION};
  return captions[kind];
}
