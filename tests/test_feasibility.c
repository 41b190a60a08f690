/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Largest values of systems A x = b, x >= 0 against hand-made cases, all basic solutions, and certificates of optimality. */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <glpk.h>

#include "numeric/feasibility.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

enum { MOST_EQUATIONS = 128, MOST_UNKNOWNS = 128 };

typedef struct problem {
  size_t n_equations, n_unknowns;
  unsigned char has[MOST_EQUATIONS][MOST_UNKNOWNS];
  size_t starts[MOST_EQUATIONS + 1];
  int unknowns[MOST_EQUATIONS * MOST_UNKNOWNS];
  double right[MOST_EQUATIONS];
  dark__system system;
} problem;

/* Fill what the call reads from the dimensions, `has` and `right`. */
static const dark__system *finish(problem *of) {
  size_t n = 0;
  for (size_t i = 0; i < of->n_equations; i++) {
    of->starts[i] = n;
    for (size_t j = 0; j < of->n_unknowns; j++)
      if (of->has[i][j]) of->unknowns[n++] = (int)j;
  }
  of->starts[of->n_equations] = n;
  of->system = (dark__system){.n_equations = of->n_equations,
                              .n_unknowns = of->n_unknowns,
                              .starts = of->starts,
                              .unknowns = of->unknowns,
                              .right = of->right};
  return &of->system;
}

/* The right-hand side that x solves. */
static const dark__system *finish_for(problem *of, const double *x) {
  for (size_t i = 0; i < of->n_equations; i++) {
    of->right[i] = 0;
    for (size_t j = 0; j < of->n_unknowns; j++)
      if (of->has[i][j]) of->right[i] += x[j];
  }
  return finish(of);
}

static double largest_value(const dark__system *system, size_t which) {
  dark_error err = DARK_ERROR_INIT;
  double largest = NAN;
  assert_ok(dark__largest_value(&largest, system, which, &err), err);
  return largest;
}

/* Equations as text, "11 01", with their right-hand sides. */
static const dark__system *write_problem(problem *out, const char *rows, const double *right) {
  memset(out, 0, sizeof *out);
  for (const char *c = rows; *c != '\0'; c++) {
    if (*c == ' ') {
      out->n_equations++;
      out->n_unknowns = 0;
    } else {
      out->has[out->n_equations][out->n_unknowns++] = *c == '1';
    }
  }
  out->n_equations++;
  memcpy(out->right, right, out->n_equations * sizeof *right);
  return finish(out);
}

static void small_systems_have_the_optima_computed_by_hand(void **state) {
  (void)state;
  static const struct {
    const char *rows;
    double right[4], values[3];
  } known[] = {{"1", {3}, {3}},
               {"11", {1}, {1, 1}},
               {"111", {6}, {6, 6, 6}},
               {"110 011", {1, 3}, {1, 1, 3}},        /* (a, 1 - a, 2 + a), 0 <= a <= 1 */
               {"110 011 110", {1, 3, 1}, {1, 1, 3}}, /* an equation twice */
               {"110 011 101", {2, 3, 3}, {1, 1, 2}}, /* one solution only */
               {"11 10", {3, 0}, {0, 3}},             /* the first is zero */
               {"110 010", {2, 2}, {0, 2, NAN}},      /* the third is free: see below */
               {"111 110 001", {4, 4, 0}, {4, 4, 0}},
               {"111 100", {7, 1}, {1, 6, 6}},
               {"111", {0}, {0, 0, 0}}};
  static problem of;
  for (size_t i = 0; i < N_OF(known); i++) {
    const dark__system *system = write_problem(&of, known[i].rows, known[i].right);
    for (size_t j = 0; j < of.n_unknowns; j++)
      if (!isnan(known[i].values[j])) assert_close(largest_value(system, j), known[i].values[j], 1e-12, 1e-12);
  }
}

/* Unknowns a, b, c, e for each level: a + c = 1 and b + c = 1 make b = a; a + b + e = 1 and a' + e = 1 make the next a twice as large.
   In the last level a + b = 1. The only solution begins with 2^-(n_levels). */
static const dark__system *make_doubling(problem *out, size_t n_levels) {
  memset(out, 0, sizeof *out);
  for (size_t level = 0; level < n_levels; level++) {
    const size_t a = 4 * level, b = a + 1, c = a + 2, e = a + 3, equation = 4 * level;
    const int is_last = level + 1 == n_levels;
    out->has[equation][a] = out->has[equation][c] = 1;
    out->has[equation + 1][b] = out->has[equation + 1][c] = 1;
    out->has[equation + 2][a] = out->has[equation + 2][b] = 1;
    if (!is_last) out->has[equation + 2][e] = out->has[equation + 3][a + 4] = out->has[equation + 3][e] = 1;
  }
  out->n_equations = out->n_unknowns = 4 * n_levels - 1;
  for (size_t i = 0; i < out->n_equations; i++) out->right[i] = 1;
  return finish(out);
}

