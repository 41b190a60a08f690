/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "writing/grid.h"

#include <stdlib.h>
#include <string.h>

dark__paper *dark__grid_cell(dark__grid *grid) { return &grid->cell; }

void dark__grid_next(dark__grid *grid) {
  if (grid->cell.failed) grid->cells.failed = true;
  dark__paper_add_bytes(&grid->cells, dark__paper_text(&grid->cell), grid->cell.length + (grid->cell.text == NULL ? 0 : 1));
  if (grid->cell.text == NULL) dark__paper_add_bytes(&grid->cells, "", 1);
  dark__paper_clear(&grid->cell);
}

void dark__grid_add(dark__grid *grid, const char *text) {
  dark__paper_add(&grid->cell, "%s", text);
  dark__grid_next(grid);
}

void dark__grid_add_foreign(dark__grid *grid, const char *text) {
  dark__paper_add_foreign(&grid->cell, text);
  dark__grid_next(grid);
}

void dark__grid_gap(dark__grid *grid) {
  for (size_t c = 0; grid->columns[c] != '\0'; c++) dark__grid_add(grid, "");
}

/* widths [n_columns] */
static void measure(size_t *widths, const dark__grid *grid, size_t n_columns) {
  const char *cell = grid->cells.text, *end = cell + grid->cells.length;
  for (size_t c = 0; cell < end; cell += strlen(cell) + 1, c = (c + 1) % n_columns) {
    const size_t width = dark__text_width(cell);
    if (width > widths[c]) widths[c] = width;
  }
}

static void put_rows(dark__paper *page, const dark__grid *grid, const size_t *widths, size_t n_columns, size_t indent) {
  const char *cell = grid->cells.text, *end = cell + grid->cells.length;
  size_t n_owed = indent; /* spaces are written only when text follows: no line ends in spaces */
  for (size_t c = 0; cell < end; cell += strlen(cell) + 1, c = (c + 1) % n_columns) {
    const size_t width = dark__text_width(cell), n_spare = widths[c] - width;
    if (c > 0) n_owed += grid->columns[c] == '(' ? 1 : 2;
    if (width > 0) {
      dark__paper_add_spaces(page, n_owed + (grid->columns[c] == 'r' ? n_spare : 0));
      dark__paper_add(page, "%s", cell);
      n_owed = grid->columns[c] == 'r' ? 0 : n_spare;
    } else {
      n_owed += n_spare;
    }
    if (c + 1 == n_columns) {
      dark__paper_add(page, "\n");
      n_owed = indent;
    }
  }
}

void dark__grid_put(dark__paper *page, dark__grid *grid, size_t indent) {
  const size_t n_columns = strlen(grid->columns);
  size_t *widths = calloc(n_columns + 1, sizeof *widths);
  if (widths == NULL || grid->cells.failed) page->failed = true;
  else if (grid->cells.text != NULL) {
    measure(widths, grid, n_columns);
    put_rows(page, grid, widths, n_columns, indent);
  }
  free(widths);
  dark__paper_clear(&grid->cells);
  dark__paper_clear(&grid->cell);
}
