/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/halt.h"
#include "support/made_up_results.h"
#include "support/skip.h"

/* ---- CSV */

static void csv_of_one_table_is_one_record(void **state) {
  (void)state;
  char *text = report_plain(DARK_FORMAT_CSV);
  assert_string_equal(text,
                      "method,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,"
                      "reasons\n"
                      "bic,\"[12,13,34]\",EXH+ABA+OSCE+HRW,4400,0,5956.5,10356.5,250.5,0.95,6947.04,18009.990000000002,"
                      "percentile,1000,3,ok,\n");
  free(text);
}

static void csv_of_categories_leaves_absent_numbers_empty(void **state) {
  (void)state;
  char *text = report_categories(DARK_FORMAT_CSV);
  assert_string_equal(
      text, "form,method,model,lists,observed,excluded,hidden,total,se,level,lower,upper,interval,replicates,failed,state,"
            "reasons\n"
            "begging,auto,,EXH+ABA+OSCE+HRW,37,0,,,,0.95,157.16999999999999,,exact,0,0,no_estimate,no_overlap;"
            "lower_limit_only\n"
            "labour,bic,\"[12,13,34]\",EXH+ABA+OSCE+HRW,1234,0,2979.6999999999998,4213.6999999999998,250.5,0.95,3111,6789,"
            "percentile,1000,3,ok,\n"
            "marriage,auto,,EXH+ABA+OSCE+HRW,0,0,,,,0.95,,,,0,0,no_estimate,no_records\n"
            "(all),bic,,EXH+ABA+OSCE+HRW,1234,37,2979.6999999999998,4213.6999999999998,250.5,0.95,3111,6789,percentile,1000,"
            "3,partial,part_without_estimate\n");
  free(text);
}

static const char *odd_form[] = {"a,\"b\"\nc"}, *odd_name[] = {"Ausbeutung, \"Form\""};

static char *report_odd_category(dark_format format) {
  dark_row rows[] = {make_row(0, odd_form, 40, 80, make_interval(60, 120)), make_row(1, all, 40, 80, make_interval(60, 120))};
  dark_detail details[] = {make_detail(0, odd_form, 40, 80)};
  dark_results results = make_results(rows, 2, details, 1);
  results.n_categories = 1;
  results.categories = odd_name;
  return report(format, &results);
}

static void csv_quotes_what_needs_it(void **state) {
  (void)state;
  char *text = report_odd_category(DARK_FORMAT_CSV);
  assert_has(text, "\"Ausbeutung, \"\"Form\"\"\",method,model,");
  assert_has(text, "\n\"a,\"\"b\"\"\nc\",bic,\"[12,13,34]\",");
  free(text);
}

/* ---- text */

static void table_shows_an_estimate_as_people_write_it(void **state) {
  (void)state;
  char *text = report_plain(DARK_FORMAT_TABLE);
  assert_has(text, "10,400 (6,900–18,000)");
  assert_has(text, "1 EXH, 2 ABA, 3 OSCE, 4 HRW");
  assert_has(text, "year=2014");
  flat(text);
  assert_has(text, "1,000 replicates of the observed people");
  assert_has(
      text, "Holds if: the population was closed, records are linked without error, everyone recorded is in scope, and the truth "
            "is among the models searched.");
  assert_has(text, "EXH+ABA (18 observed, 11.2 fitted)"); /* history 3 = ABA and EXH, said in the input's order */
  assert_lacks(text, "unstable");
  assert_lacks(text, "at least 10,400");
  free(text);
}

static void table_says_what_a_partial_sum_is_of_and_whom_it_leaves_out(void **state) {
  (void)state;
  char *text = report_categories(DARK_FORMAT_TABLE);
  assert_has(text, " 4,210 (3,110–6,790)");
  assert_has(text, "at least 157 (lower limit only)");
  assert_has(text, "cannot be estimated");
  flat(text);
  assert_has(text, " 2,980 the 1 of 3 that can be estimated");
  assert_has(text, "IN PART: the total of all categories is that of the 1 of 3 that can be estimated; the others come on top, "
                   "observed and unseen: form=begging (37 observed); form=marriage (nobody observed). Observed: 1,234 there + 37 "
                   "in the others = 1,271.");
  assert_has(
      text,
      "form=marriage (nobody observed) cannot be estimated: nobody was recorded here, so nothing can be said about how many "
      "are unseen");
  assert_has(text, "in one table 1,271 5,120 (3,560–7,780)");
  free(text);
}

