/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_SEARCH_PACK_H
#define DARK__LOGLINEAR_SEARCH_PACK_H

/* Fits that are wanted next, of any models of a lattice to any tables of a crowd, packed into the lanes of a block. */

#include "loglinear/lanes/crowd.h"

/* One fit that is wanted, and what became of it. */
typedef struct dark__task {
  size_t table;
  dark__term_set model;
  double floor;        /* as in dark__fit_request */
  const double *start; /* [terms of the largest model] effects by place there; NULL: from the data */
  double *
      effects; /* [terms of the largest model] the same of the end, those of the model alone are written; NULL: not wanted. A term
                      with an empty margin has one from which another fit can start */
  bool is_whole; /* a bound that is to be fitted to the end (quest.h) */
  dark__fit fit;
  double variance; /* of the intercept, where it is wanted and the fit converges */
  size_t lane;     /* where its means are until the next block is fitted */
} dark__task;

/* The terms of a model, and where their effects are among those of the largest model. */
typedef struct dark__outline {
  dark__term_set model;
  size_t n; /* 0: not drawn yet */
  uint32_t terms[DARK__MAX_TERMS];
  uint16_t places[DARK__MAX_TERMS];
} dark__outline;

/* A crowd whose tables are fitted with models of a lattice (both borrowed). */
typedef struct dark__pack {
  dark__crowd *crowd;
  const dark__lattice *lattice;
  dark__outline outline; /* of the last block: the next one often has the same */
} dark__pack;

/* The terms of a model, until the next call with the pack. */
const uint32_t *dark__pack_terms(dark__pack *pack, dark__term_set model);

/* Fit tasks [n], at least one and no more than there are lanes, in one block; either all have a start or none. They need not have the same
   model, but every lane goes through the terms of all. A task has the same bits whatever is fitted beside it. `loose` as in
   dark__fit_request. Pure; no allocation. */
void dark__pack_fit(dark__task *tasks, size_t n, dark__pack *pack, double loose, bool wants_variance);

/* The same for any number of tables with one model, each with a start and effects wanted: a lane that is done takes the next table. `lane` is not
   told. */
void dark__pack_fit_many(dark__task *tasks, size_t n, dark__pack *pack, double loose);

#endif
