/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory an estimate takes: what its lattice needs, and not what the largest one would. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "allocation/failing_memory.h"
#include "loglinear/search/branch.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Start to count: nothing fails. */
static void count_memory(void) { memory_start(SIZE_MAX, SIZE_MAX); }

static size_t bytes_of_workspace(const dark_plan *plan) {
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  dark_estimate estimate;
  size_t n;
  const dark_record *records = dark_plan_records(plan, 0, &n);
  double *weights = calloc(n, sizeof *weights);
  assert_non_null(weights);
  for (size_t i = 0; i < n; i++) weights[i] = records[i].count;
  count_memory();
  assert_ok(dark_workspace_new(&workspace, plan, &err), err);
  assert_ok(dark_estimate_part(&estimate, plan, 0, workspace, weights, &err), err);
  dark_workspace_free(workspace);
  const size_t most = memory_most_bytes();
  free(weights);
  return most;
}

/* Doubles by lane: the information matrix, six more arrays by term, twelve by cell, and the effects on the way down a search, which has no
   more levels than terms. As many again once more for the scalar fit, and 16,000 bytes for names and lists whose length is none of these. */
static size_t bytes_needed(size_t n_lists, size_t n_terms) {
  const size_t n_cells = (size_t)1 << n_lists;
  const size_t doubles = n_terms * n_terms + 6 * n_terms + (12 + n_terms + 2) * n_cells;
  return 16000 + (dark__kernel_best()->width + 1) * doubles * sizeof(double);
}

/* Fits made before their turn: 2^11 bounds with their effects and as many of single models; 4 times 2 to the number of levels where that is
   less. */
static size_t bytes_ahead(size_t n_terms, size_t n_levels) {
  const size_t n = n_levels < 9 ? (size_t)4 << n_levels : 2048;
  return n * (2 * (sizeof(uint32_t) + sizeof(dark__foreseen)) + n_terms * sizeof(double));
}

/* Searches take 256 tables of few lists together: cells, margins and logarithms of each, the best model, how many nodes it has seen, and on
   each level of the way down the effects, the bound and a number; a block of effects more for what is seen ahead. */
static size_t bytes_of_crowd(size_t n_lists, size_t n_terms, size_t n_levels) {
  const size_t by_table = (size_t)3 << n_lists, by_level = n_terms + 2;
  return 256 * ((by_table + n_levels * by_level + 5) * sizeof(double) + sizeof(dark__counts) + 128) +
         DARK__MOST_LANES * n_terms * sizeof(double) + bytes_ahead(n_terms, n_levels);
}

static void a_workspace_is_as_large_as_its_lattice(void **state) {
  static const struct {
    const char *dataset, *method;
    unsigned max_order;
    size_t n_lists, n_terms;
  } cases[] = {{"Korea", "bic", 2, 3, 7},      {"Korea", "averaged", 2, 3, 7},     {"Korea", "stepwise", 0, 3, 7},
               {"Korea", "downhill", 2, 3, 7}, {"Korea", "independence", 0, 3, 4}, {"Kosovo", "bic", 3, 4, 15},
               {"UKdat_5", "bic", 2, 5, 16},   {"UKdat_5", "bic", 4, 5, 31},       {"UKdat", "stepwise", 0, 6, 22}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dark_table *table = published_table(cases[i].dataset);
    dark_plan *plan = plan_for(table, cases[i].method, cases[i].max_order, NULL, NULL);
    const size_t n_levels = cases[i].n_terms - cases[i].n_lists + 1;
    const bool packs = strcmp(cases[i].method, "independence") != 0;
    const size_t crowd = packs ? bytes_of_crowd(cases[i].n_lists, cases[i].n_terms, n_levels) : 0;
    /* A weighing keeps the outer models on its way down beside their bounds. */
    const size_t outers = strcmp(cases[i].method, "averaged") == 0 ? 256 * n_levels * sizeof(dark__outer) : 0;
    const size_t most = bytes_needed(cases[i].n_lists, cases[i].n_terms) + crowd + outers, taken = bytes_of_workspace(plan);
    if (taken > most) fail_msg("%s by %s: %zu bytes, %zu are enough", cases[i].dataset, cases[i].method, taken, most);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

/* Categories g0, g1, ... of three lists. */
static dark_plan *plan_of_categories(dark_table **table, size_t n_categories) {
  static const char *const by[] = {"g"};
  const size_t size = 32 + n_categories * 7 * 32;
  char *text = malloc(size);
  assert_non_null(text);
  size_t used = (size_t)snprintf(text, size, "A,B,C,g,count\n");
  for (size_t g = 0; g < n_categories; g++)
    for (unsigned cell = 1; cell < 8; cell++)
      used += (size_t)snprintf(text + used, size - used, "%u,%u,%u,g%zu,%u\n", cell & 1, (cell >> 1) & 1, (cell >> 2) & 1, g,
                               5 + draw_below(30, 8 * g + cell));
  *table = table_of_csv(text, by, 1);
  free(text);
  return plan_for(*table, "bic", 0, NULL, NULL);
}

static size_t bytes_of_bootstrap(size_t n_categories, int n_threads) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *table;
  dark_plan *plan = plan_of_categories(&table, n_categories);
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_replicates *replicates;
  options.n_replicates = 2;
  options.n_threads = n_threads;
  count_memory();
  assert_ok(dark_bootstrap(&replicates, plan, &options, &err), err);
  const size_t most = memory_most_bytes();
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
  return most;
}

/* What a further category adds are its replicates, its tables to draw from and its blocks of work: less than one thirtieth of what a
   workspace takes. */
static void a_bootstrap_has_one_workspace_for_each_thread(void **state) {
  (void)state;
  dark_table *table;
  dark_plan *plan = plan_of_categories(&table, 1);
  const size_t workspace = bytes_of_workspace(plan);
  dark_plan_free(plan);
  dark_table_free(table);
  for (int n_threads = 1; n_threads <= 2; n_threads++) {
    const size_t few = bytes_of_bootstrap(10, n_threads), many = bytes_of_bootstrap(110, n_threads);
    if (many - few > 100 * (workspace / 30))
      fail_msg("%d threads: 100 more categories take %zu bytes, and one workspace %zu", n_threads, many - few, workspace);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_workspace_is_as_large_as_its_lattice),
                                     cmocka_unit_test(a_bootstrap_has_one_workspace_for_each_thread)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
