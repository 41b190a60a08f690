/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search among joint models against fitting all of them, and what it averages. */

#include <stdlib.h>
#include <string.h>

#include "joint/search/refit.h"
#include "joint/search/search.h"
#include "joint/search/variants.h"
#include "support/assert_close.h"
#include "support/joint_table.h"
#include "support/published.h"

typedef struct setting {
  joint_table table;
  double *targets; /* the total, then each stratum */
  dark__joint_search_request request;
} setting;

static void begin(setting *out, const char *file, const char *lists, const char *categories, double price) {
  joint_table_read(&out->table, file, lists, categories, 1);
  const size_t n = out->table.strata.n_strata;
  out->targets = calloc((n + 1) * n, sizeof *out->targets);
  assert_non_null(out->targets);
  for (size_t x = 0; x < n; x++) out->targets[x] = out->targets[(x + 1) * n + x] = 1;
  out->request = (dark__joint_search_request){.strata = &out->table.strata,
                                              .counts = out->table.counts,
                                              .price = price,
                                              .cover = 0.99,
                                              .most_models = 5000,
                                              .most_nodes = 200000,
                                              .targets = out->targets,
                                              .n_targets = n + 1};
}

static void end(setting *of) {
  free(of->targets);
  joint_table_clear(&of->table);
}

static dark__joint_search search(const setting *of) {
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_search_find(&found, &of->request, &err), err);
  return found;
}

static int is_two_factor(const dark__joint_terms *terms) { return dark__joint_term_order(terms->terms[terms->n - 1]) <= 2; }

/* All models of two factors: the four lists, their six pairs, H, and each list with the category. */
typedef struct everything {
  double best, weight; /* of criteria; weights relative to `origin` */
  double origin;
  size_t n_candidates;
} everything;

/* Each pair of lists, each list with the category, H. */
static void list_two_factor(dark__joint_term *out) {
  size_t n = 0;
  for (unsigned a = 0; a < 4; a++) {
    for (unsigned b = 0; b < a; b++) out[n++] = (dark__joint_term){1u << a | 1u << b, false, 0};
    out[n++] = (dark__joint_term){1u << a, false, dark__part(0, 0)};
  }
  out[n] = (dark__joint_term){0, true, 0};
}

static everything fit_all(const setting *of, double origin) {
  everything all = {INFINITY, 0, origin, 0};
  dark__joint_term optional[11];
  const size_t n = sizeof optional / sizeof optional[0];
  list_two_factor(optional);
  for (unsigned subset = 0; subset < 1u << n; subset++) {
    unsigned n_pairs = 0;
    for (size_t i = 0; i + 1 < n; i++) n_pairs += (subset >> i & 1) != 0 && optional[i].parts == 0;
    if (n_pairs >= 5 && (subset >> (n - 1) & 1) != 0) continue; /* H and five pairs are all six */
    dark__joint_terms terms = {0};
    dark__joint_found found;
    bool is_candidate;
    dark_error err = DARK_ERROR_INIT;
    for (unsigned l = 0; l < 4; l++) assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){1u << l, false, 0}, &err), err);
    for (unsigned i = 0; i < n; i++)
      if (subset >> i & 1) assert_ok(dark__joint_terms_add(&terms, optional[i], &err), err);
    assert_ok(dark__joint_terms_settle(&terms, &err), err);
    assert_ok(dark__joint_refit(&found, &is_candidate, &of->request, &terms, &err), err);
    if (is_candidate) {
      all.n_candidates++;
      all.best = fmin(all.best, found.criterion);
      all.weight += exp((origin - found.criterion) / 2);
    }
    dark__joint_found_clear(&found);
    dark__joint_terms_clear(&terms);
  }
  return all;
}

