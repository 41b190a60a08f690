/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/assemble.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* Where the parts of a draft go in the sorted table. */
typedef struct sorting {
  uint64_t list_bits[DARK_MAX_TABLE_LISTS]; /* bit of the table for each list of the draft; 0: not kept */
  size_t *ranks;                            /* the rank of each value of each category, one category behind the other */
  size_t *strata;                           /* [n cells] */
  uint32_t *sightings;                      /* [n sightings] the place of each in the table; NULL: there are lists */
} sorting;

static int compare_lists(const void *a, const void *b) {
  return strcmp(((const dark__list *)a)->name, ((const dark__list *)b)->name);
}

static int compare_texts(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int compare_records(const void *a, const void *b) {
  const dark_record *x = a, *y = b;
  return (x->history > y->history) - (x->history < y->history);
}

static dark_status sort_lists(sorting *sorted, dark_table *table, const dark__draft *draft, dark_error *err) {
  size_t places[DARK_MAX_TABLE_LISTS]; /* in the draft, by position */
  table->lists = calloc(draft->n_lists, sizeof *table->lists);
  if (table->lists == NULL) return dark__fail_memory(err);
  table->n_occasions = draft->occasions == NULL ? draft->n_lists : draft->n_occasions;
  for (size_t i = 0; i < draft->n_lists; i++) {
    if ((draft->kept_lists >> i & 1) == 0) continue;
    dark__list *list = &table->lists[table->n_lists];
    places[table->n_lists] = i;
    list->position = table->n_lists;
    list->occasion = draft->occasions == NULL ? i : draft->occasions[i];
    list->name = dark__copy_text(draft->lists[i], strlen(draft->lists[i]));
    if (list->name == NULL) return dark__fail_memory(err);
    table->n_lists++;
  }
  qsort(table->lists, table->n_lists, sizeof *table->lists, compare_lists);
  for (size_t l = 0; l < table->n_lists; l++) sorted->list_bits[places[table->lists[l].position]] = UINT64_C(1) << l;
  return DARK_OK;
}

static dark_status copy_category(dark__category *category, const dark__category_values *draft, dark_error *err) {
  category->name = dark__copy_text(draft->name, strlen(draft->name));
  category->levels = calloc(draft->values.n + 1, sizeof *category->levels);
  if (category->name == NULL || category->levels == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < draft->values.n; i++) {
    const char *value = dark__keys_at(&draft->values, i);
    category->levels[i] = dark__copy_text(value, strlen(value));
    if (category->levels[i] == NULL) return dark__fail_memory(err);
    category->n_levels++;
  }
  qsort(category->levels, category->n_levels, sizeof *category->levels, compare_texts);
  return DARK_OK;
}

static void rank_values(size_t *ranks, const dark__category *category, const dark__keys *values) {
  for (size_t i = 0; i < values->n; i++) {
    const char *value = dark__keys_at(values, i);
    char **level = bsearch(&value, category->levels, category->n_levels, sizeof *category->levels, compare_texts);
    ranks[i] = (size_t)(level - category->levels);
  }
}

static dark_status sort_categories(sorting *sorted, dark_table *table, const dark__categories *draft, dark_error *err) {
  size_t n_values = 0;
  for (size_t c = 0; c < draft->n; c++) n_values += draft->all[c].values.n;
  sorted->ranks = calloc(n_values + 1, sizeof *sorted->ranks);
  table->categories = calloc(draft->n + 1, sizeof *table->categories);
  if (sorted->ranks == NULL || table->categories == NULL) return dark__fail_memory(err);
  size_t *ranks = sorted->ranks;
  for (size_t c = 0; c < draft->n; c++) {
    table->n_categories = c + 1;
    const dark_status status = copy_category(&table->categories[c], &draft->all[c], err);
    if (status != DARK_OK) return status;
    rank_values(ranks, &table->categories[c], &draft->all[c].values);
    ranks += draft->all[c].values.n;
  }
  return DARK_OK;
}

/* The last category varies fastest. */
static size_t stratum_of(const sorting *sorted, const dark_table *table, const dark__cells *cells, size_t i) {
  size_t stratum = 0;
  const size_t *ranks = sorted->ranks;
  for (size_t c = 0; c < table->n_categories; c++) {
    stratum = stratum * table->categories[c].n_levels + ranks[dark__cells_level(cells, i, c)];
    ranks += table->categories[c].n_levels;
  }
  return stratum;
}

static dark_status sort_sightings(sorting *sorted, dark_table *table, const dark__sightings *sightings, dark_error *err) {
  if (sightings == NULL) return DARK_OK;
  sorted->sightings = calloc(sightings->keys.n + 1, sizeof *sorted->sightings);
  if (sorted->sightings == NULL) return dark__fail_memory(err);
  return dark__sightings_sort(&table->captures, sorted->sightings, sightings, err);
}

static uint64_t sort_history(const sorting *sorted, uint64_t history) {
  if (sorted->sightings != NULL) return sorted->sightings[history - 1] + 1;
  uint64_t out = 0;
  for (; history != 0; history &= history - 1) out |= sorted->list_bits[__builtin_ctzll(history)];
  return out;
}

/* Room for the records of every stratum. */
static dark_status allocate_strata(sorting *sorted, dark_table *table, const dark__draft *draft, dark_error *err) {
  const dark__cells *cells = draft->cells;
  table->strata = calloc(draft->n_strata + 1, sizeof *table->strata);
  sorted->strata = calloc(cells->keys.n + 1, sizeof *sorted->strata);
  if (table->strata == NULL || sorted->strata == NULL) return dark__fail_memory(err);
  table->n_strata = draft->n_strata;
  for (size_t i = 0; i < cells->keys.n; i++) {
    sorted->strata[i] = stratum_of(sorted, table, cells, i);
    if (cells->counts[i] > 0) table->strata[sorted->strata[i]].n_records++;
  }
  for (size_t s = 0; s < table->n_strata; s++) {
    dark__stratum *stratum = &table->strata[s];
    if (stratum->n_records == 0) continue;
    stratum->records = calloc(stratum->n_records, sizeof *stratum->records);
    if (stratum->records == NULL) return dark__fail_memory(err);
    stratum->n_records = 0;
  }
  return DARK_OK;
}

static void fill_strata(const sorting *sorted, dark_table *table, const dark__cells *cells) {
  for (size_t i = 0; i < cells->keys.n; i++) {
    if (cells->counts[i] == 0) continue;
    const double count = (double)cells->counts[i];
    dark__stratum *stratum = &table->strata[sorted->strata[i]];
    if (stratum->records == NULL) continue; /* none is: they were made for these cells */
    stratum->records[stratum->n_records++] = (dark_record){sort_history(sorted, dark__cells_history(cells, i)), count};
    stratum->n_observed += count;
    table->n_people += count;
  }
  for (size_t s = 0; s < table->n_strata; s++) {
    dark__stratum *stratum = &table->strata[s];
    if (stratum->n_records > 1) qsort(stratum->records, stratum->n_records, sizeof *stratum->records, compare_records);
  }
}

dark_status dark__table_assemble(dark_table *table, const dark__draft *draft, dark_error *err) {
  sorting sorted = {.ranks = NULL};
  dark_status status = sort_lists(&sorted, table, draft, err);
  if (status == DARK_OK) status = sort_categories(&sorted, table, draft->categories, err);
  if (status == DARK_OK) status = sort_sightings(&sorted, table, draft->sightings, err);
  if (status == DARK_OK) status = allocate_strata(&sorted, table, draft, err);
  if (status == DARK_OK) fill_strata(&sorted, table, draft->cells);
  free(sorted.ranks);
  free(sorted.strata);
  free(sorted.sightings);
  return status;
}