static void small_optima_are_decided_in_exact_arithmetic(void **state) {
  (void)state;
  static problem of;
  for (size_t n_levels = 1; n_levels <= 26; n_levels++) {
    const dark__system *system = make_doubling(&of, n_levels);
    assert_close(largest_value(system, 0), ldexp(1, -(int)n_levels), n_levels < 10 ? 1e-9 : 1e-15, 0);
  }
}

/* Solve the equations for the unknowns in `basis` alone, the others zero; 0 when that is not possible. */
static int solve_basis(double *x, double columns[][8], const double *right, const size_t *basis, size_t n) {
  double a[4][5];
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) a[i][j] = columns[basis[j]][i];
    a[i][n] = right[i];
  }
  for (size_t j = 0; j < n; j++) {
    size_t pivot = j;
    for (size_t i = j; i < n; i++)
      if (fabs(a[i][j]) > fabs(a[pivot][j])) pivot = i;
    if (fabs(a[pivot][j]) < 1e-9) return 0;
    for (size_t k = 0; k <= n; k++) {
      const double kept = a[j][k];
      a[j][k] = a[pivot][k];
      a[pivot][k] = kept;
    }
    for (size_t i = 0; i < n; i++)
      for (size_t k = n + 1; i != j && k-- > j;) a[i][k] -= a[i][j] / a[j][j] * a[j][k];
  }
  for (size_t i = 0; i < n; i++) x[basis[i]] = a[i][n] / a[i][i];
  return 1;
}

/* The largest value of unknown `which` over all basic solutions without negative unknowns; -1 when there is no basis. */
static double search_bases(double columns[][8], size_t n_columns, const double *right, size_t n_equations, size_t which) {
  double best = -1;
  for (unsigned set = 0; set < 1u << n_columns; set++) {
    if ((size_t)__builtin_popcount(set) != n_equations) continue;
    double x[8] = {0};
    size_t basis[8], n = 0;
    for (size_t j = 0; j < n_columns; j++)
      if ((set >> j) & 1) basis[n++] = j;
    if (!solve_basis(x, columns, right, basis, n)) continue;
    double least = 0;
    for (size_t j = 0; j < n_columns; j++) least = fmin(least, x[j]);
    if (least > -1e-9) best = fmax(best, x[which]);
  }
  return best;
}

static const dark__system *make_random(problem *out, gsl_rng *rng) {
  double x[MOST_UNKNOWNS];
  memset(out, 0, sizeof *out);
  out->n_equations = 1 + gsl_rng_uniform_int(rng, 4);
  out->n_unknowns = out->n_equations + gsl_rng_uniform_int(rng, 8 - out->n_equations);
  for (size_t j = 0; j < out->n_unknowns; j++) {
    for (size_t i = 0; i < out->n_equations; i++) out->has[i][j] = gsl_rng_uniform_int(rng, 2) == 0;
    out->has[gsl_rng_uniform_int(rng, out->n_equations)][j] = 1; /* bounded */
    x[j] = (double)gsl_rng_uniform_int(rng, 4);
  }
  return finish_for(out, x);
}

/* The largest of each unknown over all basic solutions. */
static void random_systems_agree_with_a_search_of_all_basic_solutions(void **state) {
  (void)state;
  static problem of;
  dark__stream stream;
  dark__stream_start(&stream, 6, 1);
  int n_compared = 0, n_zero = 0;
  for (int trial = 0; trial < 600; trial++) {
    const dark__system *system = make_random(&of, &stream.rng);
    double columns[8][8] = {{0}};
    for (size_t i = 0; i < of.n_equations; i++)
      for (size_t j = 0; j < of.n_unknowns; j++) columns[j][i] = of.has[i][j];
    if (search_bases(columns, of.n_unknowns, of.right, of.n_equations, 0) < 0) continue; /* the equations depend on each other */
    n_compared++;
    for (size_t j = 0; j < of.n_unknowns; j++) {
      const double expected = search_bases(columns, of.n_unknowns, of.right, of.n_equations, j);
      n_zero += expected < 1e-9;
      assert_close(largest_value(system, j), expected, 1e-9, 1e-12);
    }
  }
  assert_in_range(n_compared, 300, 600);
  assert_in_range(n_zero, 50, 500);
}

enum { N_PARALLEL = 64 };

/* Each system alone, in as many threads at once as there are; `failed` counts calls that went wrong. */
static int solve_in_parallel(double *values, problem *problems, int n_threads) {
  int failed = 0;
#pragma omp parallel for num_threads(n_threads) schedule(dynamic, 1) reduction(+ : failed)
  for (int i = 0; i < N_PARALLEL; i++) failed += dark__largest_value(&values[i], &problems[i].system, 0, NULL) != DARK_OK;
  return failed;
}

