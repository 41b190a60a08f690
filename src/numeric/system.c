/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/system.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"

static int kind_of_bounds(double low, double high) {
  if (isinf(low)) return isinf(high) ? GLP_FR : GLP_UP;
  if (isinf(high)) return GLP_LO;
  return low < high ? GLP_DB : GLP_FX;
}

static void put_sum(glp_prob *problem, int row, const dark__known_sum *sum, const dark__system_call *call) {
  for (size_t i = 0; i < sum->n_unknowns; i++) {
    call->indices[i + 1] = (int)sum->unknowns[i] + 1;
    call->values[i + 1] = 1;
  }
  glp_set_mat_row(problem, row, (int)sum->n_unknowns, call->indices, call->values);
  glp_set_row_bnds(problem, row, kind_of_bounds(sum->low, sum->high), sum->low, sum->high);
}

void dark__system_put(glp_prob *problem, const dark__system_call *call) {
  const dark__system *system = call->system;
  glp_add_cols(problem, (int)system->n_unknowns);
  for (size_t u = 0; u < system->n_unknowns; u++) glp_set_col_bnds(problem, (int)u + 1, GLP_LO, system->least[u], 0);
  if (system->n_sums > 0) glp_add_rows(problem, (int)system->n_sums);
  for (size_t s = 0; s < system->n_sums; s++) put_sum(problem, (int)s + 1, &system->sums[s], call);
}

dark_status dark__system_solve(dark__programme *programme, void *context, dark__system_call *call, dark_error *err) {
  const dark__system *system = call->system;
  if (system->n_unknowns > INT_MAX / 4 || system->n_sums > INT_MAX / 4)
    return dark__fail(err, DARK_ELIMIT, "a programme of %zu unknowns and %zu sums is too large", system->n_unknowns,
                      system->n_sums);
  call->indices = malloc((system->n_unknowns + 1) * sizeof *call->indices);
  call->values = malloc((system->n_unknowns + 1) * sizeof *call->values);
  const dark_status status = call->indices == NULL || call->values == NULL
                                 ? dark__fail_memory(err)
                                 : dark__glpk_call(programme, context, system->n_sums, err);
  free(call->values);
  free(call->indices);
  return status;
}
