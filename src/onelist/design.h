/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ONELIST_DESIGN_H
#define DARK__ONELIST_DESIGN_H

/* From covariates to the columns of a regression: 1, then for each covariate its number, or one 0/1 column for each value of a factor but
   the first (treatment contrasts, as R's default with levels sorted by their bytes). */

#include <darkfigure/captures.h>

typedef struct dark__design_column {
  size_t covariate; /* n_covariates for the intercept */
  size_t value;     /* of a factor */
} dark__design_column;

typedef struct dark__design {
  const dark_captures *captures; /* borrowed */
  dark__design_column *columns;  /* [n_columns] */
  size_t n_columns;
} dark__design;

/* DARK_ELIMIT: more than 1,000 columns; DARK_ENOMEM. dark__design_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__design_make(dark__design *design, const dark_captures *captures, dark_error *err);
void dark__design_clear(dark__design *design);

/* row [n_columns] of a sighting. */
void dark__design_row(double *row, const dark__design *design, size_t sighting);

/* "intercept", "age", or "gender=male", cut to fit. */
void dark__design_name(char *buffer, size_t size, const dark__design *design, size_t column);

#endif
