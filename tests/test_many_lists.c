/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of more lists than there can be an array of histories of: by hand, against the sums over all histories where there are few, relabelled, with
   empty lists, at 64 lists, and what is refused. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "closed/account.h"
#include "closed/beyond.h"
#include "support/answer.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

enum { MOST = DARK_MAX_TABLE_LISTS };

/* ---- tables */

/* People who stand in a row, and lists that take whole pieces of it: how many are on which. */
typedef struct row {
  dark_cell cells[4 * MOST];
  size_t n;
} row;

/* n people of whom list l takes the next sizes[l], going on where the last one stopped, and from the first again behind the last. */
static void take_in_turn(row *out, double n, const double *sizes, unsigned n_lists) {
  double cuts[MOST + 2] = {0}, starts[MOST], at = 0;
  size_t n_cuts = 1;
  for (unsigned l = 0; l < n_lists; l++) {
    starts[l] = at;
    at = fmod(at + sizes[l], n);
    cuts[n_cuts++] = at;
  }
  out->n = 0;
  for (size_t i = 0; i < n_cuts; i++) {
    double end = n;
    uint64_t history = 0;
    for (size_t k = 0; k < n_cuts; k++)
      if (cuts[k] > cuts[i] && cuts[k] < end) end = cuts[k];
    for (unsigned l = 0; l < n_lists; l++)
      if (fmod(cuts[i] - starts[l] + n, n) < sizes[l]) history |= UINT64_C(1) << l;
    bool is_done = false;
    for (size_t k = 0; k < i; k++) is_done = is_done || cuts[k] == cuts[i];
    if (!is_done) out->cells[out->n++] = (dark_cell){0, history, end - cuts[i]};
  }
}

/* Lists "L00", "L01", ..., or the other way round. */
static dark_table *table_of(const dark_cell *cells, size_t n, unsigned n_lists, bool is_reversed) {
  char names[MOST][8];
  const char *lists[MOST];
  dark_error err = DARK_ERROR_INIT;
  dark_table *like, *table;
  dark_cell *own = calloc(n, sizeof *own);
  for (unsigned l = 0; l < n_lists; l++) {
    snprintf(names[l], sizeof names[l], "L%02u", l);
    lists[l] = names[l];
  }
  for (size_t i = 0; i < n; i++) {
    own[i] = cells[i];
    if (!is_reversed) continue;
    own[i].history = 0;
    for (unsigned l = 0; l < n_lists; l++)
      if ((cells[i].history >> l & 1) != 0) own[i].history |= UINT64_C(1) << (n_lists - 1 - l);
  }
  assert_ok(dark_table_new_empty(&like, lists, n_lists, NULL, 0, &err), err);
  assert_ok(dark_table_new_like(&table, like, own, n, &err), err);
  dark_table_free(like);
  free(own);
  return table;
}

/* People on one list, two or three of `n_lists`, of different sizes; the same for the same number. */
static size_t draw_people(dark_cell *cells, size_t n, unsigned n_lists, uint64_t number) {
  for (size_t i = 0; i < n; i++) {
    uint64_t history = 0;
    const unsigned n_on = 1 + draw_below(3, number * 1000 + 4 * i);
    for (unsigned k = 0; k < n_on; k++) {
      const uint64_t at = number * 1000000 + 10 * i + 2 * (uint64_t)k;
      const unsigned a = draw_below(n_lists, at), b = draw_below(n_lists, at + 1);
      history |= UINT64_C(1) << (a < b ? a : b);
    }
    cells[i] = (dark_cell){0, history, 1 + draw_below(3, number * 77 + i)};
  }
  return n;
}

static double hidden_of(const dark_table *table, const char *method) {
  answer of = ask(table, method, NULL);
  const double hidden = of.estimate.reason == DARK_N_REASONS ? of.estimate.hidden : (double)NAN;
  answer_clear(&of);
  return hidden;
}

/* ---- by hand */

/* Of N people list j = 1..20 has N/(j + 1): chances 1/2, 1/3, ..., 1/21. The product of 1 - 1/(j + 1) = j/(j + 1) is 1/21, so that n = N - N/21 people
   are on some list where they are independent, and N solves prod (1 - n_j/N) = 1 - n/N. N = 232,792,560 can be divided by 1..21; N/21 = 11,085,360. */
