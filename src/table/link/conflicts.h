/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_LINK_CONFLICTS_H
#define DARK__TABLE_LINK_CONFLICTS_H

/* Conflicts between rows of linked files: counted, and the first few described for the message that stops. A zeroed struct has
   none. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <darkfigure/status.h>

/* One kind of conflict. */
typedef struct dark__conflict_kind {
  uint64_t n;
  size_t n_shown;
  char shown[400]; /* the first of them, in words */
} dark__conflict_kind;

typedef struct dark__conflicts {
  dark__conflict_kind repeats;        /* rows whose key an earlier row of the file has */
  dark__conflict_kind contradictions; /* people and columns with different values */
} dark__conflicts;

/* Line `line` of the file `place` repeats the key of line `first` (UINT32_MAX: no longer known). */
void dark__conflicts_add_repeat(dark__conflicts *conflicts, const char *place, size_t line, uint32_t first);

/* A person has in line `line` of the file `place` the value `later` of `column`, and had `earlier`. Nothing is kept. */
typedef struct dark__contradiction {
  const char *place;
  size_t line;
  const char *column, *later, *earlier;
  bool is_key; /* the values of the column mostly differ: they are not to be shown */
} dark__contradiction;

void dark__conflicts_add_contradiction(dark__conflicts *conflicts, const dark__contradiction *found);

/* DARK_EDATA when there are any; n_people: with contradictory values. */
dark_status dark__conflicts_check(const dark__conflicts *conflicts, uint64_t n_people, dark_error *err);

#endif
