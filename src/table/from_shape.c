/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/show.h"
#include "base/text.h"
#include "table/assemble.h"
#include "table/columns/names_check.h"

/* ---- A table without people */

static dark_status take_levels(dark__category_values *taken, const dark_category *category, dark_error *err) {
  const dark__shown name = dark__show(category->name);
  if (category->n_levels > 0 && category->levels == NULL)
    return dark__fail(err, DARK_EUSAGE, "the levels of category %s are NULL", name.text);
  dark_status status = dark__names_check("level", "levels", category->levels, category->n_levels, err);
  for (size_t i = 0; status == DARK_OK && i < category->n_levels; i++) {
    size_t id;
    const char *level = category->levels[i];
    if (strcmp(level, DARK__LEVEL_ALL) == 0) {
      return dark__fail(err, DARK_EUSAGE, "'%s' stands for all values in results and cannot be a value of %s", level, name.text);
    }
    status = dark__keys_add(&id, &taken->values, level, strlen(level), err);
  }
  return status;
}

/* *n_strata = combinations of levels. */
static dark_status take_categories(dark__categories *taken, size_t *n_strata, const dark_category *categories, size_t n,
                                   dark_error *err) {
  *n_strata = 1;
  taken->all = calloc(n + 1, sizeof *taken->all);
  const char **names = calloc(n + 1, sizeof *names);
  dark_status status = taken->all == NULL || names == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < n; c++) names[c] = taken->all[c].name = categories[c].name;
  if (status == DARK_OK) status = dark__names_check("category", "categories", names, n, err);
  free(names);
  for (size_t c = 0; status == DARK_OK && c < n; c++) {
    taken->n = c + 1;
    status = take_levels(&taken->all[c], &categories[c], err);
    if (status == DARK_OK && *n_strata * categories[c].n_levels > DARK_MAX_STRATA)
      status = dark__fail(err, DARK_ELIMIT, "more than %d combinations of categories", DARK_MAX_STRATA);
    *n_strata *= categories[c].n_levels;
  }
  return status;
}

dark_status dark_table_new_empty(dark_table **out, const char *const *lists, size_t n_lists, const dark_category *categories,
                                 size_t n_categories, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE_ARRAY(lists, n_lists, err);
  DARK__REQUIRE_ARRAY(categories, n_categories, err);
  dark__categories taken = {0};
  const dark__cells nobody = {.n_levels = n_categories};
  dark__draft draft = {.lists = lists, .n_lists = n_lists, .kept_lists = UINT64_MAX, .categories = &taken, .cells = &nobody};
  dark_table *table = NULL;
  dark_status status = dark__list_names_check(lists, n_lists, err);
  if (status == DARK_OK) status = take_categories(&taken, &draft.n_strata, categories, n_categories, err);
  if (status == DARK_OK) {
    table = calloc(1, sizeof *table);
    status = table == NULL ? dark__fail_memory(err) : dark__table_assemble(table, &draft, err);
  }
  dark__categories_free(&taken);
  if (status == DARK_OK) *out = table;
  else dark_table_free(table);
  return status;
}

/* ---- People in the shape of another table */

static bool copy_text(char **to, const char *text) {
  *to = dark__copy_text(text, strlen(text));
  return *to != NULL;
}

static bool copy_category(dark__category *to, const dark__category *from) {
  to->levels = calloc(from->n_levels + 1, sizeof *to->levels);
  if (to->levels == NULL || !copy_text(&to->name, from->name)) return false;
  for (size_t i = 0; i < from->n_levels; i++) {
    if (!copy_text(&to->levels[i], from->levels[i])) return false;
    to->n_levels = i + 1;
  }
  return true;
}

static bool copy_shape(dark_table *to, const dark_table *from) {
  to->lists = calloc(from->n_lists, sizeof *to->lists);
  to->categories = calloc(from->n_categories + 1, sizeof *to->categories);
  to->strata = calloc(from->n_strata + 1, sizeof *to->strata);
  if (to->lists == NULL || to->categories == NULL || to->strata == NULL) return false;
  to->n_strata = from->n_strata;
  to->n_occasions = from->n_occasions;
  for (size_t l = 0; l < from->n_lists; l++) {
    to->lists[l].position = from->lists[l].position;
    to->lists[l].occasion = from->lists[l].occasion;
    if (!copy_text(&to->lists[l].name, from->lists[l].name)) return false;
    to->n_lists = l + 1;
  }
  for (size_t c = 0; c < from->n_categories; c++) {
    to->n_categories = c + 1;
    if (!copy_category(&to->categories[c], &from->categories[c])) return false;
  }
  return true;
}

