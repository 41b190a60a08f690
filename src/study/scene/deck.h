/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__STUDY_SCENE_DECK_H
#define DARK__STUDY_SCENE_DECK_H

/* The people of a data set as finely as the scenarios of its study look at them, and drawing from them once for all scenarios. A replicate
   is drawn as a plain bootstrap of the table as read draws it, bit by bit; then the people of each record are dealt out to the values of
   the further columns that scenarios filter or split by, which is a multinomial draw of the finest cells. */

#include <stdint.h>

#include <darkfigure/table.h>

/* People of one stratum of the table as read, or of all of them. Read-only once made. */
typedef struct dark__deck {
  dark_cell *cells; /* [n] strata and histories of the finest table, sorted by history, then by stratum */
  size_t n;
  size_t *starts;     /* [n_records + 1] first cell of each record */
  double *shares;     /* [n_records + 1] people of each record; the last, for people unseen, is 0 */
  double *sub_shares; /* [n] people of each cell */
  size_t n_records;
  unsigned n_people;
} dark__deck;

typedef struct dark__decks {
  const dark_table *coarse; /* as read; borrowed */
  const dark_table *fine;   /* the same people with further categories behind those of `coarse`, or `coarse` itself; borrowed */
  dark__deck *strata;       /* [strata of coarse] */
  dark__deck whole;
} dark__decks;

/* `fine` has the lists of `coarse`, its categories with the same values, and perhaps more behind them. DARK_ENOMEM. dark__decks_clear
   copes with what is half made. */
DARK_MUST_CHECK dark_status dark__decks_make(dark__decks *decks, const dark_table *coarse, const dark_table *fine,
                                             dark_error *err);
void dark__decks_clear(dark__decks *decks);

/* Keys of the random streams of a deck, from the seed; stratum DARK__WHOLE_TABLE for all people. */
typedef struct dark__deck_keys {
  uint64_t records, cells;
} dark__deck_keys;
dark__deck_keys dark__deck_keys_of(const dark__decks *decks, size_t stratum, uint64_t seed);

/* Elements of the scratch that a draw needs. */
size_t dark__deck_scratch(const dark__deck *deck);

/* Draw replicate `number`: people in each cell, people [n]; scratch [dark__deck_scratch]. Pure; any thread. */
void dark__deck_draw(unsigned *people, unsigned *scratch, const dark__deck *deck, dark__deck_keys keys, uint64_t number);

#endif
