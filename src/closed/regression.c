/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/regression.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "numeric/cholesky.h"
#include "numeric/exponential.h"
#include "numeric/symmetric.h"

enum { MOST_STEPS = 200, MOST_HALVINGS = 40, RUNAWAY_STEPS = 4, LONG_RUN = 8 };

/* No linear predictor moves further than this in one step. */
static const double LONGEST_CHANGE = 4;
/* When no linear predictor moves more than this, the error after the step is of the order of its square. */
static const double CONVERGED_CHANGE = 1e-7;
/* Below this squared decrement, absolute and as a share of the log-likelihood, nothing is left to gain. */
static const double NOISE_DECREMENT = 1e-10, NOISE_SHARE = 1e-13;
/* Steps on which some cell falls by more than this while none rises by as much as that: so cells run to zero, by 1 a step. */
static const double RUNAWAY_FALL = -0.5, RUNAWAY_RISE = 0.1;
/* Columns are independent: a smaller pivot comes of means that vanished. */
static const double ALIASED_PIVOT = 1e-13;

static size_t n_coefficients(const dark__rows *design) { return design->n_columns + design->n_lists; }

/* Rates, odds, means and the log-likelihood at the present coefficients. */
static double evaluate(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  const double *effects = fit->coefficients + design->n_columns;
  double cells[DARK_MAX_TABLE_LISTS + 1], log_lik = 0;
  for (unsigned j = 0; j < design->n_lists; j++) {
    fit->odds[j] = dark__exp(effects[j]);
    log_lik += counts->lists[j] * effects[j];
  }
  if (design->n_lists > 0) dark__symmetric_sums_to(cells, design->end - 1, fit->odds, design->n_lists);
  for (unsigned k = design->first; k < design->end; k++) {
    double sum = 0;
    for (unsigned m = 0; m < design->n_columns; m++) sum += fit->coefficients[m] * design->columns[m][k];
    fit->rates[k] = dark__exp(sum);
    fit->means[k] = fit->rates[k] * (design->n_lists > 0 ? cells[k] : design->n_cells[k]);
    log_lik += counts->rows[k] * sum - fit->means[k];
  }
  return log_lik;
}

/* sums[k] over choices of k <= most lists without i and j (i = j: without one). */
static void sum_without(double *sums, unsigned most, const double *odds, unsigned n, unsigned i, unsigned j) {
  double others[DARK_MAX_TABLE_LISTS];
  unsigned n_others = 0;
  for (unsigned l = 0; l < n; l++)
    if (l != i && l != j) others[n_others++] = odds[l];
  dark__symmetric_sums_to(sums, most, others, n_others);
}

/* Information between columns. */
static void gather_columns(dark__regression *fit, const dark__rows *design) {
  for (unsigned i = 0; i < design->n_columns; i++)
    for (unsigned j = 0; j <= i; j++) {
      double sum = 0;
      for (unsigned k = design->first; k < design->end; k++) sum += fit->means[k] * design->columns[i][k] * design->columns[j][k];
      fit->information[i * fit->n + j] = sum;
    }
}

/* Information of list j with columns, with itself and with lists before it: expected people on it in each row, and on both. */
static void gather_list(dark__regression *fit, const dark__rows *design, unsigned j) {
  double without[DARK_MAX_TABLE_LISTS + 1], caught[DARK__MOST_ROWS] = {0};
  double *row = fit->information + (design->n_columns + j) * fit->n;
  sum_without(without, design->end - 2, fit->odds, design->n_lists, j, j);
  const unsigned first = design->first > 1 ? design->first : 1;
  for (unsigned k = first; k < design->end; k++) caught[k] = fit->rates[k] * fit->odds[j] * without[k - 1];
  for (unsigned m = 0; m < design->n_columns; m++) {
    row[m] = 0;
    for (unsigned k = first; k < design->end; k++) row[m] += design->columns[m][k] * caught[k];
  }
  row[design->n_columns + j] = row[0];
  for (unsigned i = 0; i < j; i++) {
    double sum = 0;
    sum_without(without, design->end - 2, fit->odds, design->n_lists, i, j);
    for (unsigned k = 2; k < design->end; k++) sum += fit->rates[k] * without[k - 2];
    row[design->n_columns + i] = fit->odds[i] * fit->odds[j] * sum;
  }
}

/* Whether lists are independent, and so many that the sums above take long: what is expected on several of them is then a product. */
static bool are_independent(const dark__rows *design) {
  return design->n_columns == 1 && design->n_lists > DARK_MAX_LISTS && design->end > design->n_lists;
}

