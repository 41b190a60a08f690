/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/explain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "models/joint/sums.h"
#include "models/joint/suppressed.h"

/* ---- names of effects */

typedef struct naming {
  char *at; /* a name of a dark_term */
  size_t size, n;
} naming;

static void put(naming *to, const char *sign, const char *piece) {
  const int n = snprintf(to->at + to->n, to->size - to->n, "%s%s", to->n > 0 ? sign : "", piece);
  to->n += n < 0 ? 0 : (size_t)n < to->size - to->n ? (size_t)n : to->size - to->n - 1;
}

/* Column `digit` of a category or its polynomial: "year=2016", "year^2". */
static void put_part(naming *to, unsigned bit, size_t digit, const dark__joint_plan *plan) {
  char piece[sizeof((dark_term *)NULL)->name];
  const size_t category = bit / 8;
  if (bit % 8 == 0)
    snprintf(piece, sizeof piece, "%s=%s", plan->group.categories[category],
             dark_table_level_name(plan->table, category, digit + 1));
  else snprintf(piece, sizeof piece, "%s^%zu", plan->group.categories[category], digit + 1);
  put(to, "*", piece);
}

static void name_column(dark_term *out, dark__joint_term term, size_t column, const dark__joint_plan *plan) {
  naming to = {out->name, sizeof out->name, 0};
  for (unsigned l = 0; l < plan->group.strata.n_lists; l++)
    if ((term.lists >> l & 1) != 0) put(&to, "*", plan->group.names.lists[l]);
  if (term.common) put(&to, "*", "H");
  for (uint64_t rest = term.parts; rest != 0; rest &= rest - 1) {
    const unsigned bit = (unsigned)__builtin_ctzll(rest);
    const size_t n = bit % 8 > 0 ? bit % 8 : plan->group.n_levels[bit / 8] - 1;
    put_part(&to, bit, column % n, plan);
    column /= n;
  }
}

/* ---- effects */

/* Of an effect that the cells on the face do not tell there is none. */
static void fill_effects(dark_term *out, const dark__joint_plan *plan) {
  const dark__joint_design *design = &plan->design;
  for (size_t t = 0; t < design->n_terms; t++)
    for (size_t j = design->term_starts[t]; j < design->term_starts[t + 1]; j++) {
      const bool is_told = plan->errors[j] > 0;
      name_column(&out[j], plan->model.terms.terms[t], j - design->term_starts[t], plan);
      out[j].coefficient = is_told ? plan->fit.fit.coefficients[j] : (double)NAN;
      out[j].se = is_told ? plan->errors[j] : (double)NAN;
    }
}

/* With saturated margins the stratum's intercept comes first; that of all strata is column 0 else. */
static dark_status fill_terms(dark_explanation *out, const dark__joint_plan *plan, double hidden, dark_error *err) {
  const size_t own = plan->design.is_saturated ? 1 : 0;
  out->n_parameters = plan->design.n_columns + own;
  out->terms = calloc(out->n_parameters + 1, sizeof *out->terms);
  if (out->terms == NULL) return dark__fail_memory(err);
  fill_effects(out->terms + own, plan);
  snprintf(out->terms[0].name, sizeof out->terms[0].name, "intercept");
  out->terms[0].coefficient = own > 0 ? log(hidden) : plan->fit.fit.coefficients[0];
  out->terms[0].se = own > 0 ? (double)NAN : plan->errors[0];
  return DARK_OK;
}

static dark_status fill_fitted(dark_explanation *out, const dark__joint_plan *plan, size_t x, double hidden, dark_error *err) {
  const size_t n = dark__n_histories(&plan->group.strata);
  out->fitted = malloc(n * sizeof *out->fitted);
  if (out->fitted == NULL) return dark__fail_memory(err);
  memcpy(out->fitted, plan->fit.fit.means + x * n, n * sizeof *out->fitted);
  out->fitted[0] = hidden;
  for (size_t w = 1; w < n; w++) {
    const double mean = out->fitted[w], count = plan->observed[x * n + w];
    if (!plan->fit.existence.on_face[x * n + w]) out->fitted[w] = 0;
    else if (mean > 0) out->pearson += (count - mean) * (count - mean) / mean;
  }
  return DARK_OK;
}

