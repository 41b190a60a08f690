/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/existence.h"

#include <stdlib.h>

#include "base/error.h"
#include "loglinear/fit/directions.h"

/* Numbers of directions up to this are exact as doubles, also when the lattice sums some of them. */
static const int64_t MOST = INT64_C(1) << 40;

/* Without a direction, or without one that moves a kept cell, nothing is in the way of the estimate. */
static dark_status judge(int *code, size_t *rank, dark__directions *open, dark_error *err) {
  *code = 0;
  dark_status status = dark__directions_rank(rank, open, err);
  if (status != DARK_OK || open->rank_occupied == open->n_kept) return status;
  int falls = 0;
  if (open->n_rows > open->n_level) {
    const dark__cone cone = dark__directions_cone(open);
    status = dark__cone_is_any(&falls, &cone, err);
  }
  *code = (falls ? DARK__NOT_EXISTING : 0) + (*rank < open->n_kept ? DARK__NOT_IDENTIFIABLE : 0);
  return status;
}

dark_status dark__existence_within(int *code, const uint32_t *terms, size_t n_terms, const dark__counts *counts, int64_t most,
                                   dark_error *err) {
  dark__directions open;
  size_t rank;
  dark_status status = dark__directions_find(&open, terms, n_terms, counts, most, err);
  if (status == DARK_OK) status = judge(code, &rank, &open, err);
  dark__directions_clear(&open);
  return status;
}

dark_status dark__existence(int *code, const uint32_t *terms, size_t n_terms, const dark__counts *counts, dark_error *err) {
  return dark__existence_within(code, terms, n_terms, counts, MOST, err);
}

/* ---- diagnosis */

static bool is_unobserved(const dark__directions *open, uint32_t cell) {
  return !(open->counts->cells[cell] > 0) && dark__directions_keep(open, cell);
}

static void count_kept_cells(dark__diagnosis *out, const dark__directions *open) {
  out->n_kept_cells = open->n_occupied;
  for (uint32_t cell = 1; cell >> open->counts->n_lists == 0; cell++) out->n_kept_cells += is_unobserved(open, cell);
}

/* Unobserved kept cells that are 0 in every table with the observed margins: those whose means a direction lowers that raises none. */
static void collect_forced(dark__diagnosis *out, const dark__directions *open, const unsigned char *positive, int64_t *scratch) {
  for (uint32_t cell = 1; cell >> open->counts->n_lists == 0; cell++) {
    if (!is_unobserved(open, cell)) continue;
    const size_t row = dark__directions_row(open, cell, scratch);
    if (row < open->n_rows && positive[row]) out->forced[out->n_forced++] = cell;
  }
}

static dark_status find_forced(dark__diagnosis *out, const dark__directions *open, dark_error *err) {
  const dark__cone cone = dark__directions_cone(open);
  unsigned char *positive = malloc(open->n_rows + 1);
  int64_t *scratch = malloc((open->n_basis + 1) * sizeof *scratch);
  out->forced = malloc((out->n_kept_cells + 1) * sizeof *out->forced);
  dark_status status = positive == NULL || scratch == NULL || out->forced == NULL ? dark__fail_memory(err) : DARK_OK;
  if (status == DARK_OK) status = dark__cone_positive(positive, &cone, err);
  if (status == DARK_OK) collect_forced(out, open, positive, scratch);
  free(scratch);
  free(positive);
  return status;
}

dark_status dark__diagnose(dark__diagnosis *out, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                           dark_error *err) {
  *out = (dark__diagnosis){0};
  dark__directions open;
  dark_status status = dark__directions_find(&open, terms, n_terms, counts, MOST, err);
  if (status == DARK_OK) status = judge(&out->code, &out->rank, &open, err);
  if (status == DARK_OK) {
    out->n_kept_terms = open.n_kept;
    out->n_emptied = open.n_emptied;
    count_kept_cells(out, &open);
  }
  if (status == DARK_OK && (out->code & DARK__NOT_EXISTING) != 0) status = find_forced(out, &open, err);
  dark__directions_clear(&open);
  return status;
}
