/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "numeric/root.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>

#include "base/error.h"

enum { MOST_ITERATIONS = 200 };
static const double ROOT_WIDTH = 1e-12;

dark_status dark__root_find(double *x, double (*function)(double x, void *context), void *context, double low, double high,
                            const char *what, dark_error *err) {
  gsl_function of = {.function = function, .params = context};
  gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  if (solver == NULL) return dark__fail_memory(err);
  int failed = gsl_root_fsolver_set(solver, &of, low, high), tested = GSL_CONTINUE;
  for (int i = 0; failed == 0 && tested == GSL_CONTINUE && i < MOST_ITERATIONS; i++) {
    failed = gsl_root_fsolver_iterate(solver);
    tested = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), ROOT_WIDTH, ROOT_WIDTH);
  }
  *x = gsl_root_fsolver_root(solver);
  gsl_root_fsolver_free(solver);
  return failed == 0 && tested == GSL_SUCCESS ? DARK_OK : dark__fail(err, DARK_ENUMERIC, "%s was not found", what);
}
