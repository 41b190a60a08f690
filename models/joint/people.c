/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/people.h"

#include <stdlib.h>

#include "base/error.h"

void dark__joint_people_clear(dark__joint_people *of) {
  free(of->counts);
  free(of->records);
  free(of->levels);
  *of = (dark__joint_people){0};
}

static void add_record(dark__joint_people *out, const dark__joint_group *group, size_t x, uint32_t history, double count) {
  const size_t n = group->strata.n_categories;
  uint32_t *levels = out->levels + out->n * n;
  for (size_t c = 0; c < n; c++) {
    const uint32_t level = group->levels[x * n + c];
    levels[c] = level == group->n_levels[c] ? DARK__LEVEL_UNKNOWN : level;
  }
  out->records[out->n++] = (dark__joint_record){.history = history,
                                                .levels = levels,
                                                .count = count,
                                                .odds = group->odds,
                                                .odds_category = group->odds_category,
                                                .odds_level = group->odds_level};
}

static size_t count_records(const dark__joint_group *group, const double *counts, size_t n_cells) {
  const size_t n = dark__n_histories(&group->strata);
  size_t n_records = 0;
  for (size_t c = 0; c < n_cells; c++) n_records += group->is_missing[c / n] && counts[c] > 0;
  return n_records;
}

dark_status dark__joint_people_part(dark__joint_people *out, const dark__joint_group *group, const double *counts,
                                    dark_error *err) {
  const size_t n = dark__n_histories(&group->strata), n_cells = group->strata.n_strata * n;
  const size_t n_records = count_records(group, counts, n_cells);
  *out = (dark__joint_people){.counts = calloc(n_cells + 1, sizeof *out->counts),
                              .records = calloc(n_records + 1, sizeof *out->records),
                              .levels = calloc(n_records * group->strata.n_categories + 1, sizeof *out->levels)};
  if (out->counts == NULL || out->records == NULL || out->levels == NULL) return dark__fail_memory(err);
  for (size_t c = 0; c < n_cells; c++)
    if (!group->is_missing[c / n]) out->counts[c] = counts[c];
    else if (counts[c] > 0) add_record(out, group, c / n, (uint32_t)(c % n), counts[c]);
  return DARK_OK;
}
