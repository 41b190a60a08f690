/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/rule.h"

#include <stdlib.h>

#include "base/error.h"
#include "models/joint/strata.h"

void dark__joint_rule_clear(dark__joint_rule *of) {
  free(of->own);
  free(of->ranges);
  *of = (dark__joint_rule){0};
}

void dark__joint_veiled_clear(dark__joint_veiled_table *of) {
  free(of->veiled);
  *of = (dark__joint_veiled_table){0};
}

/* ---- making */

/* The history on the lists of the group. */
static uint64_t within(uint64_t history, const dark__joint_group *group) {
  uint64_t out = 0;
  for (unsigned l = 0; l < group->strata.n_lists; l++) out |= (history >> group->in_whole[l] & 1) << l;
  return out;
}

/* Narrow ones first; of those as wide the smaller. */
static int compare(const void *a, const void *b) {
  const dark__count_range *x = a, *y = b;
  if (x->n != y->n) return x->n < y->n ? -1 : 1;
  return (x->first > y->first) - (x->first < y->first);
}

static void add_range(dark__joint_rule *out, dark__count_range range) {
  for (size_t i = 0; i < out->n_ranges; i++)
    if (compare(&out->ranges[i], &range) == 0) return;
  out->ranges[out->n_ranges++] = range;
}

static void add_cell(dark__joint_rule *out, const dark__joint_group *group, size_t x, const dark_suppressed_cell *cell,
                     bool is_rule) {
  const dark__count_range range = {(size_t)cell->least, (size_t)(cell->most - cell->least) + 1};
  out->own[x * dark__n_histories(&group->strata) + within(cell->history, group)] = range;
  if (is_rule) add_range(out, range);
}

dark_status dark__joint_rule_make(dark__joint_rule *out, const dark__joint_group *group, const dark_table *table,
                                  const size_t *places, dark_error *err) {
  const dark_suppression *known = dark_table_suppression(table);
  *out = (dark__joint_rule){.is_any = known != NULL};
  if (known == NULL) return DARK_OK;
  out->has_total = known->has_total != 0;
  out->n_cells = group->strata.n_strata * dark__n_histories(&group->strata);
  out->own = calloc(out->n_cells + 1, sizeof *out->own);
  out->ranges = calloc(known->n + 1, sizeof *out->ranges);
  if (out->own == NULL || out->ranges == NULL) return dark__fail_memory(err);
  size_t x = 0;
  for (size_t i = 0; i < known->n; i++) { /* strata ascend in both */
    while (x < group->strata.n_strata && places[x] < known->cells[i].stratum) x++;
    if (x < group->strata.n_strata && places[x] == known->cells[i].stratum)
      add_cell(out, group, x, &known->cells[i], known->is_rule != 0);
  }
  if (out->n_ranges > 1) qsort(out->ranges, out->n_ranges, sizeof *out->ranges, compare);
  return DARK_OK;
}

/* ---- tables */

static bool is_in(double count, dark__count_range range) {
  return range.n > 0 && count >= (double)range.first && count < (double)(range.first + range.n);
}

static dark__count_range range_of(const dark__joint_rule *rule, size_t cell, double count) {
  if (is_in(count, rule->own[cell])) return rule->own[cell];
  for (size_t i = 0; i < rule->n_ranges; i++)
    if (is_in(count, rule->ranges[i])) return rule->ranges[i];
  return (dark__count_range){0};
}

dark_status dark__joint_rule_apply(dark__joint_veiled_table *out, const dark__joint_rule *rule, const double *counts,
                                   size_t n_histories, dark_error *err) {
  double total = 0;
  size_t n = 0;
  *out = (dark__joint_veiled_table){.veiled = malloc((rule->n_cells + 1) * sizeof *out->veiled)};
  if (out->veiled == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < rule->n_cells; c++) {
    const dark__count_range range = c % n_histories == 0 ? (dark__count_range){0} : range_of(rule, c, counts[c]);
    if (range.n == 0) continue;
    out->veiled[n++] = (dark__veiled){.cell = c, .first = range.first, .n = range.n};
    total += counts[c];
  }
  out->published = (dark__joint_published){out->veiled, n, rule->has_total, rule->has_total ? (size_t)total : 0};
  return DARK_OK;
}
