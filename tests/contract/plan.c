/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans, and estimates by them. */
#include <stdlib.h>
#include <string.h>

#include "contract/contract.h"
#include "contract/scene.h"

static const char *const a_gap[] = {"top=1", NULL};

static void check_dark_plan_new(void) {
  const dark_settings good = DARK_SETTINGS_INIT;
  const dark_missing_odds no_value = {"form", NULL, 2}, no_odds = {"form", "labour", 0};
  const dark_fixed_odds no_lists = {{NULL, "B"}, 2};
  dark_settings settings = good;
  dark_plan *out;
  REFUSES("out", dark_plan_new(NULL, the.table, &settings, ERR));
  REFUSES_OUT("table", out, dark_plan_new(&out, NULL, &settings, ERR));
  REFUSES_OUT("settings", out, dark_plan_new(&out, the.table, NULL, ERR));
  REFUSES_VERSIONS("settings", settings.version, DARK_SETTINGS_VERSION, "dark_settings",
                   dark_plan_new(&out, the.table, &settings, ERR));
  settings.resample = (dark_resample)3;
  REFUSES_OUT_FOR("settings", "resample is 3", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.method = "bic", settings.n_set = 2;
  REFUSES_OUT_FOR("settings", "set are 2 and NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings.set = a_gap;
  REFUSES_OUT_FOR("settings", "set[1] is NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.method = "bic", settings.max_order = 99;
  REFUSES_OUT_FOR("settings", "max_order is 99", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.missing = (dark_missing)4;
  REFUSES_OUT_FOR("settings", "missing is 4", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.missing_odds = &no_value;
  REFUSES_OUT_FOR("settings", "missing_odds have no category or no value", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.missing_odds = &no_odds;
  REFUSES_OUT_FOR("settings", "missing_odds are 0", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.dependence.n_odds_ratios = 1;
  REFUSES_OUT_FOR("settings", "odds_ratios are 1 and NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings.dependence.odds_ratios = &no_lists;
  REFUSES_OUT_FOR("settings", "odds_ratios[0].lists[0] is NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.dependence.n_forced = 2;
  REFUSES_OUT_FOR("settings", "forced are 2 and NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings.dependence.forced = a_gap;
  REFUSES_OUT_FOR("settings", "forced[1] is NULL", out, dark_plan_new(&out, the.table, &settings, ERR));
  settings = good, settings.dependence.xi = NAN;
  REFUSES_OUT_FOR("settings", "xi: nan", out, dark_plan_new(&out, the.table, &settings, ERR));
}

static void check_dark_plan_free(void) {
  dark_plan_free(NULL);
  TAKES("plan");
}

static void check_dark_plan_n_parts(void) { ANSWERS("plan", dark_plan_n_parts(NULL) == 0); }
static void check_dark_plan_pooled_part(void) { ANSWERS("plan", dark_plan_pooled_part(NULL) == 0); }
static void check_dark_plan_table(void) { ANSWERS("plan", dark_plan_table(NULL) == NULL); }
static void check_dark_plan_resample(void) { ANSWERS("plan", dark_plan_resample(NULL) == DARK_RESAMPLE_OBSERVED); }
static void check_dark_plan_dependence(void) { ANSWERS("plan", dark_plan_dependence(NULL) == NULL); }
static void check_dark_plan_n_targets(void) { ANSWERS("plan", dark_plan_n_targets(NULL) == 0); }
static void check_dark_plan_practice(void) { ANSWERS("plan", dark_plan_practice(NULL) == NULL); }
static void check_dark_plan_usual_interval(void) { ANSWERS("plan", dark_plan_usual_interval(NULL) == DARK_INTERVAL_NONE); }

/* Of a part: of no plan, of the part behind the last, of one far beyond. */
#define ANSWERS_OF_PART(function, is_nothing)                  \
  do {                                                         \
    ANSWERS("plan", is_nothing(function(NULL, 0)));            \
    ANSWERS("part", is_nothing(function(the.plan, 3)));        \
    ANSWERS("part", is_nothing(function(the.plan, SIZE_MAX))); \
  } while (0)
#define IS_NULL(value) ((value) == NULL)
#define IS_ZERO(value) ((value) == 0)

static void check_dark_plan_estimate(void) { ANSWERS_OF_PART(dark_plan_estimate, IS_NULL); }
static void check_dark_plan_estimator(void) { ANSWERS_OF_PART(dark_plan_estimator, IS_NULL); }
static void check_dark_plan_n_lists(void) { ANSWERS_OF_PART(dark_plan_n_lists, IS_ZERO); }
static void check_dark_plan_max_order(void) { ANSWERS_OF_PART(dark_plan_max_order, IS_ZERO); }
static void check_dark_plan_n_observed(void) { ANSWERS_OF_PART(dark_plan_n_observed, isnan); }
static void check_dark_plan_departs(void) { ANSWERS_OF_PART(dark_plan_departs, IS_ZERO); }

static void check_dark_plan_records(void) {
  size_t n = 99;
  ANSWERS("plan", dark_plan_records(NULL, 0, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("part", dark_plan_records(the.plan, 3, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("part", dark_plan_records(the.plan, SIZE_MAX, &n) == NULL && n == 0);
  ANSWERS("n_records", dark_plan_records(the.plan, 0, NULL) == NULL);
}

static void check_dark_plan_model_name(void) {
  const dark_model_id model = dark_plan_estimate(the.plan, 0)->model, wild = {{UINT64_MAX, UINT64_MAX}};
  char text[64] = "before", long_text[4096];
  ANSWERS("buffer", dark_plan_model_name(NULL, 64, the.plan, 0, model) == NULL);
  ANSWERS("size", dark_plan_model_name(text, 0, the.plan, 0, model) == text && strcmp(text, "before") == 0);
  ANSWERS("size", strlen(dark_plan_model_name(text, 2, the.plan, 0, model)) <= 1);
  ANSWERS("plan", strcmp(dark_plan_model_name(text, sizeof text, NULL, 0, model), "") == 0);
  ANSWERS("part", strcmp(dark_plan_model_name(text, sizeof text, the.plan, 3, model), "") == 0);
  ANSWERS("part", strcmp(dark_plan_model_name(text, sizeof text, the.plan, SIZE_MAX, model), "") == 0);
  ANSWERS("part", strcmp(dark_plan_model_name(text, sizeof text, the.hopeless, 0, model), "") == 0);
  for (size_t part = 0; part < dark_plan_n_parts(the.plan); part++)
    ANSWERS("model", strlen(dark_plan_model_name(long_text, sizeof long_text, the.plan, part, wild)) < sizeof long_text);
}

static void check_dark_plan_target_parts(void) {
  size_t n = 99;
  const size_t n_targets = dark_plan_n_targets(the.plan);
  ANSWERS("plan", dark_plan_target_parts(NULL, 0, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("target", dark_plan_target_parts(the.plan, n_targets, &n) == NULL && n == 0);
  n = 99;
  ANSWERS("target", dark_plan_target_parts(the.plan, SIZE_MAX, &n) == NULL && n == 0);
  ANSWERS("n_parts", dark_plan_target_parts(the.plan, 0, NULL) == NULL);
}

static void check_dark_plan_target_level(void) {
  const size_t n_targets = dark_plan_n_targets(the.plan);
  ANSWERS("plan", dark_plan_target_level(NULL, 0, 0) == NULL);
  ANSWERS("target", dark_plan_target_level(the.plan, n_targets, 0) == NULL);
  ANSWERS("target", dark_plan_target_level(the.plan, SIZE_MAX, 0) == NULL);
  ANSWERS("category", dark_plan_target_level(the.plan, 0, 1) == NULL);
  ANSWERS("category", dark_plan_target_level(the.plan, 0, SIZE_MAX) == NULL);
}

static void check_dark_workspace_new(void) {
  dark_workspace *out;
  REFUSES("out", dark_workspace_new(NULL, the.plan, ERR));
  REFUSES_OUT("plan", out, dark_workspace_new(&out, NULL, ERR));
}

static void check_dark_workspace_free(void) {
  dark_workspace_free(NULL);
  TAKES("workspace");
}

static void check_dark_estimate_part(void) {
  dark_estimate out;
  REFUSES("out", dark_estimate_part(NULL, the.plan, 0, the.workspace, the.weights, ERR));
  REFUSES("plan", dark_estimate_part(&out, NULL, 0, the.workspace, the.weights, ERR));
  REFUSES("part", dark_estimate_part(&out, the.plan, 3, the.workspace, the.weights, ERR));
  REFUSES("part", dark_estimate_part(&out, the.plan, SIZE_MAX, the.workspace, the.weights, ERR));
  REFUSES("workspace", dark_estimate_part(&out, the.plan, 0, NULL, the.weights, ERR));
  REFUSES("workspace", dark_estimate_part(&out, the.hopeless, 0, the.workspace, the.weights, ERR));
  REFUSES("weights", dark_estimate_part(&out, the.plan, 0, the.workspace, NULL, ERR));
}

static void check_dark_estimate_tables(void) {
  const double *const weights[] = {the.weights, the.weights}, *const gap[] = {the.weights, NULL};
  dark_estimate out[2];
  REFUSES("out", dark_estimate_tables(NULL, the.plan, 0, the.workspace, weights, 2, ERR));
  REFUSES("plan", dark_estimate_tables(out, NULL, 0, the.workspace, weights, 2, ERR));
  REFUSES("part", dark_estimate_tables(out, the.plan, 3, the.workspace, weights, 2, ERR));
  REFUSES("part", dark_estimate_tables(out, the.plan, SIZE_MAX, the.workspace, weights, 2, ERR));
  REFUSES("workspace", dark_estimate_tables(out, the.plan, 0, NULL, weights, 2, ERR));
  REFUSES("weights", dark_estimate_tables(out, the.plan, 0, the.workspace, NULL, 2, ERR));
  REFUSES("weights", dark_estimate_tables(out, the.plan, 0, the.workspace, gap, 2, ERR));
  contract_begin(1);
  assert_int_equal(dark_estimate_tables(NULL, the.plan, 0, the.workspace, NULL, 0, ERR), DARK_OK);
  TAKES("n"); /* without tables the arrays may be NULL */
}

static void check_dark_plan_explain(void) {
  dark_explanation out;
  REFUSES("out", dark_plan_explain(NULL, the.plan, 0, ERR));
  REFUSES("plan", dark_plan_explain(&out, NULL, 0, ERR));
  REFUSES("part", dark_plan_explain(&out, the.plan, 3, ERR));
  REFUSES("part", dark_plan_explain(&out, the.plan, SIZE_MAX, ERR));
  REFUSES_FOR("part", "no estimate", dark_plan_explain(&out, the.hopeless, 0, ERR));
  assert_null(out.terms);
}

static void check_dark_explanation_clear(void) {
  dark_explanation_clear(NULL);
  TAKES("explanation");
}

static void check_dark_plan_interval(void) {
  dark_interval out;
  REFUSES("out", dark_plan_interval(NULL, the.plan, 0, DARK_INTERVAL_PROFILE, 0.9, ERR));
  REFUSES("plan", dark_plan_interval(&out, NULL, 0, DARK_INTERVAL_PROFILE, 0.9, ERR));
  REFUSES("part", dark_plan_interval(&out, the.plan, 3, DARK_INTERVAL_PROFILE, 0.9, ERR));
  REFUSES("part", dark_plan_interval(&out, the.plan, SIZE_MAX, DARK_INTERVAL_PROFILE, 0.9, ERR));
  REFUSES_FOR("type", "type is 10, not below 10", dark_plan_interval(&out, the.plan, 0, DARK_N_INTERVALS, 0.9, ERR));
  REFUSES("type", dark_plan_interval(&out, the.plan, 0, (dark_interval_type)-1, 0.9, ERR));
  REFUSES_FOR("type", "need replicates", dark_plan_interval(&out, the.plan, 0, DARK_INTERVAL_BCA, 0.9, ERR));
  REFUSES("level", dark_plan_interval(&out, the.plan, 0, DARK_INTERVAL_PROFILE, 0, ERR));
  REFUSES("level", dark_plan_interval(&out, the.plan, 0, DARK_INTERVAL_PROFILE, 1, ERR));
  REFUSES("level", dark_plan_interval(&out, the.plan, 0, DARK_INTERVAL_PROFILE, NAN, ERR));
  assert_int_equal(out.type, DARK_INTERVAL_NONE);
  assert_true(isnan(out.lower) && isnan(out.upper));
}

static void check_dark_plan_offers(void) {
  ANSWERS("plan", dark_plan_offers(NULL, 0, DARK_INTERVAL_PROFILE) == 0);
  ANSWERS("part", dark_plan_offers(the.plan, 3, DARK_INTERVAL_PROFILE) == 0);
  ANSWERS("part", dark_plan_offers(the.plan, SIZE_MAX, DARK_INTERVAL_PROFILE) == 0);
  ANSWERS("type", dark_plan_offers(the.plan, 0, DARK_N_INTERVALS) == 0);
  ANSWERS("type", dark_plan_offers(the.plan, 0, (dark_interval_type)99) == 0);
  ANSWERS("type", dark_plan_offers(the.plan, 0, (dark_interval_type)-1) == 0);
}

static void check_dark_plan_rank(void) {
  dark_candidate *candidates;
  size_t n = 99;
  REFUSES("candidates", dark_plan_rank(NULL, &n, the.plan, 0, 3, INFINITY, ERR));
  REFUSES("n_candidates", dark_plan_rank(&candidates, NULL, the.plan, 0, 3, INFINITY, ERR));
  REFUSES_OUT("plan", candidates, dark_plan_rank(&candidates, &n, NULL, 0, 3, INFINITY, ERR));
  REFUSES_OUT("part", candidates, dark_plan_rank(&candidates, &n, the.plan, 3, 3, INFINITY, ERR));
  REFUSES_OUT("part", candidates, dark_plan_rank(&candidates, &n, the.plan, SIZE_MAX, 3, INFINITY, ERR));
  REFUSES_OUT_FOR("part", "no model can be ranked", candidates,
                  dark_plan_rank(&candidates, &n, the.hopeless, 0, 3, INFINITY, ERR));
  REFUSES_OUT("within", candidates, dark_plan_rank(&candidates, &n, the.plan, 0, 3, NAN, ERR));
  assert_int_equal(n, 0);
  contract_begin(1);
  assert_int_equal(dark_plan_rank(&candidates, &n, the.plan, 0, 0, INFINITY, ERR), DARK_OK);
  free(candidates);
  assert_int_equal(dark_plan_rank(&candidates, &n, the.plan, 0, SIZE_MAX, INFINITY, ERR), DARK_OK);
  TAKES("n");              /* none, or all that there are */
  assert_int_equal(n, 12); /* 8 of three lists, and H beside the four that leave out two pairs or more */
  free(candidates);
  assert_int_equal(dark_plan_rank(&candidates, &n, the.plan, 0, 3, -1, ERR), DARK_OK);
  free(candidates);
}

static void check_dark_plan_candidate_name(void) {
  char buffer[64] = "x";
  const dark_model_id none = {{0, 0}};
  ANSWERS("buffer", dark_plan_candidate_name(NULL, sizeof buffer, the.plan, 0, none) == NULL);
  ANSWERS("plan", strcmp(dark_plan_candidate_name(buffer, sizeof buffer, NULL, 0, none), "") == 0);
  ANSWERS("part", strcmp(dark_plan_candidate_name(buffer, sizeof buffer, the.plan, 3, none), "") == 0);
  ANSWERS("part", strcmp(dark_plan_candidate_name(buffer, sizeof buffer, the.plan, SIZE_MAX, none), "") == 0);
  ANSWERS("part", strcmp(dark_plan_candidate_name(buffer, sizeof buffer, the.hopeless, 0, none), "") == 0);
  assert_string_equal(dark_plan_candidate_name(buffer, sizeof buffer, the.plan, 0, none), "[1,2,3]");
  strcpy(buffer, "xyz");
  ANSWERS("size", strcmp(dark_plan_candidate_name(buffer, 0, the.plan, 0, none), "xyz") == 0);
  TAKES("model");
}

static void check_dark_plan_candidate_bound(void) {
  dark_bound out;
  const dark_model_id none = {{0, 0}}, wild = {{UINT64_MAX, UINT64_MAX}};
  REFUSES("out", dark_plan_candidate_bound(NULL, the.plan, 0, none, ERR));
  REFUSES("plan", dark_plan_candidate_bound(&out, NULL, 0, none, ERR));
  REFUSES("part", dark_plan_candidate_bound(&out, the.plan, 3, none, ERR));
  REFUSES("part", dark_plan_candidate_bound(&out, the.plan, SIZE_MAX, none, ERR));
  REFUSES_FOR("part", "no candidate models", dark_plan_candidate_bound(&out, the.hopeless, 0, none, ERR));
  assert_int_equal(out.n_pairs, 0);
  assert_int_equal(dark_plan_candidate_bound(&out, the.plan, 0, none, ERR), DARK_OK);
  assert_int_equal(out.n_pairs, 3);
  const dark_status status = dark_plan_candidate_bound(&out, the.plan, 0, wild, ERR);
  assert_true(status == DARK_OK || status == DARK_ENUMERIC);
  TAKES("model");
}

static void check_dark_check_model(void) {
  dark_check out;
  REFUSES("out", dark_check_model(NULL, the.table, "[12,3]", ERR));
  REFUSES("table", dark_check_model(&out, NULL, "[12,3]", ERR));
  REFUSES_FOR("table", "counts of captures", dark_check_model(&out, the.captures, "[1]", ERR));
  REFUSES("model", dark_check_model(&out, the.table, NULL, ERR));
  REFUSES("model", dark_check_model(&out, the.table, "", ERR));
}

const contract plan_contracts[] = {
    CONTRACT(dark_plan_new),
    CONTRACT(dark_plan_free),
    CONTRACT(dark_plan_n_parts),
    CONTRACT(dark_plan_pooled_part),
    CONTRACT(dark_plan_table),
    CONTRACT(dark_plan_resample),
    CONTRACT(dark_plan_dependence),
    CONTRACT(dark_plan_n_targets),
    CONTRACT(dark_plan_practice),
    CONTRACT(dark_plan_usual_interval),
    CONTRACT(dark_plan_estimate),
    CONTRACT(dark_plan_estimator),
    CONTRACT(dark_plan_n_lists),
    CONTRACT(dark_plan_max_order),
    CONTRACT(dark_plan_n_observed),
    CONTRACT(dark_plan_departs),
    CONTRACT(dark_plan_records),
    CONTRACT(dark_plan_model_name),
    CONTRACT(dark_plan_target_parts),
    CONTRACT(dark_plan_target_level),
    CONTRACT(dark_workspace_new),
    CONTRACT(dark_workspace_free),
    CONTRACT(dark_estimate_part),
    CONTRACT(dark_estimate_tables),
    CONTRACT(dark_plan_explain),
    CONTRACT(dark_explanation_clear),
    CONTRACT(dark_plan_interval),
    CONTRACT(dark_plan_offers),
    CONTRACT(dark_plan_rank),
    CONTRACT(dark_check_model),
    CONTRACT(dark_plan_candidate_name),
    CONTRACT(dark_plan_candidate_bound),
    NO_CONTRACT,
};
