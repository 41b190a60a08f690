/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/sheets/sheets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void dark__book_sheet(dark__book *book, const char *name) {
  if (book->n == DARK__MOST_SHEETS) book->failed = true;
  if (book->failed) return;
  book->sheets[book->n++] = (dark__sheet){.name = name, .is_open = true};
}

void dark__book_rows(dark__book *book) {
  if (book->n > 0) book->sheets[book->n - 1].is_open = false;
}

/* A cell at the end of the last sheet; NULL when there is no room. */
static dark__cell *append(dark__book *book) {
  if (book->failed || book->n == 0) return NULL;
  dark__sheet *sheet = &book->sheets[book->n - 1];
  if (sheet->n_cells == sheet->capacity) {
    const size_t capacity = sheet->capacity == 0 ? 256 : 2 * sheet->capacity;
    dark__cell *cells = realloc(sheet->cells, capacity * sizeof *cells);
    if (cells == NULL) {
      book->failed = true;
      return NULL;
    }
    sheet->cells = cells;
    sheet->capacity = capacity;
  }
  if (sheet->is_open) sheet->n_columns++;
  sheet->cells[sheet->n_cells] = (dark__cell){.value = (double)NAN, .unit = 1};
  return &sheet->cells[sheet->n_cells++];
}

void dark__book_text(dark__book *book, const char *text) {
  dark__paper shown = {0};
  dark__paper_add_foreign(&shown, text);
  dark__book_paper(book, &shown);
}

void dark__book_paper(dark__book *book, dark__paper *paper) {
  dark__cell *cell = append(book);
  if (cell != NULL) cell->text = paper->failed ? NULL : dark__copy_text(dark__paper_text(paper), paper->length);
  if (cell != NULL && cell->text == NULL) book->failed = true;
  dark__paper_clear(paper);
}

void dark__book_number(dark__book *book, dark__cell_kind kind, double value) {
  dark__cell *cell = append(book);
  if (cell != NULL) *cell = (dark__cell){.kind = kind, .value = value, .unit = 1};
}

void dark__book_people(dark__book *book, double value, double unit) {
  dark__cell *cell = append(book);
  if (cell != NULL) *cell = (dark__cell){.kind = DARK__CELL_PEOPLE, .value = value, .unit = unit};
}

void dark__book_clear(dark__book *book) {
  for (size_t s = 0; s < book->n; s++) {
    for (size_t i = 0; i < book->sheets[s].n_cells; i++) free(book->sheets[s].cells[i].text);
    free(book->sheets[s].cells);
  }
  *book = (dark__book){.n = 0};
}
