/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No highest-order interaction: every term but the one of all lists. Its fit reproduces the observed table, so that
     hidden = product of counts with an odd number of lists / product of counts with an even number
   when no count is zero; zeros are dealt with by extended maximum likelihood. Fienberg (1972); Aleshin-Guendel, Sadinle & Wakefield
   (2021) on what this assumption carries. */

#include "loglinear/single.h"

/* 2^10 effects make an information matrix of 8 MB a thread. */
enum { MOST_LISTS = 10 };

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  uint32_t generators[DARK_MAX_LISTS];
  dark__single *single;
  (void)config;
  const uint32_t all = ((uint32_t)1 << problem->n_lists) - 1;
  for (unsigned list = 0; list < problem->n_lists; list++) generators[list] = all ^ ((uint32_t)1 << list);
  const dark_status status = dark__single_new(&single, problem, generators, problem->n_lists, err);
  *plan = single;
  return status;
}

const dark_estimator dark__saturated_estimator = {
    .name = "saturated",
    .assumption =
        "all lists together interact no more than their subsets do (no highest-order interaction); nothing else is assumed",
    .advice = "with few lists and many people in every overlap; very uncertain on sparse tables",
    .source = "Fienberg 1972, Biometrika 59:591",
    .min_lists = 2,
    .max_lists = MOST_LISTS,
    .plan_new = plan_new,
    DARK__SINGLE_SLOTS};