/* The same of all lists. */
static void gather_independent(dark__regression *fit, const dark__rows *design) {
  double total = fit->rates[design->first]; /* all rates are equal */
  for (unsigned j = 0; j < design->n_lists; j++) total *= 1 + fit->odds[j];
  for (unsigned j = 0; j < design->n_lists; j++) {
    double *row = fit->information + (1 + j) * fit->n;
    const double caught = total * fit->odds[j] / (1 + fit->odds[j]);
    row[0] = row[1 + j] = caught;
    for (unsigned i = 0; i < j; i++) row[1 + i] = caught * fit->odds[i] / (1 + fit->odds[i]);
  }
}

static void gather_information(dark__regression *fit, const dark__rows *design) {
  gather_columns(fit, design);
  if (are_independent(design)) gather_independent(fit, design);
  else
    for (unsigned j = 0; j < design->n_lists; j++) gather_list(fit, design, j);
}

/* Observed minus expected; the expected people on a list stand on the diagonal of the information. */
static void gather_score(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  for (unsigned m = 0; m < design->n_columns; m++) {
    fit->score[m] = 0;
    for (unsigned k = design->first; k < design->end; k++)
      fit->score[m] += design->columns[m][k] * (counts->rows[k] - fit->means[k]);
  }
  for (size_t i = design->n_columns; i < fit->n; i++)
    fit->score[i] = counts->lists[i - design->n_columns] - fit->information[i * fit->n + i];
}

/* Newton's step; returns the squared decrement, *smallest_pivot on the way. */
static double find_step(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts, double *smallest_pivot) {
  gather_information(fit, design);
  gather_score(fit, design, counts);
  *smallest_pivot = dark__cholesky_factor(fit->information, fit->n, ALIASED_PIVOT);
  memcpy(fit->step, fit->score, fit->n * sizeof *fit->step);
  dark__cholesky_solve(fit->information, fit->n, fit->step);
  double decrement = 0;
  for (size_t i = 0; i < fit->n; i++) decrement += fit->step[i] * fit->score[i];
  return decrement;
}

static void sort(double *values, unsigned n) {
  for (unsigned i = 1; i < n; i++)
    for (unsigned k = i; k > 0 && values[k] < values[k - 1]; k--) {
      const double larger = values[k - 1];
      values[k - 1] = values[k];
      values[k] = larger;
    }
}

/* How far the step moves linear predictors of cells: the extremes in row k are those of the k lists that move least and most. */
typedef struct reach {
  double least, most;
} reach;

static reach measure_step(const dark__regression *fit, const dark__rows *design) {
  double moves[DARK_MAX_TABLE_LISTS], low = 0, high = 0;
  const unsigned n = design->n_lists;
  memcpy(moves, fit->step + design->n_columns, n * sizeof *moves);
  sort(moves, n);
  reach range = {0, 0};
  for (unsigned k = 0; k < design->end; k++) {
    if (k > 0 && n > 0) {
      low += moves[k - 1];
      high += moves[n - k];
    }
    if (k < design->first) continue;
    double change = 0;
    for (unsigned m = 0; m < design->n_columns; m++) change += fit->step[m] * design->columns[m][k];
    range.least = fmin(range.least, change + low);
    range.most = fmax(range.most, change + high);
  }
  return range;
}

/* Go the share of the step; while the likelihood falls by more than rounding explains, go back half of the way. NaN when nothing helps. */
static double advance(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts, double share,
                      double noise) {
  memcpy(fit->previous, fit->coefficients, fit->n * sizeof *fit->previous);
  for (size_t i = 0; i < fit->n; i++) fit->coefficients[i] += share * fit->step[i];
  for (int halvings = 0; halvings < MOST_HALVINGS; halvings++) {
    const double log_lik = evaluate(fit, design, counts);
    if (isfinite(log_lik) && log_lik >= fit->log_lik - noise) return log_lik;
    for (size_t i = 0; i < fit->n; i++) fit->coefficients[i] = 0.5 * (fit->coefficients[i] + fit->previous[i]);
  }
  return NAN;
}

/* How a run of falling cells ends where it cannot go on: they fell far enough to tell, or not. */
static dark__regression_end give_up(int n_falling) {
  return n_falling >= LONG_RUN ? DARK__REGRESSION_RUNAWAY : DARK__REGRESSION_STUCK;
}

