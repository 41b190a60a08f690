/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/population/population.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arguments.h"
#include "base/keys.h"
#include "base/show.h"

/* How far from 1 probabilities may add up to. */
static const double SUM_ROUNDING = 1e-9;

/* What a population is made from. */
typedef struct making {
  const char *const *lists;
  size_t n_lists;
  const char *const *categories;
  size_t n_categories;
  const dark_population_stratum *strata;
  size_t n_strata;
} making;

void dark_population_free(dark_population *population) {
  if (population == NULL) return;
  for (size_t s = 0; population->strata != NULL && s < dark_table_n_strata(population->shape); s++)
    free(population->strata[s].probabilities);
  free(population->strata);
  dark_table_free(population->shape);
  free(population);
}

/* ---- Shape: the levels are those that strata have */

/* The distinct levels of category c among the strata, as texts of the caller; `levels` has room for one a stratum. */
static dark_status find_levels(dark_category *category, const char **levels, const making *from, size_t c, dark_error *err) {
  dark__keys seen = {0};
  dark_status status = DARK_OK;
  *category = (dark_category){from->categories[c], levels, 0};
  for (size_t s = 0; status == DARK_OK && s < from->n_strata; s++) {
    if (from->strata[s].levels == NULL || from->strata[s].levels[c] == NULL) {
      status = dark__fail(err, DARK_EUSAGE, "stratum %zu: level %zu is NULL", s + 1, c + 1);
      break;
    }
    const char *level = from->strata[s].levels[c];
    size_t id;
    status = dark__keys_add(&id, &seen, level, strlen(level), err);
    if (status == DARK_OK && id == category->n_levels) levels[category->n_levels++] = level;
  }
  dark__keys_free(&seen);
  return status;
}

static dark_status make_shape(dark_table **out, const making *from, dark_error *err) {
  if (from->n_lists > DARK_MAX_LISTS)
    return dark__fail(err, DARK_ELIMIT, "%zu lists, more than %d", from->n_lists, DARK_MAX_LISTS);
  dark_category *categories = calloc(from->n_categories + 1, sizeof *categories);
  const char **levels = calloc(from->n_categories * from->n_strata + 1, sizeof *levels);
  dark_status status = categories == NULL || levels == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t c = 0; status == DARK_OK && c < from->n_categories; c++)
    status = find_levels(&categories[c], levels + c * from->n_strata, from, c, err);
  if (status == DARK_OK) status = dark_table_new_empty(out, from->lists, from->n_lists, categories, from->n_categories, err);
  free(levels);
  free(categories);
  return status;
}

static dark_status check_size(const dark_table *shape, size_t n_strata, dark_error *err) {
  const size_t n_lists = dark_table_n_lists(shape);
  if (n_strata <= DARK_MAX_PROBABILITIES >> n_lists) return DARK_OK;
  return dark__fail(err, DARK_ELIMIT, "%zu strata of %zu lists have more than %u capture probabilities", n_strata, n_lists,
                    DARK_MAX_PROBABILITIES);
}

/* ---- Strata */

