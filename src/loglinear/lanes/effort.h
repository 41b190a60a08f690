/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__LOGLINEAR_LANES_EFFORT_H
#define DARK__LOGLINEAR_LANES_EFFORT_H

#include <stdint.h>

/* What the fits of a block have cost so far, for measuring. No result depends on it: how many steps lanes share depends on what was put
   beside what, and so on the number of threads. */
typedef struct dark__effort {
  uint64_t n_fits;       /* of a model to one table each */
  uint64_t n_steps;      /* Newton steps, each of all lanes at once */
  uint64_t n_lane_steps; /* lanes that were on their way in these steps */
} dark__effort;

#endif
