/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_H
#define DARK__RESAMPLE_REPLICATES_H

/* Inside of replicates: src/resample fills and reads them, everybody else uses <darkfigure/replicates.h>. */

#include <stdbool.h>

#include <darkfigure/replicates.h>

typedef struct dark__part_replicates {
  double *totals;            /* [n] NaN: no estimate */
  dark_model_id *models;     /* [n] */
  double *jackknife;         /* [n_records] NaN: no estimate, or an empty record */
  unsigned char *incomplete; /* [n] 1: the search ran out of budget */
  bool drawn;                /* false: nothing to draw from (no model, or a population beyond DARK_MAX_COUNT) */
} dark__part_replicates;

struct dark_replicates {
  const dark_plan *plan;
  size_t n;
  dark__part_replicates *parts; /* [n_parts of the plan]; all NULL for a part without an estimate */
};

#endif
