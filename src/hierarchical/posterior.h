/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__HIERARCHICAL_POSTERIOR_H
#define DARK__HIERARCHICAL_POSTERIOR_H

/* The posterior of the hidden number under the hierarchy, as a density of its logarithm: columns given the scales (column.h), added up over
   a grid of scales. With s = c sinh(x) the integrand is an even function of x, so that equal weights at x = (k + 1/2) d integrate it well; points
   are dense where the data can tell scales apart, and a small scale is like none. */

#include <darkfigure/status.h>

#include "hierarchical/column.h"
#include "numeric/density.h"

typedef struct dark__posterior {
  dark__density log_hidden;
  bool is_cut; /* it has not fallen off at the most people that are looked at: the data and the priors set no upper limit */
} dark__posterior;

/* Memory of one thread. */
typedef struct dark__posterior_space dark__posterior_space;
DARK_MUST_CHECK dark_status dark__posterior_space_new(dark__posterior_space **space, dark_error *err);
void dark__posterior_space_free(dark__posterior_space *space);

/* counts [2^n_lists] people per history, somebody on each list. Pure: the same bits whatever the space was used for before. What lies outside of
   the density weighs less than 1e-6, unless it is cut. *out is zeroed first; dark__posterior_clear it whatever comes back.
   Errors: DARK_ENOMEM, DARK_ENUMERIC (a mode was not found). */
DARK_MUST_CHECK dark_status dark__posterior_find(dark__posterior *out, dark__posterior_space *space,
                                                 const dark__hierarchy *hierarchy, const double *counts, dark_error *err);
void dark__posterior_clear(dark__posterior *posterior);

#endif