/* Before known people or a lower limit, and nothing else. */
static void at_least_stands_before_no_estimate(void **state) {
  (void)state;
  char *text = report_categories(DARK_FORMAT_TABLE);
  const char *first = strstr(text, "at least");
  assert_non_null(first);
  assert_int_equal(strncmp(first, "at least 157 (lower limit only)", 31), 0);
  assert_null(strstr(first + 1, "at least"));
  assert_lacks(text, "AT LEAST");
  free(text);
}

static void table_does_not_let_an_unstable_interval_be_quoted(void **state) {
  (void)state;
  char *text = report_unstable(DARK_FORMAT_TABLE);
  assert_has(text, "149,000 (46,000–3,253,000, unstable)");
  assert_lacks(text, "3,253,000)");
  flat(text);
  assert_has(text, "UNSTABLE: do not quote the 95% interval of the total.");
  assert_has(text, "a limit is read off the ten most extreme replicates");
  assert_has(text, "lower limit 3.1%, upper limit 134%"); /* exp(0.85) - 1 */
  assert_has(text, "98,000–231,000 (95%), if [12,13,34] were known to be true");
  assert_has(text, "42 of 1,000 (4.2%) lie beyond ten times the estimate; models that cause them: [123,4] (40), [12,13] (2)");
  free(text);
}

static void table_says_when_an_interval_is_too_narrow(void **state) {
  (void)state;
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  dark_results results = make_results(rows, 1, details, 1);
  results.resample = DARK_RESAMPLE_PARAMETRIC;
  char *text = flat(report(DARK_FORMAT_TABLE, &results));
  assert_has(text, "TOO NARROW: replicates are drawn from the fitted model");
  free(text);
  results.resample = DARK_RESAMPLE_OBSERVED;
  results.n_replicates = rows[0].n_replicates = 0;
  rows[0].interval.type = DARK_INTERVAL_LOG_NORMAL;
  text = flat(report(DARK_FORMAT_TABLE, &results));
  assert_has(text, "comes from the chosen model alone and ignores that the model was chosen");
  free(text);
}

static void table_has_a_line_per_level(void **state) {
  (void)state;
  double levels[] = {0.8, 0.95};
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(8000, 14000)),
                     make_row(0, NULL, 4400, 10356.5, make_interval(6947, NAN))};
  rows[0].interval.level = 0.8;
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  dark_results results = make_results(rows, 2, details, 1);
  results.levels = levels;
  results.n_levels = 2;
  char *text = report(DARK_FORMAT_TABLE, &results);
  assert_has(text, "80%           10,400 (8,000–14,000)");
  assert_has(text, "95%           10,400 (6,900 or more, no upper limit)");
  free(text);
}

static void table_breaks_no_line_at_a_name(void **state) {
  (void)state;
  char *text = report_odd_category(DARK_FORMAT_TABLE);
  assert_has(text, "a,\"b\"\\nc");
  for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n') == NULL ? NULL : strchr(line, '\n') + 1)
    assert_true(line[0] != 'c' && (line == text || line[-1] == '\n'));
  assert_lacks(text, " \n");
  free(text);
}

/* ---- JSON */

static void json_holds_the_same_records(void **state) {
  (void)state;
  json_t *root = parse(report_categories(DARK_FORMAT_JSON));
  const json_t *rows = json_object_get(root, "results"), *row = json_array_get(rows, 3);
  assert_int_equal(json_array_size(rows), 4);
  assert_string_equal(string_at(row, "form"), "(all)");
  assert_string_equal(string_at(row, "state"), "partial");
  assert_close(number_at(row, "total"), 4213.7, 0, 0);
  assert_int_equal(json_integer_value(json_object_get(row, "excluded")), 37);
  assert_string_equal(json_string_value(json_array_get(json_object_get(row, "reasons"), 0)), "part_without_estimate");
  assert_true(json_is_null(json_object_get(json_array_get(rows, 2), "total")));
  assert_close(number_at(json_array_get(json_object_get(root, "pooled"), 0), "total"), 5123, 0, 0);
  json_decref(root);
}

