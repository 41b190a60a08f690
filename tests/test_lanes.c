/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every estimator gives the same bits for a table whether it is estimated alone or beside others. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "resample/draw/draw.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Whole registers of tables, and a part of one; and more than are handed to an estimator at once. */
enum { SOME = TIMES(61, 19), MANY = TIMES(300, 19), MOST_RECORDS = 64 };

typedef struct batch {
  dark_workspace *workspace;
  double weights[MANY][MOST_RECORDS];
  const double *tables[MANY];
  dark_estimate together[MANY];
} batch;

/* Resampled tables of the plan's own data; every seventh is thinned out until hardly any overlap is left. */
static void draw_batch(batch *of, const dark_plan *plan, size_t n_tables) {
  dark_error err = DARK_ERROR_INIT;
  dark__urn urn;
  bool drawable;
  unsigned cells[MOST_RECORDS + 1];
  size_t n;
  const dark_record *records = dark_plan_records(plan, 0, &n);
  assert_true(n < MOST_RECORDS);
  assert_ok(dark__urn_make(&urn, &drawable, plan, 0, 7, &err), err);
  assert_true(drawable);
  for (size_t t = 0; t < n_tables; t++) {
    dark__urn_draw(of->weights[t], cells, &urn, t);
    for (size_t i = 0; t % 7 == 3 && i < n; i++)
      if (__builtin_popcountll(records[i].history) > 1 && i % 3 != t % 3) of->weights[t][i] = 0;
    of->tables[t] = of->weights[t];
  }
  dark__urn_clear(&urn);
  assert_ok(dark_workspace_new(&of->workspace, plan, &err), err);
}

static int same_bits(double a, double b) {
  uint64_t bits_a, bits_b;
  memcpy(&bits_a, &a, sizeof a);
  memcpy(&bits_b, &b, sizeof b);
  return bits_a == bits_b || (isnan(a) && isnan(b));
}

static void compare(const char *dataset, const char *method, unsigned max_order, const char *model, size_t n_tables) {
  dark_error err = DARK_ERROR_INIT;
  dark_table *table = published_table(dataset);
  dark_plan *plan = plan_for(table, method, max_order, model, NULL);
  dark_estimate alone;
  size_t n_estimates = 0;
  batch *of = calloc(1, sizeof *of);
  assert_non_null(of);
  draw_batch(of, plan, n_tables);
  assert_ok(dark_estimate_tables(of->together, plan, 0, of->workspace, of->tables, n_tables, &err), err);
  for (size_t t = 0; t < n_tables; t++) {
    assert_ok(dark_estimate_part(&alone, plan, 0, of->workspace, of->tables[t], &err), err);
    if (!same_bits(alone.total, of->together[t].total) || alone.reason != of->together[t].reason)
      fail_msg("%s %s table %zu: %.17g beside others, %.17g alone", dataset, method, t, of->together[t].total, alone.total);
    assert_memory_equal(&alone.model, &of->together[t].model, sizeof alone.model);
    n_estimates += isnan(alone.total) ? 0 : 1;
  }
  assert_true(n_estimates > n_tables / 2);
  dark_workspace_free(of->workspace);
  free(of);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void bic_gives_the_same_bits_in_every_lane(void **state) {
  (void)state;
  compare("Korea", "bic", 2, NULL, SOME);
  compare("Kosovo", "bic", 3, NULL, MANY);
  compare("UKdat_5", "bic", 4, NULL, SOME);
  compare("Western", "bic", 4, NULL, SOME);
  compare("NewOrl_5", "bic", 4, NULL, SOME);
  compare("UKdat", "bic", 3, NULL, SOME);
}

static void averages_give_the_same_bits_in_every_lane(void **state) {
  (void)state;
  compare("Kosovo", "averaged", 0, NULL, MANY);
  compare("UKdat_5", "averaged", 0, NULL, SOME);
}

static void walks_give_the_same_bits_in_every_lane(void **state) {
  (void)state;
  compare("Kosovo", "stepwise", 0, NULL, MANY);
  compare("Western", "stepwise", 0, NULL, MANY);
  compare("NewOrl_SparseMSE", "stepwise", 0, NULL, MANY);
  compare("UKdat", "stepwise", 0, NULL, MANY);
  compare("UKdat_5", "downhill", 0, NULL, MANY);
  compare("NewOrl_5", "downhill", 0, NULL, MANY);
}

static void single_models_give_the_same_bits_in_every_lane(void **state) {
  (void)state;
  compare("UKdat", "independence", 0, NULL, SOME);
  compare("Kosovo", "saturated", 0, NULL, SOME);
  compare("Ned_5", "fixed", 0, "[135,12,24,34]", SOME);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bic_gives_the_same_bits_in_every_lane),
      cmocka_unit_test(averages_give_the_same_bits_in_every_lane),
      cmocka_unit_test(walks_give_the_same_bits_in_every_lane),
      cmocka_unit_test(single_models_give_the_same_bits_in_every_lane),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
