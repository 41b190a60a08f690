/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closed-population models corrected for the bias that they have when lists catch few of the people (Rivest & Levesque 2001, Can. J. Stat.
   29:555): the model is fitted to shifted counts (src/closed/shift.h), and N = n + exp(gamma) with the people observed as they are. For mt the
   fit to shifted counts is

     N = N* - t/2, N* solves prod (1 - n_j* / N*) = 1 - n* / N*, n_j* = n_j + (t + 2)/2t, n* = n + t/2,
     var = 1 / {1/(N* - n*) + (t - 1)/N* - sum 1/(N* - n_j*)}   (Seber 1982, pp. 131-133),

   and with two lists the formula of Chapman instead. Shifted counts have no likelihood: these forms report no deviance, AIC or BIC. */

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "closed/assumptions.h"
#include "closed/closed.h"
#include "estimator/tables.h"

static const dark_option theta[] = {{"theta", DARK_OPTION_REAL, 2, 1.01, 10, NULL, "base of the Poisson column theta^k - 1"}};
static const dark_option a[] = {{"a", DARK_OPTION_REAL, 3.5, 0.1, 1000, NULL, "the a of the gamma column log(a) - log(a + k)"}};

/* The estimator's model, with the parameter that was asked for. */
static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  dark__closed_model model = *(const dark__closed_model *)config->variant;
  const int is_fixed = model.parameter > 0;
  if (!is_fixed && (model.heterogeneity == DARK__HETEROGENEITY_POISSON || model.heterogeneity == DARK__HETEROGENEITY_GAMMA))
    model.parameter = config->options[0];
  return dark__closed_new(plan, problem, &model, err);
}

/* ---- mt-bc with two lists */

typedef struct two_lists {
  double only_1, only_2, both;
} two_lists;

static two_lists count_two(const dark__problem *problem, const double *weights) {
  dark__tally of;
  dark__tally_count(&of, problem, weights);
  return (two_lists){of.totals[0] - of.captures[2], of.totals[1] - of.captures[2], of.captures[2]};
}

static dark_status mt_one(dark_estimate *out, const void *plan, void *workspace, const double *weights, dark_error *err) {
  const dark__closed *closed = plan;
  if (closed->problem->n_lists > 2) return dark__closed_estimate(out, plan, workspace, &weights, 1, err);
  const two_lists of = count_two(closed->problem, weights);
  dark__estimate_succeeds(out, of.only_1 * of.only_2 / (of.both + 1), (dark_model_id){{0, 0}});
  return DARK_OK;
}

static dark_status mt_estimate(dark_estimate *out, const void *plan, void *workspace, const double *const *weights, size_t n,
                               dark_error *err) {
  return dark__estimate_each(mt_one, out, plan, workspace, weights, n, err);
}

static double chapman_variance(two_lists of) {
  const double n1 = of.only_1 + of.both, n2 = of.only_2 + of.both;
  return (n1 + 1) * (n2 + 1) * of.only_1 * of.only_2 / (pow(of.both + 1, 2) * (of.both + 2));
}

static dark_status mt_explain(dark_explanation *out, const void *plan, const dark_estimate *observed, dark_error *err) {
  const dark__closed *closed = plan;
  if (closed->problem->n_lists > 2) return dark__closed_explain(out, plan, observed, err);
  double *weights = dark__observed_weights(closed->problem), *fitted = calloc(4, sizeof *fitted);
  if (weights == NULL || fitted == NULL) {
    free(weights);
    free(fitted);
    return dark__fail_memory(err);
  }
  for (size_t i = 0; i < closed->problem->n_records; i++) fitted[closed->problem->records[i].history] = weights[i];
  fitted[0] = observed->hidden;
  *out = (dark_explanation){
      .se = sqrt(chapman_variance(count_two(closed->problem, weights))), .fitted = fitted, .n_candidates = 1, .is_complete = 1};
  free(weights);
  return DARK_OK;
}

/* ---- the estimators */

