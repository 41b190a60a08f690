/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint models of people of whom categories or lists are not known: against R (tests/reference/covariates), by hand, by identities. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "joint/latent/parts.h"
#include "support/assert_close.h"
#include "support/joint_table.h"
#include "support/published.h"

static const double RTOL = 1e-8;

typedef struct model {
  joint_table table;
  dark__joint_terms terms;
  dark__joint_design design;
  dark__parts parts;
  dark__latent latent;
} model;

/* The table must be read. */
static void fit(model *out, const char *formula, int is_saturated) {
  dark_error err = DARK_ERROR_INIT;
  const joint_table *table = &out->table;
  joint_terms_of(&out->terms, table, formula);
  assert_ok(dark__joint_design_make(&out->design, &table->strata, &out->terms, is_saturated, &err), err);
  assert_ok(dark__parts_make(&out->parts, &table->strata, table->counts, table->records, table->n_records, &err), err);
  const dark__emission emission = dark__parts_emission(&out->parts);
  assert_ok(dark__latent_find(&out->latent, &out->design, &emission, out->parts.kinds, out->parts.start, &err), err);
}

static void clear_fit(model *of) {
  dark__latent_clear(&of->latent);
  dark__parts_clear(&of->parts);
  dark__joint_design_clear(&of->design);
  dark__joint_terms_clear(&of->terms);
}

static double sum_of(const model *of, const char *strata, int with_seen) {
  double *weights = calloc(of->table.strata.n_strata + 1, sizeof *weights);
  assert_non_null(weights);
  joint_table_weights(weights, &of->table, strata);
  const double sum = dark__latent_sum(&of->latent, weights, with_seen);
  free(weights);
  return sum;
}

static double se_of(model *of, const char *strata, int with_seen) {
  double *weights = calloc(of->table.strata.n_strata + 1, sizeof *weights), variance = 0;
  double *projected = calloc(of->latent.n_unknowns + 1, sizeof *projected);
  assert_non_null(weights);
  assert_non_null(projected);
  joint_table_weights(weights, &of->table, strata);
  dark__latent_project(projected, &of->latent, weights, with_seen);
  for (size_t i = 0; i < of->latent.n_unknowns; i++) variance += projected[i] * projected[i];
  free(projected);
  free(weights);
  return sqrt(variance);
}

/* ---- against R */

typedef struct source {
  const char *name, *lists, *categories;
} source;

static const source SOURCES[] = {
    {"impute", "A B C", "a b c"},
    {"lcaimp", "A B C", "a b c"},
    {"kosovo_sex20", "EXH ABA OSCE HRW", "sex"},
    {"kosovo_sexfull", "EXH ABA OSCE HRW", "sex"},
    {"scot_gender", "S1 S2 S3 S4", "Region Gender Age"},
    {"twoyear", "A B C", "year"},
    {"twoyear_sex", "A B C", "sex year"},
};

/* The categories of the New Zealand table that a formula names. */
static const char *categories_in(const char *formula) {
  if (strstr(formula, "age") != NULL) return "age d";
  return strstr(formula, "a*d") != NULL ? "a d" : "d";
}

static void read_case(joint_table *out, const frame *rows, size_t row) {
  char file[64];
  const char *data = frame_text(rows, row, "data"), *name = frame_text(rows, row, "case");
  snprintf(file, sizeof file, "%.*s", (int)(strchr(data, '.') - data), data);
  if (strcmp(name, "NZage2013") == 0) {
    joint_table_read(out, file, "A B C D", categories_in(frame_text(rows, row, "formula")), 0);
    return;
  }
  for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++)
    if (strcmp(SOURCES[i].name, name) == 0) {
      joint_table_read(out, file, SOURCES[i].lists, SOURCES[i].categories, 0);
      return;
    }
  fail_msg("no table %s", name);
}

static int is_same_model(const frame *rows, size_t a, size_t b) {
  return frame_is(rows, a, "case", frame_text(rows, b, "case")) && frame_is(rows, a, "model", frame_text(rows, b, "model")) &&
         frame_is(rows, a, "method", frame_text(rows, b, "method")) && frame_is(rows, a, "note", frame_text(rows, b, "note"));
}

