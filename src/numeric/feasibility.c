/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/feasibility.h"

#include <limits.h>
#include <stdlib.h>

#include "base/error.h"
#include "numeric/glpk.h"

/* Optima seen on whole-number tables are 0 or above 0.05; in between, rounding has spoilt the simplex and exact arithmetic decides. */
static const double SURELY_ZERO = 1e-9, SURELY_POSITIVE = 1e-3;

static int is_sure(double optimum) { return optimum < SURELY_ZERO || optimum > SURELY_POSITIVE; }

/* A question, its answer, and room for an equation. */
typedef struct question {
  const dark__system *system;
  size_t which;
  double *largest;
  int *indices;   /* [n_unknowns + 1] */
  double *values; /* [n_unknowns + 1] */
} question;

/* One column a unknown. */
static int answer(glp_prob *problem, void *context) {
  const question *of = context;
  const dark__system *system = of->system;
  glp_add_cols(problem, (int)system->n_unknowns);
  glp_add_rows(problem, (int)system->n_equations);
  for (int j = 1; j <= (int)system->n_unknowns; j++) glp_set_col_bnds(problem, j, GLP_LO, 0, 0);
  for (int i = 0; i < (int)system->n_equations; i++) {
    int length = 0;
    for (size_t k = system->starts[i]; k < system->starts[i + 1]; k++) {
      of->indices[++length] = system->unknowns[k] + 1;
      of->values[length] = 1;
    }
    glp_set_mat_row(problem, i + 1, length, of->indices, of->values);
    glp_set_row_bnds(problem, i + 1, GLP_FX, system->right[i], system->right[i]);
  }
  glp_set_obj_coef(problem, (int)of->which + 1, 1);
  return dark__simplex(of->largest, problem, is_sure);
}

dark_status dark__largest_value(double *largest, const dark__system *system, size_t which, dark_error *err) {
  if (system->n_unknowns > INT_MAX / 4 || system->n_equations > INT_MAX / 4)
    return dark__fail(err, DARK_ELIMIT, "a linear programme of %zu unknowns is too large", system->n_unknowns);
  question asked = {.system = system,
                    .which = which,
                    .largest = largest,
                    .indices = malloc((system->n_unknowns + 1) * sizeof *asked.indices),
                    .values = malloc((system->n_unknowns + 1) * sizeof *asked.values)};
  const dark_status status = asked.indices == NULL || asked.values == NULL
                                 ? dark__fail_memory(err)
                                 : dark__glpk_call(answer, &asked, system->n_equations, err);
  free(asked.values);
  free(asked.indices);
  return status;
}
