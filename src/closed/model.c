/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/model.h"

#include <math.h>
#include <string.h>

#include "closed/shift.h"

/* An eta that is zero but for rounding stays. */
static const double NEGATIVE_ETA = -1e-9;

/* ---- the design */

/* For Chao's model, the column of eta_j with j = 3 + place - DARK__FIRST_SHAPE; else h(k) - k h(1): nearer to a right angle with the other
   columns than h(k), and 0 at k = 0 as that is. */
static double shape_at(const dark__closed_model *model, unsigned place, unsigned k) {
  if (model->heterogeneity != DARK__HETEROGENEITY_CHAO)
    return dark__heterogeneity_at(model, k) - k * dark__heterogeneity_at(model, 1);
  const double beyond = (double)k - (place - DARK__FIRST_SHAPE) - 2;
  return beyond > 0 ? beyond : 0;
}

static double column_at(const dark__closed_model *model, unsigned place, unsigned k) {
  if (place == DARK__INTERCEPT) return 1;
  return place == DARK__SLOPE ? k : shape_at(model, place, k);
}

static void add_column(dark__closed_fit *fit, const dark__closed_model *model, unsigned place) {
  const unsigned m = fit->design.n_columns++;
  fit->places[m] = place;
  for (unsigned k = 0; k < fit->design.end; k++) fit->design.columns[m][k] = column_at(model, place, k);
}

static void remove_column(dark__closed_fit *fit, unsigned m) {
  dark__rows *design = &fit->design;
  design->n_columns--;
  for (; m < design->n_columns; m++) {
    fit->places[m] = fit->places[m + 1];
    memcpy(design->columns[m], design->columns[m + 1], sizeof design->columns[m]);
  }
}

/* Rows 1..t over the occasions, or over the lists that caught somebody when each has its own effect. */
static void make_design(dark__closed_fit *fit, const dark__closed_model *model, unsigned n_occasions) {
  dark__rows *design = &fit->design;
  const unsigned t = model->lists_differ ? design->n_lists : n_occasions;
  design->first = 1;
  design->end = t + 1;
  design->n_columns = 0;
  design->n_cells[0] = 1;
  for (unsigned k = 1; k <= t; k++) design->n_cells[k] = design->n_cells[k - 1] * (t - k + 1) / k;
  add_column(fit, model, DARK__INTERCEPT);
  if (!model->lists_differ) add_column(fit, model, DARK__SLOPE);
  const unsigned n_shapes = model->heterogeneity == DARK__HETEROGENEITY_NONE   ? 0
                            : model->heterogeneity != DARK__HETEROGENEITY_CHAO ? 1
                            : t > 2                                            ? t - 2
                                                                               : 0;
  for (unsigned s = 0; s < n_shapes; s++) add_column(fit, model, DARK__FIRST_SHAPE + s);
}

/* ---- the data */

static void load(dark__closed_fit *fit, const dark__closed_model *model, const dark__tally *tally) {
  dark__row_counts *counts = &fit->counts;
  memcpy(counts->rows, tally->captures, sizeof counts->rows);
  memcpy(counts->lists, tally->totals, sizeof counts->lists);
  if (model->is_corrected) dark__shift_counts(counts, model, model->lists_differ ? tally->n_lists : tally->n_occasions);
  fit->design.n_lists = 0;
  for (unsigned j = 0; model->lists_differ && j < tally->n_lists; j++) {
    if (!(counts->lists[j] > 0)) continue;
    counts->lists[fit->design.n_lists] = counts->lists[j];
    fit->lists[fit->design.n_lists++] = j;
  }
  make_design(fit, model, tally->n_occasions);
}

/* Columns are independent on as many rows as there are columns; sums over lists have a slope in k of their own. */
static int is_identifiable(const dark__rows *design) {
  return design->end - design->first >= design->n_columns + (design->n_lists > 0 ? 1 : 0);
}

/* ---- the fit */

static dark__regression_end fit_once(dark__closed_fit *fit, const dark__closed_effects *start) {
  double effects[DARK__MOST_COEFFICIENTS];
  const unsigned n_columns = fit->design.n_columns;
  for (unsigned m = 0; start != NULL && m < n_columns; m++) effects[m] = start->columns[fit->places[m]];
  for (unsigned j = 0; start != NULL && j < fit->design.n_lists; j++) effects[n_columns + j] = start->lists[fit->lists[j]];
  return dark__regression_fit(&fit->regression, &fit->design, &fit->counts, start != NULL ? effects : NULL);
}

