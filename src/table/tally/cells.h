/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_TALLY_CELLS_H
#define DARK__TABLE_TALLY_CELLS_H

/* Counts of people by what was seen of them, added up while a file is read: memory grows with the different combinations, not
   with the rows. A zeroed struct with `n_levels` set is empty. */

#include <stdbool.h>

#include "base/keys.h"

/* Words of a history in the key of a cell. */
enum { DARK__CELL_WORDS = 2 };

typedef struct dark__cells {
  size_t n_levels;  /* categories of a cell */
  dark__keys keys;  /* of each cell: its history in two words, the lower first, then n_levels numbers of values, as uint32_t */
  uint64_t *counts; /* [keys.n] people; may be 0 */
  size_t counts_capacity;
} dark__cells;

/* *i = the cell with that key [DARK__CELL_WORDS + n_levels], made with nobody in it when there is none. DARK_ENOMEM. */
dark_status dark__cells_find(size_t *i, dark__cells *cells, const uint32_t *key, dark_error *err);

/* The first words of a key. */
void dark__cells_put_history(uint32_t key[DARK__CELL_WORDS], uint64_t history);

/* Add `count` people to the cell key [DARK__CELL_WORDS + n_levels]; *is_new tells whether it is the first row of that cell. DARK_ENOMEM. */
dark_status dark__cells_add(bool *is_new, dark__cells *cells, const uint32_t *key, uint64_t count, dark_error *err);

/* History of cell i, and the number of its value in a category. */
uint64_t dark__cells_history(const dark__cells *cells, size_t i);
uint32_t dark__cells_level(const dark__cells *cells, size_t i, size_t category);

/* All histories with people, bit by bit: which lists caught anybody. */
uint64_t dark__cells_lists(const dark__cells *cells);

void dark__cells_free(dark__cells *cells);

#endif
