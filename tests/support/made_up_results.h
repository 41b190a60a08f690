/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_TESTS_MADE_UP_RESULTS_H
#define DARK_TESTS_MADE_UP_RESULTS_H

/* Results made up for tests of reports: small, but with everything that can be in them. Included by one test program each, so its
   tables are its own. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <darkfigure/report.h>

#include "support/assert_close.h"

static const char *const exh_names[] = {"EXH", "ABA", "OSCE", "HRW"}; /* sorted: ABA, EXH, HRW, OSCE */

static inline dark_table *make_table(const char *const *names, size_t n) {
  const uint32_t histories[] = {1, 2, 3};
  const double counts[] = {10, 20, 5};
  dark_table *table = NULL;
  assert_int_equal(dark_table_new(&table, names, n, histories, counts, 3, NULL), DARK_OK);
  return table;
}

static inline dark_interval make_interval(double lower, double upper) {
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

static inline dark_interval no_interval(void) {
  dark_interval interval = make_interval(NAN, NAN);
  interval.type = DARK_INTERVAL_NONE;
  return interval;
}

static inline dark_row make_row(size_t target, const char **levels, double observed, double total, dark_interval interval) {
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

static inline dark_row make_absence(size_t target, const char **levels, double observed, dark_reason reason) {
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
static double list_sizes[] = {1131, 845, 306, 1122};
static dark_influence influences[] = {{5, 10123.4}, {1, NAN}};

static inline dark_detail make_detail(size_t part, const char **levels, double observed, double total) {
  return (dark_detail){.part = part,
                       .levels = levels,
                       .method = "bic",
                       .model = "[12,13,34]",
                       .estimate = {total, total - observed, {{0, 0}}, DARK_N_REASONS, 0},
                       .observed = observed,
                       .lists = 0xF,
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
                                       .is_selected = 1,
                                       .is_complete = 1},
                       .chao_lower_bound = 8120.3,
                       .sample_coverage = 0.31,
                       .conditional = {.type = DARK_INTERVAL_LOG_NORMAL, .level = 0.95, .lower = 8123, .upper = 13456},
                       .residuals = residuals,
                       .n_residuals = 2,
                       .wins = wins,
                       .n_wins = 3,
                       .n_extreme = 42,
                       .list_sizes = list_sizes,
                       .overlaps = overlaps,
                       .n_overlaps = 3,
                       .influences = influences,
                       .n_influences = 2,
                       .ranges = {{2, 9876, 11234, 5, 0}, {6, 8567, 13456, 17, 0}, {10, 7012, 16789, 60, 0}},
                       .criterion = "BIC",
                       .n_ranges = 3};
}

static inline dark_detail make_missing(size_t part, const char **levels, double observed, dark_reason reason) {
  return (dark_detail){.part = part,
                       .levels = levels,
                       .method = "auto",
                       .model = "",
                       .estimate = {NAN, NAN, {{0, 0}}, reason, 0},
                       .observed = observed,
                       .chao_lower_bound = NAN,
                       .sample_coverage = NAN,
                       .list_sizes = list_sizes,
                       .conditional = {.type = DARK_INTERVAL_NONE}};
}

static double one_level[] = {0.95};
static const char *shown_names[] = {"EXH", "ABA", "OSCE", "HRW"};

static inline dark_results make_results(dark_row *rows, size_t n_rows, dark_detail *details, size_t n_details) {
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
static inline char *report(dark_format format, const dark_results *results) {
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
static inline char *report_plain(dark_format format) {
  dark_row rows[] = {make_row(0, NULL, 4400, 10356.5, make_interval(6947.04, 18009.99))};
  dark_detail details[] = {make_detail(0, NULL, 4400, 10356.5)};
  const dark_results results = make_results(rows, 1, details, 1);
  return report(format, &results);
}

static const char *labour[] = {"labour"}, *begging[] = {"begging"}, *marriage[] = {"marriage"}, *all[] = {"(all)"},
                  *form[] = {"form"};

/* Two forms with an estimate or a limit, one that vanishes elsewhere, and a total that leaves people out. */
static inline char *report_categories(dark_format format) {
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
static inline char *report_unstable(dark_format format) {
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

static inline void assert_has(const char *text, const char *words) {
  if (strstr(text, words) == NULL) fail_msg("no '%s' in:\n%s", words, text);
}

static inline void assert_lacks(const char *text, const char *words) {
  if (strstr(text, words) != NULL) fail_msg("'%s' in:\n%s", words, text);
}

/* The text of a paragraph without the line breaks that the page gave it. */
static inline char *flat(char *text) {
  char *to = text;
  for (const char *from = text; *from != '\0'; from++) {
    const char c = *from == '\n' ? ' ' : *from;
    if (c == ' ' && to > text && to[-1] == ' ') continue;
    *to++ = c;
  }
  *to = '\0';
  return text;
}

static inline json_t *parse(char *text) {
  json_error_t error;
  json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
  if (root == NULL) fail_msg("%s at %d in:\n%s", error.text, error.line, text);
  free(text);
  return root;
}

static inline const char *string_at(const json_t *object, const char *key) {
  return json_string_value(json_object_get(object, key));
}
static inline double number_at(const json_t *object, const char *key) { return json_number_value(json_object_get(object, key)); }

#endif
