/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "result/assembly.h"

#include <stdlib.h>
#include <string.h>

#include "estimator/strata.h"

void dark__part_margins(dark__margins *margins, const dark__assembly *assembly, size_t part) {
  if (part == dark_plan_pooled_part(assembly->plan)) dark__margins_add_all(margins, assembly->table);
  else dark__margins_add(margins, assembly->table, part);
}

int dark__part_is_estimated(const dark__assembly *assembly, size_t part) {
  return dark_plan_estimate(assembly->plan, part)->reason == DARK_N_REASONS;
}

int dark__parts_are_apart(const dark__assembly *assembly, const size_t *parts, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const dark__strata strata = dark__plan_strata(assembly->plan, dark__plan_group(assembly->plan, parts[i]));
    for (size_t k = 0; k < i && strata.n > 1; k++)
      if (dark__plan_group(assembly->plan, parts[k]) == dark__plan_group(assembly->plan, parts[i]) &&
          dark__part_is_estimated(assembly, parts[k]) && dark__part_is_estimated(assembly, parts[i]))
        return 0;
  }
  return 1;
}

size_t dark__parts_together(size_t *together, const dark__assembly *assembly, const size_t *parts, size_t n) {
  size_t n_together = 0;
  for (size_t i = 0; i < n; i++) {
    if (!dark__part_is_estimated(assembly, parts[i])) continue;
    together[n_together++] = parts[i];
    if (dark__plan_group(assembly->plan, parts[i]) != dark__plan_group(assembly->plan, together[0])) return 0;
  }
  return n_together;
}

const char *dark__part_method(const dark__assembly *assembly, size_t part) {
  const dark_estimator *estimator = dark_plan_estimator(assembly->plan, part);
  return estimator != NULL ? dark_estimator_name(estimator) : assembly->asked_method;
}

const char *dark__model_name(dark__arena *arena, const dark_plan *plan, size_t part, dark_model_id model) {
  char buffer[512];
  dark_plan_model_name(buffer, sizeof buffer, plan, part, model);
  if (strlen(buffer) + 1 < sizeof buffer) return dark__arena_copy(arena, buffer);
  char *name = NULL; /* perhaps cut off: try again with more room */
  for (size_t size = 4 * sizeof buffer;; size *= 2) {
    name = dark__arena_take(arena, size, 1);
    if (name == NULL || strlen(dark_plan_model_name(name, size, plan, part, model)) + 1 < size) return name;
  }
}

const char *dark__part_model(const dark__assembly *assembly, size_t part) {
  if (!dark__part_is_estimated(assembly, part)) return "";
  return dark__model_name(assembly->arena, assembly->plan, part, dark_plan_estimate(assembly->plan, part)->model);
}
