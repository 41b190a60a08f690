/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/shape/shape.h"

#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/show.h"
#include "table/positions.h"

/* ---- Lists */

static void begin_lists(dark__shape *shape) {
  size_t order[DARK_MAX_LISTS];
  shape->n_lists = dark_table_n_lists(shape->read);
  dark__lists_by_position(order, shape->read);
  for (size_t i = 0; i < shape->n_lists; i++) {
    shape->lists[i] = dark_table_list_name(shape->read, order[i]);
    shape->members[i] = UINT32_C(1) << order[i];
    shape->atoms[i] = (dark__atom){.list = UINT32_C(1) << i};
  }
  shape->n_atoms = shape->n_lists;
}

static void remove_list(dark__shape *shape, size_t list) {
  for (size_t i = list + 1; i < shape->n_lists; i++) {
    shape->lists[i - 1] = shape->lists[i];
    shape->members[i - 1] = shape->members[i];
  }
  shape->n_lists--;
}

static dark_status drop_lists(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  for (size_t i = 0; i < step->n_lists; i++) {
    size_t list;
    const dark_status status = dark__shape_find_list(&list, shape, step->lists[i], node, err);
    if (status != DARK_OK) return status;
    remove_list(shape, list);
  }
  if (shape->n_lists > 0) return DARK_OK;
  return dark__node_fail(node, err, "every list of data set '%s' is dropped", dark__show(shape->data->data.name).text);
}

/* The merged list stands where its first member stood. */
static dark_status merge_group(dark__shape *shape, const dark_group *group, const dark__node *node, dark_error *err) {
  size_t first = DARK_MAX_LISTS, list;
  uint32_t members = 0;
  for (size_t i = 0; i < group->n_members; i++) {
    const dark_status status = dark__shape_find_list(&list, shape, group->members[i], node, err);
    if (status != DARK_OK) return status;
    members |= shape->members[list];
    if (list < first) first = list;
  }
  for (size_t i = shape->n_lists; i-- > 0;)
    if (i != first && (shape->members[i] & members) != 0) remove_list(shape, i);
  shape->lists[first] = group->name;
  shape->members[first] = members;
  for (size_t i = 0; i < shape->n_lists; i++)
    if (i != first && strcmp(shape->lists[i], group->name) == 0)
      return dark__node_fail(dark__node_find(node, group->name), err,
                             "the merged list would have the name of list '%s' of data set '%s'", dark__show(group->name).text,
                             dark__show(shape->data->data.name).text);
  return DARK_OK;
}

static dark_status merge_lists(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t g = 0; status == DARK_OK && g < step->n_groups; g++) status = merge_group(shape, &step->groups[g], node, err);
  return status;
}

static dark_status find_lists(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  dark_status status = DARK_OK;
  size_t list;
  for (size_t i = 0; status == DARK_OK && i < step->n_lists; i++)
    status = dark__shape_find_list(&list, shape, step->lists[i], node, err);
  return status;
}

/* ---- Categories: those of the table as read, as a filter takes no value away for good */

/* The new name is none of the values that stay. */
static dark_status check_new_name(const dark__shape *shape, size_t category, const dark_group *group, const dark__node *node,
                                  dark_error *err) {
  const char *column = dark_table_category_name(shape->read, category);
  for (size_t level = 0; level < dark_table_n_levels(shape->read, category); level++) {
    const char *name = dark_table_level_name(shape->read, category, level);
    if (strcmp(name, group->name) != 0) continue;
    bool is_member = false;
    for (size_t i = 0; i < group->n_members; i++) is_member = is_member || strcmp(group->members[i], name) == 0;
    if (is_member || strcmp(dark__shape_value(shape, column, name), name) != 0) continue;
    return dark__node_fail(dark__node_find(node, name), err,
                           "'%s' is a value of data set '%s' already; name it among those that become it, or choose another name",
                           dark__show(name).text, dark__show(shape->data->data.name).text);
  }
  return DARK_OK;
}