static void assert_finds_the_best(double price, const char *category, double least_share) {
  setting of;
  begin(&of, "conting_ScotPWID", "S1 S2 S3 S4", category, price);
  dark__joint_search found = search(&of);
  double best = INFINITY, weight = 0;
  for (size_t i = 0; i < found.n; i++)
    if (is_two_factor(&found.found[i].terms)) best = fmin(best, found.found[i].criterion);
  const everything all = fit_all(&of, best);
  for (size_t i = 0; i < found.n; i++)
    if (is_two_factor(&found.found[i].terms)) weight += exp((best - found.found[i].criterion) / 2);
  print_message("%s, price %g: %zu refitted of %zu candidates, share %.4f, said %.4f; %zu additions tried\n", category, price,
                found.n_refitted, all.n_candidates, weight / all.weight, found.covered, found.n_tried);
  assert_close(best, all.best, 1e-12, 0);
  assert_true(found.is_complete);
  assert_true(found.covered >= 0.99);
  assert_true(weight / all.weight > least_share && weight / all.weight < 1 + 1e-9);
  dark__joint_search_clear(&found);
  end(&of);
}

static void the_best_of_all_models_is_found_and_the_weight_covered(void **state) {
  (void)state;
  assert_finds_the_best(2, "Region", 0.97);
  assert_finds_the_best(log(5670), "Region", 0.97);
  assert_finds_the_best(2, "Age", 0.97);
  assert_finds_the_best(log(5670), "Age", 0.97);
}

/* Where a fit begins is no part of what it finds. */
static void fits_agree_wherever_they_begin(void **state) {
  (void)state;
  setting of;
  begin(&of, "conting_ScotPWID", "S1 S2 S3 S4", "Region Age", 2);
  dark__joint_search found = search(&of);
  dark_error err = DARK_ERROR_INIT;
  for (size_t i = 0; i < found.n; i += 11) {
    dark__joint_found cold;
    bool is_candidate;
    assert_ok(dark__joint_refit(&cold, &is_candidate, &of.request, &found.found[i].terms, &err), err);
    assert_true(is_candidate);
    assert_close(found.found[i].criterion, cold.criterion, 1e-12, 0);
    assert_close(found.found[i].hidden[0], cold.hidden[0], 1e-9, 0);
    assert_close(found.found[i].sd[0], cold.sd[0], 1e-7, 0);
    assert_int_equal(found.found[i].term_starts[cold.terms.n], cold.n_columns);
    for (size_t j = 0; j < cold.n_columns; j++) assert_close(found.found[i].coefficients[j], cold.coefficients[j], 1e-7, 1e-7);
    dark__joint_found_clear(&cold);
  }
  dark__joint_search_clear(&found);
  end(&of);
}

/* However little is allowed: a model is found, and no more is claimed than is known. */
static void a_search_within_few_nodes_says_so(void **state) {
  (void)state;
  setting of;
  begin(&of, "conting_ScotPWID", "S1 S2 S3 S4", "Region Age", 2);
  of.request.most_nodes = 5;
  of.request.most_models = 20;
  dark__joint_search found = search(&of);
  assert_true(found.n >= 20);
  assert_false(found.is_complete);
  assert_true(found.covered < 0.5);
  of.request.most_nodes = 200000;
  dark__joint_search more = search(&of);
  assert_true(more.is_complete);
  assert_close(found.found[0].criterion, more.found[0].criterion, 1e-12, 0);
  dark__joint_search_clear(&more);
  dark__joint_search_clear(&found);
  end(&of);
}