#define FAMILY .max_lists = DARK_MAX_TABLE_LISTS, .plan_new = plan_new, DARK__CLOSED_SLOTS
#define CORRECTED(differ, shape, value) \
  .variant = &(const dark__closed_model) { (differ), DARK__HETEROGENEITY_##shape, (value), 1 }
#define SOURCE "Rivest & Levesque 2001, Can. J. Stat. 29:555"
#define FOR_SMALL_NUMBERS " with less bias when each list catches few of the people; when they catch many, it can be worse"

const dark_estimator dark__m0_bc_estimator = {.name = "m0-bc",
                                              .assumption = DARK__ASSUMES_ALL_ALIKE,
                                              .advice = "m0" FOR_SMALL_NUMBERS,
                                              .source = SOURCE,
                                              .min_lists = 2,
                                              .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                              CORRECTED(0, NONE, 0),
                                              FAMILY};

const dark_estimator dark__mt_bc_estimator = {.name = "mt-bc",
                                              .assumption = DARK__ASSUMES_LISTS_DIFFER,
                                              .advice = "mt" FOR_SMALL_NUMBERS "; with two lists chapman",
                                              .source = "Seber 1982, pp. 131-133; " SOURCE,
                                              .min_lists = 2,
                                              .max_lists = DARK_MAX_TABLE_LISTS,
                                              CORRECTED(1, NONE, 0),
                                              .plan_new = plan_new,
                                              .plan_free = dark__closed_free,
                                              .workspace_new = dark__closed_workspace_new,
                                              .workspace_free = dark__closed_workspace_free,
                                              .estimate = mt_estimate,
                                              .explain = mt_explain};

const dark_estimator dark__mh_poisson_bc_estimator = {.name = "mh-poisson-bc",
                                                      .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_POISSON,
                                                      .advice = "mh-poisson" FOR_SMALL_NUMBERS,
                                                      .source = SOURCE,
                                                      .min_lists = 3,
                                                      .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                      .options = theta,
                                                      .n_options = 1,
                                                      CORRECTED(0, POISSON, 0),
                                                      FAMILY};

const dark_estimator dark__mh_darroch_bc_estimator = {.name = "mh-darroch-bc",
                                                      .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_DARROCH,
                                                      .advice = "mh-darroch" FOR_SMALL_NUMBERS,
                                                      .source = SOURCE,
                                                      .min_lists = 3,
                                                      .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                      CORRECTED(0, DARROCH, 0),
                                                      FAMILY};

const dark_estimator dark__mh_gamma_bc_estimator = {.name = "mh-gamma-bc",
                                                    .assumption = DARK__ASSUMES_PEOPLE_DIFFER DARK__SHAPE_GAMMA,
                                                    .advice = "mh-gamma" FOR_SMALL_NUMBERS,
                                                    .source = SOURCE,
                                                    .min_lists = 3,
                                                    .traits = DARK__EQUAL_LISTS | DARK__COUNTS_ONLY,
                                                    .options = a,
                                                    .n_options = 1,
                                                    CORRECTED(0, GAMMA, 0),
                                                    FAMILY};

const dark_estimator dark__mth_chao_bc_estimator = {.name = "mth-chao-bc",
                                                    .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_CHAO,
                                                    .advice = "mth-chao" FOR_SMALL_NUMBERS,
                                                    .source = SOURCE,
                                                    .min_lists = 3,
                                                    .traits = DARK__ONE_SIDED | DARK__LOWER_BOUND,
                                                    CORRECTED(1, CHAO, 0),
                                                    FAMILY};

const dark_estimator dark__mth_poisson_bc_estimator = {.name = "mth-poisson-bc",
                                                       .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_POISSON,
                                                       .advice = "mth-poisson with theta = 2," FOR_SMALL_NUMBERS,
                                                       .source = SOURCE,
                                                       .min_lists = 3,
                                                       CORRECTED(1, POISSON, 2),
                                                       FAMILY};

const dark_estimator dark__mth_darroch_bc_estimator = {.name = "mth-darroch-bc",
                                                       .assumption = DARK__ASSUMES_BOTH_DIFFER DARK__SHAPE_DARROCH,
                                                       .advice = "mth-darroch" FOR_SMALL_NUMBERS,
                                                       .source = SOURCE,
                                                       .min_lists = 3,
                                                       CORRECTED(1, DARROCH, 0),
                                                       FAMILY};
