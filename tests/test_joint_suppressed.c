/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suppressed and rounded counts against R (tests/reference/covariates/suppressed.csv), by hand and by identities. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "joint/latent/boundary.h"
#include "support/assert_close.h"
#include "support/joint_table.h"
#include "support/published.h"

static const double RTOL = 1e-8;

typedef struct model {
  dark__joint_strata strata;
  char words[64];
  const char *lists[8];
  double counts[32];
  dark__veiled veiled[32];
  dark__joint_terms terms;
  dark__joint_design design;
  dark__veil veil;
  dark__latent latent;
} model;

static void begin(model *out, unsigned n_lists, const char *lists) {
  char *rest = NULL;
  unsigned n = 0;
  *out = (model){.strata = {.n_lists = n_lists, .n_strata = 1}};
  snprintf(out->words, sizeof out->words, "%s", lists);
  for (char *word = strtok_r(out->words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) out->lists[n++] = word;
  assert_int_equal(n, n_lists);
}

static void fit(model *of, size_t n_veiled, const char *formula, const size_t *total) {
  dark_error err = DARK_ERROR_INIT;
  const dark__formula_names names = {of->strata.n_lists, of->lists, 0, NULL};
  assert_ok(dark__formula_read(&of->terms, formula, &names, &err), err);
  assert_ok(dark__joint_design_make(&of->design, &of->strata, &of->terms, false, &err), err);
  of->veil = (dark__veil){.design = &of->design,
                          .counts = of->counts,
                          .veiled = of->veiled,
                          .n = n_veiled,
                          .has_total = total != NULL,
                          .total = total != NULL ? *total : 0};
  assert_ok(dark__veil_make(&of->veil, &err), err);
  assert_ok(dark__veil_find(&of->latent, &of->veil, &err), err);
}

static void clear(model *of) {
  dark__latent_clear(&of->latent);
  dark__veil_clear(&of->veil);
  dark__joint_design_clear(&of->design);
  dark__joint_terms_clear(&of->terms);
}

static double hidden(const model *of) {
  const double all[] = {1};
  return dark__latent_sum(&of->latent, all, false);
}

static double fitted(const model *of) {
  const double all[] = {1};
  return dark__latent_sum(&of->latent, all, true);
}

static double se_hidden(model *of) {
  const double all[] = {1};
  double projected[64], variance = 0;
  dark__latent_project(projected, &of->latent, all, false);
  for (size_t i = 0; i < of->latent.n_unknowns; i++) variance += projected[i] * projected[i];
  return sqrt(variance);
}

/* ---- against R */

static const char *lists_of(const char *dataset) {
  if (strcmp(dataset, "Kosovo") == 0) return "EXH ABA OSCE HRW";
  return strcmp(dataset, "Korea") == 0 ? "b c d" : "LA NG PFNCA GO GP";
}

/* Of unbiased random rounding to base 3. */
static const double ROUNDING[] = {1.0 / 3, 2.0 / 3, 1, 2.0 / 3, 1.0 / 3};

static dark__veiled rounded_cell(size_t cell, double rounded) {
  const size_t r = (size_t)rounded, left_out = r >= 2 ? 0 : 2 - r;
  return (dark__veiled){cell, r - 2 + left_out, 5 - left_out, ROUNDING + left_out};
}

/* What the scenario does to the true and to the rounded counts; the number of veiled cells. */
static size_t veil_counts(model *out, const frame *table, const char *scenario) {
  unsigned least = 0, most = 0;
  const int is_suppressed = sscanf(scenario, "suppressed %u-%u", &least, &most) == 2;
  const int is_rounded = strncmp(scenario, "complete", 8) != 0 && !is_suppressed;
  const int is_naive = strstr(scenario, "naive") != NULL;
  size_t n = 0;
  for (size_t row = 0; row < table->n_rows; row++) {
    size_t cell = 0;
    for (unsigned l = 0; l < out->strata.n_lists; l++) cell |= (size_t)frame_is(table, row, out->lists[l], "1") << l;
    const double count = frame_number(table, row, is_rounded ? "rounded3" : "count_true");
    out->counts[cell] = count;
    if (is_rounded && !is_naive) out->veiled[n++] = rounded_cell(cell, count);
    if (is_suppressed && count >= least && count <= most) out->veiled[n++] = (dark__veiled){cell, least, most - least + 1, NULL};
  }
  return n;
}

static void assert_row(model *of, const frame *rows, size_t row) {
  assert_true(of->latent.has_converged);
  assert_close(hidden(of), frame_number(rows, row, "n0_hat"), RTOL, 0);
  assert_close(fitted(of), frame_number(rows, row, "Nhat_model"), RTOL, 0);
  assert_close(of->latent.log_lik, frame_number(rows, row, "logLik"), RTOL, 0);
  double expected = 0;
  for (size_t c = 1; c < of->veil.n_cells; c++) expected += of->latent.expected[c];
  assert_close(expected, frame_number(rows, row, "n_hat"), RTOL, 0);
  /* Second differences of R's score. */
  assert_close(se_hidden(of), frame_number(rows, row, "se_delta_n0"), 1e-6, 0);
}

static void suppressed_counts_agree_with_r(void **state) {
  (void)state;
  frame rows;
  size_t n = 0, n_boundary = 0;
  frame_read(&rows, "covariates/suppressed.csv");
  for (size_t row = 0; row < rows.n_rows; row++) {
    const char *dataset = frame_text(&rows, row, "dataset"), *scenario = frame_text(&rows, row, "scenario");
    char path[96];
    frame table;
    model of;
    snprintf(path, sizeof path, "covariates/tables/suppressed_%s.csv", dataset);
    frame_read(&table, path);
    begin(&of, strcmp(dataset, "Kosovo") == 0 ? 4 : strcmp(dataset, "Korea") == 0 ? 3 : 5, lists_of(dataset));
    const size_t n_veiled = veil_counts(&of, &table, scenario);
    const int has_total = !frame_is(&rows, row, "known_total", "NA");
    const size_t total = has_total ? (size_t)frame_number(&rows, row, "known_total") : 0;
    assert_int_equal(n_veiled, frame_number(&rows, row, "cells_masked"));
    fit(&of, n_veiled, frame_text(&rows, row, "formula"), has_total ? &total : NULL);
    if (frame_is(&rows, row, "existence_lp_ok", "TRUE") || has_total) {
      assert_row(&of, &rows, row);
      assert_true(of.latent.existence.exists);
      n++;
    } else {
      /* Counts of 0 to 4 whose means run to 0: told, and what is left is fitted (R gave up after 3,000 steps of EM). With a known total, of which the
         linear programme knows nothing, they do not: R's score is 0 there, at means of 2e-6 and more. */
      assert_false(of.latent.existence.exists);
      assert_close(hidden(&of), frame_number(&rows, row, "n0_hat"), 1e-7, 0);
      n_boundary++;
    }
    clear(&of);
    frame_clear(&table);
  }
  assert_int_equal(n, 64);
  assert_int_equal(n_boundary, 2);
  frame_clear(&rows);
}

/* ---- identities */

static void begin_small(model *of) {
  static const double counts[] = {0, 40, 30, 10, 25, 6, 4, 3};
  begin(of, 3, "A B C");
  memcpy(of->counts, counts, sizeof counts);
}

/* What can only be one number is that number: by itself, or because the others make up the total. */
static void a_veil_that_hides_nothing_changes_nothing(void **state) {
  (void)state;
  model plain, alone, tied;
  begin_small(&plain);
  fit(&plain, 0, "A*B + C", NULL);
  begin_small(&alone);
  alone.veiled[0] = (dark__veiled){7, 3, 1, NULL};
  fit(&alone, 1, "A*B + C", NULL);
  begin_small(&tied);
  const size_t total = 3;
  tied.veiled[0] = (dark__veiled){7, 1, 9, NULL};
  fit(&tied, 1, "A*B + C", &total);
  assert_close(hidden(&alone), hidden(&plain), 1e-10, 0);
  assert_close(hidden(&tied), hidden(&plain), 1e-10, 0);
  assert_close(alone.latent.log_lik - plain.latent.log_lik, 0, 0, 1e-10);
  assert_close(tied.latent.log_lik - plain.latent.log_lik, 0, 0, 1e-10);
  assert_close(se_hidden(&tied), se_hidden(&plain), 1e-8, 0);
  clear(&tied);
  clear(&alone);
  clear(&plain);
}

/* A veil over one cell of two independent lists: the data say nothing of it beyond its range and the model that fits any table, so that the mean is where
   its derivative is 0: the expected count is the mean. For 1 to 3 that is E(k) = (m + m^2 + m^3 / 2) / (m + m^2 / 2 + m^3 / 6) = m. */
static void one_veiled_cell_of_a_saturated_model_meets_arithmetic(void **state) {
  (void)state;
  model of;
  begin(&of, 2, "A B");
  of.counts[1] = 40;
  of.counts[2] = 30;
  of.veiled[0] = (dark__veiled){3, 1, 3, NULL};
  fit(&of, 1, "A + B", NULL);
  /* m + m^2 + m^3/2 = m^2 + m^3/2 + m^4/6: m^4 = 6 m, m = 6^(1/3) */
  assert_close(of.latent.fit.means[3], cbrt(6), 1e-9, 0);
  assert_close(hidden(&of), 1200 / cbrt(6), 1e-9, 0);
  clear(&of);
}

/* A*B + C: with m_ab for the people on A and B so and k for C, cells of (A, B, C) are 100: m_10 = a, 010: m_01 = b, 011: m_01 k = c, 001: m_00 k = 12, and
   101: m_10 k, 110: m_11, 111: m_11 k are suppressed, together T. Their sum is Poisson(m_10 k + m_11 (1 + k)). If a c / b < T the rest is m_11's: k = c / b.
   Else nothing is left for m_11, whose mean is 0, so that all T are in 101: k = (T + c) / (a + b). Hidden are 12 / k. */
static void fit_tied(model *out, size_t total) {
  begin(out, 3, "A B C");
  out->counts[1] = 40;
  out->counts[2] = 20;
  out->counts[6] = 10;
  out->counts[4] = 12;
  out->veiled[0] = (dark__veiled){5, 0, total + 1, NULL};
  out->veiled[1] = (dark__veiled){3, 0, total + 1, NULL};
  out->veiled[2] = (dark__veiled){7, 0, total + 1, NULL};
  fit(out, 3, "A*B + C", &total);
}

static void a_known_total_decides_whether_means_run_to_0(void **state) {
  (void)state;
  model of;
  fit_tied(&of, 30); /* 40 x 10 / 20 = 20 of 30 are in 101, 10 left: m_11 = 10 / 1.5 */
  assert_true(of.latent.existence.exists && of.latent.has_converged);
  assert_close(hidden(&of), 24, 1e-8, 0);
  assert_close(of.latent.fit.means[3], 10 / 1.5, 1e-8, 0);
  clear(&of);
  fit_tied(&of, 10); /* k = 20 / 60 */
  assert_false(of.latent.existence.exists);
  assert_true(of.latent.has_converged);
  assert_int_equal(of.latent.existence.hidden[0], DARK__HIDDEN_OK);
  assert_close(hidden(&of), 36, 1e-8, 0);
  assert_true(of.latent.fit.means[3] == 0 && of.latent.fit.means[7] == 0);
  assert_int_equal(of.latent.existence.on_face[3], 0);
  assert_int_equal(of.latent.existence.on_face[5], 1);
  clear(&of);
  fit_tied(&of, 21); /* one left: m_11 = 1 / 1.5 */
  assert_true(of.latent.existence.exists);
  assert_close(of.latent.fit.means[3], 1 / 1.5, 1e-7, 0);
  clear(&of);
  fit_tied(&of, 19);
  assert_false(of.latent.existence.exists);
  assert_close(hidden(&of), 12 * 60 / 29.0, 1e-8, 0);
  clear(&of);
}

/* Counts that cannot be 0 keep every mean above it, whatever the total. */
static void a_total_of_counts_above_0_needs_all_of_them(void **state) {
  (void)state;
  model of;
  const size_t total = 10;
  begin(&of, 3, "A B C");
  of.counts[1] = 40;
  of.counts[2] = 20;
  of.counts[6] = 10;
  of.counts[4] = 12;
  of.veiled[0] = (dark__veiled){5, 1, 10, NULL};
  of.veiled[1] = (dark__veiled){3, 1, 10, NULL};
  of.veiled[2] = (dark__veiled){7, 1, 10, NULL};
  fit(&of, 3, "A*B + C", &total);
  assert_true(of.latent.existence.exists && of.latent.has_converged);
  assert_true(of.latent.fit.means[3] > 0.1 && of.latent.fit.means[7] > 0.1);
  clear(&of);
}

static void assert_refused(const dark__veiled *veiled, size_t n, size_t total, dark_status status, const char *message) {
  const dark__joint_strata strata = {.n_lists = 2, .n_strata = 1};
  const double counts[4] = {0, 5, 4, 0};
  dark__joint_design design;
  dark__joint_term terms[] = {{1, false, 0}, {2, false, 0}};
  const dark__joint_terms both = {terms, 2, 2};
  dark_error err = DARK_ERROR_INIT;
  assert_ok(dark__joint_design_make(&design, &strata, &both, true, &err), err);
  dark__veil veil = {.design = &design, .counts = counts, .veiled = veiled, .n = n, .has_total = true, .total = total};
  assert_int_equal(dark__veil_make(&veil, &err), status);
  assert_string_equal(err.message, message);
  dark__veil_clear(&veil);
  dark__joint_design_clear(&design);
}

static void contradictions_are_refused(void **state) {
  (void)state;
  const dark__veiled twice[] = {{3, 1, 4, NULL}, {3, 1, 4, NULL}}, large = {3, 1, (size_t)1 << 21, NULL};
  assert_refused(twice, 1, 5, DARK_EDATA, "1 suppressed counts cannot add up to 5: at least 1 and at most 4 people are in them");
  assert_refused(twice, 1, 0, DARK_EDATA, "1 suppressed counts cannot add up to 0: at least 1 and at most 4 people are in them");
  assert_refused(twice, 2, 4, DARK_EDATA, "a suppressed count is given twice");
  assert_refused(&large, 1, 4, DARK_ELIMIT, "a suppressed count may be 1048576 at most");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(suppressed_counts_agree_with_r),
      cmocka_unit_test(a_veil_that_hides_nothing_changes_nothing),
      cmocka_unit_test(one_veiled_cell_of_a_saturated_model_meets_arithmetic),
      cmocka_unit_test(a_known_total_decides_whether_means_run_to_0),
      cmocka_unit_test(a_total_of_counts_above_0_needs_all_of_them),
      cmocka_unit_test(contradictions_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
