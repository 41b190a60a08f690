/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search that stops for want of budget says of what it did not reach, against all models fitted one by one. */

#include <math.h>
#include <stdio.h>

#include "support/assert_close.h"
#include "support/hunt.h"
#include "support/published.h"

/* What became of tables and budgets. */
typedef struct outcomes {
  size_t n_complete, n_open, n_better; /* n_better: a better model was not reached, and ... */
  double narrowest;                    /* ... the nearest that the gap came to what was missed */
} outcomes;

/* The smallest criterion of all models of the table; infinite when none has an estimate. */
static double best_of_all(const hunt *on) {
  double best = INFINITY;
  load_observed((hunt *)on);
  for (size_t m = 0; m < on->catalogue->n_models; m++) best = fmin(best, criterion_of(on, on->catalogue->models[m]));
  return best;
}

static dark_plan *plan_with_budget(const dark_table *table, unsigned max_order, dark__criterion criterion, size_t budget) {
  char set[32];
  const char *options[2] = {set, "criterion=aic"};
  dark_settings asked = DARK_SETTINGS_INIT;
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  snprintf(set, sizeof set, "budget=%zu", budget);
  asked.method = "bic";
  asked.max_order = max_order;
  asked.set = options;
  asked.n_set = criterion == DARK__CRITERION_AIC ? 2 : 1;
  assert_ok(dark_plan_new(&plan, table, &asked, &err), err);
  return plan;
}

static void check_gap(outcomes *seen, const dark_plan *plan, double best) {
  dark_explanation told;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark_plan_explain(&told, plan, 0, &err), err);
  const double missed = told.criterion - best, tolerance = 1e-9 * fabs(best);
  assert_true(missed >= -tolerance && told.missed_gap >= 0);
  if (!(missed <= told.missed_gap + tolerance)) fail_msg("better by %.12g, and %.12g said", missed, told.missed_gap);
  if (told.is_complete) assert_true(told.missed_gap == 0);
  seen->n_complete += told.is_complete ? 1 : 0;
  seen->n_open += told.is_complete ? 0 : 1;
  if (missed > tolerance) {
    seen->n_better++;
    seen->narrowest = fmin(seen->narrowest, told.missed_gap - missed);
  }
  dark_explanation_clear(&told);
}

static void check_budgets(outcomes *seen, const hunt *on, unsigned max_order, dark__criterion criterion) {
  static const size_t budgets[] = {1, 2, 5, 12, 40, 10000};
  const double best = best_of_all(on);
  dark_table *table = table_of_cells(on->cells, on->problem.n_lists);
  for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
    dark_plan *plan = plan_with_budget(table, max_order, criterion, budgets[b]);
    const int is_same = dark_plan_n_lists(plan, 0) == on->problem.n_lists; /* a list without people is left out */
    if (is_same && dark_plan_estimate(plan, 0)->reason == DARK_N_REASONS) check_gap(seen, plan, best);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static void what_was_not_reached_is_never_better_by_more_than_said(void **state) {
  outcomes seen = {.narrowest = INFINITY};
  (void)state;
  for (uint64_t number = 0; number < TIMES(400, 40); number++) {
    hunt on;
    const unsigned n_lists = number % 8 == 7 ? 5 : 4, max_order = n_lists == 5 ? 2 : 2 + (unsigned)(number % 3 == 0);
    const dark__criterion criterion = number % 2 ? DARK__CRITERION_AIC : DARK__CRITERION_BIC;
    open_hunt(&on, n_lists, max_order, criterion, DARK_COMMON_NO, HUNT_NO_LIMIT, 12000 + number);
    check_budgets(&seen, &on, max_order, criterion);
    close_hunt(&on);
  }
  assert_true(seen.n_complete > TIMES(500, 50) && seen.n_open > TIMES(500, 50) && seen.n_better > TIMES(20, 1));
  assert_true(seen.narrowest < TIMES(5, 100)); /* among few tables with something missed none is near */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_not_reached_is_never_better_by_more_than_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
