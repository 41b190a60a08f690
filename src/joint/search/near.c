/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/near.h"

#include <math.h>
#include <string.h>

#include "joint/fit/constants.h"
#include "numeric/cholesky.h"

/* A column that others make up to this share of its diagonal is one of them. */
static const double ALIASED = 1e-10;

static size_t list_columns(size_t *columns, const dark__full *of, uint64_t subset) {
  size_t n = 0;
  for (size_t i = 0; i < of->all.n; i++) {
    if (i >= of->fixed.n && (subset >> (i - of->fixed.n) & 1) == 0) continue;
    for (size_t j = of->starts[i]; j < of->starts[i + 1]; j++) columns[n++] = j;
  }
  return n;
}

/* b_S = M_SS^-1 (M b)_S; the form loses (b - b_S)' M b there. */
dark__joint_start dark__near_start(dark__full *of, uint64_t subset) {
  const size_t p = of->n_columns;
  double *factor = of->work, *solution = of->work + p * p;
  const size_t n = list_columns(of->columns, of, subset);
  memset(of->near, 0, p * sizeof *of->near);
  for (size_t i = 0; i < n; i++) {
    const double *row = of->information + of->columns[i] * p;
    for (size_t j = 0; j <= i; j++) factor[i * n + j] = row[of->columns[j]];
    solution[i] = of->products[of->columns[i]];
  }
  of->near_pivot = dark__cholesky_factor(factor, n, ALIASED);
  dark__cholesky_solve(factor, n, solution);
  for (size_t i = 0; i < n; i++) of->near[of->columns[i]] = solution[i];
  of->near_loss = 0;
  for (size_t j = 0; j < p; j++) of->near_loss += (of->estimate[j] - of->near[j]) * of->products[j];
  return (dark__joint_start){
      .terms = of->all.terms, .n_terms = of->all.n, .starts = of->starts, .coefficients = of->near, .completed = of->completed};
}

bool dark__near_bound(double *log_lik, dark__full *of) {
  if (!of->is_proof || !(of->near_pivot > DARK__JOINT_CERTAIN_PIVOT)) return false;
  for (size_t j = 0; j < of->n_columns; j++) of->fit.step[j] = of->near[j] - of->estimate[j];
  double divergence;
  const double share = dark__joint_step_share(&of->fit, of->existence.on_face);
  if (!dark__joint_step_divergence(&divergence, &of->fit, of->existence.on_face, share)) return false;
  *log_lik = of->fit.log_lik - share * of->near_loss + divergence;
  return isfinite(*log_lik);
}
