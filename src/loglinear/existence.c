/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/existence.h"

#include <stdlib.h>

#include "base/error.h"
#include "numeric/feasibility.h"
#include "numeric/rank.h"

/* What is left of a design when empty margins have taken their cells and terms away. */
typedef struct design {
  uint32_t *cells, *terms; /* kept */
  size_t n_cells, n_terms;
  size_t n_occupied; /* kept cells with people; they come first in `cells` */
} design;

static void clear_design(design *kept) {
  free(kept->cells);
  free(kept->terms);
}

static int is_removed(uint32_t cell, const uint32_t *terms, size_t n_terms, const dark__counts *counts) {
  if (counts->cells[cell] > 0) return 0;
  for (size_t i = 0; i < n_terms; i++)
    if ((terms[i] & cell) == terms[i] && !(counts->margins[terms[i]] > 0)) return 1;
  return 0;
}

static dark_status make_design(design *kept, const uint32_t *terms, size_t n_terms, const dark__counts *counts, dark_error *err) {
  const uint32_t n_cells = (uint32_t)1 << counts->n_lists;
  *kept = (design){.cells = malloc(n_cells * sizeof *kept->cells), .terms = malloc((n_terms + 1) * sizeof *kept->terms)};
  if (kept->cells == NULL || kept->terms == NULL) {
    clear_design(kept);
    return dark__fail_memory(err);
  }
  for (uint32_t cell = 1; cell < n_cells; cell++)
    if (counts->cells[cell] > 0) kept->cells[kept->n_cells++] = cell;
  kept->n_occupied = kept->n_cells;
  for (uint32_t cell = 1; cell < n_cells; cell++)
    if (!(counts->cells[cell] > 0) && !is_removed(cell, terms, n_terms, counts)) kept->cells[kept->n_cells++] = cell;
  for (size_t i = 0; i < n_terms; i++)
    if (counts->margins[terms[i]] > 0) kept->terms[kept->n_terms++] = terms[i];
  return DARK_OK;
}

static void indicator_row(void *context, size_t row, uint32_t *values) {
  const design *kept = context;
  for (size_t j = 0; j < kept->n_terms; j++) values[j] = (kept->terms[j] & kept->cells[row]) == kept->terms[j];
}

/* Equations: for each kept term, the kept cells containing it add up to its margin in the 0/1 pattern of the table. */
typedef struct margin_system {
  size_t *starts;
  int *unknowns;
  double *right;
} margin_system;

static void clear_system(margin_system *margins) {
  free(margins->starts);
  free(margins->unknowns);
  free(margins->right);
}

static dark_status make_system(margin_system *margins, const design *kept, dark_error *err) {
  *margins = (margin_system){.starts = malloc((kept->n_terms + 1) * sizeof *margins->starts),
                             .unknowns = malloc((kept->n_terms * kept->n_cells + 1) * sizeof *margins->unknowns),
                             .right = malloc((kept->n_terms + 1) * sizeof *margins->right)};
  if (margins->starts == NULL || margins->unknowns == NULL || margins->right == NULL) {
    clear_system(margins);
    return dark__fail_memory(err);
  }
  size_t n = 0;
  for (size_t i = 0; i < kept->n_terms; i++) {
    margins->starts[i] = n;
    margins->right[i] = 0;
    for (size_t j = 0; j < kept->n_cells; j++) {
      if ((kept->terms[i] & kept->cells[j]) != kept->terms[i]) continue;
      margins->unknowns[n++] = (int)j;
      if (j < kept->n_occupied) margins->right[i] += 1;
    }
  }
  margins->starts[kept->n_terms] = n;
  return DARK_OK;
}

static dark__system system_of(const margin_system *margins, const design *kept) {
  return (dark__system){.n_equations = kept->n_terms,
                        .n_unknowns = kept->n_cells,
                        .starts = margins->starts,
                        .unknowns = margins->unknowns,
                        .right = margins->right};
}

/* Optima on 0/1 patterns are 0 or well above this. */
static const double POSITIVE = 1e-6;

static dark_status find_existence(int *exists, const design *kept, dark_error *err) {
  margin_system margins;
  dark_status status = make_system(&margins, kept, err);
  if (status != DARK_OK) return status;
  double largest = 0;
  const dark__system system = system_of(&margins, kept);
  status = dark__largest_minimum(&largest, &system, err);
  *exists = largest > POSITIVE;
  clear_system(&margins);
  return status;
}

/* Cheap proofs first: occupied cells of full rank leave no direction in which the likelihood could rise for ever, and a table without
   empty kept cells is itself the positive table. */
static dark_status judge(int *code, size_t *rank, design *kept, dark_error *err) {
  *code = 0;
  dark_status status = dark__rank(rank, kept->n_occupied, kept->n_terms, indicator_row, kept, err);
  if (status != DARK_OK || *rank == kept->n_terms) return status;
  int exists = 1;
  if (kept->n_occupied < kept->n_cells) {
    status = dark__rank(rank, kept->n_cells, kept->n_terms, indicator_row, kept, err);
    if (status == DARK_OK) status = find_existence(&exists, kept, err);
  }
  *code = (exists ? 0 : DARK__NOT_EXISTING) + (*rank < kept->n_terms ? DARK__NOT_IDENTIFIABLE : 0);
  return status;
}

dark_status dark__existence(int *code, const uint32_t *terms, size_t n_terms, const dark__counts *counts, dark_error *err) {
  design kept;
  dark_status status = make_design(&kept, terms, n_terms, counts, err);
  if (status != DARK_OK) return status;
  size_t rank;
  status = judge(code, &rank, &kept, err);
  clear_design(&kept);
  return status;
}

/* Unobserved kept cells that are 0 in every table with the observed margins. */
static dark_status find_forced(dark__diagnosis *out, const design *kept, dark_error *err) {
  margin_system margins;
  dark_status status = make_system(&margins, kept, err);
  if (status != DARK_OK) return status;
  out->forced = malloc((kept->n_cells + 1) * sizeof *out->forced);
  if (out->forced == NULL) status = dark__fail_memory(err);
  const dark__system system = system_of(&margins, kept);
  for (size_t j = kept->n_occupied; status == DARK_OK && j < kept->n_cells; j++) {
    double largest = 0;
    status = dark__largest_value(&largest, &system, j, err);
    if (status == DARK_OK && largest < POSITIVE) out->forced[out->n_forced++] = kept->cells[j];
  }
  clear_system(&margins);
  return status;
}

dark_status dark__diagnose(dark__diagnosis *out, const uint32_t *terms, size_t n_terms, const dark__counts *counts,
                           dark_error *err) {
  *out = (dark__diagnosis){0};
  design kept;
  dark_status status = make_design(&kept, terms, n_terms, counts, err);
  if (status != DARK_OK) return status;
  status = judge(&out->code, &out->rank, &kept, err);
  out->n_kept_terms = kept.n_terms;
  out->n_kept_cells = kept.n_cells;
  out->n_emptied = n_terms - kept.n_terms;
  if (status == DARK_OK && (out->code & DARK__NOT_EXISTING) != 0) status = find_forced(out, &kept, err);
  clear_design(&kept);
  return status;
}
