/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chao's bound over the pairs of lists that a model leaves out: by hand, exact in means, on degenerate tables, with things supposed. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lattice/chao_bound.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

static dark_bound bound_of(const dark_table *table, const char *method, const char *model) {
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_plan *plan = plan_for(table, method, 0, model, NULL);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  const dark_bound bound = explanation.bound;
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  return bound;
}

static dark_bound bound_on(unsigned n_lists, const char *records, const char *method, const char *model) {
  dark_table *table = table_of_text(n_lists, records);
  const dark_bound bound = bound_of(table, method, model);
  dark_table_free(table);
  return bound;
}

/* 43 on each list alone, 14 on each pair, 19 on all three: totals (190) and list sizes (90) are those of 40, 20, 10, which is independence
   exactly, with 80 hidden. S = 3 x 43^2 = 5547, f2 = 42, B = 5547/43 = 129. The information has 190, 90 beside it, 90 and 30 among lists: c of
   the intercept and of a list solve 190 c0 + 270 c1 = 1, 90 c0 + 150 c1 = 0, so c0 = 1/28, c1 = -3/140, and v = 1/70, -1/140, -1/35 for one,
   two, three lists. u = 80/4800 = 1/60, -1/60, 0. u - v = 1/420, -4/420, 12/420, and s^2 = (120 + 60 x 16 + 10 x 144)/420^2 = 1/70. */
static void z_agrees_with_hand_computation(void **state) {
  static const char records[] = "100:43 010:43 001:43 110:14 101:14 011:14 111:19";
  (void)state;
  const dark_bound bound = bound_on(3, records, "independence", NULL);
  assert_int_equal(bound.n_pairs, 3);
  assert_close(bound.hidden, 129, 1e-14, 0);
  assert_close(bound.error, sqrt(1 / 70.0), 1e-9, 0);
  assert_close(bound.z, log(129 / 80.0) * sqrt(70), 1e-9, 0);
  assert_true(dark__is_below_bound(&bound));
}

/* The same people under [12,3]: only 13 and 23 are looked at, S = 2 x 43^2 = 3698, f2 = 28, B = 3698/29. With all pairs in the model there is
   nothing to look at. */
static void only_pairs_that_the_model_leaves_out_are_looked_at(void **state) {
  static const char records[] = "100:43 010:43 001:43 110:14 101:14 011:14 111:19";
  (void)state;
  const dark_bound bound = bound_on(3, records, "fixed", "[12,3]");
  assert_int_equal(bound.n_pairs, 2);
  assert_close(bound.hidden, 3698 / 29.0, 1e-14, 0);
  assert_true(bound.error > 0 && isfinite(bound.z));
  const dark_bound none = bound_on(3, records, "fixed", "[12,13,23]");
  assert_int_equal(none.n_pairs, 0);
  assert_false(dark__is_below_bound(&none));
  assert_int_equal(bound_on(3, records, "saturated", NULL).n_pairs, 0);
}

/* Independent lists with odds of being caught .12/.88 and so on, in means: the new bound falls short of the hidden number by the 1 alone, the
   old one exceeds it by a factor of 1.3 to 1.6 (the same factors that simulated tables show). */