static dark_status check_cell(const dark_cell *cell, size_t i, const dark_table *table, dark_error *err) {
  if (cell->stratum >= table->n_strata) return dark__fail(err, DARK_EUSAGE, "cell %zu names a stratum beyond the last", i + 1);
  if (cell->history == 0) return dark__fail(err, DARK_EUSAGE, "cell %zu is of people on no list", i + 1);
  if (cell->history > UINT64_MAX >> (64 - table->n_lists))
    return dark__fail(err, DARK_EUSAGE, "cell %zu names a list beyond the last", i + 1);
  if (!(cell->count >= 0) || cell->count != floor(cell->count)) {
    return dark__fail(err, DARK_EUSAGE, "cell %zu: %g is no number of people", i + 1, cell->count);
  }
  if (table->n_people + cell->count > DARK_MAX_COUNT) {
    return dark__fail(err, DARK_ELIMIT, "more than %u people with cell %zu", DARK_MAX_COUNT, i + 1);
  }
  return DARK_OK;
}

static dark_status count_cells(dark_table *table, const dark_cell *cells, size_t n, dark_error *err) {
  for (size_t i = 0; i < n; i++) {
    const dark_status status = check_cell(&cells[i], i, table, err);
    if (status != DARK_OK) return status;
    dark__stratum *stratum = &table->strata[cells[i].stratum];
    stratum->n_records += cells[i].count > 0;
    stratum->n_observed += cells[i].count;
    table->n_people += cells[i].count;
  }
  return DARK_OK;
}

static int compare_records(const void *a, const void *b) {
  const dark_record *x = a, *y = b;
  return (x->history > y->history) - (x->history < y->history);
}

/* Sort the records and add up those of equal history; drawn tables are sorted already. */
static void tidy_records(dark__stratum *stratum) {
  size_t n = 0;
  bool is_sorted = true;
  for (size_t i = 1; i < stratum->n_records; i++)
    is_sorted = is_sorted && stratum->records[i - 1].history < stratum->records[i].history;
  if (is_sorted) return;
  qsort(stratum->records, stratum->n_records, sizeof *stratum->records, compare_records);
  for (size_t i = 1; i < stratum->n_records; i++) {
    if (stratum->records[i].history == stratum->records[n].history) stratum->records[n].count += stratum->records[i].count;
    else stratum->records[++n] = stratum->records[i];
  }
  stratum->n_records = n + 1;
}

static dark_status fill_strata(dark_table *table, const dark_cell *cells, size_t n, dark_error *err) {
  for (size_t s = 0; s < table->n_strata; s++) {
    dark__stratum *stratum = &table->strata[s];
    if (stratum->n_records == 0) continue;
    stratum->records = calloc(stratum->n_records, sizeof *stratum->records);
    if (stratum->records == NULL) return dark__fail_memory(err);
    stratum->n_records = 0;
  }
  for (size_t i = 0; i < n; i++) {
    dark__stratum *stratum = &table->strata[cells[i].stratum];
    if (cells[i].count > 0) stratum->records[stratum->n_records++] = (dark_record){cells[i].history, cells[i].count};
  }
  for (size_t s = 0; s < table->n_strata; s++) tidy_records(&table->strata[s]);
  return DARK_OK;
}

dark_status dark_table_new_like(dark_table **out, const dark_table *like, const dark_cell *cells, size_t n, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(like, err);
  DARK__REQUIRE_ARRAY(cells, n, err);
  dark_table *table = calloc(1, sizeof *table);
  dark_status status = table == NULL || !copy_shape(table, like) ? dark__fail_memory(err) : count_cells(table, cells, n, err);
  if (status == DARK_OK) status = fill_strata(table, cells, n, err);
  if (status == DARK_OK) *out = table;
  else dark_table_free(table);
  return status;
}