static dark__regression_end iterate(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  int n_falling = 0, n_idle = 0;
  fit->log_lik = evaluate(fit, design, counts);
  if (!isfinite(fit->log_lik)) return DARK__REGRESSION_STUCK;
  for (int n_steps = 0; n_steps < MOST_STEPS; n_steps++) {
    double smallest_pivot;
    const double noise = NOISE_DECREMENT + NOISE_SHARE * fabs(fit->log_lik);
    const double decrement = find_step(fit, design, counts, &smallest_pivot);
    if (!isfinite(decrement)) return give_up(n_falling);
    const reach range = measure_step(fit, design);
    const double longest = fmax(range.most, -range.least);
    if (n_falling >= LONG_RUN && smallest_pivot <= ALIASED_PIVOT) return DARK__REGRESSION_RUNAWAY;
    n_falling = range.least < RUNAWAY_FALL && range.most < RUNAWAY_RISE ? n_falling + 1 : 0;
    n_idle = n_falling > 0 && decrement < noise ? n_idle + 1 : 0;
    if (n_idle == RUNAWAY_STEPS) return DARK__REGRESSION_RUNAWAY;
    const double log_lik = advance(fit, design, counts, longest > LONGEST_CHANGE ? LONGEST_CHANGE / longest : 1, noise);
    if (isnan(log_lik)) return give_up(n_falling);
    fit->log_lik = log_lik;
    if (longest <= CONVERGED_CHANGE && smallest_pivot > ALIASED_PIVOT) return DARK__REGRESSION_CONVERGED;
  }
  return DARK__REGRESSION_STUCK;
}

/* ---- where to start when nobody says */

/* Without list effects: weighted least squares of the logarithms of the rows. */
static void guess_columns(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  for (unsigned k = design->first; k < design->end; k++) fit->means[k] = counts->rows[k] + 0.5;
  gather_columns(fit, design);
  dark__cholesky_factor(fit->information, fit->n, ALIASED_PIVOT);
  for (unsigned m = 0; m < design->n_columns; m++) {
    fit->coefficients[m] = 0;
    for (unsigned k = design->first; k < design->end; k++)
      fit->coefficients[m] += fit->means[k] * design->columns[m][k] * log(fit->means[k] / design->n_cells[k]);
  }
  dark__cholesky_solve(fit->information, fit->n, fit->coefficients);
}

/* With list effects: independent lists in the proportions observed, the level from the people on one list and on two. */
static void guess_lists(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  const double t = design->n_lists;
  const double once = log((counts->rows[1] + 0.5) / t), twice = log((counts->rows[2] + 0.5) / (t * (t - 1) / 2));
  double mean = 0;
  for (unsigned j = 0; j < design->n_lists; j++) mean += counts->lists[j] / t;
  for (unsigned m = 0; m < design->n_columns; m++) fit->coefficients[m] = m == 0 ? 2 * once - twice : 0;
  for (unsigned j = 0; j < design->n_lists; j++)
    fit->coefficients[design->n_columns + j] = twice - once + log((counts->lists[j] + 0.5) / (mean + 0.5));
}

/* Where that is too far away, as when few people of millions are on one list or on two: independent lists and nothing else, Darroch's N = n /
   {1 - prod (1 - n_j/N)} by going round. With people on no list among the rows N is known. */
static void guess_independence(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts) {
  double n = 0;
  for (unsigned k = design->first; k < design->end; k++) n += counts->rows[k];
  double total = design->first == 0 ? n : 2 * n, missed = 1;
  for (int round = 0; round < MOST_STEPS; round++) {
    missed = 1;
    for (unsigned j = 0; j < design->n_lists; j++) missed *= 1 - counts->lists[j] / total;
    if (design->first > 0) total = n / (1 - missed);
  }
  for (unsigned m = 0; m < design->n_columns; m++) fit->coefficients[m] = m == 0 ? log(total * missed) : 0;
  for (unsigned j = 0; j < design->n_lists; j++)
    fit->coefficients[design->n_columns + j] = log(counts->lists[j] / (total - counts->lists[j]));
}

dark__regression_end dark__regression_fit(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts,
                                          const double *start) {
  fit->n = n_coefficients(design);
  if (start != NULL) {
    memcpy(fit->coefficients, start, fit->n * sizeof *start);
    const dark__regression_end end = iterate(fit, design, counts);
    if (end != DARK__REGRESSION_STUCK) return end;
  }
  if (design->n_lists == 0) {
    guess_columns(fit, design, counts);
    return iterate(fit, design, counts);
  }
  guess_lists(fit, design, counts);
  const dark__regression_end end = iterate(fit, design, counts);
  if (end != DARK__REGRESSION_STUCK) return end;
  guess_independence(fit, design, counts);
  return iterate(fit, design, counts);
}

void dark__regression_covariances(double *inverse, dark__regression *fit, const dark__rows *design) {
  const size_t n = fit->n;
  gather_information(fit, design);
  dark__cholesky_factor(fit->information, n, ALIASED_PIVOT);
  memset(inverse, 0, n * n * sizeof *inverse);
  for (size_t i = 0; i < n; i++) {
    inverse[i * n + i] = 1;
    dark__cholesky_solve(fit->information, n, inverse + i * n);
  }
}
