/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/whole.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "numeric/glpk.h"

/* A question, its answer, and room for a sum. */
typedef struct question {
  const dark__whole_system *system;
  double *point;
  bool is_found;
  int *indices;   /* [n_unknowns + 1] */
  double *values; /* [n_unknowns + 1] */
} question;

static int kind_of_bounds(double low, double high) {
  if (isinf(low)) return isinf(high) ? GLP_FR : GLP_UP;
  if (isinf(high)) return GLP_LO;
  return low < high ? GLP_DB : GLP_FX;
}

static void add_unknowns(glp_prob *problem, const dark__whole_system *system) {
  glp_add_cols(problem, (int)system->n_unknowns);
  for (size_t u = 0; u < system->n_unknowns; u++) {
    glp_set_col_kind(problem, (int)u + 1, GLP_IV);
    glp_set_col_bnds(problem, (int)u + 1, GLP_LO, system->least[u], 0);
  }
}

static void add_sums(glp_prob *problem, const question *of) {
  if (of->system->n_sums > 0) glp_add_rows(problem, (int)of->system->n_sums);
  for (size_t s = 0; s < of->system->n_sums; s++) {
    const dark__whole_sum *sum = &of->system->sums[s];
    for (size_t i = 0; i < sum->n_unknowns; i++) {
      of->indices[i + 1] = (int)sum->unknowns[i] + 1;
      of->values[i + 1] = 1;
    }
    glp_set_mat_row(problem, (int)s + 1, (int)sum->n_unknowns, of->indices, of->values);
    glp_set_row_bnds(problem, (int)s + 1, kind_of_bounds(sum->low, sum->high), sum->low, sum->high);
  }
}

static void count_nodes(glp_tree *tree, void *context) {
  (void)context;
  int n_in_all = 0;
  glp_ios_tree_size(tree, NULL, NULL, &n_in_all);
  if (n_in_all > DARK__WHOLE_NODES) glp_ios_terminate(tree);
}

/* What the search returns where the presolver finds no point at all, or where it was given up. */
static bool is_answer(int code) { return code == 0 || code == GLP_ENOPFS || code == GLP_ENODFS || code == GLP_ESTOP; }

static int answer(glp_prob *problem, void *context) {
  question *of = context;
  glp_iocp control;
  add_unknowns(problem, of->system);
  add_sums(problem, of);
  glp_init_iocp(&control);
  control.msg_lev = GLP_MSG_OFF;
  control.presolve = GLP_ON;
  control.cb_func = count_nodes;
  const int code = glp_intopt(problem, &control), status = glp_mip_status(problem);
  of->is_found = status == GLP_OPT || status == GLP_FEAS;
  for (size_t u = 0; of->is_found && u < of->system->n_unknowns; u++) of->point[u] = round(glp_mip_col_val(problem, (int)u + 1));
  return is_answer(code);
}

/* Rounding within the solver is not taken on trust. */
static bool meets_all(const dark__whole_system *system, const double *point) {
  for (size_t u = 0; u < system->n_unknowns; u++)
    if (point[u] < system->least[u]) return false;
  for (size_t s = 0; s < system->n_sums; s++) {
    double sum = 0;
    for (size_t i = 0; i < system->sums[s].n_unknowns; i++) sum += point[system->sums[s].unknowns[i]];
    if (sum < system->sums[s].low || sum > system->sums[s].high) return false;
  }
  return true;
}

dark_status dark__whole_point(bool *is_found, double *point, const dark__whole_system *system, dark_error *err) {
  if (system->n_unknowns > INT_MAX / 4 || system->n_sums > INT_MAX / 4)
    return dark__fail(err, DARK_ELIMIT, "a programme of %zu unknowns and %zu sums is too large", system->n_unknowns,
                      system->n_sums);
  question asked = {.system = system,
                    .point = point,
                    .indices = malloc((system->n_unknowns + 1) * sizeof *asked.indices),
                    .values = malloc((system->n_unknowns + 1) * sizeof *asked.values)};
  const dark_status status = asked.indices == NULL || asked.values == NULL ? dark__fail_memory(err)
                                                                           : dark__glpk_call(answer, &asked, system->n_sums, err);
  free(asked.values);
  free(asked.indices);
  *is_found = status == DARK_OK && asked.is_found && meets_all(system, point);
  return status;
}
