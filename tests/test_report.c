/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <darkfigure/report.h>

#include "report/numbers.h"
#include "support/assert_close.h"

/* ---- made-up results: small, but with everything that can be in them */

static const char *const exh_names[] = {"EXH", "ABA", "OSCE", "HRW"}; /* sorted: ABA, EXH, HRW, OSCE */

static dark_table *make_table(const char *const *names, size_t n) {
  const uint32_t histories[] = {1, 2, 3};
  const double counts[] = {10, 20, 5};
  dark_table *table = NULL;
  assert_int_equal(dark_table_new(&table, names, n, histories, counts, 3, NULL), DARK_OK);
  return table;
}

static dark_interval make_interval(double lower, double upper) {
  return (dark_interval){.type = DARK_INTERVAL_PERCENTILE,
                         .level = 0.95,
                         .lower = lower,
                         .upper = upper,
                         .probability_lower = 0.025,
                         .probability_upper = 0.975,
                         .monte_carlo_lower = 0.02,
                         .monte_carlo_upper = 0.05,
                         .z0 = NAN,
                         .acceleration = NAN};
}

static dark_interval no_interval(void) {
  dark_interval interval = make_interval(NAN, NAN);
  interval.type = DARK_INTERVAL_NONE;
  return interval;
}

static dark_row make_row(size_t target, const char **levels, double observed, double total, dark_interval interval) {
  return (dark_row){.target = target,
                    .levels = levels,
                    .method = "bic",
                    .model = "[12,13,34]",
                    .lists = "EXH+ABA+OSCE+HRW",
                    .observed = observed,
                    .hidden = total - observed,
                    .total = total,
                    .se = 250.5,
                    .interval = interval,
                    .n_replicates = 1000,
                    .n_failed = 3};
}

static dark_row make_absence(size_t target, const char **levels, double observed, dark_reason reason) {
  dark_row row = make_row(target, levels, observed, NAN, no_interval());
  row.method = "auto";
  row.model = "";
  row.se = NAN;
  row.n_replicates = row.n_failed = 0;
  row.state = DARK_STATE_NO_ESTIMATE;
  row.reasons = DARK_REASON_BIT(reason);
  return row;
}

static dark_term terms[] = {{"intercept", 8.6921, 0.25}, {"EXH", -2.25, 0.125}, {"ABA*HRW", -INFINITY, NAN}};
static double fitted[16] = {5957.5, 845.25, 1131};
static dark_residual residuals[] = {{3, 18, 11.25, 2.0124}, {12, 3, 7.5, -1.643}};
static dark_win wins[] = {{"[12,13,34]", 620, 0}, {"[12,13]", 200, 2}, {"[123,4]", 90, 40}};
static dark_overlap overlaps[] = {{0, 1, 403, 0.27, 0.21}, {0, 2, 3, 0.01, 0.005}, {2, 3, 0, 0, 0}};
static dark_influence influences[] = {{5, 10123.4}, {1, NAN}};

static dark_detail make_detail(size_t part, const char **levels, double observed, double total) {
  return (dark_detail){.part = part,
                       .levels = levels,
                       .method = "bic",
                       .model = "[12,13,34]",
                       .estimate = {total, total - observed, {{0, 0}}, DARK_N_REASONS},
                       .observed = observed,
                       .has_explanation = 1,
                       .explanation = {.has_model = 1,
                                       .n_parameters = 3,
                                       .n_minus_infinity = 1,
                                       .log_lik = -52.5,
                                       .deviance = 3.214,
                                       .pearson = 3.15,
                                       .aic = 111,
                                       .bic = 130.25,
                                       .df = 4,
                                       .se = 250.5,
                                       .terms = terms,
                                       .fitted = fitted,
                                       .n_candidates = 113,
                                       .n_usable = 113},
                       .chao_lower_bound = 8120.3,
                       .sample_coverage = 0.31,
                       .conditional = {.type = DARK_INTERVAL_LOG_NORMAL, .level = 0.95, .lower = 8123, .upper = 13456},
                       .residuals = residuals,
                       .n_residuals = 2,
                       .wins = wins,
                       .n_wins = 3,
                       .n_extreme = 42,
                       .overlaps = overlaps,
                       .n_overlaps = 3,
                       .influences = influences,
                       .n_influences = 2,
                       .ranges = {{2, 9876, 11234, 5}, {6, 8567, 13456, 17}, {10, 7012, 16789, 60}},
                       .n_ranges = 3};
}

