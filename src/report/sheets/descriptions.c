/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/sheets/sheets.h"
#include "writing/numbers.h"

static void begin(dark__book *book, const char *name, const dark_descriptions *all, const char *const *names, size_t n) {
  dark__book_sheet(book, name);
  for (size_t c = 0; c < all->n_categories; c++) dark__book_text(book, all->categories[c]);
  for (size_t i = 0; i < n; i++) dark__book_text(book, names[i]);
  dark__book_rows(book);
}

static void put_levels(dark__book *book, const dark_descriptions *all, const dark_description *item) {
  for (size_t c = 0; c < all->n_categories; c++) dark__book_text(book, item->levels[c]);
}

static void put_observed(dark__book *book, const dark_descriptions *all, const dark_description *item) {
  put_levels(book, all, item);
  dark__book_number(book, DARK__CELL_COUNT, item->observed);
  dark__book_number(book, DARK__CELL_SHARE, item->sample_coverage);
  dark__book_people(book, item->chao_lower_bound, dark__rounding_unit(item->chao_lower_bound));
  dark__book_text(book, item->verdict);
}

static void put_lists(dark__book *book, const dark_descriptions *all, const dark_description *item) {
  for (size_t l = 0; l < all->n_lists; l++) {
    put_levels(book, all, item);
    dark__book_text(book, all->lists[l]);
    dark__book_number(book, DARK__CELL_COUNT, item->list_sizes[l]);
  }
}

static void put_captures(dark__book *book, const dark_descriptions *all, const dark_description *item) {
  for (size_t k = 0; k < item->n_captures; k++) {
    put_levels(book, all, item);
    dark__book_number(book, DARK__CELL_COUNT, (double)(k + 1));
    dark__book_number(book, DARK__CELL_COUNT, item->captures[k]);
  }
}

static double share(double part, double whole) { return whole > 0 ? part / whole : (double)NAN; }

static void put_overlaps(dark__book *book, const dark_descriptions *all, const dark_description *item) {
  const size_t n = all->n_lists;
  for (size_t a = 0; a < n; a++) {
    for (size_t b = a + 1; b < n; b++) {
      const double both = item->overlaps[a * n + b];
      put_levels(book, all, item);
      dark__book_text(book, all->lists[a]);
      dark__book_text(book, all->lists[b]);
      dark__book_number(book, DARK__CELL_COUNT, both);
      dark__book_number(book, DARK__CELL_SHARE, share(both, item->list_sizes[b]));
      dark__book_number(book, DARK__CELL_SHARE, share(both, item->list_sizes[a]));
    }
  }
}

void dark__book_descriptions(dark__book *book, const dark_descriptions *all, const dark_table *table, const dark_run *run) {
  static const char *const observed[] = {"observed", "sample coverage", "Chao's bound", "what can be estimated"};
  static const char *const lists[] = {"list", "people"};
  static const char *const captures[] = {"times", "people"};
  static const char *const overlaps[] = {"list A", "list B", "people on both", "share of B's people on A",
                                         "share of A's people on B"};
  begin(book, "Observed", all, observed, 4);
  for (size_t i = 0; i < all->n_items; i++) put_observed(book, all, &all->items[i]);
  if (dark_table_captures(table) == NULL) {
    begin(book, "Lists", all, lists, 2);
    for (size_t i = 0; i < all->n_items; i++) put_lists(book, all, &all->items[i]);
    begin(book, "Overlaps", all, overlaps, 5);
    for (size_t i = 0; i < all->n_items; i++) put_overlaps(book, all, &all->items[i]);
  }
  begin(book, "Captures", all, captures, 2);
  for (size_t i = 0; i < all->n_items; i++) put_captures(book, all, &all->items[i]);
  dark__book_method(book, table, run);
}
