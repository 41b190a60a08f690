/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list becomes several, one for each value of a column among the people on it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/show.h"
#include "study/shape/shape.h"
#include "table/columns/categories.h"

/* Who is on a list of the table as read, by value of the column. */
typedef struct parts {
  size_t category;
  double *people; /* [levels] */
  size_t n;       /* of the levels that have people */
} parts;

static uint32_t find_bit(const dark__shape *shape, uint32_t as_read) {
  size_t list = 0;
  while ((as_read >> list & 1) == 0) list++;
  for (size_t i = 0; i < dark_table_n_lists(shape->table); i++)
    if (strcmp(dark_table_list_name(shape->table, i), dark_table_list_name(shape->read, list)) == 0) return UINT32_C(1) << i;
  return 0; /* it caught nobody who is left */
}

static void count_people(parts *of, const dark__shape *shape, uint32_t bit) {
  const dark_table *table = shape->table;
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    size_t n;
    const dark_record *records = dark_table_records(table, s, &n);
    for (size_t i = 0; i < n; i++)
      if ((records[i].history & bit) != 0) of->people[dark_table_stratum_level(table, s, of->category)] += records[i].count;
  }
  for (size_t level = 0; level < dark_table_n_levels(table, of->category); level++) of->n += of->people[level] > 0;
}

static dark_status check_parts(const parts *of, const dark__shape *shape, const dark_step *step, const dark__node *node,
                               dark_error *err) {
  const char *list = step->lists[0];
  for (size_t level = 0; level < dark_table_n_levels(shape->table, of->category); level++)
    if (of->people[level] > 0 && strcmp(dark_table_level_name(shape->table, of->category, level), DARK__LEVEL_MISSING) == 0)
      return dark__node_fail(node, err,
                             "%.0f people on list '%s' of data set '%s' have no value of '%s', so that nobody can say which part "
                             "of the list they are on; 'where' can leave them out",
                             of->people[level], dark__show(list).text, dark__show(shape->data->data.name).text,
                             dark__show(step->column).text);
  if (of->n < 2)
    return dark__node_fail(node, err, "%s on list '%s' of data set '%s' %s '%s', so that there is nothing to split",
                           of->n == 0 ? "nobody" : "all people", dark__show(list).text, dark__show(shape->data->data.name).text,
                           of->n == 0 ? "has a value of" : "have one value of", dark__show(step->column).text);
  if (shape->n_lists - 1 + of->n > DARK_MAX_LISTS)
    return dark__node_fail(node, err, "list '%s' of data set '%s' would become %zu, and there would be %zu lists, more than %d",
                           dark__show(list).text, dark__show(shape->data->data.name).text, of->n, shape->n_lists - 1 + of->n,
                           DARK_MAX_LISTS);
  return DARK_OK;
}

/* "LIST:VALUE", which no other list is called. */
static dark_status make_name(const char **name, dark__shape *shape, const char *list, const char *value, const dark__node *node,
                             dark_error *err) {
  const size_t size = strlen(list) + strlen(value) + 2;
  char *text = malloc(size);
  if (text == NULL) return dark__fail_memory(err);
  snprintf(text, size, "%s:%s", list, value);
  shape->made[shape->n_made++] = text;
  *name = text;
  for (size_t i = 0; i < shape->n_lists; i++)
    if (strcmp(shape->lists[i], text) == 0)
      return dark__node_fail(node, err, "a part of list '%s' would have the name of list '%s' of data set '%s'",
                             dark__show(list).text, dark__show(text).text, dark__show(shape->data->data.name).text);
  return DARK_OK;
}

/* The parts stand where the list stood, in the order of the values. */
static dark_status replace(dark__shape *shape, size_t list, const parts *of, const dark__node *node, dark_error *err) {
  const char *name = shape->lists[list];
  const uint32_t bit = shape->members[list];
  const size_t n_behind = shape->n_lists - list - 1, n_levels = dark_table_n_levels(shape->table, of->category);
  const char *names[DARK_MAX_LISTS] = {NULL};
  size_t k = 0;
  dark_status status = DARK_OK;
  for (size_t level = 0; status == DARK_OK && level < n_levels; level++)
    if (of->people[level] > 0)
      status = make_name(&names[k++], shape, name, dark_table_level_name(shape->table, of->category, level), node, err);
  if (status != DARK_OK) return status;
  memmove(&shape->lists[list + of->n], &shape->lists[list + 1], n_behind * sizeof *shape->lists);
  memmove(&shape->members[list + of->n], &shape->members[list + 1], n_behind * sizeof *shape->members);
  k = 0;
  for (size_t level = 0; level < n_levels; level++) {
    if (!(of->people[level] > 0)) continue;
    shape->lists[list + k] = names[k];
    shape->members[list + k++] = UINT32_C(1) << shape->n_atoms;
    shape->atoms[shape->n_atoms++] = (dark__atom){.list = bit, .is_part = true, .category = of->category, .level = level};
  }
  shape->n_lists += of->n - 1;
  return DARK_OK;
}

dark_status dark__shape_split(dark__shape *shape, const dark_step *step, const dark__node *node, dark_error *err) {
  size_t list;
  parts of = {.category = dark_table_n_categories(shape->read)};
  dark_status status = dark__shape_find_list(&list, shape, step->lists[0], node, err);
  if (status != DARK_OK) return status;
  if (shape->members[list] >> dark_table_n_lists(shape->read) != 0)
    return dark__node_fail(node, err, "list '%s' is a part of a list that is split already", dark__show(step->lists[0]).text);
  while (strcmp(dark_table_category_name(shape->table, of.category), step->column) != 0) of.category++;
  of.people = calloc(dark_table_n_levels(shape->table, of.category) + 1, sizeof *of.people);
  if (of.people == NULL) return dark__fail_memory(err);
  count_people(&of, shape, find_bit(shape, shape->members[list]));
  status = check_parts(&of, shape, step, node, err);
  if (status == DARK_OK) status = replace(shape, list, &of, node, err);
  free(of.people);
  return status;
}