static dark_detail make_missing(size_t part, const char **levels, double observed, dark_reason reason) {
  return (dark_detail){.part = part,
                       .levels = levels,
                       .method = "auto",
                       .model = "",
                       .estimate = {NAN, NAN, {{0, 0}}, reason},
                       .observed = observed,
                       .chao_lower_bound = NAN,
                       .sample_coverage = NAN,
                       .conditional = {.type = DARK_INTERVAL_NONE}};
}

static double one_level[] = {0.95};
static const char *shown_names[] = {"EXH", "ABA", "OSCE", "HRW"};

static dark_results make_results(dark_row *rows, size_t n_rows, dark_detail *details, size_t n_details) {
  return (dark_results){.rows = rows,
                        .n_rows = n_rows,
                        .details = details,
                        .n_details = n_details,
                        .n_levels = 1,
                        .levels = one_level,
                        .lists = shown_names,
                        .n_lists = 4,
                        .asked_method = "auto",
                        .n_replicates = 1000,
                        .seed = 1};
}

static const char *const options[] = {"method", "auto", "where", "year=2014", "where", "sex=female", "seed", "1"};
static const dark_run run = {.command = "fit",
                             .options = options,
                             .n_options = 4,
                             .path = "data/kosovo.csv",
                             .sha256 = "0123abcd",
                             .n_threads = 2,
                             .seconds = 0.5};

/* What a report of results looks like; the caller frees it. */
static char *report(dark_format format, const dark_results *results) {
  char *text = NULL;
  size_t size;
  FILE *stream = open_memstream(&text, &size);
  dark_table *table = make_table(exh_names, 4);
  assert_non_null(stream);
  assert_int_equal(dark_report_results(stream, format, results, table, &run, NULL), DARK_OK);
  assert_int_equal(fclose(stream), 0);
  dark_table_free(table);
  return text;
}

/* Kosovo: one table, nothing to complain about. */
static char *report_plain(dark_format format) {
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  const dark_results results = make_results(rows, 1, details, 1);
  return report(format, &results);
}

static const char *labour[] = {"labour"}, *begging[] = {"begging"}, *marriage[] = {"marriage"}, *all[] = {"(all)"},
                  *form[] = {"form"};

/* Two forms with an estimate or a limit, one that vanishes elsewhere, and a total that leaves people out. */
static char *report_categories(dark_format format) {
  dark_row rows[] = {
      make_absence(0, begging, 37, DARK_REASON_NO_OVERLAP), make_row(1, labour, 1234, 4213.7, make_interval(3111, 6789)),
      make_absence(2, marriage, 0, DARK_REASON_NO_RECORDS), make_row(3, all, 1234, 4213.7, make_interval(3111, 6789))};
  rows[0].interval.type = DARK_INTERVAL_EXACT;
  rows[0].interval.lower = 157.17;
  rows[0].reasons |= DARK_REASON_BIT(DARK_REASON_LOWER_ONLY);
  rows[3].model = "";
  rows[3].excluded = 37;
  rows[3].state = DARK_STATE_PARTIAL;
  rows[3].reasons = DARK_REASON_BIT(DARK_REASON_PART_FAILED);
  dark_row pooled[] = {make_row(4, all, 1271, 5123, make_interval(3555, 7777))};
  dark_detail details[] = {make_missing(0, begging, 37, DARK_REASON_NO_OVERLAP), make_detail(1, labour, 1234, 4213.7),
                           make_missing(2, marriage, 0, DARK_REASON_NO_RECORDS), make_detail(3, all, 1271, 5123)};
  dark_results results = make_results(rows, 4, details, 4);
  results.n_categories = 1;
  results.categories = form;
  results.pooled = pooled;
  results.n_pooled = 1;
  return report(format, &results);
}

