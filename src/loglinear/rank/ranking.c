/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loglinear/rank/ranking.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "loglinear/fit/explain.h"
#include "loglinear/rank/catalogue.h"

/* Nodes of a search: of a ranking asked for, and of one made beside a fit, which is the shorter the more cells a node has. */
enum { MOST_LISTS_BESIDE = 10 };
static const size_t LONG_BUDGET = 2000000, SHORT_BUDGET = 30000000;

static dark_candidate describe_found(const dark__found *found, const dark__branch *branch, const dark__counts *counts) {
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, &branch->lattice, found->model);
  return (dark_candidate){.model = dark__set_id(found->model),
                          .n_parameters = n_terms,
                          .n_minus_infinity = dark__count_emptied(terms, n_terms, counts),
                          .criterion = found->criterion,
                          .deviance = fmax(0, 2 * (counts->saturated - found->log_lik)),
                          .log_lik = found->log_lik - counts->log_factorials,
                          .aic = dark__criterion_value(counts, found->log_lik, n_terms, 2),
                          .bic = dark__criterion_value(counts, found->log_lik, n_terms, log(branch->problem->n_observed)),
                          .total = branch->problem->n_observed + found->hidden};
}

static dark_status describe_list(dark_candidate **candidates, size_t *n_candidates, const dark__shortlist *list,
                                 const dark__branch *branch, const dark__counts *counts, dark_error *err) {
  *candidates = malloc((list->n + 1) * sizeof **candidates);
  if (*candidates == NULL) return dark__fail_memory(err);
  for (size_t i = 0; i < list->n; i++) (*candidates)[i] = describe_found(&list->found[i], branch, counts);
  *n_candidates = list->n;
  return DARK_OK;
}

/* How much there can be in what the search did not reach. */
static dark_status fail_open(const dark__shortlist *list, const dark__branch_report *report, const dark__branch *branch,
                             dark_error *err) {
  char gap[128] = "";
  if (list->n > 0)
    snprintf(gap, sizeof gap, "; a model not reached may be better than the best one met by up to %.2f in the criterion",
             fmax(0, list->found[0].criterion - report->open_bound));
  return dark__fail(err, DARK_ELIMIT,
                    "ranking the models needs more than %zu steps%s; ask for fewer of them or a lower --max-order",
                    branch->budget, gap);
}

static dark_status rank_by_search(dark_candidate **candidates, size_t *n_candidates, const dark__branch *branch, size_t n,
                                  double within, dark_error *err) {
  dark__shortlist list;
  dark__branch_space *space = NULL;
  dark__branch_report report = {.complete = true};
  dark_status status = dark__shortlist_new(&list, n, within, err);
  if (status == DARK_OK) status = dark__branch_space_new(&space, branch, err);
  if (status == DARK_OK) status = dark__crowd_load_observed(space->crowd, err);
  if (status == DARK_OK) status = dark__branch_search(&list, &report, branch, space, false, err);
  if (status == DARK_OK && !report.complete) status = fail_open(&list, &report, branch, err);
  if (status == DARK_OK) status = describe_list(candidates, n_candidates, &list, branch, &space->crowd->counts[0], err);
  dark__branch_space_free(space);
  dark__shortlist_clear(&list);
  return status;
}

static dark_status rank_catalogue(dark_candidate **candidates, size_t *n_candidates, const dark__branch *branch, size_t n,
                                  dark_error *err) {
  dark__catalogue *catalogue;
  dark_status status = dark__catalogue_new(&catalogue, branch->problem, branch->lattice.max_order, branch->criterion, err);
  if (status == DARK_OK) status = dark__catalogue_rank(candidates, n_candidates, catalogue, n, err);
  dark__catalogue_free(catalogue);
  return status;
}

/* Models without an estimate are met by writing all models down only. */
dark_status dark__rank_models(dark_candidate **candidates, size_t *n_candidates, const dark__problem *problem, unsigned max_order,
                              dark__criterion criterion, size_t n, double within, dark_error *err) {
  dark__branch *branch;
  *candidates = NULL;
  *n_candidates = 0;
  if (isfinite(within) && problem->n_lists > MOST_LISTS_BESIDE)
    return dark__fail(err, DARK_ELIMIT, "%u lists have too many models to rank them beside a fit", problem->n_lists);
  const size_t budget = isfinite(within) ? SHORT_BUDGET >> problem->n_lists : LONG_BUDGET;
  dark_status status = dark__branch_new(&branch, problem, max_order, criterion, 1, budget, err);
  if (status != DARK_OK) return status;
  const size_t n_models = dark__lattice_count(&branch->lattice, DARK__CATALOGUE_MOST);
  const size_t most = n < DARK__CATALOGUE_MOST ? n : DARK__CATALOGUE_MOST;
  const bool wants_all = n_models > 0 && n >= n_models && !isfinite(within);
  if (!wants_all) status = rank_by_search(candidates, n_candidates, branch, most, within, err);
  const bool is_short = !isfinite(within) && *n_candidates < n && n_models > 0;
  if (status == DARK_OK && (wants_all || is_short)) {
    free(*candidates);
    status = rank_catalogue(candidates, n_candidates, branch, n, err);
  }
  dark__branch_free(branch);
  return status;
}

void dark__candidate_name(char *buffer, size_t size, const dark__problem *problem, const dark__lattice *lattice,
                          dark_model_id model) {
  uint32_t terms[DARK__MAX_TERMS];
  const size_t n_terms = dark__lattice_expand(terms, lattice, dark__id_set(model));
  dark__model_write(buffer, size, terms, n_terms, &problem->naming);
}

dark_status dark__candidate_bound(dark_bound *out, const dark__problem *problem, const dark__lattice *lattice,
                                  dark_model_id model, dark_error *err) {
  uint32_t terms[DARK__MAX_TERMS];
  dark_explanation explanation = {0};
  const size_t n_terms = dark__lattice_expand(terms, lattice, dark__id_set(model));
  const dark_status status = dark__explain_model(&explanation, problem, terms, n_terms, err);
  *out = explanation.bound;
  dark_explanation_clear(&explanation);
  return status;
}
