/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include <darkfigure/captures.h>

#include "base/error.h"
#include "base/keys.h"
#include "study/shape/shape.h"

/* The strata that are left and the combinations in them, as sets. */
typedef struct counting {
  const dark__shape *shape;
  size_t n_categories;
  uint32_t *key; /* [n_categories + 1] of the stratum in hand: numbers of its values after regrouping, then a history */
  dark__keys values, parts, cells, pooled;
  uint32_t bits[DARK_MAX_LISTS]; /* [lists of the table] of the same list in the table as read */
} counting;

/* A filter may have taken lists away that caught nobody else. */
static void find_bits(counting *c) {
  const dark_table *read = c->shape->read, *table = c->shape->table;
  for (size_t i = 0; i < dark_table_n_lists(table); i++)
    for (size_t list = 0; list < dark_table_n_lists(read); list++)
      if (strcmp(dark_table_list_name(table, i), dark_table_list_name(read, list)) == 0) c->bits[i] = UINT32_C(1) << list;
}

/* Levels that have become one value have its number. */
static dark_status set_stratum(counting *c, size_t stratum, dark_error *err) {
  const dark_table *table = c->shape->table;
  dark_status status = DARK_OK;
  for (size_t k = 0; status == DARK_OK && k < c->n_categories; k++) {
    const char *level = dark_table_level_name(table, k, dark_table_stratum_level(table, stratum, k));
    const char *value = dark__shape_value(c->shape, dark_table_category_name(table, k), level);
    size_t id = 0;
    status = dark__keys_add(&id, &c->values, value, strlen(value), err);
    c->key[k] = (uint32_t)id;
  }
  return status;
}

/* Bit i: on list i of those that are left. Sightings stay as they are. */
static uint32_t map_history(const counting *c, size_t stratum, uint32_t history) {
  const dark__shape *shape = c->shape;
  uint32_t as_read = 0, atoms = 0, mapped = 0;
  if (dark_table_captures(shape->table) != NULL) return history;
  for (size_t i = 0; i < dark_table_n_lists(shape->table); i++)
    if ((history >> i & 1) != 0) as_read |= c->bits[i];
  for (size_t a = 0; a < shape->n_atoms; a++) {
    const dark__atom *atom = &shape->atoms[a];
    if ((as_read & atom->list) == 0) continue;
    if (!atom->is_part || dark_table_stratum_level(shape->table, stratum, atom->category) == atom->level)
      atoms |= UINT32_C(1) << a;
  }
  for (size_t i = 0; i < shape->n_lists; i++)
    if ((atoms & shape->members[i]) != 0) mapped |= UINT32_C(1) << i;
  return mapped;
}

static dark_status count_record(counting *c, uint32_t history, dark_error *err) {
  size_t id;
  c->key[c->n_categories] = history;
  dark_status status = dark__keys_add(&id, &c->parts, c->key, c->n_categories * sizeof *c->key, err);
  if (status == DARK_OK) status = dark__keys_add(&id, &c->cells, c->key, (c->n_categories + 1) * sizeof *c->key, err);
  if (status == DARK_OK) status = dark__keys_add(&id, &c->pooled, &history, sizeof history, err);
  return status;
}

static dark_status count_stratum(dark__shape *shape, counting *c, size_t stratum, dark_error *err) {
  size_t n;
  const dark_record *records = dark_table_records(shape->table, stratum, &n);
  dark_status status = set_stratum(c, stratum, err);
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    const uint32_t history = map_history(c, stratum, (uint32_t)records[i].history);
    if (history == 0) continue;
    shape->n_people += records[i].count;
    status = count_record(c, history, err);
  }
  return status;
}

dark_status dark__shape_count(dark__shape *shape, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(shape->read);
  uint32_t *key = calloc(n_categories + 1, sizeof *key);
  counting c = {.shape = shape, .n_categories = n_categories, .key = key};
  find_bits(&c);
  dark_status status = key == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t s = 0; status == DARK_OK && s < dark_table_n_strata(shape->table); s++) status = count_stratum(shape, &c, s, err);
  const bool is_pooled = c.n_categories > 0 && c.parts.n > 0;
  shape->n_parts = c.parts.n + (is_pooled ? 1 : 0);
  shape->n_records = c.cells.n + (is_pooled ? c.pooled.n : 0);
  free(key);
  dark__keys_free(&c.values);
  dark__keys_free(&c.parts);
  dark__keys_free(&c.cells);
  dark__keys_free(&c.pooled);
  return status;
}
