/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/joint/targets.h"

#include <stdlib.h>

#include "base/error.h"
#include "table/targets.h"

/* Weights are as many as targets times strata. */
enum { MOST_STRATA = 4000 };

static bool is_apart(const dark__problems *problems) {
  return problems->n == 1 && problems->places[0] == dark_table_n_strata(problems->table);
}

static dark_status make_one(double **weights, size_t *n, dark_error *err) {
  *weights = malloc(sizeof **weights);
  if (*weights == NULL) return dark__fail_memory(err);
  **weights = 1;
  *n = 1;
  return DARK_OK;
}

/* Where strata of the table stand in the group: those that nobody can be in stand nowhere, behind the last. */
static size_t *find_places(const dark__problems *problems) {
  const size_t n_strata = dark_table_n_strata(problems->table);
  size_t *out = malloc((n_strata + 1) * sizeof *out);
  for (size_t s = 0; out != NULL && s < n_strata; s++) out[s] = problems->n;
  for (size_t x = 0; out != NULL && x < problems->n; x++) out[problems->places[x]] = x;
  return out;
}

static void weigh(double *weights, const dark__targets *targets, const size_t *places, size_t n) {
  for (size_t t = 0; t < targets->n; t++)
    for (size_t i = targets->starts[t]; i < targets->starts[t + 1]; i++)
      if (places[targets->strata[i]] < n) weights[t * n + places[targets->strata[i]]] = 1;
}

dark_status dark__joint_targets_make(double **weights, size_t *n, const dark__problems *problems, dark_error *err) {
  dark__targets targets;
  *weights = NULL;
  *n = 0;
  if (is_apart(problems)) return make_one(weights, n, err);
  if (problems->n > MOST_STRATA)
    return dark__fail(err, DARK_ELIMIT,
                      "%zu combinations of categories are too many for a search, which takes up to %d; "
                      "give the model as a formula",
                      problems->n, (int)MOST_STRATA);
  dark_status status = dark__targets_make(&targets, problems->table, err);
  size_t *places = find_places(problems);
  if (status == DARK_OK) *weights = calloc(targets.n * problems->n, sizeof **weights);
  if (status == DARK_OK && (*weights == NULL || places == NULL)) status = dark__fail_memory(err);
  if (status == DARK_OK) weigh(*weights, &targets, places, problems->n);
  *n = status == DARK_OK ? targets.n : 0;
  free(places);
  dark__targets_clear(&targets);
  return status;
}
