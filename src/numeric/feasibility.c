/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/feasibility.h"

#include <glpk.h>
#include <limits.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"

/* Optima seen on whole-number tables are 0 or above 0.05; in between, rounding has spoilt the simplex and exact arithmetic decides. */
static const double SURELY_ZERO = 1e-9, SURELY_POSITIVE = 1e-3;

/* One column a unknown; for the largest minimum one more, s, in rows x - s >= 0 behind the equations. */
static void build(glp_prob *problem, const dark__system *system, int with_minimum, int *row_indices, double *row_values) {
  const int n_unknowns = (int)system->n_unknowns, n_equations = (int)system->n_equations;
  glp_set_obj_dir(problem, GLP_MAX);
  glp_add_cols(problem, n_unknowns + (with_minimum ? 1 : 0));
  glp_add_rows(problem, n_equations + (with_minimum ? n_unknowns : 0));
  for (int j = 1; j <= n_unknowns + (with_minimum ? 1 : 0); j++) glp_set_col_bnds(problem, j, GLP_LO, 0, 0);
  for (int i = 0; i < n_equations; i++) {
    int length = 0;
    for (size_t k = system->starts[i]; k < system->starts[i + 1]; k++) {
      row_indices[++length] = system->unknowns[k] + 1;
      row_values[length] = 1;
    }
    glp_set_mat_row(problem, i + 1, length, row_indices, row_values);
    glp_set_row_bnds(problem, i + 1, GLP_FX, system->right[i], system->right[i]);
  }
  for (int j = 1; with_minimum && j <= n_unknowns; j++) {
    const int indices[] = {0, j, n_unknowns + 1};
    const double values[] = {0, 1, -1};
    glp_set_mat_row(problem, n_equations + j, 2, indices, values);
    glp_set_row_bnds(problem, n_equations + j, GLP_LO, 0, 0);
  }
}

static int solve(double *optimum, glp_prob *problem) {
  glp_smcp control;
  glp_init_smcp(&control);
  control.msg_lev = GLP_MSG_OFF;
  const int failed = glp_simplex(problem, &control) != 0 || glp_get_status(problem) != GLP_OPT;
  *optimum = glp_get_obj_val(problem);
  if (!failed && (*optimum < SURELY_ZERO || *optimum > SURELY_POSITIVE)) return 1;
  control.meth = GLP_PRIMAL;
  if (glp_exact(problem, &control) != 0 || glp_get_status(problem) != GLP_OPT) return 0;
  *optimum = glp_get_obj_val(problem);
  return 1;
}

static _Noreturn void leave_glpk(void *jump) { longjmp(*(jmp_buf *)jump, 1); }

/* GLPK turns its terminal output on again to report an internal error. */
static int swallow(void *nothing, const char *text) {
  (void)nothing, (void)text;
  return 1;
}

/* `which` counts unknowns from 0; SIZE_MAX asks for the largest minimum. GLPK aborts the process on internal errors, also when memory
   runs out behind its first allocations, unless a hook leaves; its environment is lost then, and what went wrong is not known. */
static dark_status maximise(double *optimum, const dark__system *system, size_t which, int *row_indices, double *row_values,
                            dark_error *err) {
  const int with_minimum = which == SIZE_MAX;
  const int environment = glp_init_env(); /* 0: made, 1: there was one */
  if (environment > 1) return dark__fail_memory(err);
  const int own_environment = environment == 0;
  jmp_buf jump;
  if (setjmp(jump) != 0) {
    glp_error_hook(NULL, NULL);
    glp_free_env();
    return dark__fail(err, DARK_ENUMERIC, "the linear programme solver failed");
  }
  glp_error_hook(leave_glpk, &jump);
  if (own_environment) glp_term_hook(swallow, NULL);
  const int terminal = glp_term_out(GLP_OFF);
  glp_prob *problem = glp_create_prob();
  build(problem, system, with_minimum, row_indices, row_values);
  glp_set_obj_coef(problem, with_minimum ? (int)system->n_unknowns + 1 : (int)which + 1, 1);
  const int solved = solve(optimum, problem);
  glp_delete_prob(problem);
  glp_term_out(terminal);
  glp_error_hook(NULL, NULL);
  if (own_environment) glp_free_env();
  return solved ? DARK_OK
                : dark__fail(err, DARK_ENUMERIC, "a linear programme of %zu equations was not solved", system->n_equations);
}

static dark_status maximise_with_memory(double *optimum, const dark__system *system, size_t which, dark_error *err) {
  if (system->n_unknowns > INT_MAX / 4 || system->n_equations > INT_MAX / 4)
    return dark__fail(err, DARK_ELIMIT, "a linear programme of %zu unknowns is too large", system->n_unknowns);
  int *row_indices = malloc((system->n_unknowns + 1) * sizeof *row_indices);
  double *row_values = malloc((system->n_unknowns + 1) * sizeof *row_values);
  const dark_status status = row_indices == NULL || row_values == NULL
                                 ? dark__fail_memory(err)
                                 : maximise(optimum, system, which, row_indices, row_values, err);
  free(row_values);
  free(row_indices);
  return status;
}

dark_status dark__largest_minimum(double *largest, const dark__system *system, dark_error *err) {
  return maximise_with_memory(largest, system, SIZE_MAX, err);
}

dark_status dark__largest_value(double *largest, const dark__system *system, size_t which, dark_error *err) {
  return maximise_with_memory(largest, system, which, err);
}
