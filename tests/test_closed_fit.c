/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine of closed-population models, which never looks at single cells, against a regression on all of them by QR; existence of the
   maximum against a linear programme; sums over choices of lists against enumeration. */

#include <math.h>
#include <string.h>

#include <glpk.h>

#include "closed/closed.h"
#include "numeric/symmetric.h"
#include "support/answer.h"
#include "support/assert_close.h"
#include "support/dense_glm.h"
#include "support/tables.h"

/* ---- symmetric sums */

/* (1 + 2x)(1 + 3x)(1 + 5x) = 1 + 10x + 31x^2 + 30x^3. */
static void symmetric_sums_by_hand(void **state) {
  const double values[] = {2, 3, 5};
  double sums[4];
  (void)state;
  dark__symmetric_sums(sums, values, 3);
  assert_true(sums[0] == 1 && sums[1] == 10 && sums[2] == 31 && sums[3] == 30);
  dark__symmetric_sums(sums, values, 0);
  assert_true(sums[0] == 1);
}

static void symmetric_sums_add_up_all_choices(void **state) {
  double values[10], sums[11], expected[11] = {0};
  (void)state;
  for (size_t i = 0; i < 10; i++) values[i] = exp((double)draw_below(100, i) / 10 - 6);
  for (unsigned choice = 0; choice < 1024; choice++) {
    double product = 1;
    for (unsigned i = 0; i < 10; i++)
      if ((choice >> i) & 1) product *= values[i];
    expected[__builtin_popcount(choice)] += product;
  }
  dark__symmetric_sums(sums, values, 10);
  for (size_t k = 0; k <= 10; k++) assert_close(sums[k], expected[k], 1e-13, 0);
}

/* ---- the models, spelt out */

static const struct {
  const char *name;
  dark__closed_model model;
} models[] = {
    {"m0", {0, DARK__HETEROGENEITY_NONE, 0, 0}},
    {"mh-poisson", {0, DARK__HETEROGENEITY_POISSON, 2, 0}},
    {"mh-darroch", {0, DARK__HETEROGENEITY_DARROCH, 0, 0}},
    {"mh-gamma", {0, DARK__HETEROGENEITY_GAMMA, 3.5, 0}},
    {"mt", {1, DARK__HETEROGENEITY_NONE, 0, 0}},
    {"mth-poisson", {1, DARK__HETEROGENEITY_POISSON, 2, 0}},
    {"mth-darroch", {1, DARK__HETEROGENEITY_DARROCH, 0, 0}},
    {"mth-gamma", {1, DARK__HETEROGENEITY_GAMMA, 3.5, 0}},
    {"mh-chao", {0, DARK__HETEROGENEITY_CHAO, 0, 0}},
    {"mth-chao", {1, DARK__HETEROGENEITY_CHAO, 0, 0}},
};
enum { N_MODELS = sizeof models / sizeof models[0], FIRST_CHAO = 8 };

/* h(k) as the literature writes it. */
static double shape(const dark__closed_model *model, int k) {
  switch (model->heterogeneity) {
    case DARK__HETEROGENEITY_POISSON: return pow(2, k) - 1;
    case DARK__HETEROGENEITY_DARROCH: return k * k / 2.0;
    default: return log(3.5) - log(3.5 + k);
  }
}

static double *column(dense_design *out, size_t i) { return &out->x[i][out->n_terms]; }

/* A sparse table with somebody on each list. */
static void draw_cells(double *cells, unsigned t, uint64_t number) {
  uint32_t caught = 0;
  for (uint64_t attempt = 0; caught + 1 != (uint32_t)1 << t; attempt++) {
    caught = 0;
    draw_sparse(cells, t, 100 * number + attempt);
    for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++)
      if (cells[cell] > 0) caught |= cell;
  }
}

/* `knots`: Chao's columns eta_3, eta_4, ... as bits 3, 4, ... */
static void spell_out(dense_design *out, const dark__closed_model *model, unsigned t, const double *cells, unsigned knots) {
  memset(out, 0, sizeof *out);
  for (uint32_t cell = 1; cell < (uint32_t)1 << t; cell++) {
    out->cells[out->n_cells] = cell;
    out->counts[out->n_cells++] = cells[cell];
  }
  for (size_t i = 0; i < out->n_cells; i++) *column(out, i) = 1;
  out->n_terms++;
  for (unsigned j = 0; model->lists_differ && j < t; j++) {
    for (size_t i = 0; i < out->n_cells; i++) *column(out, i) = (out->cells[i] >> j) & 1;
    out->n_terms++;
  }
  for (size_t i = 0; !model->lists_differ && i < out->n_cells; i++) *column(out, i) = __builtin_popcount(out->cells[i]);
  out->n_terms += !model->lists_differ;
  if (model->heterogeneity == DARK__HETEROGENEITY_NONE) return;
  for (int j = 3; j <= (int)t && model->heterogeneity == DARK__HETEROGENEITY_CHAO; j++) {
    if (((knots >> j) & 1) == 0) continue;
    for (size_t i = 0; i < out->n_cells; i++) *column(out, i) = fmax(__builtin_popcount(out->cells[i]) - j + 1, 0);
    out->n_terms++;
  }
  if (model->heterogeneity == DARK__HETEROGENEITY_CHAO) return;
  for (size_t i = 0; i < out->n_cells; i++) *column(out, i) = shape(model, __builtin_popcount(out->cells[i]));
  out->n_terms++;
}

