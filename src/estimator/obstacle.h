/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__ESTIMATOR_OBSTACLE_H
#define DARK__ESTIMATOR_OBSTACLE_H

#include <darkfigure/reason.h>
#include <darkfigure/table.h>

/* Why no method can estimate from these records [n] (any order, bits = lists): nobody, one list, one list holding everybody, no
   overlap; DARK_N_REASONS when nothing stands in the way. `caught` (may be NULL) receives the lists that caught somebody. */
dark_reason dark__find_obstacle(const dark_record *records, size_t n, uint32_t *caught);

#endif
