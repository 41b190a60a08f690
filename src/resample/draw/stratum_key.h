/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESAMPLE_DRAW_STRATUM_KEY_H
#define DARK__RESAMPLE_DRAW_STRATUM_KEY_H

#include <stdint.h>

#include <darkfigure/table.h>

/* Stands for the whole table, categories thrown together: it has the key of a table without categories. */
#define DARK__WHOLE_TABLE ((size_t)-1)

/* Key of the random streams of one stratum. It depends on the seed, the purpose and the stratum's own values, in name order, so that
   neither the order of the categories nor the presence of other strata matters. */
uint64_t dark__stratum_key(const dark_table *table, size_t stratum, const char *purpose, uint64_t seed);

#endif
