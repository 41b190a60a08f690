/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truths of the coverage experiment: what is drawn is what a design says. */

#include <stdlib.h>
#include <string.h>

#include "coverage/method.h"
#include "coverage/outcome.h"
#include "coverage/truth.h"
#include "support/assert_close.h"
#include "support/published.h"

static truth truth_of(const char *name) {
  truth made;
  dark_error err = DARK_ERROR_INIT;
  const design *of = design_find(name);
  assert_non_null(of);
  assert_ok(truth_make(&made, of, &err), err);
  return made;
}

static size_t n_histories(const truth *of) { return (size_t)1 << dark_table_n_lists(dark_population_shape(of->population)); }

static void every_design_has_a_truth(void **state) {
  (void)state;
  for (size_t i = 0; i < n_coverage_designs; i++) {
    truth made = truth_of(coverage_designs[i].name);
    assert_ptr_equal(design_find(coverage_designs[i].name), &coverage_designs[i]);
    for (size_t s = 0; s < made.n_strata; s++) {
      const double *probabilities = dark_population_probabilities(made.population, s);
      double sum = 0;
      for (size_t history = 0; history < n_histories(&made); history++) sum += probabilities[history];
      assert_close(sum, 1, 1e-12, 0);
      assert_true(made.people[s] == round(made.people[s]));
      assert_true(made.people[s] >= dark_population_people(made.population, s));
    }
    truth_clear(&made);
  }
}

/* People on lists are a margin of every model, so that a fitted truth expects as many as the table has, but for N rounded to a whole. */
static void a_fitted_truth_has_the_numbers_of_its_fit(void **state) {
  static const struct {
    const char *name, *dataset, *method;
    unsigned order;
    double people, observed;
  } cases[] = {{"kosovo", "Kosovo", "bic", 2, 14342, 4400},          {"kosovo-3", "Kosovo", "bic", 3, 10357, 4400},
               {"western", "Western", "stepwise", 0, 2483, 345},     {"uk5-stepwise", "UKdat_5", "stepwise", 0, 11313, 2744},
               {"uk5-bic", "UKdat_5", "bic", 2, 22991, 2744},        {"ned5-bic", "Ned_5", "bic", 3, 148789, 8234},
               {"uk6-main", "UKdat", "independence", 0, 12214, 2744}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    truth made = truth_of(cases[c].name);
    dark_table *table = published_table(cases[c].dataset);
    dark_plan *plan = plan_for(table, cases[c].method, cases[c].order, NULL, NULL);
    const double total = dark_plan_estimate(plan, 0)->total;
    assert_true(made.people[0] == cases[c].people && made.people[0] == round(total));
    assert_true(dark_population_people(made.population, 0) == made.people[0]);
    assert_close(made.observed, cases[c].observed, 1 / total, 0);
    dark_explanation explained;
    dark_error err = DARK_ERROR_INIT;
    assert_ok(dark_plan_explain(&explained, plan, 0, &err), err);
    const double *probabilities = dark_population_probabilities(made.population, 0);
    for (size_t history = 0; history < n_histories(&made); history++)
      assert_close(probabilities[history] * total, explained.fitted[history], 1e-9, 1e-9);
    dark_explanation_clear(&explained);
    dark_plan_free(plan);
    dark_table_free(table);
    truth_clear(&made);
  }
}

static void twins_have_the_truth_they_are_said_to_have(void **state) {
  (void)state;
  for (size_t i = 0; i < n_coverage_twins; i++) {
    truth same = truth_of(coverage_twins[i].same_as);
    stratum_truth other;
    dark_error err = DARK_ERROR_INIT;
    assert_ok(fitted_truth_make(&other, coverage_twins[i].fitted, &err), err);
    assert_true(other.people == same.people[0]);
    for (size_t history = 0; history < n_histories(&same); history++)
      assert_close(other.probabilities[history], dark_population_probabilities(same.population, 0)[history], 1e-9, 1e-15);
    free(other.probabilities);
    truth_clear(&same);
  }
}

/* ---- Truths that are made */

static double margin(const stratum_truth *of, size_t mask) {
  double sum = 0;
  for (size_t history = 0; history < (size_t)1 << of->n_lists; history++)
    if ((history & mask) == mask) sum += of->probabilities[history];
  return sum;
}

/* Odds ratio of lists a and b among people on the lists of `given` and no other. */
static double odds_ratio(const stratum_truth *of, size_t a, size_t b, size_t given) {
  const double *p = of->probabilities;
  const size_t A = (size_t)1 << a, B = (size_t)1 << b;
  return p[given | A | B] * p[given] / (p[given | A] * p[given | B]);
}