/* Does some table with every cell positive have the observed sufficient statistics? The largest smallest cell is positive. */
static int exists(const dense_design *design) {
  const int n = (int)design->n_cells;
  glp_prob *program = glp_create_prob();
  glp_smcp settings;
  glp_init_smcp(&settings);
  settings.msg_lev = GLP_MSG_ERR;
  glp_set_obj_dir(program, GLP_MAX);
  glp_add_cols(program, n + 1); /* what each cell has above the smallest, and the smallest */
  for (int i = 1; i <= n; i++) glp_set_col_bnds(program, i, GLP_LO, 0, 0);
  glp_set_col_bnds(program, n + 1, GLP_DB, 0, 1);
  glp_set_obj_coef(program, n + 1, 1);
  glp_add_rows(program, (int)design->n_terms);
  for (size_t m = 0; m < design->n_terms; m++) {
    int places[DENSE_MOST + 2];
    double values[DENSE_MOST + 2], right = 0, whole = 0;
    for (int i = 1; i <= n; i++) {
      places[i] = i;
      values[i] = design->x[i - 1][m];
      whole += values[i];
      right += values[i] * design->counts[i - 1];
    }
    places[n + 1] = n + 1;
    values[n + 1] = whole;
    glp_set_mat_row(program, (int)m + 1, n + 1, places, values);
    glp_set_row_bnds(program, (int)m + 1, GLP_FX, right, right);
  }
  const int failed = glp_simplex(program, &settings);
  const double smallest = glp_get_obj_val(program);
  glp_delete_prob(program);
  assert_int_equal(failed, 0);
  return smallest > 1e-6;
}

/* ---- comparison */

static void assert_same_fit(const answer *of, const dense_design *design, const char *name) {
  dense_fit expected;
  dense_glm(&expected, design);
  assert_int_equal(of->explanation.n_parameters, design->n_terms);
  if (fabs(of->estimate.hidden / expected.hidden - 1) > 1e-7)
    fail_msg("%s: %.12g hidden, not %.12g", name, of->estimate.hidden, expected.hidden);
  assert_close(of->se, sqrt(expected.hidden + pow(expected.hidden * expected.errors[0], 2)), 1e-6, 0);
  assert_close(of->explanation.log_lik, expected.log_lik, 1e-11, 1e-8);
  assert_close(of->explanation.deviance, expected.deviance, 1e-8, 1e-8);
  for (size_t i = 0; i < design->n_cells; i++)
    assert_close(of->explanation.fitted[design->cells[i]], expected.means[i], 1e-6, 1e-9);
  assert_close(of->explanation.terms[0].se, expected.errors[0], 1e-6, 0);
}

/* The engine has effects of lists last, the design here has them before the shape. */
static void assert_same_coefficients(const answer *of, const dense_design *design, const dark__closed_model *model) {
  dense_fit expected;
  dense_glm(&expected, design);
  const size_t n = design->n_terms;
  for (size_t i = 1; i < n; i++) {
    const size_t at = !model->lists_differ || model->heterogeneity == DARK__HETEROGENEITY_NONE ? i : i == 1 ? n - 1 : i - 1;
    assert_close(of->explanation.terms[i].coefficient, expected.coefficients[at], 1e-6, 1e-7);
    assert_close(of->explanation.terms[i].se, expected.errors[at], 1e-6, 0);
  }
}

static void fits_agree_with_a_regression_on_all_cells(void **state) {
  size_t n_exist = 0, n_not = 0;
  (void)state;
  for (unsigned t = 3; t <= 5; t++)
    for (uint64_t i = 0; i < TIMES(150, 20); i++)
      for (size_t m = 0; m < FIRST_CHAO; m++) {
        double cells[32];
        dense_design design;
        draw_cells(cells, t, UINT64_C(10000) * t + i);
        answer of = ask_cells(t, cells, models[m].name, NULL);
        const dark_reason reason = of.estimate.reason;
        if (reason == DARK_N_REASONS || reason == DARK_REASON_NO_MLE) {
          spell_out(&design, &models[m].model, t, cells, 0);
          assert_int_equal(exists(&design), reason == DARK_N_REASONS);
          n_exist += reason == DARK_N_REASONS;
          n_not += reason == DARK_REASON_NO_MLE;
        }
        if (reason == DARK_N_REASONS) {
          assert_same_fit(&of, &design, models[m].name);
          assert_same_coefficients(&of, &design, &models[m].model);
        }
        answer_clear(&of);
      }
  assert_true(n_exist > TIMES(2000, 250) && n_not > TIMES(200, 20));
}