static int is_naive(const frame *rows, size_t row) { return frame_is(rows, row, "method", "own EM (naive)"); }

/* Not those that show what becomes of an absent list taken for one that nobody was on, which cannot be said here. */
static int is_ours_to_meet(const frame *rows, size_t row) {
  return strncmp(frame_text(rows, row, "note"), "WRONG", 5) != 0 &&
         (frame_is(rows, row, "method", "own EM+Newton") || is_naive(rows, row)) && frame_is(rows, row, "identified", "TRUE");
}

static void assert_row(model *of, const frame *rows, size_t row) {
  const char *stratum = frame_is(rows, row, "by", "total") ? "all" : frame_text(rows, row, "stratum");
  assert_close(sum_of(of, stratum, 1), frame_number(rows, row, "Nhat"), RTOL, 0);
  assert_close(sum_of(of, stratum, 0), frame_number(rows, row, "n0"), RTOL, 0);
  assert_close(se_of(of, stratum, 1), frame_number(rows, row, "se_delta"), RTOL, 0);
  assert_close(se_of(of, stratum, 0), frame_number(rows, row, "se_n0"), RTOL, 0);
}

static void assert_file(const char *file, size_t n_expected) {
  frame rows;
  size_t n = 0;
  frame_read(&rows, file);
  for (size_t row = 0; row < rows.n_rows;) {
    const size_t first = row;
    if (!is_ours_to_meet(&rows, row)) {
      row++;
      continue;
    }
    model of;
    read_case(&of.table, &rows, row);
    /* Without absent lists, somebody only on the list that did not exist is a cell with nobody in it. */
    if (is_naive(&rows, row)) memset(of.table.absent, 0, of.table.strata.n_strata * sizeof *of.table.absent);
    fit(&of, frame_text(&rows, row, "formula"), 0);
    assert_true(of.latent.has_converged);
    assert_close(of.table.n_people, frame_number(&rows, row, "n"), 0, 0);
    assert_close(of.latent.log_lik, frame_number(&rows, row, "logLik_poisson"), 1e-11, 0);
    for (; row < rows.n_rows && is_same_model(&rows, first, row); row++, n++) assert_row(&of, &rows, row);
    clear_fit(&of);
    joint_table_clear(&of.table);
  }
  assert_int_equal(n, n_expected);
  frame_clear(&rows);
}

static void models_with_missing_values_agree_with_r(void **state) {
  (void)state;
  assert_file("covariates/em.csv", 363);
}

static void large_tables_with_missing_values_agree_with_r(void **state) {
  (void)state;
  assert_file("covariates/em_nz.csv", 85);
}

/* ---- identities */

static void read_two_years(model *of) { joint_table_read(&of->table, "em_twoyear", "A B C", "year", 0); }

/* C did not exist in the first year. Counting it as a list that nobody was on gives 5,511; in truth there are 7,155. */
static void absent_lists_are_no_zeros(void **state) {
  (void)state;
  model of;
  read_two_years(&of);
  fit(&of, "A*B + C", 1);
  assert_close(sum_of(&of, "all", 1), 7279.4755556, 1e-8, 0);
  clear_fit(&of);
  fit(&of, "A*B + A*C + B*C", 1);
  assert_close(sum_of(&of, "all", 1), 6249.5818170, 1e-8, 0);
  clear_fit(&of);
  joint_table_clear(&of.table);
}

/* The pair of A and B in a year without C: three combinations for four means. */
static void a_stratum_that_absent_lists_leave_open_is_not_identified(void **state) {
  (void)state;
  model of;
  read_two_years(&of);
  fit(&of, "A*B*year + C", 0);
  assert_int_equal(of.latent.existence.hidden[0], DARK__HIDDEN_NONID);
  assert_int_equal(of.latent.existence.hidden[1], DARK__HIDDEN_OK);
  assert_true(isnan(sum_of(&of, "all", 1)));
  assert_true(isfinite(sum_of(&of, "year=y2", 1)));
  clear_fit(&of);
  joint_table_clear(&of.table);
}

