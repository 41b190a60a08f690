/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__RESULT_RESIDENTS_H
#define DARK__RESULT_RESIDENTS_H

/* What a file of residents holds, for those who read it, check it and divide by it. */

#include <darkfigure/residents.h>

#include "base/words.h"

typedef struct dark__residents_cell {
  double people, lower, upper; /* limits equal people where there are none */
} dark__residents_cell;

struct dark_residents {
  char *place;                 /* how messages call the file */
  dark__words columns;         /* categories */
  dark__words levels;          /* [n x columns.n] */
  dark__residents_cell *cells; /* [n] */
  size_t n, n_room;
};

/* The value of column c in row i. */
static inline const char *dark__residents_level(const dark_residents *residents, size_t i, size_t c) {
  return residents->levels.items[i * residents->columns.n + c];
}

#endif