static void independence_of_twenty_lists_by_hand(void **state) {
  static const char *const methods[] = {"independence", "mt"};
  const double total = 232792560;
  double sizes[20];
  row people;
  (void)state;
  for (unsigned j = 0; j < 20; j++) sizes[j] = total / (j + 2);
  take_in_turn(&people, total - total / 21, sizes, 20);
  dark_table *table = table_of(people.cells, people.n, 20, false);
  assert_close(dark_table_n_people(table), 221707200, 0, 0);
  for (size_t m = 0; m < 2; m++) assert_close(hidden_of(table, methods[m]), 11085360, 1e-10, 0);
  dark_table_free(table);
}

/* Each of 20 lists has half of N = 2^20 people: all but 2^20 (1/2)^20 = 1 are seen, whether lists are alike or each has a chance of its own. */
static void twenty_lists_that_are_alike_by_hand(void **state) {
  static const char *const methods[] = {"m0", "mt", "independence"};
  double sizes[20];
  row people;
  (void)state;
  for (unsigned j = 0; j < 20; j++) sizes[j] = 524288;
  take_in_turn(&people, 1048575, sizes, 20);
  dark_table *table = table_of(people.cells, people.n, 20, false);
  for (size_t m = 0; m < 3; m++) assert_close(hidden_of(table, methods[m]), 1, 1e-6, 0);
  dark_table_free(table);
}

/* 3 people on each of 20 lists alone, and one on each list and the next, the last and the first too: n = 80, f1 = 60, f2 = 20, n_j = 5, s_j = 3.
   chao 19/20 60^2/(2 20) = 85.5; chao-bc 19/20 60 59/(2 21); zelterman N = 80/(1 - exp(-2/3)); coverage C = 1 - 3/5 = 2/5, D = 80 - 3, N = 192.5. */
static void twenty_lists_in_a_ring_by_hand(void **state) {
  dark_cell cells[40];
  (void)state;
  for (size_t j = 0; j < 20; j++) {
    cells[2 * j] = (dark_cell){0, UINT64_C(1) << j, 3};
    cells[2 * j + 1] = (dark_cell){0, UINT64_C(1) << j | UINT64_C(1) << (j + 1) % 20, 1};
  }
  dark_table *table = table_of(cells, 40, 20, false);
  assert_close(hidden_of(table, "chao"), 85.5, 1e-14, 0);
  assert_close(hidden_of(table, "chao-bc"), 0.95 * 60 * 59 / 42, 1e-14, 0);
  assert_close(hidden_of(table, "zelterman"), 80 / (1 - exp(-2 / 3.0)) - 80, 1e-13, 0);
  assert_close(hidden_of(table, "coverage"), 112.5, 1e-13, 0);
  dark_table_free(table);
}

/* ---- against all histories, where there are few */

typedef struct small {
  dark__problem problem;
  dark_record records[64];
  dark__closed closed;
  dark__closed_fit fit;
  double weights[64], covariances[DARK__MOST_COEFFICIENTS * DARK__MOST_COEFFICIENTS];
} small;

static void fit_small(small *of, const double *cells, unsigned n_lists, dark__closed_model model) {
  dark__tally tally;
  problem_of_cells(&of->problem, of->records, cells, n_lists);
  of->problem.n_occasions = n_lists;
  of->closed = (dark__closed){.problem = &of->problem, .model = model};
  for (size_t i = 0; i < of->problem.n_records; i++) of->weights[i] = of->records[i].count;
  dark__tally_count(&tally, &of->problem, of->weights);
  assert_int_equal(dark__closed_fit_tally(&of->fit, &model, &tally, NULL), DARK_N_REASONS);
  dark__regression_covariances(of->covariances, &of->fit.regression, &of->fit.design);
}

