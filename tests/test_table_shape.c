/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables with categories from arrays. */

#include <string.h>

#include <darkfigure/table.h>

#include "support/assert_close.h"
#include "support/published.h"
#include "table/targets.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))
#define TEXTS(...) ((const char *const[]){__VA_ARGS__})

static const char *const lists[] = {"police", "border"}; /* sorted: border, police */

static const dark_category forms = {"form", TEXTS("sexual", "labour"), 2}, sexes = {"sex", TEXTS("m", "f", "x"), 3};

static dark_table *make_empty(void) {
  const dark_category categories[] = {forms, sexes};
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  assert_ok(dark_table_new_empty(&table, lists, 2, categories, 2, &err), err);
  return table;
}

static void an_empty_table_has_lists_and_strata(void **state) {
  (void)state;
  dark_table *table = make_empty();
  assert_int_equal(dark_table_n_lists(table), 2);
  assert_string_equal(dark_table_list_name(table, 0), "border");
  assert_int_equal(dark_table_list_position(table, 0), 1);
  assert_int_equal(dark_table_n_strata(table), 6);
  assert_string_equal(dark_table_level_name(table, 0, 0), "labour");
  assert_string_equal(dark_table_level_name(table, 1, 2), "x");
  assert_int_equal(dark_table_stratum_level(table, 4, 0), 1); /* sexual, m */
  assert_int_equal(dark_table_stratum_level(table, 4, 1), 1);
  assert_true(dark_table_n_people(table) == 0 && dark_table_n_notes(table) == 0);
  dark_table_free(table);
  assert_int_equal(dark_table_new_empty(&table, lists, 1, NULL, 0, NULL), DARK_OK);
  assert_int_equal(dark_table_n_strata(table), 1);
  dark_table_free(table);
}

static void people_are_put_into_the_shape_of_another_table(void **state) {
  (void)state;
  dark_table *empty = make_empty(), *table = NULL;
  const dark_cell cells[] = {{4, 3, 2}, {4, 1, 5}, {0, 2, 7}, {4, 3, 1}, {1, 1, 0}};
  dark_error err = DARK_ERROR_INIT;
  size_t n;
  assert_ok(dark_table_new_like(&table, empty, cells, N_OF(cells), &err), err);
  dark_table_free(empty);
  const dark_record *records = dark_table_records(table, 4, &n);
  assert_int_equal(n, 2);
  assert_true(records[0].history == 1 && records[0].count == 5);
  assert_true(records[1].history == 3 && records[1].count == 3);
  dark_table_records(table, 1, &n);
  assert_int_equal(n, 0);
  assert_true(dark_table_n_observed(table, 4) == 8 && dark_table_n_people(table) == 15);
  assert_string_equal(dark_table_list_name(table, 1), "police");
  assert_int_equal(dark_table_list_position(table, 1), 0);
  assert_string_equal(dark_table_category_name(table, 1), "sex");
  dark_table_free(table);
}

static void refuse_empty(const char *const *names, size_t n, const dark_category *categories, size_t n_categories,
                         dark_status expected, const char *words) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = NULL;
  assert_int_equal(dark_table_new_empty(&table, names, n, categories, n_categories, &err), expected);
  assert_null(table);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in: %s", words, err.message);
}

static void odd_shapes_are_refused(void **state) {
  (void)state;
  static const char letters[] = "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n";
  static const char *const bits[] = {"0", "1"};
  const dark_category twice[] = {forms, forms}, all = {"form", TEXTS("a", "(all)"), 2}, repeated = {"form", TEXTS("a", "a"), 2},
                      nameless = {"", TEXTS("a"), 1}, latin = {"form", TEXTS("caf\xE9"), 1};
  dark_category many[14];
  for (size_t c = 0; c < N_OF(many); c++) many[c] = (dark_category){&letters[2 * c], bits, 2};
  refuse_empty(lists, 0, NULL, 0, DARK_EUSAGE, "at least one list");
  refuse_empty(TEXTS("A", "A"), 2, NULL, 0, DARK_EUSAGE, "lists 1 and 2 are both called 'A'");
  refuse_empty(lists, 2, twice, 2, DARK_EUSAGE, "categories 1 and 2 are both called 'form'");
  refuse_empty(lists, 2, &all, 1, DARK_EUSAGE, "'(all)' stands for all values in results and cannot be a value of form");
  refuse_empty(lists, 2, &repeated, 1, DARK_EUSAGE, "levels 1 and 2 are both called 'a'");
  refuse_empty(lists, 2, &nameless, 1, DARK_EUSAGE, "category 1 has no name");
  refuse_empty(lists, 2, &latin, 1, DARK_EUSAGE, "the name 'caf\\xE9' of level 1 is not UTF-8");
  refuse_empty(lists, 2, many, N_OF(many), DARK_ELIMIT, "more than 10000 combinations of categories");
}

static void odd_cells_are_refused(void **state) {
  (void)state;
  static const struct {
    dark_cell cell;
    dark_status status;
    const char *words;
  } cases[] = {{{6, 1, 1}, DARK_EUSAGE, "cell 1 names a stratum beyond the last"},
               {{0, 0, 1}, DARK_EUSAGE, "cell 1 is of people on no list"},
               {{0, 4, 1}, DARK_EUSAGE, "cell 1 names a list beyond the last"},
               {{0, 1, 1.5}, DARK_EUSAGE, "cell 1: 1.5 is no number of people"},
               {{0, 1, -1}, DARK_EUSAGE, "cell 1: -1 is no number of people"},
               {{0, 1, 4294967296.0}, DARK_ELIMIT, "more than 4294967295 people with cell 1"}};
  dark_table *empty = make_empty();
  for (size_t i = 0; i < N_OF(cases); i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_table *table = NULL;
    assert_int_equal(dark_table_new_like(&table, empty, &cases[i].cell, 1, &err), cases[i].status);
    assert_null(table);
    assert_non_null(strstr(err.message, cases[i].words));
  }
  dark_table_free(empty);
}

/* 2 x 3 strata, margins over form (3) and over sex (2), the total; their strata as sets. */
static void targets_are_strata_margins_and_the_total(void **state) {
  (void)state;
  dark_table *table = make_empty();
  dark__targets targets;
  assert_int_equal(dark__targets_make(&targets, table, NULL), DARK_OK);
  assert_int_equal(targets.n, 12);
  assert_string_equal(dark__targets_level(&targets, table, 4, 0), "sexual");
  assert_null(dark__targets_level(&targets, table, 6, 0)); /* (all), f */
  assert_string_equal(dark__targets_level(&targets, table, 6, 1), "f");
  assert_int_equal(targets.starts[7] - targets.starts[6], 2);
  assert_int_equal(targets.strata[targets.starts[6]], 0);
  assert_int_equal(targets.strata[targets.starts[6] + 1], 3);
  assert_string_equal(dark__targets_level(&targets, table, 10, 0), "sexual");
  assert_null(dark__targets_level(&targets, table, 10, 1));
  assert_int_equal(targets.starts[12] - targets.starts[11], 6);
  dark__targets_clear(&targets);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_table_has_lists_and_strata),
      cmocka_unit_test(people_are_put_into_the_shape_of_another_table),
      cmocka_unit_test(odd_shapes_are_refused),
      cmocka_unit_test(odd_cells_are_refused),
      cmocka_unit_test(targets_are_strata_margins_and_the_total),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