/* ---- criteria */

static size_t count_effects(const dark__joint_plan *plan, size_t n_columns, bool is_saturated) {
  return n_columns + (is_saturated ? dark__joint_n_intercepts(plan) : 0);
}

static void fill_criteria(dark_explanation *out, const dark__joint_plan *plan) {
  const double k = (double)count_effects(plan, plan->design.n_columns, plan->design.is_saturated);
  out->log_lik = (plan->is_partial ? plan->partial.log_lik : plan->fit.fit.log_lik) - plan->log_factorials;
  out->deviance = plan->is_partial ? (double)NAN : fmax(0, 2 * (plan->saturated - plan->fit.fit.log_lik));
  out->aic = 2 * k - 2 * out->log_lik;
  out->bic = log(plan->n_people) * k - 2 * out->log_lik;
  out->df = plan->is_partial ? 0 : plan->fit.existence.n_face - plan->fit.existence.rank;
  out->is_selected = plan->is_search;
  out->n_candidates = plan->is_search ? plan->found.n : 1;
  out->is_complete = !plan->is_search || plan->found.is_complete;
  out->missed_criterion = NAN;
  out->is_certified = plan->is_search && plan->certificate.is_certified;
  out->certified_gap = plan->is_search && plan->criteria.most_certifying > 0 ? plan->certificate.gap : 0;
  out->certified_met = plan->met;
  out->n_certifying = plan->certificate.n_fits;
  out->n_fitted = plan->n_fitted;
  out->fitted_weight = plan->fitted_weight;
  out->n_unexpanded = plan->n_unexpanded;
  out->criterion = !plan->is_search ? (double)NAN : plan->criteria.is_bic ? out->bic : out->aic;
}

/* Of data that are not complete there are no counts to be compared with fitted ones. */
static dark_status fill_model(dark_explanation *out, const dark__joint_stratum *of, double hidden, dark_error *err) {
  out->has_model = 1;
  dark_status status = fill_terms(out, of->plan, hidden, err);
  if (status == DARK_OK) status = fill_fitted(out, of->plan, of->x, hidden, err);
  return status;
}

/* Where counts are suppressed the means alone, from which replicates may be drawn. */
static dark_status fill_means(dark_explanation *out, const dark__joint_plan *plan, size_t x, dark_error *err) {
  const size_t n = dark__n_histories(&plan->group.strata);
  if (plan->partial.means == NULL) return DARK_OK;
  out->fitted = malloc(n * sizeof *out->fitted);
  if (out->fitted == NULL) return dark__fail_memory(err);
  memcpy(out->fitted, plan->partial.means + x * n, n * sizeof *out->fitted);
  out->fitted[0] = plan->partial.unseen[x];
  return DARK_OK;
}

dark_status dark__joint_explain(dark_explanation *out, const void *stratum, const dark_estimate *observed, dark_error *err) {
  const dark__joint_stratum *of = stratum;
  *out = (dark_explanation){.model = observed->model};
  dark_status status = dark__joint_sum_error(&out->se, of->plan, &of->x, 1, err);
  if (status == DARK_OK && of->plan->is_partial) status = fill_means(out, of->plan, of->x, err);
  else if (status == DARK_OK) status = fill_model(out, of, observed->hidden, err);
  out->reasons |= dark__joint_suppressed_reasons(of->plan);
  if (of->plan->group.drops_missing) out->reasons |= DARK_REASON_BIT(DARK_REASON_CATEGORY_DROPPED);
  if (status == DARK_OK) fill_criteria(out, of->plan);
  else dark_explanation_clear(out);
  return status;
}

/* ---- the models of a search */

