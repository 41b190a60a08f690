/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_LANES_CROWD_H
#define DARK__LOGLINEAR_LANES_CROWD_H

/* Many tables of one problem at once. Any few of them can be put into the lanes of a block, so that those that want a fit next are fitted
   together, wherever they came from (pack.h). A table has the same bits whoever sits beside it. */

#include "loglinear/lanes/lanes.h"

/* Most tables of a crowd. */
enum { DARK__CROWD_MOST = 256 };

typedef struct dark__crowd {
  dark__lanes *lanes;
  size_t n_room, n;                /* tables that there is room for, at least as many as lanes; tables that are loaded */
  dark__counts *counts;            /* [n_room] */
  double *weighted_logs;           /* [n_room x 2^t] dark__block_weighted_logs */
  double *memory;                  /* what these are cut from; touched as far as tables are loaded */
  size_t seated[DARK__MOST_LANES]; /* the table in a lane; SIZE_MAX: none */
} dark__crowd;

/* Memory of one thread: up to 256 tables, fewer of many lists. Errors: DARK_ELIMIT (more than 4096 terms), DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__crowd_new(dark__crowd **out, const dark__problem *problem, size_t max_terms, dark_error *err);
void dark__crowd_free(dark__crowd *crowd);

/* Load tables: weights [n], each [n_records of the problem]; n <= n_room. */
void dark__crowd_load(dark__crowd *crowd, const double *const *weights, size_t n);

/* Load the observed table alone. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__crowd_load_observed(dark__crowd *crowd, dark_error *err);

/* Put up to as many tables as there are lanes into lanes, one of them several times if asked for: lane_of [n] receives where each of
   tables [n] is. Bits of these lanes. */
unsigned dark__crowd_seat(size_t *lane_of, dark__crowd *crowd, const size_t *tables, size_t n);

/* Put a table into a lane. */
void dark__crowd_seat_at(dark__crowd *crowd, size_t lane, size_t table);

/* Slots of the estimator contract for estimators whose workspace is a dark__crowd. */
size_t dark__crowd_room(const void *workspace);
void dark__crowd_workspace_free(void *workspace);

#endif
