/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common dependence H: by hand, as Darroch's model, its rules, its name, and every method that searches with it. Kernels, existence,
   searches and averages with H are compared with their oracles in test_block, test_existence, test_enumeration and test_mata. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lattice/chao_bound.h"
#include "lattice/common.h"
#include "lattice/terms.h"
#include "loglinear/fit/engine.h"
#include "numeric/rank.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

#define N_OF(array) (sizeof(array) / sizeof((array)[0]))

typedef struct question {
  const char *method, *model;
  unsigned max_order;
  dark_common_dependence common;
  dark_dependence dependence;
} question;

static dark_status ask(dark_plan **plan, const dark_table *table, const question *of, dark_error *err) {
  dark_settings asked = DARK_SETTINGS_INIT;
  asked.method = of->method;
  asked.model = of->model;
  asked.max_order = of->max_order;
  asked.common_dependence = of->common;
  asked.dependence = of->dependence;
  return dark_plan_new(plan, table, &asked, err);
}

static dark_plan *answer(const dark_table *table, const question *of) {
  dark_plan *plan;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(ask(&plan, table, of, &err), err);
  return plan;
}

static double hidden_of(const dark_table *table, const question *of) {
  dark_plan *plan = answer(table, of);
  const double hidden = dark_plan_estimate(plan, 0)->hidden;
  dark_plan_free(plan);
  return hidden;
}

static const question fixed_with_h = {.method = "fixed", .model = "[1,2,3]+H"};

/* ---- one model */

/* 80 on no list; odds of the lists 1/2, 1/4, 1/2; every pair's odds ratio 2: A 40, B 20, C 40, A+B 80/8 * 2, A+C 80/4 * 2, B+C 80/8 * 2,
   all 80/16 * 2^3. Seven counts, five effects: log 80, log 1/2, log 1/4, log 1/2, log 2. */
static const char by_hand[] = "100:40 010:20 001:40 110:20 101:40 011:20 111:40";