/* The Netherlands, five lists: the upper limit is what one replicate makes it. */
static char *report_unstable(dark_format format) {
  dark_row rows[] = {make_row(0, NULL, 8234, 148789, make_interval(45663, 3253394))};
  rows[0].state = DARK_STATE_UNSTABLE;
  rows[0].interval.unstable = 1;
  rows[0].interval.monte_carlo_lower = 0.031;
  rows[0].interval.monte_carlo_upper = 0.85;
  rows[0].interval.reasons = DARK_REASON_BIT(DARK_REASON_LIMIT_IN_TAIL) | DARK_REASON_BIT(DARK_REASON_MONTE_CARLO) |
                             DARK_REASON_BIT(DARK_REASON_HEAVY_TAIL);
  rows[0].reasons = rows[0].interval.reasons;
  dark_detail details[] = {make_detail(0, NULL, 8234, 148789)};
  details[0].conditional.lower = 98123;
  details[0].conditional.upper = 231234;
  const dark_results results = make_results(rows, 1, details, 1);
  return report(format, &results);
}

static void assert_has(const char *text, const char *words) {
  if (strstr(text, words) == NULL) fail_msg("no '%s' in:\n%s", words, text);
}

static void assert_lacks(const char *text, const char *words) {
  if (strstr(text, words) != NULL) fail_msg("'%s' in:\n%s", words, text);
}

/* The text of a paragraph without the line breaks that the page gave it. */
static char *flat(char *text) {
  char *to = text;
  for (const char *from = text; *from != '\0'; from++) {
    const char c = *from == '\n' ? ' ' : *from;
    if (c == ' ' && to > text && to[-1] == ' ') continue;
    *to++ = c;
  }
  *to = '\0';
  return text;
}

/* ---- numbers */

