/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that ask what an answer would be if an assumption failed by a stated amount. Each is a map, or a list of such maps. */
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "study/document/ask.h"
#include "study/file/steps.h"

/* Ranges of what can be asked; wider ones are more likely a slip than a question. */
static const dark__range ratio_range = {0.001, 1000, false}, xi_range = {0.01, 100, false}, beta_range = {0, 1e9, true};
enum { MOST_VALUES = 100, MOST_STEPS = 1000 };

/* Read the map, or each map of the list, by `read`. */
static dark_status read_each(dark__steps *steps, dark_study *study, const dark__node *node, const char *what,
                             dark__step_reader *read, dark_error *err) {
  if (node->kind != DARK__NODE_LIST) return read(steps, study, node, err);
  dark_status status = dark__ask_list(node, what, MOST_STEPS, err);
  for (size_t i = 0; status == DARK_OK && i < node->n; i++) status = read(steps, study, node->items[i], err);
  return status;
}

/* The key must be there. */
static dark_status need(const dark__node **value, const dark__node *map, const char *what, const char *key, dark_error *err) {
  *value = dark__map_get(map, key);
  return *value != NULL ? DARK_OK : dark__node_fail(map, err, "'%s' needs '%s'", what, key);
}

static dark_status read_pair(dark_step *step, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *lists;
  dark_status status = need(&lists, map, dark_step_name(step->kind), "lists", err);
  if (status == DARK_OK) status = dark__file_names(&step->lists, &step->n_lists, study, lists, "lists", err);
  if (status == DARK_OK && step->n_lists != 2)
    status = dark__node_fail(lists, err, "lists: two lists are needed, not %zu", step->n_lists);
  return status;
}

static dark_status read_list(dark_step *step, dark_study *study, const dark__node *map, dark_error *err) {
  const dark__node *node;
  dark_status status = need(&node, map, dark_step_name(step->kind), "list", err);
  const char **one = status == DARK_OK ? dark__study_take(study, 1, sizeof *one, err) : NULL;
  if (one == NULL) return status == DARK_OK ? DARK_ENOMEM : status;
  step->lists = one;
  step->n_lists = 1;
  return dark__ask_text(one, node, "list", err);
}

static dark_status read_number(double *value, const dark__node *map, const char *what, const char *key, dark__range range,
                               dark_error *err) {
  const dark__node *node;
  const dark_status status = need(&node, map, what, key, err);
  return status == DARK_OK ? dark__ask_real(value, node, key, range, err) : status;
}

/* ---- One value, or a range of them */

static dark_status read_range(dark__steps *steps, dark_study *study, const dark__node *node, dark__range range, dark_error *err) {
  dark_status status = dark__ask_list(node, "range", MOST_VALUES, err);
  if (status != DARK_OK) return status;
  if (node->n < 2) return dark__node_fail(node, err, "range: at least two values are needed; 'value' takes one");
  if (steps->n_values > 0) return dark__node_fail(node, err, "a second range in one scenario");
  double *values = dark__study_take(study, node->n, sizeof *values, err);
  if (values == NULL) return DARK_ENOMEM;
  for (size_t i = 0; i < node->n; i++) {
    status = dark__ask_real(&values[i], node->items[i], "range", range, err);
    if (status != DARK_OK) return status;
    if (i > 0 && values[i] <= values[i - 1])
      return dark__node_fail(node->items[i], err, "range: %s does not lie above the value before it", node->items[i]->text);
  }
  steps->values = values;
  steps->n_values = node->n;
  steps->ranged = steps->n - 1;
  return DARK_OK;
}

/* Of the last step. */
static dark_status read_value_or_range(dark__steps *steps, dark_study *study, const dark__node *map, dark__range range,
                                       dark_error *err) {
  dark_step *step = &steps->items[steps->n - 1];
  const dark__node *value = dark__map_get(map, "value"), *values = dark__map_get(map, "range");
  if ((value == NULL) == (values == NULL))
    return dark__node_fail(map, err, "'%s' needs either 'value' or 'range'", dark_step_name(step->kind));
  return value != NULL ? dark__ask_real(&step->value, value, "value", range, err) : read_range(steps, study, values, range, err);
}

static dark_status read_odds_ratio(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err) {
  static const char *const keys[] = {"lists", "value", "range"};
  dark_step *step = dark__steps_add(steps, DARK_STEP_ODDS_RATIO, map);
  dark_status status = dark__ask_map(map, "odds_ratio", keys, 3, err);
  if (status == DARK_OK) status = read_pair(step, study, map, err);
  return status == DARK_OK ? read_value_or_range(steps, study, map, ratio_range, err) : status;
}

dark_status dark__read_odds_ratio(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  return read_each(steps, study, node, "odds_ratio", read_odds_ratio, err);
}

dark_status dark__read_xi(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  static const char *const keys[] = {"value", "range"};
  dark__steps_add(steps, DARK_STEP_XI, node);
  const dark_status status = dark__ask_map(node, "xi", keys, 2, err);
  return status == DARK_OK ? read_value_or_range(steps, study, node, xi_range, err) : status;
}

/* ---- Linkage errors */