static void json_says_what_was_run(void **state) {
  (void)state;
  json_t *root = parse(report_plain(DARK_FORMAT_JSON));
  const json_t *program = json_object_get(root, "program"), *given = json_object_get(root, "options");
  assert_string_equal(string_at(program, "version"), dark_version());
  assert_string_equal(string_at(program, "gsl_version"), dark_gsl_version());
  assert_string_equal(string_at(program, "instruction_set"), dark_instruction_set());
  assert_string_equal(string_at(json_object_get(root, "input"), "sha256"), "0123abcd");
  assert_string_equal(string_at(given, "method"), "auto");
  assert_int_equal(json_array_size(json_object_get(given, "where")), 2); /* given twice */
  assert_int_equal(json_integer_value(json_object_get(root, "seed")), 1);
  assert_int_equal(json_integer_value(json_object_get(json_object_get(root, "run"), "threads")), 2);
  json_decref(root);
}

static void json_explains_the_model(void **state) {
  (void)state;
  json_t *root = parse(report_plain(DARK_FORMAT_JSON));
  const json_t *detail = json_array_get(json_object_get(root, "details"), 0);
  const json_t *explanation = json_object_get(detail, "explanation");
  const json_t *term = json_array_get(json_object_get(explanation, "terms"), 2);
  assert_string_equal(string_at(term, "term"), "ABA*HRW");
  assert_true(json_is_null(json_object_get(term, "coefficient")));
  assert_true(json_is_true(json_object_get(term, "minus_infinity")));
  const json_t *cells = json_object_get(explanation, "fitted");
  assert_int_equal(json_array_size(cells), 16);
  assert_string_equal(string_at(json_array_get(cells, 0), "history"), "");
  assert_string_equal(string_at(json_array_get(cells, 9), "history"), "ABA+OSCE"); /* bits 0 and 3 of the sorted lists */
  const json_t *empty = json_array_get(json_object_get(detail, "empty_overlaps"), 0);
  assert_string_equal(json_string_value(json_array_get(empty, 0)), "OSCE"); /* input order, not HRW first */
  assert_true(json_is_null(json_object_get(json_array_get(json_object_get(detail, "influences"), 1), "total_without_one_case")));
  json_decref(root);
}

static void json_names_histories_of_a_part_with_fewer_lists(void **state) {
  (void)state;
  const char *empty_lists[] = {"ABA"};
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  details[0].empty_lists = empty_lists;
  details[0].n_empty_lists = 1;
  details[0].lists = 0xE;
  const dark_results results = make_results(rows, 1, details, 1);
  json_t *root = parse(report(DARK_FORMAT_JSON, &results));
  const json_t *detail = json_array_get(json_object_get(root, "details"), 0);
  const json_t *cells = json_object_get(json_object_get(detail, "explanation"), "fitted");
  assert_int_equal(json_array_size(cells), 8);
  assert_string_equal(string_at(json_array_get(cells, 3), "history"), "EXH+HRW"); /* the first two of EXH, HRW, OSCE */
  json_decref(root);
}

static void json_keeps_seeds_that_no_integer_holds(void **state) {
  (void)state;
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_results results = make_results(rows, 1, NULL, 0);
  results.seed = UINT64_MAX;
  json_t *root = parse(report(DARK_FORMAT_JSON, &results));
  assert_string_equal(string_at(root, "seed"), "18446744073709551615");
  json_decref(root);
}

static void json_stands_bytes_that_are_no_text(void **state) {
  (void)state;
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  rows[0].lists = "caf\xE9+\xFF";
  const dark_results results = make_results(rows, 1, NULL, 0);
  json_t *root = parse(report(DARK_FORMAT_JSON, &results));
  assert_string_equal(string_at(json_array_get(json_object_get(root, "results"), 0), "lists"), "caf\xEF\xBF\xBD+\xEF\xBF\xBD");
  json_decref(root);
}

