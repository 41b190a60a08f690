/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the people of each cell of the finest table go: to which stratum and combination of lists of the scenario's table. */
#include "study/scene/from_shape.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "table/columns/categories.h"
#include "table/occasions.h"

/* ---- names in the finest table */

static size_t find_category(const dark_table *table, const char *name) {
  size_t c = 0;
  while (c < dark_table_n_categories(table) && strcmp(dark_table_category_name(table, c), name) != 0) c++;
  return c < dark_table_n_categories(table) ? c : DARK__NONE;
}

static size_t find_level(const dark_table *table, size_t category, const char *name) {
  for (size_t i = 0; i < dark_table_n_levels(table, category); i++)
    if (strcmp(dark_table_level_name(table, category, i), name) == 0) return i;
  return DARK__NONE;
}

static const char *level_of(const dark_table *table, size_t stratum, size_t category) {
  return dark_table_level_name(table, category, dark_table_stratum_level(table, stratum, category));
}

/* ---- who stays */

static bool has_member(const dark_group *group, const char *value) {
  for (size_t i = 0; i < group->n_members; i++)
    if (strcmp(dark__category_value(group->members[i]), value) == 0) return true;
  return false;
}

/* Whether the filters of the scenario let a value of a column through. */
static bool is_kept(const dark__scene_shape *of, const char *column, const char *value) {
  const dark_study_scenario *scenario = &of->shape->scenario->scenario;
  for (size_t i = 0; i < scenario->n_steps; i++) {
    const dark_step *step = &scenario->steps[i];
    if (step->kind == DARK_STEP_WHERE && strcmp(step->column, column) == 0 && !has_member(&step->groups[0], value)) return false;
  }
  return true;
}

static bool keeps(const dark__scene_shape *of, size_t stratum) {
  for (size_t c = 0; c < dark_table_n_categories(of->fine); c++)
    if (!is_kept(of, dark_table_category_name(of->fine, c), level_of(of->fine, stratum, c))) return false;
  return true;
}

/* ---- combinations of lists */

static void find_atoms(dark__scene_shape *of) {
  const dark__shape *shape = of->shape;
  for (size_t a = 0; a < shape->n_atoms; a++) {
    of->atoms[a] = shape->atoms[a];
    if (!shape->atoms[a].is_part) continue;
    const size_t category = shape->atoms[a].category;
    of->atoms[a].category = find_category(of->fine, dark_table_category_name(shape->table, category));
    of->atoms[a].level =
        find_level(of->fine, of->atoms[a].category, dark_table_level_name(shape->table, category, shape->atoms[a].level));
  }
}

/* Bit i: on list i of the shape. */
static uint32_t map_lists(const dark__scene_shape *of, size_t stratum, uint32_t history) {
  const dark__shape *shape = of->shape;
  uint32_t atoms = 0, mapped = 0;
  for (size_t a = 0; a < shape->n_atoms; a++) {
    const dark__atom *atom = &of->atoms[a];
    if ((history & atom->list) == 0) continue;
    if (!atom->is_part || dark_table_stratum_level(of->fine, stratum, atom->category) == atom->level) atoms |= UINT32_C(1) << a;
  }
  for (size_t i = 0; i < shape->n_lists; i++)
    if ((atoms & shape->members[i]) != 0) mapped |= UINT32_C(1) << i;
  return mapped;
}

uint32_t dark__scene_history(const dark__scene_shape *of, size_t stratum, uint32_t history) {
  const uint32_t lists = map_lists(of, stratum, history);
  uint32_t mapped = 0;
  for (size_t i = 0; i < of->shape->n_lists; i++)
    if ((lists >> i & 1) != 0) mapped |= of->bits[i];
  return mapped;
}

/* ---- the table without people */

/* Lists of the shape that catch somebody; all when nobody is left. */
static uint32_t find_used(const dark__scene_shape *of) {
  uint32_t used = 0;
  for (size_t s = 0; s < dark_table_n_strata(of->fine); s++) {
    size_t n;
    const dark_record *records = dark_table_records(of->fine, s, &n);
    if (of->to[s] == DARK__NONE) continue;
    for (size_t i = 0; i < n; i++) used |= map_lists(of, s, (uint32_t)records[i].history);
  }
  return used == 0 ? UINT32_MAX : used;
}

/* Whether anybody has a value, before and after the filters. */
typedef struct people {
  bool before, after;
} people;

/* [levels] of a category of the finest table. The caller's to free(); NULL: no memory. */
static people *look_for_people(const dark__scene_shape *of, size_t category) {
  people *found = calloc(dark_table_n_levels(of->fine, category) + 1, sizeof *found);
  for (size_t s = 0; found != NULL && s < dark_table_n_strata(of->fine); s++) {
    if (!(dark_table_n_observed(of->fine, s) > 0)) continue;
    people *here = &found[dark_table_stratum_level(of->fine, s, category)];
    here->before = true;
    here->after = here->after || of->to[s] != DARK__NONE;
  }
  return found;
}

