/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_BLOCKS_H
#define DARK__RESAMPLE_REPLICATES_BLOCKS_H

/* Tables of a bootstrap cut into blocks. A table has the same estimate in whatever block it is, so that blocks may be as large as is good for the
   estimator, which packs them: but small enough to balance threads, to show how far the work is, and for memory. */

#include "resample/replicates/bootstrap.h"

enum { DARK__MOST_BLOCK = 256 };

/* Tables first .. end - 1 of a group of strata, replicates or delete-one tables. */
typedef struct dark__block {
  size_t group, first, end;
  bool is_jackknife;
} dark__block;

/* What is cut; borrowed. */
typedef struct dark__cutting {
  const dark_plan *plan;
  const dark_replicates *replicates; /* whose parts say what is estimated, and drawn */
  const dark__portion *portion;
  size_t fair; /* tables of a block that balances threads */
} dark__cutting;

/* How many blocks there are, and in *n_tables how many tables are in them; written down in blocks unless that is NULL. */
size_t dark__blocks_cut(dark__block *blocks, size_t *n_tables, const dark__cutting *of);

/* What the largest block takes: weights [tables x records of its group], estimates [tables x strata]. */
typedef struct dark__block_room {
  size_t weights, estimates;
} dark__block_room;
dark__block_room dark__blocks_room(const dark__cutting *of);

#endif