static void assert_same_saturated(model *of, const char *formula, const char *with_margin, const char *const *strata, size_t n) {
  double hidden[8], se[8];
  fit(of, formula, 1);
  for (size_t i = 0; i < n; i++) {
    hidden[i] = sum_of(of, strata[i], 0);
    se[i] = se_of(of, strata[i], 0);
  }
  const double log_lik = of->latent.log_lik;
  clear_fit(of);
  fit(of, with_margin, 0);
  assert_close(of->latent.log_lik, log_lik, 1e-12, 0);
  for (size_t i = 0; i < n; i++) {
    assert_close(sum_of(of, strata[i], 0), hidden[i], RTOL, 0);
    assert_close(se_of(of, strata[i], 0), se[i], RTOL, 0);
  }
  clear_fit(of);
}

static void profiled_intercepts_are_a_saturated_margin(void **state) {
  (void)state;
  static const char *const SCOT[] = {"all", "Region=GGC", "Gender=Female;Age=Old"}, *const YEARS[] = {"all", "year=y1",
                                                                                                      "year=y2"};
  model of;
  joint_table_read(&of.table, "em_scot_missing", "S1 S2 S3 S4", "Region Gender Age", 0);
  assert_same_saturated(&of, "(S1 + S2 + S3 + S4)*Gender + S1*S2 + H",
                        "(S1 + S2 + S3 + S4)*Gender + S1*S2 + H + Region*Gender*Age", SCOT, 3);
  joint_table_clear(&of.table);
  read_two_years(&of);
  assert_same_saturated(&of, "A*B + A*year + B*year + C", "A*B + A*year + B*year + C", YEARS, 3);
  joint_table_clear(&of.table);
}

/* 20, 15 and 5 people on A, on B and on both in a stratum, half as many in another, and again as many of whom the category is missing: where the category
   does nothing it is as if nobody were asked, n0 = 50 x 37.5 / 12.5 = 150, in shares of 2 and 1. */
static void missing_categories_that_do_nothing_change_nothing(void **state) {
  (void)state;
  static const size_t n_levels[] = {2};
  static const uint32_t levels[] = {0, 1}, missing[] = {DARK__LEVEL_UNKNOWN};
  const dark__joint_strata strata = {.n_lists = 2, .n_categories = 1, .n_levels = n_levels, .n_strata = 2, .levels = levels};
  const double counts[] = {0, 20, 15, 5, 0, 10, 7.5, 2.5};
  const dark__joint_record records[] = {{.history = 1, .levels = missing, .count = 20},
                                        {.history = 2, .levels = missing, .count = 15},
                                        {.history = 3, .levels = missing, .count = 5}};
  dark__joint_term terms[] = {{1, false, 0}, {2, false, 0}};
  const dark__joint_terms model_terms = {terms, 2, 2};
  dark__joint_design design;
  dark__parts parts;
  dark__latent latent;
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_design_make(&design, &strata, &model_terms, true, &err), err);
  assert_ok(dark__parts_make(&parts, &strata, counts, records, 3, &err), err);
  const dark__emission emission = dark__parts_emission(&parts);
  assert_ok(dark__latent_find(&latent, &design, &emission, parts.kinds, parts.start, &err), err);
  assert_true(latent.has_converged);
  const double first[] = {1, 0}, all[] = {1, 1};
  assert_close(dark__latent_sum(&latent, all, false), 150, 1e-10, 0);
  assert_close(dark__latent_sum(&latent, first, false), 100, 1e-10, 0);
  dark__latent_clear(&latent);
  dark__parts_clear(&parts);
  dark__joint_design_clear(&design);
}

/* Both strata have the same chances to be on a list, so that of 40 people of whom the category is missing a share s is in the first: 40 + 20 people are known, pi = 0.4 + 0.4 s.
   At random s = pi = 2/3. With odds twice as high s = 2 pi / (1 + pi), and pi^2 - 0.2 pi - 0.4 = 0. The hidden people, 150, are parted as pi. */