static dark_status check_regroup(const dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  size_t category = 0;
  dark_status status =
      dark__shape_find_category(&category, shape, step->column, dark__map_get(shape->scenario->node, "regroup"), err);
  for (size_t g = 0; status == DARK_OK && g < step->n_groups; g++) {
    const dark_group *group = &step->groups[g];
    for (size_t i = 0; status == DARK_OK && i < group->n_members; i++)
      status = dark__shape_find_value(shape, category, group->members[i], false, node, err);
    if (status == DARK_OK) status = check_new_name(shape, category, group, node, err);
  }
  return status;
}

static dark_status find_detected(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  dark_status status = find_lists(shape, step, node, err);
  for (size_t g = 0; status == DARK_OK && g < step->n_groups; g++) {
    size_t category;
    status = dark__shape_find_category(&category, shape, step->groups[g].name, node, err);
    if (status == DARK_OK) status = dark__shape_find_value(shape, category, step->groups[g].members[0], true, node, err);
  }
  return status;
}

static dark_status apply(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  const bool is_about_lists = step->kind != DARK_STEP_WHERE && step->kind != DARK_STEP_REGROUP;
  if (is_about_lists && dark_table_captures(shape->table) != NULL)
    return dark__node_fail(node, err, "'%s' is about several lists, and data set '%s' has one with counts of captures",
                           dark_step_name(step->kind), dark__show(shape->data->data.name).text);
  if (step->kind == DARK_STEP_REGROUP && dark_table_captures(shape->table) != NULL)
    return dark__node_fail(node, err, "values cannot be put together in data set '%s', which has counts of captures",
                           dark__show(shape->data->data.name).text);
  switch (step->kind) {
    case DARK_STEP_REGROUP: return check_regroup(shape, step, node, err);
    case DARK_STEP_SPLIT_LISTS: return dark__shape_split(shape, step, node, err);
    case DARK_STEP_DROP_LISTS: return drop_lists(shape, step, node, err);
    case DARK_STEP_MERGE_LISTS: return merge_lists(shape, step, node, err);
    case DARK_STEP_LINKAGE:
    case DARK_STEP_SCOPE:
    case DARK_STEP_ODDS_RATIO: return find_lists(shape, step, node, err);
    case DARK_STEP_DETECTION: return find_detected(shape, step, node, err);
    default: return DARK_OK; /* where: applied already; xi: names nothing */
  }
}

/* Scenarios ask for every combination of lists. */
static dark_status refuse_lists(const dark__shape *shape, dark_error *err) {
  return dark__node_fail(shape->data->node, err,
                         "data set '%s' has %zu lists and a study takes at most %d; 'merge_lists' in the data set makes one of "
                         "several, 'drop_lists' leaves some out, and 'lists' names those to use",
                         dark__show(shape->data->data.name).text, dark_table_n_lists(shape->read), DARK_MAX_LISTS);
}

dark_status dark__shape_make(dark__shape *shape, const dark_study *study, size_t data, size_t scenario, const dark_table *table,
                             dark_error *err) {
  *shape = (dark__shape){
      .study = study, .data = &study->data[data], .scenario = &study->scenarios[scenario], .read = table, .table = table};
  dark_status status = dark__shape_filter(shape, err);
  if (status != DARK_OK) return status;
  if (dark_table_n_lists(table) > DARK_MAX_LISTS) return refuse_lists(shape, err);
  begin_lists(shape);
  for (size_t i = 0; status == DARK_OK && i < shape->scenario->scenario.n_steps; i++)
    status = apply(shape, &shape->scenario->scenario.steps[i], shape->scenario->step_nodes[i], err);
  return status == DARK_OK ? dark__shape_count(shape, err) : status;
}

void dark__shape_clear(dark__shape *shape) {
  dark_table_free(shape->filtered);
  for (size_t i = 0; i < shape->n_made; i++) free(shape->made[i]);
  *shape = (dark__shape){0};
}