/* {rate: 0.02, of: links}, {beta: [2, 98]} or 0.02. */
static dark_status read_rate_map(dark_rate *rate, const dark__node *map, const char *what, const char *const *bases, size_t n,
                                 dark_error *err) {
  static const char *const keys[] = {"rate", "beta", "of"};
  size_t base = 0;
  dark_status status = dark__ask_map(map, what, keys, 3, err);
  const dark__node *fixed = dark__map_get(map, "rate"), *beta = dark__map_get(map, "beta"), *of = dark__map_get(map, "of");
  if (status == DARK_OK && (fixed == NULL) == (beta == NULL))
    status = dark__node_fail(map, err, "'%s' needs either 'rate' or 'beta'", what);
  if (status == DARK_OK && of != NULL) status = dark__ask_word(&base, of, "of", bases, n, err);
  rate->base = (dark_rate_base)(rate->base + base);
  if (status == DARK_OK && fixed != NULL) return dark__ask_real(&rate->rate, fixed, "rate", (dark__range){0, 0.999, false}, err);
  if (status == DARK_OK) status = dark__ask_list(beta, "beta", 2, err);
  if (status == DARK_OK && beta->n != 2) status = dark__node_fail(beta, err, "beta: two parameters are needed, such as [2, 98]");
  if (status == DARK_OK) status = dark__ask_real(&rate->a, beta->items[0], "beta", beta_range, err);
  if (status == DARK_OK) status = dark__ask_real(&rate->b, beta->items[1], "beta", beta_range, err);
  if (status == DARK_OK) rate->rate = rate->a / (rate->a + rate->b);
  return status;
}

/* The first of the bases [n] stands for the base that the rate has. */
static dark_status read_rate(dark_rate *rate, const dark__node *node, const char *what, const char *const *bases, size_t n,
                             dark_error *err) {
  if (node == NULL) return DARK_OK;
  if (node->kind == DARK__NODE_MAP) return read_rate_map(rate, node, what, bases, n, err);
  return dark__ask_real(&rate->rate, node, what, (dark__range){0, 0.999, false}, err);
}

static dark_status read_linkage(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err) {
  static const char *const keys[] = {"lists", "missed", "false"};
  static const char *const missed_bases[] = {"pairs"}, *const false_bases[] = {"unmatched", "links"};
  dark_step *step = dark__steps_add(steps, DARK_STEP_LINKAGE, map);
  step->missed.base = DARK_RATE_OF_PAIRS;
  step->wrong.base = DARK_RATE_OF_UNMATCHED;
  dark_status status = dark__ask_map(map, "linkage", keys, 3, err);
  if (status == DARK_OK) status = read_pair(step, study, map, err);
  const dark__node *missed = dark__map_get(map, "missed"), *wrong = dark__map_get(map, "false");
  if (status == DARK_OK && missed == NULL && wrong == NULL)
    status = dark__node_fail(map, err, "'linkage' needs 'missed' or 'false' or both");
  if (status == DARK_OK) status = read_rate(&step->missed, missed, "missed", missed_bases, 1, err);
  if (status == DARK_OK) status = read_rate(&step->wrong, wrong, "false", false_bases, 2, err);
  if (status == DARK_OK && step->wrong.base == DARK_RATE_OF_UNMATCHED && step->missed.rate + step->wrong.rate >= 1)
    status = dark__node_fail(map, err,
                             "linkage: true pairs would be linked no more often than others, since missed and false add up to 1");
  return status;
}

dark_status dark__read_linkage(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  return read_each(steps, study, node, "linkage", read_linkage, err);
}

/* ---- Scope and detection */

static dark_status read_scope(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err) {
  static const char *const keys[] = {"list", "share", "placement"}, *const placements[] = {"alone", "all"};
  size_t placement = 0;
  dark_step *step = dark__steps_add(steps, DARK_STEP_SCOPE, map);
  dark_status status = dark__ask_map(map, "scope", keys, 3, err);
  if (status == DARK_OK) status = read_list(step, study, map, err);
  if (status == DARK_OK) status = read_number(&step->value, map, "scope", "share", (dark__range){0, 0.999, false}, err);
  if (status == DARK_OK && dark__map_get(map, "placement") != NULL)
    status = dark__ask_word(&placement, dark__map_get(map, "placement"), "placement", placements, 2, err);
  step->placement = (dark_placement)placement;
  return status;
}

dark_status dark__read_scope(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  return read_each(steps, study, node, "scope", read_scope, err);
}

/* Each column with one value. */
static dark_status read_detected(dark_step *step, dark_study *study, const dark__node *node, dark_error *err) {
  static const dark__group_rule rule = {.what = "category", .is_single = true};
  dark_status status = dark__file_groups(&step->groups, &step->n_groups, study, node, &rule, err);
  for (size_t g = 0; status == DARK_OK && g < step->n_groups; g++)
    if (step->groups[g].n_members != 1)
      status = dark__node_fail(node->items[g], err, "category: one value of each column is needed");
  return status;
}

static dark_status read_detection(dark__steps *steps, dark_study *study, const dark__node *map, dark_error *err) {
  static const char *const keys[] = {"list", "category", "factor"};
  const dark__node *category = NULL;
  dark_step *step = dark__steps_add(steps, DARK_STEP_DETECTION, map);
  dark_status status = dark__ask_map(map, "detection", keys, 3, err);
  if (status == DARK_OK) status = read_list(step, study, map, err);
  if (status == DARK_OK) category = dark__map_get(map, "category");
  if (status == DARK_OK && category != NULL) status = read_detected(step, study, category, err);
  return status == DARK_OK ? read_number(&step->value, map, "detection", "factor", ratio_range, err) : status;
}

dark_status dark__read_detection(dark__steps *steps, dark_study *study, const dark__node *node, dark_error *err) {
  return read_each(steps, study, node, "detection", read_detection, err);
}