static size_t find_level(const dark_table *shape, size_t category, const char *level) {
  size_t low = 0, high = dark_table_n_levels(shape, category) - 1;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (strcmp(dark_table_level_name(shape, category, middle), level) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

static size_t find_stratum(const dark_table *shape, const char *const *levels) {
  size_t stratum = 0;
  for (size_t c = 0; c < dark_table_n_categories(shape); c++)
    stratum = stratum * dark_table_n_levels(shape, c) + find_level(shape, c, levels[c]);
  return stratum;
}

static dark_status check_stratum(const dark_population_stratum *given, size_t n, size_t i, dark_error *err) {
  double sum = 0;
  if (!(given->people >= 0) || !isfinite(given->people))
    return dark__fail(err, DARK_EUSAGE, "stratum %zu: %g is no number of people", i + 1, given->people);
  if (given->probabilities == NULL) return dark__fail(err, DARK_EUSAGE, "stratum %zu: the probabilities are NULL", i + 1);
  for (size_t history = 0; history < n; history++) {
    if (!(given->probabilities[history] >= 0))
      return dark__fail(err, DARK_EUSAGE, "stratum %zu: %g is no probability", i + 1, given->probabilities[history]);
    sum += given->probabilities[history];
  }
  if (fabs(sum - 1) <= SUM_ROUNDING) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "stratum %zu: the probabilities add up to %.12g, not to 1", i + 1, sum);
}

/* Bits of the given order to bits of the sorted lists. */
static void sort_histories(double *to, const double *from, const dark_table *shape) {
  const size_t n_lists = dark_table_n_lists(shape);
  uint32_t bits[DARK_MAX_LISTS] = {0};
  uint32_t sorted = 0;
  for (size_t l = 0; l < n_lists; l++) bits[dark_table_list_position(shape, l)] = UINT32_C(1) << l;
  for (uint32_t history = 0; history < UINT32_C(1) << n_lists; history++) {
    sorted = 0;
    for (uint32_t left = history; left != 0; left &= left - 1) sorted |= bits[__builtin_ctz(left)];
    to[sorted] = from[history];
  }
}

static dark_status take_stratum(dark_population *population, const dark_population_stratum *given, size_t i, dark_error *err) {
  const size_t n = (size_t)1 << dark_table_n_lists(population->shape);
  dark__population_stratum *stratum = &population->strata[find_stratum(population->shape, given->levels)];
  const dark_status status = check_stratum(given, n, i, err);
  if (status != DARK_OK) return status;
  if (stratum->probabilities != NULL) return dark__fail(err, DARK_EUSAGE, "stratum %zu has the levels of an earlier one", i + 1);
  stratum->people = given->people;
  stratum->probabilities = malloc(n * sizeof *stratum->probabilities);
  if (stratum->probabilities == NULL) return dark__fail_memory(err);
  sort_histories(stratum->probabilities, given->probabilities, population->shape);
  return DARK_OK;
}

static dark_status fill(dark_population *population, const making *from, dark_error *err) {
  double people = 0;
  if (from->n_strata == 0) return dark__fail(err, DARK_EUSAGE, "a population needs at least one stratum");
  dark_status status = make_shape(&population->shape, from, err);
  if (status == DARK_OK) status = check_size(population->shape, from->n_strata, err);
  if (status != DARK_OK) return status;
  population->strata = calloc(dark_table_n_strata(population->shape) + 1, sizeof *population->strata);
  if (population->strata == NULL) return dark__fail_memory(err);
  for (size_t i = 0; status == DARK_OK && i < from->n_strata; i++) {
    status = take_stratum(population, &from->strata[i], i, err);
    people += from->strata[i].people;
  }
  if (status != DARK_OK || people <= DARK_MAX_PEOPLE) return status;
  return dark__fail(err, DARK_ELIMIT, "%.0f people, more than %.0f", people, DARK_MAX_PEOPLE);
}

dark_status dark_population_new(dark_population **out, const char *const *lists, size_t n_lists, const char *const *categories,
                                size_t n_categories, const dark_population_stratum *strata, size_t n_strata, dark_error *err) {
  const making from = {lists, n_lists, categories, n_categories, strata, n_strata};
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE_ARRAY(lists, n_lists, err);
  DARK__REQUIRE_ARRAY(categories, n_categories, err);
  DARK__REQUIRE_ARRAY(strata, n_strata, err);
  dark_population *population = calloc(1, sizeof *population);
  const dark_status status = population == NULL ? dark__fail_memory(err) : fill(population, &from, err);
  if (status == DARK_OK) *out = population;
  else dark_population_free(population);
  return status;
}

/* ---- What is in it */

static const dark__population_stratum *stratum_of(const dark_population *population, size_t stratum) {
  return stratum < dark_table_n_strata(dark_population_shape(population)) ? &population->strata[stratum] : NULL;
}

const dark_table *dark_population_shape(const dark_population *population) {
  return population == NULL ? NULL : population->shape;
}

double dark_population_people(const dark_population *population, size_t stratum) {
  const dark__population_stratum *here = stratum_of(population, stratum);
  return here == NULL ? (double)NAN : here->people;
}

const double *dark_population_probabilities(const dark_population *population, size_t stratum) {
  const dark__population_stratum *here = stratum_of(population, stratum);
  return here == NULL ? NULL : here->probabilities;
}

double dark_population_margin(const dark_population *population, size_t stratum, size_t list) {
  const double *probabilities = dark_population_probabilities(population, stratum);
  const size_t n_lists = dark_table_n_lists(dark_population_shape(population));
  double sum = 0;
  if (stratum_of(population, stratum) == NULL || list >= n_lists) return (double)NAN;
  for (uint32_t history = 0; probabilities != NULL && history < UINT32_C(1) << n_lists; history++)
    if (history >> list & 1) sum += probabilities[history];
  return sum;
}

double dark_population_observed(const dark_population *population, size_t stratum) {
  const double *probabilities = dark_population_probabilities(population, stratum);
  const size_t n_lists = dark_table_n_lists(dark_population_shape(population));
  double sum = 0;
  if (stratum_of(population, stratum) == NULL) return (double)NAN;
  for (uint32_t history = 1; probabilities != NULL && history < UINT32_C(1) << n_lists; history++) sum += probabilities[history];
  return sum;
}
