/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "estimator/settings.h"
#include "table/expected.h"

static dark_status check_lists(const dark_estimator *estimator, size_t n_lists, dark_error *err) {
  if (n_lists > estimator->max_lists)
    return dark__fail(err, DARK_EUSAGE,
                      "method %s takes at most %u lists and the table has %zu; see --drop-list and --merge-lists",
                      estimator->name, estimator->max_lists, n_lists);
  if (n_lists > 1 && n_lists < estimator->min_lists) /* one list is a finding, whatever the method */
    return dark__fail(err, DARK_EUSAGE, "method %s needs at least %u lists and the table has %zu", estimator->name,
                      estimator->min_lists, n_lists);
  return DARK_OK;
}

/* Methods that were not made for given dependence would leave it out of account. */
static dark_status refuse_dependence(const char *name, dark_error *err) {
  char able[256] = "";
  for (size_t i = 0; dark_estimator_at(i) != NULL; i++) {
    if (!dark_estimator_at(i)->takes_dependence) continue;
    const size_t length = strlen(able);
    snprintf(able + length, sizeof able - length, "%s%s", length > 0 ? ", " : "", dark_estimator_at(i)->name);
  }
  return dark__fail(err, DARK_EUSAGE, "method %s takes no odds ratio, forced interaction or xi; these do: %s", name, able);
}

static dark_status check_settings(const dark_table *table, const dark_settings *settings, bool is_dependence_given,
                                  dark_error *err) {
  const char *method = settings->method;
  const int has_captures = dark_table_captures(table) != NULL;
  if (method == NULL || strcmp(method, "auto") == 0)
    method =
        has_captures ? dark_method_choose_one_list() : dark__method_choose(dark_table_n_lists(table), is_dependence_given, NULL);
  const dark_estimator *estimator = dark_estimator_find(method);
  if (estimator == NULL) {
    const char *nearest = dark_estimator_nearest(method);
    return nearest == NULL ? dark__fail(err, DARK_EUSAGE, "there is no method '%s'", method)
                           : dark__fail(err, DARK_EUSAGE, "there is no method '%s'; did you mean '%s'?", method, nearest);
  }
  if (estimator->takes_model && settings->model == NULL)
    return dark__fail(err, DARK_EUSAGE, "method %s needs a model, such as --model '[12,3]'", method);
  if (!estimator->takes_model && settings->model != NULL)
    return dark__fail(err, DARK_EUSAGE, "method %s chooses its own model; --model goes with --method fixed", method);
  if (!estimator->takes_max_order && settings->max_order != 0 && settings->method != NULL &&
      strcmp(settings->method, "auto") != 0)
    return dark__fail(err, DARK_EUSAGE, "method %s searches no orders; --max-order has no meaning for it", method);
  if (estimator->is_one_list && !has_captures)
    return dark__fail(err, DARK_EUSAGE, "method %s is for one list with counts of captures; see --count-of-captures", method);
  if (!estimator->is_one_list && has_captures)
    return dark__fail(err, DARK_EUSAGE, "method %s is for several lists, and there is one with counts of captures", method);
  if (estimator->needs_order && !settings->ordered)
    return dark__fail(
        err, DARK_EUSAGE,
        "method %s is for lists made one after the other; --ordered says that the columns of the file stand in that order",
        method);
  if (is_dependence_given && !estimator->takes_dependence) return refuse_dependence(estimator->name, err);
  return check_lists(estimator, dark_table_n_lists(table), err);
}

static dark_status make_parts(dark_plan *plan, const dark_settings *settings, dark_error *err) {
  const size_t n_strata = dark_table_n_strata(plan->table);
  const int pooled = dark_table_n_categories(plan->table) > 0;
  dark__part_request request = {.whole = &plan->whole.naming,
                                .given = &plan->assumed.given,
                                .captures = dark_table_captures(plan->table),
                                .settings = settings};
  plan->parts = calloc(n_strata + 1, sizeof *plan->parts);
  if (plan->parts == NULL) return dark__fail_memory(err);
  for (size_t stratum = 0; stratum < n_strata + (pooled ? 1 : 0); stratum++) {
    dark_record *records;
    size_t n_records;
    request.is_impossible = dark__table_is_impossible(plan->table, stratum);
    dark_status status = dark__collect_records(&records, &n_records, plan->table, stratum, err);
    if (status == DARK_OK) status = dark__part_make(&plan->parts[stratum], records, n_records, &request, err);
    if (status != DARK_OK) return status;
    plan->n_parts++;
  }
  plan->pooled = pooled ? n_strata : plan->n_parts;
  return DARK_OK;
}

