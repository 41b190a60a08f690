/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search among joint models where categories or lists are not known of everybody. */

#include <stdlib.h>
#include <string.h>

#include "joint/search/certify.h"
#include "joint/search/refit.h"
#include "joint/search/search.h"
#include "support/assert_close.h"
#include "support/joint_table.h"
#include "support/published.h"

typedef struct setting {
  joint_table table;
  double *targets; /* the total, then each stratum */
  dark__joint_search_request request;
} setting;

static void begin(setting *out, const char *file, const char *lists, const char *categories, double price) {
  joint_table_read(&out->table, file, lists, categories, 0);
  const size_t n = out->table.strata.n_strata;
  out->targets = calloc((n + 1) * n, sizeof *out->targets);
  assert_non_null(out->targets);
  for (size_t x = 0; x < n; x++) out->targets[x] = out->targets[(x + 1) * n + x] = 1;
  out->request = (dark__joint_search_request){.strata = &out->table.strata,
                                              .counts = out->table.counts,
                                              .price = price,
                                              .cover = 0.99,
                                              .most_models = 500,
                                              .most_nodes = 200000,
                                              .targets = out->targets,
                                              .n_targets = n + 1,
                                              .records = out->table.records,
                                              .n_records = out->table.n_records};
}

static void end(setting *of) {
  free(of->targets);
  joint_table_clear(&of->table);
}

static dark__joint_search search(const setting *of) {
  dark__joint_search found;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_search_find(&found, &of->request, &err), err);
  assert_true(found.n > 0);
  return found;
}

static int has_term(const dark__joint_terms *terms, dark__joint_term term) {
  for (size_t i = 0; i < terms->n; i++)
    if (dark__joint_term_is(terms->terms[i], term)) return 1;
  return 0;
}

/* ---- nobody incomplete: the other way to the same fits */

static void assert_same(const dark__joint_search *a, const dark__joint_search *b, size_t n_targets) {
  assert_true(a->n > 10 && b->n > 10);
  for (size_t i = 0; i < 10; i++) {
    assert_close(a->found[i].criterion, b->found[i].criterion, 1e-10, 0);
    for (size_t t = 0; t < n_targets; t++) {
      assert_close(a->found[i].hidden[t], b->found[i].hidden[t], 1e-7, 0);
      assert_close(a->found[i].sd[t], b->found[i].sd[t], 1e-6, 0);
    }
  }
}

/* One cell's people as a record, and nobody in one stratum or (n_strata) in none. */
static void assert_counts_and_records_agree(const char *file, const char *lists, const char *categories, size_t empty) {
  setting plain, as_records;
  const size_t cell = 3;
  begin(&plain, file, lists, categories, 2);
  begin(&as_records, file, lists, categories, 2);
  assert_int_equal(plain.request.n_records, 0);
  const dark__joint_record record = {.history = 3, .levels = plain.table.strata.levels, .count = plain.table.counts[cell]};
  assert_true(record.count > 0);
  as_records.table.counts[cell] = 0;
  as_records.request.records = &record;
  as_records.request.n_records = 1;
  double people = plain.table.n_people;
  for (size_t w = 0; w < 16 && empty < plain.table.strata.n_strata; w++) {
    people -= plain.table.counts[empty * 16 + w];
    plain.table.counts[empty * 16 + w] = as_records.table.counts[empty * 16 + w] = 0;
  }
  dark__joint_search a = search(&plain), b = search(&as_records);
  assert_same(&a, &b, plain.request.n_targets);
  assert_null(a.found[0].seen);
  assert_close(b.found[0].seen[0], people, 1e-9, 0);
  dark__joint_search_clear(&a);
  dark__joint_search_clear(&b);
  end(&plain);
  end(&as_records);
}

static void people_who_are_known_are_counts(void **state) {
  (void)state;
  assert_counts_and_records_agree("em_kosovo_full", "EXH ABA OSCE HRW", "sex", 9);
  assert_counts_and_records_agree("conting_ScotPWID", "S1 S2 S3 S4", "Region Age", 3);
}

/* ---- deaths in Gaza (Jamaluddine et al. 2025): age is missing for most of those who are on list 3 alone */

typedef struct outcome {
  double best, average, low, high; /* totals */
} outcome;

static outcome run_gaza(const char *categories, double price) {
  setting of;
  double low, high;
  dark_error err = DARK_ERROR_INIT;
  begin(&of, "gaza_2023_2024", "list1 list2 list3", categories, price);
  assert_close(of.table.n_people, 29271, 0, 0);
  dark__joint_search found = search(&of);
  assert_ok(dark__joint_mata(&low, &high, &found, 0, 0.95, &err), err);
  const outcome out = {29271 + found.found[0].hidden[0], 29271 + dark__joint_average(&found, 0), 29271 + low, 29271 + high};
  print_message("by '%s': %zu refitted, %zu refused, %zu tried, covered %.4f; best %.0f, averaged %.0f (%.0f to %.0f)\n",
                categories, found.n_refitted, found.n_refused, found.n_tried, found.covered, out.best, out.average, out.low,
                out.high);
  for (size_t i = 0; i < found.n; i++) {
    const int is_spread = of.request.n_records > 0;
    double people = is_spread ? 0 : 29271;
    for (size_t x = 0; x < of.table.strata.n_strata; x++)
      people += found.found[i].hidden[x + 1] + (is_spread ? found.found[i].seen[x + 1] : 0);
    assert_close(people, 29271 + found.found[i].hidden[0], 1e-10, 0); /* margins add up */
    if (is_spread) assert_close(found.found[i].seen[0], 29271, 0, 1e-9);
    for (uint32_t l = 0; l < 3; l++)
      for (size_t c = 0; c < of.table.strata.n_categories; c++) /* both have missing values */
        assert_true(has_term(&found.found[i].terms, (dark__joint_term){UINT32_C(1) << l, false, dark__part(c, 0)}));
  }
  dark__joint_search_clear(&found);
  end(&of);
  return out;
}

