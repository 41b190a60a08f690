/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint/latent/information.h"

#include <string.h>

#include "joint/fit/constants.h"
#include "numeric/cholesky.h"

struct dark__covariance_sink {
  dark__latent *latent;
};

static size_t n_histories_of(const dark__latent *of) { return dark__n_histories(of->design->strata); }

static size_t intercept_of(const dark__latent *of, size_t x) { return of->design->n_columns + x; }

/* factor += X' diag(weights) X over the cells in use of stratum x. */
static void add_weighted(dark__latent *of, size_t x, const double *weights) {
  const dark__joint_design *design = of->design;
  const dark__active *first = design->active + design->starts[x], *end = design->active + design->starts[x + 1];
  dark__joint_sum(&of->fit, weights, of->existence.on_face + x * n_histories_of(of));
  for (const dark__active *a = first; a < end; a++)
    for (const dark__active *b = first; b <= a; b++)
      of->factor[a->column * of->n_unknowns + b->column] +=
          a->value * b->value * dark__joint_second_moment(&of->fit, a->monomial, b->monomial);
  if (!design->is_saturated) return;
  double *row = of->factor + intercept_of(of, x) * of->n_unknowns;
  for (const dark__active *a = first; a < end; a++) row[a->column] += a->value * dark__joint_moment(&of->fit, a->monomial);
  row[intercept_of(of, x)] += of->fit.lattice[0];
}

void dark__covariance_add_diagonal(dark__covariance_sink *to, const double *variances) {
  dark__latent *of = to->latent;
  const size_t n = n_histories_of(of);
  for (size_t c = 0; c < of->design->strata->n_strata * n; c++) of->weights[c] = -variances[c];
  for (size_t x = 0; x < of->design->strata->n_strata; x++) add_weighted(of, x, of->weights + x * n);
}

/* The rows of X of the cells added up; empty unknowns stay 0. */
static void add_rows(double *sum, const dark__latent *of, dark__cell_sum cells) {
  const dark__joint_design *design = of->design;
  const size_t n = n_histories_of(of);
  memset(sum, 0, of->n_unknowns * sizeof *sum);
  for (size_t i = 0; i < cells.n; i++) {
    const size_t x = cells.cells[i] / n;
    const uint32_t w = (uint32_t)(cells.cells[i] % n);
    if (!of->existence.on_face[cells.cells[i]]) continue;
    for (size_t k = design->starts[x]; k < design->starts[x + 1]; k++)
      sum[design->active[k].column] +=
          cells.coefficients[i] * design->active[k].value * dark__monomial_at(design, design->active[k].monomial, w);
    if (design->is_saturated) sum[intercept_of(of, x)] += cells.coefficients[i];
  }
}

void dark__covariance_add_product(dark__covariance_sink *to, double weight, dark__cell_sum a, dark__cell_sum b) {
  dark__latent *of = to->latent;
  add_rows(of->left, of, a);
  add_rows(of->right, of, b);
  for (size_t i = 0; i < of->n_unknowns; i++)
    for (size_t j = 0; of->left[i] != 0 && j <= i; j++) of->factor[i * of->n_unknowns + j] -= weight * of->left[i] * of->right[j];
}

void dark__latent_add_rows(double *gradient, dark__latent *of, size_t x, const double *weights, const unsigned char *chosen,
                           double factor) {
  const dark__joint_design *design = of->design;
  dark__joint_sum(&of->fit, weights, chosen);
  for (size_t i = design->starts[x]; i < design->starts[x + 1]; i++)
    gradient[design->active[i].column] +=
        factor * design->active[i].value * dark__joint_moment(&of->fit, design->active[i].monomial);
  if (design->is_saturated) gradient[intercept_of(of, x)] += factor * of->fit.lattice[0];
}

void dark__latent_add_gradient(double *gradient, dark__latent *of, size_t x, const unsigned char *chosen, double factor) {
  dark__latent_add_rows(gradient, of, x, of->fit.means + x * n_histories_of(of), chosen, factor);
}

static void find_score(dark__latent *of) {
  const size_t n = n_histories_of(of);
  memset(of->score, 0, of->n_unknowns * sizeof *of->score);
  for (size_t x = 0; x < of->design->strata->n_strata; x++) {
    const double *means = of->fit.means + x * n, *expected = of->expected + x * n;
    double *rest = of->weights + x * n;
    for (size_t w = 0; w < n; w++) rest[w] = expected[w] - means[w];
    dark__latent_add_rows(of->score, of, x, rest, of->existence.on_face + x * n, 1);
  }
}

void dark__latent_inform(dark__latent *of, const dark__emission *emission) {
  const size_t n = n_histories_of(of);
  dark__covariance_sink sink = {of};
  memset(of->factor, 0, of->n_unknowns * of->n_unknowns * sizeof *of->factor);
  for (size_t x = 0; x < of->design->strata->n_strata; x++) add_weighted(of, x, of->fit.means + x * n);
  emission->vary(emission->data, of->fit.means, &sink);
  find_score(of);
  of->smallest_pivot = dark__cholesky_factor(of->factor, of->n_unknowns, DARK__JOINT_ALIASED_PIVOT);
}
