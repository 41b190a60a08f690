/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list to which the others refer people: by hand, and how often it is said of tables that have one and of tables that have none. */

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include <darkfigure/population.h>

#include "numeric/stream.h"
#include "result/absorbing.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark__absorbing find(const dark_table *table) {
  dark_error err = DARK_ERROR_INIT;
  dark__absorbing result;
  dark__margins margins = dark__margins_start(table);
  dark__margins_add_all(&margins, table);
  assert_ok(dark__absorbing_find(&result, &margins, &err), err);
  return result;
}

/* A and B share 40 of 200 and 160 people, so that 800 are there; of the 320 on either C has 120 and of the 480 on neither 24. */
static void shares_are_those_counted_by_hand(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, "100:100 010:75 110:25 101:60 011:45 111:15 001:24");
  const dark__absorbing seen = find(table);
  assert_true(seen.is_found);
  assert_string_equal(dark_table_list_name(table, seen.list), "C");
  assert_close(seen.within, 120 / 320.0, 1e-12, 0);
  assert_close(seen.without, 24 / 480.0, 1e-9, 0);
  dark_table_free(table);
}

static void tables_without_an_answer_have_none(void **state) {
  static const char *const nothing[] = {"100:10 010:9 001:8", "100:10 110:4", "110:5 101:4 011:6 111:3",
                                        "100:10 010:10 001:10 110:1"};
  (void)state;
  for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
    dark_table *table = table_of_text(3, nothing[i]);
    assert_false(find(table).is_found);
    dark_table_free(table);
  }
}

/* ---- how often */

enum { N_TABLES = 200 };

/* Tables in which the last list is said to be absorbing, and in which any is. */
typedef struct counted {
  int last, any;
} counted;

static counted count(const dark_capture_model *model, double people) {
  const size_t n_cells = (size_t)1 << model->n_lists;
  double probabilities[32], cells[32];
  dark_error err = DARK_ERROR_INIT;
  counted result = {0, 0};
  assert_ok(dark_capture_probabilities(probabilities, model, &err), err);
  for (size_t t = 0; t < N_TABLES; t++) {
    dark__stream stream;
    unsigned drawn[32];
    dark__stream_start(&stream, 7, t);
    gsl_ran_multinomial(&stream.rng, n_cells, (unsigned)people, probabilities, drawn);
    for (size_t w = 0; w < n_cells; w++) cells[w] = w == 0 ? 0 : drawn[w];
    dark_table *table = table_of_cells(cells, (unsigned)model->n_lists);
    const dark__absorbing seen = find(table);
    result.any += seen.is_found;
    result.last += seen.is_found && seen.list == model->n_lists - 1;
    dark_table_free(table);
  }
  return result;
}

static const double margins[] = {0.12, 0.10, 0.08, 0.06};

static void it_is_seen_where_it_is(void **state) {
  static const double with_referred[] = {0.12, 0.10, 0.08, 0.13};
  const dark_referral referral = {DARK_ANY_LIST, 0.3};
  const dark_capture_model model = {
      .n_lists = 4, .margins = with_referred, .referrals = &referral, .n_referrals = 1, .absorbing = 3};
  (void)state;
  assert_true(count(&model, 3000).last > 0.95 * N_TABLES);
}

static void it_is_not_seen_where_it_is_not(void **state) {
  dark_odds_ratio weak[6], strong = {0, 1, 3};
  size_t n = 0;
  (void)state;
  for (size_t b = 1; b < 4; b++)
    for (size_t a = 0; a < b; a++) weak[n++] = (dark_odds_ratio){a, b, 1.5};
  const dark_capture_model models[] = {{.n_lists = 4, .margins = margins},
                                       {.n_lists = 3, .margins = margins},
                                       {.n_lists = 4, .margins = margins, .odds_ratios = weak, .n_odds_ratios = 6},
                                       {.n_lists = 4, .margins = margins, .odds_ratios = &strong, .n_odds_ratios = 1}};
  for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) assert_true(count(&models[i], 3000).any <= 0.03 * N_TABLES);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_are_those_counted_by_hand),
      cmocka_unit_test(tables_without_an_answer_have_none),
      cmocka_unit_test(it_is_seen_where_it_is),
      cmocka_unit_test(it_is_not_seen_where_it_is_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
