/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/fit/hidden.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

void dark__hidden_clear(dark__hidden *of) {
  free(of->people);
  free(of->own);
  free(of->gradients);
  *of = (dark__hidden){0};
}

/* h_x and its gradient in one stratum whose hidden cells are determined. */
static void measure(dark__hidden *out, dark__joint_fit *fit, const unsigned char *on_face, size_t x, unsigned char *unseen) {
  const dark__joint_design *design = fit->design;
  const size_t n = dark__n_histories(design->strata), first = design->starts[x], end = design->starts[x + 1];
  const double *means = fit->means + x * n;
  for (uint32_t w = 0; w < n; w++) unseen[w] = !dark__is_observable(design->strata, x, w);
  dark__joint_sum(fit, means, unseen);
  const double people = fit->lattice[0];
  out->people[x] = people;
  for (size_t i = first; i < end; i++)
    out->gradients[i] = design->active[i].value * dark__joint_moment(fit, design->active[i].monomial);
  if (!design->is_saturated) return;
  dark__joint_sum(fit, means, on_face);
  const double share = people / fit->people[x];
  out->own[x] = people * share;
  for (size_t i = first; i < end; i++)
    out->gradients[i] -= share * design->active[i].value * dark__joint_moment(fit, design->active[i].monomial);
}

static double people_of(dark__hidden_status status) {
  if (status == DARK__HIDDEN_INF) return INFINITY;
  return status == DARK__HIDDEN_UNDETERMINED || status == DARK__HIDDEN_NONID ? NAN : 0;
}

dark_status dark__hidden_find(dark__hidden *out, dark__joint_fit *fit, const dark__joint_existence *existence, dark_error *err) {
  const dark__joint_design *design = fit->design;
  const size_t n_strata = design->strata->n_strata, n = dark__n_histories(design->strata);
  *out = (dark__hidden){.design = design};
  out->people = calloc(n_strata + 1, sizeof *out->people);
  out->own = calloc(n_strata + 1, sizeof *out->own);
  out->gradients = calloc(design->starts[n_strata] + 1, sizeof *out->gradients);
  unsigned char *unseen = calloc(n, 1);
  const bool is_complete = out->people != NULL && out->own != NULL && out->gradients != NULL && unseen != NULL;
  for (size_t x = 0; is_complete && x < n_strata; x++)
    if (existence->hidden[x] == DARK__HIDDEN_OK) measure(out, fit, existence->on_face + x * n, x, unseen);
    else out->people[x] = people_of(existence->hidden[x]);
  free(unseen);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

double dark__hidden_sum(const dark__hidden *of, const double *weights) {
  double sum = 0;
  for (size_t x = 0; x < of->design->strata->n_strata; x++)
    if (weights[x] != 0) sum += weights[x] * of->people[x];
  return sum;
}

/* Forward substitution; an aliased column has a reciprocal pivot of 0. */
static void solve_forward(double *b, const double *factor, size_t n) {
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < i; j++) b[i] -= factor[i * n + j] * b[j];
    b[i] *= factor[i * n + i];
  }
}

void dark__hidden_project(double *projected, const dark__hidden *of, const dark__joint_fit *fit, const double *weights) {
  const dark__joint_design *design = of->design;
  memset(projected, 0, design->n_columns * sizeof *projected);
  for (size_t x = 0; x < design->strata->n_strata; x++)
    for (size_t i = design->starts[x]; weights[x] != 0 && i < design->starts[x + 1]; i++)
      projected[design->active[i].column] += weights[x] * of->gradients[i];
  solve_forward(projected, fit->factor, design->n_columns);
}

double dark__hidden_covariance(const dark__hidden *of, const double *a, const double *projected_a, const double *b,
                               const double *projected_b, bool with_people) {
  double sum = 0;
  for (size_t j = 0; j < of->design->n_columns; j++) sum += projected_a[j] * projected_b[j];
  for (size_t x = 0; x < of->design->strata->n_strata; x++)
    if (a[x] != 0 && b[x] != 0) sum += a[x] * b[x] * (of->own[x] + (with_people ? of->people[x] : 0));
  return sum;
}
