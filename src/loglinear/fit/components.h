/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_FIT_COMPONENTS_H
#define DARK__LOGLINEAR_FIT_COMPONENTS_H

/* A model as connected components: sets of lists that no term joins. The lists of two components are independent under the model, the unseen cell
   included, so that its means are products of one factor a component. Many lists with few interactions are many small lattices
   in place of a large one: sixteen lists and three pairs have some forty cells in place of 65,536. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DARK__MOST_COMPONENTS = 16 };

typedef struct dark__component {
  uint32_t lists;
  unsigned n_lists;
  size_t first;  /* where its 2^n_lists cells begin among those of all components */
  double excess; /* scratch of fits: sum over its cells but the empty one */
} dark__component;

typedef struct dark__components {
  size_t n;
  size_t n_cells; /* of all components */
  dark__component of[DARK__MOST_COMPONENTS];
} dark__components;

/* Of the model `terms [n_terms]`, each list by itself where no term joins it to others. No H among the terms (lattice/common.h). */
void dark__components_find(dark__components *out, const uint32_t *terms, size_t n_terms, unsigned n_lists);

/* The cell of a component that has those of its lists that the set has, counted from the component's first. */
size_t dark__component_cell(const dark__component *component, uint32_t set);

#endif
