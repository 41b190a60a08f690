/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_OPPOSITION_H
#define DARK__RESULT_OPPOSITION_H

/* Two estimates set against each other, whatever they are of. From the same people, replicate by replicate, the difference of the two has an
   interval of its own, which is narrower than what two separate intervals suggest. */

#include <stdbool.h>

#include <darkfigure/result.h>
#include <darkfigure/study.h>

typedef struct dark__opposed_side {
  const dark_plan *plan;
  const dark_table *table;           /* of the plan */
  const dark_replicates *replicates; /* of the plan; NULL when there is none */
  const dark_group *category;        /* [n_category] as in dark_study_side */
  size_t n_category;
} dark__opposed_side;

/* What the two have to do with each other. */
typedef struct dark__opposition {
  bool is_paired; /* their replicates are of the same people */
  /* The cells that these people fall into, for the acceleration of pairs: how many people [n_cells], and where in the plan of a side they stand; false:
     they are left out there. */
  const double *people;
  size_t n_cells;
  bool (*find)(size_t *part, size_t *record, const void *context, bool is_other, size_t cell);
  const void *context;
} dark__opposition;

/* Percentile limits take a replicate that fails on one side for a difference without bounds, and leave out one that fails on both. BCa limits
   (pairs only, percentile otherwise) leave out both; their acceleration is from the differences without one case of each cell of the data
   (Efron 1987). Sides that sum over different categories, since some have no estimate, are not compared.
   Replicates that are not pairs are set against each other shifted by one, so that no two come from the same random numbers.
   Errors: DARK_EUSAGE (level), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__opposition_make(dark_contrast *out, const dark__opposition *between,
                                                  const dark__opposed_side *baseline, const dark__opposed_side *other,
                                                  dark_interval_type type, double level, dark_error *err);

#endif