static dark_status make_assumed(dark_plan *plan, const dark_settings *settings, dark_error *err) {
  const dark_dependence *asked = &settings->dependence;
  const bool is_asked = dark__dependence_is_asked(asked);
  if (is_asked && dark_table_captures(plan->table) != NULL)
    return dark__fail(err, DARK_EUSAGE,
                      "odds ratios, forced interactions and xi are for several lists, and there is one with counts of captures");
  return dark__assumed_make(&plan->assumed, asked, &plan->whole.naming, err);
}

dark_status dark_plan_new(dark_plan **out, const dark_table *table, const dark_settings *settings, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  DARK__REQUIRE(settings, err);
  dark_status status = dark__settings_verify(settings, err);
  if (status != DARK_OK) return status;
  dark_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return dark__fail_memory(err);
  plan->table = table;
  plan->resample = settings->resample;
  status = dark__targets_make(&plan->targets, table, err);
  if (status == DARK_OK) status = dark__table_naming_make(&plan->whole, table, err);
  if (status == DARK_OK) status = make_assumed(plan, settings, err);
  if (status == DARK_OK) status = check_settings(table, settings, dark__dependence_is_given(&plan->assumed.given), err);
  if (status == DARK_OK) status = make_parts(plan, settings, err);
  if (status == DARK_OK) *out = plan;
  else dark_plan_free(plan);
  return status;
}

void dark_plan_free(dark_plan *plan) {
  if (plan == NULL) return;
  for (size_t i = 0; i < plan->n_parts; i++) dark__part_clear(&plan->parts[i]);
  free(plan->parts);
  dark__targets_clear(&plan->targets);
  dark__assumed_clear(&plan->assumed);
  dark__table_naming_clear(&plan->whole);
  free(plan);
}

dark_status dark_plan_explain(dark_explanation *out, const dark_plan *plan, size_t part, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = (dark_explanation){0};
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE_BELOW(part, plan->n_parts, err);
  const dark__part *here = &plan->parts[part];
  if (here->estimator == NULL || here->estimate.reason != DARK_N_REASONS || here->estimator->explain == NULL)
    return dark__fail(err, DARK_EUSAGE, "there is no estimate to explain");
  return here->estimator->explain(out, here->plan, &here->estimate, err);
}

void dark_explanation_clear(dark_explanation *explanation) {
  if (explanation == NULL) return;
  free(explanation->terms);
  free(explanation->levels);
  free(explanation->fitted);
  *explanation = (dark_explanation){0};
}

dark_status dark_plan_candidate_bound(dark_bound *out, const dark_plan *plan, size_t part, dark_model_id model, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = (dark_bound){0};
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE_BELOW(part, plan->n_parts, err);
  const dark__part *here = &plan->parts[part];
  if (here->estimator == NULL || here->estimator->candidate_bound == NULL)
    return dark__fail(err, DARK_EUSAGE, "this part has no candidate models");
  return here->estimator->candidate_bound(out, here->plan, model, err);
}

dark_status dark_plan_rank(dark_candidate **candidates, size_t *n_candidates, const dark_plan *plan, size_t part, size_t n,
                           double within, dark_error *err) {
  DARK__REQUIRE(candidates, err);
  DARK__REQUIRE(n_candidates, err);
  *candidates = NULL;
  *n_candidates = 0;
  DARK__REQUIRE(plan, err);
  DARK__REQUIRE_BELOW(part, plan->n_parts, err);
  if (isnan(within)) return dark__fail(err, DARK_EUSAGE, "dark_plan_rank: within is no number");
  const dark__part *here = &plan->parts[part];
  if (here->estimator == NULL)
    return dark__fail(err, DARK_EUSAGE, "no model can be ranked: %s", dark_reason_sentence(here->estimate.reason));
  if (here->estimator->rank == NULL) return dark__fail(err, DARK_EUSAGE, "method %s ranks no models", here->estimator->name);
  return here->estimator->rank(candidates, n_candidates, here->plan, n, within, err);
}