static void in_means_independent_lists_meet_the_bound_and_exceed_the_old_one(void **state) {
  static const struct {
    unsigned n_lists;
    double margins[5], old;
  } designs[] = {{4, {0.12, 0.10, 0.07, 0.05}, 1.4}, {3, {0.22, 0.17, 0.12}, 1.55}, {5, {0.05, 0.08, 0.07, 0.05, 0.03}, 1.3}};
  (void)state;
  for (size_t d = 0; d < sizeof designs / sizeof designs[0]; d++) {
    const unsigned n_lists = designs[d].n_lists;
    double cells[32], f1 = 0, f2 = 0;
    for (uint32_t history = 0; history < 1u << n_lists; history++) {
      cells[history] = 1e6;
      for (unsigned l = 0; l < n_lists; l++)
        cells[history] *= history >> l & 1 ? designs[d].margins[l] : 1 - designs[d].margins[l];
      cells[history] = round(cells[history]);
      f1 += __builtin_popcount(history) == 1 ? cells[history] : 0;
      f2 += __builtin_popcount(history) == 2 ? cells[history] : 0;
    }
    dark_table *table = table_of_cells(cells, n_lists);
    const dark_bound bound = bound_of(table, "independence", NULL);
    assert_close(bound.hidden, cells[0] * f2 / (f2 + 1), 1e-4, 0);
    assert_true(fabs(bound.z) < 0.05);
    assert_close(f1 * f1 / (2 * f2) / cells[0], designs[d].old, 0.06, 0);
    dark_table_free(table);
  }
}

/* Where the model is the truth, B is the estimate but for the 1, whatever its terms: with counts that a model fits exactly, z is next to 0. */
static void in_means_any_model_meets_its_bound(void **state) {
  size_t n_compared = 0;
  (void)state;
  for (uint64_t number = 0; number < 200; number++) {
    const unsigned n_lists = 3 + draw_below(3, number);
    uint32_t terms[32], pairs[DARK__MOST_PAIRS];
    double effects[32], means[32];
    const size_t n_terms = draw_model(terms, n_lists, number);
    effects[0] = log(2e6);
    for (size_t i = 1; i < n_terms; i++) {
      const double swing = (double)draw_below(1000, 1000 * number + i) / 1000 - 0.5;
      effects[i] = __builtin_popcount(terms[i]) == 1 ? swing - 1.5 : swing;
    }
    loglinear_means(means, n_lists, terms, effects, n_terms);
    const size_t n_pairs = dark__pairs_left_out(pairs, n_lists, terms, n_terms, NULL, 0);
    double products = 0, both = 0;
    for (size_t i = 0; i < n_pairs; i++) {
      products += means[pairs[i] & (~pairs[i] + 1)] * means[pairs[i] & (pairs[i] - 1)];
      both += means[pairs[i]];
    }
    if (n_pairs == 0) continue;
    assert_close(products / both, means[0], 1e-12, 0);
    n_compared++;
  }
  assert_true(n_compared > 50);
}

/* With two lists, and with one pair of three left out, the bound is the estimate in other words: a b / m against a b / (m + 1). */
static void a_bound_that_is_the_estimate_itself_is_not_compared(void **state) {
  (void)state;
  const dark_bound two = bound_on(2, "10:40 01:20 11:20", "independence", NULL);
  assert_int_equal(two.n_pairs, 1);
  assert_close(two.hidden, 800 / 21.0, 1e-14, 0);
  assert_true(two.error == 0 && isnan(two.z) && !dark__is_below_bound(&two));
  const dark_bound one_left = bound_on(3, "100:40 010:31 001:23 110:6 101:9 011:4 111:2", "fixed", "[12,13]");
  assert_int_equal(one_left.n_pairs, 1);
  assert_close(one_left.hidden, 31 * 23 / 5.0, 1e-14, 0);
  assert_true(one_left.error == 0 && isnan(one_left.z));
}

/* Nobody on exactly two lists: f2 = 0, and B = S. Nobody on one list of every pair: B = 0, which is no reason to complain. An empty list more
   changes nothing. */
static void degenerate_tables_have_a_bound_or_none(void **state) {
  (void)state;
  const dark_bound no_pairs = bound_on(3, "100:40 010:30 001:20 111:5", "independence", NULL);
  assert_close(no_pairs.hidden, 40 * 30 + 40 * 20 + 30 * 20, 1e-14, 0);
  assert_true(isfinite(no_pairs.z) && dark__is_below_bound(&no_pairs));
  const dark_bound nobody = bound_on(3, "100:9 110:14 101:14 011:14 111:3", "independence", NULL);
  assert_true(nobody.hidden == 0 && !dark__is_below_bound(&nobody));
  const dark_bound three = bound_on(3, "100:43 010:40 001:23 110:14 101:14 011:14 111:19", "independence", NULL),
                   four = bound_on(4, "1000:43 0100:40 0010:23 1100:14 1010:14 0110:14 1110:19", "independence", NULL);
  assert_close(four.z, three.z, 1e-9, 0);
  assert_int_equal(four.n_pairs, 3);
}

