/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every function that the headers declare is called with every argument wrong: tests/contract says what comes of it. This one sees to it
   that none was forgotten; that the shared library exports what the headers declare, tests/install.sh does.

     usage: test_contract [NAME]        all functions, or those that the pattern fits */

#include <string.h>

#include "contract/contract.h"
#include "contract/scene.h"

/* Made of the headers by build-aux/contract.mk. */
static const struct {
  const char *function, *arguments;
} declared[] = {
#include "declarations.def"
};

enum { N_DECLARED = sizeof declared / sizeof declared[0] };

static const contract *const rooms[] = {word_contracts,   table_contracts,      population_contracts,
                                        plan_contracts,   replicates_contracts, result_contracts,
                                        report_contracts, study_contracts,      bridge_contracts};

static const contract *find(const char *function) {
  for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++)
    for (const contract *c = rooms[r]; c->function != NULL; c++)
      if (strcmp(c->function, function) == 0) return c;
  return NULL;
}

static void every_public_function_is_tried(void **state) {
  size_t n_tried = 0;
  (void)state;
  assert_in_range(N_DECLARED, 141, 1000);
  for (size_t i = 0; i < N_DECLARED; i++)
    if (find(declared[i].function) == NULL) fail_msg("%s has no check in tests/contract", declared[i].function);
  for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++)
    for (const contract *c = rooms[r]; c->function != NULL; c++) n_tried++;
  assert_int_equal(n_tried, N_DECLARED);
}

/* *state is the index of a declaration. */
static void try_function(void **state) {
  const size_t i = (size_t)*state - 1;
  const contract *what = find(declared[i].function);
  assert_non_null(what);
  contract_run(what, declared[i].arguments);
}

int main(int argc, char **argv) {
  struct CMUnitTest tests[N_DECLARED + 1] = {cmocka_unit_test(every_public_function_is_tried)};
  for (size_t i = 0; i < N_DECLARED; i++)
    /* cmocka hands on a pointer, this one a number. NOLINTNEXTLINE(performance-no-int-to-ptr) */
    tests[i + 1] = (struct CMUnitTest){declared[i].function, try_function, NULL, NULL, (void *)(i + 1)};
  if (argc > 1) cmocka_set_test_filter(argv[1]);
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
