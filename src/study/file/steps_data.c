/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that make another table out of the one that was read. */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/steps.h"

dark_status dark__read_where(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  static const dark__group_rule rule = {.what = "where", .is_single = true, .may_be_empty = true};
  const dark_group *columns;
  size_t n;
  const dark_status status = dark__file_groups(&columns, &n, study, node, &rule, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    if (strchr(columns[i].name, '=') != NULL)
      return dark__node_fail(node->keys[i], err, "where: a '=' in the name of a column cannot be told from a separator");
    dark_step *step = dark__steps_add(steps, DARK_STEP_WHERE, node->keys[i]);
    step->column = columns[i].name;
    step->groups = &columns[i];
    step->n_groups = 1;
  }
  return status;
}

/* A value goes into one new value only. */
static dark_status check_regroup(const dark_group *groups, size_t n, const dark__node *node, dark_error *err) {
  for (size_t g = 0; g < n; g++) {
    if (strcmp(groups[g].name, "(all)") == 0)
      return dark__node_fail(node->keys[g], err, "regroup: '(all)' stands for all values in results and cannot be a value");
    for (size_t i = 0; i < groups[g].n_members; i++)
      for (size_t h = 0; h < g; h++)
        for (size_t k = 0; k < groups[h].n_members; k++)
          if (strcmp(groups[h].members[k], groups[g].members[i]) == 0)
            return dark__node_fail(dark__node_find(node->items[g], groups[g].members[i]), err,
                                   "regroup: '%s' goes into two values", dark__show(groups[g].members[i]).text);
  }
  return DARK_OK;
}

dark_status dark__read_regroup(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  static const dark__group_rule rule = {.what = "regroup", .is_single = true};
  dark_status status = dark__ask_any_map(node, "regroup", err);
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) {
    dark_step *step = dark__steps_add(steps, DARK_STEP_REGROUP, node->items[i]);
    step->column = node->keys[i]->text;
    status = dark__file_groups(&step->groups, &step->n_groups, study, node->items[i], &rule, err);
    if (status == DARK_OK) status = check_regroup(step->groups, step->n_groups, node->items[i], err);
  }
  return status;
}

dark_status dark__read_split(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  dark_status status = dark__ask_any_map(node, "split_lists", err);
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) {
    dark_step *step = dark__steps_add(steps, DARK_STEP_SPLIT_LISTS, node->keys[i]);
    const char **list = dark__study_take(study, 1, sizeof *list, err);
    if (list == NULL) return DARK_ENOMEM;
    *list = node->keys[i]->text;
    step->lists = list;
    step->n_lists = 1;
    status = dark__ask_text(&step->column, node->items[i], "split_lists", err);
  }
  return status;
}

dark_status dark__read_drop(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  dark_step *step = dark__steps_add(steps, DARK_STEP_DROP_LISTS, node);
  return dark__file_names(&step->lists, &step->n_lists, study, node, "drop_lists", err);
}

/* A list goes into one new list only. */
dark_status dark__read_merge(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  static const dark__group_rule rule = {.what = "merge_lists", .least = 2};
  dark_step *step = dark__steps_add(steps, DARK_STEP_MERGE_LISTS, node);
  const dark_status status = dark__file_groups(&step->groups, &step->n_groups, study, node, &rule, err);
  if (status != DARK_OK) return status;
  for (size_t g = 1; g < step->n_groups; g++)
    for (size_t i = 0; i < step->groups[g].n_members; i++)
      for (size_t h = 0; h < g; h++)
        for (size_t k = 0; k < step->groups[h].n_members; k++)
          if (strcmp(step->groups[h].members[k], step->groups[g].members[i]) == 0)
            return dark__node_fail(dark__node_find(node->items[g], step->groups[g].members[i]), err, "list '%s' is merged twice",
                                   dark__show(step->groups[g].members[i]).text);
  return DARK_OK;
}
