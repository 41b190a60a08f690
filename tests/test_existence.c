/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Existence and identifiability by directions, against the linear programme of their definition over all cells, and the parts that they
   are made of: null spaces and cones. */

#include <stdlib.h>
#include <string.h>

#include <glpk.h>

#include "loglinear/fit/existence.h"
#include "numeric/cone.h"
#include "numeric/null_space.h"
#include "numeric/rank.h"
#include "numeric/stream.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

/* ---- null spaces */

typedef struct matrix {
  size_t n_rows, n_columns;
  int64_t values[8][8];
} matrix;

static void read_row(void *context, size_t row, int64_t *values) {
  const matrix *from = context;
  memcpy(values, from->values[row], from->n_columns * sizeof *values);
}

static dark__null_space null_space_of(matrix *of, int64_t most) {
  dark_error err = DARK_ERROR_INIT;
  dark__null_space space;
  assert_ok(dark__null_space_find(&space, of->n_rows, of->n_columns, read_row, of, most, &err), err);
  return space;
}

static void vectors_at_right_angles_are_found_by_hand(void **state) {
  (void)state;
  matrix one = {1, 3, {{1, 1, 1}}}, none = {3, 2, {{1, 2}, {2, 4}, {1, 3}}}, all = {2, 2, {{0, 0}, {0, 0}}};
  matrix fraction = {1, 2, {{6, -4}}};
  dark__null_space space = null_space_of(&one, INT64_MAX);
  assert_true(space.is_exact && space.dimension == 2);
  for (size_t i = 0; i < 2; i++) assert_true(space.vectors[3 * i] + space.vectors[3 * i + 1] + space.vectors[3 * i + 2] == 0);
  free(space.vectors);
  space = null_space_of(&none, INT64_MAX);
  assert_true(space.is_exact && space.dimension == 0);
  free(space.vectors);
  space = null_space_of(&all, INT64_MAX);
  assert_true(space.is_exact && space.dimension == 2);
  free(space.vectors);
  space = null_space_of(&fraction, INT64_MAX);
  assert_true(space.dimension == 1 && llabs(space.vectors[0]) == 2 && space.vectors[1] == space.vectors[0] / 2 * 3);
  free(space.vectors);
  space = null_space_of(&fraction, 2); /* 3 is beyond */
  assert_false(space.is_exact);
  free(space.vectors);
}

static void draw_matrix(matrix *out, gsl_rng *rng) {
  out->n_rows = 1 + gsl_rng_uniform_int(rng, 8);
  out->n_columns = 1 + gsl_rng_uniform_int(rng, 8);
  for (size_t i = 0; i < out->n_rows; i++)
    for (size_t j = 0; j < out->n_columns; j++) out->values[i][j] = (int64_t)gsl_rng_uniform_int(rng, 7) - 3;
}

static void as_matrix(matrix *out, const dark__null_space *space) {
  out->n_rows = space->dimension;
  out->n_columns = space->n_columns;
  for (size_t i = 0; i < space->dimension; i++)
    memcpy(out->values[i], space->vectors + i * space->n_columns, space->n_columns * sizeof(int64_t));
}

static size_t rank_of(matrix *of) {
  dark_error err = DARK_ERROR_INIT;
  size_t rank;
  assert_ok(dark__rank(&rank, of->n_rows, of->n_columns, read_row, of, &err), err);
  return rank;
}

static void null_spaces_are_at_right_angles_and_as_large_as_the_rank_says(void **state) {
  (void)state;
  dark__stream stream;
  dark__stream_start(&stream, 21, 1);
  for (int trial = 0; trial < 2000; trial++) {
    matrix of, basis;
    draw_matrix(&of, &stream.rng);
    dark__null_space space = null_space_of(&of, INT64_MAX);
    assert_true(space.is_exact);
    assert_int_equal(space.dimension, of.n_columns - rank_of(&of));
    as_matrix(&basis, &space);
    assert_int_equal(rank_of(&basis), space.dimension);
    for (size_t k = 0; k < space.dimension; k++)
      for (size_t i = 0; i < of.n_rows; i++) {
        int64_t product = 0;
        for (size_t j = 0; j < of.n_columns; j++) product += of.values[i][j] * basis.values[k][j];
        assert_true(product == 0);
      }
    free(space.vectors);
  }
}

/* ---- cones */

