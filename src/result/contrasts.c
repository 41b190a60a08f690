/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a category set against each other. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "result/contrast.h"

/* Whether no two parts of either side were estimated together. */
static dark_status find_apart(dark__contrast_work *work, const dark__assembly *assembly, dark_error *err) {
  size_t *both = malloc((2 * work->n + 1) * sizeof *both);
  if (both == NULL) return dark__fail_memory(err);
  memcpy(both, work->parts[0], work->n * sizeof *both);
  memcpy(both + work->n, work->parts[1], work->n * sizeof *both);
  work->is_apart = dark__parts_are_apart(assembly, both, 2 * work->n);
  for (size_t l = 0; l < assembly->n_levels; l++) work->out[l].of.is_paired = !work->is_apart;
  free(both);
  return DARK_OK;
}

static dark_status fill(dark_results *results, const dark__assembly *assembly, const dark__contrast_pairs *pairs,
                        dark_error *err) {
  dark__contrast_work *works = calloc(pairs->n + 1, sizeof *works);
  dark_category_contrast *all = dark__arena_take(assembly->arena, pairs->n * assembly->n_levels, sizeof *all);
  dark_status status = works != NULL && all != NULL ? DARK_OK : dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < pairs->n; i++) {
    works[i] = (dark__contrast_work){.out = all + i * assembly->n_levels};
    dark__contrast_begin(&works[i], assembly, results->rows, &pairs->items[i]);
    status = find_apart(&works[i], assembly, err);
  }
  if (status == DARK_OK) status = dark__contrasts_limit(works, pairs->n, assembly, results->details, err);
  results->contrasts = all;
  results->n_contrasts = status == DARK_OK ? pairs->n * assembly->n_levels : 0;
  free(works);
  return status;
}

dark_status dark__contrasts_fill(dark_results *results, const dark__assembly *assembly, const dark_result_options *options,
                                 dark_error *err) {
  dark__contrast_pairs pairs;
  if (options->n_contrasts == 0) return DARK_OK;
  dark_status status = dark__contrast_pairs_read(&pairs, assembly->table, options->contrasts, options->n_contrasts, err);
  if (status == DARK_OK) status = fill(results, assembly, &pairs, err);
  dark__contrast_pairs_clear(&pairs);
  return status;
}