/* The columns that a fit of Chao's model kept. */
static unsigned knots_of(const answer *of) {
  unsigned knots = 0, j;
  for (size_t i = 0; i < of->explanation.n_parameters; i++)
    if (sscanf(of->explanation.terms[i].name, "each list beyond %u", &j) == 1) knots |= 1u << (j + 1);
  return knots;
}

/* Leave out the first negative eta, and again, as far as fits exist. The etas are the last terms; one that is 0 but for rounding stays. */
static int drop_negative(unsigned *knots, const dark__closed_model *model, unsigned t, const double *cells) {
  for (*knots = (2u << t) - 8;;) {
    dense_design design;
    dense_fit fit;
    spell_out(&design, model, t, cells, *knots);
    if (!exists(&design)) return 0;
    dense_glm(&fit, &design);
    size_t at = design.n_terms - (size_t)__builtin_popcount(*knots);
    unsigned left = *knots;
    while (left != 0 && fit.coefficients[at] >= -1e-9) left &= left - 1, at++;
    if (left == 0) return 1;
    *knots &= ~(left & -left);
  }
}

static void negative_etas_are_left_out_the_first_of_them_first(void **state) {
  size_t n_ruled = 0, n_fitted = 0;
  (void)state;
  for (unsigned t = 3; t <= 5; t++)
    for (uint64_t i = 0; i < TIMES(300, 40); i++)
      for (size_t m = FIRST_CHAO; m < N_MODELS; m++) {
        double cells[32];
        unsigned knots;
        dense_design design;
        draw_cells(cells, t, UINT64_C(20000) * t + i);
        answer of = ask_cells(t, cells, models[m].name, NULL);
        if (of.estimate.reason == DARK_N_REASONS) {
          spell_out(&design, &models[m].model, t, cells, knots_of(&of));
          assert_same_fit(&of, &design, models[m].name);
          for (size_t j = 0; j < of.explanation.n_parameters; j++)
            if (strncmp(of.explanation.terms[j].name, "each list b", 11) == 0)
              assert_true(of.explanation.terms[j].coefficient >= -1e-9);
          n_fitted++;
          if (drop_negative(&knots, &models[m].model, t, cells)) {
            assert_int_equal(knots, knots_of(&of));
            n_ruled++;
          }
        }
        answer_clear(&of);
      }
  assert_true(n_fitted > TIMES(1000, 100) && n_ruled > TIMES(100, 10));
}

/* With somebody on every number of lists and convex logarithms, all etas are kept, and the hidden number is
   (t - 1)/(2t) f1^2/f2: 3/8 x 400^2/120 = 500. */
static void with_every_eta_kept_chao_has_a_closed_form(void **state) {
  (void)state;
  answer of = ask_text(4, "1000:100 0100:100 0010:100 0001:100 1100:60 0011:60 1110:40 1111:30", "mh-chao", NULL);
  assert_int_equal(of.explanation.n_parameters, 4);
  assert_close(of.estimate.hidden, 500, 1e-12, 0);
  answer_clear(&of);
}

/* ---- profiles */

/* With the fitted hidden number in the unseen cell the maximum is where it was, and what is said of it the log-likelihood of that fit. */
static void the_fitted_hidden_number_changes_no_fit(void **state) {
  (void)state;
  for (size_t m = 0; m < N_MODELS; m++) {
    double cells[32];
    dark_record records[32];
    dark__problem problem;
    dark__tally tally;
    static dark__closed_fit fit;
    read_cells(cells, 4,
               "1000:131 0100:125 0010:136 0001:130 1100:57 1010:48 1001:50 0110:61 0101:43 0011:52 1110:28 1101:22 1011:24 "
               "0111:23 1111:17");
    problem_of_cells(&problem, records, cells, 4);
    dark__tally_count(&tally, &problem, cells + 1);
    assert_int_equal(dark__closed_fit_tally(&fit, &models[m].model, &tally, NULL), DARK_N_REASONS);
    const double plain = fit.regression.log_lik;
    const double hidden = exp(fit.regression.coefficients[0]);
    assert_close(dark__closed_profile(&fit, &models[m].model, &tally, hidden, NULL), plain, 1e-12, 0);
    assert_close(exp(fit.regression.coefficients[0]), hidden, 1e-9, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(symmetric_sums_by_hand),
      cmocka_unit_test(symmetric_sums_add_up_all_choices),
      cmocka_unit_test(fits_agree_with_a_regression_on_all_cells),
      cmocka_unit_test(negative_etas_are_left_out_the_first_of_them_first),
      cmocka_unit_test(with_every_eta_kept_chao_has_a_closed_form),
      cmocka_unit_test(the_fitted_hidden_number_changes_no_fit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