static void models_are_sorted_and_each_is_itself(void **state) {
  (void)state;
  setting of;
  begin(&of, "conting_ScotPWID", "S1 S2 S3 S4", "Region Age", 2);
  dark__joint_search found = search(&of);
  dark_error err = DARK_ERROR_INIT;
  assert_true(found.n > 20);
  assert_close(found.found[0].weight, 1, 0, 0);
  for (size_t i = 1; i < found.n; i++) assert_true(found.found[i].criterion >= found.found[i - 1].criterion);
  for (size_t i = 0; i < found.n; i += 7) { /* the totals are those of the strata */
    double sum = 0;
    for (size_t x = 0; x < of.table.strata.n_strata; x++) sum += found.found[i].hidden[x + 1];
    assert_close(found.found[i].hidden[0], sum, 1e-12, 0);
  }
  double low, high;
  assert_ok(dark__joint_mata(&low, &high, &found, 0, 0.95, &err), err);
  const double average = dark__joint_average(&found, 0);
  assert_true(low < average && average < high);
  double wider_low, wider_high;
  assert_ok(dark__joint_mata(&wider_low, &wider_high, &found, 0, 0.99, &err), err);
  assert_true(wider_low < low && high < wider_high);
  dark__joint_search_clear(&found);
  end(&of);
}

/* One model is averaged with nothing: its limits are exp(log h +- 1.96 sd / h). */
static void one_model_has_its_own_interval(void **state) {
  (void)state;
  double hidden = 120, sd = sqrt(2400), low, high;
  dark__joint_found only = {.weight = 1, .hidden = &hidden, .sd = &sd};
  const dark__joint_search found = {.found = &only, .n = 1};
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_mata(&low, &high, &found, 0, 0.95, &err), err);
  assert_close(low, 120 * exp(-1.959963984540054 * sd / 120), 1e-9, 0);
  assert_close(high, 120 * exp(1.959963984540054 * sd / 120), 1e-9, 0);
  assert_close(dark__joint_average(&found, 0), 120, 1e-12, 0);
}

static void the_better_half_of_the_weight_is_taken(void **state) {
  (void)state;
  dark__joint_found models[] = {{.weight = 1}, {.weight = 0.5}, {.weight = 0.3}, {.weight = 0.2}, {.weight = 0.1}};
  assert_int_equal(dark__joint_better_half(&(dark__joint_search){.found = models, .n = 5}), 2); /* 1.05 of 2.1 */
  assert_int_equal(dark__joint_better_half(&(dark__joint_search){.found = models, .n = 1}), 1);
  assert_int_equal(dark__joint_better_half(&(dark__joint_search){.n = 0}), 0);
}

/* Three-factor terms stand only above all their parents. */
static void additions_keep_the_hierarchy(void **state) {
  (void)state;
  static const size_t n_levels[] = {2};
  const dark__joint_strata strata = {.n_lists = 3, .n_categories = 1, .n_levels = n_levels};
  const uint64_t x = dark__part(0, 0);
  dark__joint_term terms[] = {{1, false, 0}, {2, false, 0}, {4, false, 0}, {3, false, 0},
                              {5, false, 0}, {1, false, x}, {2, false, x}};
  const dark__joint_terms model = {terms, 7, 7};
  dark__addition at = {0};
  dark__joint_term added;
  assert_true(dark__addition_next(&added, &at, &model, &strata)); /* A:B:x; A:C:x lacks C:x, A:B:C lacks B:C */
  assert_int_equal(added.lists, 3);
  assert_int_equal(added.parts, x);
  assert_false(dark__addition_next(&added, &at, &model, &strata));
}

/* simdat, four lists by X1 and Y: the search by `mse` walks to estimates of 1e15 there. */
static void no_model_without_an_estimate_is_kept(void **state) {
  (void)state;
  setting of;
  begin(&of, "mse_simdat", "R1 R2 R3 R4", "X1 Y", 2);
  dark__joint_search found = search(&of);
  print_message("%zu refitted, %zu refused, %zu kept, covered %.4f\n", found.n_refitted, found.n_refused, found.n, found.covered);
  assert_true(found.n > 0 && found.n_refused + found.n_barred > 0);
  for (size_t i = 0; i < found.n; i++)
    for (size_t t = 0; t < of.request.n_targets; t++) {
      assert_true(isfinite(found.found[i].hidden[t]) && isfinite(found.found[i].sd[t]));
      assert_true(found.found[i].hidden[t] < 1e6);
    }
  dark__joint_search_clear(&found);
  end(&of);
}

