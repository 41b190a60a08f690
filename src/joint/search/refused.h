/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_REFUSED_H
#define DARK__JOINT_SEARCH_REFUSED_H

/* What leaves a number undetermined, or has columns that depend on each other, does so whatever is added: once a model is refused all above it are. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

typedef struct dark__refused {
  uint64_t *subsets; /* [n] free() */
  size_t n, capacity;
} dark__refused;

bool dark__is_refused(const dark__refused *of, uint64_t subset);
/* DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__refuse(dark__refused *of, uint64_t subset, dark_error *err);

#endif
