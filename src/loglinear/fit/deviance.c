/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/fit/deviance.h"

#include <math.h>

#include "base/error.h"

dark_status dark__model_deviance(double *out, const dark__problem *problem, const uint32_t *terms, size_t n_terms,
                                 const double *weights, dark_error *err) {
  dark__engine *engine = NULL;
  const dark__fit_request request = {.terms = terms, .n_terms = n_terms, .floor = -INFINITY};
  *out = NAN;
  dark_status status = dark__engine_new(&engine, problem, n_terms, err);
  if (status != DARK_OK) return status;
  dark__engine_load(engine, weights);
  const dark__fit fit = dark__fit_model(&engine->space, &engine->counts, &request);
  if (fit.end == DARK__FIT_CONVERGED) *out = fmax(0, 2 * (engine->counts.saturated - fit.log_lik));
  else status = dark__fail(err, DARK_ENUMERIC, "the fit of a model did not converge");
  dark__engine_free(engine);
  return status;
}

dark_status dark__lattice_deviance(double *out, const dark__problem *problem, const dark__lattice *lattice, dark_model_id model,
                                   const double *weights, dark_error *err) {
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, lattice, dark__id_set(model));
  return dark__model_deviance(out, problem, terms, n_terms, weights, err);
}