/* Values of a category as they are called after regrouping: those that have people, and those that were only expected. */
static dark_status collect_levels(dark__keys *values, const dark__scene_shape *of, size_t category, dark_error *err) {
  const char *column = dark_table_category_name(of->fine, category);
  people *found = look_for_people(of, category);
  dark_status status = found == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t level = 0; status == DARK_OK && level < dark_table_n_levels(of->fine, category); level++) {
    const char *name = dark_table_level_name(of->fine, category, level), *value = dark__shape_value(of->shape, column, name);
    size_t id;
    if (found[level].before ? found[level].after : is_kept(of, column, name))
      status = dark__keys_add(&id, values, value, strlen(value), err);
  }
  free(found);
  return status;
}

static dark_status point_at_levels(dark_category *category, const dark__keys *values, dark_error *err) {
  const char **levels = calloc(values->n + 1, sizeof *levels);
  if (levels == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < values->n; i++) levels[i] = dark__keys_at(values, i);
  category->levels = levels;
  category->n_levels = values->n;
  return DARK_OK;
}

static dark_status make_table(dark_table **out, dark__scene_shape *of, const dark_category *categories, size_t n,
                              dark_error *err) {
  const uint32_t used = find_used(of);
  const char *lists[DARK_MAX_LISTS];
  size_t n_lists = 0;
  for (size_t i = 0; i < of->shape->n_lists; i++)
    if ((used >> i & 1) != 0) lists[n_lists++] = of->shape->lists[i];
  const dark_status status = dark_table_new_empty(out, lists, n_lists, categories, n, err);
  if (status == DARK_OK) dark__table_keep_occasions(*out, of->shape->lists, of->shape->n_lists, of->fine);
  for (size_t i = 0; status == DARK_OK && i < of->shape->n_lists; i++)
    for (size_t l = 0; l < n_lists; l++)
      if (strcmp(dark_table_list_name(*out, l), of->shape->lists[i]) == 0) of->bits[i] = UINT32_C(1) << l;
  return status;
}

static dark_status make_categories(dark_table **out, dark__scene_shape *of, dark__keys *values, dark_category *categories,
                                   size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < n; c++) {
    categories[c].name = dark_table_category_name(of->fine, c);
    status = collect_levels(&values[c], of, c, err);
    if (status == DARK_OK) status = point_at_levels(&categories[c], &values[c], err);
  }
  return status == DARK_OK ? make_table(out, of, categories, n, err) : status;
}

/* ---- strata */

/* Which strata of the finest table the filters let through; where to is found once there is a table. */
static dark_status filter_strata(dark__scene_shape *of, dark_error *err) {
  const size_t n = dark_table_n_strata(of->fine);
  of->to = calloc(n + 1, sizeof *of->to);
  if (of->to == NULL) return dark__fail_memory(err);
  for (size_t s = 0; s < n; s++) of->to[s] = keeps(of, s) ? 0 : DARK__NONE;
  return DARK_OK;
}

/* Number in the table of each level of a category of the finest one, DARK__NONE for those that are left out. */
static void number_levels(size_t *numbers, const dark__scene_shape *of, const dark_table *table, size_t category) {
  const char *column = dark_table_category_name(of->fine, category);
  for (size_t level = 0; level < dark_table_n_levels(of->fine, category); level++)
    numbers[level] =
        find_level(table, category, dark__shape_value(of->shape, column, dark_table_level_name(of->fine, category, level)));
}

/* The last category varies fastest. */
static dark_status number_strata(dark__scene_shape *of, const dark_table *table, dark_error *err) {
  for (size_t c = 0; c < dark_table_n_categories(table); c++) {
    size_t *numbers = calloc(dark_table_n_levels(of->fine, c) + 1, sizeof *numbers);
    if (numbers == NULL) return dark__fail_memory(err);
    number_levels(numbers, of, table, c);
    for (size_t s = 0; s < dark_table_n_strata(of->fine); s++) {
      const size_t number = numbers[dark_table_stratum_level(of->fine, s, c)];
      if (of->to[s] == DARK__NONE) continue;
      of->to[s] = number == DARK__NONE ? DARK__NONE : of->to[s] * dark_table_n_levels(table, c) + number;
    }
    free(numbers);
  }
  return DARK_OK;
}

dark_status dark__scene_shape_make(dark_table **out, dark__scene_shape *of, const dark__shape *shape, const dark__decks *decks,
                                   dark_error *err) {
  const size_t n = dark_table_n_categories(decks->coarse);
  *out = NULL;
  *of = (dark__scene_shape){.shape = shape, .fine = decks->fine};
  find_atoms(of);
  dark_status status = filter_strata(of, err);
  if (status != DARK_OK) return status;
  dark__keys *values = calloc(n + 1, sizeof *values);
  dark_category *categories = calloc(n + 1, sizeof *categories);
  status = values == NULL || categories == NULL ? dark__fail_memory(err) : make_categories(out, of, values, categories, n, err);
  if (status == DARK_OK) status = number_strata(of, *out, err);
  for (size_t c = 0; c < n; c++) {
    if (values != NULL) dark__keys_free(&values[c]);
    if (categories != NULL) free((void *)categories[c].levels);
  }
  free(values);
  free(categories);
  return status;
}

void dark__scene_shape_clear(dark__scene_shape *of) {
  free(of->to);
  of->to = NULL;
}
