/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage/truth.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

const char *const strata_categories[N_STRATA_CATEGORIES] = {"size", "lists"};

/* The stratum of the shape that has the levels of a recipe. */
static size_t place_of(const dark_table *shape, const made_truth *recipe) {
  for (size_t s = 0; s < dark_table_n_strata(shape); s++) {
    size_t n_same = 0;
    for (size_t c = 0; c < dark_table_n_categories(shape); c++) {
      const char *level = dark_table_level_name(shape, c, dark_table_stratum_level(shape, s, c));
      n_same += strcmp(level, recipe->levels[c]) == 0 ? 1 : 0;
    }
    if (n_same == dark_table_n_categories(shape)) return s;
  }
  assert(0 && "every stratum has its place");
  return 0;
}

static dark_status make_population(truth *out, const design *of, const stratum_truth *made, double *drawn, dark_error *err) {
  const char *names[DARK_MAX_LISTS];
  dark_population_stratum *strata = calloc(out->n_strata, sizeof *strata);
  if (strata == NULL) return dark__fail_memory(err);
  for (size_t l = 0; l < made[0].n_lists; l++) names[l] = made[0].names[l];
  for (size_t s = 0; s < out->n_strata; s++)
    strata[s] = (dark_population_stratum){
        .levels = of->made != NULL ? of->made[s].levels : NULL, .people = drawn[s], .probabilities = made[s].probabilities};
  const dark_status status = dark_population_new(&out->population, names, made[0].n_lists, strata_categories,
                                                 of->span == SPAN_STRATA ? N_STRATA_CATEGORIES : 0, strata, out->n_strata, err);
  free(strata);
  return status;
}

/* Strata of the truth stand as in the shape of the population. */
static void note_people(truth *out, const design *of, const stratum_truth *made, const double *drawn) {
  for (size_t s = 0; s < out->n_strata; s++) {
    const size_t place = of->span == SPAN_STRATA ? place_of(dark_population_shape(out->population), &of->made[s]) : 0;
    out->people[place] = made[s].people;
    out->observed += drawn[s] * (1 - made[s].probabilities[0]);
  }
}

static dark_status make_strata(stratum_truth *made, double *drawn, const design *of, dark_error *err) {
  const size_t n = of->made != NULL ? of->n_made : 1;
  for (size_t s = 0; s < n; s++) {
    const dark_status status =
        of->made != NULL ? made_truth_make(&made[s], &of->made[s], err) : fitted_truth_make(&made[s], of->fitted, err);
    if (status != DARK_OK) return status;
    drawn[s] = made[s].people;
    if (of->false_links > 0) link_falsely(&drawn[s], made[s].probabilities, made[s].n_lists, of->false_links);
  }
  return DARK_OK;
}

static dark_status note_effects(truth *out, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(dark_population_shape(out->population));
  out->effects = calloc((size_t)1 << n_lists, sizeof *out->effects);
  if (out->effects == NULL) return dark__fail_memory(err);
  find_effects(out->effects, dark_population_probabilities(out->population, 0), n_lists);
  return DARK_OK;
}

dark_status truth_make(truth *out, const design *of, dark_error *err) {
  *out = (truth){.n_strata = of->made != NULL ? of->n_made : 1};
  stratum_truth *made = calloc(out->n_strata, sizeof *made);
  double *drawn = calloc(out->n_strata, sizeof *drawn);
  out->people = calloc(out->n_strata, sizeof *out->people);
  dark_status status =
      made == NULL || drawn == NULL || out->people == NULL ? dark__fail_memory(err) : make_strata(made, drawn, of, err);
  if (status == DARK_OK) status = make_population(out, of, made, drawn, err);
  if (status == DARK_OK) note_people(out, of, made, drawn);
  if (status == DARK_OK && of->span != SPAN_STRATA) status = note_effects(out, err);
  for (size_t s = 0; made != NULL && s < out->n_strata; s++) free(made[s].probabilities);
  free(made);
  free(drawn);
  return status;
}

void truth_clear(truth *of) {
  dark_population_free(of->population);
  free(of->people);
  free(of->effects);
  *of = (truth){0};
}
