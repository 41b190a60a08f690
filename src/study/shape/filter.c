/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "base/text.h"
#include "study/document/plain_words.h"
#include "study/file/reading.h"
#include "study/shape/shape.h"

/* The value in "COLUMN=VALUE" when it is about the column, else NULL. */
static const char *value_of(const char *condition, const char *column) {
  const size_t length = strlen(column);
  return strncmp(condition, column, length) == 0 && condition[length] == '=' ? condition + length + 1 : NULL;
}

/* When the data set keeps some values of the column only, the scenario can but choose among them. */
static dark_status check_values(const dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  const dark_read_options *options = &shape->data->data.options;
  for (size_t m = 0; m < step->groups[0].n_members; m++) {
    const char *value = step->groups[0].members[m];
    bool is_restricted = false, is_kept = false;
    for (size_t i = 0; i < options->n_where; i++) {
      const char *kept = value_of(options->where[i], step->column);
      if (kept == NULL) continue;
      is_restricted = true;
      is_kept = is_kept || strcmp(kept, value) == 0;
    }
    if (is_restricted && !is_kept) {
      const dark__node *place = dark__node_find(dark__map_get(shape->scenario->node, "where"), value);
      return dark__node_fail(place == NULL ? node : place, err, "data set '%s' keeps other values of '%s' only, not '%s'",
                             dark__show(shape->data->data.name).text, dark__show(step->column).text, dark__show(value).text);
    }
  }
  return DARK_OK;
}

static bool is_replaced(const char *condition, const dark_step *steps, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (steps[i].kind == DARK_STEP_WHERE && value_of(condition, steps[i].column) != NULL) return true;
  return false;
}

/* The conditions of the data set on other columns, and those of the scenario. texts [*n] are the caller's to free. */
static dark_status join_conditions(char **texts, size_t *n, const dark__shape *shape, dark_error *err) {
  const dark_read_options *options = &shape->data->data.options;
  const dark_study_scenario *scenario = &shape->scenario->scenario;
  for (size_t i = 0; i < options->n_where; i++) {
    if (is_replaced(options->where[i], scenario->steps, scenario->n_steps)) continue;
    texts[*n] = dark__copy_text(options->where[i], strlen(options->where[i]));
    if (texts[(*n)++] == NULL) return dark__fail_memory(err);
  }
  for (size_t i = 0; i < scenario->n_steps; i++) {
    const dark_step *step = &scenario->steps[i];
    for (size_t m = 0; step->kind == DARK_STEP_WHERE && m < step->groups[0].n_members; m++) {
      const char *value = step->groups[0].members[m];
      const size_t size = strlen(step->column) + strlen(value) + 2;
      char *text = texts[*n] = malloc(size);
      if (text == NULL) return dark__fail_memory(err);
      (*n)++;
      snprintf(text, size, "%s=%s", step->column, value);
    }
  }
  return DARK_OK;
}

/* by [room, in *n so many]: columns by which lists are split, each once. One that is a category already has people on one part of the
   list only, in each of its values. */
static dark_status add_columns(const char **by, size_t *n, const dark__shape *shape, dark_error *err) {
  const dark_study_scenario *scenario = &shape->scenario->scenario;
  const size_t n_own = *n;
  for (size_t s = 0; s < scenario->n_steps; s++) {
    const dark_step *step = &scenario->steps[s];
    size_t k = 0;
    if (step->kind != DARK_STEP_SPLIT_LISTS) continue;
    while (k < *n && strcmp(by[k], step->column) != 0) k++;
    if (k < n_own)
      return dark__node_fail(shape->scenario->step_nodes[s], err,
                             "split_lists: '%s' is a category ('by') of data set '%s': each of its values would have one part of "
                             "the list alone",
                             dark__show(step->column).text, dark__show(shape->data->data.name).text);
    if (k == *n) by[(*n)++] = step->column;
  }
  return DARK_OK;
}

static dark_status read_again(dark__shape *shape, const char *const *where, size_t n, const char **by, dark_error *err) {
  dark_error cause = DARK_ERROR_INIT;
  dark_study_data data = shape->data->data;
  const dark__node *map = shape->scenario->node, *split = dark__map_key(map, "split_lists");
  size_t n_by = data.options.n_by;
  if (n_by > 0) memcpy(by, data.options.by, n_by * sizeof *by);
  dark_status status = add_columns(by, &n_by, shape, err);
  if (status != DARK_OK) return status;
  data.options.where = where;
  data.options.n_where = n;
  data.options.by = by;
  data.options.n_by = n_by;
  status = dark__study_read_table(&shape->filtered, &data, &cause);
  if (status != DARK_OK) return dark__fail_in_study(map, split != NULL ? split : dark__map_key(map, "where"), "", &cause, err);
  shape->table = shape->filtered;
  return DARK_OK;
}

dark_status dark__shape_filter(dark__shape *shape, dark_error *err) {
  const dark_study_scenario *scenario = &shape->scenario->scenario;
  size_t n = 0, room = shape->data->data.options.n_where;
  bool is_other = false;
  for (size_t i = 0; i < scenario->n_steps; i++) {
    is_other = is_other || scenario->steps[i].kind == DARK_STEP_SPLIT_LISTS;
    if (scenario->steps[i].kind != DARK_STEP_WHERE) continue;
    const dark_status status = check_values(shape, &scenario->steps[i], shape->scenario->step_nodes[i], err);
    if (status != DARK_OK) return status;
    is_other = true;
    room += scenario->steps[i].groups[0].n_members;
  }
  if (!is_other) return DARK_OK;
  char **texts = calloc(room + 1, sizeof *texts);
  const char **by = calloc(shape->data->data.options.n_by + scenario->n_steps, sizeof *by);
  dark_status status = texts == NULL || by == NULL ? dark__fail_memory(err) : join_conditions(texts, &n, shape, err);
  if (status == DARK_OK) status = read_again(shape, (const char *const *)texts, n, by, err);
  free(by);
  for (size_t i = 0; i < n; i++) free(texts[i]);
  free(texts);
  return status;
}
