/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SCENE_FROM_SHAPE_H
#define DARK__STUDY_SCENE_FROM_SHAPE_H

/* The lists and categories of a scenario's table, and where people of the finest table stand in it. */

#include "base/keys.h"
#include "study/scene/deck.h"
#include "study/shape/shape.h"

typedef struct dark__scene_shape {
  const dark__shape *shape;             /* borrowed */
  const dark_table *fine;               /* borrowed */
  dark__atom atoms[2 * DARK_MAX_LISTS]; /* those of the shape, with categories and levels of `fine` */
  uint32_t bits[DARK_MAX_LISTS];        /* of each list of the shape in the table; 0: it catches nobody and is not there */
  size_t *to; /* [strata of fine] the stratum of the table that their people come to, DARK__NONE: the filters stop them */
} dark__scene_shape;

/* *out: the table without people. Borrows shape and decks. DARK_ENOMEM, DARK_ELIMIT. dark__scene_shape_clear in any case. */
DARK_MUST_CHECK dark_status dark__scene_shape_make(dark_table **out, dark__scene_shape *of, const dark__shape *shape,
                                                   const dark__decks *decks, dark_error *err);
void dark__scene_shape_clear(dark__scene_shape *of);

/* The combination of lists of people of a stratum of `fine`, as bits of the table; 0: on no list that is left. */
uint32_t dark__scene_history(const dark__scene_shape *of, size_t stratum, uint32_t history);

#endif
