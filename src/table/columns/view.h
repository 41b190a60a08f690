/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__TABLE_COLUMNS_VIEW_H
#define DARK__TABLE_COLUMNS_VIEW_H

#include "table/columns/census.h"

/* What a column holds, seen from one convention. */
typedef struct dark__view {
  bool has_yes, has_no;
  size_t n_missing, n_others; /* different values that are no words of it: empty or NA, and all the rest */
} dark__view;

dark__view dark__view_of(const dark__census *census, dark__convention convention);

/* Whether there are words of the convention and nothing else. */
bool dark__view_is_whole(const dark__view *view);

/* Whether a column speaks for a convention by itself: digits do, of words there must be two. */
bool dark__view_establishes(const dark__view *view, dark__convention convention);

/* A convention but this one for which a column speaks, or DARK__N_CONVENTIONS. */
dark__convention dark__view_other(const dark__census *census, dark__convention convention);

#endif
