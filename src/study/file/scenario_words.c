/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/file/scenario_words.h"

#include <math.h>

#include "writing/numbers.h"

static void add_joined(dark__paper *paper, const char *const *names, size_t n, const char *last) {
  for (size_t i = 0; i < n; i++) {
    dark__paper_add(paper, "%s", i == 0 ? "" : i + 1 == n ? last : ", ");
    dark__paper_add_foreign(paper, names[i][0] == '\0' ? "(missing)" : names[i]);
  }
}

void dark__add_names(dark__paper *paper, const char *const *names, size_t n) { add_joined(paper, names, n, " and "); }

static void say_where(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "only people whose ");
  dark__paper_add_foreign(paper, step->column);
  dark__paper_add(paper, " is ");
  add_joined(paper, step->groups[0].members, step->groups[0].n_members, " or ");
}

static void say_regroup(dark__paper *paper, const dark_step *step) {
  for (size_t g = 0; g < step->n_groups; g++) {
    const dark_group *group = &step->groups[g];
    dark__paper_add(paper, "%s", g == 0 ? "" : "; ");
    dark__paper_add_foreign(paper, step->column);
    dark__paper_add(paper, " ");
    add_joined(paper, group->members, group->n_members, " or ");
    dark__paper_add(paper, " counts as ");
    dark__paper_add_foreign(paper, group->name);
  }
}

static void say_split(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "list ");
  dark__paper_add_foreign(paper, step->lists[0]);
  dark__paper_add(paper, " counts as a list for each value of ");
  dark__paper_add_foreign(paper, step->column);
  dark__paper_add(paper, " among the people on it, and nobody is on two of them");
}

static void say_drop(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "without list%s ", step->n_lists == 1 ? "" : "s");
  dark__add_names(paper, step->lists, step->n_lists);
  dark__paper_add(paper, "; people who are on no other list are left out");
}

static void say_merge(dark__paper *paper, const dark_step *step) {
  for (size_t g = 0; g < step->n_groups; g++) {
    dark__paper_add(paper, "%slists ", g == 0 ? "" : "; ");
    dark__add_names(paper, step->groups[g].members, step->groups[g].n_members);
    dark__paper_add(paper, " count as one list ");
    dark__paper_add_foreign(paper, step->groups[g].name);
  }
}

/* "2% of ", "an uncertain share (Beta(2, 98), 2% on average) of " */
static void add_rate(dark__paper *paper, const dark_rate *rate) {
  if (rate->a > 0)
    dark__paper_add(paper, "an uncertain share (Beta(%s, %s), %s on average) of ", dark__shortest(rate->a).text,
                    dark__shortest(rate->b).text, dark__percent(rate->rate).text);
  else dark__paper_add(paper, "%s of ", dark__level(rate->rate).text);
}

static void say_linkage(dark__paper *paper, const dark_step *step) {
  const bool has_missed = step->missed.rate > 0, has_wrong = step->wrong.rate > 0;
  if (has_missed || !has_wrong) {
    add_rate(paper, &step->missed);
    dark__paper_add(paper, "the people who are on both ");
    dark__add_names(paper, step->lists, 2);
    dark__paper_add(paper, " were not linked");
  }
  if (!has_wrong) return;
  dark__paper_add(paper, "%s", has_missed ? ", and " : "");
  add_rate(paper, &step->wrong);
  if (step->wrong.base == DARK_RATE_OF_LINKS) {
    dark__paper_add(paper, "the links made between ");
    dark__add_names(paper, step->lists, 2);
    dark__paper_add(paper, " join two different people");
    return;
  }
  dark__paper_add(paper, "the people on ");
  dark__paper_add_foreign(paper, step->lists[1]);
  dark__paper_add(paper, " who are not on ");
  dark__paper_add_foreign(paper, step->lists[0]);
  dark__paper_add(paper, " were linked to somebody there");
}

static void say_scope(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "%s of the people on ", dark__level(step->value).text);
  dark__paper_add_foreign(paper, step->lists[0]);
  dark__paper_add(paper, " do not belong to the population, ");
  dark__paper_add(paper, step->placement == DARK_PLACEMENT_ALONE ? "all of them among those on no other list"
                                                                 : "whatever other lists they are on");
}

static void say_detection(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "list ");
  dark__paper_add_foreign(paper, step->lists[0]);
  dark__paper_add(paper, " finds people");
  for (size_t g = 0; g < step->n_groups; g++) {
    dark__paper_add(paper, g == 0 ? " with " : " and ");
    dark__paper_add_foreign(paper, step->groups[g].name);
    dark__paper_add(paper, " ");
    dark__paper_add_foreign(paper, step->groups[g].members[0]);
  }
  dark__paper_add(
      paper, " %s times as often (odds, within each combination of the other lists), and there are as many of them as before",
      dark__shortest(step->value).text);
}

static void say_odds_ratio(dark__paper *paper, const dark_step *step) {
  dark__paper_add(paper, "lists ");
  dark__add_names(paper, step->lists, 2);
  dark__paper_add(
      paper, " depend on each other with an odds ratio of %s, given the other lists, in place of one that is found in the data",
      dark__shortest(step->value).text);
}

static void say_xi(dark__paper *paper, const dark_step *step) {
  dark__paper_add(
      paper,
      "unseen people are %s times as many as with no interaction of all lists together, which no data can show (xi %s; "
      "values from 0.5 to 2 illustrate and are no plausible range)",
      dark__shortest(round(1000 / step->value) / 1000).text, dark__shortest(step->value).text);
}

static void say_search(dark__paper *paper, const dark_study_scenario *scenario) {
  if (scenario->model != NULL) {
    dark__paper_add(paper, "; estimated by the model ");
    dark__paper_add_foreign(paper, scenario->model);
    dark__paper_add(paper, ", whatever the methods are");
  } else if (scenario->method != NULL) {
    dark__paper_add(paper, "; estimated by method %s, whatever the methods are", scenario->method);
  }
  if (scenario->dependence.n_forced > 0) {
    dark__paper_add(paper, "; every model has the interaction%s ", scenario->dependence.n_forced == 1 ? "" : "s");
    dark__add_names(paper, scenario->dependence.forced, scenario->dependence.n_forced);
  }
  if (scenario->max_order == 1) dark__paper_add(paper, "; without interactions of lists");
  else if (scenario->max_order > 1) dark__paper_add(paper, "; with interactions of at most %u lists", scenario->max_order);
}

void dark__scenario_say(dark__paper *paper, const dark_study_scenario *scenario) {
  static void (*const say[DARK_N_STEPS])(dark__paper *, const dark_step *) = {
      [DARK_STEP_WHERE] = say_where,           [DARK_STEP_REGROUP] = say_regroup,
      [DARK_STEP_SPLIT_LISTS] = say_split,     [DARK_STEP_DROP_LISTS] = say_drop,
      [DARK_STEP_MERGE_LISTS] = say_merge,     [DARK_STEP_LINKAGE] = say_linkage,
      [DARK_STEP_SCOPE] = say_scope,           [DARK_STEP_DETECTION] = say_detection,
      [DARK_STEP_ODDS_RATIO] = say_odds_ratio, [DARK_STEP_XI] = say_xi};
  if (scenario->n_steps == 0) dark__paper_add(paper, "the data as they are");
  for (size_t i = 0; i < scenario->n_steps; i++) {
    dark__paper_add(paper, "%s", i == 0 ? "" : "; ");
    say[scenario->steps[i].kind](paper, &scenario->steps[i]);
  }
  say_search(paper, scenario);
}
