/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimator/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "estimator/refusal.h"
#include "estimator/settings.h"
#include "estimator/suppressed.h"
#include "table/expected.h"

static dark_status check_lists(const dark_estimator *estimator, const dark_table *table, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(table);
  if (n_lists > estimator->max_lists) return dark__refuse_lists(estimator, table, err);
  if (n_lists > 1 && n_lists < estimator->min_lists) /* one list is a finding, whatever the method */
    return dark__fail(err, DARK_EUSAGE, "method %s needs at least %u lists and the table has %zu", estimator->name,
                      estimator->min_lists, n_lists);
  return DARK_OK;
}

static dark_status refuse_common(const dark_estimator *estimator, dark_error *err) {
  if (estimator->takes_model)
    return dark__fail(err, DARK_EUSAGE,
                      "method %s fits the model it is given: +H behind it is the common dependence, as in '[12,3]+H'",
                      estimator->name);
  return dark__fail(
      err, DARK_EUSAGE,
      "method %s knows no common dependence; bic, averaged, stepwise, downhill and independence do, and fixed with +H "
      "behind its model",
      estimator->name);
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

/* Whether the data are of the form that the method takes: lists, or counts of captures. */
static dark_status check_form(const dark_estimator *estimator, const dark_captures *captures, dark_error *err) {
  const char *method = estimator->name;
  if (captures == NULL && estimator->is_one_list)
    return dark__fail(err, DARK_EUSAGE, "method %s is for one list with counts of captures; see --count-of-captures", method);
  if (captures == NULL) return DARK_OK;
  if (dark_estimator_takes_captures(estimator, captures)) return DARK_OK;
  if ((estimator->traits & DARK__COUNTS_ONLY) == 0)
    return dark__fail(err, DARK_EUSAGE, "method %s is for several lists, and there is one with counts of captures", method);
  if (captures->n_covariates > 0)
    return dark__fail(err, DARK_EUSAGE, "method %s has no covariates; leave --covariates out", method);
  if (captures->n_occasions == 0)
    return dark__fail(err, DARK_EUSAGE,
                      "method %s needs the number of occasions on which people could be captured; see --occasions", method);
  return dark__fail(err, DARK_EUSAGE, "method %s needs at least %u occasions and there are %u", method, estimator->min_lists,
                    captures->n_occasions);
}

/* What needs every combination of lists, of which there would be too many. */
static dark_status check_combinations(const dark_table *table, const dark_settings *settings, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(table);
  if (n_lists <= DARK_MAX_LISTS) return DARK_OK;
  if (settings->common_dependence > DARK_COMMON_NO)
    return dark__fail(err, DARK_EUSAGE, "a common dependence is for at most %d lists, and there are %zu", DARK_MAX_LISTS,
                      n_lists);
  if (settings->resample == DARK_RESAMPLE_PARAMETRIC)
    return dark__fail(err, DARK_EUSAGE,
                      "replicates drawn from the fitted model need every combination of lists, for at most %d of them, and there "
                      "are %zu; --resample observed and --resample imputed do not",
                      DARK_MAX_LISTS, n_lists);
  return DARK_OK;
}

static dark_status check_settings(const dark_table *table, const dark_settings *settings, bool is_dependence_given,
                                  dark_error *err) {
  const char *method = settings->method;
  const bool is_automatic = dark__settings_are_automatic(settings);
  const dark_captures *captures = dark_table_captures(table);
  const dark_estimator *estimator =
      dark__estimator_named(method, dark_table_n_lists(table), captures != NULL, is_dependence_given);
  if (estimator == NULL) {
    const char *nearest = dark_estimator_nearest(method);
    return nearest == NULL ? dark__fail(err, DARK_EUSAGE, "there is no method '%s'", method)
                           : dark__fail(err, DARK_EUSAGE, "there is no method '%s'; did you mean '%s'?", method, nearest);
  }
  method = estimator->name;
  const dark_status combinations = check_combinations(table, settings, err);
  if (combinations != DARK_OK) return combinations;
  estimator = dark__estimator_for(estimator, dark_table_n_lists(table));
  if (estimator->takes_model && settings->model == NULL)
    return dark__fail(err, DARK_EUSAGE, "method %s needs a model, such as --model '[12,3]'", method);
  if (!estimator->takes_model && estimator->formula_check == NULL && settings->model != NULL)
    return dark__fail(err, DARK_EUSAGE, "method %s chooses its own model; --model goes with --method fixed", method);
  if (estimator->formula_check == NULL && settings->n_absent > 0)
    return dark__fail(err, DARK_EUSAGE, "method %s knows no lists that did not exist everywhere; --joint does", method);
  if (estimator->formula_check == NULL && settings->missing != DARK_MISSING_USUAL && settings->missing != DARK_MISSING_CATEGORY)
    return dark__fail(err, DARK_EUSAGE,
                      "method %s takes people of whom a category is not known for a category; --missing %s goes with --joint",
                      method, dark_missing_name(settings->missing));
  if (estimator->formula_check == NULL && settings->missing_odds != NULL)
    return dark__fail(err, DARK_EUSAGE, "method %s knows no odds among people of whom a category is not known", method);
  if (estimator->sum_shrunken == NULL && settings->pool)
    return dark__fail(err, DARK_EUSAGE, "method %s pools no effects; --pool goes with --joint", method);
  if (settings->pool && dark_table_n_categories(table) == 0)
    return dark__fail(err, DARK_EUSAGE, "--pool shrinks effects that differ by category, and there is none; see --by");
  if (!estimator->takes_max_order && settings->max_order != 0 && !is_automatic)
    return dark__fail(err, DARK_EUSAGE, "method %s searches no orders; --max-order has no meaning for it", method);
  if (!estimator->takes_common && settings->common_dependence > DARK_COMMON_NO && !is_automatic)
    return refuse_common(estimator, err);
  const dark_status form = check_form(estimator, captures, err);
  if (form != DARK_OK) return form;
  if (estimator->needs_order && !settings->ordered)
    return dark__fail(
        err, DARK_EUSAGE,
        "method %s is for lists made one after the other; --ordered says that the columns of the file stand in that order",
        method);
  if (is_dependence_given && !estimator->takes_dependence) return refuse_dependence(estimator->name, err);
  const dark_status suppressed = dark__suppressed_check(estimator, table, err);
  if (suppressed != DARK_OK) return suppressed;
  const dark_status lists = check_lists(estimator, table, err);
  if (lists != DARK_OK || estimator->formula_check == NULL) return lists;
  return estimator->formula_check(settings, table, err);
}

static dark_status add_group(dark_plan *plan, const size_t *members, size_t n, const dark__group_request *request,
                             dark_error *err) {
  const dark_status status = dark__group_make(&plan->groups[plan->n_groups], members, n, request, err);
  for (size_t i = 0; i < n; i++) {
    plan->parts[members[i]].group = plan->n_groups;
    plan->parts[members[i]].place = i;
  }
  plan->n_groups++;
  return status;
}

/* Strata are served together or each apart, as the estimator does it. Those that there can be no people in, and all of them thrown together,
   always stand apart. */
static dark_status make_groups(dark_plan *plan, size_t *members, const dark_settings *settings, dark_error *err) {
  const dark__group_request request = {
      .parts = plan->parts, .table = plan->table, .whole = &plan->whole, .given = &plan->assumed.given, .settings = settings};
  const bool is_together = dark__settings_join(settings);
  size_t n_joined = 0, n_apart = 0;
  for (size_t part = 0; part < plan->n_parts; part++) {
    const bool is_joined = is_together && part != plan->pooled && !dark__table_is_impossible(plan->table, part);
    if (is_joined) members[n_joined++] = part;
    else members[plan->n_parts - ++n_apart] = part;
  }
  dark_status status = n_joined > 0 ? add_group(plan, members, n_joined, &request, err) : DARK_OK;
  for (size_t i = plan->n_parts; status == DARK_OK && i > n_joined; i--)
    status = add_group(plan, &members[i - 1], 1, &request, err);
  return status;
}

static dark_status make_parts(dark_plan *plan, const dark_settings *settings, dark_error *err) {
  const size_t n_strata = dark_table_n_strata(plan->table);
  const size_t n_pooled = dark_table_n_categories(plan->table) > 0 ? 1 : 0;
  plan->pooled = n_strata;
  plan->parts = calloc(n_strata + 1, sizeof *plan->parts);
  plan->groups = calloc(n_strata + 1, sizeof *plan->groups);
  size_t *members = malloc((n_strata + 1) * sizeof *members);
  dark_status status = DARK_OK;
  if (plan->parts == NULL || plan->groups == NULL || members == NULL) status = dark__fail_memory(err);
  if (status == DARK_OK) {
    plan->n_parts = n_strata + n_pooled;
    status = make_groups(plan, members, settings, err);
  }
  free(members);
  return status;
}

static dark_status make_assumed(dark_plan *plan, const dark_settings *settings, dark_error *err) {
  const dark_dependence *asked = &settings->dependence;
  const bool is_asked = dark__dependence_is_asked(asked);
  if (is_asked && dark_table_captures(plan->table) != NULL)
    return dark__fail(err, DARK_EUSAGE,
                      "odds ratios, forced interactions and xi are for several lists, and there is one with counts of captures");
  if (is_asked && dark_table_n_lists(plan->table) > DARK_MAX_LISTS)
    return dark__fail(err, DARK_EUSAGE, "odds ratios, forced interactions and xi are for at most %d lists, and there are %zu",
                      DARK_MAX_LISTS, dark_table_n_lists(plan->table));
  return dark__assumed_make(&plan->assumed, asked, &plan->whole.naming, err);
}

dark_status dark_plan_new(dark_plan **out, const dark_table *table, const dark_settings *settings, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(table, err);
  DARK__REQUIRE(settings, err);
  dark_settings served;
  char *formula = NULL;
  dark_status status = dark__settings_verify(settings, err);
  if (status != DARK_OK) return status;
  dark_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return dark__fail_memory(err);
  plan->table = table;
  plan->resample = settings->resample;
  status = dark__targets_make(&plan->targets, table, err);
  if (status == DARK_OK) status = dark__table_naming_make(&plan->whole, table, err);
  if (status == DARK_OK) status = make_assumed(plan, settings, err);
  if (status == DARK_OK) status = dark__suppressed_settings(&served, &formula, settings, table, &plan->whole.naming, err);
  if (status == DARK_OK) status = check_settings(table, &served, dark__dependence_is_given(&plan->assumed.given), err);
  if (status == DARK_OK) status = make_parts(plan, &served, err);
  free(formula);
  if (status == DARK_OK) *out = plan;
  else dark_plan_free(plan);
  return status;
}

void dark_plan_free(dark_plan *plan) {
  if (plan == NULL) return;
  for (size_t i = 0; i < plan->n_groups; i++) dark__group_clear(&plan->groups[i]);
  for (size_t i = 0; i < plan->n_parts; i++) dark__part_clear(&plan->parts[i]);
  free(plan->groups);
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
