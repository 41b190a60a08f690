/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/steps.h"

#include <string.h>

#include "base/error.h"
#include "study/ask.h"
#include "table/show.h"

static const struct {
  const char *key;
  dark__step_reader *read;
} kinds[DARK_N_STEPS] = {
    [DARK_STEP_WHERE] = {"where", dark__read_where},
    [DARK_STEP_REGROUP] = {"regroup", dark__read_regroup},
    [DARK_STEP_SPLIT_LISTS] = {"split_lists", dark__read_split},
    [DARK_STEP_DROP_LISTS] = {"drop_lists", dark__read_drop},
    [DARK_STEP_MERGE_LISTS] = {"merge_lists", dark__read_merge},
    [DARK_STEP_LINKAGE] = {"linkage", dark__read_linkage},
    [DARK_STEP_SCOPE] = {"scope", dark__read_scope},
    [DARK_STEP_DETECTION] = {"detection", dark__read_detection},
    [DARK_STEP_ODDS_RATIO] = {"odds_ratio", dark__read_odds_ratio},
    [DARK_STEP_XI] = {"xi", dark__read_xi},
};

const char *dark_step_name(dark_step_kind kind) { return (size_t)kind < DARK_N_STEPS ? kinds[kind].key : ""; }

dark_step *dark__steps_add(dark__steps *steps, dark_step_kind kind, const dark__node *node) {
  steps->nodes[steps->n] = node;
  steps->items[steps->n] = (dark_step){.kind = kind, .line = node->line};
  return &steps->items[steps->n++];
}

/* A key never gives more steps than it has entries, or one. */
static size_t count_room(const dark__node *map) {
  size_t n = 0;
  for (size_t k = 0; k < DARK_N_STEPS; k++) {
    const dark__node *node = dark__map_get(map, kinds[k].key);
    if (node != NULL) n += node->n + 1;
  }
  return n;
}

static bool has_list(const dark_step *step, const char *name) {
  for (size_t i = 0; i < step->n_lists; i++)
    if (strcmp(step->lists[i], name) == 0) return true;
  return false;
}

static dark_status check_merges(const dark__steps *steps, dark_error *err) {
  const dark_step *dropped = NULL;
  for (size_t s = 0; s < steps->n; s++) {
    const dark_step *step = &steps->items[s];
    if (step->kind == DARK_STEP_DROP_LISTS) dropped = step;
    if (step->kind != DARK_STEP_MERGE_LISTS || dropped == NULL) continue;
    for (size_t g = 0; g < step->n_groups; g++)
      for (size_t i = 0; i < step->groups[g].n_members; i++) {
        const char *name = step->groups[g].members[i];
        if (has_list(dropped, name))
          return dark__node_fail(dark__node_find(steps->nodes[s], name), err, "list '%s' is both dropped and merged",
                                 dark__show(name).text);
      }
  }
  return DARK_OK;
}

/* Two steps of one kind about the same lists. */
static dark_status check_repeats(const dark__steps *steps, dark_error *err) {
  for (size_t s = 1; s < steps->n; s++) {
    const dark_step *step = &steps->items[s];
    if (step->kind < DARK_STEP_LINKAGE || step->kind == DARK_STEP_DETECTION) continue;
    for (size_t t = 0; t < s; t++) {
      const dark_step *other = &steps->items[t];
      bool is_same = other->kind == step->kind;
      for (size_t i = 0; is_same && i < step->n_lists; i++) is_same = has_list(other, step->lists[i]);
      if (is_same)
        return dark__node_fail(steps->nodes[s], err, "'%s' says two things about the same lists", dark_step_name(step->kind));
    }
  }
  return DARK_OK;
}

dark_status dark__steps_read(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err) {
  const size_t room = count_room(map);
  *steps = (dark__steps){.items = dark__study_take(study, room, sizeof *steps->items, err),
                         .nodes = dark__study_take(study, room, sizeof(const dark__node *), err)};
  if (steps->items == NULL || steps->nodes == NULL) return DARK_ENOMEM;
  for (size_t k = 0; k < DARK_N_STEPS; k++) {
    const dark__node *node = dark__map_get(map, kinds[k].key);
    const dark_status status = node == NULL ? DARK_OK : kinds[k].read(steps, study, node, err);
    if (status != DARK_OK) return status;
  }
  if (dark__map_get(map, "odds_ratio") != NULL && dark__map_get(map, "xi") != NULL)
    return dark__node_fail(dark__map_key(map, "xi"), err,
                           "'odds_ratio' and 'xi' both replace the assumption about the unseen; make two scenarios of them");
  const dark_status status = check_merges(steps, err);
  return status == DARK_OK ? check_repeats(steps, err) : status;
}
