/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { SUMMED = -1 };

/* How many targets sum over the categories in `summed`: one for each combination of levels of the others. */
static size_t n_combinations(const dark_table *table, unsigned summed) {
  size_t n = 1;
  for (size_t k = 0; k < dark_table_n_categories(table); k++)
    if (((summed >> k) & 1) == 0) n *= dark_table_n_levels(table, k);
  return n;
}

static size_t count_targets(const dark_table *table, size_t *n_members) {
  const unsigned n_sets = 1u << dark_table_n_categories(table);
  size_t n = 0;
  for (unsigned summed = 0; summed < n_sets; summed++) n += n_combinations(table, summed);
  *n_members = (size_t)n_sets * dark_table_n_strata(table);
  return n;
}

/* The levels of combination `index` (the last category varies fastest). */
static void set_levels(int *levels, const dark_table *table, unsigned summed, size_t index) {
  for (size_t k = dark_table_n_categories(table); k-- > 0;) {
    levels[k] = SUMMED;
    if ((summed >> k) & 1) continue;
    const size_t n_levels = dark_table_n_levels(table, k);
    levels[k] = (int)(index % n_levels);
    index /= n_levels;
  }
}

/* The combination that a stratum belongs to. */
static size_t index_of(const dark_table *table, unsigned summed, size_t stratum) {
  size_t index = 0;
  for (size_t k = 0; k < dark_table_n_categories(table); k++)
    if (((summed >> k) & 1) == 0) index = index * dark_table_n_levels(table, k) + dark_table_stratum_level(table, stratum, k);
  return index;
}

/* Strata go to their targets from the last to the first: where a target ends moves to where it begins, which is where the one before it ends. */
static void add_targets(dark__targets *targets, const dark_table *table, unsigned summed) {
  const size_t n = n_combinations(table, summed), n_strata = dark_table_n_strata(table);
  size_t *starts = targets->starts + targets->n;
  for (size_t index = 0; index < n; index++)
    set_levels(targets->levels + (targets->n + index) * targets->n_categories, table, summed, index);
  for (size_t s = 0; s < n_strata; s++) starts[index_of(table, summed, s) + 1]++;
  for (size_t index = 0; index < n; index++) starts[index + 1] += starts[index];
  for (size_t s = n_strata; s-- > 0;) targets->strata[--starts[index_of(table, summed, s) + 1]] = s;
  memmove(starts, starts + 1, n * sizeof *starts);
  starts[n] = starts[0] + n_strata;
  targets->n += n;
}

dark_status dark__targets_make(dark__targets *targets, const dark_table *table, dark_error *err) {
  const size_t n_categories = dark_table_n_categories(table);
  size_t n_members;
  *targets = (dark__targets){.n_categories = n_categories};
  if (n_categories > DARK__MOST_CATEGORIES)
    return dark__fail(err, DARK_ELIMIT, "%zu category columns have too many margins; at most %d can be used at once",
                      n_categories, (int)DARK__MOST_CATEGORIES);
  const size_t n = count_targets(table, &n_members);
  targets->starts = calloc(n + 1, sizeof *targets->starts);
  targets->strata = calloc(n_members + 1, sizeof *targets->strata);
  targets->levels = calloc(n * n_categories + 1, sizeof *targets->levels);
  if (targets->starts == NULL || targets->strata == NULL || targets->levels == NULL) return dark__fail_memory(err);
  for (int n_summed = 0; n_summed <= (int)n_categories; n_summed++)
    for (unsigned summed = 0; summed < 1u << n_categories; summed++)
      if (__builtin_popcount(summed) == n_summed) add_targets(targets, table, summed);
  return DARK_OK;
}

void dark__targets_clear(dark__targets *targets) {
  free(targets->starts);
  free(targets->strata);
  free(targets->levels);
  *targets = (dark__targets){0};
}

const char *dark__targets_level(const dark__targets *targets, const dark_table *table, size_t target, size_t category) {
  const int level = targets->levels[target * targets->n_categories + category];
  return level == SUMMED ? NULL : dark_table_level_name(table, category, (size_t)level);
}
