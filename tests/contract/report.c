/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writers. Nothing is written when an argument is wrong. */
#include <stdio.h>

#include "contract/contract.h"
#include "contract/scene.h"

static const char *const a_gap[] = {"level", NULL};
static const dark_run no_options = {.n_options = 1}, gap = {.options = a_gap, .n_options = 1};

/* Arguments that all but two writers have. The last one writes to `stream`, which is empty before. */
#define REFUSES_FRAME(function, what)                                                                                    \
  do {                                                                                                                   \
    FILE *stream = tmpfile();                                                                                            \
    REFUSES("stream", function(NULL, DARK_FORMAT_CSV, what, the.table, NULL, ERR));                                      \
    REFUSES("format", function(stream, (dark_format)5, what, the.table, NULL, ERR));                                     \
    REFUSES("format", function(stream, (dark_format)-1, what, the.table, NULL, ERR));                                    \
    REFUSES(#what, function(stream, DARK_FORMAT_CSV, NULL, the.table, NULL, ERR));                                       \
    REFUSES("table", function(stream, DARK_FORMAT_CSV, what, NULL, NULL, ERR));                                          \
    REFUSES_FOR("run", "options are 2 and NULL", function(stream, DARK_FORMAT_JSON, what, the.table, &no_options, ERR)); \
    REFUSES_FOR("run", "options[1] is NULL", function(stream, DARK_FORMAT_JSON, what, the.table, &gap, ERR));            \
    assert_int_equal(ftell(stream), 0);                                                                                  \
    contract_begin(1);                                                                                                   \
    for (int format = 0; format < 3; format++) /* run NULL: unknown */                                                   \
      assert_int_equal(function(stream, (dark_format)format, what, the.table, NULL, ERR), DARK_OK);                      \
    fclose(stream);                                                                                                      \
  } while (0)

static void check_dark_report_results(void) {
  const dark_results *results = the.results;
  REFUSES_FRAME(dark_report_results, results);
}

static void check_dark_report_descriptions(void) {
  const dark_descriptions *descriptions = the.descriptions;
  REFUSES_FRAME(dark_report_descriptions, descriptions);
}

static void check_dark_report_sensitivity(void) {
  const dark_sensitivity *sensitivity = the.sensitivity;
  REFUSES_FRAME(dark_report_sensitivity, sensitivity);
}

static void check_dark_report_check(void) {
  const dark_check found = {.model = "[12,3]", .reason = "the estimate exists and is unique"}, *check = &found;
  REFUSES_FRAME(dark_report_check, check);
}

static void check_dark_report_candidates(void) {
  const dark_candidate candidate = {.total = 1};
  const char *const names[] = {"[12,3]"}, *const nameless[] = {NULL};
  FILE *stream = tmpfile();
  REFUSES("stream", dark_report_candidates(NULL, DARK_FORMAT_CSV, &candidate, names, 1, the.table, NULL, ERR));
  REFUSES("format", dark_report_candidates(stream, (dark_format)5, &candidate, names, 1, the.table, NULL, ERR));
  REFUSES("candidates", dark_report_candidates(stream, DARK_FORMAT_CSV, NULL, names, 1, the.table, NULL, ERR));
  REFUSES("names", dark_report_candidates(stream, DARK_FORMAT_CSV, &candidate, NULL, 1, the.table, NULL, ERR));
  REFUSES("names", dark_report_candidates(stream, DARK_FORMAT_CSV, &candidate, nameless, 1, the.table, NULL, ERR));
  REFUSES("table", dark_report_candidates(stream, DARK_FORMAT_CSV, &candidate, names, 1, NULL, NULL, ERR));
  REFUSES_FOR("run", "options[1] is NULL",
              dark_report_candidates(stream, DARK_FORMAT_JSON, &candidate, names, 1, the.table, &gap, ERR));
  assert_int_equal(ftell(stream), 0);
  contract_begin(1);
  for (int format = 0; format < 3; format++)
    assert_int_equal(dark_report_candidates(stream, (dark_format)format, NULL, NULL, 0, the.table, NULL, ERR), DARK_OK);
  TAKES("n"); /* without candidates the arrays may be NULL */
  fclose(stream);
}

static void check_dark_report_people(void) {
  FILE *stream = tmpfile();
  REFUSES("stream", dark_report_people(NULL, the.table, DARK_PEOPLE_ROWS, NULL, NULL, ERR));
  REFUSES("table", dark_report_people(stream, NULL, DARK_PEOPLE_ROWS, NULL, NULL, ERR));
  REFUSES_FOR("table", "counts of captures", dark_report_people(stream, the.captures, DARK_PEOPLE_ROWS, NULL, NULL, ERR));
  REFUSES_FOR("form", "form is 2, not below 2", dark_report_people(stream, the.table, (dark_people_form)2, NULL, NULL, ERR));
  assert_int_equal(ftell(stream), 0);
  contract_begin(1);
  assert_int_equal(dark_report_people(stream, the.table, DARK_PEOPLE_ROWS, NULL, NULL, ERR), DARK_OK);
  TAKES("go_on"), TAKES("context"); /* NULL: to the end; whatever go_on takes */
  fclose(stream);
}

static void check_dark_report_truth(void) {
  FILE *stream = tmpfile();
  dark_sample no_table = *the.sample, no_people = *the.sample, other = *the.sample;
  no_table.table = NULL, no_people.people = NULL, other.table = the.table;
  REFUSES("stream", dark_report_truth(NULL, the.population, the.sample, ERR));
  REFUSES("population", dark_report_truth(stream, NULL, the.sample, ERR));
  REFUSES("sample", dark_report_truth(stream, the.population, NULL, ERR));
  REFUSES_FOR("sample", "sample->table is NULL", dark_report_truth(stream, the.population, &no_table, ERR));
  REFUSES_FOR("sample", "sample->people is NULL", dark_report_truth(stream, the.population, &no_people, ERR));
  REFUSES_FOR("sample", "not drawn from this population", dark_report_truth(stream, the.population, &other, ERR));
  assert_int_equal(ftell(stream), 0);
  fclose(stream);
}

const contract report_contracts[] = {
    CONTRACT(dark_report_results),     CONTRACT(dark_report_descriptions),
    CONTRACT(dark_report_sensitivity), CONTRACT(dark_report_check),
    CONTRACT(dark_report_candidates),  CONTRACT(dark_report_people),
    CONTRACT(dark_report_truth),       NO_CONTRACT,
};
