/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where replicate tables come from: the streams they are drawn from; from outside, estimated like drawn ones, and what is refused. */

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "numeric/stream.h"
#include "resample/draw/draw.h"
#include "support/assert_close.h"
#include "support/published.h"
#include "support/tables.h"

/* Lists "B" and "A", in this order, and a category. */
static const char file_text[] = "B,A,sex,count\n1,0,f,40\n0,1,f,25\n1,1,f,9\n1,0,m,60\n0,1,m,31\n1,1,m,12\n";

/* Resamples with the columns of the plan's records, from last to first, and the tables that a run with this seed draws. */
static void copy_draws(dark_resamples *out, const dark_plan *plan, size_t n_replicates, uint64_t seed) {
  dark_error err = DARK_ERROR_INIT;
  dark__urn urn;
  bool drawable;
  double weights[128];
  unsigned cells[129];
  const dark_record *records = dark_plan_records(plan, 0, &out->n_columns);
  assert_ok(dark__urn_make(&urn, &drawable, plan, 0, seed, &err), err);
  const size_t n = out->n_columns;
  out->n_replicates = n_replicates;
  out->histories = malloc(n * sizeof *out->histories);
  out->counts = malloc(n_replicates * n * sizeof *out->counts);
  if (out->histories == NULL || out->counts == NULL) {
    fail_msg("no memory");
    return;
  }
  for (size_t j = 0; j < n; j++) out->histories[n - 1 - j] = records[j].history;
  for (size_t r = 0; r < n_replicates; r++) {
    dark__urn_draw(weights, cells, &urn, r);
    for (size_t j = 0; j < n; j++) out->counts[r * n + n - 1 - j] = weights[j];
  }
  dark__urn_clear(&urn);
}

/* A seed draws the same tables for ever only while these names stay, and other ones in each way only while they differ. */
static void each_way_of_drawing_has_streams_of_its_own(void **state) {
  static const struct {
    dark_resample resample;
    const char *purpose;
  } ways[] = {{DARK_RESAMPLE_OBSERVED, "bootstrap observed"},
              {DARK_RESAMPLE_IMPUTED, "bootstrap imputed"},
              {DARK_RESAMPLE_PARAMETRIC, "bootstrap parametric"}};
  (void)state;
  dark_table *table = published_table("Kosovo");
  for (size_t way = 0; way < 3; way++) {
    dark_error err = DARK_ERROR_INIT;
    dark_settings settings = DARK_SETTINGS_INIT;
    dark_plan *plan = NULL;
    dark__urn urn;
    bool drawable;
    settings.resample = ways[way].resample;
    settings.method = "bic";
    assert_ok(dark_plan_new(&plan, table, &settings, &err), err);
    assert_ok(dark__urn_make(&urn, &drawable, plan, 0, 9, &err), err);
    assert_true(drawable);
    assert_true(urn.key == dark__stream_key(9, ways[way].purpose, strlen(ways[way].purpose)));
    dark__urn_clear(&urn);
    dark_plan_free(plan);
  }
  dark_table_free(table);
}

static dark_status bootstrap_given(dark_replicates **out, const dark_plan *plan, const dark_resamples *resamples,
                                   dark_error *err) {
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  options.resamples = resamples;
  return dark_bootstrap(out, plan, &options, err);
}

static void given_tables_are_estimated_like_drawn_ones(void **state) {
  dark_error err = DARK_ERROR_INIT;
  dark_bootstrap_options options = DARK_BOOTSTRAP_OPTIONS_INIT;
  dark_resamples resamples;
  dark_replicates *given, *drawn;
  (void)state;
  dark_table *table = published_table("Kosovo");
  dark_plan *plan = plan_for(table, "bic", 0, NULL, NULL);
  options.n_replicates = 60;
  options.seed = 9;
  assert_ok(dark_bootstrap(&drawn, plan, &options, &err), err);
  copy_draws(&resamples, plan, 60, 9);
  assert_ok(bootstrap_given(&given, plan, &resamples, &err), err);
  assert_memory_equal(dark_replicates_part(given, 0), dark_replicates_part(drawn, 0), 60 * sizeof(double));
  assert_memory_equal(dark_replicates_models(given, 0), dark_replicates_models(drawn, 0), 60 * sizeof(dark_model_id));
  assert_memory_equal(dark_replicates_jackknife(given, 0), dark_replicates_jackknife(drawn, 0), 15 * sizeof(double));
  dark_replicates_free(given);
  dark_replicates_free(drawn);
  dark_resamples_clear(&resamples);
  dark_plan_free(plan);
  dark_table_free(table);
}

/* Counts of histories 10, 01, 11: an ordinary table, nobody at all, one list only. */
static void hopeless_given_tables_are_replicates_without_an_estimate(void **state) {
  uint64_t histories[] = {1, 2, 3};
  double counts[] = {40, 20, 10, 0, 0, 0, 7, 0, 0};
  const dark_resamples resamples = {.n_replicates = 3, .histories = histories, .n_columns = 3, .counts = counts};
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  (void)state;
  dark_table *table = table_of_text(2, "10:17 01:5 11:1");
  dark_plan *plan = plan_for(table, "petersen", 0, NULL, NULL);
  assert_ok(bootstrap_given(&replicates, plan, &resamples, &err), err);
  const double *totals = dark_replicates_part(replicates, 0);
  assert_close(totals[0], 150, 1e-14, 0);
  assert_true(isnan(totals[1]) && isnan(totals[2]));
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
}

