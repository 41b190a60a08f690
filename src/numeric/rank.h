/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__NUMERIC_RANK_H
#define DARK__NUMERIC_RANK_H

#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

#include "numeric/null_space.h"

/* Rank of a whole-number matrix, by elimination modulo a prime. Never above the true rank, so that a full rank is a proof; two primes
   of 31 bits are tried before a rank is reported as deficient, so that a false deficiency would need a minor divisible by both. */

/* *rank receives the rank of the n_rows x n_columns matrix that `row` describes; elimination stops at full column rank.
   Errors: DARK_ENOMEM. Any thread. */
DARK_MUST_CHECK dark_status dark__rank(size_t *rank, size_t n_rows, size_t n_columns, dark__whole_row *row, void *context,
                                       dark_error *err);

#endif
