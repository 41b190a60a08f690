/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/linear.h"

#include <math.h>

typedef struct question {
  dark__system_call call;
  size_t unknown;
  double least; /* the answer */
} question;

/* The problem is a maximum. */
static int answer(glp_prob *problem, void *context) {
  question *of = context;
  glp_smcp control;
  dark__system_put(problem, &of->call);
  glp_set_obj_coef(problem, (int)of->unknown + 1, -1);
  glp_init_smcp(&control);
  control.msg_lev = GLP_MSG_OFF;
  const int code = glp_simplex(problem, &control);
  of->least = glp_get_status(problem) == GLP_OPT ? -glp_get_obj_val(problem) : NAN;
  return code == 0;
}

dark_status dark__linear_least(double *least, const dark__system *system, size_t u, dark_error *err) {
  question asked = {.call = {.system = system}, .unknown = u, .least = NAN};
  const dark_status status = dark__system_solve(answer, &asked, &asked.call, err);
  *least = asked.least;
  return status;
}
