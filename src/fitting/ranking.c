/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fitting/ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { MAX_NAME = 4096 };

/* A search of all strata together chose one model for all: what the first of them says of it is said of all. */
static dark_status explain_chosen(dark__ranking *ranked, const dark_plan *plan, dark_error *err) {
  for (size_t part = 0; part < dark_plan_n_parts(plan); part++) {
    if (part == dark_plan_pooled_part(plan) || dark_plan_estimate(plan, part)->reason != DARK_N_REASONS) continue;
    const dark_status status = dark_plan_explain(&ranked->chosen, plan, part, err);
    ranked->has_chosen = status == DARK_OK;
    return status == DARK_ENUMERIC || status == DARK_EUSAGE ? DARK_OK : status;
  }
  return DARK_OK;
}

/* Models of several strata have a total in each of them. */
static dark_status add_strata(dark__ranking *ranked, const dark_plan *plan, size_t top, dark_error *err) {
  dark_status status = DARK_OK;
  for (size_t part = 1; status == DARK_OK && part < dark_plan_pooled_part(plan); part++) {
    dark_candidate *here = NULL;
    size_t n = 0;
    status = dark_plan_rank(&here, &n, plan, part, top, INFINITY, err);
    for (size_t i = 0; status == DARK_OK && i < n && i < ranked->n; i++) ranked->candidates[i].total += here[i].total;
    free(here);
  }
  return status;
}

static dark_status rank_models(dark__ranking *ranked, const dark_plan *plan, size_t top, dark_error *err) {
  char name[MAX_NAME];
  dark_status status = dark_plan_rank(&ranked->candidates, &ranked->n, plan, 0, top, INFINITY, err);
  if (status == DARK_OK) status = add_strata(ranked, plan, top, err);
  if (status == DARK_OK) status = explain_chosen(ranked, plan, err);
  for (size_t i = 0; status == DARK_OK && i < ranked->n; i++) {
    dark_plan_candidate_name(name, sizeof name, plan, 0, ranked->candidates[i].model);
    dark__words_add(&ranked->names, name, strlen(name));
    if (ranked->candidates[i].code == 0)
      status = dark_plan_candidate_bound(&ranked->candidates[i].bound, plan, 0, ranked->candidates[i].model, err);
  }
  return ranked->names.failed ? dark__fail_memory(err) : status;
}

dark_status dark__ranking_make(dark__ranking *ranking, const dark_plan *plan, size_t top, dark_error *err) {
  const bool is_hopeless = dark_plan_estimator(plan, 0) == NULL;
  *ranking = (dark__ranking){.obstacle = is_hopeless ? dark_plan_estimate(plan, 0)->reason : DARK_N_REASONS};
  return is_hopeless ? DARK_OK : rank_models(ranking, plan, top, err);
}

void dark__ranking_clear(dark__ranking *ranking) {
  dark_explanation_clear(&ranking->chosen);
  dark__words_free(&ranking->names);
  free(ranking->candidates);
  *ranking = (dark__ranking){.n = 0};
}

dark_status dark__ranking_check(bool has_categories, const char *method, dark_error *err) {
  if (!has_categories || strcmp(method, "joint") == 0) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE,
                    "option '--by' goes with '--joint' here: other models are ranked for one table, which --where chooses");
}

bool dark__ranking_is_usable(const dark__ranking *ranking) {
  for (size_t i = 0; i < ranking->n; i++)
    if (ranking->candidates[i].code == 0) return true;
  return false;
}