/* The first column of Chao's with a negative effect, or n_columns. */
static unsigned find_negative(const dark__closed_fit *fit) {
  unsigned m = 0;
  while (m < fit->design.n_columns && !(fit->places[m] >= DARK__FIRST_SHAPE && fit->regression.coefficients[m] < NEGATIVE_ETA))
    m++;
  return m;
}

/* Where the column of eta_j begins: row j. */
static unsigned first_row_of(const dark__closed_fit *fit, unsigned m) { return fit->places[m] - DARK__FIRST_SHAPE + 3; }

/* The first column of Chao's with nobody in its rows, or n_columns: its effect is minus infinity, and it takes the rows out of the fit. */
static unsigned find_empty(const dark__closed_fit *fit) {
  unsigned top = fit->design.end - 1, m = fit->design.n_columns;
  while (top > 0 && !(fit->counts.rows[top] > 0)) top--;
  while (m > 0 && fit->places[m - 1] >= DARK__FIRST_SHAPE && first_row_of(fit, m - 1) > top) m--;
  return m;
}

/* Fit Chao's model and find the first negative column, n_columns when there is none. Minus infinity is reached by leaving out what it
   empties, where that is known beforehand. */
static dark__regression_end fit_columns(unsigned *negative, dark__closed_fit *fit, const dark__closed_effects *start) {
  const unsigned end = fit->design.end, n_columns = fit->design.n_columns, empty = find_empty(fit);
  if (empty < n_columns) fit->design.end = first_row_of(fit, empty);
  fit->design.n_columns = empty;
  const dark__regression_end result = fit_once(fit, start);
  *negative = find_negative(fit);
  fit->design.end = end;
  fit->design.n_columns = n_columns;
  return result;
}

static dark__regression_end fit_constrained(dark__closed_fit *fit, const dark__closed_model *model,
                                            const dark__closed_effects *start) {
  if (model->heterogeneity != DARK__HETEROGENEITY_CHAO) return fit_once(fit, start);
  for (;;) {
    unsigned negative;
    const dark__regression_end end = fit_columns(&negative, fit, start);
    if (negative == fit->design.n_columns) return end;
    remove_column(fit, negative);
  }
}

dark_reason dark__closed_fit_tally(dark__closed_fit *fit, const dark__closed_model *model, const dark__tally *tally,
                                   const dark__closed_effects *start) {
  if (tally->captures[1] == tally->n) return tally->totals[0] > 0 ? DARK_REASON_NO_OVERLAP : DARK_REASON_SINGLE_COUNT;
  load(fit, model, tally);
  if (!is_identifiable(&fit->design)) return DARK_REASON_NOT_IDENTIFIABLE;
  switch (fit_constrained(fit, model, start)) {
    case DARK__REGRESSION_CONVERGED: return DARK_N_REASONS;
    case DARK__REGRESSION_RUNAWAY: return DARK_REASON_NO_MLE;
    default: return DARK_REASON_NOT_CONVERGED;
  }
}

/* Of the observed cells. */
static double log_lik_of_rows(const dark__closed_fit *fit) {
  const dark__rows *design = &fit->design;
  const double *effects = fit->regression.coefficients;
  double sum = 0;
  for (unsigned k = 1; k < design->end; k++) {
    double eta = 0;
    for (unsigned m = 0; m < design->n_columns; m++) eta += effects[m] * design->columns[m][k];
    sum += fit->counts.rows[k] * eta - fit->regression.means[k];
  }
  for (unsigned j = 0; j < design->n_lists; j++) sum += fit->counts.lists[j] * effects[design->n_columns + j];
  return sum;
}

/* The unseen cell by itself: millions of people times their logarithm would leave no digits for the others. */
double dark__closed_profile(dark__closed_fit *fit, const dark__closed_model *model, const dark__tally *tally, double hidden,
                            const dark__closed_effects *start) {
  load(fit, model, tally);
  fit->design.first = 0;
  fit->counts.rows[0] = hidden;
  fit_constrained(fit, model, start);
  const double excess = (fit->regression.means[0] - hidden) / hidden;
  return log_lik_of_rows(fit) + hidden * (log1p(excess) - excess);
}

void dark__closed_effects_of(dark__closed_effects *out, const dark__closed_fit *fit) {
  const unsigned n_columns = fit->design.n_columns;
  *out = (dark__closed_effects){0};
  for (unsigned m = 0; m < n_columns; m++) out->columns[fit->places[m]] = fit->regression.coefficients[m];
  for (unsigned j = 0; j < fit->design.n_lists; j++) out->lists[fit->lists[j]] = fit->regression.coefficients[n_columns + j];
}