static void several_threads_at_once_get_the_results_of_one(void **state) {
  (void)state;
  static problem problems[N_PARALLEL];
  double alone[N_PARALLEL], together[N_PARALLEL];
  dark__stream stream;
  dark__stream_start(&stream, 6, 3);
  for (size_t i = 0; i < N_PARALLEL; i++) {
    if (i % 2) make_random(&problems[i], &stream.rng);
    else make_doubling(&problems[i], 1 + i % 26);
  }
  assert_int_equal(solve_in_parallel(alone, problems, 1), 0);
  for (int n_threads = 2; n_threads <= 8; n_threads *= 2) {
    assert_int_equal(solve_in_parallel(together, problems, n_threads), 0);
    assert_memory_equal(together, alone, sizeof alone);
  }
}

static void systems_without_a_solution_or_a_bound_are_reported(void **state) {
  (void)state;
  static problem of;
  dark_error err = DARK_ERROR_INIT;
  double largest;
  const dark__system *system = write_problem(&of, "11 10", (const double[]){1, 2});
  assert_int_equal(dark__largest_value(&largest, system, 1, &err), DARK_ENUMERIC);
  assert_int_equal(err.status, DARK_ENUMERIC);
  assert_non_null(strstr(err.message, "2 equations"));
  assert_int_equal(dark__largest_value(&largest, system, 0, NULL), DARK_ENUMERIC);
  system = write_problem(&of, "10", (const double[]){1});
  assert_int_equal(dark__largest_value(&largest, system, 1, &err), DARK_ENUMERIC);
  const dark__system huge = {.n_equations = 1, .n_unknowns = (size_t)INT_MAX};
  assert_int_equal(dark__largest_value(&largest, &huge, 0, &err), DARK_ELIMIT);
}

/* Standard output of `call`, in bytes. */
static long count_output(void (*call)(void)) {
  FILE *file = tmpfile();
  assert_non_null(file);
  fflush(stdout);
  const int kept = dup(STDOUT_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  call();
  fflush(stdout);
  dup2(kept, STDOUT_FILENO);
  close(kept);
  fseek(file, 0, SEEK_END);
  const long length = ftell(file);
  fclose(file);
  return length;
}

static dark_status status_of_impossible;

/* An unknown twice in one equation: GLPK refuses it by ending the process, unless it is stopped. */
static void solve_the_impossible(void) {
  static const size_t starts[] = {0, 2};
  static const int unknowns[] = {0, 0};
  static const double right[] = {1};
  const dark__system system = {.n_equations = 1, .n_unknowns = 2, .starts = starts, .unknowns = unknowns, .right = right};
  double largest;
  status_of_impossible = dark__largest_value(&largest, &system, 0, NULL);
}

static void an_internal_error_of_the_solver_becomes_a_status_and_prints_nothing(void **state) {
  (void)state;
  static problem of;
  assert_int_equal(count_output(solve_the_impossible), 0);
  assert_int_equal(status_of_impossible, DARK_ENUMERIC);
  assert_close(largest_value(write_problem(&of, "11", (const double[]){1}), 1), 1, 1e-12, 0);
}

static void problems_of_the_host_program_survive(void **state) {
  (void)state;
  static problem of;
  glp_prob *own = glp_create_prob();
  glp_set_obj_dir(own, GLP_MAX);
  glp_add_cols(own, 1);
  glp_set_col_bnds(own, 1, GLP_DB, 0, 5);
  glp_set_obj_coef(own, 1, 2);
  assert_close(largest_value(write_problem(&of, "11", (const double[]){1}), 1), 1, 1e-12, 0);
  assert_int_equal(glp_term_out(GLP_OFF), GLP_ON); /* as it was */
  assert_close(largest_value(write_problem(&of, "11", (const double[]){1}), 1), 1, 1e-12, 0);
  assert_int_equal(glp_term_out(GLP_OFF), GLP_OFF);
  assert_int_equal(glp_simplex(own, NULL), 0);
  assert_close(glp_get_obj_val(own), 10, 0, 1e-12);
  glp_delete_prob(own);
  glp_free_env();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(small_systems_have_the_optima_computed_by_hand),
      cmocka_unit_test(small_optima_are_decided_in_exact_arithmetic),
      cmocka_unit_test(random_systems_agree_with_a_search_of_all_basic_solutions),
      cmocka_unit_test(several_threads_at_once_get_the_results_of_one),
      cmocka_unit_test(systems_without_a_solution_or_a_bound_are_reported),
      cmocka_unit_test(an_internal_error_of_the_solver_becomes_a_status_and_prints_nothing),
      cmocka_unit_test(problems_of_the_host_program_survive),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
