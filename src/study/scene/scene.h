/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SCENE_SCENE_H
#define DARK__STUDY_SCENE_SCENE_H

/* What a scenario makes of a data set: its table, and the way there for every person, so that what is drawn once from the data (deck.h)
   becomes the replicate of each scenario. Read-only once made; shared by threads. */

#include <stdbool.h>

#include "study/scene/deck.h"
#include "study/scene/recount.h"
#include "study/shape/shape.h"

/* Records of a stratum of the scenario's table. A slot is a record of any stratum: strata one after the other. */
typedef struct dark__scene_stratum {
  uint32_t *histories; /* [n] sorted */
  size_t n;
  size_t first;    /* slot of the first */
  size_t *sources; /* [n_sources] strata as read whose people come here */
  size_t n_sources;
  bool is_impossible; /* a recount would leave less than nobody: no estimate, and the people as they were */
  bool *is_recounted; /* [n_recounts of the scene] whether the step is about this stratum */
} dark__scene_stratum;

typedef struct dark__scene {
  const dark__decks *decks;    /* borrowed */
  dark_table *table;           /* after all steps that change the data, recounts as expectations */
  dark__scene_stratum *strata; /* [strata of the table] */
  size_t n_slots;
  double *counts;   /* [n_slots] people before any recount */
  size_t **routes;  /* [strata as read + 1] of each deck, the last of all people: [cells of the deck] slots, or DARK__NONE */
  uint32_t *pooled; /* [n_pooled] histories of all strata, sorted */
  size_t n_pooled;
  size_t *pooled_of;       /* [n_slots] where a slot stands among them */
  dark__recount *recounts; /* [n_recounts] in the order in which they apply */
  size_t n_recounts;
} dark__scene;

/* Make the scene of a shape. The table comes without detection, which needs an estimate first. DARK_ENOMEM,
   DARK_ELIMIT. dark__scene_clear copes with what is half made. */
DARK_MUST_CHECK dark_status dark__scene_make(dark__scene *scene, const dark__shape *shape, const dark__decks *decks,
                                             dark_error *err);
void dark__scene_clear(dark__scene *scene);

/* Number of the last stratum + 1 stands for all of them together. */
size_t dark__scene_n_strata(const dark__scene *scene);

/* The stratum that a slot belongs to. */
size_t dark__scene_stratum_of(const dark__scene *scene, size_t slot);

/* Apply the recounts to the slots of a stratum; `detections` [n_recounts] may be NULL, then detection is passed over. False: no estimate. */
bool dark__scene_recount(double *slots, const dark__scene *scene, size_t stratum, const dark__detection *detections,
                         const gsl_rng *random);

/* The scene's table with these people: counts [n_slots]; is_impossible [strata] as above. DARK_ENOMEM, DARK_ELIMIT. */
DARK_MUST_CHECK dark_status dark__scene_table(dark_table **out, const dark__scene *scene, const double *counts,
                                              const bool *is_impossible, dark_error *err);

#endif
