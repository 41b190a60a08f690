/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much memory an estimate takes: what its lattice needs, and not what the largest one would. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <darkfigure.h>

#include "allocation/failing_memory.h"
#include "loglinear/block.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Start to count: nothing fails. */
static void count_memory(void) { memory_start(SIZE_MAX, SIZE_MAX); }

static size_t bytes_of_workspace(const dark_plan *plan) {
  dark_error err = DARK_ERROR_INIT;
  dark_workspace *workspace;
  count_memory();
  assert_ok(dark_workspace_new(&workspace, plan, 0, &err), err);
  dark_workspace_free(workspace);
  return memory_most_bytes();
}

/* Doubles by lane: the information matrix, six more arrays by term, twelve by cell, and the effects on the way down a search, which has no
   more levels than terms. As many again once more for the scalar fit, and 16,000 bytes for names and lists whose length is none of these. */
static size_t bytes_needed(size_t n_lists, size_t n_terms) {
  const size_t n_cells = (size_t)1 << n_lists;
  const size_t doubles = n_terms * n_terms + 6 * n_terms + (12 + n_terms + 2) * n_cells;
  return 16000 + (dark__kernel_best()->width + 1) * doubles * sizeof(double);
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
    const size_t most = bytes_needed(cases[i].n_lists, cases[i].n_terms), taken = bytes_of_workspace(plan);
    if (taken > most) fail_msg("%s by %s: %zu bytes, %zu are enough", cases[i].dataset, cases[i].method, taken, most);
    dark_plan_free(plan);
    dark_table_free(table);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_workspace_is_as_large_as_its_lattice)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
