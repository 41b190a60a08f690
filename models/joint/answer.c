/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "models/joint/plan.h"

size_t dark__joint_n_intercepts(const dark__joint_plan *plan) {
  size_t n = 0;
  for (size_t x = 0; x < plan->group.strata.n_strata; x++) n += plan->n_here[x] > 0 && !dark__joint_is_missing(&plan->group, x);
  return n;
}

double dark__joint_price(const dark__joint_criteria *criteria, double n_people) {
  return criteria->is_bic ? log(fmax(n_people, 1)) : 2;
}

dark_reason dark__joint_reason(dark__hidden_status status) {
  switch (status) {
    case DARK__HIDDEN_OK: return DARK_N_REASONS;
    case DARK__HIDDEN_ZERO: return DARK_REASON_HIDDEN_ZERO;
    case DARK__HIDDEN_INF: return DARK_REASON_HIDDEN_INFINITE;
    case DARK__HIDDEN_UNDETERMINED: return DARK_REASON_HIDDEN_UNDETERMINED;
    case DARK__HIDDEN_NONID: return DARK_REASON_NOT_IDENTIFIABLE;
    case DARK__HIDDEN_NO_RECORDS: break;
  }
  return DARK_REASON_NO_RECORDS;
}

/* Where margins are saturated a stratum without people has no estimate; elsewhere the model says how many should be there. */
static void read_strata(dark_estimate *out, const dark__joint_estimate *fit, dark_model_id key, size_t n) {
  for (size_t x = 0; x < n; x++) {
    const dark_reason reason = dark__joint_reason(fit->existence.hidden[x]);
    if (reason != DARK_N_REASONS) dark__estimate_fails(&out[x], reason);
    else if (!isfinite(fit->hidden.people[x])) dark__estimate_fails(&out[x], DARK_REASON_NOT_CONVERGED);
    else dark__estimate_succeeds(&out[x], fit->hidden.people[x], key);
  }
}

static dark_status answer_complete(dark_estimate *out, const dark__joint_design *design, const double *counts, dark_model_id key,
                                   dark_error *err) {
  dark__joint_estimate fit;
  const dark_status status = dark__joint_estimate_find(&fit, design, counts, err);
  if (status == DARK_OK) read_strata(out, &fit, key, design->strata->n_strata);
  dark__joint_estimate_clear(&fit);
  return status;
}

static dark_status answer_partial(dark_estimate *out, const dark__joint_plan *plan, const dark__joint_design *design,
                                  const double *counts, dark_model_id key, dark_error *err) {
  dark__joint_partial fit;
  const dark_status status = dark__joint_partial_find(&fit, design, &plan->group, counts, false, err);
  for (size_t x = 0; status == DARK_OK && x < fit.n_strata; x++) {
    const dark_reason reason = dark__joint_reason(fit.status[x]);
    if (reason != DARK_N_REASONS) dark__estimate_fails(&out[x], reason);
    else dark__estimate_succeeds(&out[x], fit.hidden[x], key);
  }
  dark__joint_partial_clear(&fit);
  return status;
}

static dark_status answer_by(dark_estimate *out, const dark__joint_plan *plan, const dark__joint_design *design,
                             const double *counts, dark_model_id key, dark_error *err) {
  return plan->is_partial ? answer_partial(out, plan, design, counts, key, err) : answer_complete(out, design, counts, key, err);
}

/* ---- with a search */

static void find_none(dark_estimate *out, const dark__joint_plan *plan, const double *n_here) {
  for (size_t x = 0; x < plan->group.strata.n_strata; x++)
    dark__estimate_fails(&out[x], n_here[x] > 0 ? DARK_REASON_NO_MODEL : DARK_REASON_NO_RECORDS);
}

static dark_status answer_by_best(dark_estimate *out, const dark__joint_plan *plan, const dark__joint_search *found,
                                  const double *counts, dark_error *err) {
  const dark__joint_terms *best = &found->found[0].terms;
  dark__joint_design design;
  dark_status status = dark__joint_design_make(&design, &plan->group.strata, best, true, err);
  if (status == DARK_OK) status = answer_by(out, plan, &design, counts, dark__joint_key(best, &plan->group), err);
  dark__joint_design_clear(&design);
  for (size_t x = 0; status == DARK_OK && x < plan->group.strata.n_strata; x++) out[x].is_incomplete = !found->is_complete;
  return status;
}

