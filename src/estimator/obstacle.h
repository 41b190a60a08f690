/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_OBSTACLE_H
#define DARK__ESTIMATOR_OBSTACLE_H

#include <stdbool.h>

#include <darkfigure/reason.h>
#include <darkfigure/table.h>

/* Why no method can estimate from these records [n] (any order, bits = lists): nobody, one list, one list holding everybody, no
   overlap; DARK_N_REASONS when nothing stands in the way. `caught` (may be NULL) receives the lists that caught somebody. */
dark_reason dark__find_obstacle(const dark_record *records, size_t n, uint64_t *caught);

/* The same of records that come in portions. */
typedef struct dark__overlaps {
  uint64_t caught; /* lists that caught anybody */
  uint64_t on_all; /* lists that everybody is on */
  bool any;        /* somebody is on two lists */
} dark__overlaps;

dark__overlaps dark__overlaps_start(void);
void dark__overlaps_add(dark__overlaps *overlaps, const dark_record *records, size_t n);
dark_reason dark__overlaps_obstacle(const dark__overlaps *overlaps);

#endif