static void cones_are_known_by_hand(void **state) {
  (void)state;
  static const struct {
    size_t n_dimensions, n_rows, n_level;
    int64_t rows[12];
    unsigned char positive[4];
  } known[] = {{1, 1, 0, {1}, {1}},
               {1, 2, 0, {1, -1}, {0, 0}},
               {1, 2, 0, {3, 1}, {1, 1}},
               {1, 2, 1, {1, 1}, {0, 0}},                  /* the first is to be 0 */
               {1, 2, 0, {0, 0}, {0, 0}},                  /* nothing moves */
               {2, 3, 0, {1, 0, 0, 1, -1, -1}, {0, 0, 0}}, /* they add up to 0 */
               {2, 3, 0, {1, 0, -1, 0, 0, 1}, {0, 0, 1}},  /* only the second coordinate is free to rise */
               {2, 4, 0, {1, 0, -1, 0, 0, 1, 0, -1}, {0, 0, 0, 0}},
               {2, 3, 1, {1, 1, 1, 0, 0, 1}, {0, 0, 0}}, /* z = (t, -t): one rises and the other falls */
               {2, 3, 1, {1, 1, 1, 0, 0, -1}, {0, 1, 1}},
               {3, 4, 0, {1, 0, 0, 0, 1, 0, 0, 0, 1, -2, -3, 0}, {0, 0, 1, 0}}};
  for (size_t i = 0; i < N_OF(known); i++) {
    dark_error err = DARK_ERROR_INIT;
    unsigned char positive[4] = {9, 9, 9, 9};
    int is_any, expected = 0;
    const dark__cone cone = {known[i].n_dimensions, known[i].n_rows, known[i].n_level, known[i].rows};
    assert_ok(dark__cone_is_any(&is_any, &cone, &err), err);
    assert_ok(dark__cone_positive(positive, &cone, &err), err);
    for (size_t j = 0; j < known[i].n_rows; j++) {
      assert_int_equal(positive[j], known[i].positive[j]);
      expected |= known[i].positive[j];
    }
    assert_int_equal(is_any, expected);
  }
}

/* ---- existence */

enum { MOST_LISTS = 7, MOST_CELLS = 1 << MOST_LISTS };

/* A table and a model. */
typedef struct example {
  dark__counts counts;
  uint32_t terms[MOST_CELLS + 1];
  size_t n_terms;
} example;

/* By what a term's effect is multiplied in a cell: the common dependence, the term beyond all lists, speaks for every pair. */
static int times(const example *of, size_t i, uint32_t cell) {
  const int k = __builtin_popcount(cell);
  return of->terms[i] == UINT32_C(1) << of->counts.n_lists ? k * (k - 1) / 2 : (of->terms[i] & cell) == of->terms[i];
}

static bool is_kept(const example *of, uint32_t cell) {
  for (size_t i = 0; i < of->n_terms; i++)
    if (times(of, i, cell) > 0 && !(of->counts.margins[of->terms[i]] > 0)) return false;
  return true;
}

/* Few people, so that many cells and some margins are empty. */
static void draw_table(example *out, unsigned n_lists, gsl_rng *rng) {
  uint32_t histories[MOST_CELLS];
  double weights[MOST_CELLS] = {0};
  dark_error err = DARK_ERROR_INIT;
  const uint32_t n_cells = UINT32_C(1) << n_lists;
  const unsigned long chance = 2 + gsl_rng_uniform_int(rng, 6);
  for (uint32_t cell = 1; cell < n_cells; cell++) {
    histories[cell - 1] = cell;
    weights[cell - 1] = gsl_rng_uniform_int(rng, chance + (unsigned)__builtin_popcount(cell)) == 0 ? 1 + (double)cell : 0;
  }
  assert_ok(dark__counts_new(&out->counts, n_lists, &err), err);
  dark__counts_set(&out->counts, histories, weights, n_cells - 1);
}

/* All terms that are inside a few sets of lists, and those of single lists; a third of the models have the common dependence, whatever it is left. */
static void draw_terms(example *out, unsigned n_lists, gsl_rng *rng) {
  uint32_t generators[6];
  const size_t n = gsl_rng_uniform_int(rng, 6);
  for (size_t i = 0; i < n; i++) generators[i] = (uint32_t)gsl_rng_uniform_int(rng, UINT32_C(1) << n_lists);
  out->n_terms = 0;
  for (uint32_t term = 0; term >> n_lists == 0; term++) {
    bool is_in = __builtin_popcount(term) <= 1;
    for (size_t i = 0; i < n; i++) is_in = is_in || (term & generators[i]) == term;
    if (is_in) out->terms[out->n_terms++] = term;
  }
  if (gsl_rng_uniform_int(rng, 3) == 0) out->terms[out->n_terms++] = UINT32_C(1) << n_lists;
}