static double add_up(const double *n_here, size_t n) {
  double sum = 0;
  for (size_t x = 0; x < n; x++) sum += n_here[x];
  return sum;
}

dark_status dark__joint_material_prepare(dark__joint_material *out, const dark__joint_plan *plan, const double *counts,
                                         dark_error *err) {
  const dark__joint_group *group = &plan->group;
  *out = (dark__joint_material){.counts = counts};
  if (!plan->is_partial) return DARK_OK;
  if (group->rule.is_any)
    return dark__joint_rule_apply(&out->veiled, &group->rule, counts, dark__n_histories(&group->strata), err);
  const dark_status status = dark__joint_people_part(&out->people, group, counts, err);
  out->counts = out->people.counts;
  return status;
}

void dark__joint_material_clear(dark__joint_material *of) {
  dark__joint_people_clear(&of->people);
  dark__joint_veiled_clear(&of->veiled);
}

dark__joint_search_request dark__joint_request_of(const dark__joint_plan *plan, const dark__joint_material *of,
                                                  const double *n_here) {
  return (dark__joint_search_request){
      .strata = &plan->group.strata,
      .counts = of->counts,
      .records = of->people.records,
      .n_records = of->people.n,
      .published = of->veiled.veiled != NULL ? &of->veiled.published : NULL,
      .price = dark__joint_price(&plan->criteria, add_up(n_here, plan->group.strata.n_strata)),
      .cover = plan->criteria.cover,
      .most_nodes = plan->criteria.most_nodes,
      .most_added = plan->criteria.most_refits, /* of all tables alike, so that an average has the chosen model as its best */
      .targets = plan->targets,
  };
}

/* The best model of a table, and with `best_only` not what the others came to; *found empty when none has an estimate. */
static dark_status search(dark__joint_search *found, const dark__joint_plan *plan, const double *counts, const double *n_here,
                          bool best_only, dark_error *err) {
  dark__joint_material of;
  dark_status status = dark__joint_material_prepare(&of, plan, counts, err);
  dark__joint_search_request request = dark__joint_request_of(plan, &of, n_here);
  request.most_models = plan->criteria.most_refits;
  request.best_only = best_only;
  *found = (dark__joint_search){0};
  if (status == DARK_OK) status = dark__joint_search_find(found, &request, err);
  dark__joint_material_clear(&of);
  return status;
}

static dark_status answer_by_search(dark_estimate *out, const dark__joint_plan *plan, const double *counts, const double *n_here,
                                    dark_error *err) {
  dark__joint_search found;
  dark_status status = search(&found, plan, counts, n_here, true, err);
  if (status == DARK_OK && found.n == 0) find_none(out, plan, n_here);
  else if (status == DARK_OK) status = answer_by_best(out, plan, &found, counts, err);
  dark__joint_search_clear(&found);
  return status;
}

static void refuse_all(dark_estimate *out, const dark__joint_plan *plan) {
  for (size_t x = 0; x < plan->group.strata.n_strata; x++) dark__estimate_fails(&out[x], plan->refusal);
}

dark_status dark__joint_answer(dark_estimate *out, const dark__joint_plan *plan, const double *counts, const double *n_here,
                               dark_error *err) {
  const dark_reason why = plan->group.drops_missing ? DARK_REASON_CATEGORY_DROPPED : DARK_REASON_CATEGORY_MISSING;
  if (plan->refusal != DARK_N_REASONS) {
    refuse_all(out, plan);
    return DARK_OK;
  }
  const dark_status status = plan->is_search ? answer_by_search(out, plan, counts, n_here, err)
                                             : answer_by(out, plan, &plan->design, counts, (dark_model_id){{1, 0}}, err);
  for (size_t x = 0; status == DARK_OK && x < plan->group.strata.n_strata; x++)
    if (dark__joint_is_missing(&plan->group, x)) dark__estimate_fails(&out[x], why);
  return status;
}

/* ---- the observed table */

/* Column j of the inverse of the lower triangular factor, whose diagonal holds reciprocals; its squares add up to the variance of effect j. An effect that is
   not told has a reciprocal of 0. */
static double effect_error(double *column, const double *factor, size_t n, size_t j) {
  double variance = 0;
  for (size_t i = j; i < n; i++) {
    column[i] = i == j ? 1 : 0;
    for (size_t k = j; k < i; k++) column[i] -= factor[i * n + k] * column[k];
    column[i] *= factor[i * n + i];
    variance += column[i] * column[i];
  }
  return sqrt(variance);
}

