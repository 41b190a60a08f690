/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part a report speaks of: sums beside their strata, the table of all categories, and a search that did not end. */

#include "support/made_up_results.h"

/* The estimate of labour is calm and that of all is not, because of 42 replicates of labour. */
static char *report_unstable_sum(dark_format format) {
  dark_row rows[] = {make_row(0, labour, 1234, 4213.7, make_interval(3111, 6789)),
                     make_row(1, all, 1234, 4213.7, make_interval(3111, 56789))};
  rows[1].state = DARK_STATE_UNSTABLE;
  rows[1].interval.unstable = 1;
  rows[1].interval.reasons = rows[1].reasons = DARK_REASON_BIT(DARK_REASON_LIMIT_IN_TAIL);
  dark_detail details[] = {make_detail(0, labour, 1234, 4213.7)};
  dark_results results = make_results(rows, 2, details, 1);
  results.n_categories = 1;
  results.categories = form;
  return report(format, &results);
}

static void a_sum_has_neither_model_nor_interval_of_one_of_its_parts(void **state) {
  (void)state;
  char *text = flat(report_unstable_sum(DARK_FORMAT_TABLE));
  assert_has(text, "UNSTABLE: do not quote the 95% interval of all categories.");
  assert_has(text, "42 of 1,000 (4.2%) lie beyond ten times the estimate of form=labour.");
  assert_lacks(text, "models that cause them");
  assert_lacks(text, "The best model alone");
  free(text);
}

/* Only the table of all categories is below Chao's bound. */
static void json_explains_reasons_that_only_the_pooled_table_has(void **state) {
  (void)state;
  dark_row rows[] = {make_row(0, labour, 1234, 4213.7, make_interval(3111, 6789)),
                     make_row(1, all, 1234, 4213.7, make_interval(3111, 6789))};
  dark_row pooled[] = {make_row(2, all, 1271, 5123, make_interval(3555, 7777))};
  pooled[0].reasons = DARK_REASON_BIT(DARK_REASON_BELOW_CHAO);
  dark_results results = make_results(rows, 2, NULL, 0);
  results.n_categories = 1;
  results.categories = form;
  results.pooled = pooled;
  results.n_pooled = 1;
  json_t *root = parse(report(DARK_FORMAT_JSON, &results));
  const json_t *sentences = json_object_get(root, "reasons");
  assert_int_equal(json_object_size(sentences), 1);
  assert_string_equal(string_at(sentences, "below_chao_bound"), dark_reason_sentence(DARK_REASON_BELOW_CHAO));
  json_decref(root);
}

static void json_says_whether_the_search_ended_and_what_it_may_have_missed(void **state) {
  (void)state;
  for (int is_complete = 0; is_complete < 2; is_complete++) {
    dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
    dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
    details[0].explanation.is_complete = is_complete;
    details[0].explanation.missed_criterion = 128.5;
    details[0].explanation.missed_gap = 3.25;
    const dark_results results = make_results(rows, 1, details, 1);
    json_t *root = parse(report(DARK_FORMAT_JSON, &results));
    const json_t *explanation = json_object_get(json_array_get(json_object_get(root, "details"), 0), "explanation");
    const json_t *missed = json_object_get(explanation, "missed_criterion"), *gap = json_object_get(explanation, "missed_gap");
    assert_true(json_is_boolean(json_object_get(explanation, "search_complete")));
    assert_int_equal(json_is_true(json_object_get(explanation, "search_complete")), is_complete);
    assert_non_null(missed);
    if (is_complete) {
      assert_true(json_is_null(missed) && json_is_null(gap));
    } else {
      assert_close(json_number_value(missed), 128.5, 0, 0);
      assert_close(json_number_value(gap), 3.25, 0, 0);
    }
    json_decref(root);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sum_has_neither_model_nor_interval_of_one_of_its_parts),
      cmocka_unit_test(json_explains_reasons_that_only_the_pooled_table_has),
      cmocka_unit_test(json_says_whether_the_search_ended_and_what_it_may_have_missed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