/* The definition: x > 0 in every kept cell with the margins of the table's zero pattern. `which` asks how large one of them can be, or (0) how large
   the smallest. */
static double largest(const example *of, uint32_t which) {
  glp_prob *problem = glp_create_prob();
  int column[MOST_CELLS] = {0}, n = 0, indices[MOST_CELLS + 2];
  double values[MOST_CELLS + 2];
  glp_set_obj_dir(problem, GLP_MAX);
  for (uint32_t cell = 1; cell >> of->counts.n_lists == 0; cell++)
    if (is_kept(of, cell)) column[cell] = ++n;
  glp_add_cols(problem, n + 1);
  for (int j = 1; j <= n + 1; j++) glp_set_col_bnds(problem, j, GLP_LO, 0, 0);
  for (size_t i = 0; i < of->n_terms; i++) {
    int length = 0, margin = 0;
    for (uint32_t cell = 1; cell >> of->counts.n_lists == 0; cell++)
      if (column[cell] != 0 && times(of, i, cell) > 0) {
        indices[++length] = column[cell];
        values[length] = times(of, i, cell);
        margin += of->counts.cells[cell] > 0 ? times(of, i, cell) : 0;
      }
    if (length == 0) continue;
    const int row = glp_add_rows(problem, 1);
    glp_set_mat_row(problem, row, length, indices, values);
    glp_set_row_bnds(problem, row, GLP_FX, margin, margin);
  }
  for (int j = 1; which == 0 && j <= n; j++) {
    const int row = glp_add_rows(problem, 1), pair[] = {0, j, n + 1};
    glp_set_mat_row(problem, row, 2, pair, (const double[]){0, 1, -1});
    glp_set_row_bnds(problem, row, GLP_LO, 0, 0);
  }
  glp_set_obj_coef(problem, which == 0 ? n + 1 : column[which], 1);
  glp_term_out(GLP_OFF);
  glp_smcp control;
  glp_init_smcp(&control);
  assert_int_equal(glp_exact(problem, &control), 0);
  assert_int_equal(glp_get_status(problem), GLP_OPT);
  const double found = glp_get_obj_val(problem);
  glp_delete_prob(problem);
  return found;
}

static void kept_row(void *context, size_t row, int64_t *values) {
  const example *of = context;
  const uint32_t cell = (uint32_t)row + 1;
  for (size_t i = 0; i < of->n_terms; i++)
    values[i] = is_kept(of, cell) && of->counts.margins[of->terms[i]] > 0 ? times(of, i, cell) : 0;
}

static int code_by_definition(example *of) {
  dark_error err = DARK_ERROR_INIT;
  size_t rank, n_kept = 0;
  for (size_t i = 0; i < of->n_terms; i++) n_kept += of->counts.margins[of->terms[i]] > 0;
  assert_ok(dark__rank(&rank, ((size_t)1 << of->counts.n_lists) - 1, of->n_terms, kept_row, of, &err), err);
  const bool exists = n_kept == 0 || largest(of, 0) > 1e-6;
  return (exists ? 0 : DARK__NOT_EXISTING) + (rank < n_kept ? DARK__NOT_IDENTIFIABLE : 0);
}

static int code_within(const example *of, int64_t most) {
  dark_error err = DARK_ERROR_INIT;
  int code;
  assert_ok(dark__existence_within(&code, of->terms, of->n_terms, &of->counts, most, &err), err);
  return code;
}

static void codes_are_those_of_the_definition(void **state) {
  size_t n_code[4] = {0};
  dark__stream stream;
  (void)state;
  dark__stream_start(&stream, 21, 2);
  for (uint64_t i = 0; i < TIMES(1500, 300); i++) {
    example of;
    const unsigned n_lists = 2 + (unsigned)(i % (MOST_LISTS - 1));
    draw_table(&of, n_lists, &stream.rng);
    draw_terms(&of, n_lists, &stream.rng);
    const int code = code_by_definition(&of);
    assert_int_equal(code_within(&of, INT64_C(1) << 40), code);
    assert_int_equal(code_within(&of, 1), code); /* larger numbers are in the way: the equations are solved as they are */
    assert_int_equal(code_within(&of, 0), code);
    n_code[code]++;
    dark__counts_clear(&of.counts);
  }
  for (size_t code = 0; code < 4; code++) assert_true(n_code[code] >= TIMES(50, 10));
}