static void totals_agree_whatever_the_categories(void **state) {
  (void)state;
  const char *const categories[] = {"", "sex", "age", "sex age"};
  double least = INFINITY, most = 0;
  outcome last = {0};
  for (size_t i = 0; i < 4; i++) {
    last = run_gaza(categories[i], 2);
    least = fmin(least, last.best);
    most = fmax(most, last.best);
  }
  assert_true(least > 60500 && most < 66000 && most / least < 1.05);
  assert_close(last.average, 62400, 0.01, 0);
  assert_close(last.low, 56300, 0.02, 0);
  assert_close(last.high, 70100, 0.02, 0);
}

/* ---- every model by itself */

static void the_best_of_all_models_is_found(void **state) {
  (void)state;
  setting of;
  const dark__joint_term optional[] = {{3, false, 0}, {5, false, 0}, {6, false, 0}, {0, true, 0}};
  begin(&of, "gaza_2023_2024", "list1 list2 list3", "sex", log(29271));
  of.request.cover = 0.9999;
  dark__joint_search found = search(&of);
  double least = INFINITY, weight = 0, met = 0;
  double criteria[16];
  for (unsigned subset = 0; subset < 16; subset++) {
    criteria[subset] = INFINITY;
    if (subset >= 8 && __builtin_popcount(subset) > 2) continue; /* H and two pairs are all three */
    dark__joint_terms terms = {0};
    dark__joint_found one;
    bool is_candidate;
    dark_error err = DARK_ERROR_INIT;
    for (uint32_t l = 0; l < 3; l++)
      for (int by_sex = 0; by_sex < 2; by_sex++)
        assert_ok(dark__joint_terms_add(&terms, (dark__joint_term){UINT32_C(1) << l, false, by_sex ? dark__part(0, 0) : 0}, &err),
                  err);
    for (size_t i = 0; i < 4; i++)
      if ((subset >> i & 1) != 0) assert_ok(dark__joint_terms_add(&terms, optional[i], &err), err);
    assert_ok(dark__joint_terms_settle(&terms, &err), err);
    assert_ok(dark__joint_refit(&one, &is_candidate, &of.request, &terms, &err), err);
    if (is_candidate) criteria[subset] = one.criterion;
    least = fmin(least, criteria[subset]);
    dark__joint_found_clear(&one);
    dark__joint_terms_clear(&terms);
  }
  for (unsigned subset = 0; subset < 16; subset++) weight += exp((least - criteria[subset]) / 2);
  for (size_t i = 0; i < found.n; i++)
    if (found.found[i].terms.terms[found.found[i].terms.n - 1].parts == 0 ||
        __builtin_popcount(found.found[i].terms.terms[found.found[i].terms.n - 1].lists) < 2)
      met += exp((least - found.found[i].criterion) / 2);
  assert_true(found.found[0].criterion <= least + 1e-7);
  assert_close(met / weight, 1, 0.002, 0);
  dark__joint_search_clear(&found);
  end(&of);
}

/* ---- a list that did not exist in the first year */

static void an_absent_list_is_no_zero(void **state) {
  (void)state;
  setting of;
  begin(&of, "em_twoyear", "A B C", "year", 2);
  dark__joint_search found = search(&of);
  for (size_t i = 0; i < found.n; i++)
    for (size_t t = 0; t < of.request.n_targets; t++) assert_true(isfinite(found.found[i].hidden[t]) && found.found[i].sd[t] > 0);
  dark__joint_found one;
  dark__joint_terms terms = {0};
  bool is_candidate;
  dark_error err = DARK_ERROR_INIT;
  joint_terms_of(&terms, &of.table, "A*B + C");
  assert_ok(dark__joint_refit(&one, &is_candidate, &of.request, &terms, &err), err);
  assert_true(is_candidate);
  assert_close(of.table.n_people + one.hidden[0], 7279.4755556, 1e-9, 0);
  assert_close(one.seen[0], of.table.n_people, 1e-10, 0);
  assert_true(one.criterion > found.found[0].criterion);
  dark__joint_found_clear(&one);
  dark__joint_terms_clear(&terms);
  dark__joint_search_clear(&found);
  end(&of);
}

static void nothing_is_certified_where_maxima_may_be_several(void **state) {
  (void)state;
  setting of;
  dark__certificate certificate;
  dark_error err = DARK_ERROR_INIT;
  begin(&of, "gaza_2023_2024", "list1 list2 list3", "sex", 2);
  dark__joint_search found = search(&of);
  assert_ok(dark__joint_certify(&certificate, &found, &of.request, DARK__CERTIFY_ALL, 1000, &err), err);
  assert_false(certificate.is_certified);
  assert_true(isinf(certificate.gap));
  dark__joint_search_clear(&found);
  end(&of);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_who_are_known_are_counts),
      cmocka_unit_test(totals_agree_whatever_the_categories),
      cmocka_unit_test(the_best_of_all_models_is_found),
      cmocka_unit_test(an_absent_list_is_no_zero),
      cmocka_unit_test(nothing_is_certified_where_maxima_may_be_several),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
