/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One hierarchical log-linear model that the user names by its maximal terms, fitted by extended maximum likelihood (Chan, Silverman
   & Vincent 2021, section 2). Unlike published packages, a model that leaves out a list's main effect is refused. */

#include <stdlib.h>

#include "lattice/common.h"
#include "loglinear/single.h"

/* The generators on the lists of the problem alone. */
static void restrict_generators(uint32_t *generators, size_t n, const dark__problem *problem) {
  const uint32_t common = dark__common_term(problem->whole.n_lists);
  for (size_t i = 0; i < n; i++) {
    if (generators[i] == common) {
      generators[i] = dark__common_term(problem->n_lists);
      continue;
    }
    uint32_t restricted = 0;
    for (unsigned list = 0; list < problem->n_lists; list++)
      if ((generators[i] >> problem->in_whole[list]) & 1) restricted |= (uint32_t)1 << list;
    generators[i] = restricted;
  }
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  uint32_t *generators;
  size_t n;
  *plan = NULL;
  dark_status status = dark__model_read(&generators, &n, config->model, &problem->whole, err);
  if (status != DARK_OK) return status;
  restrict_generators(generators, n, problem);
  dark__single *single;
  status = dark__single_new(&single, problem, generators, n, err);
  free(generators);
  *plan = single;
  return status;
}

const dark_estimator dark__fixed_estimator = {
    .name = "fixed",
    .assumption = "the model given with --model is true",
    .advice = "when a model is known beforehand; its interval ignores that the model might be wrong",
    .source = "Chan, Silverman & Vincent 2021, JASA 116:1297",
    .min_lists = 2,
    .max_lists = DARK_MAX_LISTS,
    .takes_model = 1,
    .plan_new = plan_new,
    DARK__SINGLE_SLOTS};
