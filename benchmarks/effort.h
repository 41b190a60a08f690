/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK_BENCH_EFFORT_H
#define DARK_BENCH_EFFORT_H

/* What the fits of tables in vector lanes have cost in the whole process, on however many threads. Each block of lanes counts for itself
   (loglinear/lanes/effort.h); what it counted is added up here when its owner lets go of it, which the linker tells us of (--wrap=dark__block_free). */

#include <stdint.h>

typedef struct bench_effort {
  uint64_t n_fits;       /* of one model to one table; 0 also where the library does not count */
  uint64_t n_steps;      /* Newton steps of blocks */
  uint64_t n_lane_steps; /* lanes that were still on their way in them */
} bench_effort;

/* Of all blocks that were let go since the start of the process or the last call. */
bench_effort bench_effort_take(void);

#endif
