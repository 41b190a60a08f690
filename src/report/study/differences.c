/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report/study/study.h"

/* ---- What a comparison is about */

static bool has_step(const dark_study_scenario *scenario, dark_step_kind kind) {
  for (size_t s = 0; s < scenario->n_steps; s++)
    if (scenario->steps[s].kind == kind) return true;
  return false;
}

/* The next step at or behind s that says which people are meant; n_steps: there is none. */
static size_t next_choice(const dark_study_scenario *scenario, size_t s) {
  while (s < scenario->n_steps && scenario->steps[s].kind != DARK_STEP_WHERE && scenario->steps[s].kind != DARK_STEP_SCOPE) s++;
  return s;
}

static bool same_group(const dark_group *a, const dark_group *b) {
  if (a->n_members != b->n_members) return false;
  for (size_t m = 0; m < a->n_members; m++)
    if (strcmp(a->members[m], b->members[m]) != 0) return false;
  return true;
}

/* A share that does not belong is about other people whenever it is not there on both sides. */
static bool same_choice(const dark_step *a, const dark_step *b) {
  if (a->kind != b->kind || a->kind != DARK_STEP_WHERE) return false;
  return strcmp(a->column, b->column) == 0 && same_group(&a->groups[0], &b->groups[0]);
}

static bool same_people(const dark_study_scenario *a, const dark_study_scenario *b) {
  size_t i = next_choice(a, 0), j = next_choice(b, 0);
  for (; i < a->n_steps && j < b->n_steps; i = next_choice(a, i + 1), j = next_choice(b, j + 1))
    if (!same_choice(&a->steps[i], &b->steps[j])) return false;
  return i == a->n_steps && j == b->n_steps;
}

static bool same_category(const dark__comparison *of) {
  if (of->n_baseline_category != of->n_other_category) return false;
  for (size_t c = 0; c < of->n_other_category; c++)
    if (strcmp(of->baseline_category[c].name, of->other_category[c].name) != 0 ||
        !same_group(&of->baseline_category[c], &of->other_category[c]))
      return false;
  return true;
}

dark__comparison_kind dark__comparison_kind_of(const dark__study_differences *differences, const dark__comparison *of) {
  const dark_task *baseline = dark_tasks_at(differences->tasks, of->baseline),
                  *other = dark_tasks_at(differences->tasks, of->other);
  const dark_study_scenario *before = dark_study_scenario_at(differences->study, baseline->scenario);
  const dark_study_scenario *after = dark_study_scenario_at(differences->study, other->scenario);
  if (baseline->data != other->data || !same_category(of) || !same_people(before, after)) return DARK__OF_PEOPLE;
  return has_step(after, DARK_STEP_DETECTION) && !has_step(before, DARK_STEP_DETECTION) ? DARK__OF_DETECTION
                                                                                        : DARK__OF_ASSUMPTIONS;
}

/* ---- Counting and naming them */

void dark__differences_count(dark__study_differences *differences, const dark__compared *compared) {
  if (compared->missing != NULL) differences->n_missing++;
  else if (compared->n_levels > 0 && isnan(compared->contrasts[0].difference)) differences->n_without++;
}

void dark__add_category(dark__paper *paper, const dark_group *category, size_t n) {
  for (size_t i = 0; i < n; i++) {
    dark__paper_add(paper, "%s", i == 0 ? "" : "/");
    dark__paper_add_foreign(paper, category[i].name);
    dark__paper_add(paper, "=");
    dark__paper_add_foreign(paper, category[i].members[0]);
  }
}