static bool has_category(const dark__joint_terms *terms) {
  for (size_t t = 0; t < terms->n; t++)
    if (terms->terms[t].parts != 0) return true;
  return false;
}

/* Two people of the second category, on one list each, beside 232: some list x category terms by themselves leave its number undetermined; no search
   may give up for that. */
static void a_category_of_two_people_takes_no_estimate_from_the_others(void **state) {
  (void)state;
  static const size_t n_levels[] = {2};
  static const uint32_t levels[] = {0, 1};
  static const double counts[] = {0, 70, 60, 25, 40, 18, 15, 4, 0, 1, 1, 0, 0, 0, 0, 0};
  static const double targets[] = {1, 0, 0, 1, 1, 1};
  const dark__joint_strata strata = {.n_lists = 3, .n_categories = 1, .n_levels = n_levels, .n_strata = 2, .levels = levels};
  const setting of = {.request = {.strata = &strata,
                                  .counts = counts,
                                  .price = 2,
                                  .cover = 0.99,
                                  .most_models = 20,
                                  .most_nodes = 200000,
                                  .targets = targets,
                                  .n_targets = 3}};
  size_t n_alike = 0;
  dark__joint_search found = search(&of);
  assert_true(found.n > 0);
  for (size_t i = 0; i < found.n; i++) {
    const double *hidden = found.found[i].hidden;
    const bool is_alike = !has_category(&found.found[i].terms);
    assert_close(hidden[2], hidden[0] + hidden[1], 1e-9, 0);
    if (is_alike) assert_close(hidden[1] / hidden[0], 2.0 / 232, 1e-6, 0); /* the same shares of both are unseen */
    n_alike += is_alike;
  }
  assert_true(n_alike > 0);
  dark__joint_search_clear(&found);
}

/* ---- around terms of three factors */

/* 1,500, 900 and 400 people of three categories, drawn with an odds ratio of the first two lists of 1, 2.5 and 5. */
enum { N_APART = 3, N_CELLS = 16, N_TWO_FACTOR = 11 };
static const double apart[N_APART][N_CELLS] = {{0, 158, 121, 26, 220, 58, 39, 10, 72, 29, 22, 7, 29, 5, 9, 2},
                                               {0, 66, 96, 40, 89, 15, 17, 10, 78, 12, 18, 4, 16, 4, 2, 3},
                                               {0, 53, 21, 26, 56, 21, 4, 5, 11, 1, 0, 0, 5, 0, 1, 1}};

static size_t count_same(const dark__joint_search *of, const dark__joint_terms *terms) {
  size_t n = 0;
  for (size_t i = 0; i < of->n; i++) n += dark__joint_terms_are(&of->found[i].terms, terms);
  return n;
}

/* How many variants of a model there are by one term, each of which was met, once, if it has an estimate. */
static size_t check_variants(const dark__joint_search *found, const dark__joint_search_request *request,
                             const dark__joint_terms *model, const dark__joint_term *terms, size_t n_terms) {
  size_t n = 0;
  for (size_t t = 0; t < n_terms; t++) {
    dark__joint_terms variant;
    dark__joint_found fitted;
    bool is_one, is_candidate = false;
    dark_error err = DARK_ERROR_INIT;
    assert_ok(dark__variant_make(&variant, &is_one, model, terms[t], 4, &err), err);
    if (is_one) {
      assert_ok(dark__joint_refit(&fitted, &is_candidate, request, &variant, &err), err);
      dark__joint_found_clear(&fitted);
      assert_int_equal(count_same(found, &variant), is_candidate);
    }
    n += is_candidate;
    dark__joint_terms_clear(&variant);
  }
  return n;
}

