/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independence of all lists: log mu_w = a_0 + sum of a_i over lists i in w. Poisson maximum likelihood; with two lists it is
   Lincoln-Petersen. Darroch (1958); Fienberg (1972). The maximum is where N solves prod (1 - n_j/N) = 1 - n/N, n_j people being on list j; beyond
   DARK_MAX_LISTS lists it is found without the 2^t histories, as that of mt is (src/closed). */

#include "base/error.h"
#include "closed/closed.h"
#include "lattice/common.h"
#include "loglinear/single.h"

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  uint32_t generators[DARK_MAX_LISTS + 1];
  dark__single *single;
  (void)config;
  for (unsigned list = 0; list < problem->n_lists; list++) generators[list] = (uint32_t)1 << list;
  size_t n = problem->n_lists;
  *plan = NULL;
  if (problem->common == DARK_COMMON_SEARCH)
    return dark__fail(err, DARK_EUSAGE, "method independence searches nothing; with --common-dependence always its model has H");
  if (problem->common == DARK_COMMON_ALWAYS) generators[n++] = dark__common_term(problem->n_lists);
  const dark_status status = dark__single_new(&single, problem, generators, n, err);
  *plan = single;
  return status;
}

#define ABOUT                                                                                                                    \
  .name = "independence",                                                                                                        \
  .assumption = "being on one list says nothing about being on another, and everybody is equally likely to be caught by a list", \
  .advice = "as a yardstick; referral lists are rarely independent", .source = "Fienberg 1972, Biometrika 59:591",               \
  .min_lists = 2, .max_lists = DARK_MAX_TABLE_LISTS

/* ---- of more lists than there can be an array of histories of */

static dark_status plan_beyond(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  const dark__closed_model model = {.lists_differ = 1, .heterogeneity = DARK__HETEROGENEITY_NONE};
  (void)config;
  return dark__closed_new(plan, problem, &model, err);
}

static const dark_estimator beyond = {ABOUT, .plan_new = plan_beyond, DARK__CLOSED_SLOTS, DARK__CLOSED_PROFILE};

const dark_estimator dark__independence_estimator = {ABOUT, .takes_common = 1, .beyond = &beyond, .plan_new = plan_new,
                                                     DARK__SINGLE_SLOTS};
