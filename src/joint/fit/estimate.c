/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/fit/estimate.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/halt.h"

void dark__joint_kinds(unsigned char *kinds, const dark__joint_strata *strata, const double *counts) {
  const size_t n = dark__n_histories(strata);
  for (size_t x = 0; x < strata->n_strata; x++)
    for (uint32_t w = 0; w < n; w++) {
      const bool is_seen = dark__is_observable(strata, x, w);
      kinds[x * n + w] = !is_seen ? DARK__CELL_UNSEEN : counts[x * n + w] > 0 ? DARK__CELL_OCCUPIED : DARK__CELL_EMPTY;
    }
}

/* A fit on all observable cells that proves by itself that it exists spares the linear programmes; else the fit is made on the face. */
static dark_status fit_on_face(dark__joint_estimate *out, const double *counts, const unsigned char *kinds, bool cold,
                               dark_error *err) {
  const dark__joint_design *design = out->fit.design;
  dark__joint_cells cells = {counts, out->existence.on_face};
  dark__joint_fit_run(&out->fit, &cells, cold);
  if (out->fit.has_converged && out->fit.is_certain) return DARK_OK;
  dark__joint_existence_clear(&out->existence);
  const dark_status status = dark__joint_existence_find(&out->existence, design, kinds, err);
  if (status != DARK_OK) return status;
  cells.in_use = out->existence.on_face;
  if (!out->existence.exists || !out->fit.has_converged) dark__joint_fit_run(&out->fit, &cells, true);
  if (!out->fit.has_converged) return dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  return DARK_OK;
}

static dark_status find_hidden(dark__joint_estimate *out, const double *counts, const unsigned char *kinds, bool cold,
                               dark_error *err) {
  const dark_status status = fit_on_face(out, counts, kinds, cold, err);
  return status == DARK_OK ? dark__hidden_find(&out->hidden, &out->fit, &out->existence, err) : status;
}

/* *is_bound, unless NULL: whether one step was enough to tell that the estimate exists, and no more was made. */
static dark_status find(dark__joint_estimate *out, bool *is_bound, const dark__joint_design *design, const double *counts,
                        const double *coefficients, dark_error *err) {
  *out = (dark__joint_estimate){0};
  unsigned char *kinds = malloc(design->strata->n_strata * dark__n_histories(design->strata) + 1);
  dark_status status = kinds == NULL ? dark__fail_memory(err) : dark__halt_check(err);
  if (status == DARK_OK) status = dark__joint_fit_new(&out->fit, design, err);
  if (status == DARK_OK) {
    dark__joint_kinds(kinds, design->strata, counts);
    if (coefficients != NULL) memcpy(out->fit.coefficients, coefficients, design->n_columns * sizeof *coefficients);
    status = dark__joint_existence_certain(&out->existence, design, kinds, err);
  }
  const dark__joint_cells cells = {counts, out->existence.on_face};
  if (status == DARK_OK && is_bound != NULL) *is_bound = dark__joint_fit_bound(&out->fit, &cells);
  if (status == DARK_OK && (is_bound == NULL || !*is_bound)) status = find_hidden(out, counts, kinds, coefficients == NULL, err);
  free(kinds);
  return status;
}

dark_status dark__joint_estimate_find_from(dark__joint_estimate *out, const dark__joint_design *design, const double *counts,
                                           const double *coefficients, dark_error *err) {
  return find(out, NULL, design, counts, coefficients, err);
}

dark_status dark__joint_estimate_bound(dark__joint_estimate *out, bool *is_bound, const dark__joint_design *design,
                                       const double *counts, const double *coefficients, dark_error *err) {
  *is_bound = false;
  return find(out, is_bound, design, counts, coefficients, err);
}

dark_status dark__joint_estimate_find(dark__joint_estimate *out, const dark__joint_design *design, const double *counts,
                                      dark_error *err) {
  return dark__joint_estimate_find_from(out, design, counts, NULL, err);
}

void dark__joint_estimate_clear(dark__joint_estimate *of) {
  dark__joint_fit_clear(&of->fit);
  dark__joint_existence_clear(&of->existence);
  dark__hidden_clear(&of->hidden);
}
