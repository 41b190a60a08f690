/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdbool.h>

#include "base/error.h"
#include "estimator/interval.h"
#include "result/assembly.h"

/* Log-normal intervals are made from standard errors, row by row. */
static int come_from_plan(const dark__assembly *assembly) {
  return assembly->replicates == NULL && !dark_interval_needs_replicates(assembly->interval) &&
         assembly->interval != DARK_INTERVAL_LOG_NORMAL && assembly->interval != DARK_INTERVAL_NONE;
}

/* Where each part has its own, those that lack the one that is named after the first of them keep theirs. */
static dark_interval_type type_of_part(const dark__assembly *assembly, size_t part) {
  const dark_plan *plan = assembly->plan;
  const dark_interval_type own = dark__part_usual_interval(plan, part);
  const bool is_usual = assembly->interval == dark_plan_usual_interval(plan);
  const bool keeps = is_usual && !dark_plan_offers(plan, part, assembly->interval) && own != DARK_INTERVAL_NONE;
  return keeps ? own : assembly->interval;
}

dark_status dark__intervals_fill(const dark_interval **intervals, const dark__assembly *assembly, dark_error *err) {
  const size_t n_parts = dark_plan_n_parts(assembly->plan), n_levels = assembly->n_levels;
  *intervals = NULL;
  if (!come_from_plan(assembly)) return DARK_OK;
  dark_interval *all = dark__arena_take(assembly->arena, n_parts * n_levels, sizeof *all);
  if (all == NULL) return dark__fail_memory(err);
  *intervals = all;
  dark_status status = DARK_OK;
  for (size_t part = 0; part < n_parts; part++)
    for (size_t l = 0; status == DARK_OK && l < n_levels; l++)
      status = dark_plan_interval(&all[part * n_levels + l], assembly->plan, part, type_of_part(assembly, part),
                                  assembly->levels[l], err);
  return status;
}
