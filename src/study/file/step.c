/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/file/steps.h"

static const char *const names[DARK_N_STEPS] = {
    [DARK_STEP_WHERE] = "where",
    [DARK_STEP_REGROUP] = "regroup",
    [DARK_STEP_SPLIT_LISTS] = "split_lists",
    [DARK_STEP_DROP_LISTS] = "drop_lists",
    [DARK_STEP_MERGE_LISTS] = "merge_lists",
    [DARK_STEP_LINKAGE] = "linkage",
    [DARK_STEP_SCOPE] = "scope",
    [DARK_STEP_DETECTION] = "detection",
    [DARK_STEP_ODDS_RATIO] = "odds_ratio",
    [DARK_STEP_XI] = "xi",
};

const char *dark_step_name(dark_step_kind kind) { return (size_t)kind < DARK_N_STEPS ? names[kind] : ""; }

dark_step *dark__steps_add(dark__steps *steps, dark_step_kind kind, const dark__node *node) {
  steps->nodes[steps->n] = node;
  steps->items[steps->n] = (dark_step){.kind = kind, .line = node->line};
  return &steps->items[steps->n++];
}
