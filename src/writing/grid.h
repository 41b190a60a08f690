/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DARK__WRITING_GRID_H
#define DARK__WRITING_GRID_H

/* Aligned columns. Cells are filled row by row; the grid fails as paper does. */

#include "writing/paper.h"

typedef struct dark__grid {
  const char
      *columns;      /* one letter each: 'l' left, 'r' right, '(' left and only one space behind the column before it; borrowed */
  dark__paper cells; /* each ended by a NUL */
  dark__paper cell;  /* the one being written */
} dark__grid;

/* The cell that is being written; dark__grid_next ends it. */
dark__paper *dark__grid_cell(dark__grid *grid);
void dark__grid_next(dark__grid *grid);
/* A whole cell; the second form for text from the user's file. */
void dark__grid_add(dark__grid *grid, const char *text);
void dark__grid_add_foreign(dark__grid *grid, const char *text);
/* An empty line. */
void dark__grid_gap(dark__grid *grid);

/* Move the grid onto the page, `indent` columns from the left, and clear it. */
void dark__grid_put(dark__paper *page, dark__grid *grid, size_t indent);

#endif