static void estimates_are_rounded_to_three_digits(void **state) {
  (void)state;
  const struct {
    double value;
    const char *text;
  } cases[] = {{9.4, "9"},           {157.17, "157"},
               {999.6, "1,000"},     {1000, "1,000"},
               {1004.9, "1,000"},    {10356.5, "10,400"},
               {1.2e6, "1,200,000"}, {1e12, "1,000,000,000,000"},
               {0.4, "0"},           {0, "0"},
               {99950, "100,000"},   {INFINITY, "unbounded"},
               {NAN, "–"},           {1e300, "over 10^15"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(dark__estimate(cases[i].value).text, cases[i].text);
}

static void numbers_of_a_row_share_the_unit_of_its_total(void **state) {
  (void)state;
  const double unit = dark__rounding_unit(10356.5);
  assert_close(unit, 100, 0, 0);
  assert_string_equal(dark__people(6947.04, unit).text, "6,900");
  assert_string_equal(dark__people(18009.99, unit).text, "18,000");
  assert_string_equal(dark__people(49, unit).text, "<50"); /* not 0: somebody is unseen */
  assert_close(dark__rounding_unit(999.6), 1, 0, 0);
  assert_close(dark__rounding_unit(1000), 10, 0, 0);
  assert_close(dark__rounding_unit(NAN), 1, 0, 0);
}

static void percentages_never_round_to_certainty(void **state) {
  (void)state;
  const struct {
    double share;
    const char *text;
  } cases[] = {{0, "0%"},         {0.0001, "<0.1%"},   {0.034, "3.4%"}, {0.62, "62%"},
               {0.9961, "99.6%"}, {0.99999, ">99.9%"}, {1, "100%"},     {NAN, "–"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(dark__percent(cases[i].share).text, cases[i].text);
  assert_string_equal(dark__level(0.975).text, "97.5%");
  assert_string_equal(dark__coverage(0.5503).text, "just over 0.55");
}

static void numbers_for_machines_bring_back_the_same_double(void **state) {
  (void)state;
  assert_string_equal(dark__exact(157).text, "157");
  assert_string_equal(dark__exact(0.1).text, "0.10000000000000001");
  assert_string_equal(dark__exact(-0.0).text, "0");
  assert_string_equal(dark__exact(NAN).text, "");
  assert_string_equal(dark__exact(-INFINITY).text, "");
  assert_string_equal(dark__shortest(0.95).text, "0.95");
  assert_string_equal(dark__shortest(1.0 / 3).text, "0.3333333333333333");
}

/* Whoever uses the library may have chosen a locale with a decimal comma. */
static void numbers_ignore_the_locale(void **state) {
  (void)state;
  if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL && setlocale(LC_ALL, "fi_FI.UTF-8") == NULL) skip();
  const dark__number exact = dark__exact(-1234.5), statistic = dark__statistic(3.25), level = dark__level(0.975);
  const dark__number shortest = dark__shortest(0.95), percent = dark__percent(0.034);
  setlocale(LC_ALL, "C");
  assert_string_equal(exact.text, "-1234.5");
  assert_string_equal(shortest.text, "0.95");
  assert_string_equal(statistic.text, "3.25");
  assert_string_equal(level.text, "97.5%");
  assert_string_equal(percent.text, "3.4%");
}

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

static void csv_columns_are_reserved(void **state) {
  (void)state;
  assert_true(dark_report_reserves("fit", "total"));
  assert_true(dark_report_reserves("fit", "reasons"));
  assert_false(dark_report_reserves("fit", "form"));
  assert_false(dark_report_reserves("fit", ""));
  assert_false(dark_report_reserves("fit", "total,se"));
  assert_true(dark_report_reserves("describe", "value"));
  assert_false(dark_report_reserves("fit", "value"));
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

static void table_says_at_least_and_whom_it_leaves_out(void **state) {
  (void)state;
  char *text = report_categories(DARK_FORMAT_TABLE);
  assert_has(text, "at least 4,210 (3,110–6,790)");
  assert_has(text, "at least 157 (lower limit only)");
  assert_has(text, "cannot be estimated");
  flat(text);
  assert_has(text, "form=begging (37 observed); form=marriage (nobody observed). It covers none of the 37 people observed there");
  assert_has(
      text,
      "form=marriage (nobody observed) cannot be estimated: nobody was recorded here, so nothing can be said about how many "
      "are unseen");
  assert_has(text, "in one table 1,271 5,120 (3,560–7,780)");
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
  assert_has(text, "42 of 1,000 (4.2%) lie beyond ten times the estimate, most of them from model [123,4] (40), [12,13] (2)");
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

static json_t *parse(char *text) {
  json_error_t error;
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
  if (root == NULL) fail_msg("%s at %d in:\n%s", error.text, error.line, text);
  free(text);
  return root;
}

static const char *string_at(const json_t *object, const char *key) { return json_string_value(json_object_get(object, key)); }
static double number_at(const json_t *object, const char *key) { return json_number_value(json_object_get(object, key)); }

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
    if (stream == NULL) skip();
    dark_error err = DARK_ERROR_INIT;
    assert_int_equal(dark_report_results(stream, (dark_format)format, &results, table, &run, &err), DARK_EIO);
    assert_int_equal(err.status, DARK_EIO);
    fclose(stream);
  }
  dark_table_free(table);
}

/* ---- describe, models, check */

static const char *ab[] = {"B", "A"};

static char *report_descriptions(dark_format format) {
  static double sizes[] = {30, 0}, both[] = {30, 0, 0, 0}, captures[] = {30, 0};
  static double whole_sizes[] = {35, 12}, whole_both[] = {35, 4, 4, 12}, whole_captures[] = {39, 4};
  static dark_description items[] = {
      {labour, 30, sizes, both, captures, NAN, NAN, DARK_REASON_ONE_LIST, "No estimate can be made: only B caught anybody."},
      {all, 43, whole_sizes, whole_both, whole_captures, 0.25, 233.125, DARK_N_REASONS, "An estimate can be made."}};
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
      cmocka_unit_test(estimates_are_rounded_to_three_digits),
      cmocka_unit_test(numbers_of_a_row_share_the_unit_of_its_total),
      cmocka_unit_test(percentages_never_round_to_certainty),
      cmocka_unit_test(numbers_for_machines_bring_back_the_same_double),
      cmocka_unit_test(numbers_ignore_the_locale),
      cmocka_unit_test(csv_of_one_table_is_one_record),
      cmocka_unit_test(csv_of_categories_leaves_absent_numbers_empty),
      cmocka_unit_test(csv_quotes_what_needs_it),
      cmocka_unit_test(csv_columns_are_reserved),
      cmocka_unit_test(table_shows_an_estimate_as_people_write_it),
      cmocka_unit_test(table_says_at_least_and_whom_it_leaves_out),
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
      cmocka_unit_test(descriptions_are_reported),
      cmocka_unit_test(candidates_are_reported),
      cmocka_unit_test(checks_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
