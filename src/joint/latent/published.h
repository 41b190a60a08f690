/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_LATENT_PUBLISHED_H
#define DARK__JOINT_LATENT_PUBLISHED_H

/* Counts that were published less than exactly (joint/latent/veil.h). */

#include <stdbool.h>
#include <stddef.h>

typedef struct dark__veiled {
  size_t cell;           /* x 2^t + history; observable */
  size_t first;          /* the smallest count */
  size_t n;              /* how many counts there may be, at least 1 */
  const double *weights; /* [n] > 0; NULL: all 1. Borrowed */
} dark__veiled;

/* Those of a table. */
typedef struct dark__joint_published {
  const dark__veiled *veiled; /* [n] */
  size_t n;
  bool has_total; /* what they add up to is known */
  size_t total;
} dark__joint_published;

#endif