/* Every chooser says of its model what `fixed` says of it; the models of an average leave out different pairs, and it has none. */
static void all_log_linear_methods_have_the_bound_of_their_model(void **state) {
  static const char *const methods[] = {"bic", "stepwise", "downhill"};
  static const char *const tables[] = {"Kosovo", "Korea", "UKdat_5", "Western"};
  (void)state;
  for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
    dark_table *table = published_table(tables[t]);
    for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++) {
      char model[128];
      dark_plan *plan = plan_for(table, methods[m], 0, NULL, NULL);
      dark_plan_model_name(model, sizeof model, plan, 0, dark_plan_estimate(plan, 0)->model);
      const dark_bound own = bound_of(table, methods[m], NULL), fixed = bound_of(table, "fixed", model);
      assert_int_equal(own.n_pairs, fixed.n_pairs);
      if (own.n_pairs > 0) assert_close(own.hidden, fixed.hidden, 1e-12, 0);
      if (own.n_pairs > 0) assert_close(own.error, fixed.error, 1e-8, 0);
      dark_plan_free(plan);
    }
    assert_int_equal(bound_of(table, "averaged", NULL).n_pairs, 0);
    dark_table_free(table);
  }
}

/* A pair whose odds ratio is supposed is no pair that the model leaves out; xi moves the estimate and not the bound. */
static void what_is_supposed_of_a_pair_is_not_held_against_it(void **state) {
  static const dark_fixed_odds odds = {{"A", "B"}, 1};
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  dark_table *table = table_of_text(4, "1000:120 0100:70 0010:33 0001:38 1100:19 1010:4 0110:6 1001:8 0101:5 0011:7 1111:2");
  dark_bound bounds[3];
  for (int way = 0; way < 3; way++) {
    dark_settings asked = DARK_SETTINGS_INIT;
    dark_plan *plan;
    dark_explanation explanation;
    asked.method = "independence";
    asked.dependence.odds_ratios = &odds;
    asked.dependence.n_odds_ratios = way == 1 ? 1 : 0;
    asked.dependence.xi = way == 2 ? 2 : 0;
    assert_ok(dark_plan_new(&plan, table, &asked, &err), err);
    assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
    bounds[way] = explanation.bound;
    dark_explanation_clear(&explanation);
    dark_plan_free(plan);
  }
  dark_table_free(table);
  assert_int_equal(bounds[0].n_pairs, 6);
  assert_int_equal(bounds[1].n_pairs, 5);
  assert_close(bounds[2].hidden, bounds[0].hidden, 1e-14, 0);
  assert_close(bounds[2].error, bounds[0].error, 1e-9, 0);
  assert_close(bounds[2].z, bounds[0].z + log(2) / bounds[0].error, 1e-9, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(z_agrees_with_hand_computation),
      cmocka_unit_test(only_pairs_that_the_model_leaves_out_are_looked_at),
      cmocka_unit_test(in_means_independent_lists_meet_the_bound_and_exceed_the_old_one),
      cmocka_unit_test(in_means_any_model_meets_its_bound),
      cmocka_unit_test(a_bound_that_is_the_estimate_itself_is_not_compared),
      cmocka_unit_test(degenerate_tables_have_a_bound_or_none),
      cmocka_unit_test(all_log_linear_methods_have_the_bound_of_their_model),
      cmocka_unit_test(what_is_supposed_of_a_pair_is_not_held_against_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
