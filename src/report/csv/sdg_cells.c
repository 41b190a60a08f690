/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of the table of 16.2.2, all sums among them, and how they are protected together. Parts are the strata of the detected people. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "disclosure/coarse.h"
#include "report/csv/sdg.h"
#include "report/words/names.h"
#include "report/words/rows.h"
#include "result/margins.h"

static const char ALL[] = "(all)";

/* ---- Which cells there are */

static size_t category_of(const dark_table *table, const char *name) {
  size_t c = 0;
  while (strcmp(dark_table_category_name(table, c), name) != 0) c++;
  return c;
}

dark__sdg_cells dark__sdg_cells_of(const dark__sdg *of) {
  dark__sdg_cells cells = {.n = 1};
  for (size_t i = 0; i < DARK__N_SDG; i++) {
    cells.categories[i] = category_of(of->detected, of->columns[i]);
    cells.n_levels[i] = dark_table_n_levels(of->detected, cells.categories[i]) + 1;
    cells.n *= cells.n_levels[i];
  }
  return cells;
}

/* Level i of a category, "(all)" behind the last. */
static const char *level_at(const dark_table *table, size_t category, size_t i) {
  return i < dark_table_n_levels(table, category) ? dark_table_level_name(table, category, i) : ALL;
}

void dark__sdg_levels(const char **levels, const dark__sdg *of, const dark__sdg_cells *cells, size_t cell) {
  for (size_t i = DARK__N_SDG; i-- > 0; cell /= cells->n_levels[i])
    levels[i] = level_at(of->detected, cells->categories[i], cell % cells->n_levels[i]);
}

static size_t place_of(const dark__sdg *of, size_t category, const char *level) {
  size_t i = 0;
  while (i < dark_table_n_levels(of->detected, category) && strcmp(level_at(of->detected, category, i), level) != 0) i++;
  return i;
}

static bool covers(const dark__sdg *of, const dark__sdg_cells *cells, const char *const *levels, size_t stratum) {
  for (size_t i = 0; i < DARK__N_SDG; i++) {
    const size_t level = dark_table_stratum_level(of->detected, stratum, cells->categories[i]);
    if (!dark__is_all(levels[i]) && strcmp(levels[i], level_at(of->detected, cells->categories[i], level)) != 0) return false;
  }
  return true;
}

double dark__sdg_people(const dark__sdg *of, const dark__sdg_cells *cells, const char *const *levels) {
  double sum = 0;
  for (size_t s = 0; s < dark_table_n_strata(of->detected); s++)
    if (covers(of, cells, levels, s)) sum += dark_table_n_observed(of->detected, s);
  return sum;
}

bool dark__sdg_take_levels(const char **levels, const dark__sdg *of, const dark_row *row) {
  for (size_t c = 0; c < of->results->n_categories; c++) {
    bool is_one = false;
    for (size_t i = 0; i < DARK__N_SDG; i++) {
      if (strcmp(of->columns[i], of->results->categories[c]) != 0) continue;
      levels[i] = row->levels[c];
      is_one = true;
    }
    if (!is_one && !dark__is_all(row->levels[c])) return false;
  }
  return true;
}

/* ---- What is protected */

static double *count_people(const dark_table *table) {
  const size_t n = dark_table_n_strata(table);
  double *people = calloc(n + 1, sizeof *people);
  for (size_t s = 0; people != NULL && s < n; s++) people[s] = dark_table_n_observed(table, s);
  return people;
}

/* People of each stratum on the list. */
static dark_status add_agency(dark__release *release, const dark_table *table, size_t list, dark_error *err) {
  double *known = calloc(dark_table_n_strata(table) + 1, sizeof *known);
  if (known == NULL) return dark__fail_memory(err);
  for (size_t s = 0; s < dark_table_n_strata(table); s++) {
    dark__margins margins = dark__margins_start(table);
    dark__margins_add(&margins, table, s);
    known[s] = margins.sizes[list];
  }
  const dark_status status = dark__release_add_agency(release, known, err);
  free(known);
  return status;
}

static bool same_levels(const char *const *a, const char *const *b) {
  for (size_t i = 0; i < DARK__N_SDG; i++)
    if (strcmp(a[i], b[i]) != 0) return false;
  return true;
}