static void forced_cells_are_those_of_the_definition(void **state) {
  dark__stream stream;
  size_t n_compared = 0;
  (void)state;
  dark__stream_start(&stream, 21, 3);
  for (uint64_t i = 0; i < TIMES(400, 100); i++) {
    dark_error err = DARK_ERROR_INIT;
    example of;
    dark__diagnosis found;
    size_t n_forced = 0, n_kept = 0;
    const unsigned n_lists = 3 + (unsigned)(i % 3);
    draw_table(&of, n_lists, &stream.rng);
    draw_terms(&of, n_lists, &stream.rng);
    assert_ok(dark__diagnose(&found, of.terms, of.n_terms, &of.counts, &err), err);
    for (uint32_t cell = 1; cell >> n_lists == 0; cell++) {
      if (!is_kept(&of, cell)) continue;
      n_kept++;
      if ((found.code & DARK__NOT_EXISTING) == 0 || of.counts.cells[cell] > 0 || largest(&of, cell) > 1e-6) continue;
      assert_true(n_forced < found.n_forced && found.forced[n_forced] == cell);
      n_forced++;
    }
    assert_int_equal(found.n_forced, n_forced);
    assert_int_equal(found.n_kept_cells, n_kept);
    n_compared += n_forced > 0;
    free(found.forced);
    dark__counts_clear(&of.counts);
  }
  assert_true(n_compared >= TIMES(40, 10));
}

/* Sixteen lists, each of the first fourteen by itself. Of [12,3,...], those on neither list 1 nor list 2 are on one other list only, as in the table of
   three lists of test_loglinear; with people on lists 3 and 4 together, there is somebody for every cell but those of list 3 with 1 or 2. */
static int code_of_sixteen(bool has_overlap, const uint32_t *pairs, size_t n_pairs) {
  dark_error err = DARK_ERROR_INIT;
  dark__counts counts;
  uint32_t histories[32], terms[32];
  double weights[32];
  size_t n = 0, n_terms = 0;
  int code;
  for (unsigned l = 0; l < 16; l++) histories[n] = UINT32_C(1) << l, weights[n++] = 20;
  histories[n] = 3, weights[n++] = 6;
  if (has_overlap)
    for (unsigned l = 2; l < 16; l++) histories[n] = UINT32_C(1) << l | UINT32_C(1) << (l + 1) % 16, weights[n++] = 2;
  assert_ok(dark__counts_new(&counts, 16, &err), err);
  dark__counts_set(&counts, histories, weights, n);
  terms[n_terms++] = 0;
  for (unsigned l = 0; l < 16; l++) terms[n_terms++] = UINT32_C(1) << l;
  for (size_t i = 0; i < n_pairs; i++) terms[n_terms++] = pairs[i];
  assert_ok(dark__existence(&code, terms, n_terms, &counts, &err), err);
  dark__counts_clear(&counts);
  return code;
}

static void sixteen_lists_are_judged(void **state) {
  (void)state;
  static const uint32_t pairs[] = {3, 12, 5};
  assert_int_equal(code_of_sixteen(true, pairs, 0), 0);
  assert_int_equal(code_of_sixteen(true, pairs, 2), 0);
  assert_int_equal(code_of_sixteen(false, pairs, 0), 0); /* twenty on each list, six on two: means of all cells are positive */
  assert_int_equal(code_of_sixteen(false, pairs, 1), DARK__NOT_EXISTING); /* the only overlap has an effect of its own */
  assert_int_equal(code_of_sixteen(true, pairs, 3), 0); /* nobody is on lists 1 and 3: that effect is minus infinity */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(vectors_at_right_angles_are_found_by_hand),
      cmocka_unit_test(null_spaces_are_at_right_angles_and_as_large_as_the_rank_says),
      cmocka_unit_test(cones_are_known_by_hand),
      cmocka_unit_test(codes_are_those_of_the_definition),
      cmocka_unit_test(forced_cells_are_those_of_the_definition),
      cmocka_unit_test(sixteen_lists_are_judged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