/* Models without the pair that differs by category weigh nothing: what a search averages over are those around the best one with it. */
static void an_average_is_over_what_stands_around_terms_of_three_factors(void **state) {
  (void)state;
  const size_t n_levels[] = {N_APART};
  const uint32_t levels[] = {0, 1, 2};
  const double total[] = {1, 1, 1};
  const dark__joint_strata strata = {
      .n_lists = 4, .n_strata = N_APART, .n_categories = 1, .n_levels = n_levels, .levels = levels};
  const dark__joint_search_request request = {.strata = &strata,
                                              .counts = apart[0],
                                              .price = 2,
                                              .cover = 0.99,
                                              .most_models = 2000,
                                              .most_nodes = 200000,
                                              .targets = total,
                                              .n_targets = 1};
  const dark__joint_term differs = {3, false, dark__part(0, 0)};
  dark__joint_term two[N_TWO_FACTOR];
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  list_two_factor(two);
  assert_ok(dark__joint_search_find(&found, &request, &err), err);
  const dark__joint_terms *best = &found.found[0].terms;
  assert_true(dark__joint_terms_have(best, differs) && found.found[0].is_varied);
  assert_true(check_variants(&found, &request, best, two, N_TWO_FACTOR) >= 6);
  double weight = 0;
  for (size_t i = 1; i < found.n; i++) weight += found.found[i].weight;
  assert_true(weight > 1);
  dark__joint_search_clear(&found);
}

/* A parent stays; H and all pairs but one are all pairs. */
static void a_variant_keeps_the_hierarchy_and_has_one_name(void **state) {
  (void)state;
  dark__joint_term two[N_TWO_FACTOR];
  dark__joint_terms model = {0}, variant;
  bool is_one;
  dark_error err = DARK_ERROR_INIT;
  list_two_factor(two);
  for (unsigned l = 0; l < 4; l++) assert_ok(dark__joint_terms_add(&model, (dark__joint_term){1u << l, false, 0}, &err), err);
  for (size_t t = 0; t < N_TWO_FACTOR; t++)
    if (two[t].parts == 0 && !two[t].common && two[t].lists != 12) assert_ok(dark__joint_terms_add(&model, two[t], &err), err);
  assert_ok(dark__joint_terms_add(&model, (dark__joint_term){7, false, 0}, &err), err);
  assert_ok(dark__joint_terms_settle(&model, &err), err);
  assert_true(dark__has_three_factors(&model));
  const struct {
    dark__joint_term term;
    bool is_one;
    size_t n;
  } cases[] = {{{3, false, 0}, false, 0},
               {{9, false, 0}, true, 9},
               {{12, false, 0}, true, 11},
               {{0, true, 0}, false, 0},
               {{7, false, 0}, true, 9}};
  for (size_t c = 0; c < sizeof cases / sizeof cases[0]; c++) {
    assert_ok(dark__variant_make(&variant, &is_one, &model, cases[c].term, 4, &err), err);
    assert_int_equal(is_one, cases[c].is_one);
    if (is_one) assert_int_equal(variant.n, cases[c].n);
    dark__joint_terms_clear(&variant);
  }
  dark__joint_terms_clear(&model);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_category_of_two_people_takes_no_estimate_from_the_others),
      cmocka_unit_test(the_best_of_all_models_is_found_and_the_weight_covered),
      cmocka_unit_test(fits_agree_wherever_they_begin),
      cmocka_unit_test(a_search_within_few_nodes_says_so),
      cmocka_unit_test(models_are_sorted_and_each_is_itself),
      cmocka_unit_test(one_model_has_its_own_interval),
      cmocka_unit_test(the_better_half_of_the_weight_is_taken),
      cmocka_unit_test(additions_keep_the_hierarchy),
      cmocka_unit_test(no_model_without_an_estimate_is_kept),
      cmocka_unit_test(an_average_is_over_what_stands_around_terms_of_three_factors),
      cmocka_unit_test(a_variant_keeps_the_hierarchy_and_has_one_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