static stratum_truth make(const made_truth *recipe) {
  stratum_truth made;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(made_truth_make(&made, recipe, &err), err);
  return made;
}

static void margins_and_odds_ratios_are_those_stated(void **state) {
  const made_truth recipe = {.people = 600,
                             .n_lists = 4,
                             .margins = {0.12, 0.10, 0.06, 0.04},
                             .odds = {{0, 1, 3}, {2, 3, 0.5}},
                             .n_odds = 2,
                             .odds_elsewhere = 1.2};
  (void)state;
  stratum_truth made = make(&recipe);
  for (size_t l = 0; l < 4; l++) assert_close(margin(&made, (size_t)1 << l), recipe.margins[l], 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 1, 0), 3, 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 1, 12), 3, 1e-9, 0);
  assert_close(odds_ratio(&made, 2, 3, 0), 0.5, 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 3, 2), 1.2, 1e-9, 0);
  free(made.probabilities);
}

static void a_three_way_effect_is_on_three_lists_only(void **state) {
  const made_truth recipe = {
      .people = 600, .n_lists = 4, .margins = {0.12, 0.10, 0.06, 0.04}, .odds = {{0, 1, 3}}, .n_odds = 1, .three_way = 2};
  (void)state;
  stratum_truth made = make(&recipe);
  assert_close(odds_ratio(&made, 0, 1, 0), 3, 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 1, 8), 3, 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 1, 4), 6, 1e-9, 0);
  assert_close(odds_ratio(&made, 0, 1, 12), 6, 1e-9, 0);
  free(made.probabilities);
}

/* A quarter six times likelier: with margins m, the rest has m / (6/4 + 3/4); within a class lists are independent, so that a pair has
   the mean of the products. */
static void latent_classes_mix_to_the_margins(void **state) {
  const made_truth recipe = {.people = 600, .n_lists = 2, .margins = {0.12, 0.10}, .share_often = 0.25, .times_often = 6};
  const double a = 0.12 / 2.25, b = 0.10 / 2.25;
  (void)state;
  stratum_truth made = make(&recipe);
  assert_close(margin(&made, 1), 0.12, 1e-9, 0);
  assert_close(margin(&made, 2), 0.10, 1e-9, 0);
  assert_close(margin(&made, 3), 0.25 * 36 * a * b + 0.75 * a * b, 1e-9, 0);
  free(made.probabilities);
}

/* A reaches 40% twice as often, B half as often: margins m belong to a rest with m / (0.8 + 0.6) and m / (0.2 + 0.6), and a pair has the mean of
   the products. */
static void lists_may_reach_different_people(void **state) {
  const made_truth recipe = {.people = 4000,
                             .n_lists = 2,
                             .margins = {0.10, 0.08},
                             .share_often = 0.4,
                             .times_often = 2,
                             .often_on = 1,
                             .times_elsewhere = 0.5};
  const double a = 0.10 / 1.4, b = 0.08 / 0.8;
  (void)state;
  stratum_truth made = make(&recipe);
  assert_close(margin(&made, 1), 0.10, 1e-9, 0);
  assert_close(margin(&made, 2), 0.08, 1e-9, 0);
  assert_close(margin(&made, 3), 0.4 * 2 * a * 0.5 * b + 0.6 * a * b, 1e-9, 0);
  free(made.probabilities);
}

/* Log odds a + x, x standard normal: P(A) = .1, and people on A are likelier to be on B too. Margins against a finer sum than the code's. */
static void people_who_differ_have_the_margins_stated(void **state) {
  const made_truth recipe = {.people = 3000, .n_lists = 3, .margins = {0.10, 0.08, 0.12}, .spread = 1};
  (void)state;
  stratum_truth made = make(&recipe);
  double sum = 0;
  for (size_t history = 0; history < 8; history++) sum += made.probabilities[history];
  assert_close(sum, 1, 1e-12, 0);
  for (size_t l = 0; l < 3; l++) assert_close(margin(&made, (size_t)1 << l), recipe.margins[l], 1e-9, 0);
  /* P(A and B): with a = -2.564222 and b = -2.832423 the logistic of each, by a Riemann sum over 6,000 points on -8..8. */
  double both = 0, weights = 0, a = 0, b = 0;
  for (int i = 0; i <= 6000; i++) {
    const double x = -8 + 16 * (double)i / 6000, weight = exp(-x * x / 2);
    const double caught_a = 1 / (1 + exp(2.564222 - x)), caught_b = 1 / (1 + exp(2.832423 - x));
    weights += weight;
    a += weight * caught_a;
    b += weight * caught_b;
    both += weight * caught_a * caught_b;
  }
  assert_close(a / weights, 0.10, 0, 1e-6);
  assert_close(b / weights, 0.08, 0, 1e-6);
  assert_close(margin(&made, 3), both / weights, 1e-5, 0);
  assert_true(odds_ratio(&made, 0, 1, 0) > 1.2);
  free(made.probabilities);
}

