/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_REPLICATES_H
#define DARK__RESAMPLE_REPLICATES_REPLICATES_H

/* Inside of replicates: src/resample fills and reads them, everybody else uses <darkfigure/replicates.h>. */

#include <stdbool.h>

#include <darkfigure/replicates.h>

typedef struct dark__part_replicates {
  double *totals;            /* [n] NaN: no estimate */
  dark_model_id *models;     /* [n] */
  double *jackknife;         /* [records of the group] NaN: no estimate, or an empty record */
  double *deviances;         /* [n] of the model on the replicate's table, NaN: no estimate; NULL unless asked for */
  unsigned char *incomplete; /* [n] 1: the search ran out of budget */
  bool drawn;                /* false: nothing to draw from (no model, or a population beyond DARK_MAX_COUNT) */
} dark__part_replicates;

struct dark_replicates {
  const dark_plan *plan;
  size_t n;
  dark__part_replicates *parts; /* [n_parts of the plan]; all NULL for a part without an estimate */
};

/* Replicates 0 .. n - 1 of a plan (borrowed) without any estimate yet, nor jackknife values. DARK_ENOMEM; *out is to be freed. */
DARK_MUST_CHECK dark_status dark__replicates_new(dark_replicates **out, const dark_plan *plan, size_t n, dark_error *err);
/* Room for deviances, all NaN, in the parts that have them. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__replicates_want_deviances(dark_replicates *replicates, dark_error *err);
/* Copy the replicates of `portion`, of the same plan, to numbers first, first + 1, ... of `whole`, which has room for them. */
void dark__replicates_put(dark_replicates *whole, size_t first, const dark_replicates *portion);
/* How many records the group of a part has. */
size_t dark__replicates_n_cases(const dark_replicates *replicates, size_t part);
/* Copy the jackknife values. */
void dark__replicates_put_jackknife(dark_replicates *whole, const dark_replicates *portion);

#endif