/* A stratum stands among the targets where it stands in the group: the first target that sums over it alone. */
static size_t target_of(const dark__joint_plan *plan, size_t x) {
  const size_t n = plan->group.strata.n_strata;
  size_t target = 0;
  for (; target < plan->n_targets; target++) {
    bool is_alone = plan->targets[target * n + x] > 0;
    for (size_t y = 0; is_alone && y < n; y++) is_alone = y == x || plan->targets[target * n + y] == 0;
    if (is_alone) break;
  }
  return target;
}

static dark_candidate candidate_of(const dark__joint_plan *plan, const dark__joint_found *found, size_t x, size_t target,
                                   double constant, double best) {
  const double n = plan->n_people, price = dark__joint_price(&plan->criteria, n);
  const double k = (double)count_effects(plan, found->n_columns, true);
  const double log_lik = (price * (double)found->n_columns - found->criterion) / 2;
  dark_candidate out = {.model = dark__joint_key(&found->terms, &plan->group),
                        .n_parameters = (size_t)k,
                        .deviance = plan->is_partial ? (double)NAN : fmax(0, 2 * (best - log_lik)),
                        .log_lik = log_lik - constant,
                        .aic = 2 * k - 2 * (log_lik - constant),
                        .bic = log(n) * k - 2 * (log_lik - constant),
                        .total = (found->seen != NULL ? found->seen[target] : plan->n_here[x]) + found->hidden[target]};
  out.criterion = plan->criteria.is_bic ? out.bic : out.aic;
  return out;
}

/* NaN where there is none; people of whom a category is missing are in other strata. */
static double given_total(const dark__joint_plan *plan, size_t x) {
  const bool is_partial = plan->is_partial;
  const dark__hidden_status status = is_partial ? plan->partial.status[x] : plan->fit.existence.hidden[x];
  if (dark__joint_is_missing(&plan->group, x)) return 0;
  if (status != DARK__HIDDEN_OK) return NAN;
  return plan->n_here[x] + (is_partial ? plan->partial.hidden[x] : plan->fit.hidden.people[x]);
}

static bool exists(const dark__joint_plan *plan) {
  if (!plan->is_partial) return plan->fit.existence.exists;
  for (size_t x = 0; x < plan->partial.n_strata; x++)
    if (plan->partial.status[x] != DARK__HIDDEN_OK && plan->partial.status[x] != DARK__HIDDEN_NO_RECORDS) return false;
  return true;
}

/* A given model has no rivals. */
static dark_candidate given_model(const dark__joint_plan *plan, size_t x) {
  dark_explanation of = {0};
  fill_criteria(&of, plan);
  return (dark_candidate){.model = {{1, 0}},
                          .n_parameters = count_effects(plan, plan->design.n_columns, plan->design.is_saturated),
                          .criterion = plan->criteria.is_bic ? of.bic : of.aic,
                          .deviance = of.deviance,
                          .log_lik = of.log_lik,
                          .aic = of.aic,
                          .bic = of.bic,
                          .total = given_total(plan, x),
                          .code = exists(plan) ? 0 : 1};
}

dark_status dark__joint_rank(dark_candidate **candidates, size_t *n_candidates, const void *stratum, size_t n, double within,
                             dark_error *err) {
  const dark__joint_stratum *of = stratum;
  const dark__joint_plan *plan = of->plan;
  const size_t target = target_of(plan, of->x), n_found = plan->is_search ? plan->found.n : 1;
  const double constant = plan->log_factorials, best = plan->saturated;
  *n_candidates = 0;
  *candidates = calloc(n_found + 1, sizeof **candidates);
  if (*candidates == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < n_found && *n_candidates < n; i++) {
    if (plan->is_search && plan->found.found[i].criterion > plan->found.found[0].criterion + within) break;
    (*candidates)[(*n_candidates)++] =
        plan->is_search ? candidate_of(plan, &plan->found.found[i], of->x, target, constant, best) : given_model(plan, of->x);
  }
  return DARK_OK;
}
