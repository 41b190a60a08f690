/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "report/words/names.h"
#include "report/words/rows.h"
#include "report/words/sensitivity.h"
#include "writing/numbers.h"

/* A tenth is more than rounding and less than the width of any interval: what moves by less is said to stay. */
static const double STAYS = 0.1;

/* What is being written. */
typedef struct verdict {
  dark__paper *sentences; /* [n] so far */
  size_t n;
  const dark_sensitivity_section *section;
  const dark__sensitivity_subject *of;
} verdict;

/* Ratios, so that half and twice are equally far. */
static double distance(const dark_sensitivity_row *row) { return fabs(log1p(row->change)); }

/* Odds ratios and xi beyond 1/2 and 2 are for the eye, not for a verdict; by another method they change more than what is supposed. */
static bool is_weighed(const dark_sensitivity_row *row, const dark_sensitivity_row *estimate) {
  if (!dark__is_answered(row) || !isfinite(row->change)) return false;
  if (row->analysis != DARK_ANALYSIS_ODDS_RATIO && row->analysis != DARK_ANALYSIS_XI) return true;
  return (row->value == 0.5 || row->value == 2) && strcmp(row->answer.method, estimate->answer.method) == 0;
}

/* The row that moves the estimate furthest; NULL when none has an answer. */
static const dark_sensitivity_row *furthest(const dark_sensitivity_section *section, dark_analysis analysis) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, analysis), *far = NULL;
  for (size_t r = 0; r < n; r++)
    if (is_weighed(&rows[r], &section->rows[0]) && (far == NULL || distance(&rows[r]) > distance(far))) far = &rows[r];
  return far;
}

static dark__paper *next(verdict *v) { return &v->sentences[v->n++]; }

static void add_list(dark__paper *text, const verdict *v, size_t list) {
  dark__paper_add_foreign(text, dark_table_list_name(v->of->table, list));
}

/* "2.3 times as large", "23% higher", "4.1% lower", "the same". */
static void add_ratio(dark__paper *text, double change) {
  if (change >= 1) dark__paper_add(text, "%s times as large", dark__statistic(1 + change).text);
  else if (fabs(change) < 0.0005) dark__paper_add(text, "the same");
  else dark__paper_add(text, "%s %s", dark__percent(fabs(change)).text, change > 0 ? "higher" : "lower");
}

static void add_total(dark__paper *text, const dark_sensitivity_row *row) {
  dark__paper_add(text, "%s (", dark__estimate(row->answer.total).text);
  add_ratio(text, row->change);
  dark__paper_add(text, ")");
}

/* ---- lists, pairs of lists, what is supposed of their dependence: the furthest first */

static void say_list(dark__paper *text, const verdict *v, const dark_sensitivity_row *row) {
  dark__paper_add(text, "Without list ");
  add_list(text, v, row->list_a);
  dark__paper_add(text, " the estimate would be ");
  add_total(text, row);
}

static void say_merger(dark__paper *text, const verdict *v, const dark_sensitivity_row *row) {
  dark__paper_add(text, "With ");
  add_list(text, v, row->list_a);
  dark__paper_add(text, " and ");
  add_list(text, v, row->list_b);
  dark__paper_add(text, " as one list it would be ");
  add_total(text, row);
}

static void say_odds(dark__paper *text, const verdict *v, const dark_sensitivity_row *row) {
  dark__paper_add(text, "If the odds of being on ");
  add_list(text, v, row->list_b);
  dark__paper_add(text, " were %s as high for people on ", row->value > 1 ? "twice" : "half");
  add_list(text, v, row->list_a);
  dark__paper_add(text, " as for others%s, it would be ", v->of->all->n_lists > 2 ? ", given the other lists" : "");
  add_total(text, row);
}

static void say_xi(dark__paper *text, const dark_sensitivity_row *row) {
  dark__paper_add(text, "If all lists together interacted, which no data can show, with xi = %s, it would be ",
                  dark__shortest(row->value).text);
  add_total(text, row);
}

static void say_prior(dark__paper *text, const dark_sensitivity_row *row) {
  dark__paper_add(text, "With the prior %s=%s it would be ", row->option, dark__shortest(row->value).text);
  add_total(text, row);
}

static void say_missing(dark__paper *text, const verdict *v, const dark_sensitivity_row *row) {
  const dark_table *table = v->of->table;
  dark__paper_add(text, "If among people of whom ");
  dark__paper_add_foreign(text, dark_table_category_name(table, row->category));
  dark__paper_add(text, " is not known the odds of ");
  dark__paper_add_foreign(text, dark_table_level_name(table, row->category, row->level));
  dark__paper_add(text, " were %s as high as at random, it would be ", row->value > 1 ? "twice" : "half");
  add_total(text, row);
}

