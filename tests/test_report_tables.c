/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/made_up_results.h"

static const char *ab[] = {"B", "A"};

static char *report_descriptions(dark_format format) {
  static double sizes[] = {30, 0}, both[] = {30, 0, 0, 0}, captures[] = {30, 0};
  static double whole_sizes[] = {35, 12}, whole_both[] = {35, 4, 4, 12}, whole_captures[] = {39, 4};
  static dark_description items[] = {
      {labour, 30, sizes, both, captures, 2, NAN, NAN, DARK_REASON_ONE_LIST, NULL,
       "No estimate can be made: only B caught anybody."},
      {all, 43, whole_sizes, whole_both, whole_captures, 2, 0.25, 233.125, DARK_N_REASONS, NULL, "An estimate can be made."}};
  const dark_descriptions descriptions = {1, form, 2, ab, items, 2, NULL};
  const char *const names[] = {"B", "A"};
  dark_table *table = make_table(names, 2);
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_int_equal(dark_report_descriptions(stream, format, &descriptions, table, &run, NULL), DARK_OK);
  fclose(stream);
  dark_table_free(table);
  return text;
}

static void descriptions_are_reported(void **state) {
  (void)state;
  char *text = report_descriptions(DARK_FORMAT_CSV);
  assert_string_equal(text,
                      "form,quantity,lists,value\n"
                      "labour,observed,,30\nlabour,list_size,B,30\nlabour,list_size,A,0\nlabour,overlap,B+A,0\n"
                      "labour,captures_1,,30\nlabour,captures_2,,0\nlabour,sample_coverage,,\nlabour,chao_lower_bound,,\n"
                      "labour,implied_coverage,B+A,\nlabour,implied_coverage,A+B,0\n"
                      "(all),observed,,43\n(all),list_size,B,35\n(all),list_size,A,12\n(all),overlap,B+A,4\n"
                      "(all),captures_1,,39\n(all),captures_2,,4\n(all),sample_coverage,,0.25\n(all),chao_lower_bound,,233.125\n"
                      "(all),implied_coverage,B+A,0.33333333333333331\n(all),implied_coverage,A+B,0.11428571428571428\n");
  free(text);
  text = report_descriptions(DARK_FORMAT_TABLE);
  assert_has(text, "No estimate can be made: only B caught anybody.");
  assert_has(text, "NONE");
  assert_has(text, "0.55");
  free(text);
  json_t *root = parse(report_descriptions(DARK_FORMAT_JSON));
  const json_t *item = json_array_get(json_object_get(root, "descriptions"), 0);
  assert_string_equal(string_at(item, "obstacle"), "one_list");
  assert_true(json_is_null(json_object_get(item, "sample_coverage")));
  json_decref(root);
}

static char *report_candidates(dark_format format) {
  const dark_candidate candidates[] = {
      {.n_parameters = 7, .n_minus_infinity = 1, .deviance = 3.5, .log_lik = -50, .aic = 114, .bic = 130.5, .total = 10356.5},
      {.n_parameters = 8, .deviance = NAN, .log_lik = NAN, .aic = NAN, .bic = NAN, .total = NAN, .code = 2}};
  const char *const names[] = {"[12,13,4]", "[123,4]"};
  dark_table *table = make_table(exh_names, 4);
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_int_equal(dark_report_candidates(stream, format, candidates, names, 2, table, NULL, NULL), DARK_OK);
  fclose(stream);
  dark_table_free(table);
  return text;
}

static void candidates_are_reported(void **state) {
  (void)state;
  char *text = report_candidates(DARK_FORMAT_CSV);
  assert_string_equal(text, "rank,model,parameters,minus_infinity,deviance,log_lik,aic,bic,total,code\n"
                            "1,\"[12,13,4]\",7,1,3.5,-50,114,130.5,10356.5,0\n2,\"[123,4]\",8,0,,,,,,2\n");
  free(text);
  text = report_candidates(DARK_FORMAT_TABLE);
  assert_has(text, "10,400");
  assert_has(text, "not identifiable");
  free(text);
  json_t *root = parse(report_candidates(DARK_FORMAT_JSON));
  assert_int_equal(json_array_size(json_object_get(root, "candidates")), 2);
  json_decref(root);
}

static char *report_check(dark_format format) {
  const dark_check check = {"[12,3]", 1, 5, 2, "nobody is on both A and B, which the model needs"};
  dark_table *table = make_table(exh_names, 4);
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  assert_int_equal(dark_report_check(stream, format, &check, table, &run, NULL), DARK_OK);
  fclose(stream);
  dark_table_free(table);
  return text;
}

static void checks_are_reported(void **state) {
  (void)state;
  char *text = report_check(DARK_FORMAT_CSV);
  assert_string_equal(text, "model,code,parameters,minus_infinity,reason\n"
                            "\"[12,3]\",1,5,2,\"nobody is on both A and B, which the model needs\"\n");
  free(text);
  text = flat(report_check(DARK_FORMAT_TABLE));
  assert_has(text, "nobody is on both A and B, which the model needs");
  free(text);
  json_t *root = parse(report_check(DARK_FORMAT_JSON));
  assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "check"), "code")), 1);
  json_decref(root);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(descriptions_are_reported),
      cmocka_unit_test(candidates_are_reported),
      cmocka_unit_test(checks_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