/* Pairs and triples of a pilot's design, of a fitted truth with an empty overlap, and of people who differ, for whom everything interacts. */
static void a_truth_knows_its_effects(void **state) {
  static const struct {
    const char *name, *has, *lacks;
  } cases[] = {{"ind4", "", "12 13 14 23 24 34 123"},
               {"three5", "13 24 35", "12 14 15 23 25 34 45 135"},
               {"triple4", "12 13 23 34 123", "14 24 124"},
               {"weak4", "12 13 14 23 24 34", "123 124 134 234 1234"},
               {"lnorm4", "12 13 14 23 24 34 123 1234", ""}};
  (void)state;
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    truth made = truth_of(cases[c].name);
    for (int is_lacking = 0; is_lacking < 2; is_lacking++) {
      char text[64], *rest = NULL;
      snprintf(text, sizeof text, "%s", is_lacking ? cases[c].lacks : cases[c].has);
      for (char *word = strtok_r(text, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        uint32_t set = 0;
        for (const char *digit = word; *digit != '\0'; digit++) set |= UINT32_C(1) << (*digit - '1');
        assert_int_equal(made.effects[set], !is_lacking);
      }
    }
    truth_clear(&made);
  }
  truth western = truth_of("western");
  const uint32_t generators[] = {17, 2, 4, 8}, less[] = {1, 2, 4, 8, 16}, more[] = {19, 12};
  assert_true(has_effects(western.effects, 5, generators, 4)); /* [15,2,3,4], whose fit it is */
  assert_false(has_effects(western.effects, 5, less, 5));
  assert_true(has_effects(western.effects, 5, more, 2));
  truth_clear(&western);
}

/* D catches directly with probability d, whoever it is, and receives 30% of the others' people: P(D | others) = d + (1 - d) 0.3. */
static void an_absorbing_list_receives_its_share(void **state) {
  const made_truth recipe = {.people = 600, .n_lists = 4, .margins = {0.12, 0.09, 0.06, 0.10}, .referral = 0.3};
  (void)state;
  stratum_truth made = make(&recipe);
  const double alone = made.probabilities[0] + made.probabilities[8], d = made.probabilities[8] / alone;
  assert_close(margin(&made, 8), 0.10, 1e-9, 0);
  assert_close((margin(&made, 8) - made.probabilities[8]) / (1 - alone), d + (1 - d) * 0.3, 1e-9, 0);
  free(made.probabilities);
}

static void strata_expect_the_numbers_in_their_names(void **state) {
  static const char *const names[] = {"strata-3", "strata-4", "strata-5"};
  (void)state;
  for (size_t i = 0; i < 3; i++) {
    truth made = truth_of(names[i]);
    const dark_table *shape = dark_population_shape(made.population);
    assert_int_equal(made.n_strata, 8);
    assert_int_equal(dark_table_n_strata(shape), 8);
    for (size_t s = 0; s < 8; s++) {
      const double expected = atof(dark_table_level_name(shape, 0, dark_table_stratum_level(shape, s, 0)) + 1);
      assert_true(made.people[s] == dark_population_people(made.population, s));
      assert_close(made.people[s] * dark_population_observed(made.population, s), expected, 0, 0.5);
    }
    truth_clear(&made);
  }
}

/* 1000 people: 500 on no list, 300 on A, 100 on B, 100 on both. A tenth of those on A alone (30) are taken for one of B, and a tenth of
   those on B alone (10) for one of A: 40 records fewer, 260 on A, 60 on B, 140 on both. */