/* Limits of an estimate are never below the people who are known, so that they tell of these; it matters where a cell is rounded. */
static double most_of(const dark__sdg *of, const char *const *levels, double k) {
  double most = INFINITY;
  for (size_t r = 0; r < of->results->n_rows; r++) {
    const char *own[DARK__N_SDG] = {ALL, ALL, ALL};
    const double lower = of->results->rows[r].interval.lower;
    if (!isfinite(lower) || !dark__sdg_take_levels(own, of, &of->results->rows[r]) || !same_levels(own, levels)) continue;
    most = fmin(most, floor(dark__coarse(lower, k, NAN) + dark__coarse_unit(lower, k) / 2));
  }
  return most;
}

/* Whether people of these levels have an estimate: with a stratum's number that is not printed, it goes. */
static bool has_estimate(const dark__sdg *of, const char *const *levels) {
  for (size_t r = 0; r < of->results->n_rows; r++) {
    const char *own[DARK__N_SDG] = {ALL, ALL, ALL};
    const dark_row *row = &of->results->rows[r];
    if (dark__row_has_estimate(row) && dark__sdg_take_levels(own, of, row) && same_levels(own, levels)) return true;
  }
  return false;
}

static dark__worth worth_of(const dark__sdg *of, const char *const *levels) {
  const bool is_sum = dark__is_all(levels[0]) || dark__is_all(levels[1]) || dark__is_all(levels[2]);
  return is_sum ? DARK__WORTH_SUM : has_estimate(of, levels) ? DARK__WORTH_ESTIMATED : DARK__WORTH_ASIDE;
}

/* Lists that are left out of the estimate know people whom its limits say nothing about. */
static dark_status add_cell(dark__sdg_protection *to, const dark__sdg *of, const dark__sdg_cells *cells, size_t cell,
                            size_t *parts, dark_error *err) {
  const char *levels[DARK__N_SDG];
  size_t n = 0;
  double people = 0;
  dark__sdg_levels(levels, of, cells, cell);
  for (size_t s = 0; s < dark_table_n_strata(of->detected); s++) {
    if (!covers(of, cells, levels, s)) continue;
    people += to->release.parts[s];
    parts[n++] = s;
  }
  const double most = most_of(of, levels, to->release.k);
  return dark__release_add(&to->release, &to->cells[cell], parts, n, worth_of(of, levels), most < people ? INFINITY : most, err);
}

static dark_status add_all(dark__sdg_protection *to, const dark__sdg *of, dark_error *err) {
  const dark__sdg_cells cells = dark__sdg_cells_of(of);
  size_t *parts = calloc(dark_table_n_strata(of->detected) + 1, sizeof *parts);
  to->cells = calloc(cells.n, sizeof *to->cells);
  dark_status status = parts == NULL || to->cells == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t cell = 0; status == DARK_OK && cell < cells.n; cell++) status = add_cell(to, of, &cells, cell, parts, err);
  for (size_t l = 0; status == DARK_OK && l < dark_table_n_lists(of->detected); l++)
    status = add_agency(&to->release, of->detected, l, err);
  free(parts);
  return status;
}

dark_status dark__sdg_protect(dark__sdg_protection *to, dark__sdg *of, double k, dark_error *err) {
  double *people = count_people(of->detected);
  *to = (dark__sdg_protection){0};
  if (people == NULL) return dark__fail_memory(err);
  dark_status status = dark__release_init(&to->release, k, false, people, dark_table_n_strata(of->detected), err);
  free(people);
  if (status == DARK_OK) status = add_all(to, of, err);
  if (status == DARK_OK) status = dark__protect(&to->done, &to->release, err);
  if (status == DARK_OK) of->protection = to;
  return status;
}

void dark__sdg_protection_clear(dark__sdg_protection *protection) {
  dark__release_clear(&protection->release);
  free(protection->cells);
  *protection = (dark__sdg_protection){0};
}

const dark__cell *dark__sdg_cell(const dark__sdg *of, size_t cell) {
  const dark__sdg_protection *protection = of->protection;
  if (protection == NULL || protection->cells[cell] == DARK__NOBODY) return NULL;
  return &protection->release.cells[protection->cells[cell]];
}

const dark__cell *dark__sdg_cell_of(const dark__sdg *of, const char *const *levels) {
  const dark__sdg_cells cells = dark__sdg_cells_of(of);
  size_t cell = 0;
  for (size_t i = 0; i < DARK__N_SDG; i++) cell = cell * cells.n_levels[i] + place_of(of, cells.categories[i], levels[i]);
  return dark__sdg_cell(of, cell);
}
