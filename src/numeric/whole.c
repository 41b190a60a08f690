/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/whole.h"

#include <math.h>

#include "base/halt.h"

/* A question and its answer. */
typedef struct question {
  dark__system_call call;
  double *point;
  bool is_found;
} question;

/* The search is given up when it takes too many nodes, or when nobody wants its answer any more. */
static void judge_nodes(glp_tree *tree, void *context) {
  (void)context;
  int n_in_all = 0;
  glp_ios_tree_size(tree, NULL, NULL, &n_in_all);
  if (n_in_all > DARK__WHOLE_NODES || dark__halt_is_asked()) glp_ios_terminate(tree);
}

/* What the search returns where the presolver finds no point at all, or where it was given up. */
static bool is_answer(int code) { return code == 0 || code == GLP_ENOPFS || code == GLP_ENODFS || code == GLP_ESTOP; }

static int answer(glp_prob *problem, void *context) {
  question *of = context;
  glp_iocp control;
  const size_t n_unknowns = of->call.system->n_unknowns;
  dark__system_put(problem, &of->call);
  for (size_t u = 0; u < n_unknowns; u++) glp_set_col_kind(problem, (int)u + 1, GLP_IV);
  glp_init_iocp(&control);
  control.msg_lev = GLP_MSG_OFF;
  control.presolve = GLP_ON;
  control.cb_func = judge_nodes;
  const int code = glp_intopt(problem, &control), status = glp_mip_status(problem);
  of->is_found = status == GLP_OPT || status == GLP_FEAS;
  for (size_t u = 0; of->is_found && u < n_unknowns; u++) of->point[u] = round(glp_mip_col_val(problem, (int)u + 1));
  return is_answer(code);
}

/* Rounding within the solver is not taken on trust. */
static bool meets_all(const dark__system *system, const double *point) {
  for (size_t u = 0; u < system->n_unknowns; u++)
    if (point[u] < system->least[u]) return false;
  for (size_t s = 0; s < system->n_sums; s++) {
    double sum = 0;
    for (size_t i = 0; i < system->sums[s].n_unknowns; i++) sum += point[system->sums[s].unknowns[i]];
    if (sum < system->sums[s].low || sum > system->sums[s].high) return false;
  }
  return true;
}

dark_status dark__whole_point(bool *is_found, double *point, const dark__system *system, dark_error *err) {
  question asked = {.call = {.system = system}, .point = point};
  dark_status status = dark__system_solve(answer, &asked, &asked.call, err);
  if (status == DARK_OK) status = dark__halt_check(err);
  *is_found = status == DARK_OK && asked.is_found && meets_all(system, point);
  return status;
}