static void false_links_merge_people_on_one_list(void **state) {
  double people = 1000, probabilities[4] = {0.5, 0.3, 0.1, 0.1};
  (void)state;
  link_falsely(&people, probabilities, 2, 0.1);
  assert_close(people, 960, 0, 0);
  assert_close(people * probabilities[0], 500, 1e-12, 0);
  assert_close(people * probabilities[1], 260, 1e-12, 0);
  assert_close(people * probabilities[2], 60, 1e-12, 0);
  assert_close(people * probabilities[3], 140, 1e-12, 0);
  truth linked = truth_of("false-links-kosovo"), unlinked = truth_of("kosovo");
  assert_true(linked.people[0] == unlinked.people[0]);
  assert_true(dark_population_people(linked.population, 0) < unlinked.people[0]);
  assert_close(linked.people[0] - dark_population_people(linked.population, 0), unlinked.observed - linked.observed, 0, 1);
  truth_clear(&linked);
  truth_clear(&unlinked);
}

/* ---- Methods */

static const method *method_named(const char *name) {
  for (size_t m = 0; m < n_coverage_methods; m++)
    if (strcmp(coverage_methods[m].name, name) == 0) return &coverage_methods[m];
  fail_msg("there is no method %s", name);
  return NULL;
}

static void auto_stands_for_what_it_chooses(void **state) {
  const method *automatic = method_named("auto");
  (void)state;
  assert_ptr_equal(method_behind(automatic, design_find("weak3"), 3), method_named("mixture"));
  assert_ptr_equal(method_behind(automatic, design_find("ned5-pairs"), 5), method_named("mixture"));
  assert_ptr_equal(method_behind(automatic, design_find("kosovo"), 4), automatic);
  assert_ptr_equal(method_behind(automatic, design_find("uk6-main"), 6), method_named("mixture"));
  assert_ptr_equal(method_behind(automatic, design_find("strata-3"), 3), automatic);
  assert_null(method_behind(automatic, design_find("neworl8-main"), 8));
  assert_null(method_behind(automatic, design_find("kosovo-3-order-2"), 4));
}

static size_t n_chosen(const char *patterns, bool has_replicates) {
  const method *chosen[64];
  const methods_wanted which = {.has_replicates = has_replicates, .patterns = patterns};
  assert_true(n_coverage_methods <= sizeof chosen / sizeof chosen[0]);
  return methods_choose(chosen, design_find("weak4"), 4, &which);
}

static void methods_are_chosen_by_patterns_of_their_names(void **state) {
  char unmatched[MOST_NAME];
  (void)state;
  assert_int_equal(n_chosen("bic BCa", true), 1);
  assert_int_equal(n_chosen("bic BCa,bic log-normal", true), 2);
  assert_int_equal(n_chosen("bic BCa,bic log-normal", false), 1);
  assert_int_equal(n_chosen("chapman*", true), 0);
  assert_true(n_chosen("*", true) > 5);
  assert_int_equal(n_chosen(NULL, true), n_chosen("*", true));
  assert_true(methods_are_known(NULL, unmatched, sizeof unmatched));
  assert_true(methods_are_known("bic BCa,mixture*", unmatched, sizeof unmatched));
  assert_false(methods_are_known("bic BCa,mixtures*,x", unmatched, sizeof unmatched));
  assert_string_equal(unmatched, "mixtures*");
}

static void methods_that_share_a_plan_are_neighbours(void **state) {
  (void)state;
  for (size_t a = 0; a < n_coverage_methods; a++)
    for (size_t b = a + 2; b < n_coverage_methods; b++)
      if (methods_share_plan(&coverage_methods[a], &coverage_methods[b]))
        assert_true(methods_share_plan(&coverage_methods[b - 1], &coverage_methods[b]));
  assert_true(methods_share_plan(method_named("bic percentile"), method_named("bic BCa")));
  assert_false(methods_share_plan(method_named("bic percentile"), method_named("bic imputed")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_design_has_a_truth),
      cmocka_unit_test(a_fitted_truth_has_the_numbers_of_its_fit),
      cmocka_unit_test(twins_have_the_truth_they_are_said_to_have),
      cmocka_unit_test(margins_and_odds_ratios_are_those_stated),
      cmocka_unit_test(a_three_way_effect_is_on_three_lists_only),
      cmocka_unit_test(latent_classes_mix_to_the_margins),
      cmocka_unit_test(lists_may_reach_different_people),
      cmocka_unit_test(people_who_differ_have_the_margins_stated),
      cmocka_unit_test(a_truth_knows_its_effects),
      cmocka_unit_test(an_absorbing_list_receives_its_share),
      cmocka_unit_test(strata_expect_the_numbers_in_their_names),
      cmocka_unit_test(false_links_merge_people_on_one_list),
      cmocka_unit_test(auto_stands_for_what_it_chooses),
      cmocka_unit_test(methods_are_chosen_by_patterns_of_their_names),
      cmocka_unit_test(methods_that_share_a_plan_are_neighbours),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
