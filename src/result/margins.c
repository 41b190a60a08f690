/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/margins.h"

#include <math.h>

dark__margins dark__margins_start(const dark_table *table) {
  return (dark__margins){.n_lists = dark_table_n_lists(table), .has_captures = dark_table_captures(table) != NULL};
}

/* One list with counts of captures: nobody can be on two. */
static void add_captures(dark__margins *margins, const dark_captures *captures, dark_record record) {
  const uint32_t n = captures->captures[record.history - 1];
  margins->sizes[0] += record.count;
  margins->n_observed += record.count;
  margins->captures[n < DARK__MARGINS_CAPTURES ? n : DARK__MARGINS_CAPTURES] += record.count;
  margins->caught = 1;
}

static void add_record(dark__margins *margins, dark_record record) {
  size_t n_on = 0, last = 0;
  for (size_t a = 0; a < margins->n_lists; a++) {
    if ((record.history >> a & 1u) == 0) continue;
    n_on++;
    last = a;
    margins->sizes[a] += record.count;
    for (size_t b = 0; b < margins->n_lists; b++)
      if (record.history >> b & 1u) margins->overlaps[a][b] += record.count;
  }
  margins->n_observed += record.count;
  margins->captures[n_on] += record.count;
  if (n_on == 1) margins->alone[last] += record.count;
  margins->caught |= record.history;
}

void dark__margins_add(dark__margins *margins, const dark_table *table, size_t stratum) {
  size_t n_records;
  const dark_record *records = dark_table_records(table, stratum, &n_records);
  const dark_captures *captures = dark_table_captures(table);
  for (size_t r = 0; r < n_records; r++)
    if (captures != NULL) add_captures(margins, captures, records[r]);
    else add_record(margins, records[r]);
}

void dark__margins_add_all(dark__margins *margins, const dark_table *table) {
  const size_t n_strata = dark_table_n_strata(table);
  for (size_t s = 0; s < n_strata; s++) dark__margins_add(margins, table, s);
}

int dark__margins_has(const dark__margins *margins, size_t list) { return (margins->caught >> list & 1u) != 0; }

size_t dark__margins_n_caught(const dark__margins *margins) {
  size_t n = 0;
  for (size_t l = 0; l < margins->n_lists; l++) n += dark__margins_has(margins, l) ? 1 : 0;
  return n;
}

/* Counts are whole numbers below 2^53, so that equality is exact. */
int dark__margins_is_isolated(const dark__margins *margins, size_t list) { return margins->alone[list] == margins->sizes[list]; }

double dark__margins_chao_bound(const dark__margins *margins) {
  const double f1 = margins->captures[1], f2 = margins->captures[2];
  if (f1 == margins->n_observed) return NAN;
  if (margins->has_captures) return margins->n_observed + f1 * (f1 - 1) / (2 * (f2 + 1));
  double squares = 0;
  for (size_t l = 0; l < margins->n_lists; l++) squares += margins->alone[l] * margins->alone[l];
  return margins->n_observed + (f1 * f1 - squares) / (2 * (f2 + 1));
}

double dark__margins_coverage(const dark__margins *margins) {
  const size_t n_caught = dark__margins_n_caught(margins);
  if (n_caught < 2) return NAN;
  double sum = 0;
  for (size_t l = 0; l < margins->n_lists; l++)
    if (dark__margins_has(margins, l)) sum += margins->alone[l] / margins->sizes[l];
  return 1 - sum / (double)n_caught;
}

/* Counts that all are the same; those beyond the last place are told apart by the estimators. */
static dark_reason captures_obstacle(const dark__margins *margins) {
  for (size_t k = 1; k < DARK__MARGINS_CAPTURES; k++)
    if (margins->captures[k] == margins->n_observed) return DARK_REASON_SINGLE_COUNT;
  return DARK_N_REASONS;
}

dark_reason dark__margins_obstacle(const dark__margins *margins) {
  const size_t n_caught = dark__margins_n_caught(margins);
  if (n_caught == 0) return DARK_REASON_NO_RECORDS;
  if (margins->has_captures) return captures_obstacle(margins);
  if (n_caught == 1) return DARK_REASON_ONE_LIST;
  if (margins->captures[1] == margins->n_observed) return DARK_REASON_NO_OVERLAP;
  for (size_t l = 0; l < margins->n_lists; l++)
    if (margins->sizes[l] == margins->n_observed) return DARK_REASON_LIST_COVERS_ALL;
  return DARK_N_REASONS;
}

uint64_t dark__history_in_table(uint64_t history, uint64_t caught) {
  uint64_t spread = 0;
  for (; caught != 0; caught &= caught - 1, history >>= 1)
    if (history & 1u) spread |= caught & (~caught + 1);
  return spread;
}