/* The same bound and bias as from the 2^t histories. */
static void sums_in_closed_form_are_those_over_all_histories(void **state) {
  static const struct {
    const char *method;
    dark__closed_model model;
  } models[] = {{"mt", {.lists_differ = 1, .heterogeneity = DARK__HETEROGENEITY_NONE}},
                {"m0", {.lists_differ = 0, .heterogeneity = DARK__HETEROGENEITY_NONE}}};
  small *of = malloc(sizeof *of);
  (void)state;
  for (uint64_t number = 0; number < 20; number++) {
    double cells[32] = {0};
    for (size_t i = 1; i < 32; i++) cells[i] = draw_below(__builtin_popcount((unsigned)i) > 2 ? 4 : 30, 100 * number + i) + 1;
    for (size_t m = 0; m < 2; m++) {
      answer dense = ask_cells(5, cells, models[m].method, NULL);
      fit_small(of, cells, 5, models[m].model);
      const dark_bound bound = dark__pairs_bound(&of->closed, &of->fit, of->covariances, of->weights);
      assert_int_equal(bound.n_pairs, 10);
      assert_close(bound.hidden, dense.explanation.bound.hidden, 1e-13, 0);
      assert_close(bound.error, dense.explanation.bound.error, 1e-8, 0);
      assert_close(bound.z, dense.explanation.bound.z, 1e-8, 0);
      if (m == 0)
        assert_close(dark__independent_bias(&of->fit, of->covariances), dark__closed_bias(&of->fit, of->covariances), 1e-9, 0);
      answer_clear(&dense);
    }
  }
  free(of);
}

/* ---- invariances */

static const char *const all_methods[] = {"independence", "m0",          "mt",           "mh-chao", "mh-darroch",
                                          "mth-chao",     "mth-darroch", "mth-normal",   "chao",    "chao-bc",
                                          "zelterman",    "coverage",    "coverage-low", "mt-bc",   "m0-bc"};
enum { N_METHODS = sizeof all_methods / sizeof all_methods[0] };

static void relabelled_lists_change_nothing(void **state) {
  static const unsigned sizes[] = {17, 24, 33, 64};
  dark_cell cells[400];
  (void)state;
  for (size_t s = 0; s < 4; s++) {
    const size_t n = draw_people(cells, 400, sizes[s], 5 + s);
    dark_table *table = table_of(cells, n, sizes[s], false), *reversed = table_of(cells, n, sizes[s], true);
    for (size_t m = 0; m < N_METHODS; m++) {
      const double hidden = hidden_of(table, all_methods[m]), other = hidden_of(reversed, all_methods[m]);
      if (isnan(hidden) && isnan(other)) continue;
      assert_close(other, hidden, 1e-8, 0);
    }
    dark_table_free(table);
    dark_table_free(reversed);
  }
}

/* A list that caught nobody is left out of what lists with a chance of their own are estimated from. */
static void an_empty_list_changes_nothing(void **state) {
  static const char *const methods[] = {"independence", "mt", "mth-chao", "coverage", "coverage-low"};
  dark_cell cells[300];
  (void)state;
  const size_t n = draw_people(cells, 300, 20, 3);
  dark_table *table = table_of(cells, n, 20, false), *with_empty = table_of(cells, n, 22, false);
  for (size_t m = 0; m < sizeof methods / sizeof methods[0]; m++)
    assert_true(hidden_of(table, methods[m]) == hidden_of(with_empty, methods[m]));
  dark_table_free(table);
  dark_table_free(with_empty);
}

/* ---- the last of 64 lists */

static void the_last_list_is_seen_everywhere(void **state) {
  const uint64_t last = UINT64_C(1) << 63;
  dark_cell cells[65];
  dark_error err = DARK_ERROR_INIT;
  dark_descriptions *described;
  size_t n;
  (void)state;
  for (unsigned l = 0; l < 64; l++) cells[l] = (dark_cell){0, UINT64_C(1) << l, 2};
  cells[64] = (dark_cell){0, last | 1, 5};
  dark_table *table = table_of(cells, 65, 64, false);
  const dark_record *records = dark_table_records(table, 0, &n);
  assert_int_equal(n, 65);
  assert_true(records[63].history == last && records[64].history == (last | 1));
  assert_ok(dark_describe(&described, table, &err), err);
  const dark_description *item = &described->items[0];
  assert_close(item->list_sizes[63], 7, 0, 0);
  assert_close(item->overlaps[63], 5, 0, 0);
  assert_close(item->overlaps[(size_t)63 * 64], 5, 0, 0);
  assert_close(item->captures[1], 5, 0, 0);
  dark_descriptions_free(described);
  dark_table_free(table);
}

