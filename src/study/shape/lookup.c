/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/kind.h"
#include "base/show.h"
#include "base/text.h"
#include "study/shape/shape.h"

static const char *name_at(const void *context, size_t i) { return ((const char *const *)context)[i]; }

/* "'NAME' is no WHAT in data set 'D'; did you mean ...?", or which there are. */
static dark_status fail_missing(const dark__shape *shape, const char *what, const char *name, const char *const *names, size_t n,
                                const dark__node *node, dark_error *err) {
  const dark__node *place = dark__node_find(node, name);
  const char *nearest = dark__nearest(name, names, n);
  if (nearest != NULL)
    return dark__node_fail(place == NULL ? node : place, err, "'%s' is no %s in data set '%s'; did you mean '%s'?",
                           dark__show(name).text, what, dark__show(shape->data->data.name).text, dark__show(nearest).text);
  return dark__node_fail(place == NULL ? node : place, err, "'%s' is no %s in data set '%s'%s%s", dark__show(name).text, what,
                         dark__show(shape->data->data.name).text, n == 0 ? "" : ", which has ",
                         dark__show_names(name_at, names, n).text);
}

dark_status dark__shape_find_list(size_t *list, const dark__shape *shape, const char *name, const dark__node *node,
                                  dark_error *err) {
  for (*list = 0; *list < shape->n_lists; (*list)++)
    if (strcmp(shape->lists[*list], name) == 0) return DARK_OK;
  return fail_missing(shape, "list", name, shape->lists, shape->n_lists, node, err);
}

const char *dark__shape_value(const dark__shape *shape, const char *column, const char *value) {
  const dark_study_scenario *scenario = &shape->scenario->scenario;
  for (size_t s = 0; s < scenario->n_steps; s++) {
    const dark_step *step = &scenario->steps[s];
    if (step->kind != DARK_STEP_REGROUP || strcmp(step->column, column) != 0) continue;
    for (size_t g = 0; g < step->n_groups; g++)
      for (size_t i = 0; i < step->groups[g].n_members; i++)
        if (strcmp(step->groups[g].members[i], value) == 0) return step->groups[g].name;
  }
  return value;
}

dark_status dark__shape_find_category(size_t *category, const dark__shape *shape, const char *column, const dark__node *node,
                                      dark_error *err) {
  const size_t n = dark_table_n_categories(shape->read);
  for (*category = 0; *category < n; (*category)++)
    if (strcmp(dark_table_category_name(shape->read, *category), column) == 0) return DARK_OK;
  const char **names = calloc(n + 1, sizeof *names);
  if (names == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n; c++) names[c] = dark_table_category_name(shape->read, c);
  const dark_status status = fail_missing(shape, "category ('by')", column, names, n, node, err);
  free(names);
  return status;
}

/* The value is none; propose others [n], those that became one only once. */
static dark_status fail_value(const dark__shape *shape, const char *column, const char *value, const char **others, size_t n,
                              const dark__node *node, dark_error *err) {
  char what[64];
  size_t n_distinct = 0;
  for (size_t i = 0; i < n; i++) {
    size_t k = 0;
    while (k < n_distinct && strcmp(others[k], others[i]) != 0) k++;
    if (k == n_distinct) others[n_distinct++] = others[i];
  }
  snprintf(what, sizeof what, "value of %.45s", dark__show(column).text);
  if (dark__kind_is_key(n_distinct, (size_t)dark_table_n_people(shape->read))) n_distinct = 0; /* of people, not of categories */
  return fail_missing(shape, what, value, others, n_distinct, node, err);
}

/* Look for the value among those of the table, before or after regrouping. */
dark_status dark__shape_find_value(const dark__shape *shape, size_t category, const char *value, bool is_after,
                                   const dark__node *node, dark_error *err) {
  const char *column = dark_table_category_name(shape->read, category);
  const size_t n = dark_table_n_levels(shape->read, category);
  const char **values = calloc(n + 1, sizeof *values);
  if (values == NULL) return dark__fail_memory(err);
  bool is_found = false;
  for (size_t i = 0; i < n; i++) {
    values[i] = dark_table_level_name(shape->read, category, i);
    if (is_after) values[i] = dark__shape_value(shape, column, values[i]);
    is_found = is_found || strcmp(values[i], value) == 0;
  }
  const dark_status status = is_found ? DARK_OK : fail_value(shape, column, value, values, n, node, err);
  free(values);
  return status;
}
