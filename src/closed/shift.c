/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "closed/shift.h"

#include <math.h>

enum { N_SHIFTED = 3 };

static void shifts_of_captures(double shifts[N_SHIFTED], const dark__closed_model *model) {
  shifts[0] = -0.5;
  shifts[1] = 1;
  shifts[2] = 0;
  if (model->heterogeneity == DARK__HETEROGENEITY_NONE) return;
  const double h1 = dark__heterogeneity_at(model, 1), h2 = dark__heterogeneity_at(model, 2),
               h3 = dark__heterogeneity_at(model, 3);
  const double c = (h2 - 2 * h1) / (h3 - 2 * h2 + h1);
  shifts[0] = -(1 + c) / 2;
  shifts[1] = 1 + c;
  shifts[2] = (1 - c) / 2;
}

static void shifts_of_histories(double shifts[N_SHIFTED], const dark__closed_model *model, double t) {
  shifts[2] = 0;
  switch (model->heterogeneity) {
    case DARK__HETEROGENEITY_NONE:
    case DARK__HETEROGENEITY_CHAO:
      shifts[0] = (t - 2) / (2 * t);
      shifts[1] = 2 / (t * (t - 1));
      break;
    case DARK__HETEROGENEITY_POISSON:
      shifts[0] = (2 * t - 5) / (4 * t);
      shifts[1] = 3 / (t * (t - 1));
      shifts[2] = 3 / (2 * t * (t - 1) * (t - 2));
      break;
    default: /* Darroch; no other has one */
      shifts[0] = (t - 3) / (2 * t);
      shifts[1] = 4 / (t * (t - 1));
      break;
  }
}

void dark__shift_counts(dark__row_counts *counts, const dark__closed_model *model, unsigned n_lists) {
  double shifts[N_SHIFTED];
  if (!model->lists_differ) {
    shifts_of_captures(shifts, model);
    for (unsigned k = 1; k <= N_SHIFTED && k <= n_lists; k++) counts->rows[k] = fmax(0, counts->rows[k] + shifts[k - 1]);
    return;
  }
  shifts_of_histories(shifts, model, n_lists);
  double with_list = 1; /* C(t - 1, k - 1) histories of k lists hold a given one */
  for (unsigned k = 1; k <= N_SHIFTED && k <= n_lists; k++) {
    counts->rows[k] += shifts[k - 1] * with_list * n_lists / k;
    for (unsigned j = 0; j < n_lists; j++) counts->lists[j] += shifts[k - 1] * with_list;
    with_list *= (double)(n_lists - k) / k;
  }
}
