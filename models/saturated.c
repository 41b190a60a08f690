/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every interaction of up to max_order lists; by default of all lists but the highest-order one. That fit reproduces the observed table, so that
     hidden = product of counts with an odd number of lists / product of counts with an even number
   when no count is zero; zeros are dealt with by extended maximum likelihood. Fienberg (1972); Aleshin-Guendel, Sadinle & Wakefield
   (2021) on what this assumption carries. */

#include "loglinear/single.h"

/* 2^10 effects make an information matrix of 8 MB a thread; 252 is 10 over 5. */
enum { MOST_LISTS = 10, MOST_GENERATORS = 252 };

/* All sets of `order` of the lists. */
static size_t list_generators(uint32_t *generators, unsigned n_lists, unsigned order) {
  size_t n = 0;
  for (uint32_t set = 1; set < (uint32_t)1 << n_lists; set++)
    if ((unsigned)__builtin_popcount(set) == order) generators[n++] = set;
  return n;
}

static dark_status plan_new(void **plan, const dark__problem *problem, const dark__config *config, dark_error *err) {
  uint32_t generators[MOST_GENERATORS];
  dark__single *single;
  const unsigned most = (unsigned)problem->n_lists - 1, order = config->max_order;
  const size_t n = list_generators(generators, (unsigned)problem->n_lists, order == 0 || order > most ? most : order);
  const dark_status status = dark__single_new(&single, problem, generators, n, err);
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
    .takes_max_order = 1,
    .plan_new = plan_new,
    DARK__SINGLE_SLOTS};
