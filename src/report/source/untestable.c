/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/source/untestable.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure/sensitivity.h>

#include "report/source/inquiry.h"
#include "report/source/rows.h"

/* Limits of mixtures are found to less. */
static const double most_apart = 0.01;

double dark__untestable_total(const dark__untestable *of, double hidden, double xi) { return of->observed + hidden / xi; }

/* ---- One answer */

typedef struct answer {
  double value, hidden;
  bool is_unstable;
} answer;

static answer read_answer(dark__reading *reading, const dark__node *object, bool has_value) {
  const char *state = dark__member_text(reading, object, "state");
  answer of = {.value = has_value ? dark__member_count(reading, object, "value") : 1,
               .hidden = dark__member_real(reading, object, "hidden"),
               .is_unstable = strcmp(state, dark_state_name(DARK_STATE_UNSTABLE)) == 0};
  if (!(of.value > 0)) dark__reading_fail(reading, "value", "is not above zero");
  if (of.hidden < 0) dark__reading_fail(reading, "hidden", "is no number of people");
  return of;
}

static const dark__node *rows_of(dark__reading *reading, const dark__node *object, dark_analysis analysis) {
  return dark__member_array(reading, object, dark_analysis_name(analysis));
}

/* ---- xi */

static int by_size(const void *a, const void *b) {
  const double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

/* What each xi hides, times xi, is the same number of people. */
static void read_xis(dark__reading *reading, dark__untestable *of, const dark__node *object, dark__arena *arena) {
  const dark__node *rows = rows_of(reading, object, DARK_ANALYSIS_XI);
  const size_t n = dark__n_items(rows);
  bool has_one = false;
  of->xis = dark__reading_take(reading, arena, n + 1, sizeof *of->xis);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++) {
    const answer row = read_answer(reading, rows->items[i], true);
    if (isnan(row.hidden)) continue;
    if (i == 0) of->hidden = row.hidden * row.value;
    if (fabs(row.hidden * row.value - of->hidden) > most_apart * (of->hidden + 1))
      dark__reading_fail(reading, "xi", "does not divide the hidden number");
    of->xis[of->n_xis++] = row.value;
    has_one = has_one || row.value == 1;
  }
  if (reading->status != DARK_OK) return;
  if (!has_one) of->xis[of->n_xis++] = 1;
  qsort(of->xis, of->n_xis, sizeof *of->xis, by_size);
}

/* ---- Odds ratios */

static dark__odds_pair *pair_of(dark__untestable *of, const char *first, const char *second) {
  size_t p = 0;
  while (p < of->n_pairs && (strcmp(of->pairs[p].first, first) != 0 || strcmp(of->pairs[p].second, second) != 0)) p++;
  return &of->pairs[p];
}

/* People hidden are those that there would be if xi were 1. */
static void read_odds(dark__reading *reading, dark__untestable *of, const dark__node *object, dark__arena *arena) {
  const dark__node *rows = rows_of(reading, object, DARK_ANALYSIS_ODDS_RATIO);
  const size_t n = dark__n_items(rows);
  of->pairs = dark__reading_take(reading, arena, n, sizeof *of->pairs);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++) {
    const char *first = dark__member_text(reading, rows->items[i], "list_a"),
               *second = dark__member_text(reading, rows->items[i], "list_b");
    const answer row = read_answer(reading, rows->items[i], true);
    dark__odds_pair *pair = pair_of(of, first, second);
    if (pair == &of->pairs[of->n_pairs]) {
      *pair = (dark__odds_pair){
          .first = first, .second = second, .answers = dark__reading_take(reading, arena, n - i, sizeof *pair->answers)};
      of->n_pairs++;
    }
    if (pair->answers != NULL)
      pair->answers[pair->n++] = (dark__odds_answer){row.value, row.is_unstable ? NAN : row.hidden * of->xi};
  }
}

static double reach_of(const dark__untestable *of, const dark__odds_pair *pair) {
  double reach = 0;
  for (size_t i = 0; i < pair->n; i++)
    if (!isnan(pair->answers[i].hidden))
      reach = fmax(reach, fabs(log(dark__untestable_total(of, pair->answers[i].hidden, 1) / of->total)));
  return reach;
}

/* By insertion, so that equals keep their order: some tens of them. */
static void sort_pairs(dark__untestable *of) {
  for (size_t i = 1; i < of->n_pairs; i++) {
    const dark__odds_pair moved = of->pairs[i];
    size_t at = i;
    for (; at > 0 && reach_of(of, &of->pairs[at - 1]) < reach_of(of, &moved); at--) of->pairs[at] = of->pairs[at - 1];
    of->pairs[at] = moved;
  }
}

/* ---- Sections */

static void read_section(dark__reading *reading, dark__untestable *of, const dark__node *object, const dark__source *source) {
  const dark__node *estimate = dark__member_object(reading, object, "estimate");
  dark__read_categories(reading, &of->columns, &of->values, &of->n_categories, object, source->arena);
  const answer baseline = read_answer(reading, estimate, false);
  of->observed = dark__member_count(reading, estimate, "observed");
  of->is_unstable = baseline.is_unstable;
  of->total = baseline.is_unstable ? NAN : dark__untestable_total(of, baseline.hidden, 1);
  of->hidden = baseline.hidden;
  if (reading->status != DARK_OK || isnan(of->total)) return;
  read_xis(reading, of, object, source->arena);
  of->xi = baseline.hidden > 0 ? of->hidden / baseline.hidden : 1;
  if (reading->status == DARK_OK && source->results.n_lists > 2) read_odds(reading, of, object, source->arena);
  if (reading->status == DARK_OK) sort_pairs(of);
}

static void take_sections(dark__reading *reading, dark__source *source, const dark__node *sections) {
  const size_t n = dark__n_items(sections);
  dark__untestable *all = dark__reading_take(reading, source->arena, n, sizeof *all);
  for (size_t i = 0; reading->status == DARK_OK && i < n; i++) read_section(reading, &all[i], sections->items[i], source);
  source->untestable = all;
  source->n_untestable = reading->status == DARK_OK ? n : 0;
}

dark_status dark__source_from_untestable(dark__source *source, dark__document *document, const char *path, dark_error *err) {
  return dark__source_from_inquiry(source, document, path, take_sections, err);
}

dark_status dark__source_read_untestable(dark__source *source, const char *path, dark_error *err) {
  return dark__source_read_inquiry(source, path, "plot untestable", take_sections, err);
}
