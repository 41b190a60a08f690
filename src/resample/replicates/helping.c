/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample/replicates/helping.h"

#include <time.h>

/* Seconds that they may take; tables that are begun with, and fewer than which are never taken: they fill the lanes of a block. */
static const double AT_MOST = 0.1;
enum { FIRST = 32, LEAST = 8 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

size_t dark__helping_begin(dark__helping *helping, size_t n_left) {
  if (helping->n == 0) helping->n = FIRST;
  helping->began = now();
  return n_left < helping->n ? n_left : helping->n;
}

/* Doubled while there is time for as many again. */
void dark__helping_end(dark__helping *helping, size_t n) {
  const double seconds = now() - helping->began;
  if (seconds > AT_MOST && helping->n > LEAST) helping->n /= 2;
  else if (seconds < AT_MOST / 2 && n == helping->n) helping->n *= 2;
}
