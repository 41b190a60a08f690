/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search for the best model against fitting all of them, on many sparse tables: 6,893 models of five lists, 32,768 of six. That takes
   minutes; `make check` does a part of it, and all of it is done when DARK_ENUMERATION is `all`, as in `make check-enumeration`. */

#include <stdlib.h>
#include <string.h>

#include "support/assert_close.h"
#include "support/hunt.h"

/* Tables of one hunt, the observed one included. */
enum { TABLES = 8 };

/* Hunts for so many tables, or a share of them. */
static size_t n_hunts_of(size_t n_tables, size_t share) {
  const char *asked = getenv("DARK_ENUMERATION");
  const size_t n_hunts = (n_tables + TABLES - 1) / TABLES;
  if (asked != NULL && strcmp(asked, "all") == 0) return n_hunts;
  return n_hunts > share ? n_hunts / share : 1;
}

static void the_search_finds_the_best_model_of_five_lists(void **state) {
  (void)state;
  compare_many(5, 4, DARK_COMMON_NO, 100000, n_hunts_of(2000, TIMES(50, 250)), TABLES - 1);
}

static void the_search_finds_the_best_model_of_six_lists(void **state) {
  (void)state;
  compare_many(6, 2, DARK_COMMON_NO, 200000, n_hunts_of(200, 25), TABLES - 1);
}

static void the_search_finds_the_best_model_with_a_common_dependence(void **state) {
  (void)state;
  compare_many(5, 2, DARK_COMMON_SEARCH, 300000, n_hunts_of(1000, TIMES(20, 100)), TABLES - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_search_finds_the_best_model_of_five_lists),
      cmocka_unit_test(the_search_finds_the_best_model_of_six_lists),
      cmocka_unit_test(the_search_finds_the_best_model_with_a_common_dependence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
