/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_REPLICATES_HELPING_H
#define DARK__RESAMPLE_REPLICATES_HELPING_H

/* How many tables a thread estimates before it looks whether it shall stop: what took about a tenth of a second so far. No estimate depends on it. */

#include <stddef.h>

typedef struct dark__helping {
  size_t n; /* 0: nothing is known yet */
  double began;
} dark__helping;

/* So many of n_left tables are next; the clock runs. */
size_t dark__helping_begin(dark__helping *helping, size_t n_left);
/* They are done. */
void dark__helping_end(dark__helping *helping, size_t n);

#endif