/* The first of several says that it is. Single people and fewer people are told of further down. */
static void say(verdict *v, const dark_sensitivity_row *row, bool is_first) {
  dark__paper *text = next(v);
  if (is_first)
    dark__paper_add(text, "Of all lists, pairs of lists and assumptions tried here, this moves the estimate furthest. ");
  if (row->analysis == DARK_ANALYSIS_LIST_LEFT_OUT) say_list(text, v, row);
  else if (row->analysis == DARK_ANALYSIS_LISTS_MERGED) say_merger(text, v, row);
  else if (row->analysis == DARK_ANALYSIS_XI) say_xi(text, row);
  else if (row->analysis == DARK_ANALYSIS_PRIOR) say_prior(text, row);
  else if (row->analysis == DARK_ANALYSIS_MISSING_ODDS) say_missing(text, v, row);
  else say_odds(text, v, row);
  dark__paper_add(text, ".");
}

static void say_furthest(verdict *v) {
  enum { N_ANALYSES = 6 };
  const dark_analysis analyses[N_ANALYSES] = {DARK_ANALYSIS_LIST_LEFT_OUT, DARK_ANALYSIS_LISTS_MERGED,
                                              DARK_ANALYSIS_ODDS_RATIO,    DARK_ANALYSIS_XI,
                                              DARK_ANALYSIS_PRIOR,         DARK_ANALYSIS_MISSING_ODDS};
  const dark_sensitivity_row *far[N_ANALYSES];
  size_t n = 0;
  for (size_t i = 0; i < N_ANALYSES; i++) {
    const dark_sensitivity_row *row = furthest(v->section, analyses[i]);
    const bool is_said = analyses[i] == DARK_ANALYSIS_XI && v->of->all->n_lists == 2; /* xi is then their odds ratio */
    size_t place = n;
    if (row == NULL || is_said) continue;
    for (; place > 0 && distance(far[place - 1]) < distance(row); place--) far[place] = far[place - 1];
    far[place] = row;
    n++;
  }
  for (size_t i = 0; i < n; i++) say(v, far[i], i == 0 && n > 1);
}

static void say_two_lists(verdict *v) {
  if (v->of->all->n_lists != 2) return;
  dark__paper_add(
      next(v), "With two lists everything rests on their independence, which they cannot test: an odds ratio of 2 between them "
               "would mean about twice as many hidden people.");
}

/* Lists without which nothing can be said. */
static void say_indispensable(verdict *v) {
  size_t n, n_missing = 0;
  const dark_sensitivity_row *rows = dark__rows_of(&n, v->section, DARK_ANALYSIS_LIST_LEFT_OUT);
  for (size_t r = 0; r < n; r++) n_missing += dark__is_answered(&rows[r]) ? 0 : 1;
  if (n_missing == 0) return;
  dark__paper *text = next(v);
  if (n_missing == n) {
    dark__paper_add(text, "No list can be left out: what is left has no estimate.");
    return;
  }
  dark__paper_add(text, "There would be no estimate without list ");
  size_t n_said = 0;
  for (size_t r = 0; r < n; r++) {
    if (dark__is_answered(&rows[r])) continue;
    dark__paper_add(text, "%s", n_said++ == 0 ? "" : ", or without ");
    add_list(text, v, rows[r].list_a);
  }
  dark__paper_add(text, ".");
}

/* ---- cases */

static const dark_sensitivity_row *find_fatal(const dark_sensitivity_section *section) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, section, DARK_ANALYSIS_CASE_LEFT_OUT);
  for (size_t r = 0; r < n; r++)
    if (!dark__is_answered(&rows[r])) return &rows[r];
  return NULL;
}

static void say_case(verdict *v) {
  const dark_sensitivity_row *fatal = find_fatal(v->section), *far = furthest(v->section, DARK_ANALYSIS_CASE_LEFT_OUT);
  const dark_sensitivity_row *row = fatal != NULL ? fatal : far;
  if (row == NULL) return;
  dark__paper *text = next(v);
  const bool matters = fabs(row->change) > DARK__CASE_MATTERS;
  if (fatal == NULL && !matters) {
    dark__paper_add(text, "No single case moves the estimate by more than 5%% (at most by %s).",
                    dark__percent(fabs(row->change)).text);
    return;
  }
  if (fatal != NULL) dark__paper_add(text, "A single case decides whether there is an estimate: without one person ");
  else
    dark__paper_add(text, "A single case moves the estimate by %s: without one person ", dark__percent(fabs(row->change)).text);
  const bool has_captures = dark_table_captures(v->of->table) != NULL;
  dark__paper_add(text, "%s", has_captures ? "with " : "on ");
  dark__add_history_shown(text, v->of->table, row->history);
  if (!has_captures) dark__paper_add(text, " (and no other list)");
  if (fatal != NULL) dark__paper_add(text, " there is none.");
  else {
    dark__paper_add(text, " it would be %s", dark__estimate(row->answer.total).text);
    dark__paper_add(text, "%s.", row->model_changes ? ", by another model" : "");
  }
}

