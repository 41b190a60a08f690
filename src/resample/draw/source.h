/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_DRAW_SOURCE_H
#define DARK__RESAMPLE_DRAW_SOURCE_H

/* Where the tables of replicates, and those without one case, come from: drawn from the plan's own records, given, or made by somebody
   else, who may draw from another table and map what was drawn. */

#include <stdbool.h>

#include <darkfigure/replicates.h>

#include "resample/draw/draw.h"

/* Tables made elsewhere. Functions are pure and run on any thread; `scratch` is scratch_size bytes of the calling thread. */
typedef struct dark__draws {
  const void *context;
  size_t scratch_size;
  /* Replicate `number` of a part into weights [n_records of the part], which may come out without people; false when there is no such table,
     and so no estimate of the group that the part is in. */
  bool (*draw)(double *weights, void *scratch, const void *context, size_t part, size_t number);
  /* The observed table of a part without one case of a record; false when the record has no case. */
  bool (*without)(double *weights, void *scratch, const void *context, size_t part, size_t record);
} dark__draws;

/* Read-only once open. */
typedef struct dark__source {
  const dark_plan *plan;
  const dark__draws *draws;        /* NULL: one of the others */
  const dark_resamples *resamples; /* NULL: drawn */
  const double **given;            /* [n_records of part 0] columns of the resamples */
  dark__urn *urns;                 /* [n_parts] empty in groups without an estimate */
} dark__source;

/* Open the source of a plan: `draws` (may be NULL, borrowed), else options->resamples, else urns. is_drawn [n_groups] receives which of the
   groups in which some part has an estimate have tables. Errors: DARK_EUSAGE (given resamples that do not fit the plan), DARK_ENOMEM, DARK_ENUMERIC.
   dark__source_close in any case. */
DARK_MUST_CHECK dark_status dark__source_open(dark__source *source, bool *is_drawn, const dark_plan *plan,
                                              const dark_bootstrap_options *options, const dark__draws *draws, dark_error *err);
void dark__source_close(dark__source *source);

/* Bytes of scratch that a thread needs. */
size_t dark__source_scratch(const dark__source *source);
/* Tables of a group into weights [records of the group]; false when there is none. Its strata are drawn each within itself, by their own
   streams, whatever other strata there are; one case less is one in the whole group. */
bool dark__source_draw(double *weights, void *scratch, const dark__source *source, size_t group, size_t number);
bool dark__source_without(double *weights, void *scratch, const dark__source *source, size_t group, size_t record);

#endif
