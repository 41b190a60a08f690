/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__CLOSED_REGRESSION_H
#define DARK__CLOSED_REGRESSION_H

/* Poisson regression on tables whose cells fall into few rows:

     n_w ~ Poisson(mu_w),   log mu_w = sum_m a_m g_m(k) + sum of b_j over the lists j in w,   cell w in row k.

   A row is all histories of k lists, or all people first caught on occasion k. The 2^t cells themselves never appear: what the likelihood
   needs of a row is a sum over its cells, which is an elementary symmetric polynomial of the odds exp(b_j).

   Does the maximum exist? A Newton step with linear predictor u = X d also gives a table mu (1 + u) with exactly the observed
   sufficient statistics. As long as some u <= -1 that table proves nothing; when all |u| are tiny it is strictly positive, and the
   maximum exists (Haberman 1974). If it does not exist, some u <= -1 at every step: means run to zero. So steps are taken until no
   cell moves any more, or until cells run away while the likelihood has nothing to gain. */

#include <stddef.h>

#include <darkfigure/captures.h>

enum {
  DARK__MOST_ROWS = DARK_MAX_OCCASIONS + 1,
  DARK__MOST_COLUMNS = DARK_MAX_OCCASIONS + 1,
  DARK__MOST_COEFFICIENTS = DARK__MOST_COLUMNS + DARK_MAX_TABLE_LISTS
};

/* The design. Row 0 is that of the people on no list; it takes part in profiles only. */
typedef struct dark__rows {
  unsigned first, end; /* rows first .. end - 1 take part */
  unsigned n_columns;
  double columns[DARK__MOST_COLUMNS][DARK__MOST_ROWS]; /* [m][k] g_m(k); the first is all ones */
  unsigned n_lists;                                    /* with effects of their own; row k is then the histories of k of them */
  double n_cells[DARK__MOST_ROWS];                     /* [k] cells of a row; not looked at when lists have effects */
} dark__rows;

/* The data: all that the likelihood needs of them. */
typedef struct dark__row_counts {
  double rows[DARK__MOST_ROWS];       /* [k] people */
  double lists[DARK_MAX_TABLE_LISTS]; /* [j] people on list j; not looked at when lists have no effects */
} dark__row_counts;

typedef enum dark__regression_end {
  DARK__REGRESSION_CONVERGED,
  DARK__REGRESSION_RUNAWAY, /* the maximum lies at infinity; log_lik is near its supremum */
  DARK__REGRESSION_STUCK    /* no progress; not known to happen */
} dark__regression_end;

/* Memory and result of one fit. */
typedef struct dark__regression {
  size_t n;                                     /* coefficients: columns, then lists */
  double coefficients[DARK__MOST_COEFFICIENTS]; /* a_m, then b_j */
  double log_lik;                               /* sum over cells of n log mu - mu */
  double means[DARK__MOST_ROWS];                /* [k] expected people in a row */
  double rates[DARK__MOST_ROWS];                /* [k] exp(sum_m a_m g_m(k)) */
  double odds[DARK_MAX_TABLE_LISTS];            /* [j] exp(b_j) */
  double score[DARK__MOST_COEFFICIENTS];
  double step[DARK__MOST_COEFFICIENTS];
  double previous[DARK__MOST_COEFFICIENTS];
  double information[DARK__MOST_COEFFICIENTS * DARK__MOST_COEFFICIENTS]; /* [n x n] lower triangle, or its Cholesky factor */
} dark__regression;

/* Maximise, from `start` [n] or, where that is NULL, from a guess. Pure, no allocation, any thread. */
dark__regression_end dark__regression_fit(dark__regression *fit, const dark__rows *design, const dark__row_counts *counts,
                                          const double *start);

/* After a converged fit: inverse [n x n] of the information, the covariances of the coefficients. */
void dark__regression_covariances(double *inverse, dark__regression *fit, const dark__rows *design);

#endif