/* ---- replicates */

static void replicates_ignore_the_number_of_threads(void **state) {
  dark_cell cells[300];
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *drawn[2];
  (void)state;
  const size_t n = draw_people(cells, 300, 30, 9);
  dark_table *table = table_of(cells, n, 30, false);
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  const double hidden = dark_plan_estimate(plan, 0)->hidden, observed = dark_plan_n_observed(plan, 0);
  for (int i = 0; i < 2; i++) {
    dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
    options.n_replicates = 100;
    options.n_threads = 1 + i;
    assert_ok(dark_bootstrap(&drawn[i], plan, &options, &err), err);
  }
  const double *first = dark_replicates_part(drawn[0], 0), *second = dark_replicates_part(drawn[1], 0);
  assert_memory_equal(first, second, 100 * sizeof *first);
  size_t n_above = 0;
  for (size_t r = 0; r < 100; r++) n_above += first[r] > hidden + observed;
  assert_in_range(n_above, 20, 80);
  dark_replicates_free(drawn[0]);
  dark_replicates_free(drawn[1]);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* ---- what needs every combination of lists */

static void refuses(const dark_table *table, const char *method, dark_settings settings, const char *words) {
  dark_error err = DARK_ERROR_INIT;
  dark_plan *plan;
  settings.method = method;
  assert_int_equal(dark_plan_new(&plan, table, &settings, &err), DARK_EUSAGE);
  assert_null(plan);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in '%s'", words, err.message);
}

/* List l has l + 1 people alone, so that L00 to L04 are the smallest of 20, of which 16 may be left. */
static void methods_that_look_at_every_combination_say_what_to_merge(void **state) {
  static const char *const methods[] = {"bic", "stepwise", "downhill"};
  const dark_settings plain = DARK_SETTINGS_INIT;
  dark_settings parametric = plain, common = plain;
  dark_cell cells[64];
  dark_check check;
  dark_error err = DARK_ERROR_INIT;
  (void)state;
  for (unsigned l = 0; l < 64; l++) cells[l] = (dark_cell){0, UINT64_C(1) << l, l + 1};
  dark_table *table = table_of(cells, 20, 20, false), *widest = table_of(cells, 64, 64, false);
  for (size_t m = 0; m < 3; m++) {
    refuses(table, methods[m], plain,
            "at most 16 of them, and the table has 20; --merge-lists OTHERS=L00+L01+L02+L03+L04 makes one");
    refuses(widest, methods[m], plain, "--merge-lists OTHERS=A+B+C makes one of several, such as the 49 smallest");
  }
  refuses(table, "chapman", plain, "takes at most 2 lists and the table has 20; --lists names those to use");
  parametric.resample = DARK_RESAMPLE_PARAMETRIC;
  refuses(table, "mt", parametric, "--resample observed and --resample imputed do not");
  common.common_dependence = DARK_COMMON_ALWAYS;
  refuses(table, "independence", common, "a common dependence is for at most 16 lists, and there are 20");
  common.common_dependence = DARK_COMMON_USUAL;
  common.dependence.forced = &(const char *){"L00*L01"};
  common.dependence.n_forced = 1;
  refuses(table, "independence", common, "are for at most 16 lists, and there are 20");
  assert_int_equal(dark_check_model(&check, widest, "[L00,L63]", &err), DARK_EUSAGE);
  assert_non_null(strstr(err.message, "at most 16 of them, and the table has 64"));
  dark_table_free(table);
  dark_table_free(widest);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(independence_of_twenty_lists_by_hand),
      cmocka_unit_test(twenty_lists_that_are_alike_by_hand),
      cmocka_unit_test(twenty_lists_in_a_ring_by_hand),
      cmocka_unit_test(sums_in_closed_form_are_those_over_all_histories),
      cmocka_unit_test(relabelled_lists_change_nothing),
      cmocka_unit_test(an_empty_list_changes_nothing),
      cmocka_unit_test(the_last_list_is_seen_everywhere),
      cmocka_unit_test(replicates_ignore_the_number_of_threads),
      cmocka_unit_test(methods_that_look_at_every_combination_say_what_to_merge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