static void effects_are_those_by_hand(void **state) {
  static const double effects[] = {80, 0.5, 0.25, 0.5, 2};
  (void)state;
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_table *table = table_of_text(3, by_hand);
  dark_plan *plan = answer(table, &fixed_with_h);
  assert_close(dark_plan_estimate(plan, 0)->hidden, 80, 1e-10, 0);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_int_equal(explanation.n_parameters, 5);
  assert_int_equal(explanation.df, 2);
  assert_close(explanation.deviance, 0, 0, 1e-9);
  for (size_t i = 0; i < 5; i++) assert_close(explanation.terms[i].coefficient, log(effects[i]), 0, 1e-10);
  assert_string_equal(explanation.terms[4].name, "H");
  assert_int_equal(explanation.bound.n_pairs, 0); /* no pair is left out of account */
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* The variance of the intercept is that of the inverse of X' M X, worked out here by elimination. */
static void the_standard_error_is_that_of_the_information(void **state) {
  (void)state;
  double a[5][6] = {{0}};
  static const double mean[8] = {0, 40, 20, 20, 40, 40, 20, 40}; /* by bits A B C */
  for (unsigned cell = 1; cell < 8; cell++) {
    const unsigned k = (unsigned)__builtin_popcount(cell);
    const double x[5] = {1, cell & 1, cell >> 1 & 1, cell >> 2 & 1, k * (k - 1) / 2.0};
    for (int i = 0; i < 5; i++)
      for (int j = 0; j < 5; j++) a[i][j] += mean[cell] * x[i] * x[j];
  }
  a[0][5] = 1;
  for (int p = 0; p < 5; p++)
    for (int i = 0; i < 5; i++) {
      const double share = a[i][p] / a[p][p];
      for (int j = p; i != p && j < 6; j++) a[i][j] -= share * a[p][j];
    }
  dark_error err = DARK_ERROR_INIT;
  dark_explanation explanation;
  dark_table *table = table_of_text(3, by_hand);
  dark_plan *plan = answer(table, &fixed_with_h);
  assert_ok(dark_plan_explain(&explanation, plan, 0, &err), err);
  assert_close(explanation.se, sqrt(80 + 80 * 80 * a[0][5] / a[0][0]), 1e-9, 0);
  dark_explanation_clear(&explanation);
  dark_plan_free(plan);
  dark_table_free(table);
}

static const struct {
  const char *table, *main_effects;
} published[] = {{"Korea", "[1,2,3]+H"},       {"Kosovo", "[1,2,3,4]+H"},     {"UKdat_5", "[1,2,3,4,5]+H"},
                 {"Western", "[1,2,3,4,5]+H"}, {"NewOrl_5", "[1,2,3,4,5]+H"}, {"Ned_5", "[1,2,3,4,5]+H"}};

/* Main effects and H are Darroch's model, which another room fits by other means. */
static void main_effects_and_h_are_darroch(void **state) {
  (void)state;
  for (size_t i = 0; i < N_OF(published); i++) {
    dark_table *table = published_table(published[i].table);
    const question fixed = {.method = "fixed", .model = published[i].main_effects}, darroch = {.method = "mth-darroch"},
                   independence = {.method = "independence", .common = DARK_COMMON_ALWAYS};
    assert_close(hidden_of(table, &fixed), hidden_of(table, &darroch), 1e-8, 0);
    assert_close(hidden_of(table, &independence), hidden_of(table, &fixed), 0, 0);
    dark_table_free(table);
  }
}

/* Where every pair has the odds ratio 2, giving it for one leaves the fit where it is, and H speaks for the others alone. */
static void given_pairs_are_not_spoken_for(void **state) {
  (void)state;
  dark_fixed_odds odds = {.lists = {"[12]", NULL}, .value = 2};
  dark_table *table = table_of_text(3, by_hand);
  question with_given = fixed_with_h;
  with_given.dependence = (dark_dependence){.odds_ratios = &odds, .n_odds_ratios = 1};
  assert_close(hidden_of(table, &with_given), 80, 1e-9, 0);
  odds.value = 3;
  assert_true(fabs(hidden_of(table, &with_given) / 80 - 1) > 0.1);
  dark_table_free(table);
}

/* Of four lists with five pairs given H is left one pair, which it is; with four given, two. */
static void h_of_one_pair_is_that_pair(void **state) {
  (void)state;
  dark_fixed_odds odds[5] = {
      {{"[12]", NULL}, 1.5}, {{"[13]", NULL}, 0.7}, {{"[14]", NULL}, 2}, {{"[23]", NULL}, 1.2}, {{"[24]", NULL}, 0.9}};
  dark_table *table = published_table("Kosovo");
  question with_h = {.method = "fixed", .model = "[1,2,3,4]+H"}, with_pair = {.method = "fixed", .model = "[1,2,34]"};
  with_h.dependence = with_pair.dependence = (dark_dependence){.odds_ratios = odds, .n_odds_ratios = 5};
  assert_close(hidden_of(table, &with_h), hidden_of(table, &with_pair), 1e-12, 0);
  with_h.dependence.n_odds_ratios = with_pair.dependence.n_odds_ratios = 4;
  assert_true(fabs(hidden_of(table, &with_h) / hidden_of(table, &with_pair) - 1) > 1e-4);
  dark_table_free(table);
}

/* ---- its rules */

enum { CELLS = 32 };

typedef struct example {
  unsigned n_lists;
  double cells[CELLS], margins[CELLS];
  uint32_t terms[CELLS + 1];
  size_t n_terms; /* without H, which is terms[n_terms] */
  bool with_hidden;
} example;

static int times(uint32_t term, uint32_t cell, unsigned n_lists) {
  const int k = __builtin_popcount(cell);
  return term == UINT32_C(1) << n_lists ? k * (k - 1) / 2 : (term & cell) == term;
}

static bool is_kept(const example *of, uint32_t cell) {
  for (size_t i = 0; i < of->n_terms; i++)
    if ((of->terms[i] & cell) == of->terms[i] && !(of->margins[of->terms[i]] > 0)) return false;
  return true;
}

static bool has_term(const example *of, uint32_t term) {
  for (size_t i = 0; i < of->n_terms; i++)
    if (of->terms[i] == term) return true;
  return false;
}

/* Columns of the terms that are not emptied and H; rows of the kept histories, and of nobody's where it counts. */
static void row_of(void *context, size_t row, int64_t *values) {
  const example *of = context;
  const bool counts = row == 0 ? of->with_hidden : is_kept(of, (uint32_t)row);
  for (size_t i = 0; i <= of->n_terms; i++) {
    const bool is_emptied = i < of->n_terms && !(of->margins[of->terms[i]] > 0);
    values[i] = counts && !is_emptied ? times(of->terms[i], (uint32_t)row, of->n_lists) : 0;
  }
}

static size_t rank_of(example *of, bool with_hidden, bool with_common) {
  dark_error err = DARK_ERROR_INIT;
  size_t rank;
  of->with_hidden = with_hidden;
  const uint32_t common = of->terms[of->n_terms];
  if (!with_common) of->terms[of->n_terms] = 0; /* the intercept twice */
  assert_ok(dark__rank(&rank, (size_t)1 << of->n_lists, of->n_terms + 1, row_of, of, &err), err);
  of->terms[of->n_terms] = common;
  return rank;
}

static void draw_example(example *out, uint64_t number) {
  *out = (example){.n_lists = 2 + (unsigned)(number % 4)};
  draw_sparse(out->cells, out->n_lists, number);
  for (uint32_t v = 0; v >> out->n_lists == 0; v++)
    for (uint32_t cell = 1; cell >> out->n_lists == 0; cell++)
      if ((v & cell) == v) out->margins[v] += out->cells[cell];
  out->n_terms = draw_model(out->terms, out->n_lists, number);
  out->terms[out->n_terms] = UINT32_C(1) << out->n_lists;
}

/* With H nobody's cell is not identified if and only if every kept history on three or more lists is an effect of the model. */
static bool is_hidden_by_rule(const example *of) {
  for (uint32_t cell = 1; cell >> of->n_lists == 0; cell++)
    if (__builtin_popcount(cell) > 2 && is_kept(of, cell) && !has_term(of, cell)) return true;
  return false;
}

static size_t n_pairs_missing(const example *of) {
  size_t n = 0;
  for (uint32_t cell = 1; cell >> of->n_lists == 0; cell++)
    n += __builtin_popcount(cell) == 2 && is_kept(of, cell) && !has_term(of, cell);
  return n;
}

static void ranks_are_those_of_the_rules(void **state) {
  size_t n_seen[2] = {0}, n_redundant = 0;
  (void)state;
  for (uint64_t number = 0; number < TIMES(6000, 900); number++) {
    example of;
    draw_example(&of, number);
    bool has_empty_list = false;
    for (unsigned l = 0; l < of.n_lists; l++) has_empty_list |= !(of.margins[1u << l] > 0);
    if (has_empty_list) continue;
    const size_t rank = rank_of(&of, false, true), without = rank_of(&of, false, false);
    const size_t n_missing = n_pairs_missing(&of);
    n_redundant += n_missing == 0;
    if (n_missing == 0) assert_true(rank == without);
    if (n_missing < DARK__FEWEST_COMMON_PAIRS) continue;
    assert_true(rank == without + 1 || !is_hidden_by_rule(&of));
    assert_int_equal(rank_of(&of, true, true) == rank, is_hidden_by_rule(&of));
    n_seen[is_hidden_by_rule(&of)]++;
  }
  assert_true(n_seen[0] >= TIMES(100, 10) && n_seen[1] >= TIMES(100, 10) && n_redundant >= TIMES(100, 10));
}

/* Nobody on three lists: -(k - 1)(k - 2)/2 lowers the mean of nobody observed, and the hidden number would go to zero. */
static void nobody_on_three_lists_is_no_estimate(void **state) {
  (void)state;
  dark_table *table = table_of_text(4, "1000:40 0100:30 0010:20 0001:25 1100:6 1010:9 0110:4 1001:3");
  const question with_h = {.method = "fixed", .model = "[1,2,3,4]+H"}, without = {.method = "fixed", .model = "[1,2,3,4]"};
  dark_plan *plan = answer(table, &with_h);
  assert_int_equal(dark_plan_estimate(plan, 0)->reason, DARK_REASON_NO_MLE);
  dark_plan_free(plan);
  assert_true(hidden_of(table, &without) > 0);
  dark_table_free(table);
}

/* ---- the class of models */

static void models_are_counted_once(void **state) {
  (void)state;
  for (unsigned n_lists = 2; n_lists <= 5; n_lists++)
    for (unsigned order = 1; order < n_lists && order < 4 && n_lists + order < 8; order++)
      for (int is_forced = 0; is_forced < 2; is_forced++) {
        dark_error err = DARK_ERROR_INIT;
        dark__lattice plain, lattice;
        dark__term_set *models;
        size_t n, n_with = 0, n_pairs = n_lists * (n_lists - 1) / 2;
        assert_ok(dark__lattice_make(&plain, n_lists, order, &err), err);
        lattice = plain;
        assert_ok(dark__lattice_add_common(&lattice, n_pairs, is_forced, &err), err);
        assert_ok(dark__lattice_enumerate(&models, &n, &plain, 100000, &err), err);
        for (size_t i = 0; i < n; i++) {
          uint32_t terms[DARK__MAX_TERMS], pairs[DARK__MOST_PAIRS];
          const size_t n_terms = dark__lattice_expand(terms, &plain, models[i]);
          n_with += dark__pairs_left_out(pairs, n_lists, terms, n_terms, NULL, 0) >= 2;
        }
        const size_t expected = (is_forced ? 0 : n) + n_with;
        free(models);
        assert_int_equal(dark__lattice_count(&lattice, 100000), expected);
        if (expected == 0) continue;
        assert_ok(dark__lattice_enumerate(&models, &n, &lattice, 100000, &err), err);
        assert_int_equal(n, expected);
        for (size_t i = 0; i < n; i++) assert_true(dark__lattice_allows(&lattice, models[i]));
        free(models);
      }
}

/* ---- its name */

static void names_are_read_as_they_are_written(void **state) {
  (void)state;
  static const struct {
    const char *text, *written;
  } names[] = {{"[1,2,3]+H", "[1,2,3]+H"}, {"[12,3] + H", "[12,3]+H"}, {"[A*B,C]+H", "[12,3]+H"}, {"[3,2,1]+H ", NULL}};
  dark_table *table = table_of_text(3, by_hand);
  for (size_t i = 0; i < N_OF(names); i++) {
    char name[64];
    dark_error err = DARK_ERROR_INIT;
    dark_plan *plan;
    const question of = {.method = "fixed", .model = names[i].text};
    const dark_status status = ask(&plan, table, &of, &err);
    assert_int_equal(status, names[i].written == NULL ? DARK_EUSAGE : DARK_OK);
    if (status != DARK_OK) continue;
    assert_string_equal(dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model), names[i].written);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static void refused(const dark_table *table, question of, const char *part) {
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan = NULL;
  assert_int_equal(ask(&plan, table, &of, &err), DARK_EUSAGE);
  if (strstr(err.message, part) == NULL) fail_msg("'%s' does not say '%s'", err.message, part);
}

static void what_cannot_be_is_refused_in_words(void **state) {
  (void)state;
  dark_table *table = table_of_text(3, by_hand);
  refused(table, (question){.method = "fixed", .model = "[12,13,23]+H"}, "it leaves out none: leave out +H");
  refused(table, (question){.method = "fixed", .model = "[12,13]+H"}, "write that pair, B*C, in place of +H");
  refused(table, (question){.method = "fixed", .model = "[12,3]+G"}, "behind the closing ']'");
  refused(table, (question){.method = "fixed", .model = "[1,2,3]", .common = DARK_COMMON_ALWAYS}, "+H behind it");
  refused(table, (question){.method = "chao", .common = DARK_COMMON_SEARCH}, "knows no common dependence");
  refused(table, (question){.method = "independence", .common = DARK_COMMON_SEARCH}, "--common-dependence always");
  refused(table, (question){.method = "bic", .common = (dark_common_dependence)9}, "none of dark_common_dependence");
  dark_table_free(table);
}

/* ---- methods */

/* Lists in another order: the same people unseen. */
static void the_order_of_lists_changes_nothing(void **state) {
  static const char *const methods[] = {"bic", "averaged", "downhill", "stepwise"};
  (void)state;
  dark_table *table = table_of_text(4, "1000:40 0100:30 0010:20 0001:25 1100:6 1010:9 0111:4 1110:2 0011:7 1001:5 1111:1"),
             *turned = table_of_text(4, "0001:40 1000:30 0100:20 0010:25 1001:6 0101:9 1110:4 1101:2 0110:7 0011:5 1111:1");
  for (size_t i = 0; i < N_OF(methods); i++)
    for (dark_common_dependence common = DARK_COMMON_NO; common <= DARK_COMMON_ALWAYS; common++) {
      const question of = {.method = methods[i], .common = common};
      assert_close(hidden_of(turned, &of), hidden_of(table, &of), 1e-7, 0);
    }
  dark_table_free(turned);
  dark_table_free(table);
}

/* With two lists there is one pair, and no common dependence of it. */
static void two_lists_have_none(void **state) {
  static const char *const methods[] = {"bic", "averaged", "downhill", "stepwise", "auto"};
  (void)state;
  dark_table *table = table_of_text(2, "10:40 01:20 11:10");
  for (size_t i = 0; i < N_OF(methods); i++) {
    const question without = {.method = methods[i]}, with = {.method = methods[i], .common = DARK_COMMON_ALWAYS};
    assert_close(hidden_of(table, &with), hidden_of(table, &without), 0, 0);
  }
  dark_table_free(table);
}

/* Exact means of H alone among millions of people: every search that may take it finds it and recovers the hidden number. */
static void the_truth_is_recovered(void **state) {
  static const char *const methods[] = {"bic", "downhill", "stepwise", "averaged"};
  (void)state;
  double cells[16] = {0};
  static const double odds[] = {0.12, 0.08, 0.15, 0.1};
  for (uint32_t cell = 1; cell < 16; cell++) {
    const unsigned k = (unsigned)__builtin_popcount(cell);
    cells[cell] = 1e7 * pow(1.6, k * (k - 1) / 2.0);
    for (unsigned l = 0; l < 4; l++)
      if (cell >> l & 1) cells[cell] *= odds[l];
    cells[cell] = round(cells[cell]);
  }
  dark_table *table = table_of_cells(cells, 4);
  for (size_t i = 0; i < N_OF(methods); i++) {
    const question of = {.method = methods[i], .max_order = i < 2 ? 2 : 0, .common = DARK_COMMON_SEARCH};
    assert_close(hidden_of(table, &of), 1e7, 0.01, 0);
  }
  const question ranked = {.method = "bic", .max_order = 2, .common = DARK_COMMON_SEARCH};
  dark_plan *plan = answer(table, &ranked);
  char name[64];
  assert_string_equal(dark_plan_model_name(name, sizeof name, plan, 0, dark_plan_estimate(plan, 0)->model), "[1,2,3,4]+H");
  dark_plan_free(plan);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(effects_are_those_by_hand),
      cmocka_unit_test(the_standard_error_is_that_of_the_information),
      cmocka_unit_test(main_effects_and_h_are_darroch),
      cmocka_unit_test(given_pairs_are_not_spoken_for),
      cmocka_unit_test(h_of_one_pair_is_that_pair),
      cmocka_unit_test(ranks_are_those_of_the_rules),
      cmocka_unit_test(nobody_on_three_lists_is_no_estimate),
      cmocka_unit_test(models_are_counted_once),
      cmocka_unit_test(names_are_read_as_they_are_written),
      cmocka_unit_test(what_cannot_be_is_refused_in_words),
      cmocka_unit_test(the_order_of_lists_changes_nothing),
      cmocka_unit_test(two_lists_have_none),
      cmocka_unit_test(the_truth_is_recovered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
