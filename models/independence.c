/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Independence of all lists: log mu_w = a_0 + sum of a_i over lists i in w. Poisson maximum likelihood; with two lists it is
   Lincoln-Petersen. Darroch (1958); Fienberg (1972). */

#include "loglinear/single.h"

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  uint32_t generators[DARK_MAX_LISTS];
  dark__single *single;
  (void)config;
  for (unsigned list = 0; list < problem->n_lists; list++) generators[list] = (uint32_t)1 << list;
  const dark_status status = dark__single_new(&single, problem, generators, problem->n_lists, err);
  *plan = single;
  return status;
}

const dark_estimator dark__independence_estimator = {
    .name = "independence",
    .assumption = "being on one list says nothing about being on another, and everybody is equally likely to be caught by a list",
    .advice = "as a yardstick; referral lists are rarely independent",
    .source = "Fienberg 1972, Biometrika 59:591",
    .min_lists = 2,
    .max_lists = DARK_MAX_LISTS,
    .plan_new = plan_new,
    DARK__SINGLE_SLOTS};
