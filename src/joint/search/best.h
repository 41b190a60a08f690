/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__JOINT_SEARCH_BEST_H
#define DARK__JOINT_SEARCH_BEST_H

/* The best of many subsets, in memory for these only. */

#include "joint/search/subsets.h"

typedef struct dark__best_subsets {
  dark__subset *heap; /* [n] the worst first, as a heap */
  size_t n, capacity, most;
} dark__best_subsets;

/* By loss, then by terms. */
int dark__subset_compare(const void *a, const void *b);

/* Keep a subset if it is among the best `most`. DARK_ENOMEM. */
DARK_MUST_CHECK dark_status dark__best_add(dark__best_subsets *of, dark__subset subset, dark_error *err);

#endif