/* ---- all formats */

static double odd_number(uint64_t *seed) {
  static const double odd[] = {NAN, INFINITY, -INFINITY, 0, -0.0, 1, 1e308, -1e308, 5e-324, 157.17, 0.5, 4294967295.0};
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return odd[(*seed >> 33) % (sizeof odd / sizeof odd[0])];
}

static void scramble_interval(dark_interval *interval, uint64_t *seed) {
  double *const numbers[] = {&interval->level,
                             &interval->lower,
                             &interval->upper,
                             &interval->probability_lower,
                             &interval->probability_upper,
                             &interval->monte_carlo_lower,
                             &interval->monte_carlo_upper,
                             &interval->z0,
                             &interval->acceleration};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) *numbers[i] = odd_number(seed);
  interval->type = (dark_interval_type)(*seed >> 40 & 3);
  interval->unstable = (int)(*seed >> 45 & 1);
  interval->reasons = *seed >> 33 & ((UINT64_C(1) << DARK_N_REASONS) - 1);
}

static void scramble_row(dark_row *row, uint64_t *seed) {
  double *const numbers[] = {&row->observed, &row->excluded, &row->hidden, &row->total, &row->se};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) *numbers[i] = odd_number(seed);
  scramble_interval(&row->interval, seed);
  row->n_replicates = (size_t)(*seed >> 41 & 1) * 1000;
  row->n_failed = row->n_replicates == 0 ? 0 : (size_t)(*seed >> 42 & 7);
  row->state = (dark_state)(*seed >> 50 & 3);
  row->reasons = *seed >> 35 & ((UINT64_C(1) << DARK_N_REASONS) - 1);
}

static void scramble_detail(dark_detail *detail, uint64_t *seed) {
  double *const numbers[] = {&detail->observed,
                             &detail->estimate.total,
                             &detail->estimate.hidden,
                             &detail->chao_lower_bound,
                             &detail->sample_coverage,
                             &detail->explanation.deviance,
                             &detail->explanation.pearson,
                             &detail->explanation.se,
                             &detail->explanation.bic,
                             &terms[1].coefficient,
                             &fitted[0],
                             &residuals[0].residual,
                             &residuals[0].fitted,
                             &overlaps[0].n_both,
                             &overlaps[0].coverage_a,
                             &influences[0].total,
                             &detail->ranges[0].lowest,
                             &detail->ranges[0].highest,
                             &detail->ranges[1].distance};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) *numbers[i] = odd_number(seed);
  scramble_interval(&detail->conditional, seed);
  detail->estimate.reason = (*seed >> 40 & 1) != 0 ? DARK_N_REASONS : (dark_reason)(*seed >> 41 & 7);
}

static void no_format_lets_a_number_that_is_none_through(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int round = 0; round < 300; round++) {
    dark_row rows[] = {make_row(0, labour, 1, 1, no_interval()), make_row(1, begging, 1, 1, no_interval()),
                       make_row(2, all, 1, 1, no_interval())};
    dark_detail details[] = {make_detail(0, labour, 1, 1), make_detail(1, begging, 1, 1), make_detail(2, all, 1, 1)};
    for (size_t i = 0; i < 3; i++) scramble_row(&rows[i], &seed), scramble_detail(&details[i], &seed);
    dark_results results = make_results(rows, 3, details, round % 2 == 0 ? 3 : 1);
    results.n_categories = 1, results.categories = form, results.pooled = rows, results.n_pooled = 1;
    for (int format = DARK_FORMAT_TABLE; format <= DARK_FORMAT_JSON; format++) {
      char *text = report((dark_format)format, &results);
      assert_null(strstr(text, "nan"));
      assert_null(strstr(text, "NaN"));
      assert_null(strstr(text, "inf,"));
      assert_null(strstr(text, "inf "));
      assert_null(strstr(text, "Infinity"));
      if (format == DARK_FORMAT_JSON) json_decref(parse(text));
      else free(text);
    }
  }
}

