/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the search of the observed table finds out about models without an estimate, and what follows from it. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "loglinear/fit/existence.h"
#include "loglinear/fit/known.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { LISTS = 4, CELLS = 1 << LISTS, MOST_MODELS = 113 };

/* All models of a table of four lists, which have an estimate, and what is known when those without are met in canonical order. */
typedef struct scene {
  dark__lattice lattice;
  dark__term_set *models;
  size_t n;
  int codes[MOST_MODELS];
  dark__known known;
  size_t n_concluded; /* models without an estimate that nobody had to look at */
} scene;

static void judge_all(scene *of, const dark__counts *counts) {
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < of->n; i++) {
    uint32_t terms[DARK__MAX_TERMS];
    const size_t n_terms = dark__lattice_expand(terms, &of->lattice, of->models[i]);
    assert_ok(dark__existence(&of->codes[i], terms, n_terms, counts, &err), err);
    const bool is_known = dark__known_excludes(&of->known, of->models[i]);
    if (is_known) assert_int_not_equal(of->codes[i], 0);
    if (of->codes[i] != 0 && !is_known) assert_ok(dark__known_add(&of->known, of->models[i], &err), err);
    of->n_concluded += is_known;
  }
}

static void make_scene(scene *of, const double *cells) {
  dark_error err = DARK_ERROR_INIT;
  dark__counts counts;
  uint32_t histories[CELLS];
  for (uint32_t cell = 0; cell < CELLS; cell++) histories[cell] = cell;
  *of = (scene){.n_concluded = 0};
  assert_ok(dark__counts_new(&counts, LISTS, &err), err);
  dark__counts_set(&counts, histories + 1, cells + 1, CELLS - 1);
  assert_ok(dark__lattice_make(&of->lattice, LISTS, LISTS - 1, &err), err);
  assert_ok(dark__lattice_enumerate(&of->models, &of->n, &of->lattice, MOST_MODELS, &err), err);
  assert_ok(dark__known_start(&of->known, &counts, &err), err);
  judge_all(of, &counts);
  assert_true(dark__known_applies(&of->known, &counts) == (of->known.n > 0));
  dark__counts_clear(&counts);
}

static void clear_scene(scene *of) {
  dark__known_clear(&of->known);
  free(of->models);
}

/* A model without an estimate is inside none that has one. Returns how many pairs there are. */
static size_t check_pairs(const scene *of) {
  size_t n = 0;
  for (size_t inner = 0; inner < of->n; inner++)
    for (size_t outer = 0; of->codes[inner] != 0 && outer < of->n; outer++) {
      if (!dark__set_inside(of->models[inner], of->models[outer])) continue;
      n++;
      assert_int_not_equal(of->codes[outer], 0);
      assert_true(dark__known_excludes(&of->known, of->models[outer]));
    }
  return n;
}

static void nothing_with_an_estimate_is_excluded(void **state) {
  size_t n_without = 0, n_concluded = 0, n_pairs = 0;
  (void)state;
  for (uint64_t number = 0; number < TIMES(300, 30); number++) {
    double cells[CELLS];
    scene of;
    draw_sparse(cells, LISTS, number);
    make_scene(&of, cells);
    n_pairs += check_pairs(&of);
    n_concluded += of.n_concluded;
    for (size_t i = 0; i < of.n; i++) n_without += of.codes[i] != 0;
    clear_scene(&of);
  }
  assert_true(n_concluded > n_without / 2 && n_concluded < n_without);
  assert_true(n_pairs > n_concluded);
}

/* What is known of a pattern says nothing about one with a cell more or a cell less. */
static void what_is_known_is_about_one_pattern(void **state) {
  static const double observed[CELLS] = {0, 40, 30, 6, 20, 0, 0, 0, 5};
  dark_error err = DARK_ERROR_INIT;
  dark__counts counts;
  scene of;
  uint32_t histories[CELLS];
  (void)state;
  make_scene(&of, observed);
  assert_true(of.known.n > 0);
  assert_ok(dark__counts_new(&counts, LISTS, &err), err);
  for (uint32_t cell = 0; cell < CELLS; cell++) histories[cell] = cell;
  for (uint32_t changed = 1; changed < CELLS; changed++) {
    double cells[CELLS];
    memcpy(cells, observed, sizeof cells);
    dark__counts_set(&counts, histories + 1, cells + 1, CELLS - 1);
    assert_true(dark__known_applies(&of.known, &counts));
    cells[changed] = cells[changed] > 0 ? 0 : 1;
    dark__counts_set(&counts, histories + 1, cells + 1, CELLS - 1);
    assert_false(dark__known_applies(&of.known, &counts));
  }
  dark__counts_clear(&counts);
  clear_scene(&of);
}

/* The observed table of 10^8 people, and others with its zero pattern and with fewer cells: a search that begins with what is known of the
   observed table chooses what one that begins with nothing does, to the last bit. */
static void searches_choose_the_same_with_and_without(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *small = published_table("UKdat_5");
  const char *const names[] = {"A", "B", "C", "D", "E"};
  size_t n;
  const dark_record *records = dark_table_records(small, 0, &n);
  uint32_t histories[32];
  double counts[32], weights[32];
  dark_workspace *workspace;
  dark_table *table;
  (void)state;
  for (size_t i = 0; i < n; i++) {
    histories[i] = (uint32_t)records[i].history;
    counts[i] = records[i].count * 36443;
  }
  assert_ok(dark_table_new(&table, names, 5, histories, counts, n, &err), err);
  dark_plan *plan = plan_for(table, "bic", 4, NULL, NULL);
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  for (uint64_t number = 0; number < TIMES(20, 3); number++) {
    dark_estimate known;
    dark_table *other;
    for (size_t i = 0; i < n; i++) weights[i] = counts[i] + draw_below(7000, 100 * number + i);
    if (number % 4 == 3) weights[number / 4] = 0;
    assert_ok(dark_estimate_part(&known, plan, 0, workspace, weights, &err), err);
    assert_ok(dark_table_new(&other, names, 5, histories, weights, n, &err), err);
    dark_plan *anew = plan_for(other, "bic", 4, NULL, NULL);
    const dark_estimate *expected = dark_plan_estimate(anew, 0);
    assert_int_equal(known.reason, expected->reason);
    assert_memory_equal(&known.model, &expected->model, sizeof known.model);

    assert_memory_equal(&known.total, &expected->total, sizeof known.total);
    dark_plan_free(anew);
    dark_table_free(other);
  }
  dark_workspace_free(workspace);
  dark_plan_free(plan);
  dark_table_free(table);
  dark_table_free(small);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_with_an_estimate_is_excluded),
                                     cmocka_unit_test(what_is_known_is_about_one_pattern),
                                     cmocka_unit_test(searches_choose_the_same_with_and_without)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
