/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/glpk.h"

#include <setjmp.h>

#include "base/error.h"

static _Noreturn void leave_glpk(void *jump) { longjmp(*(jmp_buf *)jump, 1); }

/* GLPK turns its terminal output on again to report an internal error. */
static int swallow(void *nothing, const char *text) {
  (void)nothing, (void)text;
  return 1;
}

/* GLPK aborts the process on internal errors, also when memory runs out behind its first allocations, unless a hook leaves; its environment
   is lost then, and what went wrong is not known. */
dark_status dark__glpk_call(dark__programme *programme, void *context, size_t n_equations, dark_error *err) {
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
  glp_set_obj_dir(problem, GLP_MAX);
  const int solved = programme(problem, context);
  glp_delete_prob(problem);
  glp_term_out(terminal);
  glp_error_hook(NULL, NULL);
  if (own_environment) glp_free_env();
  return solved ? DARK_OK : dark__fail(err, DARK_ENUMERIC, "a linear programme of %zu equations was not solved", n_equations);
}

int dark__simplex(double *optimum, glp_prob *problem, int (*is_sure)(double optimum)) {
  glp_smcp control;
  glp_init_smcp(&control);
  control.msg_lev = GLP_MSG_OFF;
  const int failed = glp_simplex(problem, &control) != 0 || glp_get_status(problem) != GLP_OPT;
  *optimum = glp_get_obj_val(problem);
  if (!failed && is_sure(*optimum)) return 1;
  control.meth = GLP_PRIMAL;
  if (glp_exact(problem, &control) != 0 || glp_get_status(problem) != GLP_OPT) return 0;
  *optimum = glp_get_obj_val(problem);
  return 1;
}
