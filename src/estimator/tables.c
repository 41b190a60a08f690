/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/tables.h"

#include "base/halt.h"

/* What is not solved has no estimate; everything else that went wrong is an error. */
static dark_status settle(dark_estimate *out, dark_status status) {
  if (status != DARK_ENUMERIC) return status;
  dark__estimate_fails(out, DARK_REASON_NOT_CONVERGED);
  return DARK_OK;
}

dark_status dark__estimate_each(dark__estimate_one *one, dark_estimate *out, const void *plan, void *workspace,
                                const double *const *weights, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i++) {
    status = dark__halt_check(err);
    if (status == DARK_OK) status = settle(&out[i], one(&out[i], plan, workspace, weights[i], err));
  }
  return status;
}

dark_status dark__estimate_by(size_t width, dark__estimate_few *few, dark_estimate *out, const void *plan, void *workspace,
                              const double *const *weights, size_t n, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t i = 0; status == DARK_OK && i < n; i += width) {
    const size_t n_here = n - i < width ? n - i : width;
    status = dark__halt_check(err);
    if (status == DARK_OK) status = few(out + i, plan, workspace, weights + i, n_here, err);
    if (status != DARK_ENUMERIC) continue;
    status = DARK_OK;
    for (size_t k = i; status == DARK_OK && k < i + n_here; k++)
      status = settle(&out[k], few(out + k, plan, workspace, weights + k, 1, err));
  }
  return status;
}
