/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The programme has an equation for each dimension and a weight for each row: to find the largest s <= 1 with

     sum over j of w_j b_j = 0,   w_j >= s where b_j z may still be found positive, w_j >= 0 where it was, any w_j for level rows.

   With w_j = u_j + s that is one more column, the sum of the rows that s is in. The largest s is 1 or 0, as weights can be multiplied; when it is
   0, the prices of the equations are a z of the cone under which that sum is positive. */
#include "numeric/cone.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "numeric/glpk.h"

/* Further from 0 and 1, rounding has spoilt the simplex and exact arithmetic decides. */
static const double SURE = 1e-6;

/* A programme being solved. */
typedef struct programme {
  const dark__cone *cone;
  unsigned char *positive; /* [n_rows] as far as it is known */
  double *prices;          /* [n_dimensions] */
  int *indices;            /* [1 + n_dimensions] */
  double *column;          /* [1 + n_dimensions] */
  double s;
} programme;

static const int64_t *row_of(const dark__cone *cone, size_t j) { return cone->rows + j * cone->n_dimensions; }

static void set_column(glp_prob *problem, int number, const programme *of) {
  int n = 0;
  for (size_t k = 0; k < of->cone->n_dimensions; k++) {
    if (of->prices[k] == 0) continue;
    of->indices[++n] = (int)k + 1;
    of->column[n] = of->prices[k];
  }
  glp_set_mat_col(problem, number, n, of->indices, of->column);
}

/* `prices` serves as scratch. */
static void build(glp_prob *problem, const programme *of) {
  const dark__cone *cone = of->cone;
  const int n_rows = (int)cone->n_rows, n_dimensions = (int)cone->n_dimensions;
  glp_add_rows(problem, n_dimensions);
  glp_add_cols(problem, n_rows + 1);
  for (int k = 1; k <= n_dimensions; k++) glp_set_row_bnds(problem, k, GLP_FX, 0, 0);
  for (int j = 0; j < n_rows; j++) {
    for (size_t k = 0; k < cone->n_dimensions; k++) of->prices[k] = (double)row_of(cone, (size_t)j)[k];
    glp_set_col_bnds(problem, j + 1, (size_t)j < cone->n_level ? GLP_FR : GLP_LO, 0, 0);
    set_column(problem, j + 1, of);
  }
  for (size_t k = 0; k < cone->n_dimensions; k++) of->prices[k] = 0;
  for (size_t j = cone->n_level; j < cone->n_rows; j++)
    for (size_t k = 0; of->positive[j] == 0 && k < cone->n_dimensions; k++) of->prices[k] += (double)row_of(cone, j)[k];
  glp_set_col_bnds(problem, n_rows + 1, GLP_DB, 0, 1);
  glp_set_obj_coef(problem, n_rows + 1, 1);
  set_column(problem, n_rows + 1, of);
}

static int is_sure(double s) { return s < SURE || s > 1 - SURE; }

/* The largest s, and the prices; 0: not solved. */
static int maximise(glp_prob *problem, void *context) {
  programme *of = context;
  build(problem, of);
  if (!dark__simplex(&of->s, problem, is_sure)) return 0;
  for (size_t k = 0; k < of->cone->n_dimensions; k++) of->prices[k] = glp_get_row_dual(problem, (int)k + 1);
  return is_sure(of->s);
}

static double product(const programme *of, size_t j) {
  double sum = 0;
  for (size_t k = 0; k < of->cone->n_dimensions; k++) sum += of->prices[k] * (double)row_of(of->cone, j)[k];
  return sum;
}

/* Rows that are clearly positive under the prices: what is left in doubt by rounding is asked again. True when there is one. */
static int mark_positive(const programme *of) {
  const dark__cone *cone = of->cone;
  double most = 0;
  for (size_t j = cone->n_level; j < cone->n_rows; j++)
    if (of->positive[j] == 0) most = fmax(most, product(of, j));
  for (size_t j = cone->n_level; j < cone->n_rows; j++)
    if (of->positive[j] == 0 && most > 0 && product(of, j) >= most / 2) of->positive[j] = 1;
  return most > 0;
}

/* Asks until no further row is found, or only once. */
static dark_status search(int *is_any, programme *of, int once, dark_error *err) {
  *is_any = 0;
  for (;;) {
    size_t n_left = 0;
    for (size_t j = of->cone->n_level; j < of->cone->n_rows; j++) n_left += of->positive[j] == 0;
    if (n_left == 0) return DARK_OK;
    const dark_status status = dark__glpk_call(maximise, of, of->cone->n_dimensions, err);
    if (status != DARK_OK || of->s > 0.5) return status;
    *is_any = 1;
    if (once) return DARK_OK;
    if (!mark_positive(of)) return dark__fail(err, DARK_ENUMERIC, "a linear programme has no prices");
  }
}

static dark_status search_with_memory(int *is_any, unsigned char *positive, const dark__cone *cone, int once, dark_error *err) {
  if (cone->n_rows > INT_MAX / 4 || cone->n_dimensions > INT_MAX / 4)
    return dark__fail(err, DARK_ELIMIT, "a linear programme of %zu unknowns is too large", cone->n_rows);
  programme of = {.cone = cone,
                  .positive = positive,
                  .prices = malloc((cone->n_dimensions + 1) * sizeof *of.prices),
                  .indices = malloc((cone->n_dimensions + 1) * sizeof *of.indices),
                  .column = malloc((cone->n_dimensions + 1) * sizeof *of.column)};
  const dark_status status =
      of.prices == NULL || of.indices == NULL || of.column == NULL ? dark__fail_memory(err) : search(is_any, &of, once, err);
  free(of.column);
  free(of.indices);
  free(of.prices);
  return status;
}

dark_status dark__cone_is_any(int *is_any, const dark__cone *cone, dark_error *err) {
  *is_any = 0;
  unsigned char *positive = calloc(cone->n_rows + 1, 1);
  if (positive == NULL) return dark__fail_memory(err);
  const dark_status status = search_with_memory(is_any, positive, cone, 1, err);
  free(positive);
  return status;
}

dark_status dark__cone_positive(unsigned char *positive, const dark__cone *cone, dark_error *err) {
  int is_any;
  for (size_t j = 0; j < cone->n_rows; j++) positive[j] = 0;
  return search_with_memory(&is_any, positive, cone, 0, err);
}