static void assert_refused(const dark_table *table, const dark_resamples *resamples, const char *words) {
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  assert_int_equal(bootstrap_given(&replicates, plan, resamples, &err), DARK_EUSAGE);
  assert_null(replicates);
  if (strstr(err.message, words) == NULL) fail_msg("no '%s' in '%s'", words, err.message);
  dark_plan_free(plan);
}

static void given_tables_that_do_not_fit_are_refused(void **state) {
  static const char *const by[] = {"sex"};
  uint64_t histories[] = {1, 2, 4, 3, 5};
  double people[] = {40, 20, 10, 8, 3}, empty[] = {40, 20, 10, 8, 0};
  const dark_resamples unknown = {1, histories, 5, people}, harmless = {1, histories, 5, empty},
                       missing = {1, histories, 3, people};
  dark_error err = DARK_ERROR_INIT;
  dark_replicates *replicates;
  (void)state;
  dark_table *table = table_of_text(3, "100:40 010:20 001:10 110:8"), *nobody_on_c = table_of_text(3, "100:40 010:20 110:8"),
             *split = table_of_csv(file_text, by, 1);
  assert_refused(table, &unknown, "in which nobody was observed");
  assert_refused(table, &missing, "no column for a combination of lists with 8 people");
  assert_refused(nobody_on_c, &missing, "every list caught somebody");
  assert_refused(split, &missing, "without categories");
  dark_plan *plan = plan_for(table, "independence", 0, NULL, NULL);
  assert_ok(bootstrap_given(&replicates, plan, &harmless, &err), err);
  dark_replicates_free(replicates);
  dark_plan_free(plan);
  dark_table_free(table);
  dark_table_free(nobody_on_c);
  dark_table_free(split);
}

static dark_status read_text(dark_resamples *out, const dark_table *table, const char *text, dark_error *err) {
  char path[32];
  write_file(path, text);
  const dark_status status = dark_resamples_read_csv(out, path, table, err);
  unlink(path);
  return status;
}

/* Lists are "B" and "A" in the input's order; sorted, "A" is bit 0. */
static void a_resamples_file_is_read_in_the_order_of_the_input(void **state) {
  static const char *const texts[] = {"h10,h01,h11\n1,2,3\n4,5,6\n", "rep,11,estimate,01,10\r\n1,3,99.5,2,1\r\n2,6,NA,5,4\r\n",
                                      "\xEF\xBB\xBFh10;h01;h11\n1;2;3\n4;5;6"};
  (void)state;
  dark_table *table = table_of_csv(file_text, NULL, 0);
  for (size_t i = 0; i < 3; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_resamples read;
    assert_ok(read_text(&read, table, texts[i], &err), err);
    assert_int_equal(read.n_replicates, 2);
    assert_int_equal(read.n_columns, 3);
    for (size_t j = 0; j < 3; j++) {
      const double first = read.histories[j] == 2 ? 1 : read.histories[j] == 1 ? 2 : 3;
      assert_true(read.counts[j] == first && read.counts[3 + j] == first + 3);
    }
    dark_resamples_clear(&read);
  }
  dark_table_free(table);
}

static void bad_resamples_files_are_refused(void **state) {
  static const struct {
    const char *text, *words;
  } cases[] = {
      {"h10,h01,A\n1,2,3\n", ":1:3: a letter is not a history"},
      {"h10,h01,h111\n1,2,3\n", ":1:3: a mixture of letters and digits is not a history of 2 lists"},
      {"h10,h01,hh11\n1,2,3\n", ":1:3: a mixture of letters and digits is not a history"},
      {"h10,h01,h12\n1,2,3\n", ":1:3: a mixture of letters and digits is not a history"},
      {"h10,h00,h11\n1,2,3\n", "people on no list"},
      {"h10,h11,10\n1,2,3\n", "history '10' has two columns"},
      {"h10,h01,h11\n1,-2,3\n", ":2:2: a negative number is not a count"},
      {"h10,h01,h11\n1,2,3\n1,2,3.5\n", ":3:3: a number with a sign or fraction is not a count"},
      {"h10,h01,h11\n1,,3\n", ":2:2: an empty field is not a count"},
      {"h10,h01,h11\n1,2,x\n", ":2:3: a letter is not a count"},
      {"h10,h01,h11\n1,2\n", ":2"},
      {"h10,h01,h11\n1,2,3,4\n", ":2"},
      {"h10,h01,h11\n1,2,4294967296\n", "not a count"},
      {"h10,h01,h11\n", "no replicates"},
      {"rep,estimate\n1,2\n", "no column is named by"},
      {"", ""},
  };
  (void)state;
  dark_table *table = table_of_csv(file_text, NULL, 0);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    dark_error err = DARK_ERROR_INIT;
    dark_resamples read;
    assert_int_equal(read_text(&read, table, cases[i].text, &err), DARK_EDATA);
    if (strstr(err.message, cases[i].words) == NULL) fail_msg("no '%s' in '%s'", cases[i].words, err.message);
    assert_true(read.histories == NULL && read.counts == NULL && read.n_replicates == 0);
  }
  dark_error err = DARK_ERROR_INIT;
  dark_resamples read;
  assert_int_equal(dark_resamples_read_csv(&read, "/nonexistent/resamples.csv", table, &err), DARK_EIO);
  dark_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_way_of_drawing_has_streams_of_its_own),
      cmocka_unit_test(given_tables_are_estimated_like_drawn_ones),
      cmocka_unit_test(hopeless_given_tables_are_replicates_without_an_estimate),
      cmocka_unit_test(given_tables_that_do_not_fit_are_refused),
      cmocka_unit_test(a_resamples_file_is_read_in_the_order_of_the_input),
      cmocka_unit_test(bad_resamples_files_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
