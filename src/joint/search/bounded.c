/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/search/bounded.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

static dark_status begin(dark__joint_found *out, const dark__joint_terms *terms, size_t most_columns, dark_error *err) {
  *out = (dark__joint_found){0};
  out->coefficients = malloc((most_columns + 1) * sizeof *out->coefficients);
  out->term_starts = calloc(terms->n + 1, sizeof *out->term_starts);
  if (out->coefficients == NULL || out->term_starts == NULL) return dark__fail_memory(err);
  return dark__joint_terms_unite(&out->terms, terms, err);
}

/* The coefficients of the next term. */
static double *take_term(dark__joint_found *out, size_t i, size_t n_columns) {
  out->term_starts[i + 1] = out->term_starts[i] + n_columns;
  out->n_columns += n_columns;
  return out->coefficients + out->term_starts[i];
}

/* ---- by a border: both sets of terms are in order, and differ in one */

dark_status dark__bounded_beside(dark__joint_found *out, const dark__joint_search_request *request, const dark__border *border,
                                 const dark__joint_terms *base, const dark__joint_terms *terms, dark_error *err) {
  const dark__joint_design *design = &border->design;
  const bool is_larger = terms->n > base->n;
  const dark_status status = begin(out, terms, design->n_columns + border->n_added, err);
  for (size_t i = 0, from = 0; status == DARK_OK && i < terms->n; i++) {
    const bool is_same = from < base->n && dark__joint_term_is(terms->terms[i], base->terms[from]);
    if (!is_same && is_larger) {
      memcpy(take_term(out, i, border->n_added), border->step, border->n_added * sizeof *border->step);
      continue;
    }
    from += !is_same;
    const size_t first = design->term_starts[from], n = design->term_starts[from + 1] - first;
    double *own = take_term(out, i, n);
    for (size_t j = 0; j < n; j++) own[j] = border->fit.coefficients[first + j] + border->fit.step[first + j];
    from++;
  }
  out->bound = is_larger ? DARK__BOUND_STEP : DARK__BOUND_FORM;
  out->criterion = dark__joint_criterion(border->log_lik, true, out->n_columns, request);
  return status;
}

/* ---- by the form of all terms */

dark_status dark__bounded_near(dark__joint_found *out, const dark__joint_search_request *request, const dark__full *full,
                               const dark__joint_terms *terms, double log_lik, dark_error *err) {
  const dark_status status = begin(out, terms, full->n_columns, err);
  for (size_t i = 0; status == DARK_OK && i < terms->n; i++) {
    const size_t from = dark__joint_terms_place(&full->all, terms->terms[i]), first = full->starts[from],
                 n = full->starts[from + 1] - first;
    memcpy(take_term(out, i, n), full->near + first, n * sizeof *full->near);
  }
  out->bound = DARK__BOUND_FORM;
  out->criterion = dark__joint_criterion(log_lik, true, out->n_columns, request);
  return status;
}