static dark_status find_errors(dark__joint_plan *plan, dark_error *err) {
  const size_t n = plan->design.n_columns;
  double *column = malloc((n + 1) * sizeof *column);
  plan->errors = calloc(n + 1, sizeof *plan->errors);
  const bool is_complete = column != NULL && plan->errors != NULL;
  for (size_t j = 0; is_complete && j < n; j++)
    if (plan->fit.fit.factor[j * n + j] > 0) plan->errors[j] = effect_error(column, plan->fit.fit.factor, n, j);
  free(column);
  return is_complete ? DARK_OK : dark__fail_memory(err);
}

static dark_status fit_model(dark__joint_plan *plan, dark_error *err) {
  dark_status status =
      dark__joint_design_make(&plan->design, &plan->group.strata, &plan->model.terms, plan->model.is_saturated, err);
  if (status == DARK_OK && plan->is_partial)
    status = dark__joint_partial_find(&plan->partial, &plan->design, &plan->group, plan->observed, true, err);
  else if (status == DARK_OK) status = dark__joint_estimate_find(&plan->fit, &plan->design, plan->observed, err);
  if (status == DARK_OK && !plan->is_partial) status = find_errors(plan, err);
  plan->has_fit = status == DARK_OK;
  return status;
}

/* Whether any model is better than the best of `found`, which is the chosen one: better ones that are met are in the gap. */
static dark_status certify(dark__joint_plan *plan, dark__joint_search *found, dark_error *err) {
  const dark__joint_material whole = {.counts = plan->observed};
  const dark__joint_search_request request = dark__joint_request_of(plan, &whole, plan->n_here);
  const double chosen = found->found[0].criterion;
  dark_error cause = DARK_ERROR_INIT;
  plan->certificate = (dark__certificate){.gap = INFINITY};
  if (plan->is_partial || plan->criteria.most_certifying == 0) return DARK_OK;
  const dark_status status =
      dark__joint_certify(&plan->certificate, found, &request, DARK__CERTIFY_ALL, plan->criteria.most_certifying, &cause);
  if (status == DARK_ENOMEM) return dark__fail_memory(err);
  if (status != DARK_OK) { /* too many terms, or no fit of all of them */
    plan->certificate = (dark__certificate){.gap = INFINITY};
    return DARK_OK;
  }
  plan->met = fmax(0, chosen - found->found[0].criterion);
  plan->certificate.gap += plan->met;
  plan->certificate.is_certified = plan->certificate.is_certified && plan->certificate.n_better == 0;
  return DARK_OK;
}

/* As for any table: what an estimate of the observed table finds. */
static dark_status choose_model(dark__joint_plan *plan, dark_error *err) {
  dark__joint_search found;
  plan->model.is_saturated = true;
  dark_status status = search(&found, plan, plan->observed, plan->n_here, false, err);
  const bool is_any = status == DARK_OK && found.n > 0;
  if (is_any) status = dark__joint_terms_unite(&plan->model.terms, &found.found[0].terms, err);
  plan->n_fitted = found.n_refitted;
  plan->fitted_weight = found.covered;
  plan->n_unexpanded = found.n_left;
  if (is_any && status == DARK_OK) status = certify(plan, &found, err);
  dark__joint_search_clear(&found);
  return status == DARK_OK && is_any ? fit_model(plan, err) : status;
}

/* The models that are averaged over. */
static dark_status search_observed(dark__joint_plan *plan, dark_error *err) {
  dark__joint_material of;
  dark_status status = dark__joint_material_prepare(&of, plan, plan->observed, err);
  dark__joint_search_request request = dark__joint_request_of(plan, &of, plan->n_here);
  request.most_models = plan->criteria.most_models;
  request.n_targets = plan->n_targets;
  if (status == DARK_OK) status = dark__joint_search_find(&plan->found, &request, err);
  dark__joint_material_clear(&of);
  return status;
}

dark_status dark__joint_observe(dark__joint_plan *plan, dark_error *err) {
  if (plan->refusal != DARK_N_REASONS) return DARK_OK;
  if (!plan->is_search) return fit_model(plan, err);
  const dark_status status = search_observed(plan, err);
  return status == DARK_OK ? choose_model(plan, err) : status;
}
