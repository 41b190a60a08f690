/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effort.h"

#include <stdatomic.h>

#include "loglinear/lanes/block.h"

static atomic_uint_fast64_t n_fits, n_steps, n_lane_steps;

/* NOLINTBEGIN(bugprone-reserved-identifier): the names are the linker's */
void __real_dark__block_free(dark__block *block);
void __wrap_dark__block_free(dark__block *block);

/* Libraries of revisions that do not count have no such header. */
#if __has_include("loglinear/lanes/effort.h")
static void add_up(const dark__effort *of) {
  atomic_fetch_add(&n_fits, of->n_fits);
  atomic_fetch_add(&n_steps, of->n_steps);
  atomic_fetch_add(&n_lane_steps, of->n_lane_steps);
}

void __wrap_dark__block_free(dark__block *block) {
  if (block != NULL) add_up(&block->effort);
  __real_dark__block_free(block);
}
#else
void __wrap_dark__block_free(dark__block *block) { __real_dark__block_free(block); }
#endif
/* NOLINTEND(bugprone-reserved-identifier) */

bench_effort bench_effort_take(void) {
  return (bench_effort){atomic_exchange(&n_fits, 0), atomic_exchange(&n_steps, 0), atomic_exchange(&n_lane_steps, 0)};
}