/* ---- internal consistency */

/* "41% too low", "2.3 times as large"; without the last words where they are said behind the next one. */
static void add_error(dark__paper *text, double change, bool is_last) {
  const char *side = change < 0 ? "too low" : "too high";
  if (change >= 1) dark__paper_add(text, "%s times as large", dark__statistic(1 + change).text);
  else if (fabs(change) < 0.0005) dark__paper_add(text, "right");
  else dark__paper_add(text, is_last ? "%s %s" : "%s", dark__percent(fabs(change)).text, side);
}

/* The smaller error first where both are on one side. */
static void add_errors(dark__paper *text, double least, double most) {
  const bool is_low = most<0, is_high = least> 0 && most < 1;
  if (most > least) {
    add_error(text, is_low ? most : least, !is_low && !is_high);
    dark__paper_add(text, " to ");
  }
  add_error(text, is_low ? least : most, true);
}

/* How the lists fared whose size the others estimate. */
typedef struct recovery {
  size_t n_lists, n_answered, n_intervals, n_recovered;
  double least, most; /* errors */
} recovery;

static recovery count_recovered(const dark_sensitivity_section *section) {
  recovery all = {.least = INFINITY, .most = -INFINITY};
  const dark_sensitivity_row *rows = dark__rows_of(&all.n_lists, section, DARK_ANALYSIS_INTERNAL_CONSISTENCY);
  for (size_t r = 0; r < all.n_lists; r++) {
    if (!dark__is_answered(&rows[r])) continue;
    all.n_answered++;
    all.n_intervals += dark__is_recovered(&rows[r]) >= 0 ? 1 : 0;
    all.n_recovered += dark__is_recovered(&rows[r]) > 0 ? 1 : 0;
    all.least = fmin(all.least, rows[r].change);
    all.most = fmax(all.most, rows[r].change);
  }
  return all;
}

static void say_consistency(verdict *v) {
  const recovery all = count_recovered(v->section);
  if (all.n_lists == 0) return;
  dark__paper *text = next(v);
  if (all.n_answered == 0) {
    dark__paper_add(text, "Of no list can the size be estimated from the other lists, so this method could not be tried where "
                          "the answer is known.");
    return;
  }
  dark__paper_add(text, "Where the answer is known, the size of a list estimated from the other lists: ");
  if (all.n_intervals > 0)
    dark__paper_add(text, "of %s list%s with an interval, %s %s recovered within it; ", dark__count_size(all.n_intervals).text,
                    all.n_intervals == 1 ? "" : "s", dark__count_size(all.n_recovered).text, all.n_recovered == 1 ? "is" : "are");
  if (all.n_answered == 1) dark__paper_add(text, "the estimate is ");
  else dark__paper_add(text, "the %s estimates are ", dark__count_size(all.n_answered).text);
  add_errors(text, all.least, all.most);
  dark__paper_add(text, ".");
}

/* ---- thinning */

static void say_thinning(verdict *v) {
  size_t n;
  const dark_sensitivity_row *rows = dark__rows_of(&n, v->section, DARK_ANALYSIS_THINNING);
  if (n == 0) return;
  const dark_sensitivity_row *last = &rows[n - 1];
  dark__paper *text = next(v);
  if (!dark__is_answered(last)) {
    dark__paper_add(text, "With half of the people there would usually be no estimate.");
    return;
  }
  dark__paper_add(text, "With half of the people the estimate, brought up to all, would usually be about ");
  if (fabs(last->change) <= STAYS) dark__paper_add(text, "the same, within 10%% of what it is");
  else {
    dark__paper_add(text, "%s (", dark__estimate(last->answer.total).text);
    add_ratio(text, last->change);
    dark__paper_add(text, "): it depends on how many were observed");
  }
  dark__paper_add(text, "; nine draws in ten lie in ");
  dark__add_limits(text, &last->answer.interval, dark__rounding_unit(last->answer.total));
  dark__paper_add(text, ".");
}

size_t dark__sensitivity_verdict(dark__paper *sentences, const dark_sensitivity_section *section,
                                 const dark__sensitivity_subject *of) {
  verdict v = {.sentences = sentences, .section = section, .of = of};
  if (section->n_rows == 0 || !dark__is_answered(&section->rows[0])) return 0;
  say_two_lists(&v);
  say_furthest(&v);
  say_indispensable(&v);
  say_case(&v);
  say_consistency(&v);
  say_thinning(&v);
  return v.n;
}