static void odds_among_the_missing_shift_them_as_by_hand(void **state) {
  (void)state;
  static const size_t n_levels[] = {2};
  static const uint32_t levels[] = {0, 1}, missing[] = {DARK__LEVEL_UNKNOWN};
  const dark__joint_strata strata = {.n_lists = 2, .n_categories = 1, .n_levels = n_levels, .n_strata = 2, .levels = levels};
  const double counts[] = {0, 20, 15, 5, 0, 10, 7.5, 2.5}, first[] = {1, 0}, all[] = {1, 1};
  dark__joint_term terms[] = {{1, false, 0}, {2, false, 0}};
  const dark__joint_terms model_terms = {terms, 2, 2};
  for (int is_shifted = 0; is_shifted < 2; is_shifted++) {
    const double share = is_shifted ? 0.1 + sqrt(0.41) : 2.0 / 3, in_first = is_shifted ? 2 * share / (1 + share) : share;
    dark__joint_record records[] = {{.history = 1, .levels = missing, .count = 20},
                                    {.history = 2, .levels = missing, .count = 15},
                                    {.history = 3, .levels = missing, .count = 5}};
    dark__joint_design design;
    dark__parts parts;
    dark__latent latent;
    double derivatives[8];
    dark_error err = DARK_ERROR_INIT;
    for (size_t i = 0; is_shifted && i < 3; i++) records[i].odds = 2;
    assert_ok(dark__joint_design_make(&design, &strata, &model_terms, true, &err), err);
    assert_ok(dark__parts_make(&parts, &strata, counts, records, 3, &err), err);
    const dark__emission emission = dark__parts_emission(&parts);
    assert_ok(dark__latent_find(&latent, &design, &emission, parts.kinds, parts.start, &err), err);
    assert_true(latent.has_converged);
    assert_close(dark__latent_sum(&latent, all, false), 150, 1e-9, 0);
    assert_close(dark__latent_sum(&latent, first, false), 150 * share, 1e-9, 0);
    const dark__spread here = dark__parts_spread(derivatives, &parts, &strata, first);
    assert_close(here.certain, 40, 0, 0);
    assert_close(here.expected, 40 * in_first, 1e-9, 0);
    assert_close(here.variance, 40 * in_first * (1 - in_first), 1e-9, 0);
    for (size_t w = 1; w < 4; w++) { /* of the share among those with that history */
      assert_close(derivatives[w], records[w - 1].count * in_first * (1 - in_first), 1e-9, 0);
      assert_close(derivatives[4 + w], -derivatives[w], 1e-12, 0);
    }
    const dark__spread everywhere = dark__parts_spread(NULL, &parts, &strata, all);
    assert_close(everywhere.certain, 100, 0, 0);
    assert_true(everywhere.expected == 0 && everywhere.variance == 0);
    dark__latent_clear(&latent);
    dark__parts_clear(&parts);
    dark__joint_design_clear(&design);
  }
}

static void impossible_records_are_refused(void **state) {
  (void)state;
  static const size_t n_levels[] = {1};
  static const uint32_t levels[] = {0}, absent[] = {2};
  const dark__joint_strata strata = {
      .n_lists = 2, .n_categories = 1, .n_levels = n_levels, .n_strata = 1, .levels = levels, .absent = absent};
  const double nobody[4] = {0}, on_absent[4] = {0, 3, 2, 0};
  const dark__joint_record on_none = {.unknown = 1, .levels = levels, .count = 2};
  dark__parts parts;
  dark_error err = DARK_ERROR_INIT;
  assert_int_equal(dark__parts_make(&parts, &strata, on_absent, NULL, 0, &err), DARK_EDATA);
  assert_string_equal(err.message, "a record of 2 people fits no stratum, or is on a list that did not exist there");
  dark__parts_clear(&parts);
  assert_int_equal(dark__parts_make(&parts, &strata, nobody, &on_none, 1, &err), DARK_EDATA);
  assert_string_equal(err.message, "a record of 2 people is on no list that was consulted");
  dark__parts_clear(&parts);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(models_with_missing_values_agree_with_r),
      cmocka_unit_test(large_tables_with_missing_values_agree_with_r),
      cmocka_unit_test(absent_lists_are_no_zeros),
      cmocka_unit_test(a_stratum_that_absent_lists_leave_open_is_not_identified),
      cmocka_unit_test(profiled_intercepts_are_a_saturated_margin),
      cmocka_unit_test(missing_categories_that_do_nothing_change_nothing),
      cmocka_unit_test(odds_among_the_missing_shift_them_as_by_hand),
      cmocka_unit_test(impossible_records_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
