/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/part.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "estimator/dependence.h"

dark_status dark__table_naming_make(dark__table_naming *out, const dark_table *table, dark_error *err) {
  const size_t n = dark_table_n_lists(table);
  *out = (dark__table_naming){.names = calloc(n + 1, sizeof *out->names),
                              .positions = calloc(n + 1, sizeof *out->positions),
                              .occasions = calloc(n + 1, sizeof *out->occasions),
                              .n_occasions = (unsigned)dark_table_n_occasions(table)};
  if (out->names == NULL || out->positions == NULL || out->occasions == NULL) {
    dark__table_naming_clear(out);
    return dark__fail_memory(err);
  }
  for (size_t list = 0; list < n; list++) {
    out->names[list] = dark_table_list_name(table, list);
    out->positions[list] = (unsigned)dark_table_list_position(table, list);
    out->occasions[list] = (unsigned)dark_table_list_occasion(table, list);
  }
  out->naming = (dark__naming){.n_lists = (unsigned)n, .names = out->names, .positions = out->positions, .n_input = (unsigned)n};
  return DARK_OK;
}

void dark__table_naming_clear(dark__table_naming *naming) {
  free(naming->names);
  free(naming->positions);
  free(naming->occasions);
  *naming = (dark__table_naming){0};
}

static int compare_records(const void *a, const void *b) {
  const uint64_t x = ((const dark_record *)a)->history, y = ((const dark_record *)b)->history;
  return (x > y) - (x < y);
}

/* Sort by history and add up equal ones; returns how many are left. */
static size_t merge_records(dark_record *records, size_t n) {
  if (n == 0) return 0;
  qsort(records, n, sizeof *records, compare_records);
  size_t last = 0;
  for (size_t i = 1; i < n; i++) {
    if (records[i].history == records[last].history) records[last].count += records[i].count;
    else records[++last] = records[i];
  }
  return last + 1;
}

dark_status dark__collect_records(dark_record **records, size_t *n, const dark_table *table, size_t stratum, dark_error *err) {
  const size_t n_strata = dark_table_n_strata(table);
  const size_t first = stratum == n_strata ? 0 : stratum, end = stratum == n_strata ? n_strata : stratum + 1;
  size_t n_room = 1;
  for (size_t s = first; s < end; s++) {
    size_t n_here;
    dark_table_records(table, s, &n_here);
    n_room += n_here;
  }
  *n = 0;
  *records = malloc(n_room * sizeof **records);
  if (*records == NULL) return dark__fail_memory(err);
  for (size_t s = first; s < end; s++) {
    size_t n_here;
    const dark_record *here = dark_table_records(table, s, &n_here);
    if (n_here > 0) memcpy(*records + *n, here, n_here * sizeof *here);
    *n += n_here;
  }
  *n = merge_records(*records, *n);
  return DARK_OK;
}

/* Squeeze the bits of `caught` together. */
static uint64_t squeeze(uint64_t history, uint64_t caught) {
  uint64_t result = 0;
  for (unsigned to = 0; caught != 0; caught &= caught - 1, to++)
    if ((history & caught & -caught) != 0) result |= UINT64_C(1) << to;
  return result;
}

/* Keep the lists in `caught` only. Order is preserved: the lists left out caught nobody. */
static dark_status restrict_lists(dark__part *part, uint64_t caught, const dark__table_naming *table, dark_error *err) {
  const unsigned n = (unsigned)__builtin_popcountll(caught);
  const dark__naming *whole = &table->naming;
  part->names = calloc(n + 1, sizeof *part->names);
  part->positions = calloc(n + 1, sizeof *part->positions);
  part->in_whole = calloc(n + 1, sizeof *part->in_whole);
  part->occasions = calloc(n + 1, sizeof *part->occasions);
  if (part->names == NULL || part->positions == NULL || part->in_whole == NULL || part->occasions == NULL)
    return dark__fail_memory(err);
  unsigned to = 0;
  for (unsigned list = 0; list < whole->n_lists; list++) {
    if (((caught >> list) & 1) == 0) continue;
    part->names[to] = whole->names[list];
    part->positions[to] = whole->positions[list];
    part->occasions[to] = table->occasions[list];
    part->in_whole[to++] = list;
  }
  for (size_t i = 0; i < part->problem.n_records && part->problem.captures == NULL; i++)
    part->records[i].history = squeeze(part->records[i].history, caught);
  part->problem.n_lists = n;
  part->problem.naming =
      (dark__naming){.n_lists = n, .names = part->names, .positions = part->positions, .n_input = whole->n_input};
  part->problem.whole = *whole;
  part->problem.in_whole = part->in_whole;
  part->problem.n_occasions = part->problem.captures == NULL ? table->n_occasions : part->problem.captures->n_occasions;
  part->problem.occasions = part->occasions;
  return DARK_OK;
}

dark_status dark__part_fill_cells(dark__part *part, dark_error *err) {
  const size_t n_cells = (size_t)1 << part->problem.n_lists;
  dark_record *all = calloc(n_cells, sizeof *all);
  if (all == NULL) return dark__fail_memory(err);
  for (size_t cell = 1; cell < n_cells; cell++) all[cell - 1].history = cell;
  for (size_t i = 0; i < part->problem.n_records; i++) all[part->records[i].history - 1].count = part->records[i].count;
  free(part->records);
  part->problem.records = part->records = all;
  part->problem.n_records = n_cells - 1;
  return DARK_OK;
}

/* What is given of the dependence between the lists that are left. */
static dark_status restrict_dependence(dark__part *part, const dark__dependence *whole, dark_error *err) {
  const dark_status status = dark__dependence_within(&part->given, whole, part->in_whole, part->problem.n_lists, err);
  if (status == DARK_OK && dark__dependence_is_given(&part->given)) part->problem.given = &part->given;
  return status;
}

dark_status dark__part_collect(dark__part *part, const dark_table *table, size_t stratum, dark_error *err) {
  size_t n_records;
  *part = (dark__part){.problem.captures = dark_table_captures(table)};
  const dark_status status = dark__collect_records(&part->records, &n_records, table, stratum, err);
  if (status != DARK_OK) return status;
  part->problem.records = part->records;
  part->problem.n_records = n_records;
  for (size_t i = 0; i < n_records; i++) part->problem.n_observed += part->records[i].count;
  return DARK_OK;
}

dark_status dark__part_restrict(dark__part *part, uint64_t caught, const dark__table_naming *whole, const dark__dependence *given,
                                dark_error *err) {
  const dark_status status = restrict_lists(part, caught, whole, err);
  return status == DARK_OK ? restrict_dependence(part, given, err) : status;
}

void dark__part_clear(dark__part *part) {
  dark__dependence_clear(&part->given);
  free(part->records);
  free(part->completed);
  free(part->names);
  free(part->positions);
  free(part->in_whole);
  free(part->occasions);
  *part = (dark__part){0};
}
