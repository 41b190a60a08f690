/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARKFIGURE_CAPTURES_H
#define DARKFIGURE_CAPTURES_H

/* One list on which people appear once or more often: what is known of a person is the number of captures, and covariates. A table of that
   kind has one "list", named after the column of counts, and the `history` of its records is 1 + the index of a sighting below. */

#include <darkfigure/table.h>

DARK_PUBLIC_BEGIN

/* Most captures of one person, and most occasions where their number is known. */
#define DARK_MAX_CAPTURES 1000000u
#define DARK_MAX_OCCASIONS 64u

/* A column of read_options.covariates. It is numeric when every value in the file is a number, else a factor, whose first value is the
   reference (treatment contrasts: as R codes factors whose levels are sorted by their bytes). */
typedef struct dark_covariate {
  char *name;
  char **values; /* [n_values] the different ones, sorted by bytes, or by size when numeric */
  size_t n_values;
  double *numbers; /* [n_values] NULL for a factor */
} dark_covariate;

/* What can be seen of a person in this table: a number of captures with values of the covariates, sorted by values, then captures. */
typedef struct dark_captures {
  char *column;               /* of counts of captures */
  dark_covariate *covariates; /* [n_covariates] in the order asked for */
  size_t n_covariates;
  uint32_t *captures; /* [n_sightings] 1 to DARK_MAX_CAPTURES */
  uint32_t *values;   /* [n_sightings x n_covariates] indices into `values` of the covariate */
  size_t n_sightings;
  unsigned n_occasions; /* on each of which a person could be captured once, at most DARK_MAX_OCCASIONS; 0: no limit is known */
} dark_captures;

/* Owned by the table; NULL for a table of lists, and for none. */
const dark_captures *dark_table_captures(const dark_table *table);

DARK_PUBLIC_END

#endif
