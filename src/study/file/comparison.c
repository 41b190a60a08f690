/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The comparisons of a study: which answers are set against which. */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/study.h"

static const char *const keys[] = {"baseline", "against"};
static const char *const side_keys[] = {"scenario", "data", "method", "category"};

enum { MOST_COMPARISONS = 1000, MOST_AGAINST = 1000 };

/* The name at key `key` of the map, when it is there; the text stays that of the names. */
static dark_status read_reference(const char **out, const dark__keys *names, const dark__node *map, const char *key,
                                  dark_error *err) {
  const dark__node *node = dark__map_get(map, key);
  size_t id = 0;
  if (node == NULL) return DARK_OK;
  const dark_status status = dark__file_find_name(&id, names, node, key, err);
  if (status == DARK_OK) *out = dark__keys_at(names, id);
  return status;
}

static dark_status read_category(dark_study_side *side, dark_study *study, const dark__node *map, dark_error *err) {
  static const dark__group_rule rule = {.what = "category", .is_single = true};
  const dark__node *node = dark__map_get(map, "category");
  if (node == NULL) return DARK_OK;
  dark_status status = dark__file_groups(&side->category, &side->n_category, study, node, &rule, err);
  for (size_t g = 0; status == DARK_OK && g < side->n_category; g++)
    if (side->category[g].n_members != 1)
      status = dark__node_fail(node->items[g], err, "category: one value of each column is needed");
  return status;
}

/* A text names a scenario. */
static dark_status read_side(dark_study_side *side, dark_study *study, const dark__node *node, const char *what,
                             dark_error *err) {
  side->line = node->line;
  if (node->kind == DARK__NODE_TEXT) {
    size_t id = 0;
    const dark_status status = dark__file_find_name(&id, &study->scenario_names, node, "scenario", err);
    if (status == DARK_OK) side->scenario = dark__keys_at(&study->scenario_names, id);
    return status;
  }
  dark_status status = dark__ask_map(node, what, side_keys, 4, err);
  if (status == DARK_OK && node->n == 0) status = dark__node_fail(node, err, "%s names nothing", what);
  if (status == DARK_OK) status = read_reference(&side->scenario, &study->scenario_names, node, "scenario", err);
  if (status == DARK_OK) status = read_reference(&side->data, &study->data_names, node, "data", err);
  if (status == DARK_OK) status = read_reference(&side->method, &study->method_names, node, "method", err);
  return status == DARK_OK ? read_category(side, study, node, err) : status;
}

/* What is the only one of its kind needs no name. */
static void fill_in(dark_study_side *side, const dark_study *study) {
  if (side->data == NULL && study->n_data == 1) side->data = dark__data_name(study, 0);
  if (side->method == NULL && study->n_methods == 1) side->method = dark__method_name(study, 0);
  if (side->scenario == NULL && study->scenario_names.n == 1) side->scenario = dark__keys_at(&study->scenario_names, 0);
}

/* What a side names must be named by the baseline, and what it does not name is the baseline's. */
static dark_status inherit(dark_study_side *side, const dark_study_side *baseline, const dark__node *node, dark_error *err) {
  const char *alone = side->scenario != NULL && baseline->scenario == NULL ? "scenario"
                      : side->data != NULL && baseline->data == NULL       ? "data"
                      : side->method != NULL && baseline->method == NULL   ? "method"
                      : side->n_category > 0 && baseline->n_category == 0  ? "category"
                                                                           : NULL;
  if (alone != NULL)
    return dark__node_fail(
        node, err,
        "this side names its %s and the baseline does not; name it there too, in a map such as {scenario: .., data: ..}", alone);
  if (side->scenario == NULL) side->scenario = baseline->scenario;
  if (side->data == NULL) side->data = baseline->data;
  if (side->method == NULL) side->method = baseline->method;
  if (side->n_category == 0) side->category = baseline->category, side->n_category = baseline->n_category;
  return DARK_OK;
}

static dark_status read_against(dark__comparison_entry *entry, dark_study *study, const dark__node *node, dark_error *err) {
  dark_study_comparison *comparison = &entry->comparison;
  dark_status status = dark__ask_list(node, "against", MOST_AGAINST, err);
  if (status != DARK_OK) return status;
  dark_study_side *sides = dark__study_take(study, node->n, sizeof *sides, err);
  if (sides == NULL) return DARK_ENOMEM;
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) {
    status = read_side(&sides[i], study, node->items[i], "a side of a comparison", err);
    if (status == DARK_OK) status = inherit(&sides[i], &comparison->baseline, node->items[i], err);
  }
  comparison->against = sides;
  comparison->n_against = node->n;
  entry->against_nodes = node->items;
  return status;
}

static dark_status read_entry(dark__comparison_entry *entry, dark_study *study, const dark__node *map, dark_error *err) {
  *entry = (dark__comparison_entry){.node = map};
  dark_status status = dark__ask_map(map, "a comparison", keys, 2, err);
  if (status != DARK_OK) return status;
  const dark__node *against = dark__map_get(map, "against");
  entry->baseline_node = dark__map_get(map, "baseline");
  if (entry->baseline_node == NULL || against == NULL)
    return dark__node_fail(map, err, "a comparison needs '%s'", entry->baseline_node == NULL ? "baseline" : "against");
  status = read_side(&entry->comparison.baseline, study, entry->baseline_node, "baseline", err);
  fill_in(&entry->comparison.baseline, study);
  return status == DARK_OK ? read_against(entry, study, against, err) : status;
}

dark_status dark__file_comparisons(dark_study *study, const dark__node *node, dark_error *err) {
  if (node == NULL) return DARK_OK;
  dark_status status = dark__ask_list(node, "comparisons", MOST_COMPARISONS, err);
  if (status != DARK_OK) return status;
  study->comparisons = dark__study_take(study, node->n, sizeof *study->comparisons, err);
  if (study->comparisons == NULL) return DARK_ENOMEM;
  for (; status == DARK_OK && study->n_comparisons < node->n; study->n_comparisons++)
    status = read_entry(&study->comparisons[study->n_comparisons], study, node->items[study->n_comparisons], err);
  return status;
}
