/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "base/arguments.h"
#include "base/array.h"
#include "numeric/stream.h"
#include "resample/draw/stratum_key.h"
#include "resample/population/population.h"

/* Name of the stream family; part of what makes drawings repeatable. */
static const char PURPOSE[] = "simulate";

/* One drawing. */
typedef struct drawing {
  const dark_population *population;
  dark_population_size size;
  uint64_t seed, number;
  double *tails;    /* [2^n_lists] scratch: probability of a history or a later one */
  dark_cell *cells; /* [n_cells] people on lists so far */
  size_t n_cells, cells_capacity;
  dark_sample *sample;
} drawing;

void dark_sample_free(dark_sample *sample) {
  if (sample == NULL) return;
  dark_table_free(sample->table);
  free(sample->people);
  free(sample);
}

static dark_status add_cell(drawing *d, size_t stratum, uint32_t history, unsigned count, dark_error *err) {
  dark_cell *cells = dark__array_grow(d->cells, &d->cells_capacity, d->n_cells + 1, sizeof *cells);
  if (cells == NULL) return dark__fail_memory(err);
  d->cells = cells;
  cells[d->n_cells++] = (dark_cell){stratum, history, count};
  return DARK_OK;
}

/* Multinomial by conditional binomials: of those left, history h takes each with probability p(h) / (p(h) + p(h+1) + ...). The tails are
   summed from their ends, so that nothing is lost in differences and the last possible history takes all that is left. */
static dark_status draw_histories(drawing *d, size_t stratum, unsigned people, gsl_rng *rng, dark_error *err) {
  const double *p = d->population->strata[stratum].probabilities;
  const uint32_t n = UINT32_C(1) << dark_table_n_lists(d->population->shape);
  double tail = 0;
  unsigned left = people;
  for (uint32_t history = n; history-- > 0;) d->tails[history] = tail += p[history];
  for (uint32_t history = 0; history < n && left > 0; history++) {
    if (!(p[history] > 0)) continue;
    const double share = p[history] / d->tails[history];
    const unsigned drawn = share < 1 ? gsl_ran_binomial(rng, share, left) : left;
    left -= drawn;
    if (history == 0 || drawn == 0) continue;
    const dark_status status = add_cell(d, stratum, history, drawn, err);
    if (status != DARK_OK) return status;
  }
  return DARK_OK;
}

static dark_status draw_stratum(drawing *d, size_t stratum, dark_error *err) {
  const double people = d->population->strata[stratum].people;
  dark__stream stream;
  if (d->size == DARK_POPULATION_FIXED && people != floor(people))
    return dark__fail(err, DARK_EUSAGE, "%.17g people in a stratum: a fixed number must be whole", people);
  if (people == 0) return DARK_OK;
  dark__stream_start(&stream, dark__stratum_key(d->population->shape, stratum, PURPOSE, d->seed), d->number);
  const unsigned n = d->size == DARK_POPULATION_FIXED ? (unsigned)people : gsl_ran_poisson(&stream.rng, people);
  d->sample->people[stratum] = n;
  return draw_histories(d, stratum, n, &stream.rng, err);
}

static dark_status draw(drawing *d, dark_error *err) {
  const dark_table *shape = d->population->shape;
  const size_t n_strata = dark_table_n_strata(shape);
  d->tails = malloc(((size_t)1 << dark_table_n_lists(shape)) * sizeof *d->tails);
  d->sample->people = calloc(n_strata + 1, sizeof *d->sample->people);
  dark_status status = d->tails == NULL || d->sample->people == NULL ? dark__fail_memory(err) : DARK_OK;
  for (size_t s = 0; status == DARK_OK && s < n_strata; s++) status = draw_stratum(d, s, err);
  if (status == DARK_OK) status = dark_table_new_like(&d->sample->table, shape, d->cells, d->n_cells, err);
  return status;
}

dark_status dark__population_size_check(dark_population_size size, dark_error *err) {
  if ((size_t)size <= DARK_POPULATION_POISSON) return DARK_OK;
  return dark__fail(err, DARK_EUSAGE, "size is %u, none of dark_population_size", (unsigned)size);
}

dark_status dark_population_draw(dark_sample **out, const dark_population *population, dark_population_size size, uint64_t seed,
                                 uint64_t number, dark_error *err) {
  DARK__REQUIRE(out, err);
  *out = NULL;
  DARK__REQUIRE(population, err);
  const dark_status known = dark__population_size_check(size, err);
  if (known != DARK_OK) return known;
  drawing d = {.population = population, .size = size, .seed = seed, .number = number, .sample = calloc(1, sizeof *d.sample)};
  const dark_status status = d.sample == NULL ? dark__fail_memory(err) : draw(&d, err);
  free(d.tails);
  free(d.cells);
  if (status == DARK_OK) *out = d.sample;
  else dark_sample_free(d.sample);
  return status;
}