static void a_full_device_is_an_error(void **state) {
  (void)state;
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  const dark_results results = make_results(rows, 1, details, 1);
  dark_table *table = make_table(exh_names, 4);
  for (int format = DARK_FORMAT_TABLE; format <= DARK_FORMAT_JSON; format++) {
    FILE *stream = fopen("/dev/full", "w");
    if (stream == NULL) skip_because("there is no /dev/full");
    dark_error err = DARK_ERROR_INIT;
    assert_int_equal(dark_report_results(stream, (dark_format)format, &results, table, &run, &err), DARK_EIO);
    assert_int_equal(err.status, DARK_EIO);
    fclose(stream);
  }
  dark_table_free(table);
}

/* ---- whoever waits for it may want it no longer */

typedef struct listener {
  size_t n_asked, patience;
} listener;

static bool is_asked_to_stop(void *context) {
  listener *of = context;
  return ++of->n_asked > of->patience;
}

/* As many rows as details; nobody is asked to stop before `patience` questions. */
static dark_status report_many(size_t n, listener *of, size_t *length) {
  const char **names = calloc(n, sizeof *names);
  dark_row *rows = calloc(n, sizeof *rows);
  dark_detail *details = calloc(n, sizeof *details);
  dark_error err = DARK_ERROR_INIT;
  char *text = NULL;
  assert_non_null(names);
  assert_non_null(rows);
  assert_non_null(details);
  for (size_t i = 0; i < n; i++) {
    names[i] = i % 2 == 0 ? "even" : "odd";
    rows[i] = make_row(i, &names[i], 40, 80, make_interval(60, 120));
    details[i] = make_detail(i, &names[i], 40, 80);
  }
  dark_results results = make_results(rows, n, details, n);
  results.n_categories = 1;
  results.categories = odd_name;
  FILE *stream = open_memstream(&text, length);
  dark_table *table = make_table(exh_names, 4);
  assert_non_null(stream);
  const dark__halt before = dark__halt_heed((dark__halt){is_asked_to_stop, of});
  const dark_status status = dark_report_results(stream, DARK_FORMAT_JSON, &results, table, &run, &err);
  dark__halt_heed(before);
  assert_int_equal(fclose(stream), 0);
  dark_table_free(table);
  free(text);
  free(details);
  free(rows);
  free(names);
  return status;
}

/* Rows and details are asked about one by one, and nothing comes of a report that was stopped. */
static void json_of_many_rows_can_be_stopped(void **state) {
  (void)state;
  size_t length;
  listener patient = {0, SIZE_MAX}, hasty = {0, 10};
  assert_int_equal(report_many(200, &patient, &length), DARK_OK);
  assert_true(length > 200 && patient.n_asked >= 400);
  assert_int_equal(report_many(200, &hasty, &length), DARK_EINTERRUPTED);
  assert_true(length == 0 && hasty.n_asked < 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(csv_of_one_table_is_one_record),
      cmocka_unit_test(csv_of_categories_leaves_absent_numbers_empty),
      cmocka_unit_test(csv_quotes_what_needs_it),
      cmocka_unit_test(table_shows_an_estimate_as_people_write_it),
      cmocka_unit_test(table_says_what_a_partial_sum_is_of_and_whom_it_leaves_out),
      cmocka_unit_test(at_least_stands_before_no_estimate),
      cmocka_unit_test(table_does_not_let_an_unstable_interval_be_quoted),
      cmocka_unit_test(table_says_when_an_interval_is_too_narrow),
      cmocka_unit_test(table_has_a_line_per_level),
      cmocka_unit_test(table_breaks_no_line_at_a_name),
      cmocka_unit_test(json_holds_the_same_records),
      cmocka_unit_test(json_says_what_was_run),
      cmocka_unit_test(json_explains_the_model),
      cmocka_unit_test(json_names_histories_of_a_part_with_fewer_lists),
      cmocka_unit_test(json_keeps_seeds_that_no_integer_holds),
      cmocka_unit_test(json_stands_bytes_that_are_no_text),
      cmocka_unit_test(no_format_lets_a_number_that_is_none_through),
      cmocka_unit_test(a_full_device_is_an_error),
      cmocka_unit_test(json_of_many_rows_can_be_stopped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
