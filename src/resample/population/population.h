/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_POPULATION_POPULATION_H
#define DARK__RESAMPLE_POPULATION_POPULATION_H

/* Inside of a population: src/resample fills and draws from it, everybody else uses <darkfigure/population.h>. */

#include <darkfigure/population.h>

typedef struct dark__population_stratum {
  double people;
  double *probabilities; /* [2^n_lists] bit l = list l of the shape; NULL: the combination is not there */
} dark__population_stratum;

struct dark_population {
  dark_table *shape;                /* without people; notes of the reader are notes of it */
  dark__population_stratum *strata; /* [n_strata of the shape] */
};

/* One of dark_population_size; DARK_EUSAGE. */
DARK_MUST_CHECK dark_status dark__population_size_check(dark_population_size size, dark_error *err);

#endif
