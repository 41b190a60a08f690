/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SCENE_STAGING_H
#define DARK__STUDY_SCENE_STAGING_H

/* A scene, estimated by one method from one seed: the tables of its replicates. */

#include "resample/draw/source.h"
#include "study/scene/scene.h"

typedef struct dark__staging {
  const dark__scene *scene;
  dark__deck_keys *keys;       /* [strata as read + 1] of each deck, the last of all people */
  uint64_t *recount_keys;      /* [strata of the scene + 1] of the chance in recounts, the last of all people */
  dark__detection *detections; /* [strata of the scene x n_recounts], or NULL without detection */
  double *odds;                /* what they point to */
  double *expected;            /* [n_slots] people after all recounts */
  bool *is_impossible;         /* [strata of the scene] there are no such people */
  size_t most_cells, most_scratch;
} dark__staging;

/* Stage a scene whose replicates are drawn with `seed`. Borrows it. DARK_ENOMEM; dark__staging_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__staging_make(dark__staging *staging, const dark__scene *scene, uint64_t seed, dark_error *err);
void dark__staging_clear(dark__staging *staging);

/* Take the odds of detection from `plan`, made from the scene's table, and expect the people whom that finds. DARK_ENOMEM, DARK_ENUMERIC. */
DARK_MUST_CHECK dark_status dark__staging_detect(dark__staging *staging, const dark_plan *plan, dark_error *err);
/* Whether any step is about detection. */
bool dark__staging_detects(const dark__scene *scene);

/* The tables of replicates for plans made from the scene's table (or from the one that detection leads to). Borrows the staging. */
dark__draws dark__staging_draws(const dark__staging *staging);

#endif
