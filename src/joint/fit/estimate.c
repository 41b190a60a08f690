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
                               dark__joint_aim aim, dark_error *err) {
  const dark__joint_design *design = out->fit.design;
  dark__joint_cells cells = {counts, out->existence.on_face};
  dark__joint_fit_run(&out->fit, &cells, cold);
  if (out->fit.has_converged && out->fit.is_certain) return DARK_OK;
  dark__joint_existence_clear(&out->existence);
  const dark_status status = dark__joint_existence_find(&out->existence, design, kinds, err);
  if (status != DARK_OK || (!out->existence.exists && aim != DARK__AIM_ESTIMATE)) return status;
  cells.in_use = out->existence.on_face;
  if (!out->existence.exists || !out->fit.has_converged) dark__joint_fit_run(&out->fit, &cells, true);
  if (!out->fit.has_converged) return dark__fail(err, DARK_ENUMERIC, "the fit of a joint model found no maximum");
  return DARK_OK;
}

static dark_status find_hidden(dark__joint_estimate *out, const double *counts, const unsigned char *kinds, bool cold,
                               dark__joint_aim aim, dark_error *err) {
  const dark_status status = fit_on_face(out, counts, kinds, cold, aim, err);
  if (status != DARK_OK || (!out->existence.exists && aim != DARK__AIM_ESTIMATE)) return status;
  return dark__hidden_find(&out->hidden, &out->fit, &out->existence, err);
}

/* So many steps are made to prove an estimate before it is fitted otherwise. */
enum { MOST_PROOFS = 6 };

/* Whether that did what was asked for. */
static bool is_told(bool *is_bound, dark__joint_estimate *out, const double *counts, dark__joint_aim aim) {
  const dark__joint_cells cells = {counts, out->existence.on_face};
  if (aim == DARK__AIM_ESTIMATE) return false;
  dark__joint_set_targets(&out->fit, &cells);
  if (dark__joint_lacks_people(&out->fit)) {
    out->existence.exists = false;
    return true;
  }
  const bool is_proved = dark__joint_fit_bound(&out->fit, &cells, aim == DARK__AIM_BOUND ? 1 : MOST_PROOFS);
  *is_bound = is_proved && !out->fit.has_converged;
  return is_proved && (out->fit.has_converged || aim == DARK__AIM_BOUND);
}

static void start_at(dark__joint_fit *fit, const double *coefficients) {
  if (coefficients != NULL) memcpy(fit->coefficients, coefficients, fit->design->n_columns * sizeof *coefficients);
}

dark_status dark__joint_estimate_aim(dark__joint_estimate *out, bool *is_bound, const dark__joint_design *design,
                                     const double *counts, const double *coefficients, dark__joint_aim aim, dark_error *err) {
  *out = (dark__joint_estimate){0};
  *is_bound = false;
  unsigned char *kinds = malloc(design->strata->n_strata * dark__n_histories(design->strata) + 1);
  dark_status status = kinds == NULL ? dark__fail_memory(err) : dark__halt_check(err);
  if (status == DARK_OK) status = dark__joint_fit_new(&out->fit, design, err);
  if (status == DARK_OK) {
    dark__joint_kinds(kinds, design->strata, counts);
    start_at(&out->fit, coefficients);
    status = dark__joint_existence_certain(&out->existence, design, kinds, err);
  }
  if (status == DARK_OK && !is_told(is_bound, out, counts, aim)) {
    *is_bound = false;
    start_at(&out->fit, coefficients);
    status = find_hidden(out, counts, kinds, coefficients == NULL, aim, err);
  }
  free(kinds);
  return status;
}

dark_status dark__joint_estimate_find_from(dark__joint_estimate *out, const dark__joint_design *design, const double *counts,
                                           const double *coefficients, dark_error *err) {
  bool is_bound;
  return dark__joint_estimate_aim(out, &is_bound, design, counts, coefficients, DARK__AIM_ESTIMATE, err);
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
